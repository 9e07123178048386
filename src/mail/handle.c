/*
 * handle.c - one place where curl is told how a mail server may be spoken to. What always
 * holds: certificates are verified; without TLS no address but a loopback one is opened,
 * whatever the name resolves to.
 */
#include "mail/handle.h"
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"

#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

enum { URL_MAX_BYTES = 4 << 10, REPLY_TEXT_BYTES = 300 };

static bool is_loopback(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET) {
		const struct sockaddr_in *in =
		    (const struct sockaddr_in *)(const void *)sa;

		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	if (sa->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 =
		    (const struct sockaddr_in6 *)(const void *)sa;

		return IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
	}
	return false;
}

static curl_socket_t open_socket(
    void *data, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct mail_handle *h = data;

	(void)purpose;
	if (h->is_loopback_only && !is_loopback(&a->addr)) {
		h->is_address_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* Keeps the last refusal that the server said, cut where it is long. */
static size_t keep_reply(char *line, size_t size, size_t n, void *data)
{
	struct mail_handle *h = data;
	struct str text = utf8_cut((struct str){line, size * n}, sizeof(h->reply) - 1);

	if (str_starts(text, STR("4")) || str_starts(text, STR("5"))) {
		memcpy(h->reply, text.p, text.n);
		h->reply[text.n] = '\0';
	}
	return size * n;
}

/* The URL, which must be of one of the four schemes and bare. */
static enum err put_url(struct buf *b, const struct mail_server *s, struct err_info *ei)
{
	static const char *const schemes[] = {"smtp", "smtps", "imap", "imaps"};
	struct url_parts parts = url_split(str_of(s->url));
	bool is_known = false;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		is_known = is_known || str_eq_nocase(parts.scheme, str_of(schemes[i]));
	if (!is_known || !parts.host.n || parts.user.p || parts.query.p ||
	    parts.fragment.p || (parts.path.n && !str_eq(parts.path, STR("/"))))
		return err_set(ei, ERR_CONFIG, s->url,
		    "the server's address must be like smtps://host:465 or "
		    "imap://host:143, without a name or password");
	buf_printf(b, "%.*s://%.*s", STR_ARG(parts.scheme), STR_ARG(parts.host));
	if (parts.port.n)
		buf_printf(b, ":%.*s", STR_ARG(parts.port));
	buf_putc(b, '/');
	return OK;
}

static void set_login(CURL *c, const struct mail_server *s)
{
	if (!s->user || !s->password)
		return;
	curl_easy_setopt(c, CURLOPT_USERNAME, s->user);
	if (s->is_oauth2) {
		curl_easy_setopt(c, CURLOPT_XOAUTH2_BEARER, s->password);
		curl_easy_setopt(c, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(c, CURLOPT_PASSWORD, s->password);
	}
}

static void set_security(struct mail_handle *h, const struct mail_server *s)
{
	CURL *c = h->curl;

	h->is_loopback_only = s->is_tls_none;
	curl_easy_setopt(c, CURLOPT_USE_SSL,
	    s->is_tls_none ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (s->ca_file) {
		curl_easy_setopt(c, CURLOPT_CAINFO, s->ca_file);
		curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, h);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps,imap,imaps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
}

enum err mail_handle_init(
    struct mail_handle *h, const struct mail_server *s, struct err_info *ei)
{
	struct buf url;
	enum err e;

	*h = (struct mail_handle){0};
	buf_init(&url, URL_MAX_BYTES);
	e = put_url(&url, s, ei);
	if (e)
		goto out;
	h->curl = curl_easy_init();
	if (!h->curl) {
		e = err_set(ei, ERR_INTERNAL, s->url, "libcurl does not start");
		goto out;
	}
	curl_easy_setopt(h->curl, CURLOPT_URL, url.p);
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->message);
	curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, (long)s->timeout_s);
	curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT, (long)s->timeout_s);
	curl_easy_setopt(h->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)s->timeout_s);
	curl_easy_setopt(h->curl, CURLOPT_HEADERFUNCTION, keep_reply);
	curl_easy_setopt(h->curl, CURLOPT_HEADERDATA, h);
	set_security(h, s);
	set_login(h->curl, s);
out:
	buf_clear(&url);
	return e;
}

void mail_handle_clear(struct mail_handle *h)
{
	curl_easy_cleanup(h->curl);
	h->curl = NULL;
}

static const char *advice(const struct mail_handle *h, CURLcode code)
{
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION:
		return "; the certificate is not trusted (mail.ca_file names others to "
		       "trust)";
	case CURLE_SSL_CACERT_BADFILE: return "; see mail.ca_file";
	case CURLE_LOGIN_DENIED: return "; see mail.user and mail.password_command";
	case CURLE_USE_SSL_FAILED:
		return "; the server offers no TLS, and no password goes over an open "
		       "line";
	case CURLE_COULDNT_CONNECT:
		return h->is_address_refused
			   ? "; mail.tls = none is for a server on this machine alone"
			   : "";
	default: return "";
	}
}

enum err mail_handle_tell(const struct mail_handle *h, const struct mail_server *s,
    CURLcode code, struct err_info *ei)
{
	bool is_setting = code == CURLE_LOGIN_DENIED || code == CURLE_SSL_CACERT_BADFILE;
	const char *said = h->message[0] ? h->message : curl_easy_strerror(code);
	long reply = 0;
	struct buf b;

	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &reply);
	if (reply >= 400 && h->reply[0])
		said = h->reply;
	buf_init(&b, REPLY_TEXT_BYTES);
	utf8_put_visible(&b, str_trim(str_of(said)));
	err_set(ei, ERR_UNAVAIL, s->url, "%s%s", b.p ? b.p : "", advice(h, code));
	buf_clear(&b);
	return is_setting ? ERR_CONFIG : ERR_UNAVAIL;
}

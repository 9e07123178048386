/*
 * smtp.c - one message over SMTP. In go the bytes as stored, out comes what became of
 * them; curl adds the dots that the protocol wants.
 *
 * The outcome turns on whether the end of the message had gone out: before that the
 * server cannot have accepted it, after that only its reply tells.
 */
#include "mail/smtp.h"
#include "mail/handle.h"

#include <string.h>

/* curl is not told the size: so it asks for more once all before has gone out, and hears
 * of the end only then. */
struct upload {
	struct str rest;
	bool is_at_end; /* curl was told that nothing follows: the final dot is next */
};

static size_t give(char *to, size_t size, size_t n, void *data)
{
	struct upload *u = data;
	size_t take = size * n < u->rest.n ? size * n : u->rest.n;

	if (take)
		memcpy(to, u->rest.p, take);
	else
		u->is_at_end = true;
	u->rest = str_sub(u->rest, take, u->rest.n);
	return take;
}

/* 4xx and 5xx are the server's word; any other end after the final dot is not known. */
static enum mail_outcome judge(const struct upload *u, CURLcode code, long reply)
{
	bool is_login = code == CURLE_LOGIN_DENIED || code == CURLE_AUTH_ERROR ||
			code == CURLE_USE_SSL_FAILED;

	if (code == CURLE_OK)
		return MAIL_ACCEPTED;
	if (u->is_at_end && (reply < 400 || reply > 599))
		return MAIL_UNKNOWN;
	return reply >= 500 && !is_login ? MAIL_PERMANENT : MAIL_TEMPORARY;
}

struct mail_result smtp_send(
    const struct mail_server *s, const char *from, const char *to, struct str bytes)
{
	struct mail_result result = {.outcome = MAIL_TEMPORARY};
	struct upload upload = {.rest = bytes};
	struct curl_slist *recipients = NULL;
	struct mail_handle h;
	CURLcode code;
	long reply = 0;

	if (mail_handle_init(&h, s, &result.info))
		goto out;
	recipients = curl_slist_append(NULL, to);
	if (!recipients) {
		err_set(&result.info, ERR_INTERNAL, s->url, "libcurl has no memory");
		goto out;
	}
	curl_easy_setopt(h.curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(h.curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(h.curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(h.curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(h.curl, CURLOPT_READDATA, &upload);
	code = curl_easy_perform(h.curl);
	curl_easy_getinfo(h.curl, CURLINFO_RESPONSE_CODE, &reply);
	result.code = (int)reply;
	result.outcome = judge(&upload, code, reply);
	if (result.outcome == MAIL_UNKNOWN)
		err_set(&result.info, ERR_UNAVAIL, s->url,
		    "no answer came after the message had gone out");
	else if (code)
		mail_handle_tell(&h, s, code, &result.info);
out:
	curl_slist_free_all(recipients);
	mail_handle_clear(&h);
	return result;
}

enum err smtp_check(const struct mail_server *s, struct err_info *ei)
{
	struct mail_handle h;
	CURLcode code;
	enum err e = mail_handle_init(&h, s, ei);

	if (!e) {
		curl_easy_setopt(h.curl, CURLOPT_CONNECT_ONLY, 1L);
		code = curl_easy_perform(h.curl);
		e = code ? mail_handle_tell(&h, s, code, ei) : OK;
	}
	mail_handle_clear(&h);
	return e;
}

/*
 * imap.c - drafts by IMAP. curl connects, encrypts and logs in; the few commands after
 * that are spoken here over its connection, since curl's own APPEND sets no \Draft and
 * does not tell whether the message had gone out when the line broke.
 *
 * What always holds: every wait ends at the deadline, and no reply takes more memory than
 * REPLY_MAX_BYTES.
 */
#include "mail/imap.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "mail/handle.h"
#include "mail/mailbox.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { REPLY_MAX_BYTES = 256 << 10, SHOWN_BYTES = 200, NAME_MAX_BYTES = 1 << 10 };

enum reply { REPLY_OK, REPLY_NO, REPLY_BAD, REPLY_GO_ON, REPLY_LOST };

struct session {
	struct mail_handle handle;
	const struct mail_server *server;
	curl_socket_t socket;
	int64_t deadline_ms;
	int n_commands;
	struct buf in; /* received; the first `used` bytes are done with */
	size_t used;
	struct buf said;    /* the text of the last reply */
	struct buf mailbox; /* the token of the mailbox for drafts */
	int mailbox_rank;   /* 0: none yet, 1: called Drafts, 2: marked */
};

/* ---- Lines ------------------------------------------------------------------- */

static bool wait_for(struct session *s, short events)
{
	int64_t left_ms = s->deadline_ms - clock_mono_ms();
	struct pollfd fd = {s->socket, events, 0};

	return left_ms > 0 && poll(&fd, 1, (int)left_ms) > 0;
}

static bool send_all(struct session *s, struct str bytes)
{
	while (bytes.n) {
		size_t n = 0;
		CURLcode code = curl_easy_send(s->handle.curl, bytes.p, bytes.n, &n);

		if (code == CURLE_AGAIN && wait_for(s, POLLOUT))
			continue;
		if (code)
			return false;
		bytes = str_sub(bytes, n, bytes.n);
	}
	return true;
}

static bool receive(struct session *s)
{
	char chunk[4096];
	size_t n = 0;
	CURLcode code;

	do
		code = curl_easy_recv(s->handle.curl, chunk, sizeof(chunk), &n);
	while (code == CURLE_AGAIN && wait_for(s, POLLIN));
	if (code || n == 0 || clock_mono_ms() >= s->deadline_ms)
		return false;
	if (s->used) {
		memmove(s->in.p, s->in.p + s->used, s->in.n - s->used);
		s->in.n -= s->used;
		s->used = 0;
	}
	buf_put(&s->in, chunk, n);
	return !s->in.is_full;
}

/* The next line without its end; valid until the next read. */
static bool read_line(struct session *s, struct str *line)
{
	struct str rest = str_sub(buf_borrow(&s->in), s->used, s->in.n);
	size_t end;

	while ((end = str_find_char(rest, '\n')) == rest.n) {
		if (!receive(s))
			return false;
		rest = str_sub(buf_borrow(&s->in), s->used, s->in.n);
	}
	*line = str_trim(str_sub(rest, 0, end));
	s->used += end + 1;
	return true;
}

/* ---- Commands ---------------------------------------------------------------- */

typedef void line_handler(struct session *s, struct str line);

/* Reads to the reply of the last command, or to the "+" that asks for a literal. */
static enum reply read_reply(struct session *s, line_handler *on_line)
{
	struct str line, first;
	char tag[16];

	snprintf(tag, sizeof(tag), "S%d", s->n_commands);
	buf_reset(&s->said);
	do {
		if (!read_line(s, &line))
			return REPLY_LOST;
		if (str_starts(line, STR("+")))
			return REPLY_GO_ON;
		str_split(&line, ' ', &first);
		if (on_line && str_eq(first, STR("*")))
			on_line(s, line);
	} while (!str_eq(first, str_of(tag)));
	utf8_put_visible(&s->said, utf8_cut(line, SHOWN_BYTES));
	str_split(&line, ' ', &first);
	if (str_eq_nocase(first, STR("OK")))
		return REPLY_OK;
	return str_eq_nocase(first, STR("NO")) ? REPLY_NO : REPLY_BAD;
}

static enum reply command(
    struct session *s, line_handler *on_line, const char *verb, struct str arguments)
{
	struct buf b;
	bool is_sent;

	buf_init(&b, REPLY_MAX_BYTES);
	buf_printf(&b, "S%d %s%.*s\r\n", ++s->n_commands, verb, STR_ARG(arguments));
	is_sent = !b.is_full && send_all(s, buf_borrow(&b));
	buf_clear(&b);
	return is_sent ? read_reply(s, on_line) : REPLY_LOST;
}

static void session_clear(struct session *s)
{
	mail_handle_clear(&s->handle);
	buf_clear(&s->in);
	buf_clear(&s->said);
	buf_clear(&s->mailbox);
}

/* Connected, encrypted and logged in. */
static enum err session_open(
    struct session *s, const struct mail_server *server, struct err_info *ei)
{
	CURLcode code;
	enum err e;

	*s = (struct session){.server = server,
	    .deadline_ms = clock_mono_ms() + (int64_t)server->timeout_s * 1000};
	buf_init(&s->in, REPLY_MAX_BYTES);
	buf_init(&s->said, 4 * SHOWN_BYTES);
	buf_init(&s->mailbox, NAME_MAX_BYTES);
	e = mail_handle_init(&s->handle, server, ei);
	if (e)
		return e;
	curl_easy_setopt(s->handle.curl, CURLOPT_CONNECT_ONLY, 1L);
	code = curl_easy_perform(s->handle.curl);
	if (!code)
		code =
		    curl_easy_getinfo(s->handle.curl, CURLINFO_ACTIVESOCKET, &s->socket);
	return code ? mail_handle_tell(&s->handle, server, code, ei) : OK;
}

/* What a reply that is not OK means. */
static enum err tell_reply(
    struct session *s, const char *what, enum reply reply, struct err_info *ei)
{
	if (reply == REPLY_LOST)
		return err_set(ei, ERR_UNAVAIL, s->server->url,
		    "the connection was lost while %s", what);
	return err_set(ei, ERR_UNAVAIL, s->server->url, "%s: %s", what,
	    s->said.n ? s->said.p : "an answer that is none");
}

/* ---- The mailbox ------------------------------------------------------------- */

static void consider_mailbox(struct session *s, struct str line)
{
	struct mailbox m;
	int rank;

	if (!mailbox_parse_list(line, &m) || !m.is_selectable)
		return;
	rank = m.is_drafts ? 2 : m.is_called_drafts ? 1 : 0;
	if (rank <= s->mailbox_rank || m.token.n > NAME_MAX_BYTES)
		return;
	s->mailbox_rank = rank;
	buf_reset(&s->mailbox);
	buf_put_str(&s->mailbox, m.token);
}

/* Servers without SPECIAL-USE refuse the first LIST; some mark the mailbox in the second
 * all the same. */
static enum err find_mailbox(struct session *s, const char *drafts, struct err_info *ei)
{
	enum reply reply;

	if (drafts) {
		mailbox_put_name(&s->mailbox, str_of(drafts));
		return OK;
	}
	reply = command(s, consider_mailbox, "LIST (SPECIAL-USE) \"\" \"*\"", STR(""));
	if (reply != REPLY_LOST && s->mailbox_rank < 2)
		reply = command(s, consider_mailbox, "LIST \"\" \"*\"", STR(""));
	if (reply != REPLY_OK)
		return tell_reply(s, "listing the mailboxes", reply, ei);
	if (!s->mailbox_rank)
		buf_puts(&s->mailbox, "Drafts");
	return OK;
}

/* Sends the message as a literal. *is_sent once its end is on its way. */
static enum reply append(struct session *s, struct str bytes, bool *is_sent)
{
	struct buf arguments;
	enum reply reply;

	buf_init(&arguments, 2 * NAME_MAX_BYTES);
	buf_put_str(&arguments, buf_borrow(&s->mailbox));
	buf_printf(&arguments, " (\\Draft \\Seen) {%zu}", bytes.n);
	reply = command(s, NULL, "APPEND ", buf_borrow(&arguments));
	buf_clear(&arguments);
	if (reply != REPLY_GO_ON)
		return reply == REPLY_OK ? REPLY_BAD : reply;
	if (!send_all(s, bytes))
		return REPLY_LOST;
	*is_sent = true;
	return send_all(s, STR("\r\n")) ? read_reply(s, NULL) : REPLY_LOST;
}

static bool wants_mailbox(const struct session *s, enum reply reply)
{
	struct str said = buf_borrow(&s->said);

	return reply == REPLY_NO && str_find(said, STR("[TRYCREATE]")) < said.n;
}

static enum mail_outcome judge(enum reply reply, bool is_sent)
{
	switch (reply) {
	case REPLY_OK: return MAIL_ACCEPTED;
	case REPLY_NO: return MAIL_TEMPORARY;
	case REPLY_BAD: return MAIL_PERMANENT;
	case REPLY_GO_ON:
	case REPLY_LOST: break;
	}
	return is_sent ? MAIL_UNKNOWN : MAIL_TEMPORARY;
}

struct mail_result imap_append_draft(
    const struct mail_server *server, const char *drafts, struct str bytes)
{
	struct mail_result result = {.outcome = MAIL_TEMPORARY};
	struct session s;
	bool is_sent = false;
	enum reply reply;

	/* A setting that is wrong does not make the message wrong: it waits. */
	if (session_open(&s, server, &result.info) ||
	    find_mailbox(&s, drafts, &result.info))
		goto out;
	reply = append(&s, bytes, &is_sent);
	if (wants_mailbox(&s, reply) &&
	    command(&s, NULL, "CREATE ", buf_borrow(&s.mailbox)) == REPLY_OK) {
		is_sent = false;
		reply = append(&s, bytes, &is_sent);
	}
	result.outcome = judge(reply, is_sent);
	if (result.outcome != MAIL_ACCEPTED)
		tell_reply(&s, "storing the draft", reply, &result.info);
	else
		command(&s, NULL, "LOGOUT", STR(""));
out:
	session_clear(&s);
	return result;
}

enum err imap_check(const struct mail_server *server, const char *drafts,
    struct buf *mailbox, struct err_info *ei)
{
	struct session s;
	enum err e = session_open(&s, server, ei);

	if (!e)
		e = find_mailbox(&s, drafts, ei);
	if (!e) {
		buf_put_str(mailbox, buf_borrow(&s.mailbox));
		command(&s, NULL, "LOGOUT", STR(""));
	}
	session_clear(&s);
	return e;
}

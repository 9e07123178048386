/*
 * message.c - a message as bytes. In goes text as the user wrote it, out come CRLF lines
 * of ASCII; addresses outside ASCII are the one exception (RFC 6532).
 *
 * Bodies are quoted-printable throughout. A dot or "From " at the start of a line is
 * encoded, so that no transport needs to alter it; and since "=_" is never the result of
 * the encoding, no body can hold the boundary.
 */
#include "mail/message.h"
#include "base/random.h"
#include "base/utf8.h"
#include "mail/header.h"
#include "model/address.h"

enum {
	QP_COLUMNS = 76, /* RFC 2045 section 6.7, with the soft break's "=" */
	ID_RANDOM_BYTES = 16,
	MESSAGE_ID_MAX_BYTES = 512,
};

/* A body under way: bytes on the present line. */
struct body {
	struct buf *out;
	size_t column;
};

/* is_last: nothing follows on the line, so no room is needed for a soft break. */
static void put_qp_byte(struct body *b, unsigned char c, bool is_encoded, bool is_last)
{
	size_t room = QP_COLUMNS - (is_last ? 0 : 1);

	if (b->column + (is_encoded ? 3 : 1) > room) {
		buf_puts(b->out, "=\r\n");
		b->column = 0;
	}
	if (is_encoded || (b->column == 0 && c == '.')) {
		buf_printf(b->out, "=%02X", c);
		b->column += 3;
	} else {
		buf_putc(b->out, (char)c);
		b->column++;
	}
}

static void put_qp_line(struct body *b, struct str line)
{
	bool is_from = str_starts(line, STR("From "));

	for (size_t i = 0, len; i < line.n; i += len) {
		uint32_t c = utf8_at(line, i, &len);
		bool is_invalid = c == 0xfffd && len == 1, is_end = i + len == line.n;
		struct str bytes =
		    is_invalid ? STR("\xEF\xBF\xBD") : str_sub(line, i, len);
		bool is_blank = c == ' ' || c == '\t';

		if ((c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0))
			continue;
		for (size_t k = 0; k < bytes.n; k++)
			put_qp_byte(b, (unsigned char)bytes.p[k],
			    c >= 0x80 || c == '=' || (is_blank && is_end) ||
				(is_from && i == 0),
			    is_end && k + 1 == bytes.n);
	}
	buf_puts(b->out, "\r\n");
	b->column = 0;
}

/* Quoted-printable (RFC 2045 section 6.7); line ends of all kinds become CRLF. */
static void put_quoted_printable(struct buf *out, struct str text)
{
	struct body b = {out, 0};
	size_t start = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '\n' && text.p[i] != '\r')
			continue;
		put_qp_line(&b, str_sub(text, start, i - start));
		if (text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
			i++;
		start = i + 1;
	}
	if (start < text.n)
		put_qp_line(&b, str_sub(text, start, text.n));
}

static void put_part(struct buf *out, const char *type, struct str text)
{
	buf_printf(out,
	    "Content-Type: %s; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
	    type);
	put_quoted_printable(out, text);
}

static void put_alternatives(struct buf *out, struct str text, struct str html)
{
	char mark[2 * ID_RANDOM_BYTES + 1];

	random_hex(mark, ID_RANDOM_BYTES);
	buf_printf(out,
	    "Content-Type: multipart/alternative;\r\n"
	    " boundary=\"=_%s\"\r\n\r\n--=_%s\r\n",
	    mark, mark);
	put_part(out, "text/plain", text);
	buf_printf(out, "\r\n--=_%s\r\n", mark);
	put_part(out, "text/html", html);
	buf_printf(out, "\r\n--=_%s--\r\n", mark);
}

static enum err check(const struct mail_message *m, struct err_info *ei)
{
	if (!address_is_valid(m->from.email) && !(m->is_unsent && !m->from.email.n))
		return err_set(ei, ERR_DATA, NULL,
		    "the sender's address \"%.*s\" is none; see identity.email",
		    STR_ARG(utf8_cut(m->from.email, 100)));
	if (!address_is_valid(m->to.email))
		return err_set(ei, ERR_DATA, NULL, "the address \"%.*s\" is none",
		    STR_ARG(utf8_cut(m->to.email, 100)));
	if (!message_id_is_valid(m->message_id))
		return err_set(ei, ERR_DATA, NULL, "the Message-ID is none");
	if (m->in_reply_to.p && !message_id_is_valid(m->in_reply_to))
		return err_set(ei, ERR_DATA, NULL, "the Message-ID to follow up is none");
	return OK;
}

enum err message_write(struct buf *out, const struct mail_message *m, struct err_info *ei)
{
	enum err e = check(m, ei);

	if (e)
		return e;
	if (m->from.email.n)
		header_put_mailbox(out, "From", m->from.name, m->from.email);
	header_put_mailbox(out, "To", m->to.name, m->to.email);
	header_put_text(out, "Subject", m->subject);
	header_put_date(out, "Date", m->date_at_s);
	header_put(out, "Message-ID", m->message_id);
	if (m->in_reply_to.p) {
		header_put(out, "In-Reply-To", m->in_reply_to);
		header_put(out, "References", m->in_reply_to);
	}
	if (m->is_unsent)
		header_put(out, "X-Unsent", STR("1"));
	if (m->is_automatic)
		header_put(out, "Auto-Submitted", STR("auto-generated"));
	header_put(out, "MIME-Version", STR("1.0"));
	if (m->html.p)
		put_alternatives(out, m->text, m->html);
	else
		put_part(out, "text/plain", m->text);
	if (out->is_full)
		return err_set(ei, ERR_DATA, NULL,
		    "the message is over %zu bytes; shorten it", out->max);
	return OK;
}

static bool is_plain_domain(struct str domain)
{
	for (size_t i = 0; i < domain.n; i++) {
		if ((unsigned char)domain.p[i] >= 0x80)
			return false;
	}
	return domain.n > 0;
}

struct str message_id_new(struct arena *a, struct str from_email)
{
	char random[2 * ID_RANDOM_BYTES + 1];
	struct str domain = address_domain(from_email);

	if (!address_is_valid(from_email) || !is_plain_domain(domain))
		domain = STR("mail.invalid");
	random_hex(random, ID_RANDOM_BYTES);
	return str_of(arena_printf(a, "<%s@%.*s>", random, STR_ARG(domain)));
}

bool message_id_is_valid(struct str id)
{
	if (id.n < 5 || id.n > MESSAGE_ID_MAX_BYTES || id.p[0] != '<' ||
	    id.p[id.n - 1] != '>')
		return false;
	for (size_t i = 1; i + 1 < id.n; i++) {
		char c = id.p[i];

		if (c <= ' ' || c >= 0x7f || c == '<' || c == '>')
			return false;
	}
	return str_find_char(id, '@') < id.n;
}

/*
 * mailto.c - a message as a URI. In goes what message_write() takes, out comes ASCII in
 * which no text can begin a field that was not given.
 */
#include "mail/mailto.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "mail/header.h"
#include "model/address.h"

enum { URI_MAX_BYTES = 1 << 20 };

/* The address: RFC 6068 section 2 keeps the @ and wants the rest encoded. */
static void put_address(struct buf *b, struct str email)
{
	size_t at = str_find_char(email, '@');

	escape_url(b, str_sub(email, 0, at));
	buf_putc(b, '@');
	escape_url(b, str_sub(email, at + 1, email.n));
}

static void put_field(struct buf *b, const char *lead, struct str value)
{
	struct buf clean;

	buf_init(&clean, URI_MAX_BYTES);
	header_put_clean(&clean, value);
	buf_puts(b, lead);
	escape_url(b, buf_borrow(&clean));
	buf_clear(&clean);
}

/* Line ends become %0D%0A, other controls but the tab are left out. */
static void put_body(struct buf *b, struct str text)
{
	struct str line;

	text = str_trim(text);
	buf_puts(b, "&body=");
	for (bool is_first = true; str_split(&text, '\n', &line); is_first = false) {
		if (!is_first)
			buf_puts(b, "%0D%0A");
		for (size_t i = 0, len; i < line.n; i += len) {
			uint32_t c = utf8_at(line, i, &len);

			if ((c >= ' ' && c < 0x7f) || c == '\t' || c >= 0xa0)
				escape_url(b, str_sub(line, i, len));
		}
	}
}

enum err mailto_write(struct buf *out, const struct mail_message *m, struct err_info *ei)
{
	struct buf uri;
	enum err e = OK;

	if (!address_is_valid(m->to.email))
		return err_set(ei, ERR_DATA, NULL, "the address \"%.*s\" is none",
		    STR_ARG(utf8_cut(m->to.email, 100)));
	buf_init(&uri, URI_MAX_BYTES);
	buf_puts(&uri, "mailto:");
	put_address(&uri, m->to.email);
	put_field(&uri, "?subject=", m->subject);
	put_body(&uri, m->text);
	if (m->in_reply_to.p)
		put_field(&uri, "&in-reply-to=", m->in_reply_to);
	if (uri.n > MAILTO_MAX_BYTES || uri.is_full)
		e = err_set(ei, ERR_CANTCREAT, NULL,
		    "the mailto URI would take %zu bytes, over %d", uri.n,
		    MAILTO_MAX_BYTES);
	else
		buf_put_str(out, buf_borrow(&uri));
	buf_clear(&uri);
	return e;
}

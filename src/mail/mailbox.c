/*
 * mailbox.c - mailbox names in and out. Whatever name goes in, what comes out is one
 * quoted string of ASCII.
 */
#include "mail/mailbox.h"
#include "base/utf8.h"

/* Takes a quoted string or an atom off *rest. */
static bool take_token(struct str *rest, struct str *token)
{
	size_t n = 0;

	*rest = str_trim(*rest);
	if (str_starts(*rest, STR("\""))) {
		for (n = 1; n < rest->n && rest->p[n] != '"'; n++)
			n += rest->p[n] == '\\';
		if (n++ >= rest->n)
			return false;
	} else {
		n = str_find_char(*rest, ' ');
	}
	*token = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return token->n > 0 && token->p[0] != '{';
}

static bool is_called(struct str token, struct str separator, struct str name)
{
	struct str text = token;

	if (str_starts(text, STR("\"")))
		text = str_sub(text, 1, text.n - 2);
	if (!str_ends(text, name))
		return false;
	if (text.n == name.n)
		return true;
	return separator.n == 3 && text.p[text.n - name.n - 1] == separator.p[1];
}

bool mailbox_parse_list(struct str line, struct mailbox *out)
{
	struct str attributes, attribute, separator, rest = line;
	size_t end = str_find_char(line, ')');

	if (!str_starts_nocase(line, STR("LIST (")) || end == line.n)
		return false;
	*out = (struct mailbox){.is_selectable = true};
	attributes = str_sub(line, STR("LIST (").n, end - STR("LIST (").n);
	while (str_split(&attributes, ' ', &attribute)) {
		if (str_eq_nocase(attribute, STR("\\Drafts")))
			out->is_drafts = true;
		if (str_eq_nocase(attribute, STR("\\Noselect")) ||
		    str_eq_nocase(attribute, STR("\\NonExistent")))
			out->is_selectable = false;
	}
	rest = str_sub(line, end + 1, line.n);
	if (!take_token(&rest, &separator) || !take_token(&rest, &out->token))
		return false;
	out->is_called_drafts = is_called(out->token, separator, STR("Drafts"));
	return true;
}

/* The base64 of modified UTF-7 under way: bits that are not yet a digit. */
struct digits {
	struct buf *out;
	uint32_t bits;
	int n_bits;
};

static void put_bits(struct digits *d, uint32_t value, int n_bits)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

	d->bits = d->bits << n_bits | value;
	for (d->n_bits += n_bits; d->n_bits >= 6; d->n_bits -= 6)
		buf_putc(d->out, digits[d->bits >> (d->n_bits - 6) & 63]);
	d->bits &= (1U << d->n_bits) - 1;
}

/* A run of characters outside ASCII from byte i on, as "&...-"; returns where it ends. */
static size_t put_encoded_run(struct buf *b, struct str name, size_t i)
{
	struct digits d = {b, 0, 0};

	buf_putc(b, '&');
	for (size_t len; i < name.n && (unsigned char)name.p[i] >= 0x80; i += len) {
		uint32_t c = utf8_at(name, i, &len);

		if (c > 0xffff) {
			put_bits(&d, 0xd800 + ((c - 0x10000) >> 10), 16);
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		put_bits(&d, c, 16);
	}
	if (d.n_bits)
		put_bits(&d, 0, 6 - d.n_bits);
	buf_putc(b, '-');
	return i;
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	}
	return true;
}

void mailbox_put_name(struct buf *b, struct str name)
{
	bool is_as_server_writes = is_ascii(name);

	buf_putc(b, '"');
	for (size_t i = 0; i < name.n;) {
		unsigned char c = (unsigned char)name.p[i];

		if (c >= 0x80) {
			i = put_encoded_run(b, name, i);
			continue;
		}
		if (c == '"' || c == '\\')
			buf_putc(b, '\\');
		if (c >= ' ' && c != 0x7f)
			buf_putc(b, (char)c);
		if (c == '&' && !is_as_server_writes)
			buf_putc(b, '-');
		i++;
	}
	buf_putc(b, '"');
}

/*
 * header.c - fields of a header. Text comes in as UTF-8 of any origin; out go lines of
 * ASCII, 78 columns at most where a word allows it, in which a field ends only where this
 * file ends it.
 */
#include "mail/header.h"
#include "base/clock.h"
#include "base/utf8.h"

enum {
	LINE_COLUMNS = 78,
	ENCODED_WORD_MAX = 75,	 /* RFC 2047 section 2 */
	ENCODED_WORD_FRAME = 12, /* "=?UTF-8?Q?" and "?=" */
	PLAIN_WORD_MAX = 60,	 /* longer ones are encoded, which lets them fold */
	ROOM_WORTH_USING = 16,	 /* four characters of any script at least */
	CLEAN_MAX_BYTES = 16 << 10,
};

/* A field under way: what is written, and the column that the next byte gets. */
struct line {
	struct buf *out;
	size_t column;
	bool has_value; /* else nothing follows the colon yet */
};

static void put(struct line *l, struct str s)
{
	buf_put_str(l->out, s);
	l->column += s.n;
}

static void fold(struct line *l)
{
	buf_puts(l->out, "\r\n ");
	l->column = 1;
}

/* A space, or a fold where the next n bytes would pass the end of the line. Not after the
 * colon: some readers show such a fold as a space. */
static void put_gap(struct line *l, size_t n)
{
	if (l->has_value && l->column + 1 + n > LINE_COLUMNS)
		fold(l);
	else
		put(l, STR(" "));
	l->has_value = true;
}

static struct line line_begin(struct buf *out, const char *name)
{
	struct line l = {out, 0, false};

	put(&l, str_of(name));
	put(&l, STR(":"));
	return l;
}

static void line_end(struct line *l)
{
	buf_puts(l->out, "\r\n");
}

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 ||
	       c == 0x2029;
}

void header_put_clean(struct buf *b, struct str text)
{
	bool has_gap = false, has_text = false;

	for (size_t i = 0, len; i < text.n; i += len) {
		uint32_t c = utf8_at(text, i, &len);

		if (is_space(c)) {
			has_gap = has_text;
		} else if (!utf8_is_control(c)) {
			if (has_gap)
				buf_putc(b, ' ');
			utf8_put(b, c);
			has_gap = false;
			has_text = true;
		}
	}
}

/* The bytes that stand for themselves in an encoded word anywhere (RFC 2047 section 5.3).
 */
static bool is_plain_in_word(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c && c < 0x80 && str_find_char(STR("!*+-/"), (char)c) < 5);
}

static size_t q_size(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ' || is_plain_in_word((unsigned char)s.p[i]) ? 1 : 3;
	return n;
}

static size_t b_size(struct str s)
{
	return (s.n + 2) / 3 * 4;
}

static size_t encoded_size(struct str s, bool is_q)
{
	return is_q ? q_size(s) : b_size(s);
}

static void put_q(struct line *l, struct str s)
{
	size_t before = l->out->n;

	buf_puts(l->out, "=?UTF-8?Q?");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == ' ')
			buf_putc(l->out, '_');
		else if (is_plain_in_word(c))
			buf_putc(l->out, (char)c);
		else
			buf_printf(l->out, "=%02X", c);
	}
	buf_puts(l->out, "?=");
	l->column += l->out->n - before;
}

static void put_b(struct line *l, struct str s)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t before = l->out->n;

	buf_puts(l->out, "=?UTF-8?B?");
	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 | (i + k < s.n ? (unsigned char)s.p[i + k] : 0U);
		for (size_t k = 0; k < 4; k++)
			buf_putc(l->out,
			    k <= s.n - i ? digits[bits >> (18 - 6 * k) & 63] : '=');
	}
	buf_puts(l->out, "?=");
	l->column += l->out->n - before;
}

/* The longest start of whole characters whose encoding takes at most `room` bytes. */
static struct str fit(struct str text, bool is_q, size_t room)
{
	size_t n = 0, len;

	for (size_t i = 0; i < text.n; i += len) {
		utf8_at(text, i, &len);
		if (encoded_size(str_sub(text, 0, i + len), is_q) > room)
			break;
		n = i + len;
	}
	return str_sub(text, 0, n);
}

/* Encoded words, each of whole characters, parted by folds that readers take away. */
static void put_encoded(struct line *l, struct str text)
{
	bool is_q = q_size(text) <= b_size(text);

	while (text.n) {
		size_t taken = l->column + 1 + ENCODED_WORD_FRAME;
		size_t room = ENCODED_WORD_MAX - ENCODED_WORD_FRAME;
		struct str part;

		if (taken + ROOM_WORTH_USING <= LINE_COLUMNS &&
		    LINE_COLUMNS - taken < room)
			room = LINE_COLUMNS - taken;
		part = fit(text, is_q, room);
		put_gap(l, encoded_size(part, is_q) + ENCODED_WORD_FRAME);
		if (is_q)
			put_q(l, part);
		else
			put_b(l, part);
		text = str_sub(text, part.n, text.n);
	}
}

/* Text that a reader would not show as it is written in plain ASCII. */
static bool needs_encoding(struct str text)
{
	size_t word_bytes = 0;

	if (str_find(text, STR("=?")) < text.n)
		return true;
	for (size_t i = 0; i < text.n; i++) {
		word_bytes = text.p[i] == ' ' ? 0 : word_bytes + 1;
		if ((unsigned char)text.p[i] >= 0x80 || word_bytes > PLAIN_WORD_MAX)
			return true;
	}
	return false;
}

static void put_words(struct line *l, struct str text)
{
	struct str word;

	while (str_split(&text, ' ', &word)) {
		put_gap(l, word.n);
		put(l, word);
	}
}

/* atext of RFC 5322 and the spaces between atoms. */
static bool is_phrase_of_atoms(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') ||
			str_find_char(STR(" !#$%&'*+-/=?^_`{|}~"), c) < 20))
			return false;
	}
	return true;
}

/* Bytes of s as a quoted string. */
static size_t quoted_size(struct str s)
{
	size_t n = s.n + 2;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '"' || s.p[i] == '\\';
	return n;
}

static void put_quoted(struct line *l, struct str s)
{
	put_gap(l, quoted_size(s));
	buf_putc(l->out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_putc(l->out, '\\');
		buf_putc(l->out, s.p[i]);
	}
	buf_putc(l->out, '"');
	l->column += quoted_size(s);
}

void header_put(struct buf *out, const char *name, struct str value)
{
	struct line l = line_begin(out, name);

	put(&l, STR(" "));
	put(&l, value);
	line_end(&l);
}

void header_put_text(struct buf *out, const char *name, struct str text)
{
	struct line l = line_begin(out, name);
	struct buf clean;

	buf_init(&clean, CLEAN_MAX_BYTES);
	header_put_clean(&clean, text);
	if (needs_encoding(buf_borrow(&clean)))
		put_encoded(&l, buf_borrow(&clean));
	else
		put_words(&l, buf_borrow(&clean));
	line_end(&l);
	buf_clear(&clean);
}

void header_put_mailbox(
    struct buf *out, const char *name, struct str display_name, struct str email)
{
	struct line l = line_begin(out, name);
	struct buf clean;
	struct str shown;

	buf_init(&clean, CLEAN_MAX_BYTES);
	if (str_find_char(display_name, '@') == display_name.n)
		header_put_clean(&clean, display_name);
	shown = buf_borrow(&clean);
	if (needs_encoding(shown) ||
	    (shown.n > PLAIN_WORD_MAX && !is_phrase_of_atoms(shown)))
		put_encoded(&l, shown);
	else if (shown.n && is_phrase_of_atoms(shown))
		put_words(&l, shown);
	else if (shown.n)
		put_quoted(&l, shown);
	put_gap(&l, email.n + 2);
	put(&l, STR("<"));
	put(&l, email);
	put(&l, STR(">"));
	line_end(&l);
	buf_clear(&clean);
}

void header_put_date(struct buf *out, const char *name, int64_t at_s)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil c = clock_to_civil(at_s);

	buf_printf(out, "%s: %.3s, %d %.3s %04d %02d:%02d:%02d +0000\r\n", name,
	    days + 3 * clock_weekday(at_s), c.day, months + 3 * (c.month - 1), c.year,
	    c.hour, c.minute, c.second);
}

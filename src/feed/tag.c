/*
 * tag.c - one start tag read, and made well-formed. In: what stands between "<" and ">",
 * valid UTF-8 of any quality. Out: its name and attributes, or markup. Always: what is
 * put out parses, and means what a reader of the bad tag would take it for.
 */
#include "feed/tag.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "feed/bytes.h"
#include "feed/entity.h"

enum { NAME_MAX_BYTES = 200 };

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What a byte may be in the names and values of a tag. */
enum { LETTER = 1, NAME = 2, VALUE = 4 };

#define V VALUE
#define N (VALUE | NAME)
#define L (VALUE | NAME | LETTER)
/* clang-format off */
static const unsigned char classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    V, V, 0, V, V, V, 0, V, V, V, V, V, V, N, N, V,
    N, N, N, N, N, N, N, N, N, N, N, V, 0, V, V, V,
    V, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, V, V, V, V, L,
    V, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, V, V, V, V, 0};
/* clang-format on */
#undef V
#undef N
#undef L

static bool is_in(char c, unsigned char class)
{
	return classes[(unsigned char)c] & class;
}

static bool is_letter(char c)
{
	return is_in(c, LETTER);
}

static bool is_name_char(char c)
{
	return is_in(c, NAME);
}

bool tag_is_plain_name(struct str name)
{
	size_t n_colons = 0;

	if (name.n == 0 || name.n > NAME_MAX_BYTES || !is_letter(name.p[0]) ||
	    !is_name_char(name.p[name.n - 1]) || name.p[name.n - 1] == ':')
		return false;
	for (size_t i = 1; i < name.n; i++) {
		if (!is_name_char(name.p[i]))
			return false;
		if (name.p[i] == ':' && (n_colons++ || !is_letter(name.p[i + 1])))
			return false;
	}
	return true;
}

void tag_put_name(struct buf *out, struct str name)
{
	bool has_colon = false;

	if (tag_is_plain_name(name)) {
		buf_put_str(out, name);
		return;
	}
	name = str_sub(name, 0, NAME_MAX_BYTES);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool is_colon = c == ':';
		bool is_good = i == 0 ? is_letter(c) : is_name_char(c);

		/* One colon, with a letter behind it. */
		if (is_colon &&
		    (has_colon || i + 1 == name.n || !is_letter(name.p[i + 1])))
			is_good = false;
		has_colon |= is_colon;
		buf_putc(out, is_good ? c : '_');
	}
}

/* ---- Values ---------------------------------------------------------------------- */

#ifdef __SSE2__
enum { BLOCK_BYTES = 16 };

/* Whether the BLOCK_BYTES bytes at p are all VALUE. */
static bool is_plain_block(const char *p)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i bad = _mm_cmplt_epi8(x, _mm_set1_epi8(' ')); /* and from 128 on */

	bad = _mm_or_si128(bad, _mm_cmpeq_epi8(x, _mm_set1_epi8('&')));
	bad = _mm_or_si128(bad, _mm_cmpeq_epi8(x, _mm_set1_epi8('<')));
	bad = _mm_or_si128(bad, _mm_cmpeq_epi8(x, _mm_set1_epi8('"')));
	bad = _mm_or_si128(bad, _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7F)));
	return _mm_movemask_epi8(bad) == 0;
}
#else
enum { BLOCK_BYTES = 4 };

static bool is_plain_block(const char *p)
{
	return is_in(p[0], VALUE) && is_in(p[1], VALUE) && is_in(p[2], VALUE) &&
	       is_in(p[3], VALUE);
}
#endif

static bool is_plain_value(struct str value)
{
	size_t i = 0;

	if (value.n < BLOCK_BYTES) {
		while (i < value.n && is_in(value.p[i], VALUE))
			i++;
		return i == value.n;
	}
	while (i + BLOCK_BYTES < value.n && is_plain_block(value.p + i))
		i += BLOCK_BYTES;
	return i + BLOCK_BYTES >= value.n &&
	       is_plain_block(value.p + value.n - BLOCK_BYTES);
}

static void put_character(struct buf *out, uint32_t c)
{
	if (c == '\t' || c == '\n' || c == '\r')
		buf_putc(out, ' ');
	else if (c >= ' ' && c != 0x7F && (c & 0xFFFE) != 0xFFFE)
		utf8_put(out, c);
}

struct str tag_value(struct buf *b, struct str value)
{
	size_t begin = b->n, run = 0, len;

	if (is_plain_value(value) || !buf_reserve(b, value.n))
		return value;
	for (size_t i = 0; i < value.n; i += len) {
		uint32_t c;

		len = 1;
		if (is_in(value.p[i], VALUE))
			continue;
		buf_put(b, value.p + run, i - run);
		c = utf8_at(value, i, &len);
		if (c == '&') {
			uint32_t meant =
			    entity_at(str_sub(value, i, value.n), ENTITY_XML, &len);

			c = meant ? meant : c;
		}
		put_character(b, c);
		run = i + len;
	}
	buf_put(b, value.p + run, value.n - run);
	return str_sub(buf_borrow(b), begin, b->n - begin);
}

/* ---- Tags of any quality --------------------------------------------------------- */

static size_t skip_spaces(struct str s, size_t i)
{
	while (i < s.n && is_space(s.p[i]))
		i++;
	return i;
}

/* Takes the value that s begins with, in quotes or without. */
static struct str take_value(struct str *s)
{
	struct str value = str_sub(*s, skip_spaces(*s, 0), s->n);
	bool is_quoted = value.n && (value.p[0] == '"' || value.p[0] == '\'');
	size_t end = 0;

	if (is_quoted) {
		char quote = value.p[0];

		value = str_sub(value, 1, value.n);
		end = str_find_char(value, quote);
	} else {
		while (end < value.n && !is_space(value.p[end]))
			end++;
	}
	*s = str_sub(value, end + is_quoted, value.n);
	return str_sub(value, 0, end);
}

/* Takes the next attribute off *rest; false when there is none left. */
static bool next_attribute(struct str *rest, struct str *name, struct str *value)
{
	struct str s = *rest;
	size_t i = 0, from;

	while (i < s.n && !is_letter(s.p[i]) && (unsigned char)s.p[i] < 0x80)
		i++;
	from = i;
	while (i < s.n && !is_space(s.p[i]) && s.p[i] != '=')
		i++;
	if (i == from)
		return false;
	*name = *value = str_sub(s, from, i - from);
	i = skip_spaces(s, i);
	*rest = str_sub(s, i, s.n);
	if (rest->n && rest->p[0] == '=') {
		*rest = str_sub(*rest, 1, rest->n);
		*value = take_value(rest);
	}
	return true;
}

struct str tag_local_name(struct str name)
{
	size_t colon = str_find_char(name, ':');

	return colon < name.n ? str_sub(name, colon + 1, name.n) : name;
}

bool tag_is_xml(const struct tag_attribute *a)
{
	return str_starts(a->whole, STR("xml"));
}

static void put_attribute(struct tag *tag, struct str name, struct str value)
{
	if (tag->n_attributes < LIMIT_TAG_ATTRIBUTES)
		tag->attributes[tag->n_attributes] =
		    (struct tag_attribute){tag_local_name(name), name, value};
	tag->n_attributes++;
}

void tag_read(struct str text, struct tag *out)
{
	struct str rest, name, value;
	size_t i = 0;

	while (i < text.n && !is_space(text.p[i]) && text.p[i] != '/' && text.p[i] != '=')
		i++;
	out->name = str_sub(text, 0, i);
	out->is_empty = str_ends(text, STR("/"));
	out->n_attributes = 0;
	rest = str_sub(text, i, text.n);
	if (out->is_empty)
		rest.n -= rest.n > 0;
	while (out->n_attributes <= LIMIT_TAG_ATTRIBUTES &&
	       next_attribute(&rest, &name, &value))
		put_attribute(out, name, value);
}

static bool is_wanted(const struct str *wanted, struct str name)
{
	for (; wanted && wanted->n; wanted++)
		if (wanted->n == name.n && ((name.p[0] ^ wanted->p[0]) & ~0x20) == 0 &&
		    str_eq_nocase(name, *wanted))
			return true;
	return false;
}

bool tag_prune(struct tag *tag, const struct str *wanted)
{
	bool is_simple = true;
	size_t n = 0;

	for (size_t i = 0; i < tag->n_attributes; i++) {
		const struct tag_attribute *a = &tag->attributes[i];

		if (!tag_is_xml(a) && !is_wanted(wanted, a->name))
			continue;
		is_simple &= !tag_is_xml(a) && a->name.n == a->whole.n;
		tag->attributes[n++] = *a;
	}
	tag->n_attributes = n;
	return is_simple;
}

/* ---- Tags as most are ------------------------------------------------------------ */

/* How many of the BLOCK_BYTES bytes at p, counted from the first, may be in a name. */
#ifdef __SSE2__
/* The bytes from c to c + n. */
static __m128i are_from(__m128i x, char c, char n)
{
	__m128i from_c = _mm_sub_epi8(x, _mm_set1_epi8(c));

	return _mm_cmpeq_epi8(_mm_min_epu8(from_c, _mm_set1_epi8(n)), from_c);
}

static size_t name_length(const char *p)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i good = are_from(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z' - 'a');

	good = _mm_or_si128(good, are_from(x, '0', ':' - '0'));
	good = _mm_or_si128(good, are_from(x, '-', '.' - '-'));
	good = _mm_or_si128(good, _mm_cmpeq_epi8(x, _mm_set1_epi8('_')));
	return (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(good));
}
#else
static size_t name_length(const char *p)
{
	size_t n = 0;

	while (n < BLOCK_BYTES && is_name_char(p[n]))
		n++;
	return n;
}
#endif

/* Where the name that stands at s[i] ends; i if none does. */
static size_t plain_name_end(struct str s, size_t i)
{
	size_t n = BLOCK_BYTES;

	if (i == s.n || !is_letter(s.p[i]))
		return i;
	while (n == BLOCK_BYTES && i + BLOCK_BYTES <= s.n) {
		n = name_length(s.p + i);
		i += n;
	}
	while (n == BLOCK_BYTES && i < s.n && is_name_char(s.p[i]))
		i++;
	return i;
}

/* Reads the attribute that stands at s[i]; where it ends, or 0. */
static size_t read_plain_attribute(struct str s, size_t i, struct tag *out)
{
	size_t end = plain_name_end(s, i), close;

	if (end == i || end + 1 >= s.n || s.p[end] != '=' ||
	    (s.p[end + 1] != '"' && s.p[end + 1] != '\''))
		return 0;
	close = bytes_find(s, end + 2, s.p[end + 1]);
	if (close == s.n || out->n_attributes == LIMIT_TAG_ATTRIBUTES)
		return 0;
	put_attribute(out, (struct str){s.p + i, end - i},
	    (struct str){s.p + end + 2, close - end - 2});
	return close + 1;
}

size_t tag_read_plain(struct str s, struct tag *out)
{
	size_t i = plain_name_end(s, 0), before;

	out->name = (struct str){s.p, i};
	out->n_attributes = 0;
	while (i > 0 && i < s.n) {
		out->is_empty = s.p[i] == '/';
		if (out->is_empty)
			i++;
		if (i < s.n && s.p[i] == '>')
			return i + 1;
		before = i;
		i = skip_spaces(s, i);
		if (out->is_empty || i == before)
			return 0;
		if (i < s.n && s.p[i] != '/' && s.p[i] != '>')
			i = read_plain_attribute(s, i, out);
	}
	return 0;
}

/* ---- Tags put out ---------------------------------------------------------------- */

void tag_put(struct buf *out, struct buf *scratch, const struct tag *tag)
{
	buf_putc(out, '<');
	tag_put_name(out, tag->name);
	for (size_t i = 0; i < tag->n_attributes; i++) {
		buf_putc(out, ' ');
		tag_put_name(out, tag->attributes[i].whole);
		buf_puts(out, "=\"");
		buf_reset(scratch);
		escape_html(out, tag_value(scratch, tag->attributes[i].value));
		buf_putc(out, '"');
	}
	buf_puts(out, tag->is_empty ? "/>" : ">");
}

/*
 * tag.c - one start tag made well-formed. In: what stands between "<" and ">", valid
 * UTF-8 of any quality. Out: markup. Always: what is put out parses, and means what a
 * reader of the bad tag would take it for.
 */
#include "feed/tag.h"

#include "base/limits.h"
#include "base/utf8.h"
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
static const unsigned char classes[128] = {
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
	return (unsigned char)c < sizeof(classes) && (classes[(unsigned char)c] & class);
}

static bool is_letter(char c)
{
	return is_in(c, LETTER);
}

static bool is_name_char(char c)
{
	return is_in(c, NAME);
}

struct str tag_name(struct str tag)
{
	size_t i = 0;

	while (i < tag.n && !is_space(tag.p[i]) && tag.p[i] != '/' && tag.p[i] != '=')
		i++;
	return str_sub(tag, 0, i);
}

/* Whether name, or a whole tag without attributes, needs no repair. */
static bool is_plain_name(struct str name)
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

	if (is_plain_name(name)) {
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

static void put_character(struct buf *out, uint32_t c)
{
	if (c == '&')
		buf_puts(out, "&amp;");
	else if (c == '<')
		buf_puts(out, "&lt;");
	else if (c == '"')
		buf_puts(out, "&quot;");
	else if (c == '\t' || c == '\n' || c == '\r')
		buf_putc(out, ' ');
	else if (c >= ' ' && c != 0x7F && (c & 0xFFFE) != 0xFFFE)
		utf8_put(out, c);
}

static void put_value(struct buf *out, struct str value)
{
	size_t run = 0, len;

	for (size_t i = 0; i < value.n; i += len) {
		uint32_t c;

		len = 1;
		if (is_in(value.p[i], VALUE))
			continue;
		buf_put(out, value.p + run, i - run);
		c = utf8_at(value, i, &len);
		if (c == '&') {
			uint32_t meant =
			    entity_at(str_sub(value, i, value.n), ENTITY_XML, &len);

			c = meant ? meant : c;
		}
		put_character(out, c);
		run = i + len;
	}
	buf_put(out, value.p + run, value.n - run);
}

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

bool tag_next_attribute(struct str *rest, struct str *name, struct str *value)
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

static void put_attribute(struct buf *out, struct str name, struct str value)
{
	buf_putc(out, ' ');
	tag_put_name(out, name);
	buf_puts(out, "=\"");
	put_value(out, value);
	buf_putc(out, '"');
}

enum err tag_put_repaired(struct buf *out, struct str tag, struct str name,
    tag_wants_fn *wants, bool *is_empty, struct err_info *ei)
{
	struct str rest = str_sub(tag, name.n, tag.n), attribute, value;
	struct str element = tag_local_name(name);
	int n_attributes = 0;

	*is_empty = str_ends(tag, STR("/"));
	if (*is_empty)
		rest.n -= rest.n > 0;
	buf_putc(out, '<');
	tag_put_name(out, name);
	while (tag_next_attribute(&rest, &attribute, &value)) {
		if (!wants || str_starts(attribute, STR("xml")) ||
		    wants(element, tag_local_name(attribute)))
			put_attribute(out, attribute, value);
		if (++n_attributes > LIMIT_TAG_ATTRIBUTES)
			return err_set(ei, ERR_DATA, NULL,
			    "too large: a tag with more than %d attributes",
			    LIMIT_TAG_ATTRIBUTES);
	}
	buf_puts(out, *is_empty ? "/>" : ">");
	return OK;
}

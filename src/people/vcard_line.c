/*
 * vcard_line.c - RFC 6350 section 3, with what versions 2.1 and 3.0 write. In: any bytes.
 * Always: linear in the text; nothing is read past a line that the card does not own.
 */
#include "people/vcard_line.h"

#include "base/utf8.h"
#include "people/text.h"

#include <string.h>

void vcard_lines_init(struct vcard_lines *l, struct str text)
{
	*l = (struct vcard_lines){.rest = text};
	buf_init(&l->scratch, VCARD_LINE_MAX_BYTES);
}

void vcard_lines_clear(struct vcard_lines *l)
{
	buf_clear(&l->scratch);
}

/* Takes one line as it stands in the file; CRLF, LF and CR end it. */
static bool next_line(struct vcard_lines *l, struct str *out)
{
	struct str s = l->rest;
	size_t n = 0;

	if (!s.n)
		return false;
	while (n < s.n && s.p[n] != '\n' && s.p[n] != '\r')
		n++;
	*out = str_sub(s, 0, n);
	if (n + 1 < s.n && s.p[n] == '\r' && s.p[n + 1] == '\n')
		n++;
	l->rest = str_sub(s, n + 1, s.n);
	l->line++;
	return true;
}

/* Where the colon stands that ends name and parameters; line.n if there is none. */
static size_t find_colon(struct str line)
{
	bool is_quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '"')
			is_quoted = !is_quoted;
		else if (line.p[i] == ':' && !is_quoted)
			return i;
	}
	return str_find_char(line, ':'); /* a quote that never ends is no quote */
}

static bool is_fold(struct str rest)
{
	return rest.n && (rest.p[0] == ' ' || rest.p[0] == '\t');
}

/* Takes the lines that continue this one; the result is a view or in scratch. */
static struct str unfold(struct vcard_lines *l, struct str line)
{
	struct str head = str_sub(line, 0, find_colon(line)), more;
	bool is_qp = false;

	for (size_t i = 0; i < head.n && !is_qp; i++)
		is_qp = head.p[i] == ';' || head.p[i] == '='
			    ? str_starts_nocase(
				  str_sub(head, i + 1, head.n), STR("QUOTED-PRINTABLE"))
			    : false;
	if (!is_fold(l->rest) && !(is_qp && str_ends(line, STR("="))))
		return line;
	buf_reset(&l->scratch);
	buf_put_str(&l->scratch, line);
	for (;;) {
		bool is_soft = is_qp && str_ends(buf_borrow(&l->scratch), STR("="));

		if (is_soft && str_starts_nocase(l->rest, STR("END:VCARD")))
			break;
		if ((!is_soft && !is_fold(l->rest)) || !next_line(l, &more))
			break;
		if (is_soft)
			l->scratch.n--;
		else if (!l->keeps_fold)
			more = str_sub(more, 1, more.n);
		buf_put_str(&l->scratch, more);
	}
	return buf_borrow(&l->scratch);
}

bool vcard_lines_next(struct vcard_lines *l, struct vcard_property *out)
{
	struct str line, head;
	size_t colon, semicolon, dot;

	do {
		if (!next_line(l, &line))
			return false;
	} while (!str_trim(line).n);
	*out = (struct vcard_property){.line = l->line};
	line = unfold(l, line);
	out->has_nul = memchr(line.p, '\0', line.n) != NULL;
	colon = find_colon(line);
	if (colon == line.n) {
		out->value = line;
		return true;
	}
	out->value = str_sub(line, colon + 1, line.n);
	head = str_sub(line, 0, colon);
	semicolon = str_find_char(head, ';');
	out->params = str_sub(head, semicolon, head.n);
	head = str_trim(str_sub(head, 0, semicolon));
	dot = str_find_char(head, '.');
	if (dot < head.n) {
		out->group = str_sub(head, 0, dot);
		head = str_sub(head, dot + 1, head.n);
	}
	out->name = head;
	return true;
}

bool vcard_param_next(struct str *params, struct str *name, struct str *value)
{
	bool is_quoted = false;
	size_t n = 1, equals = 0;

	if (!params->n)
		return false;
	for (; n < params->n && (is_quoted || params->p[n] != ';'); n++) {
		if (params->p[n] == '"')
			is_quoted = !is_quoted;
		else if (params->p[n] == '=' && !equals)
			equals = n;
	}
	*name = equals ? str_trim(str_sub(*params, 1, equals - 1)) : (struct str){0};
	*value = equals ? str_sub(*params, equals + 1, n - equals - 1)
			: str_sub(*params, 1, n - 1);
	*value = str_trim(*value);
	if (value->n >= 2 && value->p[0] == '"' &&
	    str_find_char(str_sub(*value, 1, value->n), '"') == value->n - 2)
		*value = str_sub(*value, 1, value->n - 2);
	*params = str_sub(*params, n, params->n);
	return true;
}

struct str vcard_param(const struct vcard_property *p, struct str name)
{
	struct str rest = p->params, key, value;

	while (vcard_param_next(&rest, &key, &value))
		if (str_eq_nocase(key, name))
			return value;
	return (struct str){0};
}

bool vcard_has_type(const struct vcard_property *p, struct str type)
{
	struct str rest = p->params, key, values, value;

	while (vcard_param_next(&rest, &key, &values)) {
		if (key.n && !str_eq_nocase(key, STR("TYPE")))
			continue;
		while (str_split(&values, ',', &value))
			if (str_eq_nocase(value, type))
				return true;
	}
	return false;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str unquote_printable(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int high = s.p[i] == '=' && i + 2 < s.n ? hex(s.p[i + 1]) : -1;
		int low = high >= 0 ? hex(s.p[i + 2]) : -1;

		if (low >= 0) {
			p[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			p[n++] = s.p[i];
		}
	}
	return (struct str){p, n};
}

struct str vcard_value(struct arena *a, const struct vcard_property *p)
{
	struct str value = p->value;

	if (!p->params.n && utf8_is_valid(value))
		return value;
	if (str_eq_nocase(vcard_param(p, STR("ENCODING")), STR("QUOTED-PRINTABLE")) ||
	    vcard_has_type(p, STR("QUOTED-PRINTABLE")))
		value = unquote_printable(a, value);
	return people_text_convert(a, value, vcard_param(p, STR("CHARSET")));
}

struct str vcard_unescape(struct arena *a, struct str s)
{
	char *p;
	size_t n = 0;

	if (str_find_char(s, '\\') == s.n)
		return s;
	p = arena_alloc(a, s.n + 1, 1);
	for (size_t i = 0; i < s.n; i++) {
		char next = s.p[i] == '\\' && i + 1 < s.n ? s.p[i + 1] : '\0';

		if (next && strchr(",;:\\\"", next))
			p[n++] = s.p[++i];
		else if (next == 'n' || next == 'N')
			p[n++] = '\n', i++;
		else
			p[n++] = s.p[i];
	}
	return (struct str){p, n};
}

bool vcard_split(struct arena *a, struct str *rest, char sep, struct str *part)
{
	size_t n = 0;

	if (!rest->p)
		return false;
	while (n < rest->n && rest->p[n] != sep)
		n += rest->p[n] == '\\' && n + 1 < rest->n ? 2 : 1;
	*part = vcard_unescape(a, str_sub(*rest, 0, n));
	*rest = n < rest->n ? str_sub(*rest, n + 1, rest->n) : (struct str){0};
	return true;
}

/*
 * vcard_extra.c - lines kept for the way back. Always: a line in extra is valid UTF-8,
 * has a name and a colon, and holds no control character.
 */
#include "people/vcard_extra.h"

#include "base/utf8.h"
#include "people/text.h"

#include <string.h>

static bool is_encoding(struct str name, struct str value)
{
	static const char *const bare[] = {"QUOTED-PRINTABLE", "8BIT", "7BIT"};

	if (str_eq_nocase(name, STR("CHARSET")))
		return true;
	if (name.n && !str_eq_nocase(name, STR("ENCODING")))
		return false;
	for (size_t i = 0; i < sizeof(bare) / sizeof(bare[0]); i++)
		if (str_eq_nocase(value, str_of(bare[i])))
			return true;
	return false;
}

static void put_without_controls(struct buf *b, struct str s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		if (c == '\n')
			buf_puts(b, "\\n");
		else if (!utf8_is_control(c) || c == '\t')
			utf8_put(b, c);
	}
}

/* Parameters as versions 3.0 and 4.0 write them. */
static void put_params(struct buf *b, struct str params)
{
	struct str name, value;

	while (vcard_param_next(&params, &name, &value)) {
		bool is_quoted = str_find_char(value, '"') == value.n &&
				 (str_find_char(value, ';') < value.n ||
				     str_find_char(value, ':') < value.n);

		if (is_encoding(name, value) || (!name.n && !value.n))
			continue;
		buf_putc(b, ';');
		if (!name.n && str_eq_nocase(value, STR("BASE64"))) {
			buf_puts(b, "ENCODING=b");
			continue;
		}
		put_without_controls(b, name.n ? name : STR("TYPE"));
		buf_puts(b, is_quoted ? "=\"" : "=");
		put_without_controls(b, value);
		if (is_quoted)
			buf_putc(b, '"');
	}
}

bool vcard_extra_put(struct buf *extra, const struct vcard_property *p, struct str value)
{
	size_t before = extra->n;

	if (p->value.n > EXTRA_LINE_MAX_BYTES || !p->name.n)
		return false;
	if (p->group.n) {
		put_without_controls(extra, p->group);
		buf_putc(extra, '.');
	}
	put_without_controls(extra, p->name);
	put_params(extra, p->params);
	buf_putc(extra, ':');
	put_without_controls(extra, value);
	buf_putc(extra, '\n');
	if (!extra->is_full)
		return true;
	extra->n = before;
	extra->is_full = false;
	return false;
}

bool vcard_says_more(const struct vcard_property *p)
{
	struct str rest = p->params, name, value;

	if (p->group.n)
		return true;
	while (vcard_param_next(&rest, &name, &value)) {
		bool is_plain = is_encoding(name, value) || !value.n ||
				str_eq_nocase(value, STR("INTERNET"));

		if (!is_plain)
			return true;
	}
	return false;
}

struct str vcard_extra_without(
    struct arena *a, struct str extra, struct str name, struct str value)
{
	struct str rest = extra, text;
	char *p = arena_alloc(a, extra.n + 1, 1);
	size_t n = 0;

	while (rest.n && str_split(&rest, '\n', &text)) {
		struct vcard_property property;
		struct vcard_lines lines;
		struct str parts, first;
		bool is_it;

		vcard_lines_init(&lines, text);
		is_it = vcard_lines_next(&lines, &property) &&
			str_eq_nocase(property.name, name);
		parts = property.value;
		if (is_it && vcard_split(a, &parts, ';', &first))
			is_it = str_eq(people_text_line(a, first), value);
		vcard_lines_clear(&lines);
		if (is_it)
			continue;
		memcpy(p + n, text.p, text.n);
		n += text.n;
		p[n++] = '\n';
	}
	return n == extra.n ? extra : (struct str){p, n};
}

bool vcard_is_group_category(struct str category)
{
	static const char *const groups[] = {"acquaintances", "all contacts", "business",
	    "business contacts", "chat contacts", "clients", "colleagues", "collected",
	    "contacts", "coworkers", "customers", "default", "family", "favorites",
	    "favourites", "friends", "general", "imported", "key customer", "leads",
	    "mycontacts", "my contacts", "other", "others", "partners", "personal",
	    "private", "prospects", "school", "starred", "starred in android",
	    "suppliers", "system group: my contacts", "team", "unfiled", "vip", "work"};

	if (str_starts(category, STR("*")) ||
	    str_starts_nocase(category, STR("imported ")) ||
	    str_ends(category, STR(" category")) || str_ends(category, STR(" Category")))
		return true;
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (str_eq_nocase(category, str_of(groups[i])))
			return true;
	return false;
}

double vcard_level_weight(struct str level)
{
	if (str_eq_nocase(level, STR("high")) || str_eq_nocase(level, STR("expert")))
		return 2;
	if (str_eq_nocase(level, STR("low")) || str_eq_nocase(level, STR("beginner")))
		return 0.5;
	return 1;
}

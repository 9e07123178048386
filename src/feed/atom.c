/*
 * atom.c - attributes of Atom's elements, after RFC 4287 and what is seen. Always: what
 * is not said has the meaning that the specification gives it.
 */
#include "feed/atom.h"

static bool has_word(struct str s, struct str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (str_starts_nocase(str_sub(s, i, s.n), word))
			return true;
	return false;
}

struct atom_text atom_text_of(const struct xml_element *e, bool is_title)
{
	struct atom_text out = {.kind = TEXT_GUESS};
	struct str type = {NULL, 0}, mode = {NULL, 0};
	bool is_html, is_mime;

	xml_attribute(e, NULL, "type", &type);
	xml_attribute(e, NULL, "mode", &mode);
	type = str_trim(type);
	is_mime = str_find_char(type, '/') < type.n;
	is_html = has_word(type, STR("html")) || has_word(type, STR("xml"));
	if (str_eq_nocase(mode, STR("base64")))
		out.is_base64 = true;
	else if (is_mime && !is_html && !str_starts_nocase(type, STR("text")) && !mode.p)
		out.is_base64 = true;
	if (has_word(type, STR("xhtml")) || (is_html && str_eq_nocase(mode, STR("xml"))))
		out.is_xhtml = !str_eq_nocase(mode, STR("escaped"));
	if (is_html)
		out.kind = TEXT_HTML;
	else if ((type.n > 0 || is_title) && !out.is_base64)
		out.kind = TEXT_PLAIN;
	return out;
}

enum atom_relation atom_relation_of(const struct xml_element *e, bool *is_page)
{
	struct str rel = {NULL, 0}, type = {NULL, 0};

	xml_attribute(e, NULL, "rel", &rel);
	xml_attribute(e, NULL, "type", &type);
	rel = str_trim(rel);
	*is_page = type.n == 0 || str_starts_nocase(type, STR("text/html")) ||
		   str_starts_nocase(type, STR("application/xhtml"));
	if (rel.n == 0 || str_eq_nocase(rel, STR("alternate")) ||
	    str_ends(rel, STR("//www.iana.org/assignments/relation/alternate")))
		return ATOM_ALTERNATE;
	if (str_eq_nocase(rel, STR("self")))
		return ATOM_SELF;
	return str_eq_nocase(rel, STR("hub")) ? ATOM_HUB : ATOM_OTHER;
}

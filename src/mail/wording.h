/*
 * wording.h - the wordings of a template set as they are kept. For template.c, which
 * reads them, and wording.c, which fills them in.
 */
#ifndef MAIL_WORDING_H
#define MAIL_WORDING_H

#include "mail/template.h"

struct wording {
	struct str text;
	int line; /* in the file, from 1 */
};

struct section {
	struct str language, name;
	const char *source;
	struct wording *wordings;
	size_t n_wordings, cap_wordings;
};

/* Sections in the order added: a later one hides an earlier one of its name. */
struct template_set {
	struct arena *arena;
	struct section *sections;
	size_t n_sections, cap_sections;
};

/* Takes the next piece off *rest: literal text, or a field's name without its braces.
 * False for a brace without its partner. */
bool template_next_piece(struct str *rest, struct str *literal, struct str *field);

/* The last one added that has a wording, in the language or else in English. */
const struct section *template_find_section(
    const struct template_set *t, const struct template_choice *c);

#endif

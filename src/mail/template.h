/*
 * template.h - the wordings that notes are made of: files that the user can edit, one a
 * language (templates/en.txt), with defaults for en, de, fr and es in the program.
 *
 *	# a comment
 *	[interesting]
 *	I thought you might find this interesting: {because}.
 *	This made me think of you.
 *
 * Every line of a section is one wording, but [layout] is the note as a whole. A section
 * of the user's file takes the place of the default's. {name} is a field; {{ and }} are
 * braces.
 */
#ifndef MAIL_TEMPLATE_H
#define MAIL_TEMPLATE_H

#include "base/arena.h"
#include "base/buf.h"

struct template_set;

/* What stands for {name}. A value with p NULL is not known. */
struct template_field {
	const char *name;
	struct str value;
};

/* A set with the defaults; template_set_free(NULL) does nothing. */
struct template_set *template_set_new(void);
void template_set_free(struct template_set *t);

/* Adds the text of the user's file. ERR_CONFIG with "source:line" for a section that is
 * none or a brace without its partner; t is then as it was. */
enum err template_set_add(struct template_set *t, struct str language, struct str text,
    const char *source, struct err_info *ei) MUST_USE;

/* The language of t that fits best: "pt-br", else "pt", else "en". */
struct str template_set_language(const struct template_set *t, struct str language);

/* Fills a wording of the section: the one after `last` (an unfilled wording, as *used
 * gave it; empty for a first time, when `seed` chooses), so that the same line never
 * comes twice running where there are two. A wording with a field that is not known is
 * passed over; where that leaves none, and wherever a field is in no list, the error
 * is ERR_CONFIG and names the field and its line. used may be NULL. */
struct template_choice {
	struct str language;
	const char *section;
	struct str last;
	const char *wanted; /* a field: wordings that have it come first; or NULL */
	uint64_t seed;
	const struct template_field *fields;
	size_t n_fields;
};
enum err template_fill(struct arena *a, const struct template_set *t,
    const struct template_choice *choice, struct str *filled, struct str *used,
    struct err_info *ei) MUST_USE;

/* Fills the section as one text; a line all of whose fields are not known is left out,
 * and so is a blank line after a blank line. Errors as template_fill(). */
enum err template_fill_layout(struct arena *a, const struct template_set *t,
    const struct template_choice *choice, struct str *filled,
    struct err_info *ei) MUST_USE;

/* The i-th line of a section as it is; p NULL where there is none. A view into t. */
struct str template_line(
    const struct template_set *t, struct str language, const char *section, size_t i);

/* The defaults, to be written where the user can edit them: the i-th file, "en.txt";
 * false after the last one. */
bool template_default(size_t i, const char **file_name, struct str *text);

#endif

/*
 * wording.c - wordings chosen in turn and filled in. In: a set, a section and fields.
 * Out: text in which no brace stands for a field that was not filled.
 */
#include "mail/wording.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

enum { FILLED_MAX_BYTES = 256 << 10 };

enum fill { FILL_OK, FILL_ABSENT, FILL_UNKNOWN, FILL_UNBALANCED };

static const struct template_field *find_field(
    const struct template_choice *c, struct str name)
{
	for (size_t i = 0; i < c->n_fields; i++) {
		if (str_eq(str_of(c->fields[i].name), name))
			return &c->fields[i];
	}
	return NULL;
}

/* Appends the text with its fields filled in; *culprit names the one that could not be.
 * An unknown field is told before an absent one. */
static enum fill fill(
    struct buf *b, struct str text, const struct template_choice *c, struct str *culprit)
{
	enum fill result = FILL_OK;
	struct str literal, name;

	while (text.n) {
		const struct template_field *field;

		if (!template_next_piece(&text, &literal, &name))
			return FILL_UNBALANCED;
		buf_put_str(b, literal);
		if (!name.p)
			continue;
		field = find_field(c, name);
		if (!field) {
			*culprit = name;
			return FILL_UNKNOWN;
		}
		if (field->value.p) {
			buf_put_str(b, field->value);
		} else if (result == FILL_OK) {
			*culprit = name;
			result = FILL_ABSENT;
		}
	}
	return result;
}

static bool has_field(struct str text, const char *wanted)
{
	struct str literal, name;

	while (text.n && template_next_piece(&text, &literal, &name)) {
		if (name.p && str_eq(name, str_of(wanted)))
			return true;
	}
	return false;
}

/* Whether the text is of absent fields and blanks alone, with one field at least. */
static bool is_all_absent(struct str text, const struct template_choice *c)
{
	struct str literal, name;
	bool has_any = false;

	while (text.n && template_next_piece(&text, &literal, &name)) {
		const struct template_field *field = name.p ? find_field(c, name) : NULL;

		if (str_trim(literal).n || (name.p && (!field || field->value.p)))
			return false;
		has_any = has_any || name.p;
	}
	return has_any;
}

static enum err tell_field(const struct section *s, const struct wording *w,
    enum fill why, struct str field, struct err_info *ei)
{
	char place[256];

	snprintf(place, sizeof(place), "%s:%d", s->source, w->line);
	return err_set(ei, ERR_CONFIG, place,
	    why == FILL_UNKNOWN ? "there is no field {%.*s}"
				: "the field {%.*s} is not known for this note",
	    STR_ARG(utf8_cut(field, 60)));
}

/* A field in no list is a mistake in whatever wording it stands. */
static enum err check_fields(
    const struct section *s, const struct template_choice *c, struct err_info *ei)
{
	struct buf b;
	enum err e = OK;

	buf_init(&b, FILLED_MAX_BYTES);
	for (size_t i = 0; i < s->n_wordings && !e; i++) {
		struct str culprit = {0};

		if (fill(&b, s->wordings[i].text, c, &culprit) == FILL_UNKNOWN)
			e = tell_field(s, &s->wordings[i], FILL_UNKNOWN, culprit, ei);
		buf_reset(&b);
	}
	buf_clear(&b);
	return e;
}

static enum err section_for(const struct template_set *t, const struct template_choice *c,
    const struct section **out, struct err_info *ei)
{
	const struct section *s = template_find_section(t, c);

	if (!s)
		return err_set(ei, ERR_CONFIG, NULL, "the templates have no section [%s]",
		    c->section);
	*out = s;
	return check_fields(s, c, ei);
}

/* Where to begin: after the last wording, or where the seed says. */
static size_t first_of(const struct section *s, const struct template_choice *c)
{
	assert(s->n_wordings > 0);
	for (size_t i = 0; i < s->n_wordings; i++) {
		if (str_eq(s->wordings[i].text, c->last))
			return i + 1;
	}
	return (size_t)(c->seed % s->n_wordings);
}

/* The wordings in turn; first those with the wanted field, then all but the last used,
 * then that one. */
static const struct wording *choose(const struct section *s,
    const struct template_choice *c, struct buf *b, struct str *culprit)
{
	size_t first = first_of(s, c);

	for (int pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < s->n_wordings; i++) {
			const struct wording *w =
			    &s->wordings[(first + i) % s->n_wordings];
			bool is_wanted = c->wanted && has_field(w->text, c->wanted);

			if ((pass == 0 && !is_wanted) ||
			    (pass < 2 && str_eq(w->text, c->last)))
				continue;
			buf_reset(b);
			if (fill(b, w->text, c, culprit) == FILL_OK)
				return w;
		}
	}
	return NULL;
}

enum err template_fill(struct arena *a, const struct template_set *t,
    const struct template_choice *c, struct str *filled, struct str *used,
    struct err_info *ei)
{
	const struct section *s;
	const struct wording *w;
	struct str culprit = {0};
	struct buf b;
	enum err e = section_for(t, c, &s, ei);

	if (e)
		return e;
	buf_init(&b, FILLED_MAX_BYTES);
	w = choose(s, c, &b, &culprit);
	if (!w) {
		e = tell_field(s, &s->wordings[0], FILL_ABSENT, culprit, ei);
	} else {
		*filled = str_of(arena_dup_str(a, buf_borrow(&b)));
		if (used)
			*used = str_of(arena_dup_str(a, w->text));
	}
	buf_clear(&b);
	return e;
}

enum err template_fill_layout(struct arena *a, const struct template_set *t,
    const struct template_choice *c, struct str *filled, struct err_info *ei)
{
	const struct section *s;
	bool was_blank = true; /* so that none stands at the top */
	struct buf b;
	enum err e = section_for(t, c, &s, ei);

	if (e)
		return e;
	buf_init(&b, FILLED_MAX_BYTES);
	for (size_t i = 0; i < s->n_wordings && !e; i++) {
		const struct wording *w = &s->wordings[i];
		struct str culprit = {0};

		if (is_all_absent(w->text, c) || (was_blank && !w->text.n))
			continue;
		was_blank = !w->text.n;
		if (fill(&b, w->text, c, &culprit))
			e = tell_field(s, w, FILL_ABSENT, culprit, ei);
		buf_putc(&b, '\n');
	}
	while (b.n > 1 && b.p[b.n - 2] == '\n')
		b.n--;
	if (!e)
		*filled = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return e;
}

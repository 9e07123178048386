/*
 * template.c - wordings: read from text in the form of template.h, kept by language and
 * section, chosen in turn and filled in. A brace is never copied out as a field that was
 * not filled.
 */
#include "mail/template.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mail/templates.h"

#include <assert.h>
#include <stdlib.h>

enum { FILLED_MAX_BYTES = 256 << 10 };

static const char *const section_names[] = {"subject", "greeting", "interesting",
    "congratulations", "question", "checking-in", "because-interest", "because-company",
    "because-person", "layout"};

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

enum fill { FILL_OK, FILL_ABSENT, FILL_UNKNOWN, FILL_UNBALANCED };

/* Takes the next piece off *rest: literal text, or a field's name without its braces. */
static enum fill next_piece(struct str *rest, struct str *literal, struct str *field)
{
	size_t n = 0, end;

	*literal = *field = (struct str){0};
	while (n < rest->n && rest->p[n] != '{' && rest->p[n] != '}')
		n++;
	if (n > 0) {
		*literal = str_sub(*rest, 0, n);
	} else if (rest->n > 1 && rest->p[0] == rest->p[1]) {
		*literal = str_sub(*rest, 0, 1);
		n = 2;
	} else {
		end = str_find_char(*rest, '}');
		if (rest->p[0] == '}' || end == rest->n)
			return FILL_UNBALANCED;
		*field = str_sub(*rest, 1, end - 1);
		n = end + 1;
	}
	*rest = str_sub(*rest, n, rest->n);
	return FILL_OK;
}

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

		if (next_piece(&text, &literal, &name))
			return FILL_UNBALANCED;
		buf_put_str(b, literal);
		if (!name.p)
			continue;
		field = find_field(c, name);
		if (!field || (!field->value.p && result == FILL_OK)) {
			*culprit = name;
			result = field ? FILL_ABSENT : FILL_UNKNOWN;
		}
		if (!field)
			return result;
		buf_put_str(b, field->value);
	}
	return result;
}

static bool has_field(struct str text, const char *wanted)
{
	struct str literal, name;

	while (text.n && next_piece(&text, &literal, &name) == FILL_OK) {
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

	while (text.n && next_piece(&text, &literal, &name) == FILL_OK) {
		const struct template_field *field = name.p ? find_field(c, name) : NULL;

		if (str_trim(literal).n || (name.p && (!field || field->value.p)))
			return false;
		has_any = has_any || name.p;
	}
	return has_any;
}

static bool is_section_name(struct str name)
{
	for (size_t i = 0; i < sizeof(section_names) / sizeof(section_names[0]); i++) {
		if (str_eq(str_of(section_names[i]), name))
			return true;
	}
	return false;
}

struct template_set *template_set_new(void)
{
	struct template_set *t = mem_new(1, sizeof(*t));
	const char *file_name;
	struct str text;

	t->arena = arena_new();
	for (size_t i = 0; template_default(i, &file_name, &text); i++) {
		struct str name = str_of(file_name);
		struct str language = str_sub(name, 0, str_find_char(name, '.'));
		enum err e =
		    template_set_add(t, language, text, "templates of sawthis", NULL);

		assert(!e);
		(void)e;
	}
	return t;
}

void template_set_free(struct template_set *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n_sections; i++)
		free(t->sections[i].wordings);
	free(t->sections);
	arena_free(t->arena);
	free(t);
}

static enum err begin_section(struct template_set *t, size_t first, struct str language,
    struct str line, const char *source, int number, struct err_info *ei)
{
	struct str name = str_trim(str_sub(line, 1, line.n - 2));
	const char *place = arena_printf(t->arena, "%s:%d", source, number);

	if (line.p[line.n - 1] != ']' || !is_section_name(name))
		return err_set(ei, ERR_CONFIG, place, "%.*s is no section of a template",
		    STR_ARG(utf8_cut(line, 60)));
	for (size_t i = first; i < t->n_sections; i++) {
		if (str_eq(t->sections[i].name, name))
			return err_set(ei, ERR_CONFIG, place, "[%.*s] is there twice",
			    STR_ARG(name));
	}
	mem_grow(&t->sections, t->n_sections, &t->cap_sections, sizeof(*t->sections));
	t->sections[t->n_sections++] = (struct section){
	    .language = language, .name = name, .source = arena_dup(t->arena, source)};
	return OK;
}

static enum err add_wording(struct template_set *t, size_t first, struct str line,
    const char *source, int number, struct err_info *ei)
{
	const char *place = arena_printf(t->arena, "%s:%d", source, number);
	struct str rest = line, literal, name;
	struct section *s;

	if (t->n_sections == first)
		return err_set(
		    ei, ERR_CONFIG, place, "there is no [section] above this line");
	while (rest.n) {
		if (next_piece(&rest, &literal, &name))
			return err_set(ei, ERR_CONFIG, place,
			    "a brace without its partner; {{ and }} are braces as text");
	}
	s = &t->sections[t->n_sections - 1];
	mem_grow(&s->wordings, s->n_wordings, &s->cap_wordings, sizeof(*s->wordings));
	s->wordings[s->n_wordings++] = (struct wording){line, number};
	return OK;
}

static void drop_sections(struct template_set *t, size_t first)
{
	while (t->n_sections > first)
		free(t->sections[--t->n_sections].wordings);
}

enum err template_set_add(struct template_set *t, struct str language, struct str text,
    const char *source, struct err_info *ei)
{
	struct str rest = str_of(arena_dup_str(t->arena, text)), line;
	size_t first = t->n_sections;
	bool is_layout = false;
	enum err e = OK;

	language = str_of(arena_dup_str(t->arena, language));
	for (int number = 1; !e && str_split(&rest, '\n', &line); number++) {
		struct str trimmed = str_trim(line);

		if (str_starts(trimmed, STR("#")))
			continue;
		if (str_starts(trimmed, STR("["))) {
			e = begin_section(
			    t, first, language, trimmed, source, number, ei);
			is_layout = !e && str_eq(trimmed, STR("[layout]"));
		} else if (trimmed.n || is_layout) {
			e = add_wording(t, first, trimmed, source, number, ei);
		}
	}
	if (e)
		drop_sections(t, first);
	return e;
}

static bool has_language(const struct template_set *t, struct str language)
{
	for (size_t i = 0; i < t->n_sections; i++) {
		if (str_eq_nocase(t->sections[i].language, language))
			return true;
	}
	return false;
}

struct str template_set_language(const struct template_set *t, struct str language)
{
	struct str primary = str_sub(language, 0, str_find_char(language, '-'));

	if (has_language(t, language))
		return language;
	return has_language(t, primary) ? primary : STR("en");
}

/* The last one added that has a wording, in the language or else in English. */
static const struct section *find_section(
    const struct template_set *t, const struct template_choice *c)
{
	struct str language = template_set_language(t, c->language);

	for (int pass = 0; pass < 2; pass++, language = STR("en")) {
		for (size_t i = t->n_sections; i-- > 0;) {
			const struct section *s = &t->sections[i];

			if (s->n_wordings && str_eq(s->name, str_of(c->section)) &&
			    str_eq_nocase(s->language, language))
				return s;
		}
	}
	return NULL;
}

static enum err tell_field(const struct section *s, const struct wording *w,
    enum fill why, struct str field, struct err_info *ei)
{
	char place[200];
	struct buf b;

	buf_init(&b, sizeof(place));
	buf_printf(&b, "%s:%d", s->source, w->line);
	err_set(ei, ERR_CONFIG, b.p,
	    why == FILL_UNKNOWN ? "there is no field {%.*s}"
				: "the field {%.*s} is not known for this note",
	    STR_ARG(utf8_cut(field, 60)));
	buf_clear(&b);
	return ERR_CONFIG;
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
	const struct section *s = find_section(t, c);

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

bool template_default(size_t i, const char **file_name, struct str *text)
{
	const struct embedded *file = &mail_templates[i];

	if (!file->name)
		return false;
	*file_name = file->name;
	*text = (struct str){(const char *)file->bytes, file->size_bytes};
	return true;
}

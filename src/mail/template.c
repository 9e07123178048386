/*
 * template.c - wordings read from text in the form of template.h, and kept by language
 * and section. Always: every brace of what is kept has its partner.
 */
#include "mail/template.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mail/templates.h"
#include "mail/wording.h"

#include <assert.h>
#include <stdlib.h>

static const char *const section_names[] = {"subject", "greeting", "interesting",
    "congratulations", "question", "checking-in", "because-interest", "because-company",
    "because-person", "months", "layout"};

bool template_next_piece(struct str *rest, struct str *literal, struct str *field)
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
			return false;
		*field = str_sub(*rest, 1, end - 1);
		n = end + 1;
	}
	*rest = str_sub(*rest, n, rest->n);
	return true;
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
		if (!template_next_piece(&rest, &literal, &name))
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

const struct section *template_find_section(
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

struct str template_line(
    const struct template_set *t, struct str language, const char *section, size_t i)
{
	const struct template_choice choice = {.language = language, .section = section};
	const struct section *s = template_find_section(t, &choice);

	return s && i < s->n_wordings ? s->wordings[i].text : (struct str){0};
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

/*
 * edit.c - a contact as "key: value" lines. In: text that a person changed. Always:
 * nothing is taken unless every line is right; keys that were deleted change nothing.
 */
#include "people/edit.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "model/address.h"
#include "model/person_name.h"
#include "people/interest.h"
#include "people/text.h"
#include "people/vcard_extra.h"

#include <stdio.h>
#include <string.h>

enum { VALUES_MAX = 1000, VALUE_BYTES = LIMIT_PATTERN_BYTES + 64 };

/* ---- Writing --------------------------------------------------------------------- */

static void put(struct buf *b, const char *key, struct str value)
{
	buf_printf(b, "%s:%s", key, value.n ? " " : "");
	buf_put_str(b, value);
	buf_putc(b, '\n');
}

static void put_all(struct buf *b, const char *key, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(b, key, v[i]);
	if (!n)
		put(b, key, (struct str){0});
}

static void put_interests(struct buf *b, const struct contact *c)
{
	struct buf one;
	size_t n = 0;

	buf_init(&one, VALUE_BYTES);
	for (size_t i = 0; i < c->n_interests; i++) {
		if (c->interests[i].source == SOURCE_LEARNED)
			continue; /* they follow from decisions */
		buf_reset(&one);
		people_interest_write(&one, &c->interests[i]);
		put(b, "interest", buf_borrow(&one));
		n++;
	}
	if (!n)
		put(b, "interest", (struct str){0});
	buf_clear(&one);
}

void people_edit_write(struct buf *b, const struct contact *c)
{
	char text[CLOCK_ISO_SIZE];

	buf_puts(b, "# A contact of sawthis. Lines with # are not read. A key may come "
		    "again where it is\n"
		    "# email, alias or interest; a line that is deleted changes nothing, "
		    "an empty value\n"
		    "# clears. Interests: words, words=2 (weight), /expression, !never.\n"
		    "\n");
	put(b, "name", c->name);
	put(b, "given", c->given);
	put(b, "family", c->family);
	put(b, "nickname", c->nickname);
	put_all(b, "email", c->emails, c->n_emails);
	put(b, "company", c->company);
	put(b, "title", c->title);
	put(b, "place", c->place);
	put(b, "language", c->language);
	put(b, "url", c->url);
	put_all(b, "alias", c->aliases, c->n_aliases);
	put_interests(b, c);
	buf_puts(b, "\n# Days between touches; 0 is as the configuration has it.\n");
	buf_printf(b, "every_days: %lld\n", (long long)c->every_days);
	put(b, "last_touch", str_of(clock_format_iso(c->last_touch_at_s, text)));
	buf_puts(b, "\n# Everything below is your notes.\nnotes:\n");
	buf_put_str(b, c->notes);
	buf_putc(b, '\n');
}

/* ---- Reading --------------------------------------------------------------------- */

struct reader {
	struct arena *arena;
	struct contact c; /* as it becomes */
	const struct contact *old;
	struct str *emails, *aliases;
	struct interest *interests;
	size_t n_emails, n_aliases, n_interests;
	bool has_emails, has_aliases, has_interests; /* the key is there */
	struct err_info *ei;
	char source[256]; /* "LABEL:LINE" */
};

static enum err too_many(struct reader *r)
{
	return err_set(r->ei, ERR_DATA, r->source, "more than %d values", VALUES_MAX);
}

static enum err read_email(struct reader *r, struct str value)
{
	struct str address;

	r->has_emails = true;
	if (!value.n)
		return OK;
	if (r->n_emails == VALUES_MAX)
		return too_many(r);
	if (!address_parse(value, &address))
		return err_set(r->ei, ERR_DATA, r->source,
		    "\"%.*s\" is no e-mail address", STR_ARG(str_sub(value, 0, 80)));
	address.p = arena_dup_str(r->arena, address);
	r->emails[r->n_emails++] = address;
	return OK;
}

static enum err read_interest(struct reader *r, struct str value)
{
	struct interest it = {.contact_id = r->c.id, .source = SOURCE_STATED};
	struct err_info why;

	r->has_interests = true;
	if (!value.n)
		return OK;
	if (r->n_interests == VALUES_MAX)
		return too_many(r);
	if (people_interest_parse(r->arena, value, &it, &why) != OK)
		return err_set(r->ei, ERR_DATA, r->source, "%s", why.text);
	/* Where it came from stays as it was. */
	for (size_t i = 0; i < r->old->n_interests; i++) {
		const struct interest *old = &r->old->interests[i];

		if (str_eq(old->term, it.term) &&
		    (old->kind == INTEREST_REGEX) == (it.kind == INTEREST_REGEX)) {
			it.id = old->id;
			it.source = old->source;
			it.kind = old->kind;
		}
	}
	r->interests[r->n_interests++] = it;
	return OK;
}

static enum err read_text(struct reader *r, const char *key, struct str value)
{
	const struct {
		const char *key;
		struct str *field;
	} fields[] = {
	    {"name", &r->c.name},
	    {"given", &r->c.given},
	    {"family", &r->c.family},
	    {"nickname", &r->c.nickname},
	    {"company", &r->c.company},
	    {"title", &r->c.title},
	    {"place", &r->c.place},
	    {"language", &r->c.language},
	    {"url", &r->c.url},
	};

	if (value.n > LIMIT_NAME_BYTES)
		return err_set(
		    r->ei, ERR_DATA, r->source, "longer than %d bytes", LIMIT_NAME_BYTES);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (str_eq(str_of(key), str_of(fields[i].key))) {
			*fields[i].field = people_text_line(r->arena, value);
			return OK;
		}
	return err_set(r->ei, ERR_DATA, r->source,
	    "no such key: \"%.60s\"; keys are name, given, family, nickname, email, "
	    "company, "
	    "title, place, language, url, alias, interest, every_days, last_touch, notes",
	    key);
}

static enum err read_pair(struct reader *r, const char *key, struct str value)
{
	struct str name = str_of(key);

	if (str_eq(name, STR("email")))
		return read_email(r, value);
	if (str_eq(name, STR("interest")))
		return read_interest(r, value);
	if (str_eq(name, STR("alias"))) {
		r->has_aliases = true;
		if (r->n_aliases == VALUES_MAX)
			return too_many(r);
		if (value.n)
			r->aliases[r->n_aliases++] = people_text_line(r->arena, value);
		return OK;
	}
	if (str_eq(name, STR("every_days"))) {
		if (!str_to_int(value.n ? value : STR("0"), 0, CONTACT_EVERY_DAYS_MAX,
			&r->c.every_days))
			return err_set(r->ei, ERR_DATA, r->source,
			    "every_days is no number of days");
		return OK;
	}
	if (str_eq(name, STR("last_touch"))) {
		if (!value.n)
			r->c.last_touch_at_s = NO_TIME;
		else if (!people_text_date(value, &r->c.last_touch_at_s))
			return err_set(r->ei, ERR_DATA, r->source,
			    "last_touch is no date like 2026-11-22");
		return OK;
	}
	if (str_eq(name, STR("url")) && value.n &&
	    !str_starts_nocase(value, STR("https://")) &&
	    !str_starts_nocase(value, STR("http://")))
		return err_set(
		    r->ei, ERR_DATA, r->source, "url begins with http or https");
	return read_text(r, key, value);
}

static enum err read_line(struct reader *r, struct str line)
{
	size_t colon = str_find_char(line, ':');
	struct str key = str_trim(str_sub(line, 0, colon));

	if (colon == line.n)
		return err_set(r->ei, ERR_DATA, r->source, "expected \"key: value\"");
	return read_pair(
	    r, arena_dup_str(r->arena, key), str_trim(str_sub(line, colon + 1, line.n)));
}

static enum err read_lines(struct reader *r, struct str text, const char *label)
{
	struct str rest = text, line;
	enum err e = OK;

	for (size_t n = 1; e == OK && str_split(&rest, '\n', &line); n++) {
		line = str_trim(line);
		snprintf(r->source, sizeof(r->source), "%s:%zu", label, n);
		if (str_starts(line, STR("notes:"))) {
			struct str first = str_trim(str_sub(line, 6, line.n));

			r->c.notes = people_text_block(r->arena,
			    first.n ? str_of(arena_printf(r->arena, "%.*s\n%.*s",
					  STR_ARG(first), STR_ARG(rest)))
				    : rest);
			break;
		}
		if (line.n && line.p[0] != '#')
			e = read_line(r, line);
	}
	return e;
}

/* ---- What changed ---------------------------------------------------------------- */

static bool differ(const struct str *a, size_t n_a, const struct str *b, size_t n_b)
{
	for (size_t i = 0; n_a == n_b && i < n_a; i++)
		if (!str_eq(a[i], b[i]))
			return true;
	return n_a != n_b;
}

static bool interests_differ(const struct contact *a, const struct contact *b)
{
	for (size_t i = 0; a->n_interests == b->n_interests && i < a->n_interests; i++)
		if (!str_eq(a->interests[i].term, b->interests[i].term) ||
		    a->interests[i].weight != b->interests[i].weight ||
		    a->interests[i].is_never != b->interests[i].is_never)
			return true;
	return a->n_interests != b->n_interests;
}

static uint32_t changed(const struct contact *a, const struct contact *b)
{
	const bool is_changed[CONTACT_FIELDS] = {
	    [CONTACT_NAME] = !str_eq(a->name, b->name) || !str_eq(a->given, b->given) ||
			     !str_eq(a->family, b->family) ||
			     !str_eq(a->nickname, b->nickname),
	    [CONTACT_EMAILS] = differ(a->emails, a->n_emails, b->emails, b->n_emails),
	    [CONTACT_COMPANY] = !str_eq(a->company, b->company),
	    [CONTACT_TITLE] = !str_eq(a->title, b->title),
	    [CONTACT_PLACE] = !str_eq(a->place, b->place),
	    [CONTACT_LANGUAGE] = !str_eq(a->language, b->language),
	    [CONTACT_URL] = !str_eq(a->url, b->url),
	    [CONTACT_ALIASES] =
		differ(a->aliases, a->n_aliases, b->aliases, b->n_aliases),
	    [CONTACT_INTERESTS] = interests_differ(a, b),
	    [CONTACT_EVERY_DAYS] = a->every_days != b->every_days,
	    [CONTACT_LAST_TOUCH] = a->last_touch_at_s != b->last_touch_at_s,
	    [CONTACT_NOTES] = !str_eq(a->notes, b->notes),
	};
	uint32_t fields = 0;

	for (int i = 0; i < CONTACT_FIELDS; i++)
		fields |= is_changed[i] ? 1u << i : 0;
	return fields;
}

/* The lists as they were read; interests that were learned stay, they are not shown. */
static void finish(struct reader *r)
{
	struct contact *c = &r->c;

	if (r->has_emails) {
		c->emails = r->emails;
		c->n_emails = r->n_emails;
		c->email = r->n_emails ? r->emails[0] : (struct str){0};
	}
	if (r->has_aliases) {
		c->aliases = r->aliases;
		c->n_aliases = r->n_aliases;
	}
	if (r->has_interests) {
		for (size_t i = 0; i < r->old->n_interests; i++)
			if (r->old->interests[i].source == SOURCE_LEARNED)
				r->interests[r->n_interests++] = r->old->interests[i];
		c->interests = r->interests;
		c->n_interests = r->n_interests;
	}
	if (!str_eq(c->name, r->old->name) && str_eq(c->given, r->old->given) &&
	    str_eq(c->family, r->old->family))
		person_name_split(c->name, &c->given, &c->family);
	if (!str_eq(c->company, r->old->company)) {
		c->company_id = 0;
		c->extra =
		    vcard_extra_without(r->arena, c->extra, STR("ORG"), r->old->company);
	}
	if (!str_eq(c->title, r->old->title))
		c->extra =
		    vcard_extra_without(r->arena, c->extra, STR("TITLE"), r->old->title);
	c->edited |= changed(r->old, c);
}

enum err people_edit_read(struct arena *a, struct str text, const char *label,
    struct contact *c, struct err_info *ei)
{
	struct reader r = {.arena = a, .c = *c, .old = c, .ei = ei};
	enum err e;

	if (!utf8_is_valid(text))
		text = people_text_convert(a, text, (struct str){0});
	r.emails = arena_alloc(a, VALUES_MAX, sizeof(*r.emails));
	r.aliases = arena_alloc(a, VALUES_MAX, sizeof(*r.aliases));
	r.interests = arena_alloc(a, VALUES_MAX + c->n_interests, sizeof(*r.interests));
	e = read_lines(&r, text, label);
	if (e != OK)
		return e;
	if (!people_text_has_word(r.c.name))
		return err_set(ei, ERR_DATA, label, "the name is empty");
	if (r.c.notes.n > LIMIT_NOTES_BYTES)
		return err_set(ei, ERR_DATA, label, "the notes are longer than %d bytes",
		    LIMIT_NOTES_BYTES);
	finish(&r);
	*c = r.c;
	return OK;
}

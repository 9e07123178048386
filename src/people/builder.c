/*
 * builder.c - the parts of a record put together. In: text in UTF-8 from a file. Always:
 * what is kept is clean, short enough and in the arena.
 */
#include "people/builder.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/address.h"
#include "people/text.h"
#include "people/vcard_extra.h"

#include <stdlib.h>
#include <string.h>

enum { EMAILS_MAX = 64, ALIASES_MAX = 64, INTERESTS_MAX = 1000 };

void builder_init(struct builder *b, struct report *r)
{
	*b = (struct builder){.report = r, .arena = r->arena};
	buf_init(&b->extra, EXTRA_MAX_BYTES);
	buf_init(&b->notes, LIMIT_NOTES_BYTES + 1);
}

void builder_clear(struct builder *b)
{
	free(b->emails);
	free(b->aliases);
	free(b->interests);
	buf_clear(&b->extra);
	buf_clear(&b->notes);
}

void builder_begin(struct builder *b, size_t line)
{
	b->record = (struct people_record){.line = line};
	b->record.contact.last_touch_at_s = NO_TIME;
	b->n_emails = b->n_aliases = b->n_interests = 0;
	b->is_full = false;
	buf_reset(&b->extra);
	buf_reset(&b->notes);
}

/* Whether one more fits among n; that it does not is told once a record. */
static bool has_room(struct builder *b, size_t n, size_t max, const char *what)
{
	if (n < max)
		return true;
	if (!b->is_full)
		report_error(b->report, b->record.line,
		    "more than %zu %s; the others are left out", max, what);
	b->is_full = true;
	return false;
}

bool builder_email(struct builder *b, size_t line, struct str text, int64_t pref)
{
	struct str address;

	text = str_trim(text);
	if (!text.n)
		return true;
	if (!address_parse(text, &address)) {
		report_error(b->report, line, "\"%.*s\" is no e-mail address; left out",
		    STR_ARG(str_sub(text, 0, 80)));
		return false;
	}
	for (size_t i = 0; i < b->n_emails; i++)
		if (str_eq_nocase(b->emails[i], address))
			return true;
	if (!has_room(b, b->n_emails, EMAILS_MAX, "addresses"))
		return false;
	mem_grow(&b->emails, b->n_emails, &b->cap_emails, sizeof(*b->emails));
	address.p = arena_dup_str(b->arena, address);
	b->emails[b->n_emails] = address;
	if (b->n_emails++ == 0 || pref < b->email_pref) {
		memmove(b->emails + 1, b->emails, (b->n_emails - 1) * sizeof(*b->emails));
		b->emails[0] = address;
		b->email_pref = pref;
	}
	return true;
}

void builder_alias(struct builder *b, struct str alias)
{
	alias = people_text_line(b->arena, alias);
	for (size_t i = 0; i < b->n_aliases; i++)
		if (str_eq(b->aliases[i], alias))
			return;
	if (!alias.n || alias.n > LIMIT_NAME_BYTES ||
	    !has_room(b, b->n_aliases, ALIASES_MAX, "aliases"))
		return;
	mem_grow(&b->aliases, b->n_aliases, &b->cap_aliases, sizeof(*b->aliases));
	b->aliases[b->n_aliases++] = alias;
}

void builder_interest(struct builder *b, const struct interest *it)
{
	for (size_t i = 0; i < b->n_interests; i++)
		if (str_eq_nocase(b->interests[i].term, it->term) &&
		    b->interests[i].kind == it->kind)
			return;
	if (!has_room(b, b->n_interests, INTERESTS_MAX, "interests"))
		return;
	mem_grow(&b->interests, b->n_interests, &b->cap_interests, sizeof(*b->interests));
	b->interests[b->n_interests++] = *it;
}

void builder_words(struct builder *b, size_t line, struct str text, double weight)
{
	struct interest it = {.weight = weight, .source = SOURCE_IMPORTED};
	struct str term = people_text_line(b->arena, text);

	while (term.n && (term.p[0] == '/' || term.p[0] == '!'))
		term = str_trim(str_sub(term, 1, term.n));
	if (!people_text_has_word(term))
		return;
	if (term.n > LIMIT_TERM_BYTES) {
		report_error(b->report, line,
		    "the interest \"%.*s…\" is longer than %d bytes; left out",
		    STR_ARG(str_sub(term, 0, 40)), LIMIT_TERM_BYTES);
		return;
	}
	it.term = term;
	builder_interest(b, &it);
}

void builder_note(struct builder *b, struct str text)
{
	text = people_text_block(b->arena, text);
	if (text.n && b->notes.n)
		buf_putc(&b->notes, '\n');
	/* One byte more than may be kept tells report_record() that it was too long. */
	buf_put_str(&b->notes, str_sub(text, 0, b->notes.max - b->notes.n));
}

/* A copy in the arena, of the size that is needed. */
static void *kept(struct builder *b, const void *v, size_t n, size_t size)
{
	void *copy = n ? arena_alloc(b->arena, n, size) : NULL;

	return n ? memcpy(copy, v, n * size) : NULL;
}

void builder_end(struct builder *b)
{
	struct contact *c = &b->record.contact;

	c->emails = kept(b, b->emails, b->n_emails, sizeof(*b->emails));
	c->n_emails = b->n_emails;
	if (b->n_emails)
		c->email = b->emails[0];
	c->aliases = kept(b, b->aliases, b->n_aliases, sizeof(*b->aliases));
	c->n_aliases = b->n_aliases;
	c->interests = kept(b, b->interests, b->n_interests, sizeof(*b->interests));
	c->n_interests = b->n_interests;
	if (b->notes.n)
		c->notes = (struct str){
		    arena_dup_str(b->arena, buf_borrow(&b->notes)), b->notes.n};
	if (b->extra.n)
		c->extra = (struct str){
		    arena_dup_str(b->arena, buf_borrow(&b->extra)), b->extra.n};
	report_record(b->report, &b->record);
}

/*
 * report.c - records and problems as they come, and what a file says twice. Always: a
 * record that is kept has a name; a uid and a person are in a file once.
 */
#include "people/report.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/person_name.h"
#include "people/merge.h"
#include "people/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void report_init(struct report *r, struct arena *a, const char *dialect)
{
	*r = (struct report){.arena = a, .import.dialect = dialect};
}

void report_clear(struct report *r)
{
	free(r->import.records);
	free(r->import.problems);
	report_init(r, r->arena, r->import.dialect);
}

static void report(struct report *r, size_t line, bool is_error, const char *fmt,
    va_list ap) PRINTF(4, 0);
static void report(
    struct report *r, size_t line, bool is_error, const char *fmt, va_list ap)
{
	struct people_import *im = &r->import;
	char text[512];
	struct str view;

	if (is_error)
		im->n_errors++;
	else
		im->n_remarks++;
	if (im->n_problems == PEOPLE_PROBLEMS_MAX)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	view = utf8_cut(str_of(text), sizeof(text) - 5);
	mem_grow(&im->problems, im->n_problems, &r->cap_problems, sizeof(*im->problems));
	im->problems[im->n_problems++] = (struct people_problem){
	    line, is_error, {arena_dup_str(r->arena, view), view.n}};
}

void report_error(struct report *r, size_t line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(r, line, true, fmt, ap);
	va_end(ap);
}

void report_remark(struct report *r, size_t line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(r, line, false, fmt, ap);
	va_end(ap);
}

/* Whether text fits; else an error that names it. */
static bool fits(struct report *r, size_t line, const char *what, struct str text)
{
	if (text.n <= LIMIT_NAME_BYTES)
		return true;
	report_error(r, line, "the %s is longer than %d bytes; the contact is left out",
	    what, LIMIT_NAME_BYTES);
	return false;
}

void report_record(struct report *r, struct people_record *record)
{
	struct contact *c = &record->contact;
	struct str given, family;

	if (!c->name.n || !people_text_has_word(c->name)) {
		report_error(r, record->line,
		    c->name.n ? "the name \"%.*s\" has no letter; the contact is left out"
			      : "no name; the contact is left out%.*s",
		    STR_ARG(str_sub(c->name, 0, 40)));
		return;
	}
	if (!fits(r, record->line, "name", c->name) ||
	    !fits(r, record->line, "company", c->company) ||
	    !fits(r, record->line, "title", c->title))
		return;
	if (!c->given.n && !c->family.n) {
		person_name_split(c->name, &given, &family);
		c->given = given;
		c->family = family;
	}
	if (c->notes.n > LIMIT_NOTES_BYTES) {
		c->notes = utf8_cut(c->notes, LIMIT_NOTES_BYTES);
		report_error(r, record->line, "the notes are cut after %d bytes",
		    LIMIT_NOTES_BYTES);
	}
	mem_grow(&r->import.records, r->import.n_records, &r->cap_records,
	    sizeof(*r->import.records));
	r->import.records[r->import.n_records++] = *record;
}

/* ---- What a file says twice ---------------------------------------------------- */

/* Open addressing; the place of a record and 1, 0 is free. */
struct seen {
	uint32_t *slots;
	size_t mask;
};

enum key { KEY_UID, KEY_PERSON };

static uint64_t hash_of(const struct contact *c, enum key key)
{
	uint64_t h = str_hash(key == KEY_UID ? c->uid : c->name);

	if (key == KEY_PERSON)
		h = h * 31 + str_hash(c->n_emails ? c->emails[0] : c->url);
	return h ^ h >> 29;
}

static bool is_same(const struct contact *a, const struct contact *b, enum key key)
{
	if (key == KEY_UID)
		return str_eq(a->uid, b->uid);
	if (!str_eq(a->name, b->name) || a->n_emails != b->n_emails ||
	    (a->uid.n && b->uid.n && !str_eq(a->uid, b->uid)))
		return false;
	if (a->n_emails)
		return str_eq(a->emails[0], b->emails[0]);
	return str_eq(a->url, b->url) && str_eq(a->company, b->company) &&
	       str_eq(a->title, b->title);
}

/* The record among the first n that c repeats, or NULL; c, to become number n, is
 * remembered then. */
static struct people_record *find_same(struct seen *seen, struct people_record *records,
    size_t n, const struct contact *c, enum key key)
{
	size_t i = hash_of(c, key) & seen->mask;

	if (key == KEY_UID && !c->uid.n)
		return NULL;
	for (; seen->slots[i]; i = (i + 1) & seen->mask)
		if (is_same(&records[seen->slots[i] - 1].contact, c, key))
			return &records[seen->slots[i] - 1];
	seen->slots[i] = (uint32_t)n + 1;
	return NULL;
}

static struct seen seen_new(size_t n)
{
	size_t cap = 16;

	while (cap < n * 2)
		cap *= 2;
	return (struct seen){mem_new(cap, sizeof(uint32_t)), cap - 1};
}

static void leave_out_repeated(struct report *r)
{
	struct people_record *records = r->import.records;
	size_t n = r->import.n_records, kept = 0;
	struct seen uids = seen_new(n), persons = seen_new(n);

	for (size_t i = 0; i < n; i++) {
		struct contact *c = &records[i].contact;
		struct people_record *same = find_same(&uids, records, kept, c, KEY_UID);

		if (same && !str_eq(same->contact.name, c->name)) {
			report_error(r, records[i].line,
			    "the uid \"%.*s\" is that of line %zu already; the contact "
			    "\"%.*s\" is left out",
			    STR_ARG(str_sub(c->uid, 0, 80)), same->line,
			    STR_ARG(str_sub(c->name, 0, 80)));
			continue;
		}
		if (!same)
			same = find_same(&persons, records, kept, c, KEY_PERSON);
		if (same) {
			same->contact = people_join(r->arena, &same->contact, c);
			report_remark(r, records[i].line,
			    "\"%.*s\" is the same as in line %zu; joined",
			    STR_ARG(str_sub(c->name, 0, 80)), same->line);
			continue;
		}
		records[kept++] = records[i];
	}
	r->import.n_records = kept;
	free(uids.slots);
	free(persons.slots);
}

/* A copy in the arena of an array on the heap, which is freed. */
static void *moved(struct arena *a, void *array, size_t n, size_t size)
{
	void *copy = n ? arena_alloc(a, n, size) : NULL;

	if (n)
		memcpy(copy, array, n * size);
	free(array);
	return copy;
}

void report_take(struct report *r, struct people_import *out)
{
	struct people_import *im = &r->import;

	leave_out_repeated(r);
	im->records = moved(r->arena, im->records, im->n_records, sizeof(*im->records));
	im->problems =
	    moved(r->arena, im->problems, im->n_problems, sizeof(*im->problems));
	*out = *im;
	report_init(r, r->arena, im->dialect);
}

/*
 * builder.h - one record while a file tells its parts. For the readers of people/.
 */
#ifndef PEOPLE_BUILDER_H
#define PEOPLE_BUILDER_H

#include "base/buf.h"
#include "people/report.h"

enum { PREF_NONE = 1000 };

struct builder {
	struct report *report;
	struct arena *arena; /* the report's; a finished record points to nothing else */
	struct people_record record;
	struct buf extra; /* lines for contact.extra */
	struct buf notes;
	/* Lists on the heap, used again by the next record. */
	struct str *emails;
	size_t n_emails, cap_emails;
	int64_t email_pref; /* of emails[0] */
	struct str *aliases;
	size_t n_aliases, cap_aliases;
	struct interest *interests;
	size_t n_interests, cap_interests;
	bool is_full; /* it was told that some did not fit */
};

void builder_init(struct builder *b, struct report *r);
void builder_clear(struct builder *b);

/* Empties b for the record that begins in that line. */
void builder_begin(struct builder *b, size_t line);

/* An address as people write it, preferred the more the smaller pref is (1..100, or
 * PREF_NONE). Empty ones and repetitions are nothing; a bad one is an error reported, and
 * false is returned. */
bool builder_email(struct builder *b, size_t line, struct str text, int64_t pref);

void builder_alias(struct builder *b, struct str alias);
void builder_interest(struct builder *b, const struct interest *it);

/* An interest that is words alone, whatever marks it begins with. */
void builder_words(struct builder *b, size_t line, struct str text, double weight);

/* A paragraph of the notes. */
void builder_note(struct builder *b, struct str text);

/* The record goes to the report. */
void builder_end(struct builder *b);

#endif

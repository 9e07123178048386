/*
 * match.h - a term found in an item, and a contact and an item with all that was found.
 */
#ifndef MODEL_MATCH_H
#define MODEL_MATCH_H

#include "base/str.h"
#include "model/points.h"

enum term_kind { TERM_PERSON, TERM_COMPANY, TERM_INTEREST, TERM_REGEX, TERM_LEARNED };
enum field { FIELD_TITLE, FIELD_SUMMARY, FIELD_CATEGORY };

struct match {
	struct str term; /* as the user wrote it */
	struct str text; /* the words that matched; p NULL while only the span is known */
	enum term_kind kind;
	enum field field;
	uint32_t category;   /* which one, where the field is a category */
	uint32_t start, end; /* UTF-8 bytes in the field's text, on character borders */
	points points;	     /* what this match adds to the score; may be negative */
	int64_t interest_id; /* 0 for names */
};

/* What match/ finds: the matches' points add up to score, which lies in 0..POINTS_ONE. */
struct pair {
	int64_t contact_id;
	int64_t item_id;
	points score;
	const struct match *matches;
	size_t n_matches;
	bool is_corroborated; /* a person's name, with company, title or place nearby */
};

const char *term_kind_name(enum term_kind kind); /* "person", "company", … */
const char *field_name(enum field field);	 /* "title", "summary", "category" */

#endif

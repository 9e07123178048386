/*
 * draft.h - what a document said about one item, as it stood there, and the item that
 * follows from it. The rules that are the same for all formats live here.
 */
#ifndef FEED_DRAFT_H
#define FEED_DRAFT_H

#include "base/arena.h"
#include "base/buf.h"
#include "feed/feed.h"

enum { TITLE_RANKS = 3, BODY_RANKS = 7 };

enum text_kind {
	TEXT_GUESS, /* HTML where it looks like HTML */
	TEXT_PLAIN,
	TEXT_HTML,
};

struct draft_text {
	struct str raw; /* p NULL if absent */
	enum text_kind kind;
};

/* A value that several elements may give: the lowest rank is believed, then the first. */
struct draft_value {
	struct str text; /* p NULL if absent */
	int rank;
};

struct draft {
	struct draft_text titles[TITLE_RANKS]; /* by rank */
	struct draft_text bodies[BODY_RANKS];
	struct str summary;	 /* text made of the best body; p NULL if it had none */
	struct draft_value id;	 /* as it stood there */
	bool is_id_link;	 /* the id may be taken for a link */
	struct draft_value link; /* absolute */
	struct draft_value author;
	struct draft_value published, updated, created; /* as they stood there */
	struct draft_value source;
	struct draft_value enclosure; /* all that some items have */
	struct draft_value language;
	struct str inherited_language; /* a tag in lower case, of the elements around */
	struct str *categories;
	size_t n_categories, cap_categories;
};

/* Puts text into v if it is not empty and its rank is better than what is there, and
 * tells whether it did. */
bool draft_put(struct draft_value *v, struct str text, int rank);

/* Adds a category, in the arena. */
void draft_put_category(struct arena *a, struct draft *d, struct str category);

/* What drafts are made into items with: kept between items to spare allocations. */
struct draft_maker {
	struct buf text, more, raw;
};
void draft_maker_init(struct draft_maker *m);
void draft_maker_clear(struct draft_maker *m);

/* The item that d describes, its text in the arena. False if d says nothing. */
bool draft_make_item(struct draft_maker *m, struct arena *a, const struct draft *d,
    const struct feed_doc *doc, struct item *out);

/* The body of that rank. The best one is made into text at once: once d->summary is
 * there, no other body needs to be read. */
void draft_put_body(struct draft_maker *m, struct arena *a, struct draft *d, int rank,
    const struct draft_text *body);

/* Text as items have it, of at most max bytes; p NULL where nothing is left. */
struct str draft_make_text(
    struct draft_maker *m, struct arena *a, const struct draft_text *t, size_t max);

/* A language tag in lower case; p NULL if s is none. */
struct str draft_make_language(struct arena *a, struct str s);

#endif

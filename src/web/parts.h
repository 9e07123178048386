/*
 * parts.h - pieces that several pages show: why, actions, notices, keys, charts.
 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "store/suggestion.h"
#include "web/request.h"

/* Every reason and adjustment of a suggestion with its points as a bar. */
void part_why(struct buf *b, const struct suggestion *s);

/* What can be done with a suggestion, by the status that it has. */
void part_actions(struct web_request *r, struct buf *b, const struct queue_entry *q);

/* The last decision of today, with a way back. */
enum err part_notice(struct web_request *r, struct buf *b) MUST_USE;

/* Above the queue: how many, which, and a run. */
void part_queue_tools(struct web_request *r, struct buf *b, struct str query, size_t n);

/* The keys, in a dialog that ? opens. */
void part_keys(struct buf *b);

/* Bars side by side, two to a place, as an SVG image; labels below, every fourth. */
struct part_bar {
	const char *label;
	int64_t first, second;
};
void part_chart(struct buf *b, const struct part_bar *bars, size_t n, const char *title);

/* What a POST answers: {"text","link"} for the script, a redirect back otherwise. */
void part_answer(
    struct web_request *r, struct web_response *out, struct str text, struct str link);

/* A text of a form with lines ended by \n, as in a file. */
struct str part_unix_lines(struct arena *a, struct str text);

#endif

/*
 * parts.h - pieces that several pages show: why, actions, notices.
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
void part_queue_tools(
    struct web_request *r, struct buf *b, struct str query, size_t n, bool has_more);

/* What a term led to over 13 weeks, as an image. */
void part_term_chart(
    struct buf *b, int64_t contact_id, enum term_kind kind, struct str term);

/* What a POST answers: {"text","link"} for the script, a redirect back otherwise. */
void part_answer(
    struct web_request *r, struct web_response *out, struct str text, struct str link);

/* A text of a form with lines ended by \n, as in a file. */
struct str part_unix_lines(struct arena *a, struct str text);

#endif

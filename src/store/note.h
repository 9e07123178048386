/*
 * note.h - what was said to whom in which words, and which questions were asked.
 */
#ifndef STORE_NOTE_H
#define STORE_NOTE_H

#include "store/store.h"

struct sent_note {
	int64_t id;
	int64_t contact_id;
	int64_t suggestion_id; /* 0 if it went with none */
	int64_t at_s;
	struct str template; /* the file it was made from */
	struct str line;     /* the wording that was chosen in it */
	struct str subject, text;
	struct str message_id;
};

enum err store_note_insert(struct store *s, const struct sent_note *n, int64_t *id,
    struct err_info *ei) MUST_USE;

/* Newest first; limit 0: all. */
enum err store_note_list(struct arena *a, struct store *s, int64_t contact_id,
    size_t limit, struct sent_note **out, size_t *n, struct err_info *ei) MUST_USE;

enum err store_note_by_suggestion(struct arena *a, struct store *s, int64_t suggestion_id,
    struct sent_note *out, struct err_info *ei) MUST_USE;

/* A question, known by a hash of what is the same in it whatever the wording. */
struct asked {
	int64_t contact_id;
	uint64_t key;
	int64_t at_s;
	struct str text;
};

/* Remembers; harmless when it is known. */
enum err store_asked_put(
    struct store *s, const struct asked *q, struct err_info *ei) MUST_USE;

/* Newest first. */
enum err store_asked_list(struct arena *a, struct store *s, int64_t contact_id,
    struct asked **out, size_t *n, struct err_info *ei) MUST_USE;

#endif

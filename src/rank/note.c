/*
 * note.c - says in one sentence why an item is suggested. In: what matched; out: text for
 * the user alone. Always: the matches with most points are named, no term twice.
 */
#include "rank/note.h"

#include "base/buf.h"
#include "base/fold.h"
#include "base/utf8.h"

enum { NOTE_BYTES_MAX = 200, TERMS_MAX = 3, TERM_BYTES_SHOWN = 60 };

static bool is_named(const struct match *const *named, size_t n, const struct match *m)
{
	for (size_t i = 0; i < n; i++)
		if (named[i] == m || fold_eq(named[i]->term, m->term))
			return true;
	return false;
}

/* The match with most points whose term is not named yet; titles before the rest. */
static const struct match *next_match(
    const struct pair *pair, const struct match *const *named, size_t n)
{
	const struct match *best = NULL;

	for (size_t i = 0; i < pair->n_matches; i++) {
		const struct match *m = &pair->matches[i];

		if (m->points <= 0 || is_named(named, n, m))
			continue;
		if (!best || m->points > best->points ||
		    (m->points == best->points && m->field < best->field))
			best = m;
	}
	return best;
}

static bool is_in_title(const struct pair *pair, const struct match *m)
{
	for (size_t i = 0; i < pair->n_matches; i++)
		if (pair->matches[i].field == FIELD_TITLE &&
		    fold_eq(pair->matches[i].term, m->term))
			return true;
	return false;
}

static void put_match(struct buf *b, const struct pair *pair, const struct match *m)
{
	struct str term = utf8_cut(m->term, TERM_BYTES_SHOWN);
	const char *place = is_in_title(pair, m) ? "in the headline" : "mentioned";

	switch (m->kind) {
	case TERM_PERSON:
	case TERM_COMPANY: buf_printf(b, "%.*s is %s", STR_ARG(term), place); break;
	case TERM_INTEREST: buf_printf(b, "you noted %.*s", STR_ARG(term)); break;
	case TERM_REGEX: buf_printf(b, "it fits /%.*s/", STR_ARG(term)); break;
	case TERM_LEARNED:
		buf_printf(b, "you forwarded news of %.*s", STR_ARG(term));
		break;
	}
}

struct str note_reason(struct arena *a, const struct pair *pair, struct str occasion)
{
	const struct match *named[TERMS_MAX];
	struct buf b;
	struct str text;

	buf_init(&b, NOTE_BYTES_MAX);
	if (occasion.n)
		buf_put_str(&b, occasion);
	for (size_t n = 0; n < TERMS_MAX; n++) {
		named[n] = next_match(pair, named, n);
		if (!named[n])
			break;
		if (b.n)
			buf_puts(&b, "; ");
		put_match(&b, pair, named[n]);
	}
	text = utf8_cut(buf_borrow(&b), NOTE_BYTES_MAX);
	text.p = arena_dup_str(a, text);
	buf_clear(&b);
	return text;
}

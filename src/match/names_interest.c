/*
 * names_interest.c - an interest in, other ways to write the same words out: initials
 * with and without dots, compounds in one word and in two, umlauts. Always: the words
 * stay in their order, and none is left out.
 */
#include "match/names.h"

#include "base/fold.h"

enum { SPELLING_BYTES = 512, INITIALS_MAX = 5, INITIALS_INSIDE_MAX = 3 };

struct way { /* of writing an interest */
	struct speller *speller;
	uint32_t entity;
	uint32_t flags;
	uint8_t n_words;
};

static void add(const struct way *w, struct str text, uint32_t flags)
{
	speller_add(w->speller, text, w->entity, VARIANT_WORDS, flags)->n_words =
	    w->n_words;
}

static void add_buf(const struct way *w, struct buf *b, uint32_t flags)
{
	struct str text = {arena_dup_str(w->speller->c->arena, buf_borrow(b)), b->n};

	add(w, text, flags);
}

static struct str text_of(struct str term, const struct token *t)
{
	return str_sub(term, t->start, t->end - t->start);
}

/* ---- Initials -------------------------------------------------------------------- */

/* Whether the token is an initial with its period. */
static bool is_initial(struct str term, const struct token *t)
{
	return t->end - t->start == 1 && t->flags & TOKEN_CAPITAL && t->end < term.n &&
	       term.p[t->end] == '.';
}

/* How many tokens from t on are initials of one word: "U.S." */
static size_t run_of_initials(
    struct str term, const struct token *t, const struct token *end)
{
	size_t n = 0;

	while (t + n < end && is_initial(term, &t[n]) &&
	       (n == 0 || t[n].flags & TOKEN_GLUED))
		n++;
	return n;
}

/* Long ones are seldom written with dots. */
static bool is_acronym(struct str word, const struct token *t, bool is_alone)
{
	const size_t most = is_alone ? INITIALS_MAX : INITIALS_INSIDE_MAX;

	if (!(t->flags & TOKEN_UPPER) || word.n > most)
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] < 'A' || word.p[i] > 'Z')
			return false;
	return true;
}

/* Whether there are any initials, which is rare. */
static bool has_initials(const struct tokens *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].flags & TOKEN_UPPER ||
		    (t->v[i].end - t->v[i].start == 1 && t->v[i].flags & TOKEN_CAPITAL))
			return true;
	return false;
}

/* "U.S. economy" is "US economy", and that "U.S. economy". */
static void add_initials(const struct way *w, struct str term, const struct tokens *t)
{
	const struct token *end = t->v + t->n;
	bool is_joined = false, is_dotted = false;
	struct buf b;

	buf_init(&b, SPELLING_BYTES);
	for (const struct token *at = t->v; at < end; at++) {
		size_t n = run_of_initials(term, at, end);
		struct str word = text_of(term, at);

		if (at > t->v)
			buf_putc(&b, ' ');
		if (n > 1) {
			for (size_t i = 0; i < n; i++)
				buf_put_str(&b, text_of(term, at + i));
			at += n - 1;
			is_joined = true;
		} else if (is_acronym(word, at, t->n == 1)) {
			for (size_t i = 0; i < word.n; i++) {
				buf_putc(&b, word.p[i]);
				buf_putc(&b, '.');
			}
			is_dotted = true;
		} else {
			buf_put_str(&b, word);
		}
	}
	if (is_joined && str_find_char(buf_borrow(&b), ' ') == b.n)
		add_buf(w, &b, SPELLING_CAPITAL | SPELLING_SINGLE | SPELLING_UPPER);
	else if (is_joined || is_dotted)
		add_buf(w, &b, SPELLING_CAPITAL);
	buf_clear(&b);
}

/* ---- Compounds ------------------------------------------------------------------- */

/* "start-up" and "health care" are "startup" and "healthcare". */
static void add_joined(const struct way *w, struct str term, const struct tokens *t)
{
	const struct words *words = w->speller->words;
	const struct token *a = &t->v[0], *b = &t->v[1];
	bool is_hyphened = b->start == a->end + 1 && term.p[a->end] == '-' &&
			   !((a->flags | b->flags) & (TOKEN_SINGLE | TOKEN_DIGIT));
	struct buf joined;

	if (!is_hyphened && !(words_flags(words, a->hash) & WORD_COMPOUND_PART &&
				words_flags(words, b->hash) & WORD_COMPOUND_PART))
		return;
	buf_init(&joined, SPELLING_BYTES);
	fold_put(&joined, text_of(term, a));
	fold_put(&joined, text_of(term, b));
	if (is_hyphened ||
	    words_flags(words, token_hash(buf_borrow(&joined))) & WORD_COMPOUND)
		add_buf(w, &joined, w->flags | SPELLING_SINGLE);
	buf_clear(&joined);
}

/* "ecommerce" is "e-commerce", "startup" "start-up". */
static void add_parted(const struct way *w, struct str term, const struct token *t)
{
	struct str word = text_of(term, t);
	size_t border;
	struct buf b;

	if (!(words_flags(w->speller->words, t->hash) & WORD_COMPOUND))
		return;
	buf_init(&b, SPELLING_BYTES);
	fold_put(&b, word);
	border = words_compound_border(buf_borrow(&b));
	buf_reset(&b);
	if (border > 0) {
		buf_put_str(&b, str_sub(word, 0, border));
		buf_putc(&b, ' ');
		buf_put_str(&b, str_sub(word, border, SIZE_MAX));
		add_buf(w, &b, w->flags & ~(uint32_t)SPELLING_SINGLE);
	}
	buf_clear(&b);
}

/* ---- The whole ------------------------------------------------------------------- */

void names_add_ways_of_interest(
    struct speller *s, uint32_t entity, struct str term, uint32_t flags, uint8_t n_words)
{
	const struct way w = {s, entity, flags, n_words};
	struct tokens t = s->tokens;
	struct str other;

	if (flags & SPELLING_GAPS || term.n > SPELLING_BYTES)
		return;
	other = speller_transcribe(s, term);
	/* What is added has tokens of its own. */
	s->tokens = s->other_tokens;
	if (flags & SPELLING_CAPITAL && has_initials(&t))
		add_initials(&w, term, &t);
	if (t.n == 1)
		add_parted(&w, term, &t.v[0]);
	if (t.n == 2)
		add_joined(&w, term, &t);
	if (other.n)
		add(&w, other, flags);
	s->other_tokens = s->tokens;
	s->tokens = t;
}

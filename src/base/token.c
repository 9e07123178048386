/*
 * token.c - a copy of the text, which zeros follow so that nobody need look for its end.
 * Where runs of ASCII letters and digits begin and end is found first (runs.c); then each
 * run becomes a token by tables, without a branch that depends on it, as long as at most
 * two common signs stand before it. What is rare (accents, apostrophes, longer gaps,
 * scripts of their own) is taken a character at a time (token_scan.c). Always: which way
 * a token was taken makes no difference to it.
 */
#include "base/token.h"

#include "base/mem.h"
#include "base/runs.h"
#include "base/token_hash.h"
#include "base/token_scan.h"

#include <stdlib.h>
#include <string.h>

enum {
	GAP_BYTES = 2, /* longer gaps are scanned */
	/* What may be read before the text, and behind it. */
	MARGIN_BYTES = RUNS_MARGIN_BYTES,
};

_Static_assert(MARGIN_BYTES >= (int)HASH_LONG_BYTES, "a word at the end is read whole");

/* What a byte says where it stands between two runs. */
enum sign {
	SIGN_NOTHING,
	SIGN_SPACE,
	SIGN_PERIOD,
	SIGN_BREAK,
	SIGN_STOP, /* ends sentences, begins quotations */
	SIGN_ODD,  /* has to be looked at closely */
	SIGN_TEXT, /* before the text */
	N_SIGNS = 8
};

/* Among the flags of a gap: it has to be looked at closely. */
enum { GAP_ODD = TOKEN_SINGLE };

struct tokenizer {
	/* The sign of a byte that stands first in a gap, and of one that stands last
	 * there: of a gap of one byte it is the same. As indices of gaps, which are to be
	 * or-ed, with 1 if the word before is longer than a character. */
	uint8_t first[256], last[256];
	uint8_t gaps[N_SIGNS * N_SIGNS * 2]; /* their flags */
	uint8_t begins[256];   /* the flags of a run that begins with the byte */
	struct hash_bits bits; /* here, so that one pointer leads to all tables */
	struct glyphs glyphs;
	struct runs runs;
	char *padded; /* the text between its margins */
	size_t cap_padded;
};

enum { FIRST_INDEX = 2 * N_SIGNS, LAST_INDEX = 2 };

static enum sign sign_of(unsigned char c)
{
	if (c >= 0x80)
		return SIGN_ODD;
	switch (c) {
	case '&':
	case '\'':
	case '+':
	case '#': return SIGN_ODD;
	case '-': return SIGN_NOTHING;
	case '.': return SIGN_PERIOD;
	case '!':
	case '?':
	case ':':
	case ';':
	case '"': return SIGN_STOP;
	default: return glyph_ascii_kind(c) == GLYPH_SPACE ? SIGN_SPACE : SIGN_BREAK;
	}
}

/* What a gap says of the word behind it. */
static uint8_t gap_flags(enum sign first, enum sign last, bool is_behind_long)
{
	const bool has_text = first == SIGN_TEXT;
	const bool has_space = has_text || first == SIGN_SPACE || last == SIGN_SPACE;
	unsigned flags = has_space ? 0 : TOKEN_GLUED;

	/* A dot before a word may belong to it. */
	if (first == SIGN_ODD || last == SIGN_ODD || (has_space && last == SIGN_PERIOD))
		return GAP_ODD;
	if (first == SIGN_BREAK || last == SIGN_BREAK)
		flags |= TOKEN_BREAK;
	if (first == SIGN_STOP || last == SIGN_STOP)
		flags |= TOKEN_BREAK | TOKEN_START;
	if (has_text || (first == SIGN_PERIOD && last == SIGN_SPACE && is_behind_long))
		flags |= TOKEN_START;
	return (uint8_t)flags;
}

struct tokenizer *tokenizer_new(void)
{
	struct tokenizer *tk = mem_new(1, sizeof(*tk));

	for (unsigned c = 0; c < 256; c++) {
		const enum sign sign = sign_of((unsigned char)c);

		tk->first[c] = (uint8_t)(sign * FIRST_INDEX);
		tk->last[c] = (uint8_t)(sign * LAST_INDEX);
	}
	for (unsigned i = 0; i < N_SIGNS * N_SIGNS * 2; i++)
		tk->gaps[i] = gap_flags((enum sign)(i / FIRST_INDEX),
		    (enum sign)(i / LAST_INDEX % N_SIGNS), i % 2);
	tk->bits = hash_bits;
	memset(&tk->begins['A'], TOKEN_CAPITAL, 26);
	memset(&tk->begins['0'], TOKEN_DIGIT, 10);
	return tk;
}

void tokenizer_free(struct tokenizer *tk)
{
	if (!tk)
		return;
	glyphs_clear(&tk->glyphs);
	free(tk->padded);
	runs_clear(&tk->runs);
	free(tk);
}

void tokens_clear(struct tokens *t)
{
	free(t->v);
	*t = (struct tokens){0};
}

/* A copy of the text, with a space before it and zeros behind it. */
static struct str pad(struct tokenizer *tk, struct str text)
{
	char *copy;

	if (tk->cap_padded < text.n + 2 * MARGIN_BYTES) {
		tk->cap_padded = 2 * text.n + 2 * MARGIN_BYTES;
		tk->padded = mem_resize(tk->padded, tk->cap_padded, 1);
	}
	copy = tk->padded + MARGIN_BYTES;
	copy[-1] = ' ';
	if (text.n)
		memcpy(copy, text.p, text.n);
	memset(copy + text.n, 0, MARGIN_BYTES);
	return (struct str){copy, text.n};
}

/* What the byte behind a word of n bytes says of the next one, as an index of gaps. */
static inline unsigned behind_word(const struct tokenizer *tk, char byte, size_t n)
{
	return (unsigned)(tk->first[(unsigned char)byte] + (n > 1));
}

/* What stands before the run at start says; GAP_ODD, too, if that is nothing. next is
 * where a run could begin at the earliest, behind what the byte before that says. */
static inline uint32_t flags_before(
    const struct tokenizer *tk, const char *p, size_t next, size_t start, unsigned behind)
{
	if (start - next >= GAP_BYTES)
		return GAP_ODD;
	return tk->gaps[behind | tk->last[(unsigned char)p[start - 1]]];
}

/* Where the pass over the runs is. */
struct pass {
	const uint32_t *edge; /* of the run that comes next */
	struct token *t;      /* where its token goes */
	size_t next;	      /* where it could begin at the earliest */
	unsigned behind;      /* what the byte before that says, as an index of gaps */
};

/* Takes runs as long as they are plain, by themselves and by what stands before them.
 * Apart from all else so that the compiler has its registers for this. */
static __attribute__((noinline)) void take_plain(
    struct pass *pass, const struct tokenizer *tk, const char *p)
{
	const uint32_t *edge = pass->edge;
	struct token *t = pass->t;
	size_t next = pass->next;
	unsigned behind = pass->behind;

	for (;; edge += 2, t++) {
		const size_t start = edge[0], end = edge[1], n = end - start;
		const uint32_t flags = flags_before(tk, p, next, start, behind);
		struct hashed hashed;

		if (flags & GAP_ODD || n >= HASH_LONG_BYTES)
			break;
		t->start = (uint32_t)start;
		t->end = (uint32_t)end;
		t->flags = flags | tk->begins[(unsigned char)p[start]];
		next = end + 1;
		behind = behind_word(tk, p[end], n);
		hashed = hash_ascii(&tk->bits, p + start, n);
		t->hash = hashed.hash;
		t->flags |= (uint32_t)hashed.is_upper * TOKEN_UPPER;
	}
	*pass = (struct pass){edge, t, next, behind};
}

/* The tokens of s->text, whose runs end at edges_end. */
static void take_runs(
    const struct tokenizer *tk, struct scan *s, const uint32_t *edges_end)
{
	struct pass pass = {
	    tk->runs.edges, s->out->v + s->out->n, 0, SIGN_TEXT * FIRST_INDEX};
	const char *p = s->text.p;

	for (;;) {
		take_plain(&pass, tk, p);
		/* The empty run at the end was taken like any other. */
		s->out->n = (size_t)(pass.t - s->out->v) - (pass.edge > edges_end);
		if (*pass.edge < pass.next)
			return;
		pass.edge = scan_run(s, pass.edge, pass.edge > tk->runs.edges);
		if (pass.edge > edges_end)
			return;
		pass.t = s->out->v + s->out->n;
		pass.next = pass.edge[-1] + 1;
		pass.behind =
		    behind_word(tk, p[pass.edge[-1]], pass.t[-1].end - pass.t[-1].start);
	}
}

void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out)
{
	struct scan s;

	tokens_reserve(out, runs_max(text) + 1);
	scan_begin(&s, &tk->glyphs, pad(tk, text), out);
	take_runs(tk, &s, runs_find(&tk->runs, s.text));
}

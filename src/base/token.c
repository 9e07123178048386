/*
 * token.c - two passes over a copy of the text that zeros follow, so that nobody need
 * look for its end. The first looks at 64 bytes at a time and notes where runs of ASCII
 * letters and digits begin and end; the second makes a word of each run, by tables and
 * without a branch that depends on it, where only common signs stand around it. What is
 * rare (accents, signs that belong to words, scripts of their own) is taken a character
 * at a time. Always: a token's hash depends on its folded bytes alone, whichever way it
 * was taken.
 */
#include "base/token.h"

#include "base/glyph.h"
#include "base/mem.h"
#include "base/runs.h"
#include "base/token_hash.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	GAP_BYTES = 3, /* longer gaps are walked through */
	PADDING_BYTES =
	    RUNS_BLOCK_BYTES + HASH_LONG_BYTES, /* what may be read behind the text */
};

/* What an ASCII byte says where it stands, beside TOKEN_CAPITAL, _DIGIT, _START, _BREAK.
 */
enum byte_flag {
	BYTE_SPACE = 1 << 8,
	BYTE_PERIOD = 1 << 9,
	BYTE_DASH = 1 << 10,
	BYTE_ALONE = 1 << 11, /* has to be looked at by itself; any other byte, too */
	BYTE_JOINS = 1 << 12, /* may belong to the word before it; any other byte, too */
};

struct tokenizer {
	struct glyphs glyphs;
	uint32_t bytes[256]; /* their flags */
	char *padded;	     /* the text, and zeros */
	size_t cap_padded;
	struct runs runs;
};

static uint32_t byte_flags(unsigned char c)
{
	/* NUL ends the text: nothing is plain there. */
	if (c >= 0x80 || c == 0)
		return BYTE_ALONE | BYTE_JOINS;
	switch (c) {
	case '&': return BYTE_ALONE;
	case '\'': return BYTE_JOINS;
	case '+':
	case '#': return BYTE_JOINS | TOKEN_BREAK;
	case '-': return BYTE_DASH;
	case '.': return BYTE_PERIOD;
	case '!':
	case '?':
	case ':':
	case ';':
	case '"': return TOKEN_BREAK | TOKEN_START;
	default: break;
	}
	if (c >= '0' && c <= '9')
		return TOKEN_DIGIT;
	if (c >= 'A' && c <= 'Z')
		return TOKEN_CAPITAL;
	return glyph_ascii_kind(c) == GLYPH_SPACE  ? BYTE_SPACE
	       : glyph_ascii_kind(c) == GLYPH_STOP ? TOKEN_BREAK
						   : 0;
}

struct tokenizer *tokenizer_new(void)
{
	struct tokenizer *tk = mem_new(1, sizeof(*tk));

	for (unsigned c = 0; c < 256; c++)
		tk->bytes[c] = byte_flags((unsigned char)c);
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

uint64_t token_hash(struct str folded)
{
	struct hasher hs = {.h = hash_seed};

	for (size_t i = 0; i < folded.n; i++)
		hasher_put(&hs, (unsigned char)folded.p[i]);
	return hash_end(hs.h, hs.word, hs.n);
}

/* ---- Words ----------------------------------------------------------------------- */

struct scan {
	struct tokenizer *tk;
	struct str text;
	struct tokens *out;
	size_t at;	  /* where nothing was taken yet */
	uint32_t pending; /* flags for the token that comes next */
	bool saw_space, saw_period;
};

static struct glyph glyph_at(struct scan *s, size_t i, size_t *len)
{
	unsigned char c = (unsigned char)s->text.p[i];

	*len = 1;
	if (c < 0x80)
		return glyph_ascii(c);
	return glyphs_get(&s->tk->glyphs, utf8_at(s->text, i, len));
}

static enum glyph_kind kind_at(struct scan *s, size_t i)
{
	size_t len;

	if (i >= s->text.n)
		return GLYPH_SPACE;
	if ((unsigned char)s->text.p[i] < 0x80)
		return glyph_ascii_kind((unsigned char)s->text.p[i]);
	return (enum glyph_kind)glyph_at(s, i, &len).kind;
}

/* What was seen between the last token and the next one, which is about to be put. */
static inline uint32_t take_flags(struct scan *s)
{
	uint32_t flags = s->pending;

	if (!s->saw_space)
		flags |= TOKEN_GLUED;
	else if (s->saw_period)
		flags |= TOKEN_START;
	s->pending = 0;
	s->saw_space = s->saw_period = false;
	return flags;
}

/* Room for n more, so that the loop over the runs need not look. */
static inline void reserve(struct tokens *t, size_t n)
{
	if (t->cap - t->n >= n)
		return;
	t->cap = 2 * t->cap > t->n + n ? 2 * t->cap : t->n + n;
	t->v = mem_resize(t->v, t->cap, sizeof(*t->v));
}

static void emit(struct scan *s, uint64_t hash, size_t start, size_t end, uint32_t flags)
{
	reserve(s->out, runs_max(s->text) + 1);
	s->out->v[s->out->n++] =
	    (struct token){hash, (uint32_t)start, (uint32_t)end, flags | take_flags(s)};
	s->at = end;
}

/* "'s" or "’s" at i, with no word behind it: its length, else 0. */
static size_t possessive_at(struct scan *s, size_t i)
{
	const char *p = s->text.p;
	size_t n = 0;

	if (i < s->text.n && p[i] == '\'')
		n = 1;
	else if (i + 3 < s->text.n && memcmp(p + i, "\u2019", 3) == 0)
		n = 3;
	if (n == 0 || i + n >= s->text.n || (p[i + n] | 0x20) != 's' ||
	    kind_at(s, i + n + 1) == GLYPH_WORD)
		return 0;
	return n + 1;
}

static bool is_ascii_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Where the "++" of "C++" and the "#" of "F#" end, behind one or two letters; i if there
 * is none. "1+1" and "C#x" have none. */
static size_t signs_end(struct scan *s, size_t i)
{
	size_t end = i;

	while (end < s->text.n && end < i + 2 &&
	       (s->text.p[end] == '+' || s->text.p[end] == '#'))
		end++;
	return kind_at(s, end) == GLYPH_WORD ? i : end;
}

/* A word from s->at on, a character at a time; prefix is what stands before it and
 * belongs to it. */
static void scan_word(struct scan *s, const char *prefix)
{
	struct hasher hs = {.h = hash_seed};
	size_t start = s->at, i = start, len, n_chars = 0, n_upper = 0, possessive;
	uint32_t flags = 0;

	for (; *prefix; prefix++, i++)
		hasher_put(&hs, (unsigned char)*prefix);
	for (; i < s->text.n; i += len) {
		const struct glyph g = glyph_at(s, i, &len);

		if (g.kind != GLYPH_WORD && g.kind != GLYPH_MARK)
			break;
		for (size_t k = 0; k < g.n; k++)
			hasher_put(&hs, (unsigned char)g.folded[k]);
		if (g.kind == GLYPH_MARK)
			continue;
		if (n_chars == 0 && g.is_upper)
			flags |= TOKEN_CAPITAL;
		if (n_chars == 0 && s->text.p[i] >= '0' && s->text.p[i] <= '9')
			flags |= TOKEN_DIGIT;
		n_chars++;
		n_upper += g.is_upper;
	}
	if (n_upper >= 2 && n_upper == n_chars)
		flags |= TOKEN_UPPER;
	if (n_chars <= 2 && is_ascii_letter(s->text.p[start]))
		for (size_t end = signs_end(s, i); i < end; i++)
			hasher_put(&hs, (unsigned char)s->text.p[i]);
	possessive = possessive_at(s, i);
	if (possessive)
		flags |= TOKEN_POSSESSIVE;
	emit(s, hash_end(hs.h, hs.word, hs.n), start, i, flags);
	s->at = i + possessive;
}

/* What the bytes at i, behind a run of ASCII letters, do to it. */
enum behind { BEHIND_GAP, BEHIND_APOSTROPHE, BEHIND_MORE };

static enum behind behind_at(const struct scan *s, size_t i, size_t n)
{
	const unsigned char *p = (const unsigned char *)s->text.p + i;

	if (*p == '\'')
		return BEHIND_APOSTROPHE;
	if (*p < 0x80)
		return n <= 2 && (*p == '+' || *p == '#') ? BEHIND_MORE : BEHIND_GAP;
	/* Dashes and quotation marks, U+2010 to U+203F. */
	if (p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x90)
		return p[2] == 0x99 ? BEHIND_APOSTROPHE : BEHIND_GAP;
	return BEHIND_MORE;
}

static void scan_single(struct scan *s, const struct glyph *g, size_t len)
{
	struct hasher hs = {.h = hash_seed};
	size_t start = s->at, end = start + len;

	for (size_t k = 0; k < g->n; k++)
		hasher_put(&hs, (unsigned char)g->folded[k]);
	while (end < s->text.n) {
		const struct glyph mark = glyph_at(s, end, &len);

		if (mark.kind != GLYPH_MARK)
			break;
		for (size_t k = 0; k < mark.n; k++)
			hasher_put(&hs, (unsigned char)mark.folded[k]);
		end += len;
	}
	emit(s, hash_end(hs.h, hs.word, hs.n), start, end, TOKEN_SINGLE);
}

/* ---- Between words --------------------------------------------------------------- */

/* A hyphen between spaces is a dash. */
static bool is_dash(struct scan *s)
{
	return s->text.p[s->at] == '-' && s->saw_space &&
	       kind_at(s, s->at + 1) == GLYPH_SPACE;
}

/* What is no word: flags for the next token. */
static inline void scan_gap(struct scan *s, enum glyph_kind kind, size_t len)
{
	unsigned char c = (unsigned char)s->text.p[s->at];
	const struct tokens *t = s->out;

	if (kind == GLYPH_SPACE) {
		s->saw_space = true;
	} else if (kind == GLYPH_STOP || is_dash(s)) {
		s->pending |= TOKEN_BREAK;
		if (c == '!' || c == '?' || c == ':' || c == ';' || c == '"' || c >= 0x80)
			s->pending |= TOKEN_START;
	} else if (c == '.' && !s->saw_space && t->n > 0) {
		/* "J. P. Morgan" is no end of a sentence. */
		s->saw_period = t->v[t->n - 1].end - t->v[t->n - 1].start > 1;
	}
	s->at += len;
}

/* Whatever stands at s->at, a character of it at least. */
static enum glyph_kind scan_slowly(struct scan *s, enum glyph_kind before)
{
	size_t len;
	const struct glyph g = glyph_at(s, s->at, &len);

	if (g.kind == GLYPH_WORD)
		scan_word(s, "");
	else if (g.kind == GLYPH_SINGLE)
		scan_single(s, &g, len);
	else if (s->text.p[s->at] == '&')
		emit(s, token_hash(STR("and")), s->at, s->at + 1, 0);
	else if (s->text.p[s->at] == '.' && before == GLYPH_SPACE &&
		 s->at + 1 < s->text.n && is_ascii_letter(s->text.p[s->at + 1]))
		scan_word(s, ".");
	else
		scan_gap(s, (enum glyph_kind)g.kind, len);
	return (enum glyph_kind)g.kind;
}

/* Walks over what stands before `to`, where a run begins, and over the run if it is part
 * of a word that begins there. */
static void scan_gaps(struct scan *s, size_t to)
{
	enum glyph_kind before = s->at ? GLYPH_WORD : GLYPH_SPACE;

	while (s->at < to) {
		unsigned char c = (unsigned char)s->text.p[s->at];

		if (c < 0x80 && c != '.' && c != '&') {
			before = glyph_ascii_kind(c);
			scan_gap(s, before, 1);
		} else {
			before = scan_slowly(s, before);
		}
	}
}

/* ---- Texts ----------------------------------------------------------------------- */

/* A copy of the text that PADDING_BYTES zeros follow. */
static struct str pad(struct tokenizer *tk, struct str text)
{
	if (tk->cap_padded < text.n + PADDING_BYTES) {
		tk->cap_padded = 2 * text.n + PADDING_BYTES;
		tk->padded = mem_resize(tk->padded, tk->cap_padded, 1);
	}
	if (text.n)
		memcpy(tk->padded, text.p, text.n);
	memset(tk->padded + text.n, 0, PADDING_BYTES);
	return (struct str){tk->padded, text.n};
}

/* TOKEN_UPPER, if the n letters and digits are all capitals. */
static uint32_t upper_flag(const uint32_t *bytes, const unsigned char *p, size_t n)
{
	size_t n_upper = 0;

	while (bytes[p[n_upper]] & TOKEN_CAPITAL)
		n_upper++;
	return n > 1 && n_upper == n ? TOKEN_UPPER : 0;
}

/* What the bytes of the gap of n bytes at p say together; BYTE_ALONE if their order
 * matters or there are too many. Before the gap stands a word, behind it a run. */
static inline uint32_t gap_bytes(const uint32_t *bytes, const unsigned char *p, size_t n)
{
	uint32_t last, all;

	if (n - 1 >= GAP_BYTES)
		return BYTE_ALONE;
	last = bytes[p[n - 1]];
	all = bytes[p[0]] | bytes[p[1]] | last;
	/* The rarer first, so that both are told beforehand. */
	if ((last & BYTE_PERIOD && n == 2) ||
	    (n == GAP_BYTES && all & (BYTE_PERIOD | BYTE_DASH)))
		return BYTE_ALONE;
	return all;
}

/* The flags of the word behind such a gap; n_before is the length of the word before. */
static inline uint32_t gap_flags(uint32_t gap, size_t n_before)
{
	uint32_t is_space = gap / BYTE_SPACE & 1, is_period = gap / BYTE_PERIOD & 1;
	uint32_t flags = gap & (TOKEN_BREAK | TOKEN_START);

	return flags | (is_space ^ 1) * TOKEN_GLUED |
	       (is_space & is_period & (n_before > 1)) * TOKEN_START;
}

/* The run from s->at to end, where `behind` follows, with the flags of what stands before
 * it. */
static void take_run(struct scan *s, size_t end, uint32_t flags)
{
	const unsigned char *p = (const unsigned char *)s->text.p;
	const size_t start = s->at, n = end - start;
	size_t possessive = 0;

	switch (behind_at(s, end, n)) {
	case BEHIND_GAP: break;
	case BEHIND_APOSTROPHE: possessive = possessive_at(s, end); break;
	case BEHIND_MORE:
		s->pending = flags;
		s->saw_space = true;
		scan_word(s, "");
		return;
	}
	if (possessive)
		flags |= TOKEN_POSSESSIVE;
	flags |= s->tk->bytes[p[start]] & (TOKEN_CAPITAL | TOKEN_DIGIT);
	s->out->v[s->out->n++] = (struct token){.hash = hash_ascii(s->text.p + start, n),
	    .start = (uint32_t)start,
	    .end = (uint32_t)end,
	    .flags = flags | upper_flag(s->tk->bytes, p + start, n)};
	s->at = end + possessive;
}

/* Takes run after run until what stands before one or behind it needs a closer look;
 * returns which. The first gap must stand behind a token. */
static const uint32_t *take_runs(struct scan *s, const uint32_t *edge)
{
	const uint32_t *bytes = s->tk->bytes;
	const unsigned char *p = (const unsigned char *)s->text.p;
	struct token *t = s->out->v + s->out->n;
	size_t at = s->at, n_before = t[-1].end - t[-1].start;

	for (;; edge += 2) {
		size_t start = edge[0], end = edge[1];
		uint32_t gap = gap_bytes(bytes, p + at, start - at), flags;

		if (gap & BYTE_ALONE || bytes[p[end]] & BYTE_JOINS)
			break;
		flags = bytes[p[start]] & (TOKEN_CAPITAL | TOKEN_DIGIT);
		if (flags & bytes[p[start + 1]] & TOKEN_CAPITAL)
			flags |= upper_flag(bytes, p + start, end - start);
		t->flags = flags | gap_flags(gap, n_before);
		t->start = (uint32_t)start;
		t->end = (uint32_t)end;
		n_before = end - start;
		t++->hash = hash_ascii((const char *)p + start, n_before);
		at = end;
	}
	s->at = at;
	s->out->n = (size_t)(t - s->out->v);
	return edge;
}

void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out)
{
	struct scan s = {.tk = tk, .text = pad(tk, text), .out = out};
	const uint32_t *edge;

	s.pending = TOKEN_START;
	s.saw_space = true;
	runs_find(&tk->runs, s.text);
	reserve(out, runs_max(text));
	edge = tk->runs.edges;
	while (s.at < text.n) {
		if (s.at > 0)
			edge = take_runs(&s, edge);
		scan_gaps(&s, edge[0]);
		if (s.at == edge[0] && s.at < text.n)
			take_run(&s, edge[1], take_flags(&s));
		while (edge[0] < s.at)
			edge += 2;
	}
}

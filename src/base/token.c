/*
 * token.c - two passes. The first looks at 64 bytes at a time and notes where runs of
 * ASCII letters and digits begin and end; the second takes each run as a word, unless an
 * accent or a sign belongs to it, and anything else a character at a time. Always: a
 * token's hash depends on its folded bytes alone, whichever way it was taken.
 */
#include "base/token.h"

#include "base/glyph.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK_BYTES = 64 };

struct tokenizer {
	struct glyphs glyphs;
	uint32_t *edges; /* where runs of ASCII letters and digits begin and end */
	size_t cap_edges;
};

struct tokenizer *tokenizer_new(void)
{
	return mem_new(1, sizeof(struct tokenizer));
}

void tokenizer_free(struct tokenizer *tk)
{
	if (!tk)
		return;
	glyphs_clear(&tk->glyphs);
	free(tk->edges);
	free(tk);
}

void tokens_clear(struct tokens *t)
{
	free(t->v);
	*t = (struct tokens){0};
}

/* ---- Hash ------------------------------------------------------------------------ */

__extension__ typedef unsigned __int128 uint128;

static const uint64_t hash_seed = 0x9e3779b97f4a7c15;

struct hasher {
	uint64_t h, word;
	unsigned n; /* bytes put */
};

static inline uint64_t hash_mix(uint64_t h, uint64_t word)
{
	uint128 product = (uint128)(h ^ word ^ 0xa0761d6478bd642f) * 0xe7037ed1a0b428db;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* word holds the bytes behind the last whole eight. */
static inline uint64_t hash_end(uint64_t h, uint64_t word, size_t n)
{
	h = hash_mix(h ^ n << 56, word);
	return h ? h : 1;
}

static void hasher_put(struct hasher *hs, unsigned char byte)
{
	hs->word |= (uint64_t)byte << (hs->n++ % 8 * 8);
	if (hs->n % 8 == 0) {
		hs->h = hash_mix(hs->h, hs->word);
		hs->word = 0;
	}
}

uint64_t token_hash(struct str folded)
{
	struct hasher hs = {.h = hash_seed};

	for (size_t i = 0; i < folded.n; i++)
		hasher_put(&hs, (unsigned char)folded.p[i]);
	return hash_end(hs.h, hs.word, hs.n);
}

/* Eight bytes in the order of little-endian machines. */
static inline uint64_t load(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* token_hash() of n > 0 ASCII letters and digits, made small; spare is how many bytes may
 * be read behind them. */
static inline uint64_t hash_ascii(const char *p, size_t n, size_t spare)
{
	const uint64_t small = 0x2020202020202020;
	uint64_t h = hash_seed, word = 0;
	size_t rest = n % 8;

	for (const char *end = p + (n - rest); p < end; p += 8)
		h = hash_mix(h, load(p) | small);
	if (rest) {
		if (rest + spare >= 8)
			word = load(p);
		else
			memcpy(&word, p, rest);
		word = (word | small) & ~UINT64_C(0) >> (64 - 8 * rest);
	}
	return hash_end(h, word, n);
}

/* ---- Edges ----------------------------------------------------------------------- */

#ifdef __SSE2__
/* Which bytes b of v have low <= b < low + n; all bits of them set. */
static inline __m128i bytes_between(__m128i v, unsigned low, unsigned n)
{
	__m128i moved = _mm_sub_epi8(v, _mm_set1_epi8((char)(low + 128)));

	return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(n - 128)));
}

/* A bit for each of 64 bytes: ASCII letter or digit. */
static inline uint64_t word_bits(const char *p)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < BLOCK_BYTES; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i letters =
		    bytes_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
		__m128i digits = bytes_between(v, '0', 10);

		bits |=
		    (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits))
		    << i;
	}
	return bits;
}
#else
static inline uint64_t word_bits(const char *p)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < BLOCK_BYTES; i++) {
		unsigned char c = (unsigned char)p[i];
		bool is_word = c < 0x80 && glyph_ascii_kind(c) == GLYPH_WORD;

		bits |= (uint64_t)is_word << i;
	}
	return bits;
}
#endif

/* Fills tk->edges: begin, end, begin, end, …; the last begin is the end of the text.
 * Returns where they end. */
static const uint32_t *find_edges(struct tokenizer *tk, struct str text)
{
	uint64_t before = 0; /* whether the byte before the block is of a word */
	uint32_t *out;

	if (tk->cap_edges < text.n + 3) {
		tk->cap_edges = 2 * text.n + 3;
		tk->edges = mem_resize(tk->edges, tk->cap_edges, sizeof(*tk->edges));
	}
	out = tk->edges;
	for (size_t at = 0; at < text.n; at += BLOCK_BYTES) {
		char last[BLOCK_BYTES] = {0};
		const char *p = text.p + at;
		uint64_t words, edges;

		if (text.n - at < BLOCK_BYTES)
			p = memcpy(last, p, text.n - at);
		words = word_bits(p);
		edges = words ^ (words << 1 | before);
		before = words >> 63;
		for (; edges; edges &= edges - 1)
			*out++ = (uint32_t)(at + (size_t)__builtin_ctzll(edges));
	}
	if (before && text.n % BLOCK_BYTES == 0)
		*out++ = (uint32_t)text.n;
	*out++ = (uint32_t)text.n;
	*out = (uint32_t)text.n;
	return out;
}

/* ---- Words ----------------------------------------------------------------------- */

struct scan {
	struct tokenizer *tk;
	struct str text;
	struct tokens *out;
	size_t at;
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

static void emit(struct scan *s, uint64_t hash, size_t start, size_t end, uint32_t flags)
{
	mem_grow(&s->out->v, s->out->n, &s->out->cap, sizeof(*s->out->v));
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

static inline enum behind behind_at(const struct scan *s, size_t i, size_t n)
{
	const unsigned char *p = (const unsigned char *)s->text.p + i;

	if (i >= s->text.n || *p == ' ')
		return BEHIND_GAP;
	if (*p == '\'')
		return BEHIND_APOSTROPHE;
	if (*p < 0x80)
		return n <= 2 && (*p == '+' || *p == '#') ? BEHIND_MORE : BEHIND_GAP;
	/* Dashes and quotation marks, U+2010 to U+203F. */
	if (i + 2 < s->text.n && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x90)
		return p[2] == 0x99 ? BEHIND_APOSTROPHE : BEHIND_GAP;
	return BEHIND_MORE;
}

static inline uint32_t case_flags(const char *p, size_t n)
{
	size_t n_upper = 1;

	if (*p >= 'a')
		return 0;
	if (*p <= '9')
		return TOKEN_DIGIT;
	while (n_upper < n && p[n_upper] >= 'A' && p[n_upper] <= 'Z')
		n_upper++;
	return n > 1 && n_upper == n ? TOKEN_CAPITAL | TOKEN_UPPER : TOKEN_CAPITAL;
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

/* Walks over what stands before the run at `edge`; returns the run to go on with, which
 * is a later one if that was part of a word with accents. */
static const uint32_t *scan_gaps(
    struct scan *s, const uint32_t *edge, enum glyph_kind before)
{
	while (*edge < s->at)
		edge += 2;
	while (s->at < *edge) {
		unsigned char c = (unsigned char)s->text.p[s->at];

		if (c < 0x80 && c != '.' && c != '&') {
			before = glyph_ascii_kind(c);
			scan_gap(s, before, 1);
		} else {
			before = scan_slowly(s, before);
		}
	}
	while (*edge < s->at)
		edge += 2;
	return edge;
}

/* Room for all the runs that are left, so that the loop over them need not look. */
static void reserve(struct tokens *t, size_t n)
{
	if (t->cap - t->n >= n)
		return;
	t->cap = 2 * t->cap > t->n + n ? 2 * t->cap : t->n + n;
	t->v = mem_resize(t->v, t->cap, sizeof(*t->v));
}

void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out)
{
	struct scan s = {.tk = tk, .text = text, .out = out, .pending = TOKEN_START};
	const uint32_t *edge, *last;
	const char *p = text.p;

	s.saw_space = true;
	last = find_edges(tk, text);
	edge = tk->edges;
	while (s.at < text.n) {
		bool is_one_space = edge[0] - s.at == 1 && p[s.at] == ' ';
		size_t start, end, n;
		uint32_t flags = 0;

		if (!is_one_space || s.saw_space) {
			is_one_space = false;
			edge = scan_gaps(&s, edge, s.at ? GLYPH_WORD : GLYPH_SPACE);
		}
		start = edge[0];
		end = edge[1];
		n = end - start;
		if (start == text.n)
			break;
		if (s.at > start)
			continue;
		s.saw_space |= is_one_space;
		s.at = start;
		switch (behind_at(&s, end, n)) {
		case BEHIND_GAP: s.at = end; break;
		case BEHIND_APOSTROPHE:
			s.at = end + possessive_at(&s, end);
			flags = s.at > end ? TOKEN_POSSESSIVE : 0;
			break;
		case BEHIND_MORE: scan_word(&s, ""); continue;
		}
		reserve(out, (size_t)(last - edge));
		flags |= case_flags(p + start, n) | take_flags(&s);
		out->v[out->n++] = (struct token){hash_ascii(p + start, n, text.n - end),
		    (uint32_t)start, (uint32_t)end, flags};
		edge += 2;
	}
}

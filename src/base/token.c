/*
 * token.c - two passes. The first looks at 64 bytes at a time and notes which are ASCII
 * letters, digits and capitals; the second walks from word to word, taking those that are
 * all ASCII straight from the notes and anything else a character at a time. Always: a
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

/* One bit for each byte of a block. */
struct block {
	uint64_t word;	/* an ASCII letter or digit */
	uint64_t upper; /* an ASCII capital */
};

struct tokenizer {
	struct glyphs glyphs;
	struct block *blocks; /* of the text at hand, and one more that is empty */
	size_t cap_blocks;
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
	free(tk->blocks);
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

static inline uint64_t hash_end(uint64_t h, uint64_t word, unsigned n)
{
	h = hash_mix(n % 8 ? hash_mix(h, word) : h, n);
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

/* token_hash() of n ASCII letters and digits, made small; spare is how many bytes may be
 * read behind them. */
static inline uint64_t hash_ascii(const char *p, size_t n, size_t spare)
{
	const uint64_t small = 0x2020202020202020;
	uint64_t h = hash_seed;
	size_t i = 0;

	for (; i + 8 <= n; i += 8)
		h = hash_mix(h, load(p + i) | small);
	if (i < n) {
		uint64_t keep = ~UINT64_C(0) >> (64 - 8 * (n - i)), word;
		char last[8] = {0};

		if (n - i + spare >= 8) {
			word = load(p + i);
		} else {
			memcpy(last, p + i, n - i);
			word = load(last);
		}
		h = hash_mix(h, (word | small) & keep);
	}
	h = hash_mix(h, n);
	return h ? h : 1;
}

/* ---- Blocks ---------------------------------------------------------------------- */

#ifdef __SSE2__
/* 16 bits: which bytes b of v have low <= b < low + n. */
static inline uint64_t bits_between(__m128i v, unsigned low, unsigned n)
{
	__m128i moved = _mm_sub_epi8(v, _mm_set1_epi8((char)(low + 128)));

	return (uint64_t)(unsigned)_mm_movemask_epi8(
	    _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(n - 128))));
}

static struct block block_of(const char *p)
{
	struct block b = {0, 0};

	for (unsigned i = 0; i < BLOCK_BYTES; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i small = _mm_or_si128(v, _mm_set1_epi8(0x20));

		b.word |= (bits_between(small, 'a', 26) | bits_between(v, '0', 10)) << i;
		b.upper |= bits_between(v, 'A', 26) << i;
	}
	return b;
}
#else
static struct block block_of(const char *p)
{
	struct block b = {0, 0};

	for (unsigned i = 0; i < BLOCK_BYTES; i++) {
		struct glyph g = {.kind = GLYPH_STOP};

		if ((unsigned char)p[i] < 0x80)
			g = glyph_ascii((unsigned char)p[i]);
		b.word |= (uint64_t)(g.kind == GLYPH_WORD) << i;
		b.upper |= (uint64_t)g.is_upper << i;
	}
	return b;
}
#endif

static void blocks_fill(struct tokenizer *tk, struct str text)
{
	size_t n = text.n / BLOCK_BYTES, rest = text.n % BLOCK_BYTES;
	char last[BLOCK_BYTES] = {0};

	while (tk->cap_blocks < n + 2)
		mem_grow(
		    &tk->blocks, tk->cap_blocks, &tk->cap_blocks, sizeof(*tk->blocks));
	for (size_t i = 0; i < n; i++)
		tk->blocks[i] = block_of(text.p + i * BLOCK_BYTES);
	if (rest)
		memcpy(last, text.p + n * BLOCK_BYTES, rest);
	tk->blocks[n] = block_of(last);
	tk->blocks[n + 1] = (struct block){0, 0};
}

/* 64 bits from bit `at` of two neighbouring words on. */
static inline uint64_t bits_from(uint64_t low, uint64_t high, size_t at)
{
	return at % 64 ? low >> at % 64 | high << (64 - at % 64) : low;
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

static inline struct glyph glyph_at(struct scan *s, size_t i, size_t *len)
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

	return i < s->text.n ? (enum glyph_kind)glyph_at(s, i, &len).kind : GLYPH_SPACE;
}

static inline void emit(
    struct scan *s, uint64_t hash, size_t start, size_t end, uint32_t flags)
{
	struct token *t;

	if (s->out->n == s->out->cap)
		mem_grow(&s->out->v, s->out->n, &s->out->cap, sizeof(*s->out->v));
	t = &s->out->v[s->out->n++];
	flags |= s->pending;
	if (!s->saw_space)
		flags |= TOKEN_GLUED;
	else if (s->saw_period)
		flags |= TOKEN_START;
	*t = (struct token){hash, (uint32_t)start, (uint32_t)end, flags};
	s->pending = 0;
	s->saw_space = s->saw_period = false;
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

/* A word that is all ASCII, of fewer than 64 letters; false if it is not one. */
static inline bool scan_ascii_word(struct scan *s)
{
	const struct block *b = &s->tk->blocks[s->at / BLOCK_BYTES];
	uint64_t words = bits_from(b[0].word, b[1].word, s->at);
	size_t n = ~words ? (size_t)__builtin_ctzll(~words) : 64, end = s->at + n;
	char next = end < s->text.n ? s->text.p[end] : ' ';
	uint64_t upper, all;
	uint32_t flags = 0;

	if (n == 0 || n == 64 || next == '\'' || (unsigned char)next >= 0x80 ||
	    (n <= 2 && (next == '+' || next == '#')))
		return false;
	upper = bits_from(b[0].upper, b[1].upper, s->at);
	all = ~UINT64_C(0) >> (64 - n);
	if (upper & 1) {
		flags = TOKEN_CAPITAL;
		if (n >= 2 && (upper & all) == all)
			flags |= TOKEN_UPPER;
	} else if (s->text.p[s->at] <= '9') {
		flags = TOKEN_DIGIT;
	}
	emit(s, hash_ascii(s->text.p + s->at, n, s->text.n - end), s->at, end, flags);
	return true;
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
static void scan_gap(struct scan *s, enum glyph_kind kind, size_t len)
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

void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out)
{
	struct scan s = {.tk = tk, .text = text, .out = out, .pending = TOKEN_START};
	enum glyph_kind before = GLYPH_SPACE;

	s.saw_space = true;
	blocks_fill(tk, text);
	while (s.at < text.n) {
		if (text.p[s.at] == ' ') {
			s.saw_space = true;
			s.at++;
			before = GLYPH_SPACE;
		} else if (scan_ascii_word(&s)) {
			before = GLYPH_WORD;
		} else {
			before = scan_slowly(&s, before);
		}
	}
}

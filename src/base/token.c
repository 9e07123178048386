/*
 * token.c - one pass over the bytes: ASCII by table, anything else by pages of 256
 * characters that are filled from fold_char() the first time one of them is met. Always:
 * a token's hash depends on its folded bytes alone.
 */
#include "base/token.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum class {
	UNMADE, /* the glyph has not been looked up yet */
	SPACE,
	SOFT,	/* . - & and apostrophes: may stand inside a name */
	STOP,	/* other punctuation */
	WORD,	/* letter or digit */
	SINGLE, /* a letter of a script without spaces */
	MARK,	/* nothing by itself; part of the word that it stands in */
};

enum { PAGE_CHARS = 256, N_PAGES = 0x110000 / PAGE_CHARS, FOLDED_MAX = 13 };

struct glyph {
	uint8_t class;
	uint8_t is_upper;
	uint8_t n; /* folded bytes */
	char folded[FOLDED_MAX];
};

struct tokenizer {
	struct glyph *pages[N_PAGES];
	size_t n_pages; /* made so far */
};

/* ---- Characters ------------------------------------------------------------------ */

/* Scripts written without spaces, where every character is searched by itself. */
static bool is_single(uint32_t c)
{
	return (c >= 0xe00 && c <= 0xeff) ||	 /* Thai, Lao */
	       (c >= 0x1000 && c <= 0x109f) ||	 /* Myanmar */
	       (c >= 0x1100 && c <= 0x11ff) ||	 /* Hangul letters */
	       (c >= 0x1780 && c <= 0x17ff) ||	 /* Khmer */
	       (c >= 0x2e80 && c <= 0x2fdf) ||	 /* radicals */
	       (c >= 0x3005 && c <= 0x3007) ||	 /* 々 〆 〇 */
	       (c >= 0x3041 && c <= 0x9fff) ||	 /* kana, Han */
	       (c >= 0xac00 && c <= 0xd7ff) ||	 /* Hangul */
	       (c >= 0xf900 && c <= 0xfaff) ||	 /* Han */
	       (c >= 0xff66 && c <= 0xff9f) ||	 /* half-width kana */
	       (c >= 0x1b000 && c <= 0x1b16f) || /* kana */
	       (c >= 0x20000 && c <= 0x3ffff);	 /* Han */
}

static enum class class_of(uint32_t c) {
	switch (utf8proc_category((utf8proc_int32_t)c)){
		case UTF8PROC_CATEGORY_LU : case UTF8PROC_CATEGORY_LL :
			case UTF8PROC_CATEGORY_LT : case UTF8PROC_CATEGORY_LM :
			    case UTF8PROC_CATEGORY_LO : case UTF8PROC_CATEGORY_NL :
				return is_single(c) ? SINGLE : WORD;
		case UTF8PROC_CATEGORY_ND : return WORD;
		case UTF8PROC_CATEGORY_MN : case UTF8PROC_CATEGORY_MC : case
			UTF8PROC_CATEGORY_ME : case
			UTF8PROC_CATEGORY_CF : return c == 0x200b
		    ? SPACE
		    : MARK;
		case UTF8PROC_CATEGORY_ZS : case UTF8PROC_CATEGORY_ZL : case
		UTF8PROC_CATEGORY_ZP : case UTF8PROC_CATEGORY_CC : return SPACE;
		default :
				/* ‐ ‑ ‘ ’ and the middle dots */
				return c == '.' ||
			c == '\'' || c == '-' || c == '&' || c == 0x2010 || c == 0x2011 ||
			c == 0x2018 || c == 0x2019 || c == 0xb7 || c == 0x30fb
		    ? SOFT
		    : STOP;
	}
}

static void glyph_make(struct glyph *g, uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	uint32_t folded[FOLD_MAX];
	size_t n = fold_char(c, folded);
	struct buf b;

	*g = (struct glyph){.class = (uint8_t)class_of(c)};
	g->is_upper =
	    category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
	buf_init(&b, FOLDED_MAX);
	for (size_t i = 0; i < n; i++)
		utf8_put(&b, folded[i]);
	g->n = (uint8_t)b.n;
	if (b.n)
		memcpy(g->folded, b.p, b.n);
	buf_clear(&b);
}

static const struct glyph *glyph_of(struct tokenizer *tk, uint32_t c)
{
	struct glyph **page = &tk->pages[c / PAGE_CHARS], *g;

	if (!*page) {
		*page = mem_new(PAGE_CHARS, sizeof(**page));
		tk->n_pages++;
	}
	g = &(*page)[c % PAGE_CHARS];
	if (g->class == UNMADE)
		glyph_make(g, c);
	return g;
}

struct tokenizer *tokenizer_new(void)
{
	return mem_new(1, sizeof(struct tokenizer));
}

void tokenizer_free(struct tokenizer *tk)
{
	if (!tk)
		return;
	for (size_t i = 0; tk->n_pages; i++) {
		tk->n_pages -= tk->pages[i] != NULL;
		free(tk->pages[i]);
	}
	free(tk);
}

void tokens_clear(struct tokens *t)
{
	free(t->v);
	*t = (struct tokens){0};
}

/* ---- Hash ------------------------------------------------------------------------ */

__extension__ typedef unsigned __int128 uint128;

struct hasher {
	uint64_t h, word;
	unsigned n; /* bytes put */
};

static const uint64_t hash_seed = 0x9e3779b97f4a7c15;

static uint64_t hash_mix(uint64_t h, uint64_t word)
{
	uint128 product = (uint128)(h ^ word ^ 0xa0761d6478bd642f) * 0xe7037ed1a0b428db;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static void hasher_put(struct hasher *hs, unsigned char byte)
{
	hs->word |= (uint64_t)byte << (hs->n++ % 8 * 8);
	if (hs->n % 8 == 0) {
		hs->h = hash_mix(hs->h, hs->word);
		hs->word = 0;
	}
}

static uint64_t hasher_end(const struct hasher *hs)
{
	uint64_t h = hash_mix(hs->n % 8 ? hash_mix(hs->h, hs->word) : hs->h, hs->n);

	return h ? h : 1;
}

uint64_t token_hash(struct str folded)
{
	struct hasher hs = {.h = hash_seed};

	for (size_t i = 0; i < folded.n; i++)
		hasher_put(&hs, (unsigned char)folded.p[i]);
	return hasher_end(&hs);
}

/* ---- Tokens ---------------------------------------------------------------------- */

struct scan {
	struct tokenizer *tk;
	struct str text;
	struct tokens *out;
	size_t at;
	uint32_t pending; /* flags for the token that comes next */
	bool saw_space, saw_period;
};

static const struct glyph *glyph_at(struct scan *s, size_t i, size_t *len)
{
	return glyph_of(s->tk, utf8_at(s->text, i, len));
}

static enum class class_at(struct scan *s, size_t i) {
	size_t len;

	return i < s->text.n ? (enum class)glyph_at(s, i, &len)->class : SPACE;
}

static bool is_ascii_letter(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static void emit(struct scan *s, uint64_t hash, size_t start, size_t end, uint32_t flags)
{
	struct token *t;

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
	struct str rest = str_sub(s->text, i, SIZE_MAX);
	size_t n = str_starts(rest, STR("'"))	     ? 1
		   : str_starts(rest, STR("\u2019")) ? 3
						     : 0;

	if (n == 0 || i + n >= s->text.n || (s->text.p[i + n] | 0x20) != 's' ||
	    class_at(s, i + n + 1) == WORD)
		return 0;
	return n + 1;
}

/* A word from s->at on; prefix is what stands before it and belongs to it. */
static void scan_word(struct scan *s, const char *prefix)
{
	struct hasher hs = {.h = hash_seed};
	size_t start = s->at, i = start, len, n_chars = 0, n_upper = 0, possessive;
	uint32_t flags = 0;

	for (; *prefix; prefix++, i++)
		hasher_put(&hs, (unsigned char)*prefix);
	for (; i < s->text.n; i += len) {
		const struct glyph *g = glyph_at(s, i, &len);

		if (g->class != WORD && g->class != MARK)
			break;
		for (size_t k = 0; k < g->n; k++)
			hasher_put(&hs, (unsigned char)g->folded[k]);
		if (g->class == MARK)
			continue;
		if (n_chars == 0 && g->is_upper)
			flags |= TOKEN_CAPITAL;
		if (n_chars == 0 && s->text.p[i] >= '0' && s->text.p[i] <= '9')
			flags |= TOKEN_DIGIT;
		n_chars++;
		n_upper += g->is_upper;
	}
	if (n_upper >= 2 && n_upper == n_chars)
		flags |= TOKEN_UPPER;
	/* "C++", "F#": one or two letters and their signs, not "1+1" nor "C#x". */
	if (n_chars <= 2 && is_ascii_letter((unsigned char)s->text.p[start])) {
		size_t end = i;

		while (end < s->text.n && end < i + 2 &&
		       (s->text.p[end] == '+' || s->text.p[end] == '#'))
			end++;
		if (end > i && class_at(s, end) != WORD)
			for (; i < end; i++)
				hasher_put(&hs, (unsigned char)s->text.p[i]);
	}
	possessive = possessive_at(s, i);
	if (possessive)
		flags |= TOKEN_POSSESSIVE;
	emit(s, hasher_end(&hs), start, i, flags);
	s->at = i + possessive;
}

static void scan_single(struct scan *s, const struct glyph *g, size_t len)
{
	struct hasher hs = {.h = hash_seed};
	size_t start = s->at, end = start + len;

	for (size_t k = 0; k < g->n; k++)
		hasher_put(&hs, (unsigned char)g->folded[k]);
	while (end < s->text.n) {
		const struct glyph *mark = glyph_at(s, end, &len);

		if (mark->class != MARK)
			break;
		for (size_t k = 0; k < mark->n; k++)
			hasher_put(&hs, (unsigned char)mark->folded[k]);
		end += len;
	}
	emit(s, hasher_end(&hs), start, end, TOKEN_SINGLE);
}

/* A hyphen between spaces is a dash. */
static bool is_dash(struct scan *s)
{
	return s->text.p[s->at] == '-' && s->saw_space && class_at(s, s->at + 1) == SPACE;
}

/* What is no word: flags for the next token. */
static void scan_gap(struct scan *s, enum class class, size_t len)
{
	unsigned char c = (unsigned char)s->text.p[s->at];
	const struct tokens *t = s->out;
	size_t n_last = 0;

	if (class == SPACE) {
		s->saw_space = true;
	} else if (class == STOP || is_dash(s)) {
		s->pending |= TOKEN_BREAK;
		if (c == '!' || c == '?' || c == ':' || c == ';' || c == '"' || c >= 0x80)
			s->pending |= TOKEN_START;
	} else if (c == '.' && !s->saw_space && t->n > 0) {
		/* "J. P. Morgan" is no end of a sentence. */
		n_last = t->v[t->n - 1].end - t->v[t->n - 1].start;
		s->saw_period = n_last > 1;
	}
	s->at += len;
}

void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out)
{
	struct scan s = {.tk = tk, .text = text, .out = out, .pending = TOKEN_START};
	enum class before = SPACE;

	s.saw_space = true;
	while (s.at < text.n) {
		size_t len;
		const struct glyph *g = glyph_at(&s, s.at, &len);

		if (g->class == WORD) {
			scan_word(&s, "");
		} else if (g->class == SINGLE) {
			scan_single(&s, g, len);
		} else if (text.p[s.at] == '&') {
			emit(&s, token_hash(STR("and")), s.at, s.at + 1, 0);
		} else if (text.p[s.at] == '.' && before == SPACE && s.at + 1 < text.n &&
			   is_ascii_letter((unsigned char)text.p[s.at + 1])) {
			scan_word(&s, ".");
		} else {
			scan_gap(&s, (enum class)g->class, len);
		}
		before = (enum class)g->class;
	}
}

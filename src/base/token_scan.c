/*
 * token_scan.c - a text in, tokens and what was seen between them out, by the glyph of
 * each character. Always: s->at is where nothing was taken yet, on a border of
 * characters.
 */
#include "base/token_scan.h"

#include "base/mem.h"
#include "base/runs.h"
#include "base/token_hash.h"
#include "base/utf8.h"

void tokens_grow(struct tokens *t, size_t n)
{
	t->cap = 2 * t->cap > t->n + n ? 2 * t->cap : t->n + n;
	t->v = mem_resize(t->v, t->cap, sizeof(*t->v));
}

/* ---- Words ----------------------------------------------------------------------- */

/* Of a character that is not ASCII. */
static const struct glyph *glyph_at(const struct scan *s, size_t i, size_t *len)
{
	return glyphs_get(s->glyphs, utf8_at(s->text, i, len));
}

static enum glyph_kind kind_at(const struct scan *s, size_t i)
{
	size_t len;

	if (i >= s->text.n)
		return GLYPH_SPACE;
	if ((unsigned char)s->text.p[i] < 0x80)
		return glyph_ascii_kind((unsigned char)s->text.p[i]);
	return (enum glyph_kind)glyph_at(s, i, &len)->kind;
}

void scan_begin(
    struct scan *s, struct glyphs *glyphs, struct str text, struct tokens *out)
{
	*s = (struct scan){.glyphs = glyphs,
	    .text = text,
	    .out = out,
	    .pending = TOKEN_START,
	    .saw_space = true};
}

/* The flags that the next token has by what was seen since the last one; forgets them. */
static uint32_t scan_flags(struct scan *s)
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
	/* For the runs behind it, too. */
	tokens_reserve(s->out, runs_max(s->text) + 1);
	s->out->v[s->out->n++] =
	    (struct token){hash, (uint32_t)start, (uint32_t)end, flags | scan_flags(s)};
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

static inline void put_folded(struct hasher *hs, const struct glyph *g)
{
	for (size_t k = 0; k < g->n; k++)
		hasher_put(hs, (unsigned char)g->folded[k]);
}

/* How many letters and digits a word has, and how many of them are capitals. */
struct letters {
	size_t n, n_upper;
};

/* Puts the letters, digits and marks at i, in turn; returns where they end. */
static size_t scan_letters(
    const struct scan *s, size_t i, struct hasher *hs, struct letters *letters)
{
	size_t len;

	for (; i < s->text.n; i += len) {
		const unsigned char c = (unsigned char)s->text.p[i];

		if (c < 0x80) {
			if (glyph_ascii_kind(c) != GLYPH_WORD)
				break;
			len = 1;
			hasher_put(hs, c | 0x20);
			letters->n_upper += !(c & 0x20);
		} else {
			const struct glyph *g = glyph_at(s, i, &len);

			if (g->kind != GLYPH_WORD && g->kind != GLYPH_MARK)
				break;
			put_folded(hs, g);
			if (g->kind == GLYPH_MARK)
				continue;
			letters->n_upper += g->is_upper;
		}
		letters->n++;
	}
	return i;
}

/* What the letter or digit at i says of the word that it begins. */
static uint32_t begin_flags(const struct scan *s, size_t i)
{
	const unsigned char c = (unsigned char)s->text.p[i];
	size_t len;

	if (c >= 0x80)
		return glyph_at(s, i, &len)->is_upper ? TOKEN_CAPITAL : 0;
	return c <= '9' ? TOKEN_DIGIT : c & 0x20 ? 0 : TOKEN_CAPITAL;
}

/* A word from s->at on; prefix is what stands before it and belongs to it. */
static void scan_word(struct scan *s, const char *prefix)
{
	struct hasher hs = {.h = HASH_SEED};
	struct letters letters = {0};
	size_t start = s->at, i = start, possessive;
	uint32_t flags;

	for (; *prefix; prefix++, i++)
		hasher_put(&hs, (unsigned char)*prefix);
	flags = begin_flags(s, i);
	i = scan_letters(s, i, &hs, &letters);
	if (letters.n_upper >= 2 && letters.n_upper == letters.n)
		flags |= TOKEN_UPPER;
	if (letters.n <= 2 && is_ascii_letter(s->text.p[start]))
		for (size_t end = signs_end(s, i); i < end; i++)
			hasher_put(&hs, (unsigned char)s->text.p[i]);
	possessive = possessive_at(s, i);
	if (possessive)
		flags |= TOKEN_POSSESSIVE;
	emit(s, hash_end(hs.h, hs.word, hs.n), start, i, flags);
	s->at = i + possessive;
}

/* What the bytes at i, behind n ASCII letters and digits, do to them. */
enum behind { BEHIND_GAP, BEHIND_APOSTROPHE, BEHIND_MORE };

static enum behind behind_at(const struct scan *s, size_t i, size_t n)
{
	const struct str rest = str_sub(s->text, i, 3);
	const unsigned char *p = (const unsigned char *)rest.p;

	if (rest.n == 0)
		return BEHIND_GAP;
	if (*p == '\'')
		return BEHIND_APOSTROPHE;
	if (*p < 0x80)
		return n <= 2 && (*p == '+' || *p == '#') ? BEHIND_MORE : BEHIND_GAP;
	/* Dashes and quotation marks, U+2010 to U+203F, but for the marks U+202A to E. */
	if (rest.n == 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x90 &&
	    (p[2] < 0xaa || p[2] > 0xae))
		return p[2] == 0x99 ? BEHIND_APOSTROPHE : BEHIND_GAP;
	return BEHIND_MORE;
}

/* Continues behind the last token of out, a run that was taken as if nothing stood behind
 * it. */
static void scan_behind(struct scan *s)
{
	struct token *t = &s->out->v[s->out->n - 1];
	size_t possessive = 0;

	s->at = t->end;
	s->pending = 0;
	s->saw_space = s->saw_period = false;
	switch (behind_at(s, t->end, t->end - t->start)) {
	case BEHIND_GAP: break;
	case BEHIND_APOSTROPHE: possessive = possessive_at(s, t->end); break;
	case BEHIND_MORE:
		s->out->n--;
		s->at = t->start;
		s->pending = t->flags & (TOKEN_GLUED | TOKEN_START | TOKEN_BREAK);
		s->saw_space = true;
		scan_word(s, "");
		return;
	}
	if (possessive)
		t->flags |= TOKEN_POSSESSIVE;
	s->at += possessive;
}

/* Characters of scripts without spaces from s->at on, each a token; g is the first, of
 * len bytes. */
static void scan_singles(struct scan *s, const struct glyph *g, size_t len)
{
	while (g && g->kind == GLYPH_SINGLE) {
		struct hasher hs = {.h = HASH_SEED};
		size_t start = s->at, end = start + len;

		put_folded(&hs, g);
		for (g = NULL; end < s->text.n; end += len) {
			if ((unsigned char)s->text.p[end] < 0x80)
				break;
			g = glyph_at(s, end, &len);
			if (g->kind != GLYPH_MARK)
				break;
			put_folded(&hs, g);
		}
		emit(s, hash_end(hs.h, hs.word, hs.n), start, end, TOKEN_SINGLE);
	}
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

/* What stands at s->at and is not ASCII, a character of it at least. */
static enum glyph_kind scan_glyph(struct scan *s)
{
	size_t len;
	const struct glyph *g = glyph_at(s, s->at, &len);
	const enum glyph_kind kind = (enum glyph_kind)g->kind;

	if (kind == GLYPH_WORD)
		scan_word(s, "");
	else if (kind == GLYPH_SINGLE)
		scan_singles(s, g, len);
	else
		scan_gap(s, kind, len);
	return kind;
}

/* … that is ASCII, behind what is of the kind before. */
static enum glyph_kind scan_ascii(struct scan *s, enum glyph_kind before)
{
	const char c = s->text.p[s->at];
	const enum glyph_kind kind = glyph_ascii_kind((unsigned char)c);

	if (kind == GLYPH_WORD)
		scan_word(s, "");
	else if (c == '&')
		emit(s, token_hash(STR("and")), s->at, s->at + 1, 0);
	else if (c == '.' && before == GLYPH_SPACE && s->at + 1 < s->text.n &&
		 is_ascii_letter(s->text.p[s->at + 1]))
		scan_word(s, ".");
	else
		scan_gap(s, kind, 1);
	return kind;
}

void scan_to(struct scan *s, size_t to)
{
	enum glyph_kind before = s->at ? GLYPH_WORD : GLYPH_SPACE;

	while (s->at < to) {
		if ((unsigned char)s->text.p[s->at] < 0x80)
			before = scan_ascii(s, before);
		else
			before = scan_glyph(s);
	}
}

/* Whether the run at edge is the s of "'s" or "’s" behind the token before, and there is
 * no more to it. */
static bool is_possessive(const struct token *before, const char *p, const uint32_t *edge)
{
	const char *gap = p + before->end;
	const size_t n = edge[0] - before->end;

	return ((n == 1 && *gap == '\'') || (n == 3 && memcmp(gap, "\u2019", 3) == 0)) &&
	       edge[1] - edge[0] == 1 && (gap[n] | 0x20) == 's' && !(gap[n + 1] & 0x80);
}

const uint32_t *scan_run(struct scan *s, const uint32_t *edge, bool is_behind_run)
{
	struct token *t = s->out->v + s->out->n;

	if (is_behind_run && is_possessive(&t[-1], s->text.p, edge)) {
		t[-1].flags |= TOKEN_POSSESSIVE;
		return edge + 2;
	}
	if (is_behind_run)
		scan_behind(s);
	for (;; edge += 2) {
		if (edge[0] < s->at)
			continue;
		scan_to(s, edge[0]);
		if (edge[0] == s->at)
			break;
	}
	if (edge[0] < edge[1]) {
		t = &s->out->v[s->out->n++];
		token_of_run(t, &hash_bits, s->text.p, edge[0], edge[1],
		    scan_flags(s) | begin_flags(s, s->at));
	}
	return edge + 2;
}

/*
 * reach.c - a walk over a part of an expression that counts the gaps between words.
 * Always: what is not understood reaches any number of words.
 */
#include "match/reach.h"

#include <string.h>

enum { GROUPS_MAX = 16, REPEAT_MAX = 1000, BLOCK_BYTES = 32 };

struct walker {
	struct str p;
	size_t at, depth;
};

/* What one thing in an expression matches. */
enum kind {
	KIND_WORD,  /* letters, or nothing: the same word goes on */
	KIND_GAP,   /* what parts words, and nothing else */
	KIND_ANY,   /* one character, whatever it is */
	KIND_GROUP, /* what was counted inside */
	KIND_LOST,
};

static const struct reach far = {0, REACH_FAR};

static char peek(const struct walker *w, size_t i)
{
	return w->at + i < w->p.n ? w->p.p[w->at + i] : '\0';
}

static bool is_word(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static uint32_t add(uint32_t a, uint32_t b)
{
	return a == REACH_FAR || b == REACH_FAR ? REACH_FAR : a + b;
}

static struct reach walk(struct walker *w, size_t to);

/* "(a|b)": whatever the alternatives reach. */
static struct reach walk_group(struct walker *w)
{
	struct reach all = {1, 0};

	w->at++;
	if (peek(w, 0) == '?' && peek(w, 1) == ':')
		w->at += 2;
	else if (peek(w, 0) == '?' || peek(w, 0) == '*')
		return far;
	if (++w->depth > GROUPS_MAX)
		return far;
	for (;;) {
		struct reach one = walk(w, w->p.n);

		all.min = one.min < all.min ? one.min : all.min;
		all.max = one.max > all.max ? one.max : all.max;
		if (one.max == REACH_FAR)
			return far;
		if (peek(w, 0) != '|')
			break;
		w->at++;
	}
	w->depth--;
	if (peek(w, 0) != ')')
		return far;
	w->at++;
	return all;
}

/* Past a class that holds nothing but characters, ranges and escapes. */
static enum kind skip_class(struct walker *w)
{
	w->at += peek(w, 1) == '^' ? 2 : 1;
	for (bool is_first = true; is_first || peek(w, 0) != ']'; is_first = false) {
		if (peek(w, 0) == '\0' || peek(w, 0) == '[' ||
		    (peek(w, 0) == '\\' && strchr("QEpP", peek(w, 1))))
			return KIND_LOST;
		w->at += peek(w, 0) == '\\' ? 2 : 1;
	}
	w->at++;
	return KIND_ANY;
}

static enum kind skip_escape(struct walker *w)
{
	char c = peek(w, 1);

	w->at += 2;
	switch (c) {
	case 'w':
	case 'd':
	case 'b':
	case 'B': return KIND_WORD;
	case 'W':
	case 's': return KIND_GAP;
	case 'S':
	case 'D': return KIND_ANY;
	default: return c > ' ' && c < 0x7f && !is_word(c) ? KIND_GAP : KIND_LOST;
	}
}

/* Past one thing; what a group reaches is put into *inside. */
static enum kind skip_thing(struct walker *w, struct reach *inside)
{
	char c = peek(w, 0);

	switch (c) {
	case '\\': return skip_escape(w);
	case '[': return skip_class(w);
	case '(': *inside = walk_group(w); return KIND_GROUP;
	case '.': w->at++; return KIND_ANY;
	case '^':
	case '$': w->at++; return KIND_WORD;
	default: break;
	}
	w->at++;
	if (is_word(c))
		return KIND_WORD;
	return c >= ' ' && c < 0x7f && !strchr("?*+{}", c) ? KIND_GAP : KIND_LOST;
}

static uint32_t read_number(struct walker *w)
{
	uint32_t n = 0;

	for (; peek(w, 0) >= '0' && peek(w, 0) <= '9' && n < REPEAT_MAX; w->at++)
		n = n * 10 + (uint32_t)(peek(w, 0) - '0');
	return n;
}

/* How often the thing before may stand: min and max. False if that is not understood. */
static bool read_quantifier(struct walker *w, struct reach *times)
{
	char c = peek(w, 0);

	*times = (struct reach){1, 1};
	if (c == '?' || c == '*' || c == '+') {
		w->at++;
		times->min = c == '+';
		times->max = c == '?' ? 1 : REACH_FAR;
	} else if (c == '{') {
		w->at++;
		times->min = times->max = read_number(w);
		if (peek(w, 0) == ',') {
			w->at++;
			times->max = peek(w, 0) == '}' ? REACH_FAR : read_number(w);
		}
		if (peek(w, 0) != '}' || times->max < times->min)
			return false;
		w->at++;
	} else {
		return true;
	}
	if (peek(w, 0) == '?' || peek(w, 0) == '+')
		w->at++;
	return true;
}

static struct reach reach_of(enum kind kind, struct reach inside, struct reach times)
{
	switch (kind) {
	case KIND_WORD: return (struct reach){0, 0};
	case KIND_GAP:
		return (struct reach){times.min > 0, 1}; /* one gap, however long */
	case KIND_ANY: return (struct reach){0, times.max};
	case KIND_GROUP:
		if (inside.max == 0)
			return inside;
		if (times.max == REACH_FAR || inside.max > REPEAT_MAX)
			return far;
		return (struct reach){
		    times.min > 0 ? inside.min : 0, inside.max * times.max};
	case KIND_LOST: break;
	}
	return far;
}

/* Up to byte `to`, or to where the alternative of a group ends. */
static struct reach walk(struct walker *w, size_t to)
{
	struct reach all = {0, 0};

	while (w->at < to && peek(w, 0) != '|' && peek(w, 0) != ')') {
		struct reach inside = {0}, times, one;
		enum kind kind = skip_thing(w, &inside);

		if (!read_quantifier(w, &times))
			return far;
		one = reach_of(kind, inside, times);
		/* Gaps that follow each other are one: they part two words, not more. */
		all.min = all.min || one.min;
		all.max = add(all.max, one.max);
		if (all.max == REACH_FAR)
			return far;
	}
	return all;
}

struct reach reach_between(struct str pattern, size_t from, size_t to)
{
	struct walker w = {.p = pattern, .at = from};
	struct reach all = walk(&w, to);

	return w.at == to ? all : far;
}

/* Whether none of the BLOCK_BYTES at p needs a closer look. */
static bool is_plain(const unsigned char *p)
{
	unsigned char odd = 0;

	for (size_t i = 0; i < BLOCK_BYTES; i++)
		odd |= (p[i] >> 7) | (p[i] == '_') | (p[i] == '&');
	return !odd;
}

/* The bytes of the character at i, 0 if the words around it may not be what \w+ matches.
 * Beside ASCII, U+2010 to U+2027 are understood: dashes, quotation marks, dots. */
static size_t understood(const unsigned char *p, size_t i, size_t n)
{
	if (p[i] < 0x80)
		return p[i] != '_' && p[i] != '&';
	if (i + 2 >= n || p[i] != 0xe2 || p[i + 1] != 0x80 || p[i + 2] < 0x90 ||
	    p[i + 2] > 0xa7)
		return 0;
	return 3;
}

bool reach_holds(struct str text)
{
	const unsigned char *p = (const unsigned char *)text.p;

	for (size_t i = 0, end; i < text.n;) {
		end = i + BLOCK_BYTES;
		if (end <= text.n && is_plain(p + i)) {
			i = end;
			continue;
		}
		while (i < end && i < text.n) {
			size_t n = understood(p, i, text.n);

			if (n == 0)
				return false;
			i += n;
		}
	}
	return true;
}

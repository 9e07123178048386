/*
 * str.c - looking at text without owning it. Always: no function reads past n bytes or
 * needs a final NUL.
 */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

struct str str_of(const char *c)
{
	return (struct str){c, c ? strlen(c) : 0};
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	if (s.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (s.p[i] != prefix.p[i] && lower(s.p[i]) != lower(prefix.p[i]))
			return false;
	return true;
}

bool str_eq_nocase(struct str a, struct str b)
{
	return a.n == b.n && str_starts_nocase(a, b);
}

bool str_is_nocase(struct str s, const char *c)
{
	size_t i = 0;

	while (i < s.n && c[i] && lower(s.p[i]) == lower(c[i]))
		i++;
	return i == s.n && !c[i];
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

size_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= s.n; i++) {
		const char *at = memchr(s.p + i, needle.p[0], s.n - needle.n - i + 1);

		if (!at)
			break;
		i = (size_t)(at - s.p);
		if (memcmp(at, needle.p, needle.n) == 0)
			return i;
	}
	return s.n;
}

size_t str_find_nocase(struct str s, struct str needle)
{
	for (size_t i = 0; i + needle.n <= s.n; i++)
		if (str_starts_nocase(str_sub(s, i, needle.n), needle))
			return i;
	return s.n;
}

/* Whether byte i is part of a word; beyond the end none is. */
static bool is_in_word(struct str s, size_t i)
{
	unsigned char c = i < s.n ? (unsigned char)s.p[i] : ' ';

	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool str_has_words(struct str s, struct str words)
{
	for (size_t at = 0; at < s.n && words.n; at++) {
		at += str_find(str_sub(s, at, s.n), words);
		if (at < s.n && (at == 0 || !is_in_word(s, at - 1)) &&
		    !is_in_word(s, at + words.n))
			return true;
	}
	return false;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.n && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_split(struct str *rest, char sep, struct str *part)
{
	size_t at;

	if (!rest->p)
		return false;
	at = str_find_char(*rest, sep);
	*part = str_sub(*rest, 0, at);
	if (at == rest->n)
		*rest = (struct str){NULL, 0};
	else
		*rest = str_sub(*rest, at + 1, rest->n);
	return true;
}

bool str_to_int(struct str s, int64_t min, int64_t max, int64_t *out)
{
	bool is_negative = s.n && s.p[0] == '-';
	size_t i = is_negative || (s.n && s.p[0] == '+');
	int64_t v = 0;

	if (i >= s.n)
		return false;
	for (; i < s.n; i++) {
		int digit = s.p[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (__builtin_mul_overflow(v, (int64_t)10, &v) ||
		    __builtin_sub_overflow(v, (int64_t)digit, &v))
			return false;
	}
	if (!is_negative && __builtin_sub_overflow((int64_t)0, v, &v))
		return false;
	if (v < min || v > max)
		return false;
	*out = v;
	return true;
}

bool str_to_double(struct str s, double min, double max, double *out)
{
	char text[64];
	char *end;
	double v;

	if (s.n == 0 || s.n >= sizeof(text) || is_space(s.p[0]))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	v = strtod(text, &end);
	if (end != text + s.n || !(v >= min && v <= max))
		return false;
	*out = v;
	return true;
}

const char *str_plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

uint64_t str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

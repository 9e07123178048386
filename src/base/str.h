/*
 * str.h - a view of text: a pointer and a length, owned by somebody else. Not ended by
 * NUL unless said so. The empty string may have a NULL pointer.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t n; /* bytes */
};

/* A view of a literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) ((int)(s).n), ((s).p ? (s).p : "")

/* A view of a C string; NULL gives the empty view. */
struct str str_of(const char *c);

/* The part of s from byte `from`, at most n bytes; out of range is cut. */
static inline struct str str_sub(struct str s, size_t from, size_t n)
{
	if (!s.p)
		return s;
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct str){s.p + from, n};
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
bool str_starts_nocase(struct str s, struct str prefix); /* ASCII letters only */
bool str_ends(struct str s, struct str suffix);

/* As str_eq_nocase(s, str_of(c)), for tables of words: the length of c is never asked. */
bool str_is_nocase(struct str s, const char *c);
int str_cmp(struct str a, struct str b); /* by bytes, as memcmp() */

/* Where needle begins in s, or s.n. */
size_t str_find(struct str s, struct str needle);
size_t str_find_nocase(struct str s, struct str needle); /* ASCII letters only */
static inline size_t str_find_char(struct str s, char c)
{
	const char *at = s.n ? (const char *)memchr(s.p, (unsigned char)c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : s.n;
}

/* Whether words stand in s by themselves: with no ASCII letter or digit and no other
 * script's byte at either side. */
bool str_has_words(struct str s, struct str words);

/* s without white space (space, \t \r \n \f \v) at both ends. */
struct str str_trim(struct str s);

/* Takes what stands before the next sep off *rest into *part. False when *rest was used
 * up; a string without sep is one part. Begin with rest = the whole. Once the last part
 * was taken, rest->p is NULL. */
bool str_split(struct str *rest, char sep, struct str *part);

/* Decimal number over the whole of s, in range; false otherwise, *out untouched. */
bool str_to_int(struct str s, int64_t min, int64_t max, int64_t *out);
bool str_to_double(struct str s, double min, double max, double *out);

/* "s", but "" for 1: "3 feeds". */
const char *str_plural(int64_t n);

/* FNV-like 64-bit hash, the same on every machine and in every release. */
uint64_t str_hash(struct str s);

#endif

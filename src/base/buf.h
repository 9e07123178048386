/*
 * buf.h - text that grows, up to a maximum given when it is made. What would pass the
 * maximum is dropped and is_full is set: the writer goes on, the owner asks once.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/err.h"
#include "base/str.h"

#include <stdarg.h>
#include <string.h>

struct buf {
	char *p;      /* ended by NUL once anything was put; may be NULL when empty */
	size_t n;     /* bytes, without the NUL */
	size_t cap;   /* bytes allocated */
	size_t max;   /* bytes that n may not pass */
	bool is_full; /* something was dropped */
};

void buf_init(struct buf *b, size_t max); /* allocates nothing yet */
void buf_clear(struct buf *b);		  /* frees; the maximum stays */
void buf_reset(struct buf *b);		  /* empties, keeps the memory */

/* Room for n more bytes at b->p + b->n (NULL if that passes the maximum, is_full is
 * set); the caller writes there and adds to b->n. */
char *buf_grow(struct buf *b, size_t n); /* the same, where there may be none yet */
static inline char *buf_reserve(struct buf *b, size_t n)
{
	return n <= b->max - b->n && b->n + n < b->cap ? b->p + b->n : buf_grow(b, n);
}

static inline void buf_put(struct buf *b, const void *p, size_t n)
{
	char *to = buf_reserve(b, n);

	if (!to)
		return;
	if (n)
		memcpy(to, p, n);
	b->n += n;
	to[n] = '\0';
}

static inline void buf_put_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

static inline void buf_puts(struct buf *b, const char *c)
{
	buf_put(b, c, strlen(c));
}

static inline void buf_putc(struct buf *b, char c)
{
	char *to = buf_reserve(b, 1);

	if (!to)
		return;
	to[0] = c;
	to[1] = '\0';
	b->n++;
}

void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) PRINTF(2, 0);

/* A view of what is in b; valid until the next put. */
static inline struct str buf_borrow(const struct buf *b)
{
	return (struct str){b->p ? b->p : "", b->n};
}

/* What is in b as a C string that the caller frees; b is empty afterwards. Never NULL. */
char *buf_take(struct buf *b);

#endif

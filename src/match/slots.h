/*
 * slots.h - numbers filed under hashes, eight bytes each. A slot keeps half of the hash;
 * whoever looks compares what the number stands for. Always: a quarter of the slots is
 * free at least.
 */
#ifndef MATCH_SLOTS_H
#define MATCH_SLOTS_H

#include <stddef.h>
#include <stdint.h>

struct slot {
	uint32_t tag;	 /* half of the hash, mixed */
	uint32_t number; /* 0: free */
};

struct slots {
	struct slot *v;
	size_t n, n_used;
};

/* Room for so many; it grows when there are more. */
void slots_init(struct slots *s, size_t n_expected);
void slots_clear(struct slots *s); /* frees */

/* Files a number, which is not 0, where the search for the hash ended, since when nothing
 * was filed. */
void slots_add(struct slots *s, uint64_t hash, size_t at, uint32_t number);

static inline uint32_t slots_tag(uint64_t hash)
{
	return (uint32_t)(hash * 0x9e3779b97f4a7c15 >> 32);
}

/* Where to look first. */
static inline size_t slots_begin(const struct slots *s, uint64_t hash)
{
	return (size_t)((uint64_t)slots_tag(hash) * s->n >> 32);
}

/* Tells the processor that the hash will be looked for. */
static inline void slots_prefetch(const struct slots *s, uint64_t hash)
{
	__builtin_prefetch(&s->v[slots_begin(s, hash)]);
}

/* The next number from *at on that may be filed under the hash; 0 when there are no more,
 * and *at is where one could be filed. */
static inline uint32_t slots_next(const struct slots *s, uint64_t hash, size_t *at)
{
	const uint32_t tag = slots_tag(hash);
	size_t i = *at;
	uint32_t number;

	while (s->v[i].number && s->v[i].tag != tag)
		i = i + 1 < s->n ? i + 1 : 0;
	number = s->v[i].number;
	*at = number && i + 1 < s->n ? i + 1 : number ? 0 : i;
	return number;
}

#endif

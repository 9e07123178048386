/*
 * best.c - a heap for each contact, the worst of the kept on top. Always: the order among
 * pairs is total (strength, then item), so that the same pairs are kept in whatever order
 * and through however many threads they come.
 */
#include "match/best.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void best_init(struct best *b, size_t n_contacts, size_t n_kept, float floor)
{
	*b = (struct best){.n_contacts = n_contacts, .n_kept = n_kept};
	b->floor = mem_new(n_contacts, sizeof(*b->floor));
	b->n = mem_new(n_contacts, sizeof(*b->n));
	b->heaps = mem_new(n_contacts * n_kept, sizeof(*b->heaps));
	for (size_t i = 0; i < n_contacts; i++)
		b->floor[i] = floor;
}

void best_clear(struct best *b)
{
	free(b->floor);
	free(b->n);
	free(b->heaps);
	*b = (struct best){0};
}

static bool is_worse(const struct light_pair *a, const struct light_pair *b)
{
	if (a->strength < b->strength || a->strength > b->strength)
		return a->strength < b->strength;
	return a->item > b->item;
}

static void swap(struct light_pair *a, struct light_pair *b)
{
	struct light_pair c = *a;

	*a = *b;
	*b = c;
}

static void sink(struct light_pair *heap, size_t n)
{
	for (size_t i = 0;;) {
		size_t left = 2 * i + 1, right = left + 1, worst = i;

		if (left < n && is_worse(&heap[left], &heap[worst]))
			worst = left;
		if (right < n && is_worse(&heap[right], &heap[worst]))
			worst = right;
		if (worst == i)
			return;
		swap(&heap[i], &heap[worst]);
		i = worst;
	}
}

void best_put(struct best *b, const struct light_pair *p)
{
	struct light_pair *heap = b->heaps + p->contact * b->n_kept;
	uint32_t *n = &b->n[p->contact];

	if (*n < b->n_kept) {
		size_t i = (*n)++;

		heap[i] = *p;
		for (; i > 0 && is_worse(&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2)
			swap(&heap[i], &heap[(i - 1) / 2]);
	} else if (is_worse(&heap[0], p)) {
		heap[0] = *p;
		sink(heap, *n);
	}
	if (*n == b->n_kept)
		b->floor[p->contact] = heap[0].strength;
}

void best_put_all(struct best *b, const struct best *from)
{
	for (size_t c = 0; c < from->n_contacts; c++)
		for (uint32_t i = 0; i < from->n[c]; i++)
			best_put(b, &from->heaps[c * from->n_kept + i]);
}

void best_list(const struct best *b, struct light_pairs *out)
{
	for (size_t c = 0; c < b->n_contacts; c++)
		for (uint32_t i = 0; i < b->n[c]; i++) {
			mem_grow(&out->v, out->n, &out->cap, sizeof(*out->v));
			out->v[out->n++] = b->heaps[c * b->n_kept + i];
		}
}

/* ---- Order ----------------------------------------------------------------------- */

enum { DIGIT_BITS = 11, N_DIGITS = 1 << DIGIT_BITS, FEW = 1000 };

static int compare(const void *a, const void *b)
{
	const struct light_pair *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	if (x->strength < y->strength || x->strength > y->strength)
		return x->strength > y->strength ? -1 : 1;
	return (x->contact > y->contact) - (x->contact < y->contact);
}

enum key { BY_CONTACT, BY_STRENGTH, BY_ITEM, N_KEYS };

/* A number that grows as the key does; that of strengths falls. */
static uint32_t key_of(const struct light_pair *p, enum key key)
{
	uint32_t bits;

	if (key == BY_CONTACT)
		return p->contact;
	if (key == BY_ITEM)
		return p->item;
	memcpy(&bits, &p->strength, sizeof(bits));
	return bits >> 31 ? bits : ~(bits | 1u << 31);
}

/* Moves the pairs to `to` by one digit of the key; false if all have the same. */
static bool move_by_digit(const struct light_pair *v, size_t n, enum key key,
    unsigned shift, struct light_pair *to)
{
	size_t ends[N_DIGITS] = {0}, end = 0;

	for (size_t i = 0; i < n; i++)
		ends[key_of(&v[i], key) >> shift & (N_DIGITS - 1)]++;
	if (ends[key_of(&v[0], key) >> shift & (N_DIGITS - 1)] == n)
		return false;
	for (size_t d = 0; d < N_DIGITS; d++)
		ends[d] = end += ends[d];
	for (size_t i = n; i-- > 0;)
		to[--ends[key_of(&v[i], key) >> shift & (N_DIGITS - 1)]] = v[i];
	return true;
}

/* From the least digit of the least key on, each time keeping the order of equals. */
static void sort_by_digits(struct light_pair *v, size_t n)
{
	struct light_pair *spare = mem_resize(NULL, n, sizeof(*spare)), *from = v,
			  *to = spare;

	for (enum key key = BY_CONTACT; key < N_KEYS; key++)
		for (unsigned shift = 0; shift < 32; shift += DIGIT_BITS)
			if (move_by_digit(from, n, key, shift, to)) {
				struct light_pair *moved = to;

				to = from;
				from = moved;
			}
	if (from != v)
		memcpy(v, from, n * sizeof(*v));
	free(spare);
}

void light_pairs_sort(struct light_pair *v, size_t n)
{
	if (n >= FEW)
		sort_by_digits(v, n);
	else if (n > 1)
		qsort(v, n, sizeof(*v), compare);
}

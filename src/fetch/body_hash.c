/*
 * body_hash.c - a number for a body that comes in pieces.
 *
 * In: pieces. Out: a number. What always holds: words of eight bytes are counted from the
 * start of the body, wherever a piece ends.
 */
#include "fetch/body_hash.h"

#include <string.h>

static uint64_t mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
	return sum ^ sum >> 32;
}

static uint64_t read_word(const void *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

void fetch_body_hash_add(struct body_hash *h, struct str bytes)
{
	size_t n_rest = h->n_bytes % 8, at = 0;

	if (bytes.n == 0)
		return;
	h->n_bytes += bytes.n;
	if (n_rest > 0) {
		at = bytes.n < 8 - n_rest ? bytes.n : 8 - n_rest;
		memcpy(h->rest + n_rest, bytes.p, at);
		if (n_rest + at < 8)
			return;
		h->sum = mix(h->sum, read_word(h->rest));
	}
	for (; bytes.n - at >= 8; at += 8)
		h->sum = mix(h->sum, read_word(bytes.p + at));
	memcpy(h->rest, bytes.p + at, bytes.n - at);
}

uint64_t fetch_body_hash_value(const struct body_hash *h)
{
	unsigned char rest[8] = {0};
	uint64_t value;

	memcpy(rest, h->rest, h->n_bytes % 8);
	value = mix(mix(h->sum, read_word(rest)), h->n_bytes);
	return value ? value : 1;
}

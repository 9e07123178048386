/*
 * token_hash.c - a word in, its hash out. Always: it depends on the folded bytes alone,
 * whichever way they were hashed, and is the same on every machine.
 */
#include "base/token_hash.h"

#include "base/token.h"

#define HASH_BYTES(n) ((UINT64_C(1) << 8 * (n)) - 1) /* the lowest n < 8 bytes */

/* What stands in struct hash_bits for n bytes, n < 8, and for n + 8. */
#define UP_TO_7(what)                                                                    \
	what(0), what(1), what(2), what(3), what(4), what(5), what(6), what(7)
#define NO_BITS(n)	0
#define ALL_BITS(n)	UINT64_MAX
#define SMALL_BITS(n)	HASH_SMALL
#define SMALL_BYTES(n)	(HASH_BYTES(n) & HASH_SMALL)
#define SHORT_LOWER(n)	((n) < 2 ? UINT64_MAX : HASH_SMALL)
#define SHORT_SALT(n)	(HASH_SALT ^ HASH_SEED ^ UINT64_C(n) << 56)
#define CHAINED_SALT(n) (HASH_SALT ^ (UINT64_C(n) + 8) << 56)

const struct hash_bits hash_bits = {
    .first = {UP_TO_7(HASH_BYTES), UP_TO_7(ALL_BITS)},
    .next = {UP_TO_7(NO_BITS), UP_TO_7(HASH_BYTES)},
    .last = {UP_TO_7(HASH_BYTES), UP_TO_7(NO_BITS)},
    .small = {UP_TO_7(NO_BITS), UP_TO_7(SMALL_BYTES)},
    .chained = {UP_TO_7(NO_BITS), UP_TO_7(ALL_BITS)},
    .salt = {UP_TO_7(SHORT_SALT), UP_TO_7(CHAINED_SALT)},
    .lower = {UP_TO_7(SHORT_LOWER), UP_TO_7(SMALL_BITS)},
};

struct hashed hash_ascii_long(const char *p, size_t n)
{
	const uint64_t last = HASH_BYTES(n % 8);
	uint64_t h = HASH_SEED, word = hash_load(p), raised = 0;

	for (size_t left = n; left >= 8; left -= 8) {
		raised |= word;
		h = hash_mix(h, word | HASH_SMALL);
		word = hash_load(p += 8);
	}
	raised |= word & last;
	return (struct hashed){
	    hash_end(h, (word | HASH_SMALL) & last, n), (raised & HASH_SMALL) == 0};
}

static uint64_t byte_at(struct str text, size_t i)
{
	return (unsigned char)text.p[i];
}

static uint64_t four_at(struct str text, size_t i)
{
	return byte_at(text, i) | byte_at(text, i + 1) << 8 | byte_at(text, i + 2) << 16 |
	       byte_at(text, i + 3) << 24;
}

/* The last n < 8 bytes of the text. Loads overlap, so that few lengths are told apart. */
static uint64_t load_last(struct str text, size_t n)
{
	const size_t from = text.n - n;

	if (n == 0)
		return 0;
	if (from > 0)
		return hash_load(text.p + text.n - 8) >> 8 * (8 - n);
	if (n >= 4)
		return four_at(text, 0) | four_at(text, n - 4) << 8 * (n - 4);
	return byte_at(text, 0) | byte_at(text, n / 2) << 8 * (n / 2) |
	       byte_at(text, n - 1) << 8 * (n - 1);
}

uint64_t token_hash(struct str folded)
{
	uint64_t h = HASH_SEED;
	size_t i = 0;

	for (; folded.n - i >= sizeof(h); i += sizeof(h))
		h = hash_mix(h, hash_load(folded.p + i));
	return hash_end(h, load_last(folded, folded.n - i), folded.n);
}

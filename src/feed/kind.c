/*
 * kind.c - a table of elements, open-addressed. In: names as a document writes them.
 * Always: a few places are looked at, whatever the names are.
 */
#include "feed/kind.h"

#include "feed/bytes.h"

#include <string.h>

enum { PROBES_MAX = 4 };

/* By the length, the first bytes and the last. */
static uint64_t key_of(struct str name, uint64_t scope)
{
	uint64_t key = scope ^ name.n;

	if (name.n >= 8)
		key ^= bytes_eight(name.p) ^ bytes_eight(name.p + name.n - 8) << 3;
	else if (name.n >= 4)
		key ^= bytes_four(name.p) ^ (uint64_t)bytes_four(name.p + name.n - 4)
						<< 32;
	else
		for (size_t i = 0; i < name.n; i++)
			key = key << 8 ^ (unsigned char)name.p[i];
	key *= 0x9e3779b97f4a7c15u;
	key = (key ^ key >> 32) * 0xd6e8feb86659fd93u;
	return key ^ key >> 32;
}

struct kind *kinds_find(struct kinds *k, struct str name, uint64_t scope)
{
	uint64_t key = key_of(name, scope);

	for (size_t i = 0; i < PROBES_MAX; i++) {
		struct kind_slot *slot = &k->slots[(key + i) % KINDS_MAX];

		if (slot->key == key && slot->n == name.n && slot->scope == scope &&
		    bytes_are_same(slot->name, name.p, name.n))
			return &slot->kind;
	}
	return NULL;
}

void kinds_put(struct kinds *k, struct str name, uint64_t scope, const struct kind *kind)
{
	uint64_t key = key_of(name, scope);
	struct kind_slot *slot = NULL;

	if (name.n == 0 || name.n > KIND_NAME_MAX_BYTES)
		return;
	for (size_t i = 0; i < PROBES_MAX && (!slot || slot->n); i++)
		slot = &k->slots[(key + i) % KINDS_MAX];
	*slot =
	    (struct kind_slot){.key = key, .scope = scope, .n = name.n, .kind = *kind};
	memcpy(slot->name, name.p, name.n);
}

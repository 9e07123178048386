/*
 * known.c - recognises known items. In: the marks of a feed and the keys of a document;
 * out: which is which. Always: guid before canonical link before title and date, so that
 * a feed which changes all its guids, or all its links, brings nothing twice; what a
 * document uses for several items identifies none of them; a mark is taken once.
 */
#include "store/known.h"

#include "base/mem.h"

#include <stdlib.h>

/* A hash table from key to the last index put under it: open addressing, half full at
 * most. Key 0 is "none" and never put. */
struct table {
	struct slot {
		uint64_t key;
		size_t index;
	} * slots;
	size_t mask;
};

struct known {
	const struct item_mark *marks;
	size_t n_marks;
	struct table by_guid, by_url, by_title;
	bool *is_taken;
};

static void table_init(struct table *t, size_t n)
{
	size_t cap = 8;

	while (cap < n * 2)
		cap *= 2;
	t->slots = mem_new(cap, sizeof(*t->slots));
	t->mask = cap - 1;
}

static struct slot *table_find(const struct table *t, uint64_t key)
{
	size_t i = (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & t->mask;

	while (t->slots[i].key && t->slots[i].key != key)
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

static void table_put(struct table *t, uint64_t key, size_t index)
{
	if (key)
		*table_find(t, key) = (struct slot){key, index};
}

struct known *known_new(const struct item_mark *marks, size_t n_marks)
{
	struct known *k = mem_new(1, sizeof(*k));

	k->marks = marks;
	k->n_marks = n_marks;
	k->is_taken = mem_new(n_marks, sizeof(*k->is_taken));
	table_init(&k->by_guid, n_marks);
	table_init(&k->by_url, n_marks);
	table_init(&k->by_title, n_marks);
	for (size_t i = 0; i < n_marks; i++) {
		table_put(&k->by_guid, marks[i].keys.guid, i);
		table_put(&k->by_url, marks[i].keys.url, i);
		table_put(&k->by_title, marks[i].keys.title, i);
	}
	return k;
}

void known_free(struct known *k)
{
	if (!k)
		return;
	free(k->by_guid.slots);
	free(k->by_url.slots);
	free(k->by_title.slots);
	free(k->is_taken);
	free(k);
}

static uint64_t mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ b * 0x9e3779b97f4a7c15u) * 0xd6e8feb86659fd93u;

	h ^= h >> 32;
	return h ? h : 1;
}

/* How often each key occurs; the slot's index counts. */
static void count(struct table *t, uint64_t key)
{
	struct slot *slot = table_find(t, key);

	if (!key)
		return;
	slot->index = slot->key ? slot->index + 1 : 1;
	slot->key = key;
}

static size_t occurrences(const struct table *t, uint64_t key)
{
	const struct slot *slot = table_find(t, key);

	return slot->key ? slot->index : 0;
}

/* A guid that a document gives to several items is joined with the link, then with the
 * title; a link of several items is none. Copies of one item stay equal. */
static void sharpen(struct item_keys *keys, size_t n)
{
	struct table guids, links, pairs;

	table_init(&guids, n);
	table_init(&links, n);
	table_init(&pairs, n);
	for (size_t i = 0; i < n; i++) {
		count(&guids, keys[i].guid);
		count(&links, keys[i].url);
		count(&pairs, mix(keys[i].guid, keys[i].url));
	}
	for (size_t i = 0; i < n; i++) {
		uint64_t pair = mix(keys[i].guid, keys[i].url);
		bool is_link_shared = occurrences(&links, keys[i].url) > 1;

		if (occurrences(&guids, keys[i].guid) > 1)
			keys[i].guid = occurrences(&pairs, pair) > 1
					   ? mix(pair, keys[i].title)
					   : pair;
		if (is_link_shared)
			keys[i].url = 0;
	}
	free(guids.slots);
	free(links.slots);
	free(pairs.slots);
}

/* One way of recognising, for all items that no earlier way settled. */
static void recognise_by(struct known *k, const struct table *known,
    struct item_keys *keys, size_t n, size_t offset, ptrdiff_t *out)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t key = *(const uint64_t *)((const char *)&keys[i] + offset);
		const struct slot *slot;

		if (out[i] != KNOWN_NOT || !key)
			continue;
		slot = table_find(known, key);
		if (!slot->key || k->is_taken[slot->index])
			continue;
		k->is_taken[slot->index] = true;
		out[i] = (ptrdiff_t)slot->index;
	}
}

/* The second and later copies within the document. */
static void mark_copies(const struct item_keys *keys, size_t n, ptrdiff_t *out)
{
	struct table seen;

	table_init(&seen, n);
	for (size_t i = 0; i < n; i++) {
		struct slot *slot = table_find(&seen, keys[i].guid);

		out[i] = keys[i].guid && slot->key ? KNOWN_TWICE : KNOWN_NOT;
		if (keys[i].guid)
			*slot = (struct slot){keys[i].guid, i};
	}
	free(seen.slots);
}

void known_recognise(struct known *k, struct item_keys *keys, size_t n, ptrdiff_t *out)
{
	for (size_t i = 0; i < k->n_marks; i++)
		k->is_taken[i] = false;
	sharpen(keys, n);
	mark_copies(keys, n, out);
	recognise_by(k, &k->by_guid, keys, n, offsetof(struct item_keys, guid), out);
	recognise_by(k, &k->by_url, keys, n, offsetof(struct item_keys, url), out);
	recognise_by(k, &k->by_title, keys, n, offsetof(struct item_keys, title), out);
}

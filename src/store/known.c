/*
 * known.c - recognises known items. In: the marks of a feed and the items of a document;
 * out: which is which. Always: guid before canonical link before title and date, so that
 * a feed which changes all its guids, or all its links, brings nothing twice; what a
 * document uses for several items identifies none of them; a mark is taken once.
 */
#include "store/known.h"

#include "base/mem.h"
#include "store/table.h"

#include <stdlib.h>

struct recognising {
	const struct item_mark *marks;
	size_t n_marks;
	const struct item *items;
	size_t n;
	struct recognised *out;
	bool *is_taken;	    /* of the marks */
	struct table guids; /* how often each occurs in the document */
	struct table links; /* likewise, as they are written */
	struct table by_guid, by_url, by_title; /* the marks */
};

static void table_count(struct table *t, uint64_t key)
{
	struct slot *slot = table_find(t, key);

	if (key)
		*slot = (struct slot){key, slot->key ? slot->index + 1 : 1};
}

static bool is_shared(const struct table *t, uint64_t key)
{
	const struct slot *slot = table_find(t, key);

	return slot->key && slot->index > 1;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ b * 0x9e3779b97f4a7c15u) * 0xd6e8feb86659fd93u;

	h ^= h >> 32;
	return h ? h : 1;
}

/* A guid that the document gives to several items is joined with link and title: copies
 * of one item stay equal, different items do not. */
static void sharpen_guids(struct recognising *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct item_keys *keys = &r->out[i].keys;

		if (!is_shared(&r->guids, keys->guid))
			continue;
		keys->guid = mix(keys->guid, item_key_text(r->items[i].url));
		keys->guid = mix(keys->guid, item_key_title(&r->items[i]));
	}
}

static void mark_copies(struct recognising *r)
{
	struct table seen = {NULL, 0};

	table_make(&seen, r->n);
	for (size_t i = 0; i < r->n; i++) {
		struct slot *slot = table_find(&seen, r->out[i].keys.guid);

		if (!r->out[i].keys.guid)
			continue;
		if (slot->key)
			r->out[i].how = KNOWN_TWICE;
		*slot = (struct slot){r->out[i].keys.guid, i};
	}
	table_clear(&seen);
}

static void take(struct recognising *r, struct recognised *out, uint64_t key,
    const struct table *known)
{
	const struct slot *slot = table_find(known, key);

	if (out->how != KNOWN_NOT || !slot->key || r->is_taken[slot->index])
		return;
	r->is_taken[slot->index] = true;
	out->mark = slot->index;
	out->how = KNOWN_CHANGED;
}

/* Most items of most documents end here: same guid, same content. Returns how many do
 * not. */
static size_t recognise_by_guid(struct recognising *r)
{
	size_t n_left = 0;

	for (size_t i = 0; i < r->n; i++) {
		struct recognised *out = &r->out[i];

		take(r, out, out->keys.guid, &r->by_guid);
		if (out->how == KNOWN_CHANGED &&
		    r->marks[out->mark].keys.content == out->keys.content)
			out->how = KNOWN_SAME;
		n_left += out->how == KNOWN_NOT || out->how == KNOWN_CHANGED;
	}
	return n_left;
}

/* The keys of items that are new or changed, and the marks by those keys. */
static void complete_keys(struct recognising *r)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < r->n; i++)
		table_count(&r->links, item_key_text(r->items[i].url));
	for (size_t i = 0; i < r->n; i++) {
		struct recognised *out = &r->out[i];

		if (out->how != KNOWN_NOT && out->how != KNOWN_CHANGED)
			continue;
		if (!is_shared(&r->links, item_key_text(r->items[i].url)))
			out->keys.url = item_key_url(scratch, &r->items[i]);
		out->keys.title = item_key_title(&r->items[i]);
	}
	for (size_t i = 0; i < r->n_marks; i++) {
		table_put(&r->by_url, r->marks[i].keys.url, i);
		table_put(&r->by_title, r->marks[i].keys.title, i);
	}
	arena_free(scratch);
}

static void recognise_rest(struct recognising *r)
{
	table_make(&r->links, r->n);
	table_make(&r->by_url, r->n_marks);
	table_make(&r->by_title, r->n_marks);
	complete_keys(r);
	for (size_t i = 0; i < r->n; i++)
		take(r, &r->out[i], r->out[i].keys.url, &r->by_url);
	for (size_t i = 0; i < r->n; i++)
		take(r, &r->out[i], r->out[i].keys.title, &r->by_title);
}

static void read_keys(struct recognising *r)
{
	for (size_t i = 0; i < r->n; i++) {
		r->out[i] = (struct recognised){.how = KNOWN_NOT};
		r->out[i].keys.guid = item_key_guid(&r->items[i]);
		r->out[i].keys.content = item_key_content(&r->items[i]);
		table_count(&r->guids, r->out[i].keys.guid);
	}
	for (size_t i = 0; i < r->n_marks; i++)
		table_put(&r->by_guid, r->marks[i].keys.guid, i);
}

void known_recognise(const struct item_mark *marks, size_t n_marks,
    const struct item *items, size_t n, struct recognised *out)
{
	struct recognising r = {
	    .marks = marks, .n_marks = n_marks, .items = items, .n = n, .out = out};

	r.is_taken = mem_new(n_marks, sizeof(*r.is_taken));
	table_make(&r.guids, n);
	table_make(&r.by_guid, n_marks);
	read_keys(&r);
	sharpen_guids(&r);
	mark_copies(&r);
	if (recognise_by_guid(&r) > 0)
		recognise_rest(&r);
	free(r.is_taken);
	table_clear(&r.guids);
	table_clear(&r.links);
	table_clear(&r.by_guid);
	table_clear(&r.by_url);
	table_clear(&r.by_title);
}

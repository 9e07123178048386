/*
 * stories.c - the index of sketches. In: sketches with their stories; out: the story that
 * another sketch belongs to.
 *
 * Two tables of tags lead to entries. A band's tag leads to the entry added last, and
 * from there from entry to entry; only the first few are looked at, so that words that a
 * thousand items share cost no more than others. A key's tag leads to the entry that had
 * the key first. Always: what a tag leads to is checked against the entry itself, so that
 * tags may collide.
 */
#include "rank/stories.h"

#include "base/mem.h"
#include "rank/story_links.h"

#include <stdlib.h>
#include <string.h>

enum {
	N_ROWS = SKETCH_ROWS,
	N_BANDS = N_ROWS / 2 + 1, /* the last is the title as a whole */
	TITLE_BAND = N_BANDS - 1,
	CHAIN_KNOWN_MAX = 5, /* of what is known */
	CHAIN_MAX = 12,	     /* of a batch, where links are counted */
	ROWS_ALIKE_MIN = 4,  /* of two sketches that may be near */
	CANDIDATES_MAX = N_BANDS * CHAIN_MAX,
	N_KEYS = 3,
	WORDS_EXPECTED = 24, /* in an item, on average */
};

struct entry {
	int64_t story_id;
	int64_t at_s;
	uint64_t keys[N_KEYS];
	uint64_t title_key;
	size_t words_at; /* in the pool */
	uint32_t feed_id;
	uint32_t outlet;
	uint32_t n_words;
};

/* What is read while bands are followed: one line of the processor's cache. */
struct trail {
	uint32_t next[N_BANDS]; /* entry + 1 of the same band, added before; 0: none */
	uint8_t rows[N_ROWS];	/* a byte of each */
	uint8_t unused[12];
};

struct slot {
	uint32_t tag;
	uint32_t entry; /* + 1; 0: free */
};

struct table {
	struct slot *slots;
	unsigned bits; /* 2^bits slots */
	size_t n;
};

struct story_index {
	struct entry *entries;
	struct trail *trails; /* one for each entry */
	size_t n_entries, cap_entries, cap_trails;
	uint32_t *words;
	size_t n_words, cap_words;
	struct table bands, keys;
	size_t chain_max; /* entries of a band that are looked at */
	int64_t words_since_s;
};

/* ---- Tables of tags -------------------------------------------------------------- */

static void table_init(struct table *t, size_t n_expected)
{
	t->bits = 10;
	while ((size_t)1 << t->bits < n_expected + n_expected / 2)
		t->bits++;
	t->slots = mem_new((size_t)1 << t->bits, sizeof(*t->slots));
	t->n = 0;
}

static size_t table_start(const struct table *t, uint32_t tag)
{
	return tag >> (32 - t->bits);
}

static void table_grow(struct table *t)
{
	struct table bigger = {NULL, t->bits + 1, t->n};
	size_t mask = ((size_t)1 << bigger.bits) - 1;

	bigger.slots = mem_new(mask + 1, sizeof(*bigger.slots));
	for (size_t i = 0; i < (size_t)1 << t->bits; i++) {
		size_t at = table_start(&bigger, t->slots[i].tag);

		if (!t->slots[i].entry)
			continue;
		while (bigger.slots[at].entry)
			at = (at + 1) & mask;
		bigger.slots[at] = t->slots[i];
	}
	free(t->slots);
	*t = bigger;
}

/* The next slot with the tag, or the free one where it would go. */
static struct slot *table_slot(const struct table *t, uint32_t tag, size_t at)
{
	size_t mask = ((size_t)1 << t->bits) - 1;

	while (t->slots[at].entry && t->slots[at].tag != tag)
		at = (at + 1) & mask;
	return &t->slots[at];
}

static size_t table_after(const struct table *t, const struct slot *slot)
{
	return ((size_t)(slot - t->slots) + 1) & (((size_t)1 << t->bits) - 1);
}

static void table_put(struct table *t, struct slot *slot, uint32_t tag, uint32_t entry)
{
	bool is_new = !slot->entry;

	*slot = (struct slot){tag, entry};
	if (is_new && (++t->n) * 10 > ((size_t)7 << t->bits))
		table_grow(t);
}

/* ---- Bands and keys -------------------------------------------------------------- */

static uint32_t tag_of(uint64_t hash)
{
	hash *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(hash >> 32 ^ hash >> 13);
}

/* What a sketch is looked up by. */
struct probe {
	uint32_t tags[N_BANDS];
	size_t n_bands; /* the last is left out where the title is short */
	uint8_t rows[N_ROWS];
};

static void probe_init(struct probe *p, const struct sketch *s)
{
	const uint32_t *rows = s->rows;

	p->n_bands = 0;
	if (!s->n_words)
		return;
	for (size_t r = 0; r < N_ROWS; r++)
		p->rows[r] = (uint8_t)(rows[r] * 0x9e3779b1u >> 24);
	for (size_t b = 0; b < TITLE_BAND; b++)
		p->tags[b] = tag_of(
		    ((uint64_t)rows[2 * b] << 32 | rows[2 * b + 1]) + b * 0x1234567u);
	p->tags[TITLE_BAND] = tag_of(s->title_key);
	p->n_bands = s->title_key ? N_BANDS : TITLE_BAND;
}

static struct slot *band_slot(const struct story_index *x, uint32_t tag)
{
	return table_slot(&x->bands, tag, table_start(&x->bands, tag));
}

/* An address and a guid that is one may be the same: they share a kind. */
static void keys_of(const struct sketch *s, uint64_t keys[N_KEYS])
{
	keys[0] = s->url_key;
	keys[1] = s->guid_key;
	keys[2] = s->text_key;
}

static bool has_key(const struct entry *e, uint64_t key)
{
	return e->keys[0] == key || e->keys[1] == key || e->keys[2] == key;
}

/* The slot of the entry that has the key, or a free one. */
static struct slot *key_slot(const struct story_index *x, uint64_t key)
{
	uint32_t tag = tag_of(key);
	struct slot *slot = table_slot(&x->keys, tag, table_start(&x->keys, tag));

	while (slot->entry && !has_key(&x->entries[slot->entry - 1], key))
		slot = table_slot(&x->keys, tag, table_after(&x->keys, slot));
	return slot;
}

/* ---- Filling --------------------------------------------------------------------- */

struct story_index *story_index_new(size_t n_expected, int64_t words_since_s)
{
	struct story_index *x = mem_new(1, sizeof(*x));

	x->words_since_s = words_since_s;
	x->chain_max = CHAIN_KNOWN_MAX;
	table_init(&x->bands, n_expected * TITLE_BAND);
	table_init(&x->keys, n_expected * 2);
	if (n_expected) {
		x->cap_entries = n_expected;
		x->entries = mem_resize(NULL, n_expected, sizeof(*x->entries));
		x->cap_trails = n_expected;
		x->trails = mem_resize(NULL, n_expected, sizeof(*x->trails));
		x->cap_words = n_expected * WORDS_EXPECTED;
		x->words = mem_resize(NULL, x->cap_words, sizeof(*x->words));
	}
	return x;
}

void story_index_free(struct story_index *x)
{
	if (!x)
		return;
	free(x->entries);
	free(x->trails);
	free(x->words);
	free(x->bands.slots);
	free(x->keys.slots);
	free(x);
}

size_t story_index_size_bytes(const struct story_index *x)
{
	return sizeof(*x) + x->cap_entries * sizeof(*x->entries) +
	       x->cap_trails * sizeof(*x->trails) + x->cap_words * sizeof(*x->words) +
	       (((size_t)1 << x->bands.bits) + ((size_t)1 << x->keys.bits)) *
		   sizeof(struct slot);
}

static void add_words(
    struct story_index *x, struct entry *e, struct trail *t, const struct sketch *s)
{
	struct probe p;

	probe_init(&p, s);
	while (x->n_words + s->n_words > x->cap_words)
		mem_grow(&x->words, x->cap_words, &x->cap_words, sizeof(*x->words));
	e->words_at = x->n_words;
	e->n_words = s->n_words;
	memcpy(x->words + x->n_words, s->words, s->n_words * sizeof(*s->words));
	x->n_words += s->n_words;
	memcpy(t->rows, p.rows, sizeof(t->rows));
	for (size_t b = 0; b < p.n_bands; b++)
		__builtin_prefetch(&x->bands.slots[table_start(&x->bands, p.tags[b])]);
	for (size_t b = 0; b < p.n_bands; b++) {
		struct slot *slot = band_slot(x, p.tags[b]);

		t->next[b] = slot->entry;
		table_put(&x->bands, slot, p.tags[b], (uint32_t)x->n_entries);
	}
}

void story_index_add(struct story_index *x, const struct sketch *s, int64_t story_id)
{
	struct entry *e;
	struct trail *t;

	mem_grow(&x->entries, x->n_entries, &x->cap_entries, sizeof(*x->entries));
	mem_grow(&x->trails, x->n_entries, &x->cap_trails, sizeof(*x->trails));
	t = &x->trails[x->n_entries];
	*t = (struct trail){{0}, {0}, {0}};
	e = &x->entries[x->n_entries++];
	*e = (struct entry){.story_id = story_id,
	    .at_s = s->at_s,
	    .title_key = s->title_key,
	    .feed_id = s->feed_id,
	    .outlet = s->outlet};
	keys_of(s, e->keys);
	for (size_t i = 0; i < N_KEYS; i++) {
		struct slot *slot = e->keys[i] ? key_slot(x, e->keys[i]) : NULL;

		if (slot && !slot->entry)
			table_put(
			    &x->keys, slot, tag_of(e->keys[i]), (uint32_t)x->n_entries);
	}
	if (s->at_s >= x->words_since_s && s->n_words)
		add_words(x, e, t, s);
}

/* ---- Asking ---------------------------------------------------------------------- */

static bool is_listed(const uint32_t *list, size_t n, uint32_t entry)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == entry)
			return true;
	return false;
}

static bool has_rows_alike(const uint8_t a[N_ROWS], const uint8_t b[N_ROWS])
{
	unsigned n = 0;

	for (size_t r = 0; r < N_ROWS; r++)
		n += a[r] == b[r];
	return n >= ROWS_ALIKE_MIN;
}

/* Entries that share a band with s and may be near, each once. All bands are followed
 * step by step together, so that the memory they need is fetched at once. */
static size_t find_candidates(
    const struct story_index *x, const struct sketch *s, uint32_t out[CANDIDATES_MAX])
{
	uint32_t at[N_BANDS]; /* entry + 1 of each band */
	struct probe p;
	size_t n = 0, n_left;

	probe_init(&p, s);
	for (size_t b = 0; b < p.n_bands; b++)
		__builtin_prefetch(&x->bands.slots[table_start(&x->bands, p.tags[b])]);
	for (size_t b = 0; b < p.n_bands; b++) {
		at[b] = band_slot(x, p.tags[b])->entry;
		if (at[b])
			__builtin_prefetch(&x->trails[at[b] - 1]);
	}
	n_left = p.n_bands;
	for (size_t step = 0; n_left && step < x->chain_max; step++) {
		n_left = 0;
		for (size_t b = 0; b < p.n_bands; b++) {
			const struct trail *t;

			if (!at[b])
				continue;
			t = &x->trails[at[b] - 1];
			if ((b == TITLE_BAND || has_rows_alike(t->rows, p.rows)) &&
			    !is_listed(out, n, at[b] - 1))
				out[n++] = at[b] - 1;
			at[b] = t->next[b];
			if (at[b])
				__builtin_prefetch(&x->trails[at[b] - 1]);
			n_left += at[b] != 0;
		}
	}
	return n;
}

static double similarity_to(
    const struct story_index *x, const struct sketch *s, const struct entry *e)
{
	return words_similarity(
	    sketch_words(s), (struct words){x->words + e->words_at, e->n_words});
}

static uint64_t seconds_apart(int64_t a, int64_t b)
{
	return a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
}

/* How s relates to the entry by its words. */
static enum story_relation relate(const struct story_index *x, const struct sketch *s,
    const struct entry *e, double *similarity)
{
	uint64_t apart_s = seconds_apart(s->at_s, e->at_s);
	bool is_soon = apart_s <= STORY_SOON_S;
	double same = !is_soon && s->outlet == e->outlet ? STORY_SAME_OUTLET : STORY_SAME;

	if (apart_s > STORY_WINDOW_S)
		return STORY_NEW;
	*similarity = similarity_to(x, s, e);
	if (*similarity < STORY_SAME && is_soon && s->title_key &&
	    s->title_key == e->title_key)
		*similarity = STORY_SAME;
	return *similarity >= same	      ? STORY_SAME_WORDS
	       : *similarity >= STORY_RELATED ? STORY_NEAR
					      : STORY_NEW;
}

/* The entry that has one of the keys of s; NULL if none. An address that one feed gives
 * to unlike texts is a page of its own, not the article's. */
static const struct entry *find_key(const struct story_index *x, const struct sketch *s)
{
	uint64_t keys[N_KEYS];

	keys_of(s, keys);
	for (size_t i = 0; i < N_KEYS; i++)
		__builtin_prefetch(
		    &x->keys.slots[table_start(&x->keys, tag_of(keys[i]))]);
	for (size_t i = 0; i < N_KEYS; i++) {
		const struct slot *slot = keys[i] ? key_slot(x, keys[i]) : NULL;
		const struct entry *e;

		if (!slot || !slot->entry)
			continue;
		e = &x->entries[slot->entry - 1];
		if (e->feed_id != s->feed_id || !s->feed_id || !e->n_words ||
		    similarity_to(x, s, e) >= STORY_RELATED)
			return e;
	}
	return NULL;
}

bool story_index_find(
    const struct story_index *x, const struct sketch *s, struct story_match *out)
{
	uint32_t candidates[CANDIDATES_MAX];
	const struct entry *by_key = find_key(x, s);
	size_t n;

	*out = (struct story_match){STORY_NEW, 0, 0};
	if (by_key) {
		*out = (struct story_match){STORY_SAME_KEY, by_key->story_id, 1};
		return true;
	}
	n = find_candidates(x, s, candidates);
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &x->entries[candidates[i]];
		double similarity = 0;
		enum story_relation relation = relate(x, s, e, &similarity);

		if (relation != STORY_NEW && similarity > out->similarity)
			*out = (struct story_match){relation, e->story_id, similarity};
	}
	return out->relation >= STORY_SAME_WORDS;
}

/* ---- Batches --------------------------------------------------------------------- */

/* Links from item i of the batch to what the index has; `local` tells the batch itself,
 * whose stories are positions + 1, from the stories known. */
static void link_item(const struct story_index *x, const struct sketch *s, size_t i,
    bool is_local, struct story_links *links, struct story_place *place)
{
	uint32_t candidates[CANDIDATES_MAX];
	const struct entry *by_key = find_key(x, s);
	size_t n = find_candidates(x, s, candidates);
	double nearest = 0;

	if (by_key)
		story_links_add(links, i, by_key->story_id, is_local, LINK_CERTAIN);
	for (size_t c = 0; c < n; c++) {
		const struct entry *e = &x->entries[candidates[c]];
		double similarity = 0;
		enum story_relation relation = relate(x, s, e, &similarity);

		if (relation == STORY_SAME_WORDS)
			story_links_add(links, i, e->story_id, is_local, similarity);
		else if (relation == STORY_NEAR && !is_local && similarity > nearest) {
			nearest = similarity;
			place->related_id = e->story_id;
		}
	}
}

void story_index_group(const struct story_index *x, const struct sketch *batch, size_t n,
    struct story_place *out)
{
	struct story_index *local = story_index_new(n, INT64_MIN);
	struct story_links *links = story_links_new(n);

	local->chain_max = CHAIN_MAX;
	for (size_t i = 0; i < n; i++) {
		out[i] = (struct story_place){0, i, 0};
		link_item(x, &batch[i], i, false, links, &out[i]);
		link_item(local, &batch[i], i, true, links, &out[i]);
		story_index_add(local, &batch[i], (int64_t)i + 1);
	}
	story_links_group(links, out);
	story_links_free(links);
	story_index_free(local);
}

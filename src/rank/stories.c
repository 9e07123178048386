/*
 * stories.c - the index of sketches. In: sketches with their stories; out: the stories
 * that others belong to.
 *
 * Two tables of tags lead to entries. A band's tag leads to the entry added last, and
 * from there from entry to entry; only the first few are looked at, so that words that a
 * thousand items share cost no more than others. A key's tag leads to the entry that had
 * the key first. Always: what a tag leads to is checked against the entry itself.
 *
 * Time goes into waiting for memory: an entry and its trail fill a line of the
 * processor's cache each, and what the next items of a batch will read is fetched ahead.
 */
#include "rank/stories.h"

#include "base/mem.h"
#include "rank/story_links.h"
#include "rank/tag_table.h"

#include <stdlib.h>
#include <string.h>

enum {
	N_ROWS = WORD_SET_ROWS,
	N_BANDS = N_ROWS / 2 + 1, /* the last is the title as a whole */
	TITLE_BAND = N_BANDS - 1,
	CHAIN_KNOWN_MAX = 5, /* of what is known */
	CHAIN_MAX = 12,	     /* of a batch, where links are counted */
	ROWS_ALIKE_MIN = 4,  /* of two sketches that may be near */
	CANDIDATES_MAX = N_BANDS * (CHAIN_KNOWN_MAX + CHAIN_MAX),
	N_KEYS = 3,
	WORDS_EXPECTED = 24, /* in an item, on average */
	AHEAD = 8,	     /* items of a batch whose memory is under way */
};

struct entry {
	int64_t story_id;
	int64_t at_s;
	uint64_t keys[N_KEYS];
	uint32_t words_at; /* in the pool */
	uint32_t feed_id;
	uint32_t outlet;
	struct word_counts counts;
	uint8_t n_words;
	bool is_undated;
};

/* What is read while bands are followed. */
struct trail {
	uint32_t next[N_BANDS]; /* entry + 1 of the same band, added before; 0: none */
	uint8_t rows[N_ROWS];	/* a byte of each */
	uint32_t asker;		/* entry + 1 of the last that took this for a candidate */
	uint32_t title_tag;	/* 0 where the title is short */
	uint32_t unused;
};

struct story_index {
	struct entry *entries;
	struct trail *trails;	  /* one for each entry */
	struct word_marks *marks; /* as many */
	size_t n_entries, cap_entries, cap_trails, cap_marks;
	uint32_t *words;
	size_t n_words, cap_words;
	struct tag_table bands, keys;
	size_t batch_at; /* the first entry of the batch that is not settled */
	int64_t words_since_s;
};

/* ---- What a sketch is looked up by ------------------------------------------------ */

struct probe {
	uint64_t keys[N_KEYS]; /* 0: none */
	uint32_t tags[N_BANDS];
	uint32_t key_tags[N_KEYS];
	size_t n_bands; /* 0 without words; the last is left out where a title is short */
	uint8_t rows[N_ROWS];
	struct word_marks marks;
};

static void probe_init(struct probe *p, const struct sketch *s)
{
	/* An address and a guid that is one may be the same: they share a kind. */
	p->keys[0] = s->url_key;
	p->keys[1] = s->guid_key;
	p->keys[2] = s->text_key;
	for (size_t i = 0; i < N_KEYS; i++)
		p->key_tags[i] = tag_of(p->keys[i]);
	for (size_t r = 0; r < N_ROWS; r++)
		p->rows[r] = (uint8_t)(s->rows[r] * 0x9e3779b1u >> 24);
	for (size_t b = 0; b < TITLE_BAND; b++) {
		uint64_t pair = (uint64_t)s->rows[2 * b] << 32 | s->rows[2 * b + 1];

		p->tags[b] = tag_of(pair + b * 0x1234567u);
	}
	p->tags[TITLE_BAND] = tag_of(s->title_key);
	p->n_bands = !s->n_words ? 0 : s->title_key ? N_BANDS : TITLE_BAND;
	word_marks_of(sketch_words(s), &p->marks);
}

static void probe_prefetch(const struct probe *p, const struct story_index *x)
{
	for (size_t i = 0; i < N_KEYS; i++)
		tag_table_prefetch(&x->keys, p->key_tags[i]);
	for (size_t b = 0; b < p->n_bands; b++)
		tag_table_prefetch(&x->bands, p->tags[b]);
}

/* Where a sketch's bands lead: the slots, and the first entries (+ 1; 0: none) of what is
 * known and of the batch. */
struct heads {
	struct tag_slot *slots[N_BANDS];
	uint32_t known[N_BANDS], batch[N_BANDS];
};

static bool has_key(const struct entry *e, uint64_t key)
{
	return e->keys[0] == key || e->keys[1] == key || e->keys[2] == key;
}

/* The slot of the entry that has the key, or a free one. */
static struct tag_slot *key_slot(const struct story_index *x, uint64_t key, uint32_t tag)
{
	struct tag_slot *slot = tag_table_find(&x->keys, tag);

	while (slot->entry && !has_key(&x->entries[slot->entry - 1], key))
		slot = tag_table_next(&x->keys, slot);
	return slot;
}

/* ---- Filling --------------------------------------------------------------------- */

struct story_index *story_index_new(size_t n_expected, int64_t words_since_s)
{
	struct story_index *x = mem_new(1, sizeof(*x));

	x->words_since_s = words_since_s;
	tag_table_init(&x->bands, n_expected * TITLE_BAND);
	tag_table_init(&x->keys, n_expected * 2);
	if (n_expected) {
		x->cap_entries = n_expected;
		x->entries = mem_resize(NULL, n_expected, sizeof(*x->entries));
		x->cap_trails = n_expected;
		x->trails = mem_resize(NULL, n_expected, sizeof(*x->trails));
		x->cap_marks = n_expected;
		x->marks = mem_resize(NULL, n_expected, sizeof(*x->marks));
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
	free(x->marks);
	free(x->words);
	tag_table_clear(&x->bands);
	tag_table_clear(&x->keys);
	free(x);
}

size_t story_index_size_bytes(const struct story_index *x)
{
	return sizeof(*x) + x->cap_entries * sizeof(*x->entries) +
	       x->cap_trails * sizeof(*x->trails) + x->cap_marks * sizeof(*x->marks) +
	       x->cap_words * sizeof(*x->words) +
	       (((size_t)1 << x->bands.bits) + ((size_t)1 << x->keys.bits)) *
		   sizeof(struct tag_slot);
}

/* The slots stay valid until the sketch is added. */
static void find_slots(struct story_index *x, const struct probe *p, struct heads *h)
{
	tag_table_reserve(&x->bands, N_BANDS);
	for (size_t b = 0; b < p->n_bands; b++)
		h->slots[b] = tag_table_find(&x->bands, p->tags[b]);
}

static void add_keys(struct story_index *x, const struct probe *p)
{
	tag_table_reserve(&x->keys, N_KEYS);
	for (size_t i = 0; i < N_KEYS; i++) {
		struct tag_slot *slot;

		if (!p->keys[i])
			continue;
		slot = key_slot(x, p->keys[i], p->key_tags[i]);
		if (!slot->entry)
			tag_table_put(
			    &x->keys, slot, p->key_tags[i], (uint32_t)x->n_entries);
	}
}

static void add_words(struct story_index *x, const struct sketch *s,
    const struct probe *p, const struct heads *h, struct entry *e, struct trail *t)
{
	while (x->n_words + s->n_words > x->cap_words)
		mem_grow(&x->words, x->cap_words, &x->cap_words, sizeof(*x->words));
	e->words_at = (uint32_t)x->n_words;
	e->n_words = (uint8_t)s->n_words;
	e->counts = s->counts;
	memcpy(x->words + x->n_words, s->words, s->n_words * sizeof(*s->words));
	x->n_words += s->n_words;
	memcpy(t->rows, p->rows, sizeof(t->rows));
	for (size_t b = 0; b < p->n_bands; b++) {
		struct tag_slot *slot = h->slots[b];

		if (slot->tag == p->tags[b])
			t->next[b] = slot->entry;
		tag_table_put(&x->bands, slot, p->tags[b], (uint32_t)x->n_entries);
	}
}

static void add(struct story_index *x, const struct sketch *s, const struct probe *p,
    const struct heads *h, int64_t story_id, bool has_words)
{
	struct entry *e;
	struct trail *t;

	mem_grow(&x->entries, x->n_entries, &x->cap_entries, sizeof(*x->entries));
	mem_grow(&x->trails, x->n_entries, &x->cap_trails, sizeof(*x->trails));
	mem_grow(&x->marks, x->n_entries, &x->cap_marks, sizeof(*x->marks));
	x->marks[x->n_entries] = p->marks;
	t = &x->trails[x->n_entries];
	*t = (struct trail){.title_tag = p->n_bands == N_BANDS ? p->tags[TITLE_BAND] : 0};
	e = &x->entries[x->n_entries++];
	*e = (struct entry){.story_id = story_id,
	    .at_s = s->at_s,
	    .is_undated = s->is_undated,
	    .feed_id = s->feed_id,
	    .outlet = s->outlet};
	memcpy(e->keys, p->keys, sizeof(e->keys));
	add_keys(x, p);
	if (has_words)
		add_words(x, s, p, h, e, t);
}

void story_index_add(struct story_index *x, const struct sketch *s, int64_t story_id)
{
	struct probe p;
	struct heads h;

	probe_init(&p, s);
	probe_prefetch(&p, x);
	find_slots(x, &p, &h);
	add(x, s, &p, &h, story_id, s->at_s >= x->words_since_s);
	x->batch_at = x->n_entries;
}

/* ---- Asking ---------------------------------------------------------------------- */

/* Counted in a byte, which compilers know how to do with sixteen at once. */
static bool has_rows_alike(const uint8_t a[N_ROWS], const uint8_t b[N_ROWS])
{
	uint8_t n = 0;

	for (size_t r = 0; r < N_ROWS; r++)
		n = (uint8_t)(n + (a[r] == b[r]));
	return n >= ROWS_ALIKE_MIN;
}

/* What the slots lead to. known: for each entry of the batch, the first that was known in
 * each of its bands. */
static void find_heads(const struct story_index *x, const struct probe *p,
    uint32_t (*known)[N_BANDS], struct heads *h)
{
	for (size_t b = 0; b < p->n_bands; b++) {
		uint32_t first = h->slots[b]->entry;
		bool is_batch = first > x->batch_at;

		h->batch[b] = is_batch ? first : 0;
		h->known[b] = is_batch ? known[first - 1 - x->batch_at][b] : first;
	}
}

/* Appends entries after entry `floor` that share a band and may be near, each once. All
 * bands are followed step by step together, so that the memory they need is fetched at
 * once. at: an entry + 1 of each band. */
static size_t find_candidates(const struct story_index *x, const struct probe *p,
    uint32_t at[N_BANDS], size_t floor, size_t n_steps, uint32_t *out, size_t n)
{
	const uint32_t asker = (uint32_t)x->n_entries + 1;
	size_t n_left = p->n_bands;

	for (size_t step = 0; n_left && step < n_steps; step++) {
		n_left = 0;
		for (size_t b = 0; b < p->n_bands; b++) {
			struct trail *t;

			if (at[b] <= floor)
				continue;
			t = &x->trails[at[b] - 1];
			if (t->asker != asker &&
			    (b == TITLE_BAND || has_rows_alike(t->rows, p->rows))) {
				__builtin_prefetch(&x->marks[at[b] - 1]);
				t->asker = asker;
				out[n++] = at[b] - 1;
			}
			at[b] = t->next[b];
			if (at[b])
				__builtin_prefetch(&x->trails[at[b] - 1]);
			n_left += at[b] > floor;
		}
	}
	return n;
}

static struct word_set entry_words(const struct story_index *x, const struct entry *e)
{
	return (struct word_set){x->words + e->words_at, e->n_words, e->counts};
}

static uint64_t seconds_apart(int64_t a, int64_t b)
{
	return a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
}

/* How similar two items must be that are so far apart. */
static double similarity_needed(uint64_t apart_s, bool is_undated, bool is_same_outlet)
{
	double lateness = (double)apart_s / STORY_LATE_S;

	if (is_same_outlet && (is_undated || apart_s > STORY_SOON_S))
		return STORY_SAME_OUTLET;
	if (is_undated || is_same_outlet || lateness > 1)
		lateness = 1;
	return STORY_SAME_AT_ONCE + lateness * (STORY_SAME - STORY_SAME_AT_ONCE);
}

/* Whether the titles allow for what the texts say. Those of one outlet often share what
 * stands below each of its texts: their titles must agree, too. */
static bool is_title_alike(
    const struct sketch *s, const struct entry *e, struct word_set words)
{
	return s->outlet != e->outlet ||
	       word_set_title_similarity(sketch_words(s), words) >= STORY_SAME;
}

/* How strongly s is linked to entry i by its words; 0 if not at all. Of most entries no
 * more than the marks are read. */
static double link_strength(
    const struct story_index *x, const struct sketch *s, const struct probe *p, size_t i)
{
	const struct entry *e = &x->entries[i];
	double bound = word_marks_bound(&p->marks, &x->marks[i]), needed, similarity = 0;
	bool is_same_title =
	    p->n_bands == N_BANDS && p->tags[TITLE_BAND] == x->trails[i].title_tag;
	uint64_t apart_s;

	if (bound < STORY_SAME_AT_ONCE && !is_same_title)
		return 0;
	apart_s = seconds_apart(s->at_s, e->at_s);
	if (apart_s > STORY_WINDOW_S)
		return 0;
	needed = similarity_needed(
	    apart_s, s->is_undated || e->is_undated, s->outlet == e->outlet);
	if (bound >= needed)
		similarity = word_set_similarity(sketch_words(s), entry_words(x, e));
	if (similarity >= needed && is_title_alike(s, e, entry_words(x, e)))
		return similarity;
	return is_same_title && needed <= STORY_SAME && apart_s <= STORY_SOON_S ? needed
										: 0;
}

/* The entry that has one of the keys; NULL if none. An address that one feed gives to
 * unlike texts is a page of its own, not the article's. */
static const struct entry *find_key(
    const struct story_index *x, const struct sketch *s, const struct probe *p)
{
	for (size_t i = 0; i < N_KEYS; i++) {
		const struct tag_slot *slot =
		    p->keys[i] ? key_slot(x, p->keys[i], p->key_tags[i]) : NULL;
		const struct entry *e;

		if (!slot || !slot->entry)
			continue;
		e = &x->entries[slot->entry - 1];
		if (e->feed_id != s->feed_id || !s->feed_id || !e->n_words ||
		    word_set_similarity(sketch_words(s), entry_words(x, e)) >=
			STORY_RELATED)
			return e;
	}
	return NULL;
}

/* ---- Batches --------------------------------------------------------------------- */

static void add_link(const struct story_index *x, const struct entry *e, size_t i,
    double strength, struct story_links *links)
{
	size_t at = (size_t)(e - x->entries);

	if (at >= x->batch_at)
		story_links_add_item(links, i, at - x->batch_at, strength);
	else
		story_links_add_story(links, i, e->story_id, strength);
}

/* Links from item i of the batch to what is known and to what of the batch was added. */
static void link_item(const struct story_index *x, const struct sketch *s,
    const struct probe *p, struct heads *h, size_t i, struct story_links *links)
{
	uint32_t candidates[CANDIDATES_MAX];
	const struct entry *by_key = find_key(x, s, p);
	size_t n = 0;

	n = find_candidates(x, p, h->known, 0, CHAIN_KNOWN_MAX, candidates, n);
	n = find_candidates(x, p, h->batch, x->batch_at, CHAIN_MAX, candidates, n);
	if (by_key)
		add_link(x, by_key, i, LINK_CERTAIN, links);
	for (size_t c = 0; c < n; c++) {
		double strength = link_strength(x, s, p, candidates[c]);

		if (strength > 0)
			add_link(x, &x->entries[candidates[c]], i, strength, links);
	}
}

/* Makes the probe of an item that comes AHEAD items later. */
static void look_ahead(const struct story_index *x, const struct sketch *batch, size_t n,
    size_t i, struct probe probes[AHEAD])
{
	if (i >= n)
		return;
	probe_init(&probes[i % AHEAD], &batch[i]);
	probe_prefetch(&probes[i % AHEAD], x);
}

void story_index_group(
    struct story_index *x, const struct sketch *batch, size_t n, struct story_place *out)
{
	struct story_links *links = story_links_new(n);
	uint32_t(*known)[N_BANDS] = mem_new(n, sizeof(*known));
	struct probe probes[AHEAD];

	for (size_t i = 0; i < AHEAD; i++)
		look_ahead(x, batch, n, i, probes);
	for (size_t i = 0; i < n; i++) {
		const struct probe *p = &probes[i % AHEAD];
		struct heads h;

		find_slots(x, p, &h);
		find_heads(x, p, known, &h);
		memcpy(known[i], h.known, sizeof(h.known));
		link_item(x, &batch[i], p, &h, i, links);
		add(x, &batch[i], p, &h, 0, true);
		look_ahead(x, batch, n, i + AHEAD, probes);
	}
	story_links_group(links, out);
	story_links_free(links);
	free(known);
}

void story_index_settle(struct story_index *x, const int64_t *story_ids)
{
	for (size_t i = x->batch_at; i < x->n_entries; i++)
		x->entries[i].story_id = story_ids[i - x->batch_at];
	x->batch_at = x->n_entries;
}

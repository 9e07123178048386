/*
 * sketch.c - reduces an item to keys and word hashes, and writes them as bytes. In: an
 * item; out: a sketch. Always: the words ascend and none occurs twice; the same item
 * gives the same bytes everywhere.
 *
 * Bytes: one of version (which also says that there was no date), two keys, the time, the
 * feed, the outlet, then the words, all little endian. How many words follows from the
 * length.
 */
#include "rank/sketch.h"

#include "base/clock.h"
#include "base/fold.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "rank/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum {
	VERSION = 1,
	VERSION_UNDATED = 2,
	HEAD_BYTES = 1 + 2 * 8 + 8 + 4 + 4,
	TITLE_WORDS_MAX = 32, /* the rest is left to the summary */
	SUMMARY_BYTES_READ =
	    512, /* its first sentences; feeds differ in where they stop */
	TITLE_KEY_WORDS_MIN = 5,
	TEXT_KEY_WORDS_MIN = 8,
	SUFFIX_BYTES_MAX = 48, /* " - The Publisher" */
	TAKEN_SLOTS = 256,     /* a power of two, more than the words of a set */
	GUID_BYTES_MIN = 20,   /* a shorter one is a number of its feed's own */
	SORT_BITS = 6,	       /* of hashes that are sorted by them first */
};

struct sketcher {
	struct lexicon *lexicon; /* NULL until it is needed */
	struct lexicon_words title, summary;
	struct arena *arena;
	uint32_t taken[TAKEN_SLOTS]; /* the words of this item, or-ed with 1 */
};

struct sketcher *sketcher_new(void)
{
	struct sketcher *k = mem_new(1, sizeof(*k));

	k->arena = arena_new();
	return k;
}

void sketcher_free(struct sketcher *k)
{
	if (!k)
		return;
	lexicon_free(k->lexicon);
	lexicon_words_clear(&k->title);
	lexicon_words_clear(&k->summary);
	arena_free(k->arena);
	free(k);
}

/* ---- The title without its publisher --------------------------------------------- */

/* Whether the letters and digits of name stand in host: "The Guardian" in
 * "theguardian.com". */
static bool is_host_name(struct str name, struct str host)
{
	char letters[SUFFIX_BYTES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < sizeof(letters); i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			letters[n++] = c;
	}
	return n >= 3 && str_find(host, (struct str){letters, n}) < host.n;
}

static struct str without_publisher(const struct item *it, struct str host)
{
	static const struct str marks[] = {
	    {" | ", 3}, {" - ", 3}, {" \xe2\x80\x93 ", 5}, {" \xe2\x80\x94 ", 5}};
	struct str title = str_trim(it->title);

	for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++) {
		if (str_find_char(title, marks[m].p[1]) == title.n)
			continue;
		for (size_t i = title.n; i-- > title.n / 3;) {
			struct str suffix = str_sub(title, i + marks[m].n, title.n);

			if (title.p[i] != ' ' ||
			    !str_starts(str_sub(title, i, marks[m].n), marks[m]))
				continue;
			if (suffix.n <= SUFFIX_BYTES_MAX &&
			    (fold_eq(suffix, it->outlet) || is_host_name(suffix, host)))
				return str_sub(title, 0, i);
			break;
		}
	}
	return title;
}

/* ---- Words ----------------------------------------------------------------------- */

/* Characters of a script without spaces say little alone: each goes with the next. */
static uint32_t pair_hash(uint64_t a, uint64_t b)
{
	return (uint32_t)((a * 3 + b) * 0x9e3779b97f4a7c15u >> 32) &
	       ~(uint32_t)WORD_FLAGS;
}

/* False if the word was taken before. */
static bool take_word(struct sketcher *k, uint32_t word)
{
	size_t i = word >> 2;

	while (k->taken[i % TAKEN_SLOTS] && k->taken[i % TAKEN_SLOTS] != (word | 1))
		i++;
	if (k->taken[i % TAKEN_SLOTS])
		return false;
	k->taken[i % TAKEN_SLOTS] = word | 1;
	return true;
}

static void add_words(struct sketcher *k, const struct lexicon_words *words,
    uint32_t flag, uint32_t max, struct sketch *out)
{
	for (size_t i = 0; i < words->n && out->n_words < max; i++) {
		const struct lexicon_word *w = &words->v[i];
		uint32_t word = w->sketched;

		if (word == LEXICON_LEFT_OUT)
			continue;
		if (word == LEXICON_SINGLE) {
			if (i + 1 == words->n || w[1].sketched != LEXICON_SINGLE)
				continue;
			word = pair_hash(w->hash, w[1].hash);
		}
		if (take_word(k, word & ~(uint32_t)WORD_FLAGS))
			out->words[out->n_words++] = word | flag;
	}
}

/* How many of the words end within the first n bytes of their text. */
static size_t count_until(const struct lexicon_words *words, size_t n_bytes)
{
	size_t n = words->n;

	while (n && words->v[n - 1].end > n_bytes)
		n--;
	return n;
}

/* Leaves of the words those of the title's beginning up to `end`, which a space follows.
 */
static void cut_title(
    const struct item *it, struct str title, struct lexicon_words *words)
{
	words->n = count_until(words, (size_t)(title.p - it->title.p) + title.n);
}

/* Leaves of the words of the summary those that its beginning has by itself: a word may
 * be cut. A space parts what is before it from what is behind. */
static void cut_summary(struct lexicon *x, struct str summary, struct str beginning,
    struct lexicon_words *words)
{
	size_t space = beginning.n;

	if (beginning.n == summary.n)
		return;
	while (space && summary.p[space - 1] != ' ')
		space--;
	words->n = count_until(words, space);
	lexicon_read(x, str_sub(beginning, space, beginning.n), words);
}

/* Hashes spread evenly: by their first bits alone they are nearly in order. */
static void sort_words(uint32_t *words, size_t n)
{
	uint8_t at[1 << SORT_BITS] = {0}; /* how many words, then where they go */
	uint32_t taken[WORD_SET_MAX];

	for (size_t i = 0; i < n; i++)
		at[words[i] >> (32 - SORT_BITS)]++;
	for (size_t b = 0, before = 0; b < 1 << SORT_BITS; b++) {
		before += at[b];
		at[b] = (uint8_t)(before - at[b]);
	}
	memcpy(taken, words, n * sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[at[taken[i] >> (32 - SORT_BITS)]++] = taken[i];
	for (size_t i = 1; i < n; i++) {
		uint32_t word = words[i];
		size_t k = i;

		for (; k > 0 && words[k - 1] > word; k--)
			words[k] = words[k - 1];
		words[k] = word;
	}
}

static bool is_sorted(const struct sketch *s)
{
	for (uint32_t i = 1; i < s->n_words; i++)
		if (s->words[i] < s->words[i - 1])
			return false;
	return true;
}

/* ---- Keys ------------------------------------------------------------------------ */

/* 0 for the front page of a site: it names no article. */
static uint64_t address_key(struct arena *a, struct str url)
{
	struct url_parts parts = url_split(url);

	if (!url_is_web(url) || (parts.path.n <= 1 && !parts.query.n))
		return 0;
	return str_hash(url_key(a, url)) | 1;
}

static uint64_t guid_key(struct arena *a, struct str guid)
{
	if (url_is_web(guid))
		return address_key(a, guid);
	if (str_starts_nocase(guid, STR("tag:")) ||
	    str_starts_nocase(guid, STR("urn:")) || guid.n >= GUID_BYTES_MIN)
		return str_hash(guid) | 1;
	return 0;
}

/* Of the words that have all of these flags; 0 if they are fewer than n_min. */
static uint64_t words_key(const struct sketch *s, uint32_t flags, uint32_t n_min)
{
	uint64_t h = 0x2545f4914f6cdd1du;
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->n_words; i++)
		if ((s->words[i] & flags) == flags) {
			h = (h ^ s->words[i] >> 2) * 0x9e3779b97f4a7c15u;
			h ^= h >> 29;
			n++;
		}
	return n < n_min ? 0 : h | 1;
}

void sketch_complete(struct sketch *s)
{
	if (!is_sorted(s))
		sort_words(s->words, s->n_words);
	s->text_key = words_key(s, 0, TEXT_KEY_WORDS_MIN);
	s->title_key = words_key(s, WORD_TITLE, TITLE_KEY_WORDS_MIN);
	s->counts = word_counts_of(s->words, s->n_words);
	word_set_rows(s->words, s->n_words, s->rows);
}

/* What is known without a look at the words. */
static void begin(
    struct sketcher *k, const struct item *it, struct str host, struct sketch *out)
{
	*out = (struct sketch){.at_s = item_date_s(it), .feed_id = (uint32_t)it->feed_id};
	arena_reset(k->arena);
	out->is_undated = it->published_at_s == NO_TIME && it->updated_at_s == NO_TIME;
	out->outlet = (uint32_t)str_hash(host);
	out->url_key = address_key(k->arena, it->url);
	out->guid_key = guid_key(k->arena, it->guid);
	if (out->guid_key == out->url_key)
		out->guid_key = 0;
}

static void run(struct sketcher *k, struct lexicon *x, const struct item *it,
    bool is_counted, struct sketch *out)
{
	struct str beginning = utf8_cut(it->summary, SUMMARY_BYTES_READ);
	struct str host = url_outlet(it->url);

	begin(k, it, host, out);
	k->title.n = k->summary.n = 0;
	lexicon_begin(x, it->language, is_counted);
	lexicon_read(x, it->title, &k->title);
	lexicon_read(x, is_counted ? it->summary : beginning, &k->summary);
	cut_title(it, without_publisher(it, host), &k->title);
	if (is_counted) {
		lexicon_begin(x, it->language, false);
		cut_summary(x, it->summary, beginning, &k->summary);
	}
	memset(k->taken, 0, sizeof(k->taken));
	add_words(k, &k->title, WORD_TITLE, TITLE_WORDS_MAX, out);
	add_words(k, &k->summary, 0, WORD_SET_MAX, out);
	sketch_complete(out);
}

void sketcher_run(struct sketcher *k, const struct item *it, struct sketch *out)
{
	if (!k->lexicon)
		k->lexicon = lexicon_new();
	run(k, k->lexicon, it, false, out);
}

void sketcher_run_counting(
    struct sketcher *k, struct lexicon *counts, const struct item *it, struct sketch *out)
{
	run(k, counts, it, true, out);
}

struct word_set sketch_words(const struct sketch *s)
{
	return (struct word_set){s->words, s->n_words, s->counts};
}

/* ---- Bytes ----------------------------------------------------------------------- */

static char *put_32(char *p, uint32_t v)
{
	p[0] = (char)v;
	p[1] = (char)(v >> 8);
	p[2] = (char)(v >> 16);
	p[3] = (char)(v >> 24);
	return p + 4;
}

static char *put_64(char *p, uint64_t v)
{
	return put_32(put_32(p, (uint32_t)v), (uint32_t)(v >> 32));
}

static uint32_t get_32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
	       (uint32_t)b[3] << 24;
}

static uint64_t get_64(const char *p)
{
	return get_32(p) | (uint64_t)get_32(p + 4) << 32;
}

void sketch_write(const struct sketch *s, struct buf *b)
{
	char bytes[SKETCH_BYTES_MAX], *p = bytes;

	*p++ = s->is_undated ? VERSION_UNDATED : VERSION;
	p = put_64(p, s->url_key);
	p = put_64(p, s->guid_key);
	p = put_64(p, (uint64_t)s->at_s);
	p = put_32(p, s->feed_id);
	p = put_32(p, s->outlet);
	for (uint32_t i = 0; i < s->n_words; i++)
		p = put_32(p, s->words[i]);
	buf_put(b, bytes, (size_t)(p - bytes));
}

bool sketch_read(struct str bytes, struct sketch *out)
{
	const char *p = bytes.p;
	size_t n_words = (bytes.n - HEAD_BYTES) / 4;

	if (bytes.n < HEAD_BYTES || (bytes.n - HEAD_BYTES) % 4 != 0 ||
	    n_words > WORD_SET_MAX || (*p != VERSION && *p != VERSION_UNDATED))
		return false;
	out->is_undated = *p == VERSION_UNDATED;
	out->url_key = get_64(p + 1);
	out->guid_key = get_64(p + 9);
	out->at_s = (int64_t)get_64(p + 17);
	out->feed_id = get_32(p + 25);
	out->outlet = get_32(p + 29);
	out->n_words = (uint32_t)n_words;
	for (size_t i = 0; i < n_words; i++)
		out->words[i] = get_32(p + HEAD_BYTES + 4 * i);
	sketch_complete(out);
	return true;
}

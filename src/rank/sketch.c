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
#include "base/token.h"
#include "base/url.h"
#include "base/utf8.h"
#include "rank/common_words.h"

#include <stdlib.h>
#include <string.h>

enum {
	VERSION = 1,
	VERSION_UNDATED = 2,
	HEAD_BYTES = 1 + 2 * 8 + 8 + 4 + 4,
	TITLE_WORDS_MAX = 32, /* the rest is left to the summary */
	SUMMARY_BYTES_READ =
	    512,	/* its first sentences; feeds differ in where they stop */
	STEM_CHARS = 5, /* letters of a word that count */
	TITLE_KEY_WORDS_MIN = 5,
	TEXT_KEY_WORDS_MIN = 8,
	SUFFIX_BYTES_MAX = 48, /* " - The Publisher" */
	COMMON_SLOTS = 1024,   /* a power of two, twice the common words */
	TAKEN_SLOTS = 256,     /* a power of two, more than the words of a set */
	GUID_BYTES_MIN = 20,   /* a shorter one is a number of its feed's own */
	SORT_BITS = 6,	       /* of hashes that are sorted by them first */
};

/* A word that is left out, or that is written as another. */
struct common {
	uint64_t word;
	uint64_t written; /* 0: left out */
};

struct sketcher {
	struct tokenizer *tokenizer;
	struct tokens tokens;
	struct arena *arena;
	struct common common[COMMON_SLOTS]; /* open addressing; word 0 is free */
	uint32_t taken[TAKEN_SLOTS];	    /* the words of this item, or-ed with 1 */
};

/* ---- Common words ---------------------------------------------------------------- */

static struct common *common_slot(struct sketcher *k, uint64_t word)
{
	size_t i = (size_t)word;

	while (
	    k->common[i % COMMON_SLOTS].word && k->common[i % COMMON_SLOTS].word != word)
		i++;
	return &k->common[i % COMMON_SLOTS];
}

static void add_common(struct sketcher *k, struct str word, uint64_t written)
{
	uint64_t hash = token_hash(word);

	*common_slot(k, hash) = (struct common){hash, written};
}

struct sketcher *sketcher_new(void)
{
	struct sketcher *k = mem_new(1, sizeof(*k));

	k->tokenizer = tokenizer_new();
	k->arena = arena_new();
	for (const char *const *list = common_words; *list; list++) {
		struct str rest = str_of(*list), word;

		while (str_split(&rest, ' ', &word))
			add_common(k, word, 0);
	}
	for (const char *const *list = calendar_words; *list; list++) {
		struct str rest = str_of(*list), word;

		while (str_split(&rest, ' ', &word))
			add_common(k, word, token_hash(word));
	}
	for (const char *const *list = number_words; *list; list++) {
		struct str rest = str_of(*list), word;

		for (int number = 2; str_split(&rest, ' ', &word); number++) {
			const char *digits = arena_printf(k->arena, "%d", number);

			add_common(k, word, token_hash(str_of(digits)));
		}
	}
	return k;
}

void sketcher_free(struct sketcher *k)
{
	if (!k)
		return;
	tokenizer_free(k->tokenizer);
	tokens_clear(&k->tokens);
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

static struct str without_publisher(const struct item *it)
{
	static const struct str marks[] = {
	    {" | ", 3}, {" - ", 3}, {" \xe2\x80\x93 ", 5}, {" \xe2\x80\x94 ", 5}};
	struct str title = str_trim(it->title), host = url_outlet(it->url);

	for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++)
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
	return title;
}

/* ---- Words ----------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t h, uint32_t c)
{
	return (h ^ c) * 0x100000001b3u;
}

static uint32_t ascii_small(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Of the first letters of a word, folded: "Syrians" and "Syria" are the same. */
static uint32_t stem_hash(struct str word)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i = 0, n_chars = 0;

	for (; i < word.n && i < STEM_CHARS && (unsigned char)word.p[i] < 0x80; i++)
		h = mix(h, ascii_small((unsigned char)word.p[i]));
	n_chars = i;
	for (size_t len; i < word.n && n_chars < STEM_CHARS; i += len) {
		uint32_t folded[FOLD_MAX], c = utf8_at(word, i, &len);
		size_t n = 1;

		if (c < 0x80)
			folded[0] = ascii_small(c);
		else
			n = fold_char(c, folded);
		for (size_t j = 0; j < n && n_chars < STEM_CHARS; j++, n_chars++)
			h = mix(h, folded[j]);
	}
	return (uint32_t)(h >> 32) & ~(uint32_t)WORD_FLAGS;
}

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

static void add_words(
    struct sketcher *k, struct str text, uint32_t flag, uint32_t max, struct sketch *out)
{
	k->tokens.n = 0;
	tokenizer_run(k->tokenizer, text, &k->tokens);
	for (size_t i = 0; i < k->tokens.n && out->n_words < max; i++) {
		const struct token *t = &k->tokens.v[i];
		const struct common *common = common_slot(k, t->hash);
		uint64_t hash = common->word ? common->written : t->hash;
		uint32_t word, flags = flag;

		if (t->flags & TOKEN_SINGLE) {
			if (i + 1 == k->tokens.n || !(t[1].flags & TOKEN_SINGLE))
				continue;
			word = pair_hash(t->hash, t[1].hash);
		} else if (!hash) {
			continue;
		} else if (common->word || (t->flags & TOKEN_DIGIT)) {
			word = (uint32_t)(hash >> 32) & ~(uint32_t)WORD_FLAGS;
			flags |= WORD_NUMBER;
		} else {
			word = stem_hash(str_sub(text, t->start, t->end - t->start));
		}
		if (take_word(k, word))
			out->words[out->n_words++] = word | flags;
	}
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

void sketcher_run(struct sketcher *k, const struct item *it, struct sketch *out)
{
	struct str summary = utf8_cut(it->summary, SUMMARY_BYTES_READ);

	*out = (struct sketch){.at_s = item_date_s(it), .feed_id = (uint32_t)it->feed_id};
	arena_reset(k->arena);
	memset(k->taken, 0, sizeof(k->taken));
	out->is_undated = it->published_at_s == NO_TIME && it->updated_at_s == NO_TIME;
	out->outlet = (uint32_t)str_hash(url_outlet(it->url));
	out->url_key = address_key(k->arena, it->url);
	out->guid_key = guid_key(k->arena, it->guid);
	if (out->guid_key == out->url_key)
		out->guid_key = 0;
	add_words(k, without_publisher(it), WORD_TITLE, TITLE_WORDS_MAX, out);
	add_words(k, summary, 0, WORD_SET_MAX, out);
	sketch_complete(out);
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

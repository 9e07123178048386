/*
 * match_data.c - news files in, items and contacts out. Markup is taken off in the
 * simplest way: the benchmark needs text, not feeds.
 */
#include "match_data.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/token.h"

#include <stdlib.h>
#include <string.h>

enum { ITEM_BYTES = 300, TITLE_BYTES = 70, TERMS_PER_CONTACT = 10, NEWS_MAX = 64 << 20 };

static const char *const files[] = {
    "../shared/corpus/match/nyt/feed.xml",
    "../shared/corpus/match/interest-reuters/feed.xml",
    "../shared/corpus/match/company-ambig/feed.xml",
    "../shared/corpus/match/company-sentfin/feed.xml",
    "../shared/corpus/match/dup-uci/feed.xml",
};

static uint64_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* The text of an element, entities made spaces. */
static void put_element(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		size_t end;

		if (text.p[i] == '&' &&
		    (end = str_find_char(str_sub(text, i, 10), ';')) < 10)
			i += end;
		else if (text.p[i] != '\n' && text.p[i] != '\t')
			buf_putc(out, text.p[i]);
	}
	buf_putc(out, ' ');
}

/* The titles and descriptions of the items. */
static void put_text(struct buf *out, struct str xml)
{
	static const char *const tags[][2] = {
	    {"<title>", "</title>"}, {"<description>", "</description>"}};
	struct str rest = str_sub(xml, str_find(xml, STR("<item>")), SIZE_MAX);

	while (rest.n) {
		for (size_t k = 0; k < 2; k++) {
			size_t n_tag = strlen(tags[k][0]);
			struct str item =
			    str_sub(rest, 0, str_find(rest, STR("</item>")));
			size_t at = str_find(item, str_of(tags[k][0])) + n_tag;

			item = str_sub(item, at, SIZE_MAX);
			put_element(
			    out, str_sub(item, 0, str_find(item, str_of(tags[k][1]))));
		}
		rest = str_sub(rest, str_find(rest, STR("</item>")) + 7, SIZE_MAX);
	}
}

static size_t to_space(struct str s, size_t i)
{
	while (i < s.n && s.p[i] != ' ')
		i++;
	return i;
}

bool match_data_items(struct match_data *d, size_t n)
{
	struct buf news, file;
	struct str text;
	size_t at = 0;

	*d = (struct match_data){.arena = arena_new()};
	buf_init(&news, NEWS_MAX);
	buf_init(&file, NEWS_MAX);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		buf_reset(&file);
		if (file_read(files[i], &file, NULL) == OK)
			put_text(&news, buf_borrow(&file));
	}
	buf_clear(&file);
	if (news.n < 1 << 20) {
		buf_clear(&news);
		return false;
	}
	text = (struct str){arena_dup_str(d->arena, buf_borrow(&news)), news.n};
	buf_clear(&news);
	d->items = arena_alloc(d->arena, n, sizeof(*d->items));
	d->n_items = n;
	for (size_t i = 0; i < n; i++) {
		size_t title = to_space(text, at + TITLE_BYTES), end;

		end = to_space(text, at + ITEM_BYTES);
		if (end >= text.n) {
			/* Round again, a little further on: other items, the same words.
			 */
			at = to_space(text, i % ITEM_BYTES) + 1;
			i--;
			continue;
		}
		d->items[i] = (struct item){.id = (int64_t)i + 1,
		    .title = str_sub(text, at, title - at),
		    .summary = str_sub(text, title + 1, end - title - 1)};
		at = end + 1;
	}
	return true;
}

/* A word of four letters or more at a random place, and the one behind it. */
static bool words_at_random(
    const struct match_data *d, uint64_t *state, struct str *word, struct str *next)
{
	const struct item *it = &d->items[next_random(state) % d->n_items];
	size_t at = to_space(it->summary, next_random(state) % it->summary.n) + 1, end;

	end = to_space(it->summary, at);
	if (end >= it->summary.n)
		return false;
	*word = str_sub(it->summary, at, end - at);
	*next = str_sub(it->summary, end + 1, to_space(it->summary, end + 1) - end - 1);
	for (size_t i = 0; i < word->n; i++)
		if ((word->p[i] | 0x20) < 'a' || (word->p[i] | 0x20) > 'z')
			return false;
	for (size_t i = 0; i < next->n; i++)
		if ((next->p[i] | 0x20) < 'a' || (next->p[i] | 0x20) > 'z')
			return false;
	return word->n >= 4 && next->n >= 3;
}

/* How often words stand in the items, by the last bits of their hashes. */
enum { COUNTERS = 1 << 20 };

static uint32_t *count_words(const struct match_data *d)
{
	uint32_t *counts = arena_alloc(d->arena, COUNTERS, sizeof(*counts));
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};

	for (size_t i = 0; i < d->n_items; i++) {
		t.n = 0;
		tokenizer_run(tk, d->items[i].summary, &t);
		for (size_t k = 0; k < t.n; k++)
			counts[t.v[k].hash % COUNTERS]++;
	}
	tokens_clear(&t);
	tokenizer_free(tk);
	return counts;
}

static size_t count_of(const uint32_t *counts, struct str word)
{
	char folded[64];
	size_t n = word.n < sizeof(folded) ? word.n : sizeof(folded);

	for (size_t i = 0; i < n; i++)
		folded[i] = (char)(word.p[i] | 0x20);
	return counts[token_hash((struct str){folded, n}) % COUNTERS];
}

/* What somebody would enter: a word that stands in one item of 500 at most, or a pair
 * that begins with one of 50. */
static bool is_keyword(const struct match_data *d, struct str word, bool is_pair)
{
	return count_of(d->counts, word) <= d->n_items / (is_pair ? 50 : 500);
}

static struct interest make_term(struct match_data *d, uint64_t *state, unsigned per_cent)
{
	struct interest in = {.weight = 1, .kind = INTEREST_WORDS};
	struct str word, next;
	uint64_t kind = next_random(state) % 100, form = next_random(state) % 3;

	while (!words_at_random(d, state, &word, &next) ||
	       !is_keyword(d, word, kind % 2 == 0))
		;
	if (kind < per_cent) {
		in.kind = INTEREST_REGEX;
		if (form == 0)
			in.term.p = arena_printf(d->arena, "\\b%.*s\\w*\\W+%.*s",
			    STR_ARG(word), STR_ARG(next));
		else if (form == 1)
			in.term.p =
			    arena_printf(d->arena, "\\b%.*s\\W+(?:\\w+\\W+){0,3}%.*s\\b",
				STR_ARG(next), STR_ARG(word));
		else
			in.term.p = arena_printf(
			    d->arena, "\\b(?:new|big)\\s+%.*s\\w*", STR_ARG(word));
		in.term.n = str_of(in.term.p).n;
	} else if (kind % 2) {
		in.term = word;
	} else {
		in.term = (struct str){word.p, word.n + 1 + next.n};
	}
	return in;
}

void match_data_contacts(struct match_data *d, size_t n, unsigned per_cent)
{
	uint64_t state = 1;

	if (!d->counts)
		d->counts = count_words(d);
	d->contacts = arena_alloc(d->arena, n, sizeof(*d->contacts));
	d->n_contacts = n;
	for (size_t i = 0; i < n; i++) {
		struct interest *in =
		    arena_alloc(d->arena, TERMS_PER_CONTACT, sizeof(*in));

		for (size_t k = 0; k < TERMS_PER_CONTACT; k++) {
			in[k] = make_term(d, &state, per_cent);
			in[k].id = (int64_t)k + 1;
		}
		d->contacts[i] = (struct contact){.id = (int64_t)i + 1,
		    .interests = in,
		    .n_interests = TERMS_PER_CONTACT};
	}
}

void match_data_distinct(struct match_data *d, size_t n)
{
	uint64_t state = 1;

	d->contacts = arena_alloc(d->arena, n, sizeof(*d->contacts));
	d->n_contacts = n;
	for (size_t i = 0; i < n; i++) {
		struct interest *in =
		    arena_alloc(d->arena, TERMS_PER_CONTACT, sizeof(*in));

		for (size_t k = 0; k < TERMS_PER_CONTACT; k++) {
			struct str word, other, next;

			while (!words_at_random(d, &state, &word, &next) ||
			       !words_at_random(d, &state, &other, &next))
				;
			in[k] = (struct interest){
			    .id = (int64_t)k + 1, .weight = 1, .kind = INTEREST_WORDS};
			in[k].term.p = arena_printf(
			    d->arena, "%.*s %.*s", STR_ARG(word), STR_ARG(other));
			in[k].term.n = word.n + 1 + other.n;
		}
		d->contacts[i] = (struct contact){.id = (int64_t)i + 1,
		    .interests = in,
		    .n_interests = TERMS_PER_CONTACT};
	}
}

void match_data_free(struct match_data *d)
{
	arena_free(d->arena);
}

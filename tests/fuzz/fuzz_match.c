/*
 * fuzz_match.c - any text as contacts, patterns and news. The first line is a name, the
 * second a company, the third an interest, the fourth an expression; the rest is news.
 */
#include "base/utf8.h"
#include "match/match.h"
#include "match/propose.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_border(struct str s, size_t i)
{
	return i == s.n || ((unsigned char)s.p[i] & 0xc0) != 0x80;
}

/* What must hold for whatever text. */
static void check(const struct pair *p, const struct item *it)
{
	points sum = 0;

	assert(p->score > 0 && p->score <= POINTS_ONE);
	for (size_t i = 0; i < p->n_matches; i++) {
		const struct match *m = &p->matches[i];
		struct str field = m->field == FIELD_TITLE ? it->title : it->summary;

		assert(m->field != FIELD_CATEGORY);
		assert(m->start < m->end && m->end <= field.n);
		assert(is_border(field, m->start) && is_border(field, m->end));
		sum += m->points;
	}
	assert(sum == p->score);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, line[4] = {{0}}, news;
	struct interest interests[2] = {{.id = 1, .weight = 1}, {.id = 2, .weight = 2}};
	struct company company = {.id = 1};
	struct contact contact = {.id = 1, .company_id = 1};
	struct match_options options = {.n_threads = 1};
	struct item item = {.id = 1};
	struct arena *a = arena_new();
	struct match_index *x;
	struct proposal *proposals;
	struct pair *pairs;
	size_t n;

	/* Inside the program, text is valid UTF-8. */
	if (!utf8_is_valid(rest)) {
		arena_free(a);
		return 0;
	}
	for (size_t i = 0; i < 4; i++)
		str_split(&rest, '\n', &line[i]);
	news = (struct str){arena_dup_str(a, rest), rest.n};
	item.title = str_sub(news, 0, str_find_char(news, '\n'));
	item.summary = str_sub(news, item.title.n, SIZE_MAX);
	contact.name = line[0];
	contact.company = company.name = line[1];
	interests[0].term = line[2];
	interests[1].term = line[3];
	interests[1].kind = INTEREST_REGEX;
	contact.interests = interests;
	contact.n_interests = 2;
	x = match_index_new(&contact, 1, &company, 1, &options);
	if (match_items(x, &item, 1, NULL, a, &pairs, &n) == OK)
		for (size_t i = 0; i < n; i++)
			check(&pairs[i], &item);
	match_index_free(x);
	match_propose(&company, 1, &item, 1, a, &proposals, &n);
	arena_free(a);
	return 0;
}

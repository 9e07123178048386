/*
 * asking.c - gathers what questions are made of. In: a contact. Out: questions. Always: a
 * question that was remembered is not made again.
 */
#include "app/asking.h"

#include "app/matching.h"
#include "store/company.h"
#include "store/note.h"

#include <stdlib.h>

enum { NEWS_MAX = 40 };

static struct str *split_interests(struct arena *a, struct str text, size_t *n)
{
	struct str *parts = NULL, part;
	size_t cap = 0;

	*n = 0;
	while (str_split(&text, ';', &part)) {
		part = str_trim(part);
		if (!part.n)
			continue;
		arena_grow(a, &parts, *n, &cap, sizeof(*parts));
		parts[(*n)++] = part;
	}
	return parts;
}

static enum err load_asked(
    struct arena *a, struct home *h, struct question_source *s, struct err_info *ei)
{
	struct asked *asked;
	uint64_t *hashes;
	enum err e =
	    store_asked_list(a, h->store, s->contact->id, &asked, &s->n_asked, ei);

	if (e != OK)
		return e;
	hashes = arena_alloc(a, s->n_asked + 1, sizeof(*hashes));
	for (size_t i = 0; i < s->n_asked; i++)
		hashes[i] = asked[i].key;
	s->asked = hashes;
	return OK;
}

static int by_score(const void *pa, const void *pb)
{
	const struct question_news *a = pa, *b = pb;

	if (a->pair->score != b->pair->score)
		return a->pair->score > b->pair->score ? -1 : 1;
	return (a->item->id < b->item->id) - (a->item->id > b->item->id);
}

/* The contact's own news, the best first. */
static enum err load_news(
    struct arena *a, struct matching *m, struct question_source *s, struct err_info *ei)
{
	const struct match_limits limits = {.per_contact = NEWS_MAX};
	const struct app_progress silent = {0};
	struct contact *only = arena_alloc(a, 1, sizeof(*only));
	struct question_news *news;
	enum err e;

	*only = *s->contact;
	only->is_muted = false;
	m->contacts = only;
	m->n_contacts = 1;
	e = matching_run(m, &limits, &silent, ei);
	if (e != OK)
		return e;
	news = arena_alloc(a, m->n_pairs + 1, sizeof(*news));
	for (size_t i = 0; i < m->n_pairs; i++)
		news[i] = (struct question_news){
		    matching_item(m, m->pairs[i].item_id), &m->pairs[i]};
	qsort(news, m->n_pairs, sizeof(*news), by_score);
	s->news = news;
	s->n_news = m->n_pairs;
	return OK;
}

/* Copies of the articles that questions point at, which outlive the match. */
static void keep_items(struct arena *a, struct question *questions, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct item *copy;

		if (!questions[i].item)
			continue;
		copy = arena_alloc(a, 1, sizeof(*copy));
		copy->id = questions[i].item->id;
		copy->story_id = questions[i].item->story_id;
		copy->title = questions[i].item->title;
		copy->title.p = arena_dup_str(a, copy->title);
		copy->url = questions[i].item->url;
		copy->url.p = arena_dup_str(a, copy->url);
		copy->outlet = questions[i].item->outlet;
		copy->outlet.p = arena_dup_str(a, copy->outlet);
		copy->guid = questions[i].item->guid;
		copy->guid.p = arena_dup_str(a, copy->guid);
		copy->published_at_s = questions[i].item->published_at_s;
		copy->updated_at_s = questions[i].item->updated_at_s;
		copy->first_seen_at_s = questions[i].item->first_seen_at_s;
		questions[i].item = copy;
	}
}

enum err asking_make(struct arena *a, struct home *h, const struct contact *c,
    bool has_news, struct question out[QUESTIONS_MAX], size_t *n, struct err_info *ei)
{
	struct question_source source = {.contact = c};
	struct company company = {0};
	struct matching m = {0};
	enum err e = load_asked(a, h, &source, ei);

	if (e == OK && c->company_id)
		e = store_company_get(a, h->store, c->company_id, &company, ei);
	if (e == OK && has_news)
		e = matching_load(h, matching_since_s(h->config), &m, ei);
	if (e == OK && has_news)
		e = load_news(a, &m, &source, ei);
	if (e == OK) {
		source.industry = company.industry;
		source.own_interests =
		    split_interests(a, config_text(h->config, "identity.interests"),
			&source.n_own_interests);
		*n = questions_make(a, &source, out);
		keep_items(a, out, *n);
	}
	matching_free(&m);
	return e;
}

enum err asking_remember(struct home *h, int64_t contact_id,
    const struct question *questions, size_t n, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct asked asked = {.contact_id = contact_id,
		    .key = questions[i].hash,
		    .at_s = clock_now_s(),
		    .text = questions[i].text};

		e = store_asked_put(h->store, &asked, ei);
	}
	return e;
}

/*
 * asking.c - gathers what questions are made of. In: a contact. Out: questions. Always: a
 * question that was remembered is not made again.
 */
#include "app/asking.h"

#include "app/matching.h"
#include "app/topics.h"
#include "rank/outlets.h"
#include "store/company.h"
#include "store/note.h"

#include <stdlib.h>

enum { NEWS_MAX = 40 };

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

/* The best outlet's item of the story that news[i] is of, own_domain's left out. NULL
 * where there is none, or where it was asked for by an earlier one. */
static const struct item *best_of_story(struct arena *a, struct home *h,
    const struct question_news *news, size_t n, size_t i, struct str own_domain)
{
	size_t n_items = 0, n_paywalls, best;
	const struct str *paywalls =
	    config_list(a, h->config, "queue.paywalls", &n_paywalls);
	struct item *items = arena_alloc(a, n, sizeof(*items));

	for (size_t k = 0; k < n; k++)
		if (news[k].item->story_id == news[i].item->story_id) {
			if (k < i)
				return NULL;
			items[n_items++] = *news[k].item;
		}
	best = outlet_best_item(items, n_items, own_domain, paywalls, n_paywalls);
	return best < n_items ? &items[best] : NULL;
}

/* The contact's own news, the best first, a story once. What would be held for a second
 * look is nothing to ask about. */
static enum err choose_news(struct arena *a, struct home *h, const struct matching *m,
    struct question_source *s, struct str own_domain, struct err_info *ei)
{
	struct question_news *all = arena_alloc(a, m->n_pairs, sizeof(*all));
	struct question_news *chosen = arena_alloc(a, m->n_pairs, sizeof(*chosen));
	struct topics *topics;
	size_t n = 0;
	enum err e = app_topics_load(h, &topics, ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < m->n_pairs; i++) {
		const struct item *it = matching_item(m, m->pairs[i].item_id);

		if (!topics_find(topics, a, it, &m->pairs[i]).held_for.p)
			all[n++] = (struct question_news){it, &m->pairs[i]};
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), by_score);
	for (size_t i = 0; i < n; i++) {
		const struct item *it = best_of_story(a, h, all, n, i, own_domain);

		if (it)
			chosen[s->n_news++] = (struct question_news){it, all[i].pair};
	}
	s->news = chosen;
	topics_free(topics);
	return OK;
}

static enum err load_news(struct arena *a, struct home *h, struct matching *m,
    struct question_source *s, struct str own_domain, struct err_info *ei)
{
	const struct match_limits limits = {.per_contact = NEWS_MAX};
	const struct app_progress silent = {0};
	struct contact *only = arena_alloc(a, 1, sizeof(*only));
	enum err e;

	*only = *s->contact;
	only->is_muted = false;
	m->contacts = only;
	m->n_contacts = 1;
	e = matching_run(m, &limits, &silent, ei);
	return e == OK ? choose_news(a, h, m, s, own_domain, ei) : e;
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
		e = load_news(a, h, &m, &source,
		    outlet_own_domain(c, c->company_id ? &company : NULL), ei);
	if (e == OK) {
		source.industry = company.industry;
		source.language = c->language.n
				      ? c->language
				      : config_text(h->config, "identity.language");
		source.own_interests = config_list(
		    a, h->config, "identity.interests", &source.n_own_interests);
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

/*
 * learning.c - store ──► rank/learn ──► store. In: decisions and the items behind them.
 * Out: learned terms. Always: a term that the user struck never comes back by itself.
 */
#include "app/learning.h"

#include "app/learning_examples.h"
#include "app/learning_names.h"
#include "app/learning_shared.h"
#include "app/news.h"
#include "base/search.h"
#include "rank/learn.h"
#include "store/contact.h"
#include "store/interest.h"
#include "store/item.h"
#include "store/run.h"
#include "store/suggestion.h"

#include <stdlib.h>

#define UPTO "learn.upto" /* the last item that was counted */

enum { PAGE_ITEMS = 5000 };

/* ---- The background -------------------------------------------------------------- */

enum err learning_begin_count(struct home *h, struct news *news, struct err_info *ei)
{
	enum err e = store_setting_get_int(h->store, UPTO, 0, &news->counted_upto, ei);

	if (e == OK && news->counted_upto >= news->after_id)
		news->counts = lexicon_new();
	return e;
}

/* Counts all after *upto, which moves on. */
static enum err count_pages(struct home *h, struct lexicon *x, int64_t *upto,
    int64_t *n_items, struct err_info *ei)
{
	struct arena *a = arena_new();
	size_t n = PAGE_ITEMS;
	enum err e = OK;

	while (e == OK && n == PAGE_ITEMS) {
		const struct item_query query = {.after_id = *upto, .limit = PAGE_ITEMS};
		struct item *items;

		arena_reset(a);
		e = store_item_list(a, h->store, &query, &items, &n, ei);
		for (size_t i = 0; e == OK && i < n; i++)
			lexicon_count(x, &items[i]);
		if (e == OK && n)
			*upto = items[n - 1].id;
		*n_items += e == OK ? (int64_t)n : 0;
	}
	arena_free(a);
	return e;
}

/* Adds what was counted to what is stored. */
static enum err add_counts(struct home *h, const struct lexicon *x, int64_t n_items,
    int64_t upto, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct learn_seen *more;
	size_t n = lexicon_counts(x, a, &more);
	struct seen_term *seen = arena_alloc(a, n, sizeof(*seen));
	enum err e;

	for (size_t i = 0; i < n; i++)
		seen[i] = (struct seen_term){more[i].stem, more[i].n_items};
	e = store_background_add(h->store, seen, n, n_items, ei);
	if (e == OK)
		e = store_setting_set_int(h->store, UPTO, upto, ei);
	arena_free(a);
	return e;
}

static enum err save_counts(struct home *h, const struct lexicon *x, int64_t n_items,
    int64_t upto, struct err_info *ei)
{
	enum err e = n_items ? store_begin(h->store, ei) : OK;

	if (e != OK || !n_items)
		return e;
	e = add_counts(h, x, n_items, upto, ei);
	if (e == OK)
		e = store_commit(h->store, ei);
	else
		store_rollback(h->store);
	return e;
}

enum err learning_end_count(struct home *h, const struct news *news, struct err_info *ei)
{
	int64_t upto = news->counted_upto, n_items = 0;

	if (!news->counts)
		return learning_count_news(h, ei);
	for (size_t i = 0; i < news->n; i++)
		if (news->items[i]->id > news->counted_upto) {
			upto = news->items[i]->id;
			n_items++;
		}
	return save_counts(h, news->counts, n_items, upto, ei);
}

enum err learning_count_news(struct home *h, struct err_info *ei)
{
	struct lexicon *x = lexicon_new();
	int64_t upto, n_items = 0;
	enum err e = store_setting_get_int(h->store, UPTO, 0, &upto, ei);

	if (e == OK)
		e = count_pages(h, x, &upto, &n_items, ei);
	if (e == OK)
		e = save_counts(h, x, n_items, upto, ei);
	lexicon_free(x);
	return e;
}

/* ---- Terms ----------------------------------------------------------------------- */

/* The term as the user left it, if they said anything of it. */
static const struct learned_term *find_word(
    const struct learned_term *old, size_t n, struct str term)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(old[i].term, term))
			return &old[i];
	return NULL;
}

static bool is_users(const struct learned_term *t)
{
	return t->status == LEARNED_ACCEPTED || t->status == LEARNED_STRUCK;
}

/* Old words of the user and new terms as one list. */
static enum err replace(struct arena *a, struct home *h, int64_t contact_id,
    const struct learn_term *terms, size_t n, struct err_info *ei)
{
	bool is_on = config_bool(h->config, "queue.learn");
	struct learned_term *old, *all;
	size_t n_old, n_all = 0;
	enum err e = store_learned_list(a, h->store, contact_id, &old, &n_old, ei);

	if (e != OK)
		return e;
	all = arena_alloc(a, n_old + n, sizeof(*all));
	for (size_t i = 0; i < n_old; i++)
		if (is_users(&old[i]))
			all[n_all++] = old[i];
	for (size_t i = 0; i < n; i++) {
		const struct learned_term *before = find_word(old, n_old, terms[i].term);
		bool is_adopted = is_on || (before && before->status == LEARNED_ADOPTED);

		if (before && is_users(before))
			continue;
		all[n_all++] = (struct learned_term){
		    .contact_id = contact_id,
		    .term = terms[i].term,
		    .weight = terms[i].weight,
		    .n_forwarded = terms[i].n_good,
		    .n_dismissed = terms[i].n_bad,
		    .status = is_adopted ? LEARNED_ADOPTED : LEARNED_PROPOSED,
		    .changed_at_s = clock_now_s(),
		};
	}
	return store_learned_replace(
	    h->store, contact_id, all, n_all, false, clock_now_s(), ei);
}

/* The examples that speak of a taste: not those that are there for the company's name. */
static enum err drop_named(struct arena *a, struct home *h, const struct contact *c,
    struct learn_example *examples, size_t *n, struct err_info *ei)
{
	double *named = arena_alloc(a, *n, sizeof(*named));
	size_t n_kept = 0;
	enum err e = learning_find_names(a, h, c, examples, *n, NULL, 0, named, ei);

	for (size_t i = 0; i < *n; i++)
		if (named[i] <= 0)
			examples[n_kept++] = examples[i];
	*n = n_kept;
	return e;
}

enum err learning_update(struct home *h, int64_t contact_id, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct learn_background news = {0};
	struct learn_example *examples;
	struct learn_term *terms;
	struct contact c;
	size_t n;
	enum err e = store_contact_get(a, h->store, contact_id, &c, ei);

	if (e == OK)
		e = learning_load_examples(a, h, contact_id, &examples, &n, ei);
	if (e == OK)
		e = drop_named(a, h, &c, examples, &n, ei);
	if (e == OK && n >= LEARN_EXAMPLES_MIN)
		e = learning_add_guesses(a, h, &c, &examples, &n, ei);
	if (e == OK)
		e = learning_load_background(a, h, examples, n, &news, ei);
	if (e == OK) {
		n = learn_terms(a, &c, examples, n, &news, &terms);
		e = replace(a, h, contact_id, terms, n, ei);
	}
	if (e == OK && c.company_id)
		e = learning_update_company(h, c.company_id, ei);
	arena_free(a);
	return e;
}

enum err learning_update_for(struct home *h, int64_t suggestion_id, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct queue_entry q;
	enum err e = store_suggestion_get(a, h->store, suggestion_id, &q, ei);

	if (e == OK)
		e = learning_update(h, q.contact.id, ei);
	arena_free(a);
	return e;
}

enum err learning_judge(
    struct home *h, const struct judgement *list, size_t n, struct err_info *ei)
{
	struct arena *a = arena_new();
	int64_t *ids = arena_alloc(a, n, sizeof(*ids));
	enum err e = learning_count_news(h, ei);

	if (e == OK)
		e = store_begin(h->store, ei);
	if (e != OK)
		goto done;
	e = store_judgement_put(h->store, list, n, ei);
	for (size_t i = 0; i < n; i++)
		ids[i] = list[i].contact_id;
	if (n > 1)
		qsort(ids, n, sizeof(*ids), search_by_id);
	for (size_t i = 0; i < n && e == OK; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			e = learning_update(h, ids[i], ei);
	if (e == OK)
		e = store_commit(h->store, ei);
	else
		store_rollback(h->store);
done:
	arena_free(a);
	return e;
}

/* Appends the terms that count for the contact, from index k on, to its interests. */
static void append(struct arena *a, struct contact *c, const struct learned_term *terms,
    size_t n, size_t *k)
{
	struct interest *list;
	size_t from, n_list = c->n_interests;

	while (*k < n && terms[*k].contact_id < c->id)
		++*k;
	for (from = *k; *k < n && terms[*k].contact_id == c->id; ++*k)
		;
	if (from == *k)
		return;
	list = arena_alloc(a, n_list + *k - from, sizeof(*list));
	for (size_t i = 0; i < n_list; i++)
		list[i] = c->interests[i];
	for (size_t i = from; i < *k; i++)
		if (terms[i].status == LEARNED_ADOPTED ||
		    terms[i].status == LEARNED_SHARED)
			list[n_list++] = (struct interest){
			    .contact_id = c->id,
			    .term = terms[i].term,
			    .weight = terms[i].weight,
			    .kind = INTEREST_LEARNED,
			    .source = SOURCE_LEARNED,
			};
	c->interests = list;
	c->n_interests = n_list;
}

enum err learning_add_terms(struct arena *a, struct home *h, struct contact *contacts,
    size_t n, struct err_info *ei)
{
	struct learned_term *terms, *lent = NULL;
	size_t n_terms, n_lent = 0, k = 0, m = 0;
	enum err e = store_learned_list(
	    a, h->store, n == 1 ? contacts[0].id : 0, &terms, &n_terms, ei);

	if (e == OK && config_bool(h->config, "queue.learn"))
		e = learning_share(a, h, contacts, n, terms, n_terms, &lent, &n_lent, ei);
	for (size_t i = 0; e == OK && i < n; i++) {
		append(a, &contacts[i], terms, n_terms, &k);
		append(a, &contacts[i], lent, n_lent, &m);
	}
	return e;
}

enum err learning_list(struct arena *a, struct home *h, const struct contact *c,
    struct learned_term **out, size_t *n, struct err_info *ei)
{
	struct learned_term *own, *lent, *all;
	size_t n_own, n_lent;
	enum err e = store_learned_list(a, h->store, c->id, &own, &n_own, ei);

	if (e == OK)
		e = learning_share(a, h, c, 1, own, n_own, &lent, &n_lent, ei);
	if (e != OK)
		return e;
	all = arena_alloc(a, n_own + n_lent, sizeof(*all));
	for (size_t i = 0; i < n_own + n_lent; i++)
		all[i] = i < n_own ? own[i] : lent[i - n_own];
	*out = all;
	*n = n_own + n_lent;
	return OK;
}

/* ---- The user's word ------------------------------------------------------------- */

static enum err accept(struct home *h, const struct learned_term *t, struct err_info *ei)
{
	struct interest in = {
	    .contact_id = t->contact_id,
	    .term = t->term,
	    .weight = t->weight > 0.01 ? t->weight : 1,
	    .kind = INTEREST_WORDS,
	    .source = SOURCE_ACCEPTED,
	    .is_never = t->weight < 0,
	};

	return store_interest_put(h->store, &in, &in.id, NULL, ei);
}

static enum err change_terms(struct arena *a, struct home *h, int64_t contact_id,
    struct str term, enum learning_word word, struct err_info *ei)
{
	struct learned_term *terms;
	struct contact c;
	size_t n, n_kept = 0, n_changed = 0;
	enum err e = store_contact_get(a, h->store, contact_id, &c, ei);

	if (e == OK)
		e = learning_list(a, h, &c, &terms, &n, ei);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct learned_term t = terms[i];

		if (term.p ? str_eq(t.term, term) : t.status == LEARNED_PROPOSED) {
			n_changed++;
			t.changed_at_s = clock_now_s();
			if (word == LEARNING_ACCEPT)
				e = accept(h, &t, ei);
			t.status = word == LEARNING_ACCEPT   ? LEARNED_ACCEPTED
				   : word == LEARNING_STRIKE ? LEARNED_STRUCK
							     : LEARNED_ADOPTED;
		}
		if (t.status != LEARNED_SHARED)
			terms[n_kept++] = t;
	}
	if (e == OK && !n_changed && term.p)
		e = err_set(ei, ERR_NOINPUT, NULL,
		    "no term '%.*s' was learned; `sawthis interest list` shows all",
		    STR_ARG(term));
	if (e == OK && n_changed)
		e = store_learned_replace(
		    h->store, contact_id, terms, n_kept, true, clock_now_s(), ei);
	return e;
}

enum err learning_tell(struct home *h, int64_t contact_id, struct str term,
    enum learning_word word, struct err_info *ei)
{
	struct arena *a = arena_new();
	enum err e = store_begin(h->store, ei);

	if (e == OK) {
		e = change_terms(a, h, contact_id, term, word, ei);
		if (e == OK)
			e = store_commit(h->store, ei);
		else
			store_rollback(h->store);
	}
	arena_free(a);
	return e;
}

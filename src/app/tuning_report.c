/*
 * tuning_report.c - how every term did: hits in the news, uses in the queue, and what to
 * change. Always: what is proposed is a command that the user may paste, or leave.
 */
#include "app/tuning.h"

#include "app/kept.h"
#include "base/clock.h"
#include "base/escape.h"

#include <stdlib.h>

enum { NOISY_DISMISSALS = 3, DEAD_AFTER_DAYS = 14 };

const char *tuning_verdict_name(enum tuning_verdict verdict)
{
	static const char *const names[] = {"", "dead", "noisy", "redundant"};

	return names[verdict];
}

static int by_key(const void *a, const void *b)
{
	const struct tuning_term *x = a, *y = b;

	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return str_cmp(x->term, y->term);
}

/* Interests of either kind are found under the name that matches carry. */
static enum term_kind kind_of(const struct interest *in)
{
	return in->kind == INTEREST_REGEX     ? TERM_REGEX
	       : in->kind == INTEREST_LEARNED ? TERM_LEARNED
					      : TERM_INTEREST;
}

static struct tuning_term *list_terms(
    struct arena *a, const struct matching *m, int64_t contact_id, size_t *n)
{
	struct tuning_term *list = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < m->n_contacts; i++) {
		const struct contact *c = &m->contacts[i];

		if (contact_id && c->id != contact_id)
			continue;
		for (size_t k = 0; k < c->n_interests; k++) {
			arena_grow(a, &list, *n, &cap, sizeof(*list));
			list[(*n)++] = (struct tuning_term){
			    .contact_id = c->id,
			    .contact_name = c->name,
			    .term = c->interests[k].term,
			    .kind = kind_of(&c->interests[k]),
			    .interest = c->interests[k],
			    .last_hit_s = NO_TIME,
			};
		}
	}
	if (*n > 1)
		qsort(list, *n, sizeof(*list), by_key);
	return list;
}

static struct tuning_term *find_term(struct tuning_term *list, size_t n,
    int64_t contact_id, enum term_kind kind, struct str term)
{
	const struct tuning_term key = {
	    .contact_id = contact_id, .kind = kind, .term = term};

	return n ? bsearch(&key, list, n, sizeof(*list), by_key) : NULL;
}

/* Counts each term once an item. */
static void count_hits(struct tuning_term *list, size_t n, const struct matching *m)
{
	for (size_t i = 0; i < m->n_pairs; i++) {
		const struct pair *p = &m->pairs[i];
		int64_t at_s = item_date_s(matching_item(m, p->item_id));

		for (size_t k = 0; k < p->n_matches; k++) {
			const struct match *hit = &p->matches[k];
			struct tuning_term *t =
			    find_term(list, n, p->contact_id, hit->kind, hit->term);
			bool is_again = false;

			for (size_t o = 0; o < k; o++)
				is_again = is_again ||
					   (p->matches[o].kind == hit->kind &&
					       str_eq(p->matches[o].term, hit->term));
			if (!t || is_again)
				continue;
			t->n_hits++;
			if (at_s > t->last_hit_s)
				t->last_hit_s = at_s;
		}
	}
}

static enum err count_uses(struct arena *a, struct home *h, int64_t contact_id,
    struct tuning_term *list, size_t n, struct err_info *ei)
{
	struct term_use *uses;
	size_t n_uses;
	enum err e = store_term_use_list(a, h->store, contact_id, &uses, &n_uses, ei);

	for (size_t i = 0; e == OK && i < n_uses; i++) {
		struct tuning_term *t =
		    find_term(list, n, uses[i].contact_id, uses[i].kind, uses[i].term);

		if (!t)
			continue;
		t->n_suggested = uses[i].n_suggested;
		t->n_forwarded = uses[i].n_forwarded;
		for (int r = 0; r <= DISMISS_STALE; r++)
			t->n_dismissed[r] = uses[i].n_dismissed[r];
	}
	return e;
}

/* "oil" beside "crude oil" of the same contact: every hit of the longer is one of it. */
static bool is_redundant(
    const struct tuning_term *list, size_t n, const struct tuning_term *t)
{
	for (const struct tuning_term *o = list; o < list + n; o++)
		if (o != t && o->contact_id == t->contact_id &&
		    o->kind == TERM_INTEREST && o->term.n < t->term.n &&
		    !o->interest.is_never && o->interest.weight >= t->interest.weight &&
		    (str_ends(t->term, o->term) || str_starts(t->term, o->term)) &&
		    (t->term.p[o->term.n] == ' ' ||
			t->term.p[t->term.n - o->term.n - 1] == ' '))
			return true;
	return false;
}

/* A command that does what the verdict asks for. */
static struct str propose(struct arena *a, const struct tuning_term *t)
{
	struct buf b;
	struct str command;

	buf_init(&b, 4096);
	buf_printf(&b, "sawthis interest %s %lld ",
	    t->verdict == TUNING_NOISY ? "edit" : "rm", (long long)t->contact_id);
	escape_shell(&b, t->term);
	if (t->verdict == TUNING_NOISY)
		buf_printf(&b, " --weight %g",
		    t->interest.weight > 0.02 ? t->interest.weight / 2 : 0.01);
	command = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return command;
}

/* Whether the news reach back far enough to say that a term finds nothing. */
static bool is_long_enough(const struct item *items, size_t n)
{
	const int64_t then_s = clock_now_s() - DEAD_AFTER_DAYS * DAY_S;

	for (size_t i = 0; i < n; i++)
		if (items[i].first_seen_at_s <= then_s ||
		    (items[i].published_at_s != NO_TIME &&
			items[i].published_at_s <= then_s))
			return true;
	return false;
}

static void judge(struct arena *a, struct tuning_term *list, size_t n,
    const struct item *items, size_t n_items)
{
	const bool may_be_dead = is_long_enough(items, n_items);

	for (struct tuning_term *t = list; t < list + n; t++) {
		int64_t n_dismissed =
		    t->n_dismissed[DISMISS_NONE] + t->n_dismissed[DISMISS_OFF_TOPIC];

		t->n_items = (int64_t)n_items;
		if (t->kind == TERM_LEARNED || t->interest.is_never)
			continue;
		if (!t->n_hits && may_be_dead)
			t->verdict = TUNING_DEAD;
		else if (n_dismissed >= NOISY_DISMISSALS &&
			 n_dismissed > 2 * t->n_forwarded)
			t->verdict = TUNING_NOISY;
		else if (t->kind == TERM_INTEREST && is_redundant(list, n, t))
			t->verdict = TUNING_REDUNDANT;
		if (t->verdict != TUNING_FINE)
			t->proposal = propose(a, t);
	}
}

static int worst_first(const void *a, const void *b)
{
	static const int rank[] = {[TUNING_NOISY] = 0,
	    [TUNING_DEAD] = 1,
	    [TUNING_REDUNDANT] = 2,
	    [TUNING_FINE] = 3};
	const struct tuning_term *x = a, *y = b;
	int64_t p = x->n_dismissed[DISMISS_OFF_TOPIC] + x->n_dismissed[DISMISS_NONE];
	int64_t q = y->n_dismissed[DISMISS_OFF_TOPIC] + y->n_dismissed[DISMISS_NONE];

	if (x->verdict != y->verdict)
		return rank[x->verdict] - rank[y->verdict];
	return p != q ? (p < q) - (p > q) : by_key(a, b);
}

enum err tuning_report(struct arena *a, struct home *h, int64_t contact_id,
    struct tuning_term **out, size_t *n, struct err_info *ei)
{
	const struct app_progress silent = {NULL, NULL};
	struct matching m;
	enum err e = contact_id ? matching_load_one(h, contact_id, &m, ei)
				: matching_load_people(h, &m, ei);

	if (e != OK)
		return e;
	e = kept_news(m.arena, h, &m.items, &m.n_items, ei);
	if (contact_id)
		m.contacts[0].is_muted = false;
	if (e == OK)
		e = matching_run(&m, NULL, &silent, ei);
	if (e == OK) {
		*out = list_terms(m.arena, &m, contact_id, n);
		count_hits(*out, *n, &m);
		e = count_uses(a, h, contact_id, *out, *n, ei);
	}
	if (e == OK) {
		struct tuning_term *kept = arena_alloc(a, *n, sizeof(*kept));

		judge(a, *out, *n, m.items, m.n_items);
		for (size_t i = 0; i < *n; i++) {
			kept[i] = (*out)[i];
			kept[i].term.p = arena_dup_str(a, kept[i].term);
			kept[i].interest.term = kept[i].term;
			kept[i].contact_name.p = arena_dup_str(a, kept[i].contact_name);
		}
		if (*n > 1)
			qsort(kept, *n, sizeof(*kept), worst_first);
		*out = kept;
	}
	matching_free(&m);
	return e;
}

/*
 * unchanged.c - is there anything to match? In: what a run depends on, as a number. Out:
 * yes or no. Always: a number that is not known means yes.
 *
 * Why matching again would queue nothing: the same pairs would stand before the same caps
 * on the same day, with the same suggestions open; those that may show showed. Only their
 * scores fall as they age, and order alone makes nothing show.
 */
#include "app/unchanged.h"

#include "app/topics.h"
#include "base/search.h"
#include "store/item.h"
#include "store/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MATCHED "queue.matched"

/* ---- Everything as a number ------------------------------------------------------- */

static void add_number(uint64_t *h, uint64_t v)
{
	*h = (*h ^ v) * 0x9e3779b97f4a7c15u;
	*h ^= *h >> 32;
}

static void add_text(uint64_t *h, struct str s)
{
	add_number(h, str_hash(s));
	add_number(h, s.n);
}

static void add_texts(uint64_t *h, const struct str *list, size_t n)
{
	add_number(h, n);
	for (size_t i = 0; i < n; i++)
		add_text(h, list[i]);
}

static void add_real(uint64_t *h, double v)
{
	add_text(h, (struct str){(const char *)&v, sizeof(v)});
}

static void add_interests(uint64_t *h, const struct interest *list, size_t n)
{
	add_number(h, n);
	for (size_t i = 0; i < n; i++) {
		add_number(h, (uint64_t)list[i].id);
		add_text(h, list[i].term);
		add_real(h, list[i].weight);
		add_number(h, (uint64_t)list[i].kind);
		add_number(h, (uint64_t)list[i].source);
		add_number(h, list[i].is_never);
	}
}

static void add_contact(uint64_t *h, const struct contact *c)
{
	const struct str texts[] = {c->uid, c->name, c->given, c->family, c->nickname,
	    c->email, c->company, c->title, c->place, c->language, c->url, c->notes,
	    c->extra};
	const int64_t numbers[] = {c->id, c->company_id, c->every_days,
	    c->last_touch_at_s, c->is_muted, c->is_name_doubtful};

	add_texts(h, texts, sizeof(texts) / sizeof(texts[0]));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		add_number(h, (uint64_t)numbers[i]);
	add_texts(h, c->emails, c->n_emails);
	add_texts(h, c->aliases, c->n_aliases);
	add_interests(h, c->interests, c->n_interests);
	add_number(h, c->n_employers);
	for (size_t i = 0; i < c->n_employers; i++) {
		add_number(h, (uint64_t)c->employers[i].company_id);
		add_text(h, c->employers[i].company);
		add_number(h, (uint64_t)c->employers[i].from_s);
		add_number(h, (uint64_t)c->employers[i].until_s);
	}
}

static void add_company(uint64_t *h, const struct company *c)
{
	add_number(h, (uint64_t)c->id);
	add_text(h, c->name);
	add_text(h, c->domain);
	add_text(h, c->industry);
	add_texts(h, c->aliases, c->n_aliases);
	add_texts(h, c->tickers, c->n_tickers);
	add_number(h, (uint64_t)c->trust_hits);
	add_number(h, (uint64_t)c->trust_misses);
	add_number(h, (uint64_t)(c->trust_expected * POINTS_ONE));
	add_number(h, c->n_contexts);
	for (size_t i = 0; i < c->n_contexts; i++) {
		add_text(h, c->contexts[i].word);
		add_number(h, (uint64_t)c->contexts[i].n_right);
		add_number(h, (uint64_t)c->contexts[i].n_wrong);
	}
}

static enum err add_settings(uint64_t *h, struct home *home, struct err_info *ei)
{
	struct buf topics;
	enum err e;

	for (const struct config_key *k = config_keys; k->name; k++)
		add_text(h, config_text(home->config, k->name));
	buf_init(&topics, TOPICS_MAX_BYTES);
	e = app_topics_read(home, &topics, ei);
	add_text(h, buf_borrow(&topics));
	buf_clear(&topics);
	return e;
}

enum err unchanged_note_inputs(
    struct home *h, struct matching *m, int64_t since_s, struct err_info *ei)
{
	uint64_t hash = 1, items;
	enum err e = store_item_state(h->store, &items, ei);

	if (e == OK)
		e = add_settings(&hash, h, ei);
	if (e != OK)
		return e;
	add_text(&hash, STR(SAWTHIS_VERSION));
	add_number(&hash, (uint64_t)(clock_now_s() / DAY_S));
	add_number(&hash, (uint64_t)since_s);
	add_number(&hash, items);
	for (size_t i = 0; i < m->n_contacts; i++)
		add_contact(&hash, &m->contacts[i]);
	for (size_t i = 0; i < m->n_companies; i++)
		add_company(&hash, &m->companies[i]);
	m->inputs = hash;
	return OK;
}

/* ---- Asked and remembered --------------------------------------------------------- */

/* The number as it is stored: of the inputs and of what is given. */
static struct str write_state(
    struct arena *a, const struct matching *m, const struct history *given)
{
	return str_of(arena_printf(a, "%016" PRIx64, m->inputs ^ history_hash(given)));
}

enum err unchanged_ask(
    struct home *h, struct matching *m, bool *is_unchanged, struct err_info *ei)
{
	struct history *given;
	struct str before;
	enum err e = store_setting_get(m->arena, h->store, MATCHED, &before, ei);

	*is_unchanged = false;
	if (e != OK || !before.n)
		return e;
	given = arena_alloc(m->arena, 1, sizeof(*given));
	e = history_load(m->arena, h, given, ei);
	*is_unchanged = e == OK && str_eq(before, write_state(m->arena, m, given));
	if (*is_unchanged)
		m->history = given;
	return e;
}

enum err unchanged_remember(struct home *h, const struct matching *m, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct history given;
	enum err e = history_load(a, h, &given, ei);

	if (e == OK)
		e = store_setting_set(h->store, MATCHED, write_state(a, m, &given), ei);
	arena_free(a);
	return e;
}

/* ---- What is needed all the same -------------------------------------------------- */

/* Stories that are open, and those sent to a contact who has any open, ascending. */
static size_t list_stories(struct arena *a, const struct history *h, int64_t **out)
{
	int64_t *list = arena_alloc(a, h->n_given, sizeof(*list));
	size_t n = 0, n_unique = 0;

	for (size_t i = 0; i < h->n_given; i++) {
		const struct given *g = &h->given[i];
		bool is_open =
		    g->status == SUGGESTION_NEW || g->status == SUGGESTION_HELD;

		if (is_open || (g->status == SUGGESTION_FORWARDED &&
				   history_of_contact(h, g->contact_id).n_open))
			list[n++] = g->story_id;
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), search_by_id);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || list[i] != list[i - 1])
			list[n_unique++] = list[i];
	*out = list;
	return n_unique;
}

enum err unchanged_load_items(
    struct home *h, struct matching *m, int64_t since_s, struct err_info *ei)
{
	int64_t *stories;
	size_t n = list_stories(m->arena, m->history, &stories), cap = 0;
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct item_query query = {
		    .since_s = since_s == NO_TIME ? 0 : since_s, .story_id = stories[i]};
		struct item *items;
		size_t n_items;

		e = store_item_list(m->arena, h->store, &query, &items, &n_items, ei);
		for (size_t k = 0; e == OK && k < n_items; k++) {
			arena_grow(
			    m->arena, &m->items, m->n_items, &cap, sizeof(*m->items));
			m->items[m->n_items++] = items[k];
		}
	}
	if (m->n_items > 1)
		qsort(m->items, m->n_items, sizeof(*m->items), search_by_id);
	return e;
}

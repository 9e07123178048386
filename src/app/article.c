/*
 * article.c - articles that came by no feed. They belong to a feed that is in no list, so
 * that everything made for items serves them too.
 */
#include "app/article.h"

#include "app/queueing.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/url.h"
#include "store/company.h"
#include "store/feed.h"
#include "store/item.h"
#include "store/suggestion.h"

/* Never fetched: .invalid has no host (RFC 2606), and the feed is removed at once. */
#define FOUND_FEED_URL "https://found.invalid/"

enum { TITLE_WORDS_MIN_BYTES = 8 };

/* The words of the URL's last part that reads like a title: "/a/fusion-works-2.html" is
 * "Fusion works 2". Empty where none does. */
static struct str title_of_url(struct arena *a, struct str url)
{
	struct str path = url_split(url).path, part, best = {0};
	struct buf b;
	struct str out = {0};

	while (str_split(&path, '/', &part)) {
		part = str_sub(part, 0, str_find_char(part, '.'));
		if (part.n >= TITLE_WORDS_MIN_BYTES &&
		    (str_find_char(part, '-') < part.n ||
			str_find_char(part, '_') < part.n))
			best = part;
	}
	buf_init(&b, LIMIT_TITLE_BYTES);
	for (size_t i = 0; i < best.n; i++) {
		char c = best.p[i];

		if (i == 0 && c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		buf_putc(&b, c == '-' || c == '_' || c == '%' || c == '+' ? ' ' : c);
	}
	if (b.n)
		out = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return out;
}

enum err article_find(struct arena *a, struct home *h, struct str url, struct str title,
    struct item *out, struct err_info *ei)
{
	int64_t id;
	enum err e;

	url = str_trim(url);
	if (!url_is_web(url) || url.n > LIMIT_URL_BYTES)
		return err_set(ei, ERR_DATA, NULL,
		    "'%.*s' is no address of the web (http or https)",
		    (int)(url.n < 100 ? url.n : 100), url.p ? url.p : "");
	e = store_item_find(h->store, url, &id, ei);
	if (e != OK || id)
		return e != OK ? e : store_item_get(a, h->store, id, out, ei);
	url = str_of(arena_dup_str(a, url));
	*out = (struct item){.url = url,
	    .guid = url,
	    .title = title.n ? title : title_of_url(a, url),
	    .outlet = str_of(arena_dup_str(a, url_outlet(url))),
	    .published_at_s = NO_TIME,
	    .updated_at_s = NO_TIME,
	    .first_seen_at_s = clock_now_s()};
	if (!out->title.n)
		out->title = out->outlet;
	return OK;
}

/* The feed of what users found, on no list. */
static enum err found_feed(struct home *h, int64_t *id, struct err_info *ei)
{
	const struct feed f = {.url = STR(FOUND_FEED_URL),
	    .title = STR("Found by yourself"),
	    .status = FEED_PAUSED,
	    .failing_since_s = NO_TIME,
	    .last_fetch_at_s = NO_TIME,
	    .last_ok_at_s = NO_TIME,
	    .next_fetch_at_s = NO_TIME,
	    .last_change_at_s = NO_TIME};
	bool is_new;
	enum err e = store_feed_add(h->store, &f, id, &is_new, ei);

	return e == OK ? store_feed_remove(h->store, *id, ei) : e;
}

/* Stores the item and gives it a story. */
static enum err store_article(
    struct arena *a, struct home *h, struct item *it, struct err_info *ei)
{
	struct item_put put = {ITEM_KNOWN, it->id};
	struct run run = {0};
	enum err e = OK;

	if (!it->id) {
		e = found_feed(h, &it->feed_id, ei);
		if (e == OK)
			e = store_items_put(h->store, it->feed_id, it, 1, &put, ei);
	}
	if (e == OK && !it->story_id) {
		const struct app_progress nobody = {0};
		struct news news;

		e = news_read(a, h, &news, ei);
		if (e == OK)
			e = queueing_assign_stories(h, &news, &nobody, &run, ei);
		if (e == OK)
			e = store_item_get(a, h->store, put.id, it, ei);
	}
	return e;
}

enum err article_match(struct arena *a, struct home *h, const struct contact *c,
    const struct item *it, struct suggestion *out, struct err_info *ei)
{
	const struct app_progress nobody = {0};
	struct contact contact = *c;
	struct item item = *it;
	struct matching m = {.arena = a,
	    .contacts = &contact,
	    .n_contacts = 1,
	    .items = &item,
	    .n_items = 1};
	enum err e;

	contact.is_muted = false;
	e = store_company_list(a, h->store, &m.companies, &m.n_companies, ei);
	if (e == OK)
		e = matching_run(&m, NULL, &nobody, ei);
	if (e != OK)
		return e;
	*out = (struct suggestion){.contact_id = c->id,
	    .story_id = it->story_id,
	    .item_id = it->id,
	    .status = SUGGESTION_NEW,
	    .score = POINTS_ONE,
	    .created_at_s = clock_now_s(),
	    .decided_at_s = NO_TIME,
	    .snoozed_until_s = NO_TIME,
	    .note = STR("you found this yourself"),
	    .adjustments = {{"found", POINTS_ONE}},
	    .n_adjustments = 1};
	if (m.n_pairs) {
		out->reasons = m.pairs[0].matches;
		out->n_reasons = m.pairs[0].n_matches;
		out->adjustments[0].points -= m.pairs[0].score;
	}
	return OK;
}

enum err article_suggest(struct arena *a, struct home *h, const struct item *it,
    const struct suggestion *s, int64_t *suggestion_id, struct err_info *ei)
{
	struct suggestion_query query = {
	    .contact_id = s->contact_id, .has_no_reasons = true};
	struct suggestion fresh = *s;
	struct item stored = *it;
	struct queue_entry *known;
	size_t n = 0;
	enum err e = store_article(a, h, &stored, ei);

	if (e != OK)
		return e;
	fresh.item_id = stored.id;
	fresh.story_id = query.story_id = stored.story_id;
	e = store_suggestion_list(a, h->store, &query, &known, &n, ei);
	if (e == OK && n)
		*suggestion_id = known[0].suggestion.id;
	else if (e == OK)
		e = store_suggestion_insert(h->store, &fresh, 1, suggestion_id, ei);
	return e;
}

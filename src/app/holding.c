/*
 * holding.c - hosts that asked to be left alone. In: responses. Out: later fetches in the
 * database. Always: a fetch is only ever put off, never brought forward.
 */
#include "app/holding.h"

#include "base/url.h"
#include "store/feed.h"

/* A host may not ask for more. */
enum { WAIT_MAX_S = 7 * DAY_S };

static bool is_same_host(struct str a, struct str b)
{
	struct url_parts x = url_split(a), y = url_split(b);

	return str_eq_nocase(x.host, y.host) && str_eq(x.port, y.port);
}

void holding_note(struct arena *a, struct holding *holding, struct str url,
    const struct fetch_response *response, int64_t now_s)
{
	int64_t wait_s = response->retry_after_s;

	if ((response->status != 429 && response->status != 503) || wait_s <= 0 ||
	    response->n_redirects > 0 || response->result == FETCH_HELD)
		return;
	for (size_t i = 0; i < holding->n; i++)
		if (is_same_host(holding->holds[i].url, url))
			return;
	arena_grow(
	    a, &holding->holds, holding->n, &holding->cap, sizeof(*holding->holds));
	holding->holds[holding->n++] = (struct hold){
	    .url = url, .until_s = now_s + (wait_s < WAIT_MAX_S ? wait_s : WAIT_MAX_S)};
}

enum err holding_apply(
    struct arena *a, const struct holding *holding, struct store *s, struct err_info *ei)
{
	struct feed *feeds;
	size_t n_feeds;
	enum err e = OK;

	if (holding->n)
		e = store_feed_list(a, s, &feeds, &n_feeds, ei);
	for (size_t h = 0; h < holding->n && e == OK; h++) {
		const struct hold *hold = &holding->holds[h];
		for (size_t i = 0; i < n_feeds && e == OK; i++) {
			struct feed *f = &feeds[i];
			if (f->status != FEED_ACTIVE ||
			    !is_same_host(f->url, hold->url) ||
			    f->next_fetch_at_s >= hold->until_s)
				continue;
			f->next_fetch_at_s = hold->until_s;
			e = store_feed_update(s, f, ei);
		}
	}
	return e;
}

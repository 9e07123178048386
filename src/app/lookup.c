/*
 * lookup.c - finds what the user means, or says why it is not clear. Always: what fits
 * several records is an error, never a guess.
 */
#include "app/lookup.h"

#include "base/utf8.h"
#include "store/company.h"
#include "store/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 6 };

/* "Ada Lovelace (3), Ada Byron (7) and 4 more" */
static enum err several(struct arena *a, struct home *h, struct str text,
    const int64_t *ids, size_t n, struct err_info *ei)
{
	struct buf names;
	enum err e = OK;

	buf_init(&names, 400);
	for (size_t i = 0; i < n && i < NAMES_SHOWN && e == OK; i++) {
		struct contact c;

		e = store_contact_get(a, h->store, ids[i], &c, ei);
		if (e == OK)
			buf_printf(&names, "%s%.*s (%lld)", i ? ", " : "",
			    STR_ARG(utf8_cut(c.name, 60)), (long long)ids[i]);
	}
	if (n > NAMES_SHOWN)
		buf_printf(&names, " and %zu more", n - NAMES_SHOWN);
	if (e == OK)
		e = err_set(ei, ERR_DATA, NULL,
		    "'%.80s' fits several contacts: %s; use the id", text.p, names.p);
	buf_clear(&names);
	return e;
}

enum err lookup_contact(struct arena *a, struct home *h, struct str text,
    struct contact *out, struct err_info *ei)
{
	int64_t *ids;
	size_t n;
	enum err e = store_contact_find(a, h->store, text, &ids, &n, ei);

	if (e != OK)
		return e;
	if (n == 0)
		return err_set(ei, ERR_NOINPUT, NULL,
		    "no contact is called '%.80s'; `sawthis contact list` shows all",
		    text.p);
	if (n > 1)
		return several(a, h, text, ids, n, ei);
	return store_contact_get(a, h->store, ids[0], out, ei);
}

/* Whether text is "news.example" or "news.example/feed": an address as people say it. */
static bool is_bare_address(struct str text)
{
	static const char *const files[] = {".xml", ".rss", ".atom", ".json", ".opml"};
	struct str host = str_sub(text, 0, str_find_char(text, '/'));
	size_t dot = str_find_char(host, '.');

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (str_ends(host, str_of(files[i])))
			return false;
	return dot > 0 && dot + 1 < host.n && str_find_char(text, ' ') == text.n;
}

enum err lookup_feed_url(
    struct arena *a, struct str text, struct str *url, struct err_info *ei)
{
	char *path;

	if (str_find(text, STR("://")) < text.n) {
		text = str_sub(text, 0, str_find_char(text, '#'));
		*url = (struct str){arena_dup_str(a, text), text.n};
		return OK;
	}
	path = realpath(text.p, NULL);
	if (!path && is_bare_address(text)) {
		*url = str_of(arena_printf(a, "https://%.*s", STR_ARG(text)));
		return OK;
	}
	if (!path)
		return err_set(ei, ERR_NOINPUT, text.p,
		    "is neither a URL (https://…) nor a file that is there");
	*url = str_of(arena_printf(a, "file://%s", path));
	free(path);
	return OK;
}

enum err lookup_feed(struct home *h, struct str text, int64_t *id, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct str url;
	enum err e = store_feed_find(h->store, text, id, ei);

	if (e == OK && !*id && lookup_feed_url(a, text, &url, NULL) == OK)
		e = store_feed_find(h->store, url, id, ei);
	if (e == OK && !*id)
		e = err_set(ei, ERR_NOINPUT, text.p,
		    "is no feed here; `sawthis feed list` shows all");
	arena_free(a);
	return e;
}

static enum err parse_statuses(struct str value, unsigned *out, struct err_info *ei)
{
	struct str rest = value, one;
	enum suggestion_status status;

	*out = 0;
	while (str_split(&rest, '|', &one)) {
		if (str_eq(one, STR("all")))
			*out |= STATUS_ALL;
		else if (suggestion_status_parse(one, &status))
			*out |= STATUS_BIT(status);
		else
			return err_set(ei, ERR_USAGE, NULL,
			    "status:%.*s: a status is new, held, waiting, snoozed, "
			    "forwarded, "
			    "dismissed, expired or all",
			    STR_ARG(one));
	}
	return OK;
}

/* "0.6", "0.6..", "..0.8", "0.6..0.8" */
static enum err parse_scores(
    struct str value, struct suggestion_query *q, struct err_info *ei)
{
	size_t dots = str_find(value, STR(".."));
	struct str low = str_sub(value, 0, dots),
		   high = str_sub(value, dots + 2, value.n);
	double from = 0, to = 0;

	if ((low.n && !str_to_double(low, -10, 10, &from)) ||
	    (high.n && !str_to_double(high, -10, 10, &to)) || (!low.n && !high.n))
		return err_set(ei, ERR_USAGE, NULL,
		    "score:%.*s: write 0.6.. or ..0.8 or 0.6..0.8", STR_ARG(value));
	q->min_score = points_from_double(from);
	q->max_score = points_from_double(to);
	return OK;
}

static enum err parse_company(
    struct home *h, struct str value, struct suggestion_query *q, struct err_info *ei)
{
	enum err e = store_company_find(h->store, value, &q->company_id, ei);

	if (e == OK && !q->company_id)
		e = err_set(
		    ei, ERR_NOINPUT, NULL, "no contact works at '%.*s'", STR_ARG(value));
	return e;
}

static enum err parse_word(struct arena *a, struct home *h, struct str key,
    struct str value, struct suggestion_query *q, struct err_info *ei)
{
	struct contact c = {0};
	enum err e;

	if (str_eq(key, STR("contact"))) {
		e = lookup_contact(a, h, str_of(arena_dup_str(a, value)), &c, ei);
		if (e == OK)
			q->contact_id = c.id;
		return e;
	}
	if (str_eq(key, STR("company")))
		return parse_company(h, value, q, ei);
	if (str_eq(key, STR("status")))
		return parse_statuses(value, &q->statuses, ei);
	if (str_eq(key, STR("score")))
		return parse_scores(value, q, ei);
	if (str_eq(key, STR("overdue"))) {
		q->is_overdue = str_eq(value, STR("yes"));
		if (q->is_overdue || str_eq(value, STR("no")))
			return OK;
		return err_set(
		    ei, ERR_USAGE, NULL, "overdue:%.*s: write yes or no", STR_ARG(value));
	}
	if (clock_parse_when(value, true, &q->since_s))
		return OK;
	return err_set(
	    ei, ERR_USAGE, NULL, "since:%.*s: write a date or 90d", STR_ARG(value));
}

static bool is_query_key(struct str key)
{
	static const char *const keys[] = {
	    "contact", "company", "status", "score", "overdue", "since"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (str_eq(key, str_of(keys[i])))
			return true;
	return false;
}

/* Takes the next word off *rest; what stands in double quotes is not parted, and loses
 * them. */
static bool next_word(struct arena *a, struct str *rest, struct str *word)
{
	bool is_quoted = false;
	char *to;
	size_t i, n = 0;

	*rest = str_trim(*rest);
	if (!rest->n)
		return false;
	to = arena_alloc(a, rest->n + 1, 1);
	for (i = 0; i < rest->n && (is_quoted || rest->p[i] != ' '); i++) {
		if (rest->p[i] == '"')
			is_quoted = !is_quoted;
		else
			to[n++] = rest->p[i];
	}
	*rest = str_sub(*rest, i, rest->n);
	*word = (struct str){to, n};
	return true;
}

enum err lookup_query(struct arena *a, struct home *h, struct str text,
    struct suggestion_query *out, struct err_info *ei)
{
	struct suggestion_query q = {
	    .now_s = clock_now_s(),
	    .every_days = config_int(h->config, "queue.every_days"),
	};
	struct str *words = NULL, rest = text, word;
	size_t cap = 0;
	enum err e = OK;

	while (e == OK && next_word(a, &rest, &word)) {
		size_t colon = str_find_char(word, ':');
		struct str key = str_sub(word, 0, colon);

		if (!word.n)
			continue;
		if (colon < word.n && is_query_key(key)) {
			e = parse_word(
			    a, h, key, str_sub(word, colon + 1, word.n), &q, ei);
			continue;
		}
		arena_grow(a, &words, q.n_words, &cap, sizeof(*words));
		words[q.n_words++] = word;
	}
	if (e != OK)
		return e;
	q.words = words;
	if (!q.statuses)
		q.statuses = STATUS_BIT(SUGGESTION_NEW) | STATUS_BIT(SUGGESTION_HELD);
	*out = q;
	return OK;
}

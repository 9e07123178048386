/*
 * page_news.c - the stored news: listed, searched, and one article with whom it suits.
 */
#include "web/pages.h"

#include "app/kept.h"
#include "store/item.h"
#include "store/suggestion.h"
#include "web/page.h"
#include "web/parts.h"

enum { ITEMS_SHOWN = 60, SUGGESTIONS_SHOWN = 20, OTHERS_SHOWN = 20 };

static void put_item(struct buf *b, const struct item *it)
{
	buf_printf(b, "<li><a dir=\"auto\" href=\"/item/%lld\">", (long long)it->id);
	page_text(b, it->title.n ? it->title : STR("(no title)"));
	buf_puts(b, "</a><span class=\"meta\">");
	page_text(b, it->outlet);
	buf_puts(b, it->outlet.n ? ", " : "");
	page_ago(b, item_date_s(it));
	buf_puts(b, "</span></li>\n");
}

static struct str *split_words(struct arena *a, struct str text, size_t *n)
{
	struct str *words = NULL, word;
	size_t cap = 0;

	*n = 0;
	while (str_split(&text, ' ', &word)) {
		if (!word.n)
			continue;
		arena_grow(a, &words, *n, &cap, sizeof(*words));
		words[(*n)++] = word;
	}
	return words;
}

static enum err put_items(struct web_request *r, struct buf *b, struct str text)
{
	const struct item_query newest = {.is_newest_first = true, .limit = ITEMS_SHOWN};
	struct str *words;
	struct item *items;
	size_t n, n_words;
	enum err e;

	words = split_words(r->arena, text, &n_words);
	e = n_words
		? kept_find(
		      r->arena, r->home, words, n_words, ITEMS_SHOWN, &items, &n, r->ei)
		: store_item_list(r->arena, r->home->store, &newest, &items, &n, r->ei);
	if (e != OK)
		return e;
	buf_puts(b, n	     ? "<ul class=\"list\">"
		    : text.n ? "<p class=\"soft\">No article has these words.</p>"
			     : "<p class=\"empty\">No news yet. <a href=\"/feeds\">Add "
			       "feeds</a>, then read them from the queue.</p>");
	for (size_t i = 0; i < n; i++)
		put_item(b, &items[i]);
	buf_puts(b, n ? "</ul>" : "");
	if (n == ITEMS_SHOWN)
		buf_printf(b, "<p class=\"meta\">The newest %d; search for others.</p>",
		    ITEMS_SHOWN);
	return OK;
}

enum err page_items(struct web_request *r, struct web_response *out)
{
	enum err e;

	page_begin(r, &out->body, "items", STR("News"));
	buf_puts(&out->body, "<h1>News</h1>");
	e = put_items(r, &out->body, (struct str){NULL, 0});
	page_end(&out->body);
	return e;
}

static enum err put_suggestions(struct web_request *r, struct buf *b, struct str text)
{
	struct suggestion_query query = {.statuses = STATUS_ALL &
						     ~STATUS_BIT(SUGGESTION_WAITING) &
						     ~STATUS_BIT(SUGGESTION_EXPIRED),
	    .limit = SUGGESTIONS_SHOWN,
	    .has_no_reasons = true};
	struct queue_entry *found;
	size_t n;
	enum err e;

	query.words = split_words(r->arena, text, &query.n_words);
	e = store_suggestion_list(r->arena, r->home->store, &query, &found, &n, r->ei);
	if (e != OK)
		return e;
	buf_puts(b, n ? "<ul class=\"list\">" : "<p class=\"soft\">No suggestion.</p>");
	for (size_t i = 0; i < n; i++) {
		const struct suggestion *s = &found[i].suggestion;

		buf_printf(b,
		    "<li><a dir=\"auto\" href=\"/?q=status:all+contact:%lld&amp;"
		    "open=%lld#s%lld\">",
		    (long long)s->contact_id, (long long)s->id, (long long)s->id);
		page_text(b,
		    found[i].item.title.n ? found[i].item.title : found[i].story_title);
		buf_puts(b, "</a><span class=\"meta\">");
		page_text(b, found[i].contact.name);
		buf_printf(b, ", %s</span></li>\n", suggestion_status_name(s->status));
	}
	buf_puts(b, n ? "</ul>" : "");
	return OK;
}

enum err page_search(struct web_request *r, struct web_response *out)
{
	struct str text = str_trim(web_query(r, "q"));
	struct buf *b = &out->body;
	enum err e;

	page_begin(r, b, "search", STR("Search"));
	buf_puts(b, "<h1 dir=\"auto\">");
	if (text.n)
		buf_puts(b, "Search: ");
	page_text(b, text.n ? text : STR("Search"));
	buf_puts(b, "</h1><form class=\"row\" action=\"/search\"><input class=\"wide\" "
		    "type=\"search\" name=\"q\" aria-label=\"Words\" value=\"");
	page_text(b, text);
	buf_puts(b, "\"><button>Search</button></form>");
	if (!text.n) {
		buf_puts(b, "<p class=\"empty\">Words of a title, a summary, a name or a "
			    "reason; all of them must be there.</p>");
		page_end(b);
		return OK;
	}
	buf_puts(b, "<h2>Suggestions</h2>");
	e = put_suggestions(r, b, text);
	buf_puts(b, "<h2>News</h2>");
	if (e == OK)
		e = put_items(r, b, text);
	page_end(b);
	return e;
}

/* Everybody whom the article suits, best first. */
static enum err put_others(struct web_request *r, struct buf *b, const struct item *it)
{
	const struct matching *people;
	struct pair *pairs;
	size_t n;
	enum err e = kept_match(r->home, it, OTHERS_SHOWN, &people, &pairs, &n, r->ei);

	if (e != OK)
		return e;
	buf_puts(b, "<h2>Whom it suits</h2><ul class=\"list\">");
	for (size_t i = 0; i < n; i++) {
		const struct contact *c = matching_contact(people, pairs[i].contact_id);

		buf_printf(
		    b, "<li><a dir=\"auto\" href=\"/contact/%lld\">", (long long)c->id);
		page_text(b, c->name);
		buf_printf(b, "</a><span class=\"meta\">%s, for ",
		    suggestion_fit_name(pairs[i].score));
		for (size_t k = 0; k < pairs[i].n_matches && k < 4; k++) {
			buf_puts(b, k ? ", " : "");
			page_text(b, pairs[i].matches[k].term);
		}
		buf_puts(b, "</span></li>");
	}
	buf_puts(b, "</ul>");
	if (!n)
		buf_puts(b, "<p class=\"soft\">Nobody among your contacts.</p>");
	return OK;
}

enum err page_item(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;
	struct item it;
	enum err e = store_item_get(r->arena, r->home->store, web_rest_id(r), &it, r->ei);

	if (e != OK)
		return e;
	page_begin(r, b, "items", it.title);
	buf_puts(b, "<h1 dir=\"auto\">");
	page_text(b, it.title.n ? it.title : STR("(no title)"));
	buf_puts(b, "</h1><p class=\"meta\">");
	page_link(b, it.url, it.outlet.n ? it.outlet : STR("original"));
	buf_puts(b, ", ");
	page_ago(b, item_date_s(&it));
	if (it.author.n) {
		buf_puts(b, ", by ");
		page_text(b, it.author);
	}
	buf_puts(b, "</p><p class=\"excerpt\" dir=\"auto\">");
	page_text(b, it.summary);
	buf_puts(b, "</p>");
	e = put_others(r, b, &it);
	page_end(b);
	return e;
}

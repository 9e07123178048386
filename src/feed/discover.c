/*
 * discover.c - the feeds of a web page, by one pass over its tags. In: HTML of any
 * quality. Out: addresses. Always: what is no http or https is left out.
 */
#include "feed/discover.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/url.h"
#include "feed/text.h"

enum { DISCOVERED_MAX = 50 };

struct search {
	struct arena *a;
	struct str page_url;
	struct discovered *found;
	size_t n, cap;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next attribute of a tag; *at moves behind it. False at the end. */
static bool next_attribute(
    struct str tag, size_t *at, struct str *name, struct str *value)
{
	size_t i = *at, from;

	while (i < tag.n && (is_space(tag.p[i]) || tag.p[i] == '/'))
		i++;
	for (from = i; i < tag.n && !is_space(tag.p[i]) && tag.p[i] != '=';)
		i++;
	*name = str_sub(tag, from, i - from);
	*value = (struct str){"", 0};
	while (i < tag.n && is_space(tag.p[i]))
		i++;
	if (i < tag.n && tag.p[i] == '=') {
		char quote;

		for (i++; i < tag.n && is_space(tag.p[i]);)
			i++;
		quote = i < tag.n ? tag.p[i] : 0;
		if (quote == '"' || quote == '\'') {
			from = ++i;
			i += str_find_char(str_sub(tag, i, tag.n), quote);
			*value = str_sub(tag, from, i - from);
			i++;
		} else {
			for (from = i; i < tag.n && !is_space(tag.p[i]);)
				i++;
			*value = str_sub(tag, from, i - from);
		}
	}
	*at = i;
	return name->n > 0;
}

static struct str attribute(struct arena *a, struct str tag, struct str wanted)
{
	struct str name, value, kept = {NULL, 0};
	size_t at = 0;

	while (next_attribute(tag, &at, &name, &value)) {
		struct buf text;

		if (!str_eq_nocase(name, wanted))
			continue;
		buf_init(&text, LIMIT_URL_BYTES);
		text_decode_entities(&text, value);
		kept = (struct str){arena_dup_str(a, buf_borrow(&text)), text.n};
		buf_clear(&text);
		break;
	}
	return kept;
}

static bool has_word(struct str text, struct str word)
{
	struct str part;

	while (str_split(&text, ' ', &part))
		if (str_eq_nocase(str_trim(part), word))
			return true;
	return false;
}

static bool is_feed_type(struct str type)
{
	static const char *const types[] = {"application/rss+xml", "application/atom+xml",
	    "application/rdf+xml", "application/feed+json", "application/x-rss+xml",
	    "text/rss"};

	type = str_trim(str_sub(type, 0, str_find_char(type, ';')));
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_eq_nocase(type, str_of(types[i])))
			return true;
	return false;
}

static void add(struct search *s, struct str href, struct str title)
{
	struct str url = url_resolve(s->a, s->page_url, href);

	if (!url_is_web(url) || s->n == DISCOVERED_MAX)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->found[i].url, url))
			return;
	arena_grow(s->a, &s->found, s->n, &s->cap, sizeof(*s->found));
	s->found[s->n++] = (struct discovered){url, str_trim(title)};
}

static void take_link(struct search *s, struct str tag)
{
	if (has_word(attribute(s->a, tag, STR("rel")), STR("alternate")) &&
	    is_feed_type(attribute(s->a, tag, STR("type"))))
		add(s, attribute(s->a, tag, STR("href")),
		    attribute(s->a, tag, STR("title")));
}

/* Whether an address looks like a feed's. */
static bool looks_like_feed(struct str href)
{
	static const char *const endings[] = {".rss", ".atom", ".rdf", "/rss", "/feed",
	    "/feed/", "/atom", "rss.xml", "feed.xml", "atom.xml", "index.xml",
	    "feed.json"};

	href = str_sub(href, 0, str_find_char(href, '?'));
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (str_ends(href, str_of(endings[i])))
			return true;
	return false;
}

static void take_anchor(struct search *s, struct str tag)
{
	struct str href = attribute(s->a, tag, STR("href"));

	if (looks_like_feed(href))
		add(s, href, attribute(s->a, tag, STR("title")));
}

/* Hands every tag of that name to take(). */
static void each_tag(struct search *s, struct str page, struct str name,
    void (*take)(struct search *s, struct str tag))
{
	while (page.n) {
		struct str tag;

		page = str_sub(page, str_find_char(page, '<') + 1, page.n);
		if (str_starts(page, STR("!--"))) {
			page = str_sub(page, str_find(page, STR("-->")), page.n);
			continue;
		}
		if (!str_starts_nocase(page, name) || page.n <= name.n ||
		    !is_space(page.p[name.n]))
			continue;
		tag = str_sub(page, name.n, str_find_char(page, '>') - name.n);
		take(s, tag);
	}
}

static bool is_of_comments(const struct discovered *d)
{
	return str_find(d->url, STR("comments")) < d->url.n ||
	       str_find(d->title, STR("Comments")) < d->title.n;
}

size_t discover_feeds(
    struct arena *a, struct str page, struct str page_url, struct discovered **out)
{
	struct search s = {.a = a, .page_url = page_url};
	struct discovered *sorted;
	size_t n = 0;

	each_tag(&s, page, STR("link"), take_link);
	if (!s.n)
		each_tag(&s, page, STR("a"), take_anchor);
	sorted = arena_alloc(a, s.n, sizeof(*sorted));
	for (int comments = 0; comments < 2; comments++)
		for (size_t i = 0; i < s.n; i++)
			if (is_of_comments(&s.found[i]) == (comments == 1))
				sorted[n++] = s.found[i];
	*out = sorted;
	return n;
}

size_t discover_guesses(struct arena *a, struct str page_url, struct str **out)
{
	static const char *const paths[] = {"/feed", "/rss.xml", "/atom.xml", "/feed.xml",
	    "/index.xml", "/rss", "/feed.json"};
	size_t n = 0;

	*out = arena_alloc(a, sizeof(paths) / sizeof(paths[0]), sizeof(**out));
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct str url = url_resolve(a, page_url, str_of(paths[i]));

		if (url_is_web(url))
			(*out)[n++] = url;
	}
	return n;
}

/*
 * feed_parsing.h - for tests of feed.h: a document parsed into what the tests look at.
 */
#ifndef FEED_PARSING_H
#define FEED_PARSING_H

#include "with_arena.h"

#include "feed/feed.h"

static struct feed_doc doc;
static struct item *items;
static size_t n_items;
static struct err_info ei;

static enum err parse_bytes(struct str bytes, const char *content_type)
{
	struct feed_options options = {.url = STR("https://news.example/feeds/all.xml"),
	    .content_type = str_of(content_type)};

	ei = (struct err_info){0};
	n_items = 0;
	return feed_parse(a, bytes, &options, &doc, &items, &n_items, &ei);
}

static enum err parse(const char *text)
{
	return parse_bytes(str_of(text), NULL);
}

#define RSS(items)                                                                       \
	"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "                \
	"xmlns:content='http://purl.org/rss/1.0/modules/content/' "                      \
	"xmlns:media='http://search.yahoo.com/mrss/' "                                   \
	"xmlns:a10='http://www.w3.org/2005/Atom' "                                       \
	"xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel>"        \
	"<title>News &amp; Views</title><link>https://news.example/</link>"              \
	"<language>en-US</language>" items "</channel></rss>"

#define ATOM(entries)                                                                    \
	"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>Blatt</title>"   \
	"<link href='/'/><link rel='self' href='atom.xml'/>" entries "</feed>"

#endif

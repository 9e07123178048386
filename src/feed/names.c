/*
 * names.c - tables of namespaces and elements. Always: a more special vocabulary (media,
 * itunes) never takes the place of a plain element.
 */
#include "feed/names.h"

struct space {
	const char *uri; /* without scheme, "www." and what is behind */
	unsigned spaces;
};

/* By the start of the URI, in lower case; the first that fits. */
static const struct space by_uri[] = {
    {"w3.org/2005/atom", NS_CORE | NS_ATOM},
    {"purl.org/atom", NS_CORE | NS_ATOM},
    {"purl.org/rss/1.0/modules/content", NS_CONTENT},
    {"purl.org/rss/1.0/modules/syndication", NS_SY},
    {"purl.org/rss/1.0/modules/", NS_OTHER},
    {"purl.org/rss", NS_CORE},
    {"my.netscape.com/rdf", NS_CORE},
    {"channel.netscape.com/rdf", NS_CORE},
    {"my.netscape.com/publish", NS_CORE},
    {"purl.org/net/rss", NS_CORE},
    {"backend.userland.com/rss", NS_CORE},
    {"blogs.law.harvard.edu/tech/rss", NS_CORE},
    {"cyber.law.harvard.edu/rss/rss", NS_CORE},
    {"rssboard.org/media-rss", NS_MEDIA},
    {"rssboard.org/rss-specification", NS_CORE},
    {"w3.org/1999/02/22-rdf-syntax-ns", NS_RDF},
    {"purl.org/dc/elements", NS_DC},
    {"purl.org/dc/terms", NS_DCTERMS},
    {"search.yahoo.com/mrss", NS_MEDIA},
    {"itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES},
    {"rssnamespace.org/feedburner", NS_FEEDBURNER},
    {"w3.org/1999/xhtml", NS_XHTML},
};

/* For prefixes that were not declared. */
static const struct space by_prefix[] = {
    {"atom", NS_CORE | NS_ATOM},
    {"atom10", NS_CORE | NS_ATOM},
    {"a10", NS_CORE | NS_ATOM},
    {"rss", NS_CORE},
    {"rdf", NS_RDF},
    {"dc", NS_DC},
    {"dcterms", NS_DCTERMS},
    {"dct", NS_DCTERMS},
    {"content", NS_CONTENT},
    {"media", NS_MEDIA},
    {"itunes", NS_ITUNES},
    {"sy", NS_SY},
    {"syn", NS_SY},
    {"feedburner", NS_FEEDBURNER},
    {"xhtml", NS_XHTML},
};

/* Whether s begins with the NUL-ended lower-case text, whatever the case of s. */
static bool starts(struct str s, const char *lower)
{
	size_t i = 0;

	while (i < s.n && lower[i] && (s.p[i] | 0x20) == lower[i])
		i++;
	return !lower[i];
}

static unsigned space_of_prefix(struct str prefix)
{
	for (size_t i = 0; i < sizeof(by_prefix) / sizeof(by_prefix[0]); i++)
		if (str_is_nocase(prefix, by_prefix[i].uri))
			return by_prefix[i].spaces;
	return NS_OTHER;
}

/* 0 if the URI is not known. */
static unsigned space_of_uri(struct str uri)
{
	uri = str_trim(uri);
	if (uri.n == 0)
		return NS_CORE;
	if (starts(uri, "http://"))
		uri = str_sub(uri, 7, uri.n);
	else if (starts(uri, "https://"))
		uri = str_sub(uri, 8, uri.n);
	if (starts(uri, "www."))
		uri = str_sub(uri, 4, uri.n);
	for (size_t i = 0; i < sizeof(by_uri) / sizeof(by_uri[0]); i++)
		if (starts(uri, by_uri[i].uri))
			return by_uri[i].spaces;
	return 0;
}

unsigned names_space(const struct xml_element *e)
{
	unsigned space;

	if (!e->uri)
		return e->prefix ? space_of_prefix(str_of(e->prefix)) : NS_CORE;
	space = space_of_uri(str_of(e->uri));
	/* An unknown default namespace is a publisher's own name for RSS. */
	return space ? space : e->prefix ? NS_OTHER : NS_CORE;
}

/* Names in lower case; the case that a document uses does not matter. */
static const struct name item_names[] = {
    {NS_CORE, "abstract", MEANS_SUMMARY, 0},
    {NS_CORE, "author", MEANS_AUTHOR, 0},
    {NS_ITUNES, "author", MEANS_AUTHOR, 2},
    {NS_XHTML, "body", MEANS_SUMMARY, 5},
    {NS_CORE, "category", MEANS_CATEGORY, 0},
    {NS_CORE, "content", MEANS_SUMMARY, 4},
    {NS_CORE, "created", MEANS_CREATED, 0},
    {NS_DCTERMS, "created", MEANS_CREATED, 1},
    {NS_DC, "author", MEANS_AUTHOR, 1},
    {NS_DC, "creator", MEANS_AUTHOR, 1},
    {NS_DC, "date", MEANS_UPDATED, 1},
    {NS_CORE, "description", MEANS_SUMMARY, 0},
    {NS_DC, "description", MEANS_SUMMARY, 1},
    {NS_MEDIA, "description", MEANS_SUMMARY, 3},
    {NS_MEDIA, "content", MEANS_GROUP, 0},
    {NS_CONTENT, "encoded", MEANS_SUMMARY, 4},
    {NS_CORE, "enclosure", MEANS_ENCLOSURE, 0},
    {NS_CORE, "entry", MEANS_ITEM, 0},
    {NS_MEDIA, "group", MEANS_GROUP, 0},
    {NS_CORE, "guid", MEANS_ID, 0},
    {NS_ATOM, "id", MEANS_ID, 1},
    {NS_DC, "identifier", MEANS_ID, 3},
    {NS_CORE, "issued", MEANS_PUBLISHED, 1},
    {NS_DCTERMS, "issued", MEANS_PUBLISHED, 3},
    {NS_CORE, "item", MEANS_ITEM, 0},
    {NS_DC, "language", MEANS_LANGUAGE, 0},
    {NS_CORE, "lastupdated", MEANS_UPDATED, 2},
    {NS_CORE, "link", MEANS_LINK, 0},
    {NS_CORE, "modified", MEANS_UPDATED, 0},
    {NS_DCTERMS, "modified", MEANS_UPDATED, 2},
    {NS_FEEDBURNER, "origlink", MEANS_ORIGINAL_LINK, 0},
    {NS_CORE, "pubdate", MEANS_PUBLISHED, 0},
    {NS_CORE, "published", MEANS_PUBLISHED, 0},
    {NS_CORE, "source", MEANS_SOURCE, 0},
    {NS_DC, "subject", MEANS_CATEGORY, 0},
    {NS_ITUNES, "subtitle", MEANS_SUMMARY, 6},
    {NS_CORE, "summary", MEANS_SUMMARY, 0},
    {NS_ITUNES, "summary", MEANS_SUMMARY, 2},
    {NS_CORE, "title", MEANS_TITLE, 0},
    {NS_DC, "title", MEANS_TITLE, 1},
    {NS_ITUNES, "title", MEANS_TITLE, 2},
    {NS_MEDIA, "title", MEANS_TITLE, 2},
    {NS_CORE, "updated", MEANS_UPDATED, 0},
};

static const struct name feed_names[] = {
    {NS_CORE, "channel", MEANS_FEED, 0},
    {NS_CORE, "entry", MEANS_ITEM, 0},
    {NS_CORE, "item", MEANS_ITEM, 0},
    {NS_CORE, "language", MEANS_LANGUAGE, 0},
    {NS_DC, "language", MEANS_LANGUAGE, 1},
    {NS_CORE, "link", MEANS_LINK, 0},
    {NS_CORE, "skipdays", MEANS_SKIP_DAYS, 0},
    {NS_CORE, "skiphours", MEANS_SKIP_HOURS, 0},
    {NS_CORE, "title", MEANS_TITLE, 0},
    {NS_DC, "title", MEANS_TITLE, 1},
    {NS_MEDIA, "title", MEANS_TITLE, 2},
    {NS_CORE, "ttl", MEANS_TTL, 0},
    {NS_SY, "updatefrequency", MEANS_UPDATE_FREQUENCY, 0},
    {NS_SY, "updateperiod", MEANS_UPDATE_PERIOD, 0},
};

enum {
	N_ITEM_NAMES = sizeof(item_names) / sizeof(item_names[0]),
	N_FEED_NAMES = sizeof(feed_names) / sizeof(feed_names[0]),
};

static const struct name *find(
    const struct name *names, size_t n, struct str name, unsigned space)
{
	for (size_t i = 0; i < n; i++)
		if ((names[i].spaces & space) && str_is_nocase(name, names[i].name))
			return &names[i];
	return NULL;
}

const struct name *names_in_item(struct str name, unsigned space)
{
	return find(item_names, N_ITEM_NAMES, name, space);
}

const struct name *names_in_feed(struct str name, unsigned space)
{
	return find(feed_names, N_FEED_NAMES, name, space);
}

bool names_is_known(struct str element)
{
	return names_in_item(element, ~0u) || names_in_feed(element, ~0u);
}

const struct str *names_wanted_attributes(struct str element)
{
	/* What xmlfeed.c, atom.c and head.c ask for. */
	static const struct {
		const char *element;
		struct str attributes[4];
	} wanted[] = {
	    {"abstract", {{"type", 4}, {"mode", 4}}},
	    {"category", {{"label", 5}, {"term", 4}}},
	    {"content", {{"type", 4}, {"mode", 4}}},
	    {"description", {{"type", 4}, {"mode", 4}}},
	    {"enclosure", {{"url", 3}}},
	    {"entry", {{"about", 5}}},
	    {"guid", {{"isPermaLink", 11}}},
	    {"item", {{"about", 5}}},
	    {"link", {{"href", 4}, {"rel", 3}, {"type", 4}}},
	    {"subject", {{"label", 5}, {"term", 4}}},
	    {"summary", {{"type", 4}, {"mode", 4}}},
	    {"title", {{"type", 4}, {"mode", 4}}},
	};

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (str_is_nocase(element, wanted[i].element))
			return wanted[i].attributes;
	return NULL;
}

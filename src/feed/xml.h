/*
 * xml.h - XML of any quality, as elements and text. scan.c finds tags and text, end tags
 * are matched to what is open, and libxml2's SAX2 push parser says what the tags mean:
 * names, namespaces, attributes. Where it has said so before it is not asked (kind.h),
 * and text goes beside it, so that no text, however long, waits in memory.
 */
#ifndef FEED_XML_H
#define FEED_XML_H

#include "base/err.h"
#include "base/str.h"

struct xml_attribute {
	struct str prefix, name; /* prefix.p NULL for none */
	const char *uri;	 /* of the namespace; NULL for none */
	struct str value;
};

/* An element that begins. Views live for the call. */
struct xml_element {
	struct str name; /* local; the same pointer for the same name in one document */
	const char *prefix; /* NULL for none */
	const char *uri; /* of the namespace, likewise; NULL where it is not declared */
	const struct xml_attribute *attributes;
	size_t n_attributes;
	/* Room for what the sink finds out about elements of this name, prefix and uri:
	 * NULL until it notes something here, and again whenever the name was forgotten.
	 */
	const void **notes;
};
enum { XML_NOTES = 2 };

/* Elements nest: each start is followed by its end. */
struct xml_sink {
	/* Whether a document may begin with this element; what stands before is junk.
	 * is_page: it began as a page of the web does. */
	bool (*is_root)(struct str name, bool is_page);
	/* Whether an element of this name never stands within its like: where one begins
	 * within another, the end tag of the other was forgotten. */
	bool (*never_nests)(struct str name);
	/* The attributes of an element that are of use, both by their local names; others
	 * than xml:base and xml:lang are not given. Behind the last is one without text;
	 * NULL: none is of use. Without this function all are. */
	const struct str *(*wanted)(struct str element);
	/* Whether it matters which namespace an element of this local name is of; given
	 * with `wanted`. */
	bool (*is_known)(struct str element);
	void (*start)(void *ctx, const struct xml_element *element);
	void (*end)(void *ctx, struct str name);
	/* A piece of text: raw text with entities, or is_cdata without. */
	void (*text)(void *ctx, struct str text, bool is_cdata);
	void *ctx;
};

struct xml;

/* Copies the sink. */
struct xml *xml_new(const struct xml_sink *sink);
void xml_free(struct xml *x); /* NULL does nothing */

/* The next text of the document, valid UTF-8, in pieces of any size. ERR_DATA with
 * "too large: ...", "malformed: ..." or "not a feed: ...". */
enum err xml_put(struct xml *x, struct str text, struct err_info *ei) MUST_USE;

/* The end of the text. What is still open then is not closed: no more calls of the sink.
 * ERR_DATA where no root was found. */
enum err xml_finish(struct xml *x, struct err_info *ei) MUST_USE;

/* What was repaired, and whether the document ended too early; after xml_finish(). */
bool xml_is_repaired(const struct xml *x);
bool xml_is_truncated(const struct xml *x);

/* The value of the attribute name (ASCII case ignored) in the namespace uri (NULL: in
 * none). False if it is not there. */
bool xml_find_attribute(
    const struct xml_element *e, const char *uri, const char *name, struct str *value);
static inline bool xml_attribute(
    const struct xml_element *e, const char *uri, const char *name, struct str *value)
{
	return e->n_attributes > 0 && xml_find_attribute(e, uri, name, value);
}

/* The namespace of xml:base and xml:lang. */
#define XML_URI "http://www.w3.org/XML/1998/namespace"

#endif

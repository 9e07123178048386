/*
 * atom.h - what attributes mean in Atom: the type of a text, the relation of a link.
 */
#ifndef FEED_ATOM_H
#define FEED_ATOM_H

#include "feed/draft.h"
#include "feed/xml.h"

struct atom_text {
	enum text_kind kind;
	bool is_xhtml; /* elements in it are markup, text in it is literal */
	bool is_base64;
};

/* By type (and mode, in Atom 0.3). is_title: text without a type is plain; that of a
 * summary may be anything. */
struct atom_text atom_text_of(const struct xml_element *e, bool is_title);

enum atom_relation { ATOM_OTHER, ATOM_ALTERNATE, ATOM_SELF, ATOM_HUB };

/* The relation of a link; *is_page tells whether it leads to a page, as opposed to
 * another kind of document. */
enum atom_relation atom_relation_of(const struct xml_element *e, bool *is_page);

#endif

/*
 * page.h - what all pages share: the frame, small parts, and text made safe.
 *
 * Every text from outside goes through page_text(); links through page_link(), which
 * leaves out all but http and https.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "model/match.h"
#include "web/request.h"

enum { PAGE_MAX_BYTES = 16 << 20 };

/* Begins the page: head, navigation with the view marked, <main>. */
void page_begin(struct web_request *r, struct buf *b, const char *view, struct str title);
void page_end(struct buf *b);

/* What a change did, to be told on the page that is shown next. */
void page_say(struct web_request *r, struct str text);

/* A page without navigation that says why nothing is shown; text NULL asks for the
 * password instead. */
void page_put_refusal(struct buf *b, int status, const char *text);

/* Text escaped for HTML; control and bidi characters are replaced. */
void page_text(struct buf *b, struct str s);

/* The same, keeping its line breaks (for a <textarea> or pre-wrap). */
void page_multiline(struct buf *b, struct str s);

/* <a> to another site in a tab of its own; the text alone where url is no http(s). */
void page_link(struct buf *b, struct str url, struct str text);

/* The text with the places of matches in <mark>. Only matches of that field count. */
void page_marked(struct buf *b, struct str text, enum field field,
    const struct match *matches, size_t n);

/* <form method=post action=…> with the token, to be ended by </form>. */
void page_form(
    struct web_request *r, struct buf *b, const char *action, const char *class);
void page_hidden(struct buf *b, const char *name, struct str value);
void page_hidden_id(struct buf *b, const char *name, int64_t id);

/* "3 hours ago" with the exact time as a tooltip. */
void page_ago(struct buf *b, int64_t at_s);
void page_ago_text(struct buf *b, int64_t at_s); /* the words alone */

#endif

/*
 * digest.h - the morning mail to the user, from plain records: suggestions grouped by
 * contact, who is due, which feeds are broken. Plain text and HTML, readable on a phone,
 * dark and light. It is never sent when there is nothing to say.
 */
#ifndef MAIL_DIGEST_H
#define MAIL_DIGEST_H

#include "base/arena.h"

struct digest_suggestion {
	int64_t id;
	struct str headline, outlet, url;
	struct str why; /* "you noted fusion" */
};

struct digest_contact {
	struct str name, company;
	int64_t last_touch_at_s; /* NO_TIME if never */
	const struct digest_suggestion *suggestions;
	size_t n_suggestions;
};

struct digest_due {
	struct str name;
	int64_t overdue_days; /* 0: today */
	int64_t last_touch_at_s;
	struct str question; /* something to ask; empty if none */
};

struct digest_feed {
	struct str title, url;
	struct str error;
	int64_t failing_since_s;
};

struct digest {
	int64_t now_s;
	struct str page_url; /* "http://127.0.0.1:8810"; empty: no links to the page */
	const struct digest_contact *contacts;
	size_t n_contacts;
	const struct digest_due *due;
	size_t n_due;
	const struct digest_feed *feeds;
	size_t n_feeds;
};

struct digest_text {
	struct str subject; /* "5 suggestions for 3 people" */
	struct str text, html;
};

/* False when there is nothing to say. */
bool digest_make(struct arena *a, const struct digest *d, struct digest_text *out);

#endif

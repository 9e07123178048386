/*
 * pages.h - the functions behind the routes, by file. page_* show, post_* change and lead
 * back to where the reader was.
 */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/request.h"

/* page_queue.c */
enum err page_queue(struct web_request *r, struct web_response *out);

/* page_forward.c */
enum err page_forward(struct web_request *r, struct web_response *out);
enum err post_forward(struct web_request *r, struct web_response *out);

/* actions.c */
enum err post_dismiss(struct web_request *r, struct web_response *out);
enum err post_snooze(struct web_request *r, struct web_response *out);
enum err post_release(struct web_request *r, struct web_response *out);
enum err post_mute(struct web_request *r, struct web_response *out);
enum err post_undo(struct web_request *r, struct web_response *out);

/* page_contacts.c */
enum err page_contacts(struct web_request *r, struct web_response *out);
enum err page_contact(struct web_request *r, struct web_response *out);

/* page_news.c */
enum err page_items(struct web_request *r, struct web_response *out);
enum err page_item(struct web_request *r, struct web_response *out);
enum err page_search(struct web_request *r, struct web_response *out);

/* page_due.c */
enum err page_due(struct web_request *r, struct web_response *out);
enum err page_sent(struct web_request *r, struct web_response *out);

/* charts.c */
enum err chart_weeks(struct web_request *r, struct web_response *out);
enum err chart_term(struct web_request *r, struct web_response *out);
enum err chart_touches(struct web_request *r, struct web_response *out);

/* page_feeds.c */
enum err page_feeds(struct web_request *r, struct web_response *out);
enum err page_settings(struct web_request *r, struct web_response *out);
enum err page_welcome(struct web_request *r, struct web_response *out);

/* page_run.c */
enum err page_run(struct web_request *r, struct web_response *out);
enum err page_run_events(struct web_request *r, struct web_response *out);
enum err post_run(struct web_request *r, struct web_response *out);

/* page_tune.c */
enum err page_tune(struct web_request *r, struct web_response *out);
enum err post_learned(struct web_request *r, struct web_response *out);

/* changes.c */
enum err post_tune(struct web_request *r, struct web_response *out);
enum err post_interest_add(struct web_request *r, struct web_response *out);
enum err post_interest_rm(struct web_request *r, struct web_response *out);
enum err post_touch(struct web_request *r, struct web_response *out);
enum err post_contact_mute(struct web_request *r, struct web_response *out);
enum err post_contact_add(struct web_request *r, struct web_response *out);
enum err post_contact_import(struct web_request *r, struct web_response *out);
enum err post_feed_add(struct web_request *r, struct web_response *out);
enum err post_feed_change(struct web_request *r, struct web_response *out);
enum err post_feed_lists(struct web_request *r, struct web_response *out);
enum err post_settings(struct web_request *r, struct web_response *out);

#endif

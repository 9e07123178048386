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

#endif

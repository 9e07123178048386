/*
 * topics.h - the lists of touchy and happy news as the user has them: the defaults, the
 * words of queue.quiet_topics, and topics.txt beside the configuration.
 */
#ifndef APP_TOPICS_H
#define APP_TOPICS_H

#include "app/home.h"
#include "rank/topics.h"

enum { TOPICS_MAX_BYTES = 1 << 20 };

/* Appends topics.txt as it stands; nothing where there is none. */
enum err app_topics_read(struct home *h, struct buf *text, struct err_info *ei) MUST_USE;

/* Writes topics.txt where there is none: how a line reads, and the words that sawthis
 * brings, all as comments. */
enum err app_topics_write(struct home *h, struct err_info *ei) MUST_USE;

/* The caller frees *out with topics_free(). ERR_DATA names the line of the file. */
enum err app_topics_load(
    struct home *h, struct topics **out, struct err_info *ei) MUST_USE;

#endif

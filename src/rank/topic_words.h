/*
 * topic_words.h - the words that topics.c looks for until the user says otherwise, each
 * a line as topics_read() takes them.
 */
#ifndef RANK_TOPIC_WORDS_H
#define RANK_TOPIC_WORDS_H

extern const char *const topic_words[]; /* ended by NULL */

#endif

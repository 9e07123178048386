/*
 * learning.h - decisions teach: the terms that a contact turned out to like or dislike,
 * and how far its company's name can be trusted. What is learned is a function of all
 * decisions that stand, worked out anew after each one: the same history gives the same
 * weights, and taking a decision back takes back what it taught.
 */
#ifndef APP_LEARNING_H
#define APP_LEARNING_H

#include "app/home.h"
#include "model/contact.h"
#include "store/learn.h"

/* Brings what was learned about a contact up to date. Terms that the user accepted or
 * struck stay as they are; new ones are adopted at once where queue.learn is on, else
 * proposed. Inside the caller's transaction where one is open. */
enum err learning_update(
    struct home *h, int64_t contact_id, struct err_info *ei) MUST_USE;

/* The same for the contact of a suggestion. */
enum err learning_update_for(
    struct home *h, int64_t suggestion_id, struct err_info *ei) MUST_USE;

/* Keeps decisions in bulk and learns from them, all or none. */
enum err learning_judge(
    struct home *h, const struct judgement *list, size_t n, struct err_info *ei) MUST_USE;

/* Counts the words of news stored since the last time, so that what is common is known
 * when a decision comes. */
enum err learning_count_news(struct home *h, struct err_info *ei) MUST_USE;

/* The same where the news are read for their stories: what queueing_assign_stories() does
 * between the two is counted on the way, and stored by the second. */
struct news;
enum err learning_begin_count(
    struct home *h, struct news *news, struct err_info *ei) MUST_USE;
enum err learning_end_count(
    struct home *h, const struct news *news, struct err_info *ei) MUST_USE;

/* Puts adopted terms beside the interests of n contacts, by id; new lists live in the
 * arena. */
enum err learning_add_terms(struct arena *a, struct home *h, struct contact *contacts,
    size_t n, struct err_info *ei) MUST_USE;

/* What is learned of a contact, by term, then what others lend it (learning_shared.h). */
enum err learning_list(struct arena *a, struct home *h, const struct contact *c,
    struct learned_term **out, size_t *n, struct err_info *ei) MUST_USE;

/* What a user does with a learned term: make it a stated interest, strike it for good, or
 * (term p NULL) adopt all that are proposed. Each is a decision that can be undone.
 * ERR_NOINPUT where there is no such term. */
enum learning_word { LEARNING_ACCEPT, LEARNING_STRIKE, LEARNING_ADOPT };
enum err learning_tell(struct home *h, int64_t contact_id, struct str term,
    enum learning_word word, struct err_info *ei) MUST_USE;

#endif

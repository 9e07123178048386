/*
 * contact.h - contacts stored, with their addresses, aliases, interests and employers.
 */
#ifndef STORE_CONTACT_H
#define STORE_CONTACT_H

#include "model/contact.h"
#include "store/store.h"

/* Stores c with its lists. The company is company_id, else the one of that name, made
 * where there is none. emails may be empty where email is given. An empty uid gets one
 * made up. ERR_DATA if the uid is taken. updated_at_s 0 becomes now. */
enum err store_contact_insert(
    struct store *s, const struct contact *c, int64_t *id, struct err_info *ei) MUST_USE;

/* Replaces the record of c->id and its lists but its interests (interest.h). A changed
 * company is kept as a former employer until now; employers given are ignored where they
 * are NULL. last_touch_at_s is taken as stated where it is later than what is known. */
enum err store_contact_update(
    struct store *s, const struct contact *c, struct err_info *ei) MUST_USE;

enum err store_contact_get(struct arena *a, struct store *s, int64_t id,
    struct contact *out, struct err_info *ei) MUST_USE;

/* The ids of all that `text` names: an id, else a uid, else an e-mail address, else a
 * full name or alias, case and accents apart, else a part of the name in whole words. */
enum err store_contact_find(struct arena *a, struct store *s, struct str text,
    int64_t **ids, size_t *n, struct err_info *ei) MUST_USE;

struct contact_query {
	int64_t company_id;	 /* 0: any */
	const struct str *words; /* all in name, company, title, addresses or notes */
	size_t n_words;
	bool is_muted_left_out;
	bool has_interests_left_out; /* without interests: cheaper */
};

/* Those who fit (query NULL: all), by id, with interests and last touches. */
enum err store_contact_list(struct arena *a, struct store *s,
    const struct contact_query *query, struct contact **out, size_t *n,
    struct err_info *ei) MUST_USE;

enum err store_contact_count(struct store *s, int64_t *n, struct err_info *ei) MUST_USE;

enum err store_contact_mute(
    struct store *s, int64_t id, bool is_muted, struct err_info *ei) MUST_USE;

/* Everything of `from` goes to `into`: lists, interests, touches, notes, decisions,
 * suggestions (of two for one story the further decided stays). Fields empty in `into`
 * are filled. `from` is gone afterwards. */
enum err store_contact_merge(
    struct store *s, int64_t into, int64_t from, struct err_info *ei) MUST_USE;

/* Removes the contact wholly: rows, free pages, write-ahead log and the copies beside the
 * database. Its company goes too where nobody else is or was there. Remembers a salted
 * hash of uid, addresses and name. Not inside a transaction. Cost: the whole file. */
enum err store_contact_forget(struct store *s, int64_t id, struct err_info *ei) MUST_USE;

/* Whether c was forgotten, by uid, an address, or name and company. */
enum err store_contact_is_forgotten(
    struct store *s, const struct contact *c, bool *out, struct err_info *ei) MUST_USE;

/* Lets c be imported again. */
enum err store_contact_unforget(
    struct store *s, const struct contact *c, struct err_info *ei) MUST_USE;

#endif

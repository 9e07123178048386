/*
 * merge.h - is this person known already, and what is new about them? Pure functions over
 * plain records; nothing is stored here.
 */
#ifndef PEOPLE_MERGE_H
#define PEOPLE_MERGE_H

#include "base/arena.h"
#include "model/contact.h"

struct people_index;

enum people_found_by { FOUND_NOT, FOUND_BY_UID, FOUND_BY_EMAIL, FOUND_BY_NAME };

/* Finds contacts again among those added. The records are borrowed and must stay where
 * they are until the index is freed. */
struct people_index *people_index_new(void);
void people_index_free(struct people_index *ix); /* NULL does nothing */
void people_index_add(struct people_index *ix, const struct contact *c);

/* By uid, then by any address, then by name and web address, then by name and company
 * (folded; a contact without a company fits by name if the other has none either). An
 * address that several contacts share counts only where the name fits too, and none where
 * both uids and all words of the names differ. *out is
 * untouched where FOUND_NOT is returned. Records of one file are looked up before any of
 * them is added: two cards of one file are two persons. */
enum people_found_by people_index_find(
    struct people_index *ix, const struct contact *c, const struct contact **out);

/* One field that differs: both sides as text for the user. */
struct people_change {
	enum contact_field field;
	struct str old, new;
	bool is_addition; /* nothing of the old is lost: an empty field is filled, or
			   * values are added to a list */
	bool is_by_hand;  /* the user changed this field by hand: kept unless told */
};

/* What taking `new` over into `old` would change. Fields that are empty in new are no
 * difference; values of lists (addresses, aliases, interests) that new lacks stay. */
void people_diff(struct arena *a, const struct contact *old, const struct contact *new,
    struct people_change **changes, size_t *n_changes);

/* old with the fields whose bit 1u << field is set in `fields` taken over from new; id
 * and everything else as in old. Strings are shared with both. */
struct contact people_apply(struct arena *a, const struct contact *old,
    const struct contact *new, uint32_t fields);

/* Both as one, for `contact merge`: keep's values win, lists are joined, notes are joined
 * by an empty line. */
struct contact people_join(
    struct arena *a, const struct contact *keep, const struct contact *gone);

/* Contacts, or companies, that look like the same one, with why. */
struct people_duplicate {
	int64_t keep_id, other_id;
	struct str reason; /* "the same address, ada@x.example" */
};

/* Linear but for crowds of namesakes, which are compared within the name. */
void people_duplicates(struct arena *a, const struct contact *contacts, size_t n,
    struct people_duplicate **out, size_t *n_out);

/* Alphabet, Alphabet Inc., and Google LLC where one of them has the alias Google. */
void people_company_duplicates(struct arena *a, const struct company *companies, size_t n,
    struct people_duplicate **out, size_t *n_out);

#endif

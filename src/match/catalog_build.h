/*
 * catalog_build.h - what catalog.c and catalog_interests.c share while a catalog is made.
 */
#ifndef MATCH_CATALOG_BUILD_H
#define MATCH_CATALOG_BUILD_H

#include "match/spellings.h"

struct want { /* a posting before its place is known */
	uint32_t entity;
	uint32_t interest;
	float weight;
};

enum { INTERESTS_TOGETHER = 16 };

struct builder {
	struct catalog *c;
	struct speller speller;
	struct want *wants; /* by contact */
	size_t n_wants, cap_wants;
	uint32_t *first_want;		       /* by contact */
	struct slots by_key;		       /* entities */
	struct slots by_text;		       /* spellings of interests */
	struct tokens cut[INTERESTS_TOGETHER]; /* of interests looked at together */
};

/* The entity of this key, made if there is none; *is_new says which. */
uint32_t catalog_entity(
    struct builder *b, enum entity_kind kind, uint64_t key, size_t record, bool *is_new);

/* Tells the processor that the entity will be asked for. */
void catalog_entity_prefetch(
    const struct builder *b, enum entity_kind kind, uint64_t key);

/* The contact at hand wants the entity. */
void catalog_want(struct builder *b, uint32_t entity, uint32_t interest, double weight);

/* The interests of the contact: their entities, spellings and wants. */
void catalog_add_interests(struct builder *b, size_t contact);

#endif

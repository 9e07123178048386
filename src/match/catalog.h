/*
 * catalog.h - what is looked for, each thing once: a company for everybody who works
 * there, an interest for everybody who has it, with the spellings that stand for it and
 * the contacts who want it. Independent of language and of items.
 */
#ifndef MATCH_CATALOG_H
#define MATCH_CATALOG_H

#include "base/arena.h"
#include "match/words.h"
#include "model/contact.h"
#include "model/match.h"

enum variant {
	VARIANT_WORDS,	  /* an interest, compared by stems */
	VARIANT_FULL,	  /* a company's name without its legal form */
	VARIANT_ALIAS,	  /* given by the user */
	VARIANT_TICKER,	  /* after "$" or in an exchange notation */
	VARIANT_PART,	  /* its first words, two or more, or abbreviated */
	VARIANT_LEAD,	  /* its first word alone */
	VARIANT_INITIALS, /* of its words */
	VARIANT_PERSON,	  /* given and family name */
	VARIANT_NICK,	  /* with a nickname for the given name */
	VARIANT_SURNAME,  /* behind an honorific: "Mr. Kushner" */
	VARIANT_PATTERN,  /* a regular expression */
};

enum spelling_flag {
	SPELLING_CAPITAL = 1 << 0,  /* written with a capital */
	SPELLING_UPPER = 1 << 1,    /* one word, all capitals: "ISIS" */
	SPELLING_COMMON = 1 << 2,   /* every word is of the dictionary or generic */
	SPELLING_MIDDLE = 1 << 3,   /* one more name or initial may stand inside */
	SPELLING_BREAK = 1 << 4,    /* punctuation may stand inside: "Dillon, Read" */
	SPELLING_SINGLE = 1 << 5,   /* one word */
	SPELLING_NAMESAKE = 1 << 6, /* a person's name that many people bear */
};

struct spelling {
	struct str text;
	uint32_t entity;
	uint8_t variant;
	uint8_t flags;
	uint8_t n_words; /* of the company's whole name */
};

/* Whether it is a company's or a person's. */
static inline bool spelling_is_name(const struct spelling *s)
{
	return s->variant != VARIANT_WORDS && s->variant != VARIANT_PATTERN;
}

enum entity_kind { ENTITY_INTEREST, ENTITY_REGEX, ENTITY_COMPANY, ENTITY_PERSON };

struct entity {
	struct str text; /* as the user wrote it */
	uint64_t key;
	uint32_t first_posting, n_postings;
	uint32_t record; /* which company or contact */
	uint8_t kind;
};

#define NO_INTEREST UINT32_MAX

struct posting {
	uint32_t contact;
	uint32_t interest; /* of that contact, or NO_INTEREST */
	float weight;	   /* -INFINITY: never */
};

struct catalog {
	struct arena *arena;
	const struct contact *contacts;
	size_t n_contacts;
	const struct company *companies;
	size_t n_companies;
	struct entity *entities;
	size_t n_entities, cap_entities;
	struct spelling *spellings;
	size_t n_spellings, cap_spellings;
	struct posting *postings; /* by entity, then by contact */
	size_t n_postings;
};

/* Borrows the arrays. A company of no contact is left out. */
struct catalog *catalog_new(const struct contact *contacts, size_t n_contacts,
    const struct company *companies, size_t n_companies, const struct words *words);
void catalog_free(struct catalog *c); /* NULL does nothing */

/* For names.c: one more spelling. Text must live as long as the catalog. */
void catalog_add_spelling(struct catalog *c, struct str text, uint32_t entity,
    enum variant variant, uint32_t flags);

#endif

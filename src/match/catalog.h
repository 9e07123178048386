/*
 * catalog.h - what is looked for, each thing once: a company for everybody who works
 * there, an interest for everybody who has it, with the spellings that stand for it and
 * the contacts who want it. Independent of language and of items.
 */
#ifndef MATCH_CATALOG_H
#define MATCH_CATALOG_H

#include "base/arena.h"
#include "match/lexicon.h"
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
	SPELLING_GAPS = 1 << 7,	    /* "..." in it stands for other words */
};

struct spelling {
	struct str text;
	uint32_t entity;
	uint8_t variant;
	uint8_t flags;
	union {
		uint8_t n_words; /* of an interest, or of the company's whole name */
		char middle;	 /* of a person: the initial of the middle name, or 0 */
	};
	uint8_t
	    length; /* its own words in catalog.rows; 0: it cannot be found by words */
};

/* Whether it is a company's or a person's. */
static inline bool spelling_is_name(const struct spelling *s)
{
	return s->variant != VARIANT_WORDS && s->variant != VARIANT_PATTERN;
}

enum entity_kind { ENTITY_INTEREST, ENTITY_REGEX, ENTITY_COMPANY, ENTITY_PERSON };

#define RECORD_MAX ((1u << 30) - 1)

struct entity {
	uint64_t key;
	uint32_t first_posting; /* those of the next one begin where its own end */
	unsigned kind : 2;
	unsigned record : 30; /* of a name: which contact, company or made name */
};

#define NO_INTEREST UINT32_MAX

struct posting {
	uint32_t contact;
	uint32_t interest; /* of that contact, or NO_INTEREST */
	float weight;	   /* -INFINITY: never */
};

/* In a row: up to PHRASE_GAP_WORDS other words may stand before this one, where the user
 * wrote "..." between them. */
#define PHRASE_GAP 0x80000000u

struct catalog {
	struct arena *arena;
	const struct contact *contacts;
	size_t n_contacts;
	const struct company *companies;
	size_t n_companies;
	struct str *made; /* names of companies without a record, numbered behind those */
	size_t n_made, cap_made;
	struct entity *entities; /* and one more, where the postings end */
	size_t n_entities, cap_entities;
	struct spelling *spellings;
	size_t n_spellings, cap_spellings, n_patterns;
	struct lexicon lexicon;
	uint32_t *rows; /* lexemes of the spellings, one after the other */
	size_t n_rows, cap_rows;
	struct posting *postings; /* by entity, then by contact */
	size_t n_postings;
};

static inline uint32_t entity_n_postings(const struct entity *e)
{
	return e[1].first_posting - e->first_posting;
}

/* Borrows the arrays. A company of no contact is left out. */
struct catalog *catalog_new(const struct contact *contacts, size_t n_contacts,
    const struct company *companies, size_t n_companies, const struct words *words);
void catalog_free(struct catalog *c); /* NULL does nothing */

/* A person's or company's name as the user wrote it. */
struct str catalog_name(const struct catalog *c, const struct entity *e);

#endif

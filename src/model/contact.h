/*
 * contact.h - a person to keep in touch with: who they are, where they work, and the
 * interests that they stated or showed. Strings are owned by the arena that the record
 * was made in; p is NULL for what is not known.
 */
#ifndef MODEL_CONTACT_H
#define MODEL_CONTACT_H

#include "base/str.h"

/* A word of articles in which the company's name was found: in how many it was right, in
 * how many something else was meant. */
struct company_context {
	struct str word; /* folded */
	int64_t n_right, n_wrong;
};

struct company {
	int64_t id;
	struct str name; /* as the user wrote it, "Amazon.com, Inc." */
	const struct str *aliases;
	size_t n_aliases;
	const struct str *tickers; /* "AMZN"; without an exchange */
	size_t n_tickers;
	struct str domain;		  /* "amazon.com" */
	struct str industry;		  /* one of the lists in feeds/, "technology" */
	int64_t trust_hits, trust_misses; /* decisions on articles with its name */
	double trust_expected;		  /* how many of them the name alone made right:
					   * probabilities	    added up */
	const struct company_context *contexts; /* what stood around it then */
	size_t n_contexts;
};

enum interest_kind {
	INTEREST_WORDS,	  /* a keyword or phrase */
	INTEREST_REGEX,	  /* a PCRE2 expression */
	INTEREST_LEARNED, /* found from decisions */
};

enum interest_source {
	SOURCE_STATED,	 /* typed by the user */
	SOURCE_IMPORTED, /* from a file */
	SOURCE_LEARNED,	 /* adopted from decisions by the program */
	SOURCE_ACCEPTED, /* learned, then accepted as stated */
};

struct interest {
	int64_t id;
	int64_t contact_id;
	struct str term; /* a regular expression without its slash */
	double weight;	 /* 1 unless said otherwise, 0.01..100; learned may be negative */
	enum interest_kind kind;
	enum interest_source source;
	bool is_never; /* a match vetoes the item for this contact */
};

/* What an import or an edit can change. What the user changed by hand is remembered as a
 * set of bits, 1u << field, and wins over later imports. */
enum contact_field {
	CONTACT_NAME, /* with given, family and nickname */
	CONTACT_EMAILS,
	CONTACT_COMPANY,
	CONTACT_TITLE,
	CONTACT_PLACE,
	CONTACT_LANGUAGE,
	CONTACT_URL,
	CONTACT_ALIASES,
	CONTACT_INTERESTS,
	CONTACT_EVERY_DAYS,
	CONTACT_LAST_TOUCH,
	CONTACT_NOTES,
	CONTACT_EXTRA,
	CONTACT_FIELDS, /* how many there are */
};

enum { CONTACT_EVERY_DAYS_MAX = 36500 };

/* Where a contact worked before. */
struct employer {
	int64_t company_id;
	struct str company;
	int64_t from_s, until_s; /* NO_TIME where not known */
};

struct contact {
	int64_t id;
	struct str uid;
	struct str name; /* as it is written in full */
	struct str given, family, nickname;
	struct str email;	  /* the preferred one */
	const struct str *emails; /* all, the preferred one first */
	size_t n_emails;
	struct str company; /* name; the record is found by company_id */
	int64_t company_id; /* 0 if none */
	struct str title;   /* of the job */
	struct str place, language, url;
	const struct str *aliases; /* other names of the person */
	size_t n_aliases;
	const struct interest *interests;
	size_t n_interests;
	int64_t
	    every_days; /* 0..CONTACT_EVERY_DAYS_MAX; 0: as the configuration has it */
	int64_t last_touch_at_s; /* NO_TIME if never */
	bool is_muted;
	bool is_name_doubtful; /* the user met a namesake: the bare name counts little */
	struct str notes;
	const struct employer *employers; /* the last one first */
	size_t n_employers;
	struct str extra; /* lines of its vCard that sawthis does not read */
	int64_t updated_at_s;
	uint32_t edited; /* fields changed by hand: bits 1u << enum contact_field */
};

/* "stated", "imported", … and "interest", "regex", "learned", as stored and as printed.
 */
const char *interest_source_name(enum interest_source source);
const char *interest_kind_name(enum interest_kind kind);

/* "name", "emails", … as printed in differences. */
const char *contact_field_name(enum contact_field field);

#endif

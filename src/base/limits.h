/*
 * limits.h - the bounds that several folders share, each with its reason. Bounds that the
 * user may move are in the configuration instead (app/config_keys.c).
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
	/* A feed document, unpacked; the largest known are below 12 MB. */
	LIMIT_DOCUMENT_BYTES = 256 << 20,
	/* A JSON Feed, which is held in memory whole, some ten times its size. */
	LIMIT_JSON_BYTES = 16 << 20,
	/* One start tag: libxml2 is quadratic in attributes. */
	LIMIT_TAG_BYTES = 64 << 10,
	LIMIT_TAG_ATTRIBUTES = 256,
	/* Elements within elements; feeds need about ten. */
	LIMIT_XML_DEPTH = 256,
	/* Text of one field of an item that is kept; the matcher sees no more. */
	LIMIT_TITLE_BYTES = 2 << 10,
	LIMIT_SUMMARY_BYTES = 16 << 10,
	LIMIT_URL_BYTES = 4 << 10,
	LIMIT_GUID_BYTES = 4 << 10,
	LIMIT_CATEGORIES = 64,
	/* Items taken from one document. */
	LIMIT_ITEMS_PER_FEED = 100000,
	/* A regular expression of a user, and what it is run on. */
	LIMIT_PATTERN_BYTES = 8 << 10,
	LIMIT_PATTERN_SUBJECT_BYTES = 16 << 10,
	/* A name, company, title, term of a contact. */
	LIMIT_NAME_BYTES = 1 << 10,
	LIMIT_NOTES_BYTES = 64 << 10,
	/* An interest; longer ones are no keyword. */
	LIMIT_TERM_BYTES = 256,
	/* A file of contacts: 100,000 cards of 5 KB. */
	LIMIT_CONTACTS_FILE_BYTES = 512 << 20,
};

#endif

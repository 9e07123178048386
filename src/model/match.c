/*
 * match.c - names of kinds and fields, as stored and as printed.
 */
#include "model/match.h"

const char *term_kind_name(enum term_kind kind)
{
	static const char *const names[] = {
	    "person", "company", "interest", "regex", "learned"};

	return names[kind];
}

const char *field_name(enum field field)
{
	static const char *const names[] = {"title", "summary", "category"};

	return names[field];
}

/*
 * holding.h - hosts that asked to be left alone: a Retry-After is for all feeds of a
 * host, those that were not due or had been fetched before, too.
 */
#ifndef APP_HOLDING_H
#define APP_HOLDING_H

#include "base/arena.h"
#include "fetch/fetch.h"
#include "store/store.h"

/* A host that asked. */
struct hold {
	struct str url; /* of one of its feeds */
	int64_t until_s;
};

/* The hosts of a run; zeroed before the first use. */
struct holding {
	struct hold *holds; /* in the arena given to holding_note() */
	size_t n, cap;
};

/* Remembers the host of url if the response asks for a pause. */
void holding_note(struct arena *a, struct holding *holding, struct str url,
    const struct fetch_response *response, int64_t now_s);

/* Puts off the next fetch of every active feed of the hosts. */
enum err holding_apply(struct arena *a, const struct holding *holding, struct store *s,
    struct err_info *ei) MUST_USE;

#endif

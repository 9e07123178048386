/*
 * scope.c - bases and languages, one for each open element that may say one. Always: an
 * element has its parent's unless it says otherwise.
 */
#include "feed/scope.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/url.h"
#include "feed/draft.h"
#include "feed/text.h"

#include <stdlib.h>

struct scope {
	struct str base, language; /* views: into own_* of this or of an outer scope */
	struct buf own_base, own_language;
	size_t n_alike; /* elements open in it that have no attributes */
};

struct scopes {
	size_t depth;  /* the innermost */
	size_t n_used; /* the deepest there ever was, and those around it */
	struct arena *scratch;
	struct buf decoded;
	struct scope stack[LIMIT_XML_DEPTH]; /* [0] is the document */
};

/* Makes the next of the stack ready. */
static struct scope *use(struct scopes *s)
{
	struct scope *scope = &s->stack[s->n_used++];

	*scope = (struct scope){0};
	buf_init(&scope->own_base, LIMIT_URL_BYTES);
	buf_init(&scope->own_language, LIMIT_NAME_BYTES);
	return scope;
}

struct scopes *scopes_new(struct str url)
{
	struct scopes *s = mem_resize(NULL, 1, sizeof(*s));

	s->depth = s->n_used = 0; /* the stack is made ready as it grows */
	use(s);
	buf_put_str(&s->stack[0].own_base, url);
	s->stack[0].base = buf_borrow(&s->stack[0].own_base);
	s->scratch = arena_new();
	buf_init(&s->decoded, (size_t)LIMIT_URL_BYTES * 4);
	return s;
}

void scopes_free(struct scopes *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_used; i++) {
		buf_clear(&s->stack[i].own_base);
		buf_clear(&s->stack[i].own_language);
	}
	arena_free(s->scratch);
	buf_clear(&s->decoded);
	free(s);
}

static struct str keep(struct buf *own, struct str s)
{
	buf_reset(own);
	buf_put_str(own, s);
	return buf_borrow(own);
}

void scopes_push(struct scopes *s, const struct xml_element *e)
{
	struct scope *outer = &s->stack[s->depth], *inner;
	struct str value;

	if (e->n_attributes == 0) {
		outer->n_alike++;
		return;
	}
	inner = ++s->depth == s->n_used ? use(s) : &s->stack[s->depth];
	inner->base = outer->base;
	inner->language = outer->language;
	inner->n_alike = 0;
	arena_reset(s->scratch);
	if (xml_attribute(e, XML_URI, "base", &value)) {
		value = url_resolve(s->scratch, outer->base, value);
		if (value.p)
			inner->base = keep(&inner->own_base, value);
	}
	if (xml_attribute(e, XML_URI, "lang", &value)) {
		value = draft_make_language(s->scratch, value);
		if (value.p)
			inner->language = keep(&inner->own_language, value);
	}
}

void scopes_pop(struct scopes *s)
{
	if (s->stack[s->depth].n_alike > 0)
		s->stack[s->depth].n_alike--;
	else
		s->depth--;
}

struct str scopes_language(const struct scopes *s)
{
	return s->stack[s->depth].language;
}

struct str scopes_resolve(struct scopes *s, struct arena *a, struct str raw)
{
	struct str url;

	arena_reset(s->scratch);
	buf_reset(&s->decoded);
	text_decode_entities(&s->decoded, raw); /* some escape twice */
	url = url_resolve(s->scratch, s->stack[s->depth].base, buf_borrow(&s->decoded));
	if (!url_is_web(url))
		return (struct str){NULL, 0};
	return (struct str){arena_dup_str(a, url), url.n};
}

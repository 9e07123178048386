/*
 * propose.c - companies and items in, other names out. Every company is looked for as if
 * somebody worked there; how its first word, parts and initials stand in the items is
 * counted as for matching (evidence.h). Brands are capitalised words that the news tie to
 * the name: "Alphabet's Google", "Facebook parent Meta".
 */
#include "match/propose.h"

#include "base/fold.h"
#include "base/mem.h"
#include "match/evidence.h"
#include "model/company_name.h"

#include <stdlib.h>
#include <string.h>

/* Fewer items are chance. */
enum { ITEMS_MIN = 2, OWN_SHARE_PERCENT = 60 };

struct seeker {
	struct arena *a;
	const struct company *companies;
	const struct item *items;
	struct words *words;
	struct catalog *catalog;
	struct evidence *evidence;
	struct hits hits;
	struct proposal *out;
	size_t n_out, cap_out;
};

static struct str text_of(struct str text, const struct token *t)
{
	return str_sub(text, t->start, t->end - t->start);
}

/* ---- Looking --------------------------------------------------------------------- */

static void scan_all(struct seeker *s, size_t n_items)
{
	struct fragments *none = fragments_new();
	struct phrases *p = phrases_new(s->catalog, STR("en"), none);
	struct scanner *scanner =
	    scanner_new(s->catalog, p, s->words, fragments_n(none), false);

	for (size_t i = 0; i < n_items; i++)
		scanner_run(scanner, &s->items[i], (uint32_t)i, &s->hits);
	evidence_add(s->evidence, s->hits.v, s->hits.n);
	scanner_free(scanner);
	phrases_free(p);
	fragments_free(none);
}

static bool is_alias(const struct company *c, struct str name)
{
	for (size_t i = 0; i < c->n_aliases; i++)
		if (fold_eq(c->aliases[i], name))
			return true;
	return fold_eq(company_name_core(c->name), name);
}

static void add(struct seeker *s, const struct spelling *sp, enum proposal_kind kind,
    size_t n_for, size_t n_items, const char *evidence)
{
	size_t which = s->catalog->entities[sp->entity].record;

	for (size_t i = s->n_out; i-- > 0 && s->out[i].company == which;)
		if (fold_eq(s->out[i].alias, sp->text))
			return;
	if (is_alias(&s->companies[which], sp->text))
		return;
	arena_grow(s->a, &s->out, s->n_out, &s->cap_out, sizeof(*s->out));
	s->out[s->n_out++] = (struct proposal){
	    .company_id = s->companies[which].id,
	    .company = which,
	    .kind = kind,
	    .alias = {arena_dup_str(s->a, sp->text), sp->text.n},
	    .n_for = n_for,
	    .n_items = n_items,
	    .evidence = str_of(evidence),
	};
}

/* ---- Short forms and initials ---------------------------------------------------- */

/* The word of the company's name behind the spelling: "Sachs" for "Goldman". */
static struct str next_word(struct seeker *s, const struct spelling *sp)
{
	size_t which = s->catalog->entities[sp->entity].record;
	struct str core = company_name_core(s->companies[which].name), word = {0};
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};
	size_t n;

	tokenizer_run(tk, sp->text, &t);
	n = t.n;
	t.n = 0;
	tokenizer_run(tk, core, &t);
	if (n < t.n)
		word = text_of(core, &t.v[n]);
	tokens_clear(&t);
	tokenizer_free(tk);
	return word;
}

static void seek_short(struct seeker *s, uint32_t spelling)
{
	const struct spelling *sp = &s->catalog->spellings[spelling];
	const struct counts *n = evidence_counts(s->evidence, spelling);
	size_t n_continued = n->n_own + n->n_other;

	if (n->n_alone < ITEMS_MIN || n->n_own == 0 || n->n_lower > n->n_alone ||
	    100 * n->n_own < OWN_SHARE_PERCENT * n_continued)
		return;
	add(s, sp, PROPOSAL_SHORT, n->n_own, n_continued,
	    arena_printf(s->a,
		"continues with \"%.*s\" in %u of %zu places, stands alone in %u",
		STR_ARG(next_word(s, sp)), n->n_own, n_continued, n->n_alone));
}

static void seek_initials(struct seeker *s, uint32_t spelling)
{
	const struct spelling *sp = &s->catalog->spellings[spelling];
	const struct counts *n = evidence_counts(s->evidence, spelling);
	uint32_t n_sure = evidence_n_sure(s->evidence, sp->entity);

	if (n->n_alone < ITEMS_MIN || (n_sure == 0 && n->n_together == 0) ||
	    n->n_other > n->n_alone)
		return;
	add(s, sp, PROPOSAL_INITIALS, n->n_together, n->n_alone,
	    arena_printf(s->a, "stands in %u places, in %u items beside the whole name",
		n->n_alone, n->n_together));
}

/* ---- Brands ---------------------------------------------------------------------- */

struct brand_sighting {
	uint32_t entity, item;
	struct str text;
};

static bool is_brand(struct str text, const struct token *t)
{
	char folded[16] = "";
	size_t n = t->end - t->start;

	for (size_t i = 0; i < n && n < sizeof(folded); i++)
		folded[i] = (char)(text.p[t->start + i] | 0x20);
	return t->flags & TOKEN_CAPITAL && n > 2 &&
	       !company_name_is_legal(str_of(folded));
}

/* The word that the hit's neighbours call its brand; empty if none: "Alphabet's Google",
 * "Google parent Alphabet", "Google owner Alphabet". */
static struct str brand_beside(
    const struct hit *h, struct str text, const struct tokens *t)
{
	size_t first = h->word, behind = first + h->n_words;

	if (behind < t->n && h->context & CONTEXT_POSSESSIVE &&
	    !(t->v[behind].flags & (TOKEN_START | TOKEN_BREAK)) &&
	    is_brand(text, &t->v[behind]))
		return text_of(text, &t->v[behind]);
	if (first > 1 && is_brand(text, &t->v[first - 2]) &&
	    !(t->v[first].flags & TOKEN_BREAK) &&
	    !(t->v[first - 1].flags & (TOKEN_BREAK | TOKEN_START))) {
		struct str link = text_of(text, &t->v[first - 1]);

		if (str_eq_nocase(link, STR("parent")) ||
		    str_eq_nocase(link, STR("owner")) ||
		    str_eq_nocase(link, STR("maker")))
			return text_of(text, &t->v[first - 2]);
	}
	return (struct str){0};
}

static int compare_sightings(const void *a, const void *b)
{
	const struct brand_sighting *x = a, *y = b;
	int order = (x->entity > y->entity) - (x->entity < y->entity);

	if (order == 0)
		order = str_cmp(x->text, y->text);
	return order ? order : (x->item > y->item) - (x->item < y->item);
}

static size_t find_sightings(struct seeker *s, struct brand_sighting **out)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};
	size_t n = 0, cap = 0;

	*out = NULL;
	for (size_t i = 0; i < s->hits.n; i++) {
		const struct hit *h = &s->hits.v[i];
		const struct spelling *sp = &s->catalog->spellings[h->spelling];
		const struct item *it = &s->items[h->item];
		struct str text = h->field == FIELD_TITLE ? it->title : it->summary,
			   brand;

		if (sp->variant != VARIANT_FULL || h->field == FIELD_CATEGORY ||
		    h->context & (CONTEXT_LOWER | CONTEXT_TITLE_CASE | CONTEXT_COVERED))
			continue;
		t.n = 0;
		tokenizer_run(tk, text, &t);
		brand = brand_beside(h, text, &t);
		if (brand.n == 0)
			continue;
		mem_grow(out, n, &cap, sizeof(**out));
		(*out)[n++] = (struct brand_sighting){sp->entity, h->item, brand};
	}
	tokens_clear(&t);
	tokenizer_free(tk);
	if (n > 1)
		qsort(*out, n, sizeof(**out), compare_sightings);
	return n;
}

static void seek_brands(
    struct seeker *s, uint32_t entity, const struct brand_sighting *v, size_t n)
{
	for (size_t i = 0, from = 0; i <= n; i++) {
		struct spelling sp = {.entity = entity};
		size_t n_items = i - from;

		if (i < n && str_eq(v[i].text, v[from].text) &&
		    v[i].entity == v[from].entity)
			continue;
		if (n_items >= ITEMS_MIN && v[from].entity == entity) {
			sp.text = v[from].text;
			add(s, &sp, PROPOSAL_BRAND, n_items, n_items,
			    arena_printf(
				s->a, "stands beside the name in %zu places", n_items));
		}
		from = i;
	}
}

/* ---- The whole ------------------------------------------------------------------- */

static int compare_proposals(const void *a, const void *b)
{
	const struct proposal *x = a, *y = b;

	if (x->company != y->company)
		return x->company < y->company ? -1 : 1;
	if (x->n_for != y->n_for)
		return x->n_for > y->n_for ? -1 : 1;
	return str_cmp(x->alias, y->alias);
}

static void seek(struct seeker *s)
{
	struct brand_sighting *sightings;
	size_t n_sightings = find_sightings(s, &sightings);
	uint32_t last = UINT32_MAX;

	/* Spellings of an entity stand together. */
	for (uint32_t i = 0; i < s->catalog->n_spellings; i++) {
		const struct spelling *sp = &s->catalog->spellings[i];

		if (sp->variant == VARIANT_LEAD || sp->variant == VARIANT_PART)
			seek_short(s, i);
		else if (sp->variant == VARIANT_INITIALS)
			seek_initials(s, i);
		if (sp->entity != last && sp->variant == VARIANT_FULL)
			seek_brands(s, sp->entity, sightings, n_sightings);
		last = sp->entity;
	}
	if (s->n_out > 1)
		qsort(s->out, s->n_out, sizeof(*s->out), compare_proposals);
	free(sightings);
}

void match_propose(const struct company *companies, size_t n_companies,
    const struct item *items, size_t n_items, struct arena *a, struct proposal **out,
    size_t *n_out)
{
	struct seeker s = {.a = a, .companies = companies, .items = items};
	struct contact *workers = mem_new(n_companies, sizeof(*workers));

	for (size_t i = 0; i < n_companies; i++)
		workers[i] =
		    (struct contact){.id = (int64_t)i + 1, .company_id = companies[i].id};
	s.words = words_new();
	s.catalog = catalog_new(workers, n_companies, companies, n_companies, s.words);
	s.evidence = evidence_new(s.catalog);
	scan_all(&s, n_items);
	seek(&s);
	*out = s.out;
	*n_out = s.n_out;
	evidence_free(s.evidence);
	catalog_free(s.catalog);
	words_free(s.words);
	free(s.hits.v);
	free(workers);
}

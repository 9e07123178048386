/*
 * scan.c - each field is cut into words, the words are looked up, and spellings are tried
 * where a word or a pair of words begins one. Names that lie inside longer names are
 * marked, so that the longest wins. Always: hits are within one field, on the borders of
 * its words.
 */
#include "match/scan.h"

#include "base/mem.h"
#include "match/field_text.h"
#include "match/starts.h"

#include <stdlib.h>

enum { N_FIELDS = FIELD_CATEGORY + 1 };

struct scanner {
	const struct catalog *c;
	const struct phrases *p;
	const struct words *w;
	struct vocabulary *vocabulary;
	bool is_own_vocabulary;
	struct tokenizer *tk;
	struct tokens tokens[N_FIELDS]; /* of the last of each kind */
	struct known *known;		/* by token */
	uint32_t *places;		/* tokens that have a role */
	size_t cap_known;
	struct starts starts;
	size_t n_words;
	struct sightings sightings;
	uint32_t
	    *n_named; /* by number of a surname: how often a given name stood before */

	/* Where the scan is. */
	struct field_text field;
	bool is_judged; /* the field as a whole: done once a name is found in it */
	struct field_text fields[N_FIELDS]; /* scanned before, and whether judged */
	bool were_judged[N_FIELDS];
	size_t *names; /* which hits of the field are names */
	size_t n_names, cap_names;
	size_t *lower; /* … are in small letters where the user wrote capitals */
	size_t n_lower, cap_lower;
	struct hit proto; /* item, field and category of the hits */
	struct hits *out;
};

struct scanner *scanner_new(const struct catalog *c, const struct phrases *p,
    const struct words *w, size_t n_fragments, bool is_shared)
{
	struct scanner *s = mem_new(1, sizeof(*s));

	s->c = c;
	s->p = p;
	s->w = w;
	s->vocabulary = is_shared ? vocabulary_copy(p->vocabulary) : p->vocabulary;
	s->is_own_vocabulary = is_shared;
	s->tk = tokenizer_new();
	sightings_init(&s->sightings, n_fragments);
	s->n_named = mem_new(vocabulary_n_ids(p->vocabulary), sizeof(*s->n_named));
	return s;
}

void scanner_free(struct scanner *s)
{
	if (!s)
		return;
	if (s->is_own_vocabulary)
		vocabulary_free(s->vocabulary);
	tokenizer_free(s->tk);
	for (size_t i = 0; i < N_FIELDS; i++)
		tokens_clear(&s->tokens[i]);
	free(s->known);
	free(s->places);
	starts_clear(&s->starts);
	free(s->n_named);
	free(s->names);
	free(s->lower);
	sightings_clear(&s->sightings);
	free(s);
}

size_t scanner_n_words(const struct scanner *s)
{
	return s->n_words;
}

/* ---- Trying a spelling ----------------------------------------------------------- */

static uint32_t id_at(const struct scanner *s, size_t word, bool is_stem)
{
	return is_stem ? s->known[word].stem : s->known[word].exact;
}

/* Whether other words than those of a phrase may stand between word - 1 and word. */
static bool is_border(const struct scanner *s, size_t word, bool is_name, uint32_t flags)
{
	uint32_t f = s->field.tokens[word].flags;

	if (flags & SPELLING_BREAK)
		return false;
	return (is_name && f & TOKEN_BREAK) || field_text_is_start(&s->field, s->w, word);
}

/* The words that the spelling takes from word `first` on, 0 if it does not stand there.
 * skip is the position in the spelling before which one word is passed over, or 0. */
static size_t extent(
    const struct scanner *s, const struct use *use, size_t first, size_t skip)
{
	const uint32_t *ids = s->p->ids + use->first;
	bool is_name = use->variant != VARIANT_WORDS;
	size_t word = first;

	for (size_t i = 0; i < use->n; i++, word++) {
		uint32_t id = ids[i] & ~PHRASE_GAP;

		if (i > 0 && i == skip)
			word++;
		if (ids[i] & PHRASE_GAP) {
			size_t end = word + PHRASE_GAP_WORDS;

			while (word < s->field.n && word < end &&
			       id_at(s, word, !is_name) != id)
				word++;
		}
		if (word >= s->field.n || id_at(s, word, !is_name) != id)
			return 0;
		if (i > 0 && i != skip && is_border(s, word, is_name, use->flags))
			return 0;
	}
	return word - first;
}

static void judge_field(struct scanner *s)
{
	if (!s->is_judged)
		field_text_judge(&s->field, s->w);
	s->is_judged = true;
}

/* The hit of the words [first, first + n) of the field, behind those that are out: it
 * counts once s->out->n says so. */
static inline struct hit *new_hit(
    struct scanner *s, const struct use *use, size_t first, size_t n)
{
	const struct token *t = &s->field.tokens[first];
	struct hit *h;

	if (s->out->n == s->out->cap)
		mem_grow(&s->out->v, s->out->n, &s->out->cap, sizeof(*s->out->v));
	h = &s->out->v[s->out->n];
	*h = s->proto;
	h->spelling = use->spelling;
	h->start = t->start;
	h->end = t[n - 1].end;
	h->word = (uint32_t)first;
	h->n_words = (uint16_t)n;
	return h;
}

/* Whether a middle name was passed over that begins otherwise than the contact's own:
 * "John B. Smith" is no John A. Smith. */
static bool is_other_person(
    const struct scanner *s, const struct use *use, size_t first, size_t n)
{
	const char own = s->c->spellings[use->spelling].middle;
	const struct token *middle = &s->field.tokens[first + use->at + 1];

	return n > use->n && own &&
	       (s->field.text.p[middle->start] | 0x20) != (own | 0x20);
}

/* Whether the word is written as initials are: "BHEL", "BoE", "Bhel". */
static bool are_initials(
    const struct scanner *s, const struct spelling *sp, const struct hit *h)
{
	const struct token *t = &s->field.tokens[h->word];

	return t->flags & TOKEN_UPPER ||
	       str_eq(str_sub(s->field.text, h->start, h->end - h->start), sp->text) ||
	       (t->flags & TOKEN_CAPITAL && sp->text.n > 3 &&
		   !(words_flags(s->w, t->hash) & (WORD_COMMON | WORD_FORENAME)));
}

static void add_name(struct scanner *s, const struct use *use, size_t first, size_t n)
{
	const struct spelling *sp = &s->c->spellings[use->spelling];
	const struct token *t = &s->field.tokens[first];
	struct hit *h = new_hit(s, use, first, n);

	judge_field(s);
	h->context = field_text_context(&s->field, s->w, sp, first, n, &h->neighbour);
	if (use->flags & SPELLING_MIDDLE && is_other_person(s, use, first, n))
		return;
	/* A ticker is one in its notation only, or one that nothing else is. */
	if (use->variant == VARIANT_TICKER && !(t->flags & TOKEN_UPPER) &&
	    !(h->context & CONTEXT_EXCHANGE))
		return;
	if (use->variant == VARIANT_SURNAME && h->context & CONTEXT_BEFORE_NAME &&
	    !(h->context & CONTEXT_TITLE_CASE))
		return;
	if (use->variant == VARIANT_INITIALS && !are_initials(s, sp, h))
		return;
	mem_grow(&s->names, s->n_names, &s->cap_names, sizeof(*s->names));
	s->names[s->n_names++] = s->out->n++;
}

static inline void add_words(
    struct scanner *s, const struct use *use, size_t first, size_t n)
{
	const struct spelling *sp = &s->c->spellings[use->spelling];
	const uint32_t flags = s->field.tokens[first].flags;
	struct hit *h = new_hit(s, use, first, n);

	if (use->flags & SPELLING_UPPER && !(flags & TOKEN_UPPER) &&
	    !(flags & TOKEN_CAPITAL && sp->text.n > 3))
		return;
	if (!(flags & (TOKEN_CAPITAL | TOKEN_SINGLE | TOKEN_DIGIT)))
		h->context = CONTEXT_LOWER;
	if (use->flags & SPELLING_CAPITAL && h->context) {
		__builtin_prefetch(sp);
		mem_grow(&s->lower, s->n_lower, &s->cap_lower, sizeof(*s->lower));
		s->lower[s->n_lower++] = s->out->n;
	}
	s->out->n++;
}

/* Tells words that stand as the user wrote them from those of the same stem: together,
 * because both the spellings and their texts are far from everything else. */
static void compare_words(struct scanner *s)
{
	const struct spelling *spellings = s->c->spellings;
	struct hit *v = s->out->v;

	for (size_t i = 0; i < s->n_lower; i++)
		__builtin_prefetch(spellings[v[s->lower[i]].spelling].text.p);
	for (size_t i = 0; i < s->n_lower; i++) {
		struct hit *h = &v[s->lower[i]];

		if (str_eq_nocase(str_sub(s->field.text, h->start, h->end - h->start),
			spellings[h->spelling].text))
			h->context |= CONTEXT_EXACT_WORD;
	}
}

static inline void add_hit(
    struct scanner *s, const struct use *use, size_t first, size_t n)
{
	if (use->variant == VARIANT_WORDS)
		add_words(s, use, first, n);
	else
		add_name(s, use, first, n);
}

/* Tries every use in the list; `word` is where its words stand. */
static void try_uses(struct scanner *s, uint32_t u, size_t word, size_t skipped)
{
	for (; u; u = phrases_next(s->p, u)) {
		const struct use *use = &s->p->uses[u];
		size_t n;

		if (skipped && !(use->flags & SPELLING_MIDDLE))
			continue;
		if (use->at > word)
			continue;
		n = use->n == 1
			? 1
			: extent(s, use, word - use->at, skipped ? use->at + 1u : 0);
		if (n)
			add_hit(s, use, word - use->at, n);
	}
}

/* The same for a pair, whose words are known to stand there. */
static void try_pair(struct scanner *s, uint32_t u, size_t word)
{
	for (; u; u = phrases_next(s->p, u)) {
		const struct use *use = &s->p->uses[u];
		size_t n = 2;

		if (use->at > word)
			continue;
		if (use->n > 2)
			n = extent(s, use, word - use->at, 0);
		else if (is_border(
			     s, word + 1, use->variant != VARIANT_WORDS, use->flags))
			continue;
		if (n)
			add_hit(s, use, word - use->at, n);
	}
}

/* A surname counts behind an honorific alone; given names before it are counted. */
static void try_surname(struct scanner *s, uint32_t id, size_t word)
{
	const struct token *t = &s->field.tokens[word];
	uint32_t flags = words_flags(s->w, t[-1].hash);

	if (t->flags & TOKEN_BREAK || field_text_is_start(&s->field, s->w, word) ||
	    !(t->flags & TOKEN_CAPITAL) || !(t[-1].flags & TOKEN_CAPITAL))
		return;
	if (flags & WORD_HONORIFIC)
		try_uses(s, s->p->surnames[id], word, 0);
	else if (!(flags & WORD_STOP) &&
		 !(t[-1].flags & (TOKEN_START | TOKEN_POSSESSIVE)) &&
		 !s->field.is_title_case)
		s->n_named[id]++;
}

void scanner_count_named(const struct scanner *s, uint32_t *by_spelling)
{
	for (size_t id = 0; id < vocabulary_n_ids(s->p->vocabulary); id++)
		for (uint32_t u = s->p->surnames[id]; u; u = phrases_next(s->p, u))
			by_spelling[s->p->uses[u].spelling] += s->n_named[id];
}

static void try_start(struct scanner *s, const struct start *start)
{
	switch ((enum start_kind)start->kind) {
	case START_WORD: try_uses(s, start->uses, start->word, 0); break;
	case START_PAIR: try_pair(s, start->uses, start->word); break;
	case START_MIDDLE: try_uses(s, start->uses, start->word, 1); break;
	case START_SURNAME: try_surname(s, start->uses, start->word); break;
	}
}

/* ---- Names inside names ---------------------------------------------------------- */

static bool is_sure(const struct scanner *s, const struct hit *h)
{
	uint8_t v = s->c->spellings[h->spelling].variant;

	return v == VARIANT_FULL || v == VARIANT_ALIAS;
}

/* Whether the same words rather mean what `by` is: the whole of a name before a part,
 * the initials of a name before the first word of another, the shorter of two names that
 * begin alike. Where both are as good, neither is meant. */
static bool is_surer(const struct scanner *s, const struct hit *by, const struct hit *h)
{
	const struct spelling *a = &s->c->spellings[by->spelling];
	const struct spelling *b = &s->c->spellings[h->spelling];

	if (is_sure(s, h) || a->variant >= VARIANT_PERSON)
		return false;
	if (is_sure(s, by))
		return true;
	if (a->variant == VARIANT_INITIALS)
		return true;
	if (b->variant == VARIANT_INITIALS || a->variant == VARIANT_TICKER)
		return false;
	return a->n_words <= b->n_words;
}

static void cover(const struct scanner *s, struct hit *h, const struct hit *by)
{
	uint32_t inner = s->c->spellings[h->spelling].entity;
	uint32_t outer = s->c->spellings[by->spelling].entity;
	bool is_longer = by->n_words > h->n_words;

	if (by->word > h->word || by->word + by->n_words < h->word + h->n_words)
		return;
	if (inner == outer) {
		if (is_longer)
			h->context |= CONTEXT_OWN;
	} else if (!(by->context & CONTEXT_LOWER) && (is_longer || is_surer(s, by, h))) {
		h->context |= CONTEXT_COVERED;
	}
}

static void resolve(const struct scanner *s)
{
	struct hit *v = s->out->v;

	for (size_t i = 0; i < s->n_names; i++)
		for (size_t k = 0; k < s->n_names; k++)
			if (i != k)
				cover(s, &v[s->names[i]], &v[s->names[k]]);
}

/* ---- Fields ---------------------------------------------------------------------- */

static void load_field(struct scanner *s, struct str text, enum field field)
{
	struct tokens *t = &s->tokens[field];

	t->n = 0;
	tokenizer_run(s->tk, text, t);
	s->field = (struct field_text){.text = text, .tokens = t->v, .n = t->n};
	s->is_judged = false;
}

const struct sightings *scanner_sightings(const struct scanner *s)
{
	return &s->sightings;
}

static void note_fragments(struct scanner *s, const uint32_t *places, size_t n_places)
{
	struct sighting at = {.field = s->proto.field, .category = s->proto.category};
	const uint32_t *fragments = vocabulary_fragments(s->vocabulary);

	for (size_t i = 0; i < n_places; i++) {
		const struct known *k = &s->known[places[i]];

		if (!k->n_fragments)
			continue;
		at.start = s->field.tokens[places[i]].start;
		at.word = places[i];
		sightings_note(
		    &s->sightings, fragments + k->fragments, k->n_fragments, &at);
	}
}

/* Room for what is known of n words. */
static void reserve(struct scanner *s, size_t n)
{
	if (n <= s->cap_known)
		return;
	s->cap_known = 2 * n;
	s->known = mem_resize(s->known, s->cap_known, sizeof(*s->known));
	s->places = mem_resize(s->places, s->cap_known, sizeof(*s->places));
}

static void scan_field(struct scanner *s, struct str text, enum field field, size_t which)
{
	size_t n_places;

	load_field(s, text, field);
	s->proto.field = (uint8_t)field;
	s->proto.category = (uint8_t)which;
	s->n_words += s->field.n;
	reserve(s, s->field.n);
	n_places = vocabulary_look_up(
	    s->vocabulary, s->field.tokens, s->field.n, text, s->known, s->places);
	starts_find(&s->starts, s->p, s->field.tokens, s->known, s->places, n_places);
	note_fragments(s, s->places, n_places);
	s->n_names = s->n_lower = 0;
	for (size_t i = 0; i < s->starts.n; i++)
		try_start(s, &s->starts.v[i]);
	compare_words(s);
	if (s->n_names > 1)
		resolve(s);
	s->fields[field] = s->field;
	s->were_judged[field] = s->is_judged;
}

/* What title and summary say together: whether they hold words of business. */
static uint32_t context_of_item(struct scanner *s)
{
	struct field_text *title = &s->fields[FIELD_TITLE];
	struct field_text *summary = &s->fields[FIELD_SUMMARY];

	if (!s->were_judged[FIELD_TITLE])
		field_text_judge(title, s->w);
	if (!s->were_judged[FIELD_SUMMARY])
		field_text_judge(summary, s->w);
	return (title->has_business || summary->has_business ? CONTEXT_BUSINESS : 0) |
	       (summary->has_reference ? CONTEXT_REFERENCE : 0);
}

void scanner_run(
    struct scanner *s, const struct item *item, uint32_t number, struct hits *out)
{
	size_t from = out->n, n_names = 0;

	s->out = out;
	s->n_words = 0;
	sightings_begin(&s->sightings);
	s->proto = (struct hit){.item = number};
	scan_field(s, item->title, FIELD_TITLE, 0);
	n_names += s->n_names;
	scan_field(s, item->summary, FIELD_SUMMARY, 0);
	n_names += s->n_names;
	for (size_t i = 0; i < item->n_categories && i < UINT8_MAX; i++) {
		scan_field(s, item->categories[i], FIELD_CATEGORY, i);
		n_names += s->n_names;
	}
	if (n_names) {
		uint32_t context = context_of_item(s);

		for (size_t i = from; context && i < out->n; i++)
			out->v[i].context |= context;
	}
}

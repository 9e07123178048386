/*
 * spellings.c - a text in, a spelling and its row of words out.
 */
#include "match/spellings.h"

#include "base/mem.h"

#include <string.h>

enum { SPELLING_WORDS_MAX = 64 };

void speller_init(struct speller *s, struct catalog *c, const struct words *words)
{
	*s = (struct speller){.c = c, .words = words, .tk = tokenizer_new()};
}

void speller_clear(struct speller *s)
{
	tokens_clear(&s->tokens);
	tokens_clear(&s->other_tokens);
	tokenizer_free(s->tk);
}

bool speller_has_gap(struct str text)
{
	for (size_t i = 0; i + 3 <= text.n; i++)
		if ((text.p[i] == '.' || text.p[i] == '\xe2') &&
		    (memcmp(text.p + i, "...", 3) == 0 ||
			memcmp(text.p + i, "\u2026", 3) == 0))
			return true;
	return false;
}

/* PHRASE_GAP where one stands between the words. */
static uint32_t gap_between(
    struct str text, const struct token *before, const struct token *t)
{
	struct str between = str_sub(text, before->end, t->start - before->end);

	return speller_has_gap(between) ? PHRASE_GAP : 0;
}

/* Puts the words behind the rows; returns how many. */
static size_t put_row(struct speller *s, struct str text, bool has_gaps)
{
	const struct tokens *t = &s->tokens;
	struct catalog *c = s->c;

	if (t->n > SPELLING_WORDS_MAX)
		return 0;
	for (size_t i = 0; i < t->n; i++) {
		uint32_t word = lexicon_put(&c->lexicon, &t->v[i], text);

		if (i > 0 && has_gaps)
			word |= gap_between(text, &t->v[i - 1], &t->v[i]);
		mem_grow(&c->rows, c->n_rows, &c->cap_rows, sizeof(*c->rows));
		c->rows[c->n_rows++] = word;
	}
	return t->n;
}

struct spelling *speller_add_tokens(struct speller *s, struct str text, uint32_t entity,
    enum variant variant, uint32_t flags)
{
	struct catalog *c = s->c;
	struct spelling *out;

	mem_grow(&c->spellings, c->n_spellings, &c->cap_spellings, sizeof(*c->spellings));
	out = &c->spellings[c->n_spellings++];
	*out = (struct spelling){.text = text,
	    .entity = entity,
	    .variant = (uint8_t)variant,
	    .flags = (uint8_t)flags};
	if (variant == VARIANT_PATTERN)
		c->n_patterns++;
	else
		out->length = (uint8_t)put_row(s, text, flags & SPELLING_GAPS);
	return out;
}

struct spelling *speller_add(struct speller *s, struct str text, uint32_t entity,
    enum variant variant, uint32_t flags)
{
	s->tokens.n = 0;
	if (variant != VARIANT_PATTERN)
		tokenizer_run(s->tk, text, &s->tokens);
	return speller_add_tokens(s, text, entity, variant, flags);
}

struct str speller_transcribe(struct speller *s, struct str text)
{
	static const char *const letters[][2] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"},
	    {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"ø", "oe"}, {"Ø", "Oe"}, {"å", "aa"},
	    {"Å", "Aa"}};
	const size_t n_letters = sizeof(letters) / sizeof(*letters);
	bool is_changed = false;
	struct str out = {0};
	struct buf b;

	/* All begin with this byte. */
	if (str_find_char(text, '\xc3') == text.n)
		return out;
	buf_init(&b, 2 * text.n + 1);
	for (size_t i = 0; i < text.n; i++) {
		size_t k = 0;

		while (k < n_letters &&
		       !str_starts(str_sub(text, i, 2), str_of(letters[k][0])))
			k++;
		if (k < n_letters) {
			buf_puts(&b, letters[k][1]);
			is_changed = true;
			i++;
		} else {
			buf_putc(&b, text.p[i]);
		}
	}
	if (is_changed)
		out = (struct str){arena_dup_str(s->c->arena, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

/*
 * name_words.c - the words of a company's name in, spellings out: letters put together
 * and parted, dots, umlauts. Always: a spelling has at least one word.
 */
#include "match/name_words.h"

#include <ctype.h>

enum { SPELLING_BYTES = 512, ACRONYM_MAX = 6 };

/* ---- Reading --------------------------------------------------------------------- */

void name_read(struct name *n, struct speller *speller, uint32_t entity, struct str text)
{
	*n = (struct name){.speller = speller,
	    .arena = speller->c->arena,
	    .entity = entity,
	    .text = text};
	tokenizer_run(speller->tk, text, &n->t);
	for (; n->n < n->t.n && n->n < NAME_WORDS_MAX; n->n++) {
		const struct token *t = &n->t.v[n->n];

		n->word[n->n] = text.p[t->start] == '&'
				    ? STR("and")
				    : str_sub(text, t->start, t->end - t->start);
		n->known[n->n] = words_flags(speller->words, t->hash);
	}
	n->n_whole = n->n;
}

void name_clear(struct name *n)
{
	tokens_clear(&n->t);
}

/* ---- Putting words together ------------------------------------------------------ */

static bool is_upper_ascii(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool has_lower(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_upper_ascii(s.p[i]) && !(s.p[i] >= '0' && s.p[i] <= '9'))
			return true;
	return false;
}

bool name_is_stop(const struct name *n, size_t i)
{
	return n->known[i] & WORD_STOP;
}

bool name_is_weak(const struct name *n, size_t end)
{
	for (size_t i = 0; i < end; i++)
		if (!(n->known[i] &
			(WORD_STOP | WORD_GENERIC | WORD_COMMON | WORD_PLACE)))
			return false;
	return true;
}

uint32_t name_flags(const struct name *n, size_t end)
{
	uint32_t flags = SPELLING_CAPITAL;

	if (name_is_weak(n, end))
		flags |= SPELLING_COMMON;
	if (end == 1)
		flags |= SPELLING_SINGLE;
	if (end == 1 && n->word[0].n > 1 && !has_lower(n->word[0]))
		flags |= SPELLING_UPPER;
	for (size_t i = 1; i < end && i < n->t.n; i++)
		if (n->t.v[i].flags & TOKEN_BREAK)
			flags |= SPELLING_BREAK;
	return flags;
}

struct str name_joined(
    const struct name *n, size_t end, size_t which, struct str instead, const char *sep)
{
	struct buf b;
	struct str out;

	buf_init(&b, SPELLING_BYTES);
	for (size_t i = 0; i < end; i++) {
		if (i)
			buf_puts(&b, sep);
		buf_put_str(&b, i == which ? instead : n->word[i]);
	}
	out = (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

void name_add(const struct name *n, struct str text, enum variant v, uint32_t flags)
{
	if (text.n == 0)
		return;
	speller_add(n->speller, text, n->entity, v, flags)->n_words = (uint8_t)n->n_whole;
}

bool name_is_coined(struct str word)
{
	static const char *const prefixes[] = {
	    "De", "Di", "Du", "El", "Fitz", "La", "Le", "Mac", "Mc", "Van", "Von"};
	size_t first = 1;

	if (word.n == 0 || !is_upper_ascii(word.p[0]) || !has_lower(word))
		return false;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (str_starts(word, str_of(prefixes[i])))
			first = str_of(prefixes[i]).n + 1;
	for (size_t i = first; i < word.n; i++)
		if (is_upper_ascii(word.p[i]))
			return true;
	return false;
}

/* ---- Other ways to write the same words ------------------------------------------ */

/* "JPMorgan" is "JP Morgan" and "J P Morgan", "BlackRock" "Black Rock". */
/* Whether a new word begins at letter i: "JP|Morgan", "Black|Rock". */
static bool is_edge(struct str w, size_t i)
{
	return i > 0 && is_upper_ascii(w.p[i]) && i + 2 < w.n &&
	       islower((unsigned char)w.p[i + 1]) && (i > 1 || is_upper_ascii(w.p[0]));
}

/* How many letters at the front of word k are initials: two of "JPMorgan", and of "JP
 * Morgan". */
static size_t n_initials(const struct name *n, size_t k)
{
	struct str w = n->word[k];
	size_t n_upper = 0;

	while (n_upper < w.n && is_upper_ascii(w.p[n_upper]))
		n_upper++;
	if (n_upper == w.n)
		return k == 0 && n->n > 1 && w.n == 2 ? 2 : 0;
	return n_upper <= 3 ? n_upper : 0;
}

/* The words with spaces at the edges in them, and between initials if with_letters. */
static struct str parted(const struct name *n, bool with_letters)
{
	struct buf b;
	struct str out;

	buf_init(&b, SPELLING_BYTES);
	for (size_t k = 0; k < n->n; k++) {
		size_t initials = with_letters ? n_initials(n, k) : 0;

		for (size_t i = 0; i < n->word[k].n; i++) {
			if (i == 0 ? k > 0 : is_edge(n->word[k], i) || i < initials)
				buf_putc(&b, ' ');
			buf_putc(&b, n->word[k].p[i]);
		}
	}
	out = (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

void name_add_parted(const struct name *n, enum variant v, uint32_t flags)
{
	bool has_edge = false, has_initials = false;

	for (size_t k = 0; k < n->n; k++) {
		has_initials |= n_initials(n, k) > 1;
		for (size_t i = 1; i < n->word[k].n; i++)
			has_edge |= is_edge(n->word[k], i);
	}
	flags &= ~(uint32_t)SPELLING_SINGLE;
	if (has_edge)
		name_add(n, parted(n, false), v, flags);
	if (has_initials)
		name_add(n, parted(n, true), v, flags);
}

/* "M.R.F." is "MRF", "Coca-Cola" "CocaCola", "J P Morgan" "JP Morgan" and "JPMorgan",
 * "Macy's" "Macys". */
void name_add_joined(const struct name *n, enum variant v, uint32_t flags)
{
	struct buf b;
	size_t n_letters = 0;

	while (n_letters < n->n && n->word[n_letters].n == 1)
		n_letters++;
	if (n->n >= 2 && n->n <= 3)
		name_add(n, name_joined(n, n->n, SIZE_MAX, (struct str){0}, ""), v,
		    n_letters == n->n ? flags | SPELLING_SINGLE | SPELLING_UPPER
				      : flags | SPELLING_SINGLE);
	if (n_letters >= 2 && n_letters < n->n) {
		buf_init(&b, SPELLING_BYTES);
		for (size_t i = 0; i < n->n; i++) {
			buf_put_str(&b, n->word[i]);
			if (i + 1 >= n_letters)
				buf_putc(&b, ' ');
		}
		name_add(n, (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n}, v,
		    flags);
		buf_clear(&b);
	}
	for (size_t i = 0; i < n->n; i++)
		if (n->t.v[i].flags & TOKEN_POSSESSIVE) {
			buf_init(&b, SPELLING_BYTES);
			buf_put_str(&b, n->word[i]);
			buf_putc(&b, 's');
			name_add(
			    n, name_joined(n, n->n, i, buf_borrow(&b), " "), v, flags);
			buf_clear(&b);
		}
}

/* "FIFA" is "F.I.F.A.". */
static void add_dotted(const struct name *n, enum variant v, uint32_t flags)
{
	struct buf b;

	if (n->n != 1 || n->word[0].n < 2 || n->word[0].n > ACRONYM_MAX ||
	    has_lower(n->word[0]))
		return;
	buf_init(&b, SPELLING_BYTES);
	for (size_t i = 0; i < n->word[0].n; i++)
		buf_printf(&b, "%c.", n->word[0].p[i]);
	name_add(n, (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n}, v,
	    flags & ~(uint32_t)(SPELLING_SINGLE | SPELLING_UPPER));
	buf_clear(&b);
}

void name_add_umlauts(const struct name *n, enum variant v, uint32_t flags)
{
	name_add(n, speller_transcribe(n->speller, n->text), v, flags);
}

void name_add_all_ways(const struct name *n, enum variant v)
{
	uint32_t flags = name_flags(n, n->n);

	name_add(n, n->text, v, flags);
	name_add_parted(n, v, flags);
	name_add_joined(n, v, flags);
	add_dotted(n, v, flags);
	name_add_umlauts(n, v, flags);
}

/*
 * names_company.c - a company's record in, spellings out. What is certain (the whole
 * name, what the user added) is told apart from what the news must confirm (parts, the
 * first word). Always: a spelling has at least one word that is not an article.
 */
#include "match/names.h"

#include "base/fold.h"
#include "model/company_name.h"

#include <ctype.h>
#include <string.h>

enum { WORDS_MAX = 12, SPELLING_BYTES = 512, ACRONYM_MAX = 6 };

struct name {
	struct speller *speller;
	struct arena *arena; /* of the catalog */
	uint32_t entity;
	struct str text;
	struct tokens t;
	struct str word[WORDS_MAX]; /* as written, "and" for "&" */
	uint32_t known[WORDS_MAX];  /* enum word_flag */
	size_t n;
};

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

static bool is_stop(const struct name *n, size_t i)
{
	return n->known[i] & WORD_STOP;
}

/* Whether the words [0, end) say little of which company is meant. */
static bool is_weak(const struct name *n, size_t end)
{
	for (size_t i = 0; i < end; i++)
		if (!(n->known[i] &
			(WORD_STOP | WORD_GENERIC | WORD_COMMON | WORD_PLACE)))
			return false;
	return true;
}

static uint32_t flags_of(const struct name *n, size_t end)
{
	uint32_t flags = SPELLING_CAPITAL;

	if (is_weak(n, end))
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

/* The words [0, end), the one at `which` (if < end) replaced. */
static struct str joined(
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

static void add(const struct name *n, struct str text, enum variant v, uint32_t flags)
{
	if (text.n == 0)
		return;
	speller_add(n->speller, text, n->entity, v, flags)->n_words = (uint8_t)n->n;
}

/* ---- Other ways to write the same words ------------------------------------------ */

/* "JPMorgan" is "JP Morgan" and "J P Morgan", "BlackRock" "Black Rock". */
static void add_parted(const struct name *n, enum variant v, uint32_t flags)
{
	struct buf b, letters;
	bool is_parted = false;

	buf_init(&b, SPELLING_BYTES);
	buf_init(&letters, SPELLING_BYTES);
	for (size_t k = 0; k < n->n; k++) {
		struct str w = n->word[k];
		size_t n_upper = 0;

		buf_putc(&b, ' ');
		buf_putc(&letters, ' ');
		while (n_upper < w.n && is_upper_ascii(w.p[n_upper]))
			n_upper++;
		for (size_t i = 0; i < w.n; i++) {
			bool is_edge = i > 0 && is_upper_ascii(w.p[i]) && i + 1 < w.n &&
				       islower((unsigned char)w.p[i + 1]) &&
				       i + 2 < w.n && (i > 1 || is_upper_ascii(w.p[0]));

			if (is_edge) {
				buf_putc(&b, ' ');
				buf_putc(&letters, ' ');
				is_parted = true;
			} else if (i > 0 && i < n_upper && n_upper <= 3 &&
				   n_upper < w.n) {
				buf_putc(&letters, ' ');
			}
			buf_putc(&b, w.p[i]);
			buf_putc(&letters, w.p[i]);
		}
	}
	if (is_parted) {
		flags &= ~(uint32_t)SPELLING_SINGLE;
		add(n, (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n}, v,
		    flags);
		if (b.n != letters.n)
			add(n,
			    (struct str){
				arena_dup_str(n->arena, buf_borrow(&letters)), letters.n},
			    v, flags);
	}
	buf_clear(&b);
	buf_clear(&letters);
}

/* "M.R.F." is "MRF", "Coca-Cola" "CocaCola", "J P Morgan" "JP Morgan" and "JPMorgan",
 * "Macy's" "Macys". */
static void add_joined(const struct name *n, enum variant v, uint32_t flags)
{
	struct buf b;
	size_t n_letters = 0;

	while (n_letters < n->n && n->word[n_letters].n == 1)
		n_letters++;
	if (n->n >= 2 && n->n <= 3)
		add(n, joined(n, n->n, SIZE_MAX, (struct str){0}, ""), v,
		    n_letters == n->n ? flags | SPELLING_SINGLE | SPELLING_UPPER
				      : flags | SPELLING_SINGLE);
	if (n_letters >= 2 && n_letters < n->n) {
		buf_init(&b, SPELLING_BYTES);
		for (size_t i = 0; i < n->n; i++) {
			buf_put_str(&b, n->word[i]);
			if (i + 1 >= n_letters)
				buf_putc(&b, ' ');
		}
		add(n, (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n}, v,
		    flags);
		buf_clear(&b);
	}
	for (size_t i = 0; i < n->n; i++)
		if (n->t.v[i].flags & TOKEN_POSSESSIVE) {
			buf_init(&b, SPELLING_BYTES);
			buf_put_str(&b, n->word[i]);
			buf_putc(&b, 's');
			add(n, joined(n, n->n, i, buf_borrow(&b), " "), v, flags);
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
	add(n, (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n}, v,
	    flags & ~(uint32_t)(SPELLING_SINGLE | SPELLING_UPPER));
	buf_clear(&b);
}

/* "Müller" is "Mueller". */
static void add_umlauts(const struct name *n, enum variant v, uint32_t flags)
{
	static const char *const pairs[][2] = {
	    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}};
	struct buf b;
	bool is_changed = false;

	buf_init(&b, SPELLING_BYTES);
	for (size_t i = 0; i < n->text.n; i++) {
		size_t k = 0;

		while (k < 6 && !str_starts(str_sub(n->text, i, 2), str_of(pairs[k][0])))
			k++;
		if (k < 6) {
			buf_puts(&b, pairs[k][1]);
			is_changed = true;
			i++;
		} else {
			buf_putc(&b, n->text.p[i]);
		}
	}
	if (is_changed)
		add(n, (struct str){arena_dup_str(n->arena, buf_borrow(&b)), b.n}, v,
		    flags);
	buf_clear(&b);
}

static void add_all_ways(const struct name *n, enum variant v)
{
	uint32_t flags = flags_of(n, n->n);

	add(n, n->text, v, flags);
	add_parted(n, v, flags);
	add_joined(n, v, flags);
	add_dotted(n, v, flags);
	add_umlauts(n, v, flags);
}

/* ---- Parts ----------------------------------------------------------------------- */

/* Words [0, end) with the word at `which` abbreviated in each way known. */
static void add_abbreviated(const struct name *n, size_t which)
{
	struct str folded = fold_dup(n->arena, n->word[which]);
	struct str rest = words_abbreviations(folded), other;

	while (rest.n && str_split(&rest, ' ', &other)) {
		if (which + 1 >= 2)
			add(n, joined(n, which + 1, which, other, " "), VARIANT_PART,
			    flags_of(n, which + 1) & ~(uint32_t)SPELLING_COMMON);
		if (which + 1 < n->n)
			add(n, joined(n, n->n, which, other, " "), VARIANT_PART,
			    flags_of(n, n->n) & ~(uint32_t)SPELLING_COMMON);
	}
}

/* Whether people leave out the words from `from` on: "Havells India", "IIFL Holdings". */
static bool is_filler(const struct name *n, size_t from)
{
	for (size_t i = from; i < n->n; i++)
		if (!(n->known[i] & (WORD_FILLER | WORD_PLACE)))
			return false;
	return true;
}

static void add_parts(const struct name *n)
{
	for (size_t end = 2; end < n->n; end++)
		if (!is_stop(n, end - 1) && (!is_weak(n, end) || is_filler(n, end)))
			add(n, joined(n, end, SIZE_MAX, (struct str){0}, " "),
			    VARIANT_PART, flags_of(n, end));
	for (size_t i = 0; i < n->n; i++)
		if (n->n >= 2)
			add_abbreviated(n, i);
	if (n->n >= 2 && n->word[0].n >= 3 &&
	    !(n->known[0] & (WORD_STOP | WORD_GENERIC | WORD_PLACE)))
		add(n, n->word[0],
		    is_filler(n, 1) && !is_weak(n, 1) ? VARIANT_PART : VARIANT_LEAD,
		    flags_of(n, 1));
}

/* ---- Initials -------------------------------------------------------------------- */

static bool is_limited(struct str legal)
{
	return str_find(legal, STR("L")) < legal.n;
}

/* n_content: how many of the letters stand for words that say something. */
static void add_acronym(const struct name *n, struct str letters, size_t n_content)
{
	struct str folded = fold_dup(n->arena, letters);
	uint32_t flags = SPELLING_SINGLE | SPELLING_UPPER | SPELLING_CAPITAL;

	if (words_flags(n->speller->words, token_hash(folded)) &
	    (WORD_ACRONYM | WORD_STOP))
		return;
	if (n_content < 3)
		flags |= SPELLING_COMMON;
	add(n, (struct str){arena_dup_str(n->arena, letters), letters.n},
	    VARIANT_INITIALS, flags);
}

/* "SBI" of State Bank of India, "BHEL" of Bharat Heavy Electricals Ltd., "BoE" of Bank of
 * England. legal is what stands behind the core of the name. */
static void add_initials(const struct name *n, struct str legal)
{
	char all[WORDS_MAX + 3], content[WORDS_MAX + 3];
	size_t n_all = 0, n_content = 0;
	bool has_corp = str_find(legal, STR("Corp")) < legal.n;

	for (size_t i = 0; i < n->n; i++) {
		char c = n->word[i].p[0];

		if (!isalnum((unsigned char)c))
			return;
		all[n_all++] = is_stop(n, i) ? (char)tolower((unsigned char)c) : c;
		if (!is_stop(n, i))
			content[n_content++] = c;
	}
	if (n_content < 2)
		return;
	/* "J&J", "H&M" */
	if (n->n == 3 && n_content == 2 && n->text.p[n->t.v[1].start] == '&')
		add(n,
		    (struct str){
			arena_printf(n->arena, "%c&%c", content[0], content[1]), 3},
		    VARIANT_INITIALS, SPELLING_UPPER | SPELLING_CAPITAL);
	for (int form = 0; form < 4; form++) {
		size_t length = n_content;

		if (form & 1 && has_corp)
			content[length++] = 'C';
		if (form & 2 && is_limited(legal))
			content[length++] = 'L';
		if ((form & 1 && !has_corp) || (form & 2 && !is_limited(legal)) ||
		    length < 3)
			continue;
		add_acronym(n, (struct str){content, length}, n_content);
	}
	if (n_all > n_content && n_all >= 3)
		add_acronym(n, (struct str){all, n_all}, n_content);
}

/* ---- The whole ------------------------------------------------------------------- */

static void name_init(
    struct name *n, struct speller *speller, uint32_t entity, struct str text)
{
	*n = (struct name){.speller = speller,
	    .arena = speller->c->arena,
	    .entity = entity,
	    .text = text};
	tokenizer_run(speller->tk, text, &n->t);
	for (; n->n < n->t.n && n->n < WORDS_MAX; n->n++) {
		const struct token *t = &n->t.v[n->n];

		n->word[n->n] = text.p[t->start] == '&'
				    ? STR("and")
				    : str_sub(text, t->start, t->end - t->start);
		n->known[n->n] = words_flags(speller->words, t->hash);
	}
}

void names_add_company(struct speller *s, uint32_t entity, const struct company *company)
{
	struct name n;

	name_init(&n, s, entity, company_name_core(company->name));
	add_all_ways(&n, VARIANT_FULL);
	add_parts(&n);
	add_initials(&n, str_sub(company->name,
			     (size_t)(n.text.p - company->name.p) + n.text.n, SIZE_MAX));
	tokens_clear(&n.t);
	for (size_t i = 0; i < company->n_aliases; i++) {
		name_init(&n, s, entity, company_name_core(company->aliases[i]));
		add_all_ways(&n, VARIANT_ALIAS);
		for (size_t k = 1; k < n.n; k++)
			add_abbreviated(&n, k);
		tokens_clear(&n.t);
	}
	for (size_t i = 0; i < company->n_tickers; i++)
		speller_add(s, str_trim(company->tickers[i]), entity, VARIANT_TICKER,
		    SPELLING_UPPER | SPELLING_SINGLE);
}

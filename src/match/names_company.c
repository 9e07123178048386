/*
 * names_company.c - a company's record in, spellings out. What is certain (the whole
 * name, what the user added) is told apart from what the news must confirm (parts, the
 * first word). Always: a spelling has at least one word that is not an article.
 */
#include "match/names.h"

#include "base/fold.h"
#include "match/name_words.h"
#include "model/company_name.h"

#include <ctype.h>
#include <string.h>

/* ---- Parts ----------------------------------------------------------------------- */

/* Words [0, end) with the word at `which` abbreviated in each way known. */
static void add_abbreviated(const struct name *n, size_t which)
{
	struct str rest, other;

	if (!(n->known[which] & WORD_ABBREVIATED))
		return;
	rest = words_abbreviations(fold_dup(n->arena, n->word[which]));
	while (rest.n && str_split(&rest, ' ', &other)) {
		if (which + 1 >= 2)
			name_add(n, name_joined(n, which + 1, which, other, " "),
			    VARIANT_PART,
			    name_flags(n, which + 1) & ~(uint32_t)SPELLING_COMMON);
		if (which + 1 < n->n)
			name_add(n, name_joined(n, n->n, which, other, " "), VARIANT_PART,
			    name_flags(n, n->n) & ~(uint32_t)SPELLING_COMMON);
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

/* Whether there are other ways to write the words than as they are. */
static bool has_other_ways(const struct name *n)
{
	if (n->word[0].n <= 2 || name_is_coined(n->word[0]))
		return true;
	for (size_t i = 0; i < n->text.n; i++)
		if ((unsigned char)n->text.p[i] >= 0x80)
			return true;
	return false;
}

/* "JP Morgan" for the first words of JPMorgan Chase, "Kuehne + Nagel" for those of Kühne
 * + Nagel International. */
static void add_other_ways_of_part(const struct name *n, size_t end, enum variant v)
{
	size_t to = n->t.v[end - 1].end;
	struct name part;
	uint32_t flags;

	name_read(&part, n->speller, n->entity,
	    str_sub(n->text, n->t.v[0].start, to - n->t.v[0].start));
	part.n_whole = n->n_whole;
	flags = name_flags(&part, part.n);
	name_add_parted(&part, v, flags);
	if (part.word[part.n - 1].n > 1)
		name_add_joined(&part, v, flags);
	name_add_umlauts(&part, v, flags);
	name_clear(&part);
}

/* The first words, two or more. */
static void add_beginnings(const struct name *n, bool has_ways)
{
	for (size_t end = 2; end < n->n; end++) {
		if (name_is_stop(n, end - 1) ||
		    (name_is_weak(n, end) && !is_filler(n, end)))
			continue;
		name_add(n, name_joined(n, end, SIZE_MAX, (struct str){0}, " "),
		    VARIANT_PART, name_flags(n, end));
		/* "AkzoNobel" of Akzo Nobel India */
		if (end == 2 && n->word[0].n > 2)
			name_add(n, name_joined(n, 2, SIZE_MAX, (struct str){0}, ""),
			    VARIANT_PART, name_flags(n, 2) | SPELLING_SINGLE);
		if (has_ways)
			add_other_ways_of_part(n, end, VARIANT_PART);
	}
}

static void add_first_word(const struct name *n, bool has_ways)
{
	enum variant v =
	    is_filler(n, 1) || name_is_coined(n->word[0]) ? VARIANT_PART : VARIANT_LEAD;

	if (n->word[0].n < 3 ||
	    n->known[0] & (WORD_STOP | WORD_GENERIC | WORD_PLACE | WORD_ACRONYM))
		return;
	name_add(n, n->word[0], v, name_flags(n, 1));
	if (has_ways)
		add_other_ways_of_part(n, 1, v);
}

/* "Philips" of Koninklijke Philips, "Saint-Gobain" of Compagnie de Saint-Gobain,
 * "Ericsson" of Telefonaktiebolaget LM Ericsson. */
static void add_without_leading(const struct name *n)
{
	size_t from = 0;
	struct name rest;
	uint32_t flags;

	while (from < n->n &&
	       (n->known[from] & (from ? WORD_LEADING | WORD_STOP : WORD_LEADING) ||
		   (from > 0 && n->word[from].n <= 2)))
		from++;
	if (from == 0 || from == n->n)
		return;
	name_read(
	    &rest, n->speller, n->entity, str_sub(n->text, n->t.v[from].start, SIZE_MAX));
	rest.n_whole = n->n_whole;
	flags = name_flags(&rest, rest.n);
	if (!(flags & SPELLING_COMMON)) {
		name_add(&rest, rest.text, VARIANT_PART, flags);
		name_add_umlauts(&rest, VARIANT_PART, flags);
	}
	name_clear(&rest);
}

static void add_parts(const struct name *n)
{
	const bool has_ways = has_other_ways(n);

	if (n->n < 2)
		return;
	add_beginnings(n, has_ways);
	for (size_t i = 0; i < n->n; i++)
		add_abbreviated(n, i);
	add_first_word(n, has_ways);
	add_without_leading(n);
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
	name_add(n, (struct str){arena_dup_str(n->arena, letters), letters.n},
	    VARIANT_INITIALS, flags);
}

/* "SBI" of State Bank of India, "BHEL" of Bharat Heavy Electricals Ltd., "BoE" of Bank of
 * England. legal is what stands behind the core of the name. */
static void add_initials(const struct name *n, struct str legal)
{
	char all[NAME_WORDS_MAX + 3], content[NAME_WORDS_MAX + 3];
	size_t n_all = 0, n_content = 0;
	bool has_corp = str_find(legal, STR("Corp")) < legal.n;
	bool has_co = str_find(legal, STR("Co")) < legal.n;

	for (size_t i = 0; i < n->n; i++) {
		char c = n->word[i].p[0];

		if (!isalnum((unsigned char)c))
			return;
		all[n_all++] = name_is_stop(n, i) ? (char)tolower((unsigned char)c) : c;
		if (!name_is_stop(n, i))
			content[n_content++] = c;
	}
	if (n_content < 2)
		return;
	/* "J&J", "H&M" */
	if (n->n == 3 && n_content == 2 && n->text.p[n->t.v[1].start] == '&')
		name_add(n,
		    (struct str){
			arena_printf(n->arena, "%c&%c", content[0], content[1]), 3},
		    VARIANT_INITIALS, SPELLING_UPPER | SPELLING_CAPITAL);
	for (int form = 0; form < 4; form++) {
		size_t length = n_content;

		/* TSMC is Taiwan Semiconductor Manufacturing Co., but GEC not General
		 * Electric Co. */
		bool is_co = has_corp || (has_co && n_content >= 3 && !(form & 2));

		if (form & 1 && is_co)
			content[length++] = 'C';
		if (form & 2 && is_limited(legal))
			content[length++] = 'L';
		if ((form & 1 && !is_co) || (form & 2 && !is_limited(legal)) ||
		    length < 3)
			continue;
		add_acronym(n, (struct str){content, length}, n_content);
	}
	if (n_all > n_content && n_all >= 3)
		add_acronym(n, (struct str){all, n_all}, n_content);
}

/* ---- The whole ------------------------------------------------------------------- */

/* "News" of News Corp. and "General" of General Co. are no names by themselves. */
static void add_generic(const struct name *n, struct str whole)
{
	struct name all;

	name_read(&all, n->speller, n->entity, whole);
	if (all.n > 1) {
		name_add(&all, all.text, VARIANT_FULL, name_flags(&all, all.n));
		add_abbreviated(&all, all.n - 1);
	}
	name_clear(&all);
}

static void add_company_name(
    struct speller *s, uint32_t entity, struct str whole, enum variant v)
{
	struct str core = company_name_core_by(s->tk, whole);
	struct name n;

	name_read(&n, s, entity, core);
	if (n.n == 1 && n.known[0] & WORD_GENERIC && core.n < whole.n) {
		add_generic(&n, whole);
	} else {
		name_add_all_ways(&n, v);
		add_parts(&n);
		add_initials(
		    &n, str_sub(whole, (size_t)(core.p - whole.p) + core.n, SIZE_MAX));
	}
	name_clear(&n);
}

/* Where a second name begins in the text: "IBM (International Business Machines)",
 * "Petróleo Brasileiro - Petrobras", "HypoVereinsbank / UniCredit". */
static size_t find_second(struct str text, size_t *n_between)
{
	static const char *const borders[] = {" - ", " – ", " — ", " / ", " | ", " ("};
	size_t at = text.n;

	*n_between = 0;
	for (size_t i = 0; i < sizeof(borders) / sizeof(*borders); i++) {
		size_t found = str_find(text, str_of(borders[i]));

		if (found > 0 && found < at) {
			at = found;
			*n_between = str_of(borders[i]).n;
		}
	}
	return at;
}

/* A name in two parts goes by either; the second is left out where it is a place, a
 * department or the like. */
static void add_halves(struct speller *s, uint32_t entity, struct str text)
{
	size_t n_between, at = find_second(text, &n_between);
	struct str second = str_sub(text, at + n_between, SIZE_MAX);
	struct name n;

	if (n_between == 0)
		return;
	second = str_trim(str_sub(second, 0, str_find_char(second, ')')));
	add_company_name(s, entity, str_trim(str_sub(text, 0, at)), VARIANT_FULL);
	name_read(&n, s, entity, company_name_core_by(s->tk, second));
	if (n.n > 0 && !name_is_weak(&n, n.n))
		name_add_all_ways(&n, VARIANT_PART);
	name_clear(&n);
}

void names_add_company(struct speller *s, uint32_t entity, const struct company *company)
{
	struct name n;

	add_company_name(s, entity, company->name, VARIANT_FULL);
	add_halves(s, entity, company->name);
	for (size_t i = 0; i < company->n_aliases; i++) {
		name_read(
		    &n, s, entity, company_name_core_by(s->tk, company->aliases[i]));
		name_add_all_ways(&n, VARIANT_ALIAS);
		for (size_t k = 1; k < n.n; k++)
			add_abbreviated(&n, k);
		name_clear(&n);
	}
	for (size_t i = 0; i < company->n_tickers; i++)
		speller_add(s, str_trim(company->tickers[i]), entity, VARIANT_TICKER,
		    SPELLING_UPPER | SPELLING_SINGLE);
}

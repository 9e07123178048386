/*
 * context.c - how a name is written and what stands beside it: capitals, neighbours,
 * legal forms, exchange notations, words of business. No judgement is made here.
 */
#include "match/field_text.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "model/company_name.h"

enum {
	CASE_WORDS_MIN = 3,   /* fewer words say nothing of how a field is written */
	CASE_LETTERS_MIN = 4, /* shorter words are small even in title case */
	NEAR_WORDS = 3,
};

/* ---- The field ------------------------------------------------------------------- */

static size_t length(const struct token *t)
{
	return t->end - t->start;
}

static struct str text_of(const struct field_text *f, const struct token *t)
{
	return str_sub(f->text, t->start, length(t));
}

static bool is_one_of(struct str word, const char *const *list)
{
	while (*list && !str_is_nocase(word, *list))
		list++;
	return *list;
}

static const char *const kinds_of_company[] = {"airline", "automaker", "carmaker",
    "chipmaker", "company", "companys", "drugmaker", "firm", "insurer", "lender",
    "manufacturer", "retailer", "startup", NULL};

/* "The company said": one that the headline names. */
static bool is_reference(const struct field_text *f, const struct token *t)
{
	return is_one_of(text_of(f, t), kinds_of_company) &&
	       str_is_nocase(text_of(f, t - 1), "the");
}

void field_text_judge(struct field_text *f, const struct words *w)
{
	size_t n_long = 0, n_capital = 0, n_upper = 0, n_letters = 0;

	f->has_business = f->has_reference = false;
	for (size_t i = 0; i < f->n; i++) {
		const struct token *t = &f->tokens[i];

		if (words_flags(w, t->hash) & WORD_BUSINESS) {
			f->has_business = true;
			if (i > 0 && is_reference(f, t))
				f->has_reference = true;
		}
		if (t->flags & (TOKEN_DIGIT | TOKEN_SINGLE) || length(t) < 2)
			continue;
		n_letters++;
		n_upper += (t->flags & TOKEN_UPPER) != 0;
		/* The first word has a capital in any case. */
		if (length(t) >= CASE_LETTERS_MIN && !(t->flags & TOKEN_START)) {
			n_long++;
			n_capital += (t->flags & TOKEN_CAPITAL) != 0;
		}
	}
	f->is_upper = n_letters >= CASE_WORDS_MIN && 10 * n_upper >= 7 * n_letters;
	f->is_title_case = n_long >= CASE_WORDS_MIN && 10 * n_capital >= 8 * n_long;
}

/* ---- Neighbours ------------------------------------------------------------------ */

static bool is_capital(const struct token *t)
{
	return t->flags & (TOKEN_CAPITAL | TOKEN_DIGIT);
}

static bool is_legal(const struct field_text *f, const struct token *t)
{
	char folded[16];
	size_t n = length(t);

	if (n >= sizeof(folded))
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = f->text.p[t->start + i];

		folded[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
	}
	return company_name_is_legal((struct str){folded, n});
}

static bool is_ampersand(const struct field_text *f, const struct token *t)
{
	return f->text.p[t->start] == '&';
}

static const char *const exchanges[] = {"AMEX", "ASX", "BIT", "BME", "BSE", "EPA", "ETR",
    "FRA", "HKEX", "HKG", "KRX", "LON", "LSE", "Nasdaq", "NasdaqGS", "NasdaqGM", "NSE",
    "NYSE", "NYSEARCA", "OTC", "OTCMKTS", "OTCQB", "OTCQX", "SEHK", "SGX", "SIX", "SSE",
    "SZSE", "TSE", "TSX", "TSXV", "TYO", "XETRA", NULL};
static const char *const determiners[] = {"the", "my", "your", "his", "her", "their",
    "our", "its", "this", "that", "any", "every", "each", NULL};
static const char *const place_prepositions[] = {
    "in", "near", "across", "outside", "around", "toward", NULL};
static const char *const place_endings[] = {
    "area", "based", "born", "bound", "listed", "traded", NULL};

/* "$AAPL", "NASDAQ: AAPL", "(AAPL)", "<AAPL.O>". */
static bool in_exchange_notation(const struct field_text *f, size_t first, size_t n)
{
	size_t start = f->tokens[first].start, end = f->tokens[first + n - 1].end;
	char before = start > 0 ? f->text.p[start - 1] : ' ';
	char after = end < f->text.n ? f->text.p[end] : ' ';

	if (before == '$')
		return true;
	if ((before == '<' && (after == '>' || after == '.')) ||
	    (before == '(' && (after == ')' || after == '.')))
		return true;
	if (first > 0) {
		size_t from = f->tokens[first - 1].end;

		return str_find_char(str_sub(f->text, from, start - from), ':') <
			   start - from &&
		       is_one_of(text_of(f, &f->tokens[first - 1]), exchanges);
	}
	return false;
}

/* "Bruno", "J.", "Mr."; "Plan B" is none. */
static bool is_of_person(
    const struct field_text *f, const struct words *w, const struct token *t)
{
	const char letter = f->text.p[t->start];

	return words_flags(w, t->hash) & (WORD_FORENAME | WORD_HONORIFIC) ||
	       (length(t) == 1 && (f->text.p[t->end] == '.' || letter > 'D') &&
		   letter != 'I');
}

/* Whether a name goes on from the word before: "State Bank of India" is no Bank of India,
 * "Bruno Mars" no Mars. Capitals need not say so. */
static bool is_longer(const struct field_text *f, const struct words *w,
    const struct token *before, size_t n)
{
	const struct token *t = before + 1;
	uint32_t flags = words_flags(w, before->hash);

	if (!is_capital(before) || before->flags & (TOKEN_POSSESSIVE | TOKEN_DIGIT))
		return false;
	if (n == 1 && is_of_person(f, w, before))
		return true;
	return flags & (WORD_GENERIC | WORD_PLACE | WORD_COMMON) &&
	       !(flags & (WORD_STOP | WORD_BUSINESS)) &&
	       words_flags(w, t->hash) & WORD_GENERIC;
}

static uint32_t context_before(const struct field_text *f, const struct words *w,
    size_t first, size_t n, uint32_t *neighbour)
{
	const struct token *t = &f->tokens[first], *before;
	bool is_name;
	uint32_t context = 0, flags;

	if (first == 0 || t->flags & TOKEN_BREAK || field_text_is_start(f, w, first))
		return 0;
	before = &f->tokens[first - 1];
	flags = words_flags(w, before->hash);
	if (is_longer(f, w, before, n))
		context |= CONTEXT_LONGER;
	if (is_one_of(text_of(f, before), determiners))
		context |= CONTEXT_ARTICLE;
	/* "in Suzlon" is a place, "shares in Suzlon" none. */
	if (is_one_of(text_of(f, before), place_prepositions) &&
	    !(first > 1 && words_flags(w, before[-1].hash) & WORD_BUSINESS))
		context |= CONTEXT_PLACE;
	is_name = is_capital(before) &&
		  !(before->flags & (TOKEN_POSSESSIVE | TOKEN_DIGIT)) &&
		  !(flags & (WORD_HONORIFIC | WORD_STOP));
	if (is_ampersand(f, before) && first > 1 && is_capital(&f->tokens[first - 2]))
		is_name = true;
	if (is_name) {
		context |= CONTEXT_AFTER_NAME;
		*neighbour = (uint32_t)(before->hash >> 32) | 1;
		if (before->flags & TOKEN_START)
			context |= CONTEXT_AFTER_START;
	}
	return context;
}

static const char *const states[] = {"Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del",
    "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass", "Md", "Me", "Mich", "Minn",
    "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Tenn", "Tex", "Va",
    "Vt", "Wash", "Wis", "Wyo", NULL};

/* "Hershey, Pa., mourns", "a bank in Santander, Spain": t stands behind a comma. */
static bool is_dateline(
    const struct field_text *f, const struct words *w, const struct token *t)
{
	const struct token *end = f->tokens + f->n;

	if (f->text.p[t[-1].end] != ',' || t->flags & TOKEN_POSSESSIVE ||
	    !(t->flags & TOKEN_CAPITAL))
		return false;
	return is_one_of(text_of(f, t), states) ||
	       (words_flags(w, t->hash) & WORD_PLACE &&
		   (t + 1 == end || t[1].flags & TOKEN_BREAK));
}

static const char *const times[] = {"Jan", "January", "Feb", "February", "Mar", "March",
    "Apr", "April", "May", "Jun", "June", "Jul", "July", "Aug", "August", "Sep", "Sept",
    "September", "Oct", "October", "Nov", "November", "Dec", "December", "Monday",
    "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", NULL};

/* "ACC October sales", "SRF FY24 results": no longer name. */
static bool is_time(const struct field_text *f, const struct token *t)
{
	struct str word = text_of(f, t);

	return is_one_of(word, times) ||
	       (word.n > 2 && str_starts(word, STR("FY")) && word.p[2] <= '9');
}

/* Companies alone have them. */
static const char *const of_companies[] = {"CEO", "CFO", "COO", "CTO", "shareholders",
    "shares", "spokesman", "spokesperson", "spokeswoman", NULL};

static uint32_t context_behind(
    const struct field_text *f, const struct words *w, size_t first, size_t n)
{
	const struct token *last = &f->tokens[first + n - 1], *t;

	if (first + n >= f->n)
		return 0;
	t = last + 1;
	if (t->flags & TOKEN_START)
		return 0;
	/* "Apple, Inc." */
	if (is_legal(f, t) && is_capital(t))
		return CONTEXT_LEGAL;
	if (is_dateline(f, w, t))
		return CONTEXT_DATELINE;
	if (t->flags & TOKEN_BREAK || last->flags & TOKEN_POSSESSIVE)
		return 0;
	if (is_ampersand(f, t) && first + n + 1 < f->n && is_capital(t + 1))
		return CONTEXT_BEFORE_NAME;
	if (!(t->flags & TOKEN_GLUED) && is_one_of(text_of(f, t), of_companies))
		return CONTEXT_OFFICER;
	if (t->flags & TOKEN_DIGIT)
		return CONTEXT_BEFORE_NUMBER;
	if (t->flags & TOKEN_GLUED && is_one_of(text_of(f, t), place_endings))
		return CONTEXT_PLACE;
	if (t->flags & TOKEN_CAPITAL &&
	    !(words_flags(w, t->hash) & (WORD_STOP | WORD_BUSINESS | WORD_POSTNOMINAL)) &&
	    !is_time(f, t))
		return CONTEXT_BEFORE_NAME;
	return 0;
}

static bool is_near_business(
    const struct field_text *f, const struct words *w, size_t first, size_t n)
{
	size_t from = first > NEAR_WORDS ? first - NEAR_WORDS : 0;
	size_t to = first + n + NEAR_WORDS < f->n ? first + n + NEAR_WORDS : f->n;

	for (size_t i = from; i < to; i++)
		if ((i < first || i >= first + n) &&
		    words_flags(w, f->tokens[i].hash) & WORD_BUSINESS)
			return true;
	return false;
}

/* ---- The name itself ------------------------------------------------------------- */

static bool begins_lower(struct str s)
{
	return s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z';
}

/* Whether the word is of a script that has capitals: Arabic and Hindi have none. */
static bool has_case(const struct field_text *f, const struct token *t)
{
	size_t length;
	uint32_t c = utf8_at(f->text, t->start, &length);

	return !(t->flags & TOKEN_SINGLE) &&
	       (c < 0x590 || (c >= 0x10a0 && c < 0x1100) || (c >= 0x1e00 && c < 0x2000));
}

/* Whether each word of the name must have its capital, for the words are of the
 * dictionary or may be. */
static bool is_told_by_capitals(const struct spelling *s)
{
	return s->flags & SPELLING_COMMON || s->variant == VARIANT_PERSON ||
	       s->variant == VARIANT_NICK;
}

/* Whether a word inside a name is written small there, too: "of", "del", the second of
 * "Jong-un". */
static bool is_small(const struct field_text *f, const struct words *w,
    const struct spelling *s, const struct token *t)
{
	return words_flags(w, t->hash) & WORD_STOP || t->flags & TOKEN_GLUED ||
	       str_find(s->text, text_of(f, t)) < s->text.n;
}

static uint32_t context_of_case(const struct field_text *f, const struct words *w,
    const struct spelling *s, size_t first, size_t n)
{
	bool is_all_upper = true, is_any_lower = false;

	for (size_t i = first; i < first + n; i++) {
		const struct token *t = &f->tokens[i];

		if (!(t->flags & (TOKEN_UPPER | TOKEN_DIGIT)) && length(t) > 1)
			is_all_upper = false;
		if (!is_capital(t) && has_case(f, t) && !is_ampersand(f, t) &&
		    (i == first || (is_told_by_capitals(s) && !is_small(f, w, s, t))))
			is_any_lower = true;
	}
	/* "eBay" as its owner writes it. */
	if (is_any_lower && begins_lower(s->text))
		is_any_lower = false;
	return (is_all_upper ? CONTEXT_UPPER : 0) | (is_any_lower ? CONTEXT_LOWER : 0);
}

uint32_t field_text_context(const struct field_text *f, const struct words *w,
    const struct spelling *s, size_t first, size_t n, uint32_t *neighbour)
{
	uint32_t context = context_of_case(f, w, s, first, n);

	*neighbour = 0;
	if (field_text_is_start(f, w, first))
		context |= CONTEXT_START;
	if (f->tokens[first + n - 1].flags & TOKEN_POSSESSIVE)
		context |= CONTEXT_POSSESSIVE;
	if (f->is_title_case || f->is_upper)
		context |= CONTEXT_TITLE_CASE;
	if (f->is_upper)
		context |= CONTEXT_SHOUTED;
	context |= context_before(f, w, first, n, neighbour);
	context |= context_behind(f, w, first, n);
	if (in_exchange_notation(f, first, n))
		context |= CONTEXT_EXCHANGE;
	if (is_near_business(f, w, first, n))
		context |= CONTEXT_NEAR_BUSINESS;
	return context;
}

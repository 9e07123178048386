/*
 * company_name.c - legal forms are found by words: a form is one to FORM_WORDS words
 * whose folded letters, put together, stand in a table ("S.p.A." and "SpA" are "spa").
 * Chinese, Japanese and Korean forms are compared as text. Always: what is left has at
 * least one word if the name had one.
 */
#include "model/company_name.h"

#include "base/fold.h"
#include "base/token.h"

#include <stdlib.h>
#include <string.h>

enum { FORM_WORDS = 6, FORM_BYTES = 32 };

/* Sorted by bytes; the legal forms of the world's main languages. */
static const char *const forms[] = {
    "ab",
    "abp",
    "ad",
    "ae",
    "ag",
    "agandcokg",
    "agandcokgaa",
    "agcokg",
    "aksjeselskap",
    "aktiebolag",
    "aktiebolaget",
    "aktiengesellschaft",
    "aktieselskab",
    "aktsiaselts",
    "allmennaksjeselskap",
    "amba",
    "anonimsirket",
    "anonimsirketi",
    "ans",
    "ao",
    "aps",
    "as",
    "asa",
    "asbl",
    "berhad",
    "bhd",
    "bt",
    "bv",
    "bvba",
    "cic",
    "cie",
    "cjsc",
    "co",
    "companies",
    "company",
    "corp",
    "corporation",
    "cv",
    "cvba",
    "dd",
    "decv",
    "derldecv",
    "doo",
    "dooel",
    "ead",
    "ee",
    "eg",
    "ehf",
    "eireli",
    "eirl",
    "eood",
    "epe",
    "epp",
    "etcie",
    "eurl",
    "ev",
    "fzco",
    "fze",
    "fzllc",
    "gbr",
    "gk",
    "gmbh",
    "gmbhandcokg",
    "gmbhandcokgaa",
    "gmbhcokg",
    "gmbhcokgaa",
    "godokaisha",
    "haftungsbeschrankt",
    "hf",
    "ike",
    "inc",
    "incorporated",
    "incorporation",
    "ivs",
    "jointstockcompany",
    "jsc",
    "kabushikigaisha",
    "kabushikikaisha",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "ks",
    "ksc",
    "kscp",
    "lc",
    "lda",
    "limited",
    "limitedliabilitycompany",
    "limitedsirketi",
    "limitee",
    "llc",
    "lllp",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "ltdsti",
    "ltee",
    "mb",
    "mbh",
    "naamlozevennootschap",
    "nao",
    "nv",
    "nyrt",
    "oao",
    "ohg",
    "ojsc",
    "ood",
    "ooo",
    "osakeyhtio",
    "ou",
    "oy",
    "oyj",
    "pao",
    "pc",
    "pcl",
    "persero",
    "pjsc",
    "plc",
    "pllc",
    "private",
    "privatelimited",
    "privateltd",
    "psc",
    "pt",
    "pte",
    "pteltd",
    "pty",
    "ptyltd",
    "publ",
    "publicjointstockcompany",
    "publiclimitedcompany",
    "pvt",
    "pvtltd",
    "qsc",
    "rt",
    "sa",
    "saa",
    "sab",
    "sabdecv",
    "sac",
    "sadecv",
    "sae",
    "sal",
    "saoc",
    "saog",
    "sapa",
    "sapidecv",
    "sarl",
    "sas",
    "sasu",
    "sau",
    "sca",
    "scarl",
    "scop",
    "scpa",
    "sderl",
    "sderldecv",
    "sdn",
    "sdnbhd",
    "se",
    "sgps",
    "sia",
    "sl",
    "slne",
    "slu",
    "snc",
    "sociedadanonima",
    "sociedadlimitada",
    "societaperazioni",
    "societeanonyme",
    "spa",
    "spj",
    "spk",
    "spol",
    "spolkaakcyjna",
    "spolsro",
    "sprl",
    "spzoo",
    "spzook",
    "srl",
    "srldecv",
    "srls",
    "sro",
    "sti",
    "tbk",
    "tov",
    "uab",
    "ug",
    "unipessoal",
    "vof",
    "vos",
    "vzw",
    "wll",
    "yk",
    "zao",
    "zoo",
    "zrt",
    "αε",
    "εε",
    "επε",
    "ικε",
    "ад",
    "ао",
    "еад",
    "еоод",
    "зао",
    "нао",
    "оао",
    "оод",
    "ооо",
    "пао",
    "пат",
    "тов",
};

static const char *const careful_forms[] = {
    "ad",
    "ae",
    "amba",
    "ans",
    "ao",
    "as",
    "bt",
    "cic",
    "cv",
    "dd",
    "ee",
    "eg",
    "ev",
    "hf",
    "ivs",
    "ks",
    "mb",
    "ou",
    "pao",
    "pc",
    "pt",
    "rt",
    "sab",
    "sae",
    "sal",
    "sas",
    "sau",
    "scop",
    "se",
    "sia",
    "sl",
    "spa",
    "sti",
    "tov",
    "ug",
    "zoo",
};

/* Forms that stand before the name. */
static const char *const leading_forms[] = {
    "ao",
    "oao",
    "ooo",
    "pao",
    "pjsc",
    "pt",
    "zao",
    "ао",
    "зао",
    "оао",
    "ооо",
    "пао",
    "тов",
};

static const char *const unspaced_forms[] = {
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "（株）",
    "(株)",
    "㈱",
    "주식회사",
    "유한회사",
    "(주)",
    "（주）",
    "㈜",
};

static int compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static bool is_in(const char *word, const char *const *table, size_t n)
{
	return bsearch(&word, table, n, sizeof(*table), compare_names) != NULL;
}

#define IS_IN(word, table) is_in(word, table, sizeof(table) / sizeof(*(table)))

/* The folded letters of tokens [from, to) put together; empty if they do not fit. */
static void join(struct str name, const struct tokens *t, size_t from, size_t to,
    char out[FORM_BYTES + 1])
{
	struct buf b;

	buf_init(&b, FORM_BYTES);
	for (size_t i = from; i < to; i++)
		if (name.p[t->v[i].start] == '&')
			buf_puts(&b, "and");
		else
			fold_put(&b,
			    str_sub(name, t->v[i].start, t->v[i].end - t->v[i].start));
	out[0] = '\0';
	if (!b.is_full && b.n)
		memcpy(out, b.p, b.n + 1);
	buf_clear(&b);
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* How many of the last tokens before `end` are one legal form. */
static size_t form_at_end(
    struct str name, const struct tokens *t, size_t begin, size_t end)
{
	size_t most = end - begin - 1 < FORM_WORDS ? end - begin - 1 : FORM_WORDS;
	const struct token *last = &t->v[end - 1];

	for (size_t k = most; k > 0; k--) {
		char joined[FORM_BYTES + 1];

		join(name, t, end - k, end, joined);
		if (!IS_IN(joined, forms))
			continue;
		/* "Health Spa" and "As" end in a word unless dots or capitals say no. */
		if (k == 1 && IS_IN(joined, careful_forms) &&
		    is_lower(name.p[last->end - 1]))
			continue;
		return k;
	}
	return 0;
}

static bool is_word(struct str name, const struct token *t, const char *word)
{
	return str_eq_nocase(str_sub(name, t->start, t->end - t->start), str_of(word));
}

static bool is_connector(struct str name, const struct token *t)
{
	static const char *const connectors[] = {"&", "and", "et", "und", "e", "y", "og"};

	for (size_t i = 0; i < sizeof(connectors) / sizeof(*connectors); i++)
		if (is_word(name, t, connectors[i]))
			return true;
	return false;
}

static struct str strip_unspaced(struct str name)
{
	const size_t n = sizeof(unspaced_forms) / sizeof(*unspaced_forms);

	for (size_t i = 0; i < n; i++) {
		struct str form = str_of(unspaced_forms[i]);

		if (name.n > form.n && str_ends(name, form))
			name.n -= form.n;
		if (name.n > form.n && str_starts(name, form))
			name = str_sub(name, form.n, SIZE_MAX);
	}
	return str_trim(name);
}

/* The view over tokens [begin, end), with the bracket that one of them stands in. */
static struct str view(struct str name, const struct tokens *t, size_t begin, size_t end)
{
	size_t from = t->v[begin].start, to = t->v[end - 1].end;
	int open = 0;

	for (size_t i = from; i < to; i++)
		open += (name.p[i] == '(') - (name.p[i] == ')');
	if (open > 0 && to < name.n && name.p[to] == ')')
		to++;
	if (t->v[end - 1].flags & TOKEN_POSSESSIVE) {
		/* "Macy's" keeps its 's. */
		size_t stop = end < t->n ? t->v[end].start : name.n;
		struct str rest = str_sub(name, to, stop - to);
		size_t s = str_find_char(rest, 's') < rest.n ? str_find_char(rest, 's')
							     : str_find_char(rest, 'S');

		to += s < rest.n ? s + 1 : 0;
	}
	return str_sub(name, from, to - from);
}

struct str company_name_core_by(struct tokenizer *tk, struct str name)
{
	struct tokens t = {0};
	size_t begin = 0, end, k;
	char first[FORM_BYTES + 1];

	name = strip_unspaced(str_trim(name));
	tokenizer_run(tk, name, &t);
	end = t.n;
	if (end > 1 && is_word(name, &t.v[0], "the"))
		begin = 1;
	if (end - begin > 1) {
		join(name, &t, begin, begin + 1, first);
		if (IS_IN(first, leading_forms) && !is_lower(name.p[t.v[begin].end - 1]))
			begin++;
	}
	while (end - begin > 1 && (k = form_at_end(name, &t, begin, end)) > 0) {
		end -= k;
		while (end - begin > 1 && is_connector(name, &t.v[end - 1]))
			end--;
	}
	if (end > begin && (begin > 0 || end < t.n))
		name = view(name, &t, begin, end);
	tokens_clear(&t);
	return name;
}

struct str company_name_core(struct str name)
{
	struct tokenizer *tk = tokenizer_new();
	struct str core = company_name_core_by(tk, name);

	tokenizer_free(tk);
	return core;
}

struct str company_name_key(struct arena *a, struct str name)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};
	struct buf b;
	struct str key;

	name = company_name_core_by(tk, name);
	tokenizer_run(tk, name, &t);
	buf_init(&b, name.n * 16 + 1);
	for (size_t i = 0; i < t.n; i++) {
		if (name.p[t.v[i].start] == '&')
			buf_puts(&b, "and");
		else
			fold_put(
			    &b, str_sub(name, t.v[i].start, t.v[i].end - t.v[i].start));
		if (t.v[i].flags & TOKEN_POSSESSIVE)
			buf_putc(&b, 's');
	}
	key = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	tokens_clear(&t);
	tokenizer_free(tk);
	return key;
}

bool company_name_is_legal(struct str folded)
{
	char word[FORM_BYTES + 1];

	if (folded.n > FORM_BYTES)
		return false;
	memcpy(word, folded.p ? folded.p : "", folded.n);
	word[folded.n] = '\0';
	return IS_IN(word, forms);
}

/*
 * interest.c - interests between text and record. Always: what is written reads back the
 * same, but that words cannot begin with the marks "!" and "/"; the last "=" parts a
 * weight off only where a number follows.
 */
#include "people/interest.h"

#include "base/limits.h"
#include "people/text.h"

#include <math.h>

#define WEIGHT_MIN 0.01
#define WEIGHT_MAX 100.0

/* Takes "=2" off the end of *text. False if a number stands there that is no weight. */
static bool take_weight(struct str *text, double *weight)
{
	size_t at = text->n;
	double value;
	struct str number;

	while (at && text->p[at - 1] != '=')
		at--;
	number = str_trim(str_sub(*text, at, text->n));
	if (!at || !str_to_double(number, -1e300, 1e300, &value))
		return true;
	if (value < WEIGHT_MIN || value > WEIGHT_MAX)
		return false;
	*weight = value;
	*text = str_trim(str_sub(*text, 0, at - 1));
	return true;
}

/* Without the second of two slashes around it: "/fusion/" is what others call /fusion. */
static struct str without_slash(struct str pattern)
{
	if (!str_ends(pattern, STR("/")) || str_ends(pattern, STR("\\/")))
		return pattern;
	return str_sub(pattern, 0, pattern.n - 1);
}

struct str people_interest_bare(struct str text)
{
	struct str term = str_trim(text);

	if (str_starts(term, STR("!")))
		term = str_trim(str_sub(term, 1, term.n));
	return str_starts(term, STR("/")) ? without_slash(str_sub(term, 1, term.n))
					  : term;
}

enum err people_interest_parse(
    struct arena *a, struct str text, struct interest *out, struct err_info *ei)
{
	struct interest it = *out;
	struct str term = str_trim(text);

	it.weight = 1;
	it.kind = INTEREST_WORDS;
	it.is_never = str_starts(term, STR("!"));
	if (it.is_never)
		term = str_trim(str_sub(term, 1, term.n));
	if (str_starts(term, STR("/"))) {
		it.kind = INTEREST_REGEX;
		term = str_sub(term, 1, term.n);
	} else {
		term = people_text_line(a, term);
	}
	if (!take_weight(&term, &it.weight))
		return err_set(ei, ERR_DATA, NULL,
		    "the weight of the interest \"%.*s\" is not in 0.01 to 100",
		    STR_ARG(str_sub(term, 0, 60)));
	if (it.kind == INTEREST_REGEX)
		term = without_slash(term);
	if (!people_text_has_word(term) && it.kind == INTEREST_WORDS)
		return err_set(ei, ERR_DATA, NULL, "an interest without a word in it");
	if (!term.n)
		return err_set(ei, ERR_DATA, NULL, "an empty regular expression");
	if (term.n > (it.kind == INTEREST_REGEX ? (size_t)LIMIT_PATTERN_BYTES
						: (size_t)LIMIT_TERM_BYTES))
		return err_set(ei, ERR_DATA, NULL,
		    "the interest \"%.*s…\" is longer than %d bytes",
		    STR_ARG(str_sub(term, 0, 40)),
		    it.kind == INTEREST_REGEX ? LIMIT_PATTERN_BYTES : LIMIT_TERM_BYTES);
	if (it.kind == INTEREST_REGEX || term.p[term.n]) /* not ended by NUL */
		term.p = arena_dup_str(a, term);
	it.term = term;
	*out = it;
	return OK;
}

void people_interest_write(struct buf *b, const struct interest *it)
{
	double ignored;
	struct str term = it->term;
	bool has_number;

	if (it->is_never)
		buf_putc(b, '!');
	if (it->kind == INTEREST_REGEX)
		buf_putc(b, '/');
	buf_put_str(b, it->term);
	if (it->kind == INTEREST_REGEX && str_ends(it->term, STR("/")))
		buf_putc(b, '/'); /* the one that is not of the expression */
	/* A term that itself ends like a weight needs one behind it. */
	has_number = !take_weight(&term, &ignored) || term.n != it->term.n;
	if (has_number || fabs(it->weight - 1) > 1e-9)
		buf_printf(b, "=%.6g", it->weight);
}

/*
 * pattern_compile.c - the rules that an expression must keep to, and its compilation.
 * Always: what compiles is UTF-8 with Unicode properties, without case, and can be given
 * a limit for where a match begins.
 */
#include "match/pattern_compile.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "match/patterns.h"

static enum err refuse(
    struct err_info *ei, struct str pattern, const char *why, size_t at)
{
	size_t column = utf8_columns(str_sub(pattern, 0, at)) + 1;

	return err_set(ei, ERR_DATA, NULL, "%s, at character %zu of /%.*s/", why, column,
	    STR_ARG(utf8_cut(pattern, 200)));
}

static enum err compile(
    struct str pattern, uint32_t options, pcre2_code **out, struct err_info *ei)
{
	pcre2_compile_context *context;
	PCRE2_UCHAR text[256];
	PCRE2_SIZE at = 0;
	int number = 0;

	if (pattern.n == 0)
		return err_set(ei, ERR_DATA, NULL, "the expression is empty");
	if (pattern.n > LIMIT_PATTERN_BYTES)
		return err_set(ei, ERR_DATA, NULL,
		    "the expression has %zu bytes; at most %d are allowed", pattern.n,
		    (int)LIMIT_PATTERN_BYTES);
	if (str_starts(pattern, STR("(*")))
		return refuse(ei, pattern, "an expression may not begin with \"(*\"", 0);
	if (!utf8_is_valid(pattern))
		return err_set(ei, ERR_DATA, NULL, "the expression is not UTF-8");
	context = pcre2_compile_context_create(NULL);
	if (!context)
		return err_set(ei, ERR_INTERNAL, NULL, "out of memory");
	pcre2_set_parens_nest_limit(context, 100);
	options |= PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
	*out = pcre2_compile(
	    (PCRE2_SPTR)pattern.p, pattern.n, options, &number, &at, context);
	pcre2_compile_context_free(context);
	if (!*out) {
		pcre2_get_error_message(number, text, sizeof(text));
		return refuse(ei, pattern, (const char *)text, at);
	}
	return OK;
}

/* Whether the expression matches where there is nothing: it would match everywhere. */
static bool matches_nothing(const pcre2_code *code)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int rc = data ? pcre2_match(code, (PCRE2_SPTR) "", 0, 0, 0, data, NULL) : -1;

	pcre2_match_data_free(data);
	return rc >= 0;
}

enum err pattern_compile(struct str pattern, pcre2_code **out, struct err_info *ei)
{
	pcre2_code *code = NULL;
	enum err e = compile(pattern, PCRE2_USE_OFFSET_LIMIT, &code, ei);

	if (e)
		return e;
	if (matches_nothing(code)) {
		pcre2_code_free(code);
		return err_set(ei, ERR_DATA, NULL,
		    "the expression matches the empty text, and so every item");
	}
	*out = code;
	return OK;
}

enum err pattern_compile_anchored(
    struct str pattern, pcre2_code **out, struct err_info *ei)
{
	return compile(pattern, PCRE2_ANCHORED, out, ei);
}

enum err patterns_check(struct str pattern, struct err_info *ei)
{
	pcre2_code *code = NULL;
	enum err e = pattern_compile(pattern, &code, ei);

	pcre2_code_free(code);
	return e;
}

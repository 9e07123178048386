/*
 * test_token.c - folding and the borders of words.
 */
#include "test.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/token.h"

#include <stdio.h>
#include <stdlib.h>

static void folds_case_accents_and_forms(void **state)
{
	static const char *const cases[][2] = {
	    {"Nestlé", "nestle"},
	    {"STRASSE Straße", "strasse strasse"},
	    {"Łódź Ørsted", "lodz orsted"},
	    {"ＡＢＣ ﬁn", "abc fin"},
	    {"İstanbul", "istanbul"},
	    {"ΣΊΣΥΦΟΣ", "σισυφοσ"},
	    {"שָׁלוֹם", "שלום"},
	    {"नमस्ते", "नमस्ते"},
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str once = fold_dup(a, str_of(cases[i][0]));

		assert_str_equal(once, cases[i][1]);
		assert_str_equal(fold_dup(a, once), cases[i][1]);
	}
	arena_free(a);
}

/* The words of text, folded, parted by "|". */
static void assert_words(const char *text, const char *expected)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};
	struct buf b;

	buf_init(&b, 4096);
	tokenizer_run(tk, str_of(text), &t);
	for (size_t i = 0; i < t.n; i++) {
		struct str word = {text + t.v[i].start, t.v[i].end - t.v[i].start};
		struct buf folded;

		buf_init(&folded, 256);
		fold_put(&folded, word);
		if (word.p[0] != '&')
			assert_true(t.v[i].hash == token_hash(buf_borrow(&folded)));
		buf_printf(&b, "%s%.*s", i ? "|" : "", STR_ARG(buf_borrow(&folded)));
		buf_clear(&folded);
	}
	assert_string_equal(b.p ? b.p : "", expected);
	buf_clear(&b);
	tokens_clear(&t);
	tokenizer_free(tk);
}

static void cuts_text_into_words(void **state)
{
	(void)state;
	assert_words("Coca-Cola & J.P. Morgan", "coca|cola|&|j|p|morgan");
	assert_words("Nestlé's L'Oréal", "nestle|l|oreal");
	assert_words("C++, C# and .NET; a.net", "c++|c#|and|.net|a|net");
	assert_words("été & hiver", "ete|&|hiver");
	assert_words("École & Co &", "ecole|&|co|&");
	assert_words("日立製作所 Hitachi", "日|立|製|作|所|hitachi");
	assert_words("Disney+ 1+1", "disney|1|1");
	assert_words("", "");
	assert_words(" ... ", "");
}

static uint32_t flags_of_word(const char *text, size_t which)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};
	uint32_t flags;

	tokenizer_run(tk, str_of(text), &t);
	assert_true(which < t.n);
	flags = t.v[which].flags;
	tokens_clear(&t);
	tokenizer_free(tk);
	return flags;
}

static void says_how_a_word_is_written(void **state)
{
	(void)state;
	assert_int_equal(flags_of_word("Apple", 0), TOKEN_CAPITAL | TOKEN_START);
	assert_int_equal(flags_of_word("an IBM", 1), TOKEN_CAPITAL | TOKEN_UPPER);
	assert_int_equal(
	    flags_of_word("by Apple's", 1), TOKEN_CAPITAL | TOKEN_POSSESSIVE);
	assert_true(flags_of_word("It fell. Apple rose", 2) & TOKEN_START);
	assert_false(flags_of_word("J. Morgan", 1) & TOKEN_START);
	assert_true(flags_of_word("Coca-Cola", 1) & TOKEN_GLUED);
	assert_true(flags_of_word("Apple, Google", 1) & TOKEN_BREAK);
	assert_false(flags_of_word("Johnson & Johnson", 2) & TOKEN_BREAK);
	assert_true(flags_of_word("3M", 0) & TOKEN_DIGIT);
	assert_int_equal(flags_of_word("café Paris", 1), TOKEN_CAPITAL);
	assert_int_equal(flags_of_word("the café closed", 2), 0);
	assert_int_equal(flags_of_word("by Ángel Franco", 2), TOKEN_CAPITAL);
	assert_true(flags_of_word("Ángel, Franco", 1) & TOKEN_BREAK);
}

/* Whatever the bytes, tokens lie in order inside the text. */
static void survives_any_bytes(void **state)
{
	struct tokenizer *tk = tokenizer_new();
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct tokens t = {0};
		char text[40];
		size_t n = (size_t)round % sizeof(text), at = 0;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = (char)(seed >> 16);
		}
		tokenizer_run(tk, (struct str){text, n}, &t);
		for (size_t i = 0; i < t.n; i++) {
			assert_true(t.v[i].start >= at && t.v[i].end > t.v[i].start);
			at = t.v[i].end;
		}
		assert_true(at <= n);
		tokens_clear(&t);
	}
	tokenizer_free(tk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(folds_case_accents_and_forms),
	    cmocka_unit_test(cuts_text_into_words),
	    cmocka_unit_test(says_how_a_word_is_written),
	    cmocka_unit_test(survives_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

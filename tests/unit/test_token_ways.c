/*
 * test_token_ways.c - whichever way a text is taken, the tokens are the same: by runs or
 * a character at a time, with SSE2 or without, wherever it lies. Texts are made of what
 * is hard.
 */
#include "test.h"

#include "base/fold.h"
#include "base/token_scan.h"

#include <stdio.h>
#include <stdlib.h>

#undef __SSE2__
#define runs_clear portable_runs_clear
#define runs_find  portable_runs_find
#include "base/runs.c"
#undef runs_clear
#undef runs_find

void runs_clear(struct runs *r);
const uint32_t *runs_find(struct runs *r, struct str text);

enum {
	N_TEXTS = 30000,
	PIECES_MAX = 24,
	TEXT_MAX = 2048,
	BAD_BYTES_EVERY = 8,
	SHIFTS = 64
};

static uint32_t random_below(uint64_t *state, uint32_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33) % n;
}

/* A text of words, signs and letters of all kinds; a part of them is no UTF-8. */
static struct str hard_text(uint64_t *state, char out[TEXT_MAX])
{
	static const char *const pieces[] = {"a", "B", "AB", "Abc", "eighty8s",
	    "SIXTEENLETTERS16", "x1", "12", " ", "  ", ".", ",", "'", "'s", "’", "’s",
	    "-", "--", "—", "&", "+", "#", "++", "é", "É", "ñandú", "日", "本",
	    "\xcc\x81", "\xff", "\xe2\x80", "\n", "\t", "\"", "“", "(", ")", "$", "_",
	    "/", ":", "!", "\xc2\xa0", "ß", "ﬁ", "😀", "\xe2\x80\x8b", "\u202a", ".NET",
	    "C++", "C#", "ſ", "İ",
	    "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k",
	    "averyveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword"};
	size_t n = 0, n_pieces = random_below(state, PIECES_MAX);

	for (size_t i = 0; i < n_pieces; i++) {
		const char *piece =
		    pieces[random_below(state, sizeof(pieces) / sizeof(*pieces))];

		memcpy(out + n, piece, strlen(piece));
		n += strlen(piece);
	}
	if (random_below(state, BAD_BYTES_EVERY) == 0)
		for (size_t i = 0; i < n; i++)
			if (random_below(state, BAD_BYTES_EVERY) == 0)
				out[i] = (char)random_below(state, 256);
	return (struct str){out, n};
}

static void assert_same(const struct tokens *a, const struct tokens *b, uint32_t shift)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_true(a->v[i].hash == b->v[i].hash);
		assert_int_equal(a->v[i].start + shift, b->v[i].start);
		assert_int_equal(a->v[i].end + shift, b->v[i].end);
		assert_int_equal(a->v[i].flags, b->v[i].flags);
	}
}

/* A copy that ends where its memory ends, so that reading too far is seen. */
static struct str exact_copy(struct str text)
{
	char *p = malloc(text.n ? text.n : 1);

	assert_non_null(p);
	memcpy(p, text.p, text.n);
	return (struct str){p, text.n};
}

/* With AVX-512 if the machine has it, with SSE2 if it has that, and in plain C. */
static void finds_the_same_runs_on_every_machine(void **state)
{
	struct runs wide = {0}, narrow = {.is_narrow = true}, portable = {0};
	uint64_t seed = 1;
	char out[TEXT_MAX];

	(void)state;
	for (int i = 0; i < N_TEXTS; i++) {
		struct str text = hard_text(&seed, out);
		size_t n, n_bytes;

		memset(out + text.n, 0, RUNS_MARGIN_BYTES);
		n = (size_t)(portable_runs_find(&portable, text) - portable.edges);
		n_bytes = (n + 4) * sizeof(*portable.edges);
		assert_int_equal(runs_find(&wide, text) - wide.edges, n);
		assert_int_equal(runs_find(&narrow, text) - narrow.edges, n);
		assert_memory_equal(wide.edges, portable.edges, n_bytes);
		assert_memory_equal(narrow.edges, portable.edges, n_bytes);
	}
	runs_clear(&wide);
	runs_clear(&narrow);
	portable_runs_clear(&portable);
}

static void gives_the_same_tokens_wherever_the_text_lies(void **state)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens a = {0}, b = {0};
	uint64_t seed = 2;
	char out[TEXT_MAX], moved[TEXT_MAX + SHIFTS];

	(void)state;
	for (int i = 0; i < N_TEXTS; i++) {
		struct str text = hard_text(&seed, out);
		uint32_t shift = random_below(&seed, SHIFTS);

		memset(moved, '\n', shift);
		memcpy(moved + shift, text.p, text.n);
		/* Behind white space, these two are other things than at the start. */
		if (text.n > 0 && (text.p[0] == '-' || text.p[0] == '.'))
			continue;
		a.n = b.n = 0;
		tokenizer_run(tk, text, &a);
		tokenizer_run(tk, (struct str){moved, shift + text.n}, &b);
		assert_same(&a, &b, shift);
	}
	tokens_clear(&a);
	tokens_clear(&b);
	tokenizer_free(tk);
}

/* Every character by itself. */
static void scan_text(struct glyphs *glyphs, struct str text, struct tokens *out)
{
	struct scan s;

	out->n = 0;
	scan_begin(&s, glyphs, text, out);
	scan_to(&s, text.n);
}

static void gives_the_tokens_that_single_characters_give(void **state)
{
	struct tokenizer *tk = tokenizer_new();
	struct glyphs glyphs = {0};
	struct tokens a = {0}, b = {0};
	uint64_t seed = 4;
	char out[TEXT_MAX];

	(void)state;
	for (int i = 0; i < N_TEXTS; i++) {
		struct str text = exact_copy(hard_text(&seed, out));

		a.n = 0;
		tokenizer_run(tk, text, &a);
		scan_text(&glyphs, text, &b);
		assert_same(&a, &b, 0);
		free((char *)(uintptr_t)text.p);
	}
	tokens_clear(&a);
	tokens_clear(&b);
	tokenizer_free(tk);
	glyphs_clear(&glyphs);
}

/* Whatever up to four signs and letters stand at the start, between words of different
 * lengths, or at the end. */
static void knows_every_gap_that_single_characters_know(void **state)
{
	static const char *const pieces[] = {"", "a", "B", "s", "7", " ", ".", "-", ",",
	    "?", "'", "&", "+", "\n", "’", "é"};
	static const char *const words[] = {"", "I", "Corporation", "ACRONYMS"};
	const size_t n_pieces = sizeof(pieces) / sizeof(*pieces);
	struct tokenizer *tk = tokenizer_new();
	struct glyphs glyphs = {0};
	struct tokens a = {0}, b = {0};

	(void)state;
	for (size_t i = 0; i < n_pieces * n_pieces * n_pieces * n_pieces; i++) {
		char text[TEXT_MAX];
		int n = snprintf(text, sizeof(text), "%s%s%s%s%s%s", words[i % 4],
		    pieces[i % n_pieces], pieces[i / n_pieces % n_pieces],
		    pieces[i / n_pieces / n_pieces % n_pieces],
		    pieces[i / n_pieces / n_pieces / n_pieces], words[i / 7 % 4]);

		a.n = 0;
		tokenizer_run(tk, (struct str){text, (size_t)n}, &a);
		scan_text(&glyphs, (struct str){text, (size_t)n}, &b);
		assert_same(&a, &b, 0);
	}
	tokens_clear(&a);
	tokens_clear(&b);
	tokenizer_free(tk);
	glyphs_clear(&glyphs);
}

/* Words of every length that end and begin at every place of a block. */
static void takes_words_across_the_borders_of_blocks(void **state)
{
	enum { LENGTHS = 40 };
	struct tokenizer *tk = tokenizer_new();
	struct glyphs glyphs = {0};
	struct tokens a = {0}, b = {0};
	char text[SHIFTS + 3 * LENGTHS];

	(void)state;
	for (size_t shift = 0; shift < SHIFTS; shift++)
		for (size_t n = 1; n < LENGTHS; n++) {
			memset(text, ' ', sizeof(text));
			memset(text + shift, n % 3 ? 'W' : 'w', n);
			memset(text + shift + n + 1 + n % 2, 'Z', n);
			for (size_t cut = 0; cut < 3; cut++) {
				struct str part = {text, shift + 2 * n + cut};

				a.n = 0;
				tokenizer_run(tk, part, &a);
				scan_text(&glyphs, part, &b);
				assert_same(&a, &b, 0);
			}
		}
	tokens_clear(&a);
	tokens_clear(&b);
	tokenizer_free(tk);
	glyphs_clear(&glyphs);
}

static void hashes_each_word_as_it_is_folded(void **state)
{
	struct tokenizer *tk = tokenizer_new();
	uint64_t seed = 3;
	char out[TEXT_MAX];
	struct tokens t = {0};

	(void)state;
	for (int i = 0; i < N_TEXTS; i++) {
		struct str text = hard_text(&seed, out);

		t.n = 0;
		tokenizer_run(tk, text, &t);
		for (size_t k = 0; k < t.n; k++) {
			struct str word =
			    str_sub(text, t.v[k].start, t.v[k].end - t.v[k].start);
			struct buf folded;

			buf_init(&folded, TEXT_MAX);
			fold_put(&folded, word);
			assert_true(t.v[k].hash == token_hash(word.p[0] == '&'
								  ? STR("and")
								  : buf_borrow(&folded)));
			buf_clear(&folded);
		}
	}
	tokens_clear(&t);
	tokenizer_free(tk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_same_runs_on_every_machine),
	    cmocka_unit_test(gives_the_same_tokens_wherever_the_text_lies),
	    cmocka_unit_test(gives_the_tokens_that_single_characters_give),
	    cmocka_unit_test(knows_every_gap_that_single_characters_know),
	    cmocka_unit_test(takes_words_across_the_borders_of_blocks),
	    cmocka_unit_test(hashes_each_word_as_it_is_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

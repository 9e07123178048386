/*
 * test_token_portable.c - the tokenizer as it is on machines without SSE2, against the
 * one that the program has: texts made of what is hard must give the same tokens,
 * wherever they lie in their blocks of 64 bytes.
 */
#include "test.h"

#include "base/fold.h"

#include <stdlib.h>

#undef __SSE2__
#define tokenizer_new  portable_tokenizer_new
#define tokenizer_free portable_tokenizer_free
#define tokenizer_run  portable_tokenizer_run
#define tokens_clear   portable_tokens_clear
#define token_hash     portable_token_hash
#define runs_clear     portable_runs_clear
#define runs_find      portable_runs_find
#include "base/runs.c"
#include "base/token.c"
#undef tokenizer_new
#undef tokenizer_free
#undef tokenizer_run
#undef tokens_clear
#undef token_hash
#undef runs_clear
#undef runs_find

struct tokenizer *tokenizer_new(void);
void tokenizer_free(struct tokenizer *tk);
void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out);
void tokens_clear(struct tokens *t);
uint64_t token_hash(struct str folded);

enum { N_TEXTS = 30000, PIECES_MAX = 24, TEXT_MAX = 2048, BAD_BYTES_EVERY = 8 };

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
	    "/", ":", "!", "\xc2\xa0", "ß", "ﬁ", "😀", "\xe2\x80\x8b", ".NET", "C++", "C#",
	    "ſ", "İ",
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

static void gives_the_same_tokens_with_and_without_sse2(void **state)
{
	struct tokenizer *fast = tokenizer_new(), *portable = portable_tokenizer_new();
	struct tokens a = {0}, b = {0};
	uint64_t seed = 1;
	char out[TEXT_MAX];

	(void)state;
	for (int i = 0; i < N_TEXTS; i++) {
		struct str text = exact_copy(hard_text(&seed, out));

		a.n = b.n = 0;
		tokenizer_run(fast, text, &a);
		portable_tokenizer_run(portable, text, &b);
		assert_same(&a, &b, 0);
		free((char *)(uintptr_t)text.p);
	}
	tokens_clear(&a);
	portable_tokens_clear(&b);
	tokenizer_free(fast);
	portable_tokenizer_free(portable);
}

static void gives_the_same_tokens_wherever_the_text_lies(void **state)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens a = {0}, b = {0};
	uint64_t seed = 2;
	char out[TEXT_MAX], moved[TEXT_MAX + RUNS_BLOCK_BYTES];

	(void)state;
	for (int i = 0; i < N_TEXTS; i++) {
		struct str text = hard_text(&seed, out);
		uint32_t shift = random_below(&seed, RUNS_BLOCK_BYTES);

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
	    cmocka_unit_test(gives_the_same_tokens_with_and_without_sse2),
	    cmocka_unit_test(gives_the_same_tokens_wherever_the_text_lies),
	    cmocka_unit_test(hashes_each_word_as_it_is_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

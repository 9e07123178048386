/*
 * names.c - the forms by which names and words are found: folded, so that case and
 * accents do not matter.
 */
#include "store/internal.h"

#include "base/fold.h"

struct str store_name_key(struct arena *a, struct str name)
{
	struct str folded = fold_dup(a, name);
	char *key = arena_alloc(a, folded.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++) {
		char c = folded.p[i];
		bool is_space = c == ' ' || (c >= '\t' && c <= '\r');

		if (!is_space)
			key[n++] = c;
		else if (n && key[n - 1] != ' ')
			key[n++] = ' ';
	}
	if (n && key[n - 1] == ' ')
		n--;
	key[n] = '\0';
	return n ? (struct str){key, n} : name;
}

void store_look_for(struct store *s, const struct str *words, size_t n_words)
{
	buf_reset(&s->search.words);
	for (size_t i = 0; i < n_words; i++) {
		fold_put(&s->search.words, str_trim(words[i]));
		buf_putc(&s->search.words, '\n');
	}
}

/* No word crosses the border between two arguments. */
static void words_fit(sqlite3_context *context, int n, sqlite3_value **values)
{
	struct store *s = sqlite3_user_data(context);
	struct buf *text = &s->search.text;

	buf_reset(text);
	for (int i = 0; i < n; i++) {
		const void *p = sqlite3_value_text(values[i]);

		fold_put(text,
		    (struct str){p, p ? (size_t)sqlite3_value_bytes(values[i]) : 0});
		buf_putc(text, '\n');
	}
	sqlite3_result_int(
	    context, fold_has_words(buf_borrow(text), buf_borrow(&s->search.words)));
}

enum err store_define_words_fit(struct store *s, struct err_info *ei)
{
	enum { WORDS_MAX_BYTES = 64 << 10, TEXT_MAX_BYTES = 4 << 20 };

	buf_init(&s->search.words, WORDS_MAX_BYTES);
	buf_init(&s->search.text, TEXT_MAX_BYTES);
	if (sqlite3_create_function_v2(s->db, "words_fit", -1,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, s, words_fit,
		NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(s, "words_fit", ei);
	return OK;
}

void put_range(struct query *q, int64_t id)
{
	put_int(q, id ? id : INT64_MIN);
	put_int(q, id ? id : INT64_MAX);
}

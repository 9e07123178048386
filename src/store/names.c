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

struct str *store_fold_words(struct arena *a, const struct str *words, size_t n_words)
{
	struct str *out = arena_alloc(a, n_words, sizeof(*out));

	for (size_t i = 0; i < n_words; i++)
		out[i] = fold_dup(a, words[i]);
	return out;
}

void store_put_folded(struct buf *text, struct str part)
{
	fold_put(text, part);
	buf_putc(text, '\n');
}

bool store_has_words(const struct buf *text, const struct str *words, size_t n_words)
{
	for (size_t i = 0; i < n_words; i++)
		if (words[i].n && str_find(buf_borrow(text), words[i]) == text->n)
			return false;
	return true;
}

void put_range(struct query *q, int64_t id)
{
	put_int(q, id ? id : INT64_MIN);
	put_int(q, id ? id : INT64_MAX);
}

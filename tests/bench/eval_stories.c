/*
 * eval_stories.c - reads items as lines "guid TAB url TAB title TAB summary TAB seconds"
 * from standard input and prints "guid TAB group" for each; with the argument "pairs"
 * reads ten columns, two items, and prints both guids and their similarity.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "rank/stories.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct item take_item(struct str *line)
{
	struct item it = {.updated_at_s = NO_TIME};
	struct str at;

	str_split(line, '\t', &it.guid);
	str_split(line, '\t', &it.url);
	str_split(line, '\t', &it.title);
	str_split(line, '\t', &it.summary);
	str_split(line, '\t', &at);
	if (!str_to_int(at, 0, INT64_MAX, &it.published_at_s))
		it.published_at_s = NO_TIME;
	return it;
}

static void print_pairs(struct sketcher *k, struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line) && line.n) {
		struct item a = take_item(&line), b = take_item(&line);
		struct sketch sa, sb;

		sketcher_run(k, &a, &sa);
		sketcher_run(k, &b, &sb);
		printf("%.*s\t%.*s\t%.4f\n", STR_ARG(a.guid), STR_ARG(b.guid),
		    word_set_similarity(sketch_words(&sa), sketch_words(&sb)));
	}
}

static void print_groups(struct sketcher *k, struct str text)
{
	struct story_index *index = story_index_new(0, INT64_MIN);
	struct sketch *sketches = NULL;
	struct str *guids = NULL, line;
	size_t n = 0, cap = 0, cap_guids = 0;
	struct story_place *places;

	while (str_split(&text, '\n', &line) && line.n) {
		struct item it = take_item(&line);

		mem_grow(&sketches, n, &cap, sizeof(*sketches));
		mem_grow(&guids, n, &cap_guids, sizeof(*guids));
		sketcher_run(k, &it, &sketches[n]);
		guids[n++] = it.guid;
	}
	places = mem_new(n + 1, sizeof(*places));
	story_index_group(index, sketches, n, places);
	for (size_t i = 0; i < n; i++)
		printf("%.*s\t%zu\n", STR_ARG(guids[i]), places[i].first);
	free(places);
	free(guids);
	free(sketches);
	story_index_free(index);
}

int main(int argc, char **argv)
{
	struct sketcher *k = sketcher_new();
	struct err_info ei;
	struct buf b;

	buf_init(&b, 256 << 20);
	if (file_read("-", &b, &ei) != OK)
		return fprintf(stderr, "%s\n", ei.text), EXIT_FAILURE;
	if (argc > 1 && strcmp(argv[1], "pairs") == 0)
		print_pairs(k, buf_borrow(&b));
	else
		print_groups(k, buf_borrow(&b));
	buf_clear(&b);
	sketcher_free(k);
	return 0;
}

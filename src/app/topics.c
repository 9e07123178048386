/*
 * topics.c - puts the user's words beside the defaults. Always: a file that is not there
 * is an empty one.
 */
#include "app/topics.h"

#include "base/file.h"
#include "rank/topic_words.h"

#include <stdlib.h>

static const char head[] =
    "# Words of news that waits for a second look (bad-news about a person or their\n"
    "# company, touchy subjects), and of news that is an occasion to write\n"
    "# (congratulations). A line is KIND NAME: words, parted by commas; a star stands "
    "for\n"
    "# any ending, alone for any one word. `allow` takes words off. For example\n"
    "#\n"
    "#   bad-news strike: walkout, strik*\n"
    "#   allow: cancer, church\n"
    "#\n"
    "# The words that sawthis brings need not be repeated:\n"
    "#\n";

static char *topics_path(const struct home *h)
{
	return file_join(h->config_folder, "topics.txt");
}

enum err app_topics_read(struct home *h, struct buf *text, struct err_info *ei)
{
	char *path = topics_path(h);
	enum err e = file_exists(path) ? file_read(path, text, ei) : OK;

	free(path);
	return e;
}

enum err app_topics_write(struct home *h, struct err_info *ei)
{
	char *path = topics_path(h);
	struct buf text;
	enum err e = OK;

	buf_init(&text, TOPICS_MAX_BYTES);
	buf_puts(&text, head);
	for (const char *const *line = topic_words; *line; line++)
		buf_printf(&text, "# %s\n", *line);
	if (!file_exists(path))
		e = file_write_new(path, buf_borrow(&text), ei);
	buf_clear(&text);
	free(path);
	return e;
}

enum err app_topics_load(struct home *h, struct topics **out, struct err_info *ei)
{
	char *path = topics_path(h);
	struct topics *t = topics_new();
	struct buf text;
	enum err e;

	buf_init(&text, TOPICS_MAX_BYTES);
	topics_add_quiet(t, config_text(h->config, "queue.quiet_topics"));
	e = app_topics_read(h, &text, ei);
	if (e == OK)
		e = topics_read(t, buf_borrow(&text), path, ei);
	buf_clear(&text);
	free(path);
	if (e != OK) {
		topics_free(t);
		return e;
	}
	*out = t;
	return OK;
}

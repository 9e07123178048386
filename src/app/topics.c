/*
 * topics.c - puts the user's words beside the defaults. Always: a file that is not there
 * is an empty one.
 */
#include "app/topics.h"

#include "base/file.h"

#include <stdlib.h>

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

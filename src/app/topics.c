/*
 * topics.c - puts the user's words beside the defaults. Always: a file that is not there
 * is an empty one.
 */
#include "app/topics.h"

#include "base/file.h"

#include <stdlib.h>

enum { TOPICS_MAX_BYTES = 1 << 20 };

enum err app_topics_load(struct home *h, struct topics **out, struct err_info *ei)
{
	char *path = file_join(h->config_folder, "topics.txt");
	struct topics *t = topics_new();
	struct buf text;
	enum err e = OK;

	buf_init(&text, TOPICS_MAX_BYTES);
	topics_add_quiet(t, config_text(h->config, "queue.quiet_topics"));
	if (file_exists(path)) {
		e = file_read(path, &text, ei);
		if (e == OK)
			e = topics_read(t, buf_borrow(&text), path, ei);
	}
	buf_clear(&text);
	free(path);
	if (e != OK) {
		topics_free(t);
		return e;
	}
	*out = t;
	return OK;
}

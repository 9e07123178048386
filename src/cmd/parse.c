/*
 * parse.c - `sawthis parse`: one feed document to items, as JSON Lines. Nothing is
 * fetched and nothing stored; memory does not grow with the document.
 */
#include "cmd/commands.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/log.h"
#include "cmd/opts.h"
#include "feed/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PIECE_BYTES = 64 << 10, LINE_MAX_BYTES = 1 << 20 };

struct printer {
	struct str url; /* of the document, as given */
	struct buf line;
};

/* A key and its value; the first of an object has no comma in front. */
static void put_text(struct buf *b, const char *key, struct str s)
{
	if (b->p[b->n - 1] != '{')
		buf_putc(b, ',');
	buf_putc(b, '"');
	buf_puts(b, key);
	buf_puts(b, "\":");
	if (s.p)
		escape_json(b, s);
	else
		buf_puts(b, "null");
}

static void put_time(struct buf *b, const char *key, int64_t at_s)
{
	char text[CLOCK_ISO_SIZE];

	put_text(b, key,
	    at_s == NO_TIME ? (struct str){NULL, 0}
			    : str_of(clock_format_iso(at_s, text)));
}

static void put_feed(struct printer *p, const struct feed_doc *doc)
{
	struct buf *b = &p->line;
	struct str url = p->url.n ? p->url : doc->self_url;

	buf_puts(b, "{\"feed\":{");
	put_text(b, "title", doc->title);
	put_text(b, "url", url.p ? url : doc->home_url);
	put_text(b, "language", doc->language);
	buf_putc(b, '}');
}

static void end_line(struct printer *p)
{
	buf_puts(&p->line, "}\n");
	fwrite(p->line.p, 1, p->line.n, stdout);
	buf_reset(&p->line);
}

static bool print_item(void *ctx, const struct feed_doc *doc, const struct item *it)
{
	struct printer *p = ctx;
	struct buf *b = &p->line;

	put_feed(p, doc);
	put_text(b, "guid", it->guid);
	put_text(b, "url", it->url);
	put_text(b, "title", it->title);
	put_text(b, "summary", it->summary);
	put_text(b, "author", it->author);
	put_time(b, "published", it->published_at_s);
	put_time(b, "updated", it->updated_at_s);
	buf_puts(b, ",\"categories\":[");
	for (size_t i = 0; i < it->n_categories; i++) {
		if (i)
			buf_putc(b, ',');
		escape_json(b, it->categories[i]);
	}
	buf_putc(b, ']');
	put_text(b, "language", it->language);
	end_line(p);
	return true;
}

static enum err push_file(
    struct feed_parser *parser, int fd, const char *path, struct err_info *ei)
{
	char piece[PIECE_BYTES];
	enum err e = OK;

	while (e == OK) {
		ssize_t n = read(fd, piece, sizeof(piece));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(ei, path, "cannot read");
		if (n == 0)
			break;
		e = feed_parser_push(parser, (struct str){piece, (size_t)n}, ei);
	}
	return e;
}

static enum err parse(
    int fd, const char *path, const struct feed_options *options, struct err_info *ei)
{
	struct printer *p = options->ctx;
	struct feed_parser *parser = feed_parser_new(options);
	struct feed_doc doc;
	enum err e = push_file(parser, fd, path, ei);

	if (e == OK)
		e = feed_parser_finish(parser, &doc, ei);
	if (e == OK && doc.n_items == 0) {
		put_feed(p, &doc);
		end_line(p);
	}
	if (e == OK && doc.problem.p)
		log_warn("%s: %.*s", path, STR_ARG(doc.problem));
	feed_parser_free(parser);
	return e;
}

enum err cmd_parse(struct app *app, int argc, char **argv)
{
	struct printer p = {0};
	struct feed_options options = {.on_item = print_item, .ctx = &p};
	const struct opt opts[] = {
	    {"--url", OPT_TEXT, &options.url},
	    {"--content-type", OPT_TEXT, &options.content_type},
	    {NULL, OPT_FLAG, NULL},
	};
	const char *path;
	int fd = STDIN_FILENO;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 1);

	if (e != OK)
		return e;
	path = argc && strcmp(argv[0], "-") != 0 ? argv[0] : NULL;
	if (path)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set_errno(app->ei, path, "cannot open");
	p.url = options.url;
	path = path ? path : "standard input";
	buf_init(&p.line, LINE_MAX_BYTES);
	e = parse(fd, path, &options, app->ei);
	if (e == ERR_DATA && app->ei->source[0] == '\0')
		snprintf(app->ei->source, sizeof(app->ei->source), "%s", path);
	buf_clear(&p.line);
	if (fd != STDIN_FILENO)
		close(fd);
	return e;
}

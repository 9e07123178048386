/*
 * upkeep.c - `sawthis stats`, `doctor`, `dump`, `restore` and `purge`: the database as a
 * whole.
 */
#include "cmd/commands.h"

#include "base/file.h"
#include "base/log.h"
#include "cmd/out.h"
#include "store/run.h"
#include "store/suggestion.h"
#include "store/upkeep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WEEKS_SHOWN = 12 };

static json_t *weeks_json(const struct store_week *weeks)
{
	json_t *a = json_array();

	for (size_t i = 0; i < WEEKS_SHOWN; i++)
		json_array_append_new(
		    a, json_pack("{s:o, s:I, s:I, s:I, s:I}", "monday",
			   out_json_time(weeks[i].monday_s), "suggested",
			   (json_int_t)weeks[i].n_suggested, "forwarded",
			   (json_int_t)weeks[i].n_forwarded, "dismissed",
			   (json_int_t)weeks[i].n_dismissed, "touches",
			   (json_int_t)weeks[i].n_touches));
	return a;
}

static json_t *stats_json(
    const struct store_stats *s, const int64_t *counts, const struct store_week *weeks)
{
	json_t *o = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
	    "contacts", (json_int_t)s->n_contacts, "muted", (json_int_t)s->n_muted,
	    "companies", (json_int_t)s->n_companies, "interests",
	    (json_int_t)s->n_interests, "learned", (json_int_t)s->n_learned, "feeds",
	    (json_int_t)s->n_feeds, "failing", (json_int_t)s->n_failing, "items",
	    (json_int_t)s->n_items, "stories", (json_int_t)s->n_stories, "touches",
	    (json_int_t)s->n_touches, "size_bytes", (json_int_t)s->size_bytes);
	json_t *suggestions = json_object();

	for (int i = 0; i <= SUGGESTION_EXPIRED; i++)
		json_object_set_new(suggestions,
		    suggestion_status_name((enum suggestion_status)i),
		    json_integer(counts[i]));
	json_object_set_new(o, "suggestions", suggestions);
	json_object_set_new(o, "weeks", weeks_json(weeks));
	return o;
}

static void print_stats(const struct store_stats *s, const int64_t *counts)
{
	out_line(
	    "%8lld contacts (%lld muted) at %lld companies, %lld interests, %lld learned",
	    (long long)s->n_contacts, (long long)s->n_muted, (long long)s->n_companies,
	    (long long)s->n_interests, (long long)s->n_learned);
	out_line("%8lld feeds (%lld failing), %lld items in %lld stories",
	    (long long)s->n_feeds, (long long)s->n_failing, (long long)s->n_items,
	    (long long)s->n_stories);
	for (int i = 0; i <= SUGGESTION_EXPIRED; i++)
		out_line("%8lld %s", (long long)counts[i],
		    suggestion_status_name((enum suggestion_status)i));
	out_line("%8lld touches", (long long)s->n_touches);
	out_line("%8.1f MB of database", (double)s->size_bytes / 1e6);
}

static void print_weeks(const struct store_week *weeks)
{
	static const struct table_column columns[] = {
	    {"WEEK OF", false, false, STYLE_DIM},
	    {"SUGGESTED", true, false, STYLE_PLAIN},
	    {"FORWARDED", true, false, STYLE_GOOD},
	    {"DISMISSED", true, false, STYLE_PLAIN},
	    {"TOUCHES", true, false, STYLE_PLAIN},
	};
	struct table t;

	table_init(&t, columns, 5);
	for (size_t i = 0; i < WEEKS_SHOWN; i++) {
		char date[CLOCK_ISO_SIZE];

		table_add(&t, str_of(clock_format_date(weeks[i].monday_s, date)));
		table_addf(&t, "%lld", (long long)weeks[i].n_suggested);
		table_addf(&t, "%lld", (long long)weeks[i].n_forwarded);
		table_addf(&t, "%lld", (long long)weeks[i].n_dismissed);
		table_addf(&t, "%lld", (long long)weeks[i].n_touches);
	}
	out_line("%s", "");
	table_print(&t);
}

enum err cmd_stats(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct store *s = app->home->store;
	int64_t counts[SUGGESTION_EXPIRED + 1];
	struct store_week weeks[WEEKS_SHOWN];
	struct store_stats stats;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK)
		e = store_stats(s, &stats, app->ei);
	if (e == OK)
		e = store_suggestion_count(s, 0, counts, app->ei);
	if (e == OK)
		e = store_stats_weeks(s, clock_now_s(), WEEKS_SHOWN, weeks, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_JSON) {
		out_json(stats_json(&stats, counts, weeks));
		return OK;
	}
	print_stats(&stats, counts);
	print_weeks(weeks);
	return OK;
}

/* Prints one finding; a home with any is not well. */
static void find(size_t *n_findings, const char *what, const char *remedy)
{
	++*n_findings;
	out_line("! %s: %s", what, remedy);
}

static void check_files(struct app *app, size_t *n)
{
	const char *const paths[] = {app->home->config_folder, app->home->config_path,
	    app->home->data_folder, app->home->database_path, app->home->drafts_folder};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct stat st;

		if (stat(paths[i], &st) == 0 && (st.st_mode & 077))
			find(n, paths[i], "others may read it; chmod go= it");
	}
}

static void check_settings(struct app *app, const struct store_stats *s, size_t *n)
{
	const struct config *c = app->home->config;

	if (!config_text(c, "identity.email").n)
		find(n, "identity.email is not set",
		    "drafts have no sender; sawthis config "
		    "identity.email YOU@EXAMPLE.ORG");
	if (!s->n_contacts)
		find(n, "no contacts", "sawthis contact import FILE");
	if (!s->n_feeds)
		find(n, "no feeds",
		    "sawthis feed add URL, or sawthis feed import FILE.opml");
	if (s->n_failing)
		find(n, "feeds fail", "sawthis feed list shows which and why");
	if (s->n_outbox_unknown)
		find(n, "mail whose fate is not known", "sawthis mail list");
}

enum err cmd_doctor(struct app *app, int argc, char **argv)
{
	struct store_stats stats;
	struct str *findings;
	size_t n_findings, n = 0;
	struct run *runs;
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 0);

	if (e == OK)
		e = store_check(
		    app->arena, app->home->store, &findings, &n_findings, app->ei);
	if (e == OK)
		e = store_stats(app->home->store, &stats, app->ei);
	if (e == OK)
		e = store_run_list(app->arena, app->home->store, 1, &runs, &n, app->ei);
	if (e != OK)
		return e;
	out_line("settings  %s", app->home->config_path);
	out_line("database  %s (%.1f MB)", app->home->database_path,
	    (double)stats.size_bytes / 1e6);
	if (n) {
		char ago[AGO_SIZE];

		out_line("last run  %s%s", ago_format(runs[0].started_at_s, ago),
		    runs[0].ended_at_s == NO_TIME ? ", did not end" : "");
	}
	n = 0;
	for (size_t i = 0; i < n_findings; i++)
		find(&n, findings[i].p,
		    "keep a copy of the folder; sawthis dump, then restore");
	check_files(app, &n);
	check_settings(app, &stats, &n);
	if (!n)
		out_line("All is well.");
	return n_findings ? ERR_DATA : OK;
}

/* A dump on its way: to standard output, or to a file beside the one that it becomes. */
struct dump {
	FILE *to;
	const char *path;
	char *temporary; /* NULL for standard output */
};

static enum err put_line(void *ctx, struct str line, struct err_info *ei)
{
	struct dump *d = ctx;

	if (fwrite(line.p, 1, line.n, d->to) == line.n && fputc('\n', d->to) != EOF)
		return OK;
	return err_set_errno(ei, d->path, "cannot write");
}

static enum err begin_file(struct app *app, struct dump *d, const char *path)
{
	d->path = path;
	d->temporary = arena_printf(app->arena, "%s.%ld.tmp", path, (long)getpid());
	d->to = fopen(d->temporary, "wx");
	return d->to ? OK : err_set_errno_making(app->ei, path, "cannot create");
}

/* Puts what was written in the file's place, or takes it away where that failed. */
static enum err end_file(struct app *app, const struct dump *d, enum err e)
{
	bool is_written = fflush(d->to) == 0 && fsync(fileno(d->to)) == 0;

	if (e == OK && !is_written)
		e = err_set_errno(app->ei, d->path, "cannot write");
	if (fclose(d->to) != 0 && e == OK)
		e = err_set_errno(app->ei, d->path, "cannot write");
	if (e == OK && rename(d->temporary, d->path) != 0)
		e = err_set_errno_making(app->ei, d->path, "cannot create");
	if (e != OK)
		(void)remove(d->temporary);
	return e;
}

enum err cmd_dump(struct app *app, int argc, char **argv)
{
	struct dump d = {stdout, "standard output", NULL};
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 1);

	if (e == OK && argc && strcmp(argv[0], "-") != 0)
		e = begin_file(app, &d, argv[0]);
	if (e != OK)
		return e;
	e = store_dump(app->home->store, put_line, &d, app->ei);
	return d.temporary ? end_file(app, &d, e) : e;
}

/* The lines of a file, one after the other. */
struct lines {
	FILE *from;
	char *line;
	size_t size;
};

static enum err next_line(void *ctx, struct str *line, struct err_info *ei)
{
	struct lines *l = ctx;
	ssize_t n = getline(&l->line, &l->size, l->from);

	if (n < 0 && ferror(l->from))
		return err_set_errno(ei, NULL, "cannot read");
	if (n < 0) {
		*line = (struct str){NULL, 0};
		return OK;
	}
	*line = (struct str){l->line, (size_t)n - (n && l->line[n - 1] == '\n')};
	return OK;
}

/* Says what goes: the store is emptied before the dump fills it. */
static enum err confirm_restore(struct app *app, bool is_yes)
{
	struct store_stats s;
	enum err e = store_stats(app->home->store, &s, app->ei);

	if (e != OK)
		return e;
	return cmd_confirm(app, is_yes,
	    arena_printf(app->arena,
		"The dump takes the place of what is in this home: %lld contacts, %lld "
		"feeds, %lld items.",
		(long long)s.n_contacts, (long long)s.n_feeds, (long long)s.n_items));
}

/* What failed in a line of the dump, or in reading it, failed in the file. */
static void name_file(struct app *app, const char *name)
{
	char *source = app->ei->source;
	const size_t size = sizeof(app->ei->source);

	if (!source[0])
		snprintf(source, size, "%s", name);
	else if (str_starts(str_of(source), STR("line ")))
		snprintf(source, size, "%s",
		    arena_printf(app->arena, "%.200s, %s", name, source));
}

enum err cmd_restore(struct app *app, int argc, char **argv)
{
	bool is_yes = false;
	const struct opt opts[] = {{"--yes", OPT_FLAG, &is_yes}, {NULL, OPT_FLAG, NULL}};
	struct lines l = {0};
	const char *name;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 1);

	if (e == OK)
		e = confirm_restore(app, is_yes);
	if (e != OK)
		return e;
	name = strcmp(argv[0], "-") == 0 ? "standard input" : argv[0];
	l.from = strcmp(argv[0], "-") == 0 ? stdin : fopen(argv[0], "r");
	if (!l.from)
		return err_set_errno(app->ei, name, "cannot open");
	e = store_restore(app->home->store, next_line, &l, app->ei);
	if (l.from != stdin)
		fclose(l.from);
	free(l.line);
	if (e == OK)
		out_line("Restored from %s", name);
	else
		name_file(app, name);
	return e;
}

enum err cmd_purge(struct app *app, int argc, char **argv)
{
	enum { KEPT_DAYS = 180 };
	int64_t before_s = clock_now_s() - (int64_t)KEPT_DAYS * DAY_S;
	bool is_yes = false;
	const struct opt opts[] = {
	    {"--older-than", OPT_PAST, &before_s},
	    {"--yes", OPT_FLAG, &is_yes},
	    {NULL, OPT_FLAG, NULL},
	};
	char question[100], date[CLOCK_ISO_SIZE];
	struct purged p;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	snprintf(question, sizeof(question), "Remove the news from before %s?",
	    clock_format_date(before_s, date));
	if (e == OK)
		e = cmd_confirm(app, is_yes, question);
	if (e == OK)
		e = store_purge(app->home->store, before_s, clock_now_s(), &p, app->ei);
	if (e == OK)
		out_line("Removed %lld items, %lld stories, %lld suggestions, %lld runs; "
			 "what was "
			 "suggested to whom is remembered",
		    (long long)p.n_items, (long long)p.n_stories,
		    (long long)p.n_suggestions, (long long)p.n_runs);
	return e;
}

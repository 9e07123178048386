/*
 * upkeep.c - the database as a whole: purged, checked, counted.
 */
#include "store/upkeep.h"

#include "model/suggestion.h"
#include "store/internal.h"

#include <stdio.h>
#include <sys/stat.h>

enum err store_tables(struct arena *a, struct store *s, struct str **out, size_t *n_out,
    struct err_info *ei)
{
	struct str *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_UPKEEP_TABLES);
	enum err e;

	while (query_next(&q)) {
		arena_grow(a, &list, n, &cap, sizeof(*list));
		list[n++] = get_text(&q, a);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

/* A statement whose parameters are ?1 and, where it has two, ?2; the rows changed are
 * added to *n unless that is NULL. */
static enum err run_counted(struct store *s, enum sql sql, int64_t one, int64_t two,
    int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, sql);
	int n_parameters = sqlite3_bind_parameter_count(q.stmt);
	enum err e;

	if (n_parameters > 0)
		put_int(&q, one);
	if (n_parameters > 1)
		put_int(&q, two);
	e = query_run(&q, ei);
	if (e == OK && n)
		*n += sqlite3_changes(s->db);
	return e;
}

static enum err purge(struct store *s, int64_t before_s, int64_t now_s, struct purged *p,
    struct err_info *ei)
{
	const struct {
		enum sql sql;
		int64_t *n;
	} steps[] = {
	    {SQL_PURGE_EXPIRE, &p->n_suggestions},
	    {SQL_PURGE_REASONS, NULL},
	    {SQL_PURGE_ADJUSTMENTS, NULL},
	    {SQL_PURGE_ITEMS, &p->n_items},
	    {SQL_PURGE_NOTE_ITEMS, NULL},
	    {SQL_PURGE_COUNT_ITEMS, NULL},
	    {SQL_PURGE_STORY_ITEMS, NULL},
	    {SQL_PURGE_STORIES, &p->n_stories},
	    {SQL_PURGE_RUNS, &p->n_runs},
	};
	enum err e = OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && e == OK; i++)
		e = run_counted(s, steps[i].sql, before_s, now_s, steps[i].n, ei);
	return e;
}

enum err store_purge(struct store *s, int64_t before_s, int64_t now_s, struct purged *out,
    struct err_info *ei)
{
	struct purged p = {0};
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = purge(s, before_s, now_s, &p, ei);
	e = store_end(s, e, ei);
	if (e == OK)
		e = store_scrub(s, ei);
	if (e == OK)
		*out = p;
	return e;
}

/* VACUUM writes the database anew without its free pages, into the log; the log is then
 * moved into the file and emptied. */
enum err store_scrub(struct store *s, struct err_info *ei)
{
	enum { IN_MEMORY_MAX_BYTES = 256 << 20 };
	int64_t n_pages = 0, page_bytes = 0;
	enum err e;

	if ((e = store_pragma(s, "page_count", &n_pages, ei)) != OK ||
	    (e = store_pragma(s, "page_size", &page_bytes, ei)) != OK)
		return e;
	if (n_pages * page_bytes > IN_MEMORY_MAX_BYTES)
		e = store_exec(s, "PRAGMA temp_store = FILE", ei);
	if (e == OK)
		e = store_exec(s, "VACUUM", ei);
	if (e == OK)
		e = store_exec(s, "PRAGMA temp_store = MEMORY", ei);
	if (e == OK && sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE,
			   NULL, NULL) != SQLITE_OK)
		e = store_fail(s, NULL, ei);
	return e;
}

enum err store_pragma(
    struct store *s, const char *name, int64_t *out, struct err_info *ei)
{
	char sql[64];
	sqlite3_stmt *stmt = NULL;
	int rc;

	snprintf(sql, sizeof(sql), "PRAGMA %s", name);
	rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return rc == SQLITE_ROW ? OK : store_fail(s, name, ei);
}

/* What store_check() found so far. */
struct findings {
	struct arena *a;
	struct str *list;
	size_t n, cap;
};

static void add(struct findings *f, char *text)
{
	arena_grow(f->a, &f->list, f->n, &f->cap, sizeof(*f->list));
	f->list[f->n++] = str_of(text);
}

static enum err check_structure(struct store *s, struct findings *f, struct err_info *ei)
{
	struct query q = query_open(s, SQL_UPKEEP_INTEGRITY);
	enum err e;

	while (query_next(&q)) {
		struct str line = get_text(&q, f->a);

		if (!str_eq(line, STR("ok")))
			add(f, arena_printf(f->a, "database: %.*s", STR_ARG(line)));
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	q = query_open(s, SQL_UPKEEP_REFERENCES);
	while (query_next(&q)) {
		struct str table = get_text(&q, f->a);

		add(f, arena_printf(f->a, "database: %lld rows of %.*s belong to nothing",
			   (long long)get_int(&q), STR_ARG(table)));
	}
	return query_close(&q, ei);
}

enum err store_check(struct arena *a, struct store *s, struct str **out, size_t *n_out,
    struct err_info *ei)
{
	struct findings f = {.a = a};
	int64_t n_lost = 0;
	enum err e = check_structure(s, &f, ei);

	if (e == OK) {
		struct query q = query_open(s, SQL_UPKEEP_LOST_SUGGESTIONS);

		e = query_int(&q, 0, &n_lost, ei);
	}
	if (e != OK)
		return e;
	if (n_lost)
		add(&f,
		    arena_printf(a, "queue: the points of %lld suggestions do not add up",
			(long long)n_lost));
	*out = f.list;
	*n_out = f.n;
	return OK;
}

static int64_t file_size_bytes(struct arena *a, const char *path, const char *suffix)
{
	struct stat st;

	return stat(arena_printf(a, "%s%s", path, suffix), &st) == 0 ? st.st_size : 0;
}

enum err store_stats(struct store *s, struct store_stats *out, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct query q = query_open(s, SQL_UPKEEP_STATS);
	struct store_stats stats = {0};
	enum err e;

	if (query_next(&q)) {
		stats.n_contacts = get_int(&q);
		stats.n_muted = get_int(&q);
		stats.n_companies = get_int(&q);
		stats.n_interests = get_int(&q);
		stats.n_learned = get_int(&q);
		stats.n_feeds = get_int(&q);
		stats.n_failing = get_int(&q);
		stats.n_items = get_int(&q);
		stats.n_stories = get_int(&q);
		stats.n_touches = get_int(&q);
		stats.n_outbox_waiting = get_int(&q);
		stats.n_outbox_unknown = get_int(&q);
		stats.first_item_at_s = get_time(&q);
	}
	e = query_close(&q, ei);
	stats.size_bytes = file_size_bytes(scratch, s->path, "") +
			   file_size_bytes(scratch, s->path, "-wal");
	arena_free(scratch);
	if (e == OK)
		*out = stats;
	return e;
}

enum err store_version(
    struct store *s, int64_t *others, int64_t *own, struct err_info *ei)
{
	enum err e = store_pragma(s, "data_version", others, ei);

	if (e == OK)
		*own = sqlite3_total_changes(s->db);
	return e;
}

enum err store_set_cache(struct store *s, int megabytes, struct err_info *ei)
{
	char pragma[64];

	snprintf(pragma, sizeof(pragma), "PRAGMA cache_size = -%d", megabytes * 1024);
	return store_exec(s, pragma, ei);
}

enum err store_is_bare(struct store *s, bool *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_UPKEEP_IS_BARE);
	int64_t is_bare = 0;
	enum err e = query_int(&q, 0, &is_bare, ei);

	if (e == OK)
		*out = is_bare;
	return e;
}

enum err store_stats_weeks(
    struct store *s, int64_t now_s, size_t n, struct store_week *out, struct err_info *ei)
{
	int64_t first_s = clock_monday_s(now_s) - ((int64_t)n - 1) * 7 * DAY_S;
	struct query q = query_open(s, SQL_UPKEEP_WEEKS);

	for (size_t i = 0; i < n; i++)
		out[i] =
		    (struct store_week){.monday_s = first_s + (int64_t)i * 7 * DAY_S};
	put_int(&q, first_s);
	while (query_next(&q)) {
		int64_t what = get_int(&q), week = get_int(&q), count = get_int(&q);

		if (week < 0 || week >= (int64_t)n)
			continue;
		switch (what) {
		case 0: out[week].n_suggested = count; break;
		case 1: out[week].n_forwarded = count; break;
		case 2: out[week].n_dismissed = count; break;
		default: out[week].n_touches = count; break;
		}
	}
	return query_close(&q, ei);
}

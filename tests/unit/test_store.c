/*
 * test_store.c - the database is opened, updated, refused and rolled back as it should
 * be.
 */
#include "store_home.h"

#include "store/company.h"
#include "store/internal.h"
#include "store/run.h"
#include "store/upkeep.h"

#include <sys/stat.h>

static void is_for_its_user_alone(void **state)
{
	struct home *h = *state;
	const char *const suffixes[] = {"", "-wal", "-shm"};

	home_add_contact(h, "Ada");
	for (size_t i = 0; i < 3; i++) {
		struct stat st;
		char path[128];

		snprintf(path, sizeof(path), "%s%s", h->path, suffixes[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

/* The version that this program makes. */
static int newest(void)
{
	return store_migrations[store_migrations_count - 1].version;
}

static void is_safe_by_its_settings(void **state)
{
	const struct {
		const char *pragma;
		int64_t value;
	} wanted[] = {{"foreign_keys", 1}, {"synchronous", 2}, {"secure_delete", 1},
	    {"trusted_schema", 0}, {"user_version", newest()},
	    {"application_id", STORE_APPLICATION_ID}};
	struct home *h = *state;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		int64_t value = -1;

		assert_ok(store_pragma(h->s, wanted[i].pragma, &value, &h->ei));
		assert_int_equal(value, wanted[i].value);
	}
}

static void says_that_a_database_is_not_there(void **state)
{
	struct home *h = *state;
	struct store *s = NULL;

	assert_int_equal(
	    store_open("/tmp/sawthis-none/x.db", 0, &s, &h->ei), ERR_NOINPUT);
	assert_int_equal(store_open("/tmp/sawthis-none/x.db", STORE_CREATE, &s, &h->ei),
	    ERR_CANTCREAT);
	assert_null(s);
}

static void refuses_a_file_that_is_no_database(void **state)
{
	struct home *h = *state;
	char *path = file_join(h->folder, "poem.txt");
	struct store *s = NULL;
	struct str poem =
	    STR("Shall I compare thee to a summer's day? Thou art more lovely "
		"and more temperate: rough winds do shake the buds of May");

	assert_ok(file_write(path, poem, &h->ei));
	assert_int_equal(store_open(path, STORE_CREATE, &s, &h->ei), ERR_DATA);
	assert_string_equal(h->ei.source, path);
	free(path);
}

static void refuses_a_database_of_another_program(void **state)
{
	struct home *h = *state;
	char *path = file_join(h->folder, "other.db");
	struct store *s = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (a)", NULL, NULL, NULL), 0);
	sqlite3_close(db);
	assert_int_equal(store_open(path, STORE_CREATE, &s, &h->ei), ERR_DATA);
	assert_non_null(strstr(h->ei.text, "another program"));
	free(path);
}

static void refuses_a_newer_database_and_leaves_it_as_it_is(void **state)
{
	struct home *h = *state;
	struct store *s = NULL;
	int64_t version;

	assert_ok(store_exec(h->s, "PRAGMA user_version = 99", &h->ei));
	assert_int_equal(store_open(h->path, 0, &s, &h->ei), ERR_DATA);
	assert_non_null(strstr(h->ei.text, "version 99"));
	assert_ok(store_pragma(h->s, "user_version", &version, &h->ei));
	assert_int_equal(version, 99);
}

static bool has_column(struct home *h, const char *name)
{
	sqlite3_stmt *stmt;
	bool is_there;

	assert_int_equal(sqlite3_prepare_v2(h->s->db,
			     "SELECT 1 FROM pragma_table_info('contact') WHERE name = ?1",
			     -1, &stmt, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
	is_there = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_finalize(stmt);
	return is_there;
}

static void updates_an_older_database_after_copying_it(void **state)
{
	const struct store_migration migrations[] = {
	    {newest() + 1, "ALTER TABLE contact ADD COLUMN pet TEXT"},
	    {newest() + 2,
		"ALTER TABLE contact ADD COLUMN hat TEXT; UPDATE contact SET hat = "
		"'top'"},
	};
	struct home *h = *state;
	char name[32], *copy;
	struct stat st;
	int64_t version;
	struct store *s;

	snprintf(name, sizeof(name), "sawthis.db.v%d.bak", newest());
	copy = file_join(h->folder, name);
	home_add_contact(h, "Ada");
	assert_ok(store_migrate(h->s, store_schema, migrations, 2, &h->ei));
	assert_ok(store_pragma(h->s, "user_version", &version, &h->ei));
	assert_int_equal(version, newest() + 2);
	assert_true(has_column(h, "pet") && has_column(h, "hat"));
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);

	/* The copy is the database as it was, whole. */
	assert_ok(store_open(copy, 0, &s, &h->ei));
	assert_ok(store_contact_count(s, &version, &h->ei));
	assert_int_equal(version, 1);
	store_close(s);

	/* Done once. */
	unlink(copy);
	assert_ok(store_migrate(h->s, store_schema, migrations, 2, &h->ei));
	assert_int_not_equal(stat(copy, &st), 0);
	free(copy);
}

static void leaves_an_older_database_alone_when_an_update_fails(void **state)
{
	const struct store_migration broken[] = {
	    {newest() + 1, "ALTER TABLE contact ADD COLUMN pet TEXT"},
	    {newest() + 2, "ALTER TABLE nothing ADD COLUMN hat TEXT"},
	};
	const struct store_migration orphaning[] = {
	    {newest() + 1,
		"INSERT INTO touch (contact_id, kind, at_s) VALUES (77, 'call', 1)"},
	};
	struct home *h = *state;
	int64_t version;

	assert_int_not_equal(store_migrate(h->s, store_schema, broken, 2, &h->ei), OK);
	assert_false(has_column(h, "pet"));
	assert_int_not_equal(store_migrate(h->s, store_schema, orphaning, 1, &h->ei), OK);
	assert_ok(store_pragma(h->s, "user_version", &version, &h->ei));
	assert_int_equal(version, newest());
	assert_ok(store_pragma(h->s, "foreign_keys", &version, &h->ei));
	assert_int_equal(version, 1);
	home_add_contact(h, "Ada");
}

static void gives_a_fresh_database_every_migration(void **state)
{
	const struct store_migration migrations[] = {
	    {2, "ALTER TABLE contact ADD COLUMN pet TEXT"}};
	struct home *h = *state;
	struct store fresh = {.path = file_join(h->folder, "fresh.db")};
	int64_t version;

	assert_int_equal(sqlite3_open(fresh.path, &fresh.db), SQLITE_OK);
	assert_ok(store_migrate(&fresh, store_schema, migrations, 1, &h->ei));
	assert_ok(store_pragma(&fresh, "user_version", &version, &h->ei));
	assert_int_equal(version, 2);
	sqlite3_close(fresh.db);
	free(fresh.path);
}

static void every_statement_compiles(void **state)
{
	struct home *h = *state;

	for (int i = 0; i < SQL_COUNT; i++) {
		struct query q = query_open(h->s, (enum sql)i);

		if (query_close(&q, &h->ei) != OK)
			fail_msg("%s: %s", store_sql[i].name, h->ei.text);
	}
}

static void a_statement_that_does_not_compile_fails_alone(void **state)
{
	struct home *h = *state;
	struct query q;
	int64_t v;

	assert_ok(store_exec(h->s, "DROP TABLE touch", &h->ei));
	q = query_open(h->s, SQL_TOUCH_LIST);
	put_int(&q, 1);
	assert_false(query_next(&q));
	assert_int_equal(query_close(&q, &h->ei), ERR_INTERNAL);
	assert_ok(store_setting_get_int(h->s, "a.b", 7, &v, &h->ei));
	assert_int_equal(v, 7);
}

static void a_transaction_that_fails_as_a_whole_is_lost_with_a_part(void **state)
{
	struct home *h = *state;
	int64_t v;

	assert_ok(store_begin_whole(h->s, &h->ei));
	assert_ok(store_begin(h->s, &h->ei));
	assert_ok(store_setting_set_int(h->s, "a.b", 1, &h->ei));
	assert_ok(store_commit(h->s, &h->ei));
	assert_ok(store_commit(h->s, &h->ei));

	assert_ok(store_begin_whole(h->s, &h->ei));
	assert_ok(store_setting_set_int(h->s, "a.b", 2, &h->ei));
	assert_ok(store_begin(h->s, &h->ei));
	store_rollback(h->s);
	assert_int_equal(store_commit(h->s, &h->ei), ERR_INTERNAL);
	store_rollback(h->s);
	assert_ok(store_setting_get_int(h->s, "a.b", 0, &v, &h->ei));
	assert_int_equal(v, 1);

	/* The next one has parts again. */
	assert_ok(store_begin(h->s, &h->ei));
	assert_ok(store_setting_set_int(h->s, "a.b", 3, &h->ei));
	assert_ok(store_begin(h->s, &h->ei));
	store_rollback(h->s);
	assert_ok(store_commit(h->s, &h->ei));
	assert_ok(store_setting_get_int(h->s, "a.b", 0, &v, &h->ei));
	assert_int_equal(v, 3);
}

/* A home of the first release is brought forward as it is used. */
static void updates_a_database_of_the_first_release(void **state)
{
	struct home *h = *state;
	struct store first = {.path = file_join(h->folder, "first.db")}, *s;
	struct company *companies;
	size_t n;

	assert_int_equal(sqlite3_open(first.path, &first.db), SQLITE_OK);
	assert_ok(store_migrate(&first, store_schema, NULL, 0, &h->ei));
	assert_ok(store_exec(&first,
	    "INSERT INTO company (name, name_key, trust_hits) VALUES ('A', 'a', 3)",
	    &h->ei));
	sqlite3_close(first.db);

	assert_ok(store_open(first.path, 0, &s, &h->ei));
	assert_ok(store_company_list(h->a, s, &companies, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(companies[0].trust_hits, 3);
	assert_true(companies[0].trust_expected == 3);
	store_close(s);
	free(first.path);
}

/* Its lines come one by one. */
static enum err next_line(void *ctx, struct str *line, struct err_info *ei)
{
	struct str *rest = ctx;

	(void)ei;
	if (!str_split(rest, '\n', line))
		*line = (struct str){0};
	return OK;
}

static void takes_the_defaults_where_an_older_dump_lacks_a_column(void **state)
{
	struct str dump = STR("{\"sawthis\":\"dump\",\"schema\":1}\n"
			      "{\"table\":\"company\",\"id\":1,\"name\":\"A\","
			      "\"name_key\":\"a\"}\n"
			      "{\"sawthis\":\"end\",\"rows\":1}");
	struct home *h = *state;
	struct company *companies;
	size_t n;

	assert_ok(store_restore(h->s, next_line, &dump, &h->ei));
	assert_ok(store_company_list(h->a, h->s, &companies, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_str_equal(companies[0].name, "A");
	assert_true(companies[0].trust_expected == 0);
}

static void takes_back_what_was_not_committed(void **state)
{
	struct home *h = *state;
	int64_t n;

	assert_ok(store_begin(h->s, &h->ei));
	home_add_contact(h, "Ada");
	store_rollback(h->s);
	assert_ok(store_contact_count(h->s, &n, &h->ei));
	assert_int_equal(n, 0);

	assert_ok(store_begin(h->s, &h->ei));
	home_add_contact(h, "Ada");
	assert_ok(store_begin(h->s, &h->ei));
	home_add_contact(h, "Bob");
	store_rollback(h->s);
	assert_ok(store_commit(h->s, &h->ei));
	assert_ok(store_contact_count(h->s, &n, &h->ei));
	assert_int_equal(n, 1);
}

static void keeps_nothing_of_a_transaction_that_was_killed(void **state)
{
	struct home *h = *state;
	struct store *other;
	int64_t n;

	home_add_contact(h, "Ada");
	assert_ok(store_begin(h->s, &h->ei));
	home_add_contact(h, "Bob");
	/* Another process sees what is on disk: as after a kill. */
	assert_ok(store_open(h->path, STORE_READ_ONLY, &other, &h->ei));
	assert_ok(store_contact_count(other, &n, &h->ei));
	assert_int_equal(n, 1);
	store_close(other);
	store_rollback(h->s);
}

static void tells_a_run_that_was_killed(void **state)
{
	struct home *h = *state;
	struct run r = {.ended_at_s = NOW_S + 9, .n_feeds = 3}, *runs;
	int64_t killed, id;
	size_t n;

	assert_ok(store_run_start(h->s, NOW_S, &id, &killed, &h->ei));
	assert_int_equal(killed, 0);
	assert_ok(store_run_start(h->s, NOW_S + 5, &r.id, &killed, &h->ei));
	assert_int_equal(killed, 1);
	assert_ok(store_run_finish(h->s, &r, &h->ei));
	assert_ok(store_run_list(h->a, h->s, 0, &runs, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_int_equal(runs[0].ended_at_s, NOW_S + 9);
	assert_int_equal(runs[0].n_feeds, 3);
	assert_int_equal(runs[1].ended_at_s, NO_TIME);
}

static void says_when_a_write_is_not_allowed(void **state)
{
	struct home *h = *state;
	struct store *other;
	const struct contact c = {.name = STR("Ada")};
	int64_t id;

	assert_ok(store_open(h->path, STORE_READ_ONLY, &other, &h->ei));
	assert_int_equal(store_contact_insert(other, &c, &id, &h->ei), ERR_NOPERM);
	assert_string_equal(h->ei.source, h->path);
	store_close(other);
}

static void finds_nothing_wrong_with_a_sound_database_and_something_with_another(
    void **state)
{
	struct home *h = *state;
	struct str *findings;
	size_t n;

	home_suggest(h, home_add_contact(h, "Ada"),
	    home_add_story(h, home_add_feed(h, "https://x.example/f"), "one"), 500000);
	assert_ok(store_check(h->a, h->s, &findings, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_exec(h->s, "UPDATE reason SET points = points + 1", &h->ei));
	assert_ok(store_exec(h->s,
	    "PRAGMA foreign_keys = OFF;"
	    "INSERT INTO touch (contact_id, kind, at_s) VALUES (77, 'call', 1);"
	    "PRAGMA foreign_keys = ON",
	    &h->ei));
	assert_ok(store_check(h->a, h->s, &findings, &n, &h->ei));
	assert_int_equal(n, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(is_for_its_user_alone),
	    TEST(is_safe_by_its_settings),
	    TEST(says_that_a_database_is_not_there),
	    TEST(refuses_a_file_that_is_no_database),
	    TEST(refuses_a_database_of_another_program),
	    TEST(refuses_a_newer_database_and_leaves_it_as_it_is),
	    TEST(updates_an_older_database_after_copying_it),
	    TEST(leaves_an_older_database_alone_when_an_update_fails),
	    TEST(gives_a_fresh_database_every_migration),
	    TEST(updates_a_database_of_the_first_release),
	    TEST(takes_the_defaults_where_an_older_dump_lacks_a_column),
	    TEST(takes_back_what_was_not_committed),
	    TEST(every_statement_compiles),
	    TEST(a_statement_that_does_not_compile_fails_alone),
	    TEST(a_transaction_that_fails_as_a_whole_is_lost_with_a_part),
	    TEST(keeps_nothing_of_a_transaction_that_was_killed),
	    TEST(tells_a_run_that_was_killed),
	    TEST(says_when_a_write_is_not_allowed),
	    TEST(finds_nothing_wrong_with_a_sound_database_and_something_with_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_store_harm.c - what happens to the database when the program is killed, the disk
 * is full, or the file is damaged: it says so, and what was committed is there.
 */
#include "store_home.h"

#include "store/upkeep.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 25, PER_DOCUMENT = 20 };

/* Documents of a feed and contacts, one after the other, until somebody ends it; a byte
 * goes into the pipe for each document that was committed. */
static _Noreturn void write_until_killed(
    const struct home *h, int64_t feed_id, int pipe_fd)
{
	struct err_info ei;
	struct store *s;

	if (store_open(h->path, 0, &s, &ei) != OK)
		_exit(1);
	for (int round = 0;; round++) {
		char text[PER_DOCUMENT][64];
		struct item items[PER_DOCUMENT];

		for (int i = 0; i < PER_DOCUMENT; i++) {
			snprintf(text[i], sizeof(text[i]), "https://x.example/%d/%d/%d",
			    (int)getpid(), round, i);
			items[i] = home_item(text[i], text[i], text[i]);
		}
		if (store_items_put(s, feed_id, items, PER_DOCUMENT, NULL, &ei) != OK ||
		    write(pipe_fd, "x", 1) != 1)
			_exit(1);
	}
}

/* Lets a child write for a while, kills it, and returns how many documents it said were
 * committed. */
static int64_t kill_a_writer(const struct home *h, int64_t feed_id, int after_us)
{
	int fds[2], status;
	int64_t n = 0;
	char bytes[256];
	ssize_t n_read;
	pid_t child;

	assert_int_equal(pipe(fds), 0);
	child = fork();
	if (child == 0)
		write_until_killed(h, feed_id, fds[1]);
	close(fds[1]);
	/* The first document is there; the rest is chance. */
	assert_int_equal(read(fds[0], bytes, 1), 1);
	nanosleep(&(struct timespec){.tv_nsec = after_us * 1000L}, NULL);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	for (n = 1; (n_read = read(fds[0], bytes, sizeof(bytes))) > 0;)
		n += n_read;
	close(fds[0]);
	return n;
}

static void comes_back_with_all_that_was_committed_when_killed_anywhere(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://x.example/f"), n_said = 0, n_items;
	struct str *findings;
	struct feed feed;
	size_t n;

	store_close(h->s);
	h->s = NULL;
	for (int i = 0; i < KILLS; i++)
		n_said += kill_a_writer(h, feed_id, i * 137);
	assert_ok(store_open(h->path, 0, &h->s, &h->ei));
	assert_ok(store_check(h->a, h->s, &findings, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_item_count(h->s, &n_items, &h->ei));
	assert_int_equal(n_items % PER_DOCUMENT, 0);
	/* Each child may have committed one more than it could say. */
	assert_true(n_items >= n_said * PER_DOCUMENT);
	assert_true(n_items <= (n_said + KILLS) * PER_DOCUMENT);
	assert_ok(store_feed_get(h->a, h->s, feed_id, &feed, &h->ei));
	assert_int_equal(feed.n_items, n_items);
}

/* A full disk, as far as one process can have one: no file may grow. */
static void says_that_the_disk_is_full_and_keeps_what_it_has(void **state)
{
	struct home *h = *state;
	const struct rlimit full = {64 << 10, RLIM_INFINITY};
	struct rlimit before;
	enum err e = OK;
	int64_t n, n_before, id;

	home_add_contact(h, "Ada");
	assert_ok(store_contact_count(h->s, &n_before, &h->ei));
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
	for (int i = 0; i < 1000 && e == OK; i++) {
		char name[32];

		snprintf(name, sizeof(name), "Person %d", i);
		e = store_contact_insert(
		    h->s, &(struct contact){.name = str_of(name)}, &id, &h->ei);
		n_before += e == OK;
	}
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(e, ERR_IO);
	assert_string_equal(h->ei.source, h->path);
	assert_ok(store_contact_count(h->s, &n, &h->ei));
	assert_int_equal(n, n_before);
	home_reopen(h);
	assert_ok(store_contact_count(h->s, &n, &h->ei));
	assert_int_equal(n, n_before);
	home_add_contact(h, "Bob");
}

static void says_that_the_database_is_damaged(void **state)
{
	struct home *h = *state;
	struct str *findings;
	enum err e;
	size_t n = 0;
	char junk[2048];
	int fd;

	for (int i = 0; i < 200; i++) {
		char name[32];

		snprintf(name, sizeof(name), "Person %d", i);
		home_add_contact(h, name);
	}
	store_close(h->s);
	h->s = NULL;
	/* The tables' pages follow those of the schema. */
	memset(junk, 0x5a, sizeof(junk));
	fd = open(h->path, O_WRONLY);
	for (off_t at = 20 * 4096; at < lseek(fd, 0, SEEK_END); at += 4096)
		assert_int_equal(pwrite(fd, junk, sizeof(junk), at), sizeof(junk));
	close(fd);
	e = store_open(h->path, 0, &h->s, &h->ei);
	if (e == OK)
		e = store_check(h->a, h->s, &findings, &n, &h->ei);
	assert_true(e == ERR_DATA || n > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(comes_back_with_all_that_was_committed_when_killed_anywhere),
	    TEST(says_that_the_disk_is_full_and_keeps_what_it_has),
	    TEST(says_that_the_database_is_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

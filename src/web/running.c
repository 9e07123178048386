/*
 * running.c - starts the batch and reads its progress. Always: nothing here waits, and a
 * process that has ended leaves no trace behind.
 */
#include "web/running.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096, SUMMARY_MAX_BYTES = 64 << 10 };

void running_init(struct running *run, const char *program, const char *home_folder)
{
	*run = (struct running){.program = program, .home_folder = home_folder, .fd = -1};
	buf_init(&run->line, LINE_MAX_BYTES);
	buf_init(&run->summary, SUMMARY_MAX_BYTES);
}

static _Noreturn void become_run(const struct running *run, int out)
{
	char *argv[] = {"sawthis", NULL, NULL, NULL, NULL, NULL};
	size_t n = 1;
	char home[] = "--home", name[] = "run", progress[] = "--progress";
	char folder[4096];

	if (run->home_folder) {
		snprintf(folder, sizeof(folder), "%s", run->home_folder);
		argv[n++] = home;
		argv[n++] = folder;
	}
	argv[n++] = name;
	argv[n] = progress;
	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(out, STDERR_FILENO);
	execv(run->program, argv);
	_exit(127);
}

enum err running_start(struct running *run, struct err_info *ei)
{
	int ends[2];
	pid_t pid;

	if (run->pid)
		return OK;
	if (pipe(ends) != 0)
		return err_set(
		    ei, ERR_INTERNAL, NULL, "cannot start a run: %s", strerror(errno));
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0)
		become_run(run, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return err_set(
		    ei, ERR_INTERNAL, NULL, "cannot start a run: %s", strerror(errno));
	}
	run->pid = pid;
	run->fd = ends[0];
	run->n = run->total = 0;
	run->n_changes++;
	snprintf(run->stage, sizeof(run->stage), "start");
	buf_reset(&run->line);
	buf_reset(&run->summary);
	return OK;
}

/* "progress fetch 12 200", or a line of the summary. */
static void take_line(struct running *run, struct str line)
{
	struct str rest = line, word;
	int64_t n = 0, total = 0;

	if (!str_starts(line, STR("progress "))) {
		buf_put_str(&run->summary, line);
		buf_putc(&run->summary, '\n');
		return;
	}
	(void)str_split(&rest, ' ', &word);
	if (!str_split(&rest, ' ', &word))
		return;
	run->n_changes += !str_eq(word, str_of(run->stage));
	snprintf(run->stage, sizeof(run->stage), "%.*s", STR_ARG(word));
	if (str_split(&rest, ' ', &word))
		(void)str_to_int(word, 0, INT64_MAX, &n);
	if (str_split(&rest, ' ', &word))
		(void)str_to_int(word, 0, INT64_MAX, &total);
	run->n_changes += n != run->n || total != run->total;
	run->n = n;
	run->total = total;
}

static void end(struct running *run)
{
	close(run->fd);
	run->fd = -1;
	while (waitpid(run->pid, NULL, 0) < 0 && errno == EINTR)
		;
	run->pid = 0;
	run->n_changes++;
}

void running_poll(struct running *run)
{
	char bytes[4096];
	ssize_t n;

	if (!run->pid)
		return;
	while ((n = read(run->fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++) {
			if (bytes[i] != '\n') {
				buf_putc(&run->line, bytes[i]);
				continue;
			}
			take_line(run, buf_borrow(&run->line));
			buf_reset(&run->line);
		}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		end(run);
}

void running_clear(struct running *run)
{
	if (run->pid) {
		(void)kill(run->pid, SIGTERM);
		end(run);
	}
	buf_clear(&run->line);
	buf_clear(&run->summary);
}

const char *running_stage(const struct running *run)
{
	static const char *const words[][2] = {{"start", "Beginning"},
	    {"fetch", "Reading feeds"}, {"stories", "Bringing stories together"},
	    {"match", "Matching contacts"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(run->stage, words[i][0]) == 0)
			return words[i][1];
	return run->stage;
}

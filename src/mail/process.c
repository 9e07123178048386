/*
 * process.c - fork, exec, and the two streams served by poll(). What always holds: the
 * process is waited for, and a command that closes its input early costs no SIGPIPE (the
 * input is a socket).
 */
#include "mail/process.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 127, CHUNK_BYTES = 4096 };

/* A running command: our ends of its streams, -1 once closed. */
struct process {
	pid_t pid;
	int to, from;
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* In the child: streams put in place, then the program. */
static _Noreturn void become(
    char *const argv[], int input, int output, enum process_output keep)
{
	sigset_t none;
	int nowhere = open("/dev/null", O_WRONLY);

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	dup2(input, STDIN_FILENO);
	if (keep == PROCESS_KEEP_STDERR) {
		dup2(nowhere, STDOUT_FILENO);
		dup2(output, STDERR_FILENO);
	} else {
		dup2(output, STDOUT_FILENO);
	}
	execvp(argv[0], argv);
	_exit(NOT_STARTED);
}

static enum err start(
    char *const argv[], enum process_output keep, struct process *p, struct err_info *ei)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1};

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0 || pipe(out) != 0)
		goto fail;
	fcntl(out[0], F_SETFD, FD_CLOEXEC);
	fcntl(out[1], F_SETFD, FD_CLOEXEC);
	p->pid = fork();
	if (p->pid < 0)
		goto fail;
	if (p->pid == 0)
		become(argv, in[1], out[1], keep);
	close(in[1]);
	close(out[1]);
	p->to = in[0];
	p->from = out[0];
	return OK;
fail:
	err_set_errno(ei, argv[0], "cannot be run");
	close_end(&in[0]);
	close_end(&in[1]);
	close_end(&out[0]);
	close_end(&out[1]);
	return ERR_IO;
}

static void feed_input(struct process *p, struct str *input)
{
	ssize_t n = send(p->to, input->p, input->n, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n >= 0)
		*input = str_sub(*input, (size_t)n, input->n);
	else if (errno != EAGAIN && errno != EINTR)
		close_end(&p->to);
	if (input->n == 0)
		close_end(&p->to);
}

static void take_output(struct process *p, struct buf *out)
{
	char chunk[CHUNK_BYTES];
	ssize_t n = read(p->from, chunk, sizeof(chunk));

	if (n > 0)
		buf_put(out, chunk, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		close_end(&p->from);
}

/* Serves both streams until the output ends. False when the time is up. */
static bool serve(
    struct process *p, struct str *input, struct buf *out, int64_t deadline_ms)
{
	if (input->n == 0)
		close_end(&p->to);
	while (p->from >= 0) {
		struct pollfd fds[2] = {{p->from, POLLIN, 0}, {p->to, POLLOUT, 0}};
		int64_t left_ms = deadline_ms - clock_mono_ms();

		if (left_ms <= 0)
			return false;
		if (poll(fds, 2, (int)left_ms) < 0 && errno != EINTR)
			return false;
		if (p->to >= 0 && fds[1].revents)
			feed_input(p, input);
		if (fds[0].revents)
			take_output(p, out);
	}
	return true;
}

/* Waits for the process, which may have closed its output and gone on. */
static bool await(pid_t pid, int64_t deadline_ms, int *status)
{
	for (;;) {
		pid_t got = waitpid(pid, status, WNOHANG);

		if (got == pid || (got < 0 && errno != EINTR))
			return true;
		if (clock_mono_ms() >= deadline_ms)
			return false;
		poll(NULL, 0, 10);
	}
}

enum err process_run(char *const argv[], struct str input, enum process_output keep,
    int timeout_s, struct buf *out, struct process_end *end, struct err_info *ei)
{
	int64_t deadline_ms = clock_mono_ms() + (int64_t)timeout_s * 1000;
	struct process p = {0};
	int status = 0;
	enum err e = start(argv, keep, &p, ei);

	if (e)
		return e;
	*end = (struct process_end){.exit_code = -1, .is_startable = true};
	if (!serve(&p, &input, out, deadline_ms) || !await(p.pid, deadline_ms, &status)) {
		end->is_timed_out = true;
		kill(p.pid, SIGKILL);
		while (waitpid(p.pid, &status, 0) < 0 && errno == EINTR)
			continue;
	}
	close_end(&p.to);
	close_end(&p.from);
	end->is_all_read = input.n == 0;
	if (WIFEXITED(status))
		end->exit_code = WEXITSTATUS(status);
	end->is_startable = end->exit_code != NOT_STARTED;
	return OK;
}

/*
 * home.c - finds, makes, locks and opens a home. Always: folders are made 0700, files
 * 0600 (main() sets the umask), and nothing is made before it is needed.
 */
#include "app/home.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "$VARIABLE/sawthis", or "$HOME/FALLBACK/sawthis"; NULL where neither is absolute. */
static char *xdg_folder(const char *variable, const char *fallback)
{
	const char *base = getenv(variable);
	const char *user = getenv("HOME");
	char *under, *folder;

	if (base && base[0] == '/')
		return file_join(base, "sawthis");
	if (!user || user[0] != '/')
		return NULL;
	under = file_join(user, fallback);
	folder = file_join(under, "sawthis");
	free(under);
	return folder;
}

enum err home_open(const char *folder, struct home *out, struct err_info *ei)
{
	struct home h = {.lock_fd = -1};
	enum err e;

	if (!folder || !folder[0])
		folder = getenv("SAWTHIS_HOME");
	h.is_one_folder = folder && folder[0];
	if (h.is_one_folder) {
		h.config_folder = mem_dup(folder);
		h.data_folder = mem_dup(folder);
	} else {
		h.config_folder = xdg_folder("XDG_CONFIG_HOME", ".config");
		h.data_folder = xdg_folder("XDG_DATA_HOME", ".local/share");
	}
	if (!h.config_folder || !h.data_folder) {
		home_close(&h);
		return err_set(ei, ERR_CONFIG, NULL,
		    "neither HOME nor the XDG folders are set; use --home DIR");
	}
	h.config_path = file_join(h.config_folder, "config.ini");
	h.database_path = file_join(h.data_folder, "sawthis.db");
	h.drafts_folder = file_join(h.data_folder, "drafts");
	h.templates_folder = file_join(h.config_folder, "templates");
	e = config_load(h.config_path, &h.config, ei);
	if (e != OK) {
		home_close(&h);
		return e;
	}
	*out = h;
	return OK;
}

enum err home_make(struct home *h, struct err_info *ei)
{
	struct buf text;
	enum err e = file_make_folder(h->config_folder, ei);

	if (e == OK)
		e = file_make_folder(h->data_folder, ei);
	if (e == OK)
		e = file_make_folder(h->drafts_folder, ei);
	if (e != OK || file_exists(h->config_path))
		return e;
	buf_init(&text, 1 << 20);
	config_put_template(&text);
	e = file_write_new(h->config_path, buf_borrow(&text), ei);
	buf_clear(&text);
	return e;
}

enum err home_open_store(struct home *h, struct err_info *ei)
{
	enum err e;

	if (h->store)
		return OK;
	e = home_make(h, ei);
	return e == OK ? store_open(h->database_path, STORE_CREATE, &h->store, ei) : e;
}

/* The lock is on the open file, so it goes with the process; who holds it is told by the
 * kernel, not by a number in the file that may be stale. */
enum err home_lock(struct home *h, struct err_info *ei)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char *path = file_join(h->data_folder, "lock");
	enum err e = OK;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0) {
		e = err_set_errno(ei, path, "cannot open the lock");
	} else if (fcntl(fd, F_SETLK, &all) != 0) {
		struct flock held = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		int cause = errno;

		if ((cause == EACCES || cause == EAGAIN) &&
		    fcntl(fd, F_GETLK, &held) == 0 && held.l_type != F_UNLCK)
			e = err_set(ei, ERR_TEMPFAIL, path,
			    "another run holds the lock (process %ld); try again when it "
			    "is done",
			    (long)held.l_pid);
		else
			e = err_set(
			    ei, ERR_TEMPFAIL, path, "cannot lock: %s", strerror(cause));
		close(fd);
	} else {
		h->lock_fd = fd;
	}
	free(path);
	return e;
}

void home_close(struct home *h)
{
	store_close(h->store);
	if (h->lock_fd >= 0)
		close(h->lock_fd);
	config_free(h->config);
	free(h->config_folder);
	free(h->data_folder);
	free(h->config_path);
	free(h->database_path);
	free(h->drafts_folder);
	free(h->templates_folder);
	*h = (struct home){.lock_fd = -1};
}

/*
 * home.h - where one user's sawthis lives: configuration, database, drafts, lock. One
 * folder with --home or SAWTHIS_HOME, else the XDG base directories.
 */
#ifndef APP_HOME_H
#define APP_HOME_H

#include "app/config.h"
#include "base/err.h"
#include "store/store.h"

struct kept;

struct home {
	bool is_one_folder;  /* --home or SAWTHIS_HOME, not the XDG folders */
	char *config_folder; /* …/sawthis */
	char *data_folder;
	char *config_path;	/* config.ini */
	char *database_path;	/* sawthis.db */
	char *drafts_folder;	/* drafts/ */
	char *templates_folder; /* templates/, beside the configuration */
	struct config *config;
	struct store *store; /* NULL until home_open_store() */
	struct kept *kept;   /* of a program that stays; NULL: see kept.h */
	int lock_fd;	     /* -1 while not held */
};

/* Finds the folders (folder may be NULL: environment, else XDG) and reads the
 * configuration; makes nothing. ERR_CONFIG, ERR_NOPERM. Released by home_close(). */
enum err home_open(const char *folder, struct home *out, struct err_info *ei) MUST_USE;

/* Makes folders (0700) and a commented configuration where they are missing. */
enum err home_make(struct home *h, struct err_info *ei) MUST_USE;

/* Opens the database, making the folder and it where missing. */
enum err home_open_store(struct home *h, struct err_info *ei) MUST_USE;

/* Takes the lock of the batch; the system lets go of it however the program ends.
 * ERR_TEMPFAIL names the process that holds it. */
enum err home_lock(struct home *h, struct err_info *ei) MUST_USE;

void home_close(struct home *h);

#endif

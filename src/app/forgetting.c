/*
 * forgetting.c - the database first, then the files beside it. In: a contact. Always: no
 * link is followed and nothing outside of the home is touched.
 */
#include "app/forgetting.h"

#include "base/file.h"
#include "base/fold.h"
#include "store/contact.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name of one word counts from so many bytes: "An" stands in any text. */
enum { FILE_MAX_BYTES = 64 << 20, DEPTH_MAX = 4, NAME_MIN_BYTES = 5, SLUG_BYTES = 40 };

struct search {
	struct str *words; /* folded: what tells of the person */
	size_t n_words;
	struct str slug; /* the name as files are called after it; empty if too short */
	size_t n_removed;
	struct arena *arena;
	struct err_info *ei;
};

static bool speaks_of(const struct search *s, struct str text)
{
	struct buf folded;
	bool is_found = false;

	buf_init(&folded, FILE_MAX_BYTES);
	fold_put(&folded, text);
	for (size_t i = 0; i < s->n_words && !is_found; i++)
		is_found = str_has_words(buf_borrow(&folded), s->words[i]);
	buf_clear(&folded);
	return is_found;
}

/* Letters and digits of ASCII in lower case, one space for all else: "Dr. Ada L." is
 * "dr ada l", and so is a draft called 2026-11-22-dr-ada-l-b8c89a3b.eml in its midst. */
static struct str slug_of(struct arena *a, struct str name)
{
	char *p = arena_dup_str(a, name);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			p[n++] = (char)c;
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return str_trim((struct str){p, n});
}

/* What the program itself writes into the data folder beside drafts: texts of the editor.
 */
static bool is_edited_text(const char *name)
{
	return strncmp(name, "edit-", 5) == 0 || strncmp(name, "contact-", 8) == 0;
}

static enum err look_at_file(struct search *s, const char *path, const char *name)
{
	bool is_called =
	    s->slug.n && str_has_words(slug_of(s->arena, str_of(name)), s->slug);
	struct buf b;
	enum err e;

	buf_init(&b, FILE_MAX_BYTES);
	e = file_read(path, &b, s->ei);
	if (e == OK && (is_called || speaks_of(s, buf_borrow(&b)))) {
		if (unlink(path) == 0)
			s->n_removed++;
		else
			e = err_set_errno(s->ei, path, "cannot remove");
	}
	buf_clear(&b);
	return e;
}

/* Drafts: all files, folders too. The data folder: what is_edited_text() alone, for the
 * configuration and whatever the user put there are theirs. */
static enum err look_into(struct search *s, const char *folder, bool is_drafts, int depth)
{
	DIR *d = opendir(folder);
	struct dirent *entry;
	enum err e = OK;

	if (!d)
		return errno == ENOENT ? OK : err_set_errno(s->ei, folder, "cannot open");
	while (e == OK && (entry = readdir(d)) != NULL) {
		struct stat st;
		char *path;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		    (!is_drafts && !is_edited_text(entry->d_name)))
			continue;
		path = file_join(folder, entry->d_name);
		if (lstat(path, &st) != 0)
			e = errno == ENOENT
				? OK
				: err_set_errno(s->ei, path, "cannot look at");
		else if (S_ISREG(st.st_mode))
			e = look_at_file(s, path, entry->d_name);
		else if (S_ISDIR(st.st_mode) && is_drafts && depth < DEPTH_MAX)
			e = look_into(s, path, true, depth + 1);
		free(path);
	}
	closedir(d);
	return e;
}

enum err forgetting_run(struct arena *a, struct home *h, const struct contact *c,
    size_t *n_files, struct err_info *ei)
{
	struct search s = {.arena = a, .ei = ei};
	enum err e;

	s.words = arena_alloc(a, c->n_emails + 2, sizeof(*s.words));
	for (size_t i = 0; i < c->n_emails; i++)
		s.words[s.n_words++] = fold_dup(a, c->emails[i]);
	if (str_find_char(c->name, ' ') < c->name.n || c->name.n >= NAME_MIN_BYTES) {
		s.words[s.n_words++] = fold_dup(a, c->name);
		s.slug = str_trim(str_sub(slug_of(a, c->name), 0, SLUG_BYTES));
	}
	if (c->uid.n)
		s.words[s.n_words++] = fold_dup(a, c->uid);
	e = store_contact_forget(h->store, c->id, ei);
	if (e == OK)
		e = look_into(&s, h->drafts_folder, true, 0);
	if (e == OK)
		e = look_into(&s, h->data_folder, false, 0);
	if (e == OK)
		*n_files = s.n_removed;
	return e;
}

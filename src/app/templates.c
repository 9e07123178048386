/*
 * templates.c - template files read and written. Always: a file that is wrong is told by
 * name and line, never passed over.
 */
#include "app/templates.h"

#include "base/file.h"
#include "base/utf8.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { TEMPLATE_MAX_BYTES = 256 << 10 };

static enum err add_file(
    struct home *h, const char *name, struct template_set *set, struct err_info *ei)
{
	char *path = file_join(h->templates_folder, name);
	struct str language = {name, strlen(name) - strlen(".txt")};
	struct buf b;
	enum err e;

	buf_init(&b, TEMPLATE_MAX_BYTES);
	e = file_read(path, &b, ei);
	if (e == OK && !utf8_is_valid(buf_borrow(&b)))
		e = err_set(ei, ERR_CONFIG, path, "is not UTF-8");
	if (e == OK)
		e = template_set_add(set, language, buf_borrow(&b), path, ei);
	buf_clear(&b);
	free(path);
	return e;
}

enum err app_templates_load(
    struct home *h, struct template_set **out, struct err_info *ei)
{
	struct template_set *set = template_set_new();
	DIR *folder = opendir(h->templates_folder);
	struct dirent *entry;
	enum err e = OK;

	while (folder && e == OK && (entry = readdir(folder))) {
		struct str name = str_of(entry->d_name);

		if (name.n > 4 && name.p[0] != '.' && str_ends(name, STR(".txt")))
			e = add_file(h, entry->d_name, set, ei);
	}
	if (folder)
		closedir(folder);
	if (e == OK)
		*out = set;
	else
		template_set_free(set);
	return e;
}

enum err app_templates_write(struct home *h, struct err_info *ei)
{
	const char *name;
	struct str text;
	enum err e = file_make_folder(h->templates_folder, ei);

	for (size_t i = 0; e == OK && template_default(i, &name, &text); i++) {
		char *path = file_join(h->templates_folder, name);

		if (!file_exists(path))
			e = file_write_new(path, text, ei);
		free(path);
	}
	return e;
}

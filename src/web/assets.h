/*
 * assets.h - the files of src/web/assets as they lie in the program.
 */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include <stddef.h>

struct embedded {
	const char *name; /* "style.css"; NULL ends the table */
	const unsigned char *bytes;
	size_t size_bytes;
};

/* Every file of src/web/assets, sorted by name. */
extern const struct embedded web_assets[];

#endif

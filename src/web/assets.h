/*
 * assets.h - the files of src/web/assets as they lie in the program.
 */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include "base/embedded.h"

/* Every file of src/web/assets, sorted by name. */
extern const struct embedded web_assets[];

#endif

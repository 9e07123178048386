/*
 * config_file.h - the text of an INI file in, one setting after the other out.
 *
 * A setting is a line "key = value" below a "[section]"; ';' and '#' begin comments, " ;"
 * one behind a value. White space before a key is ignored.
 */
#ifndef APP_CONFIG_FILE_H
#define APP_CONFIG_FILE_H

#include "base/err.h"
#include "base/str.h"

/* name is "section.key"; name and value are valid during the call. */
typedef enum err ini_take(
    void *ctx, struct str name, struct str value, struct err_info *ei);

/* Calls take with each setting, until it fails. After an error *line tells where it is
 * (from 1 on; 0: the text as a whole). ERR_CONFIG: what is not INI. */
enum err ini_read(
    struct str text, ini_take *take, void *ctx, int *line, struct err_info *ei);

#endif

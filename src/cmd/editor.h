/*
 * editor.h - text changed by the user in $VISUAL or $EDITOR.
 */
#ifndef CMD_EDITOR_H
#define CMD_EDITOR_H

#include "base/buf.h"
#include "cmd/cmd.h"

/* Shows the text in the user's editor (vi where none is set) and puts what was saved in
 * its place; *is_changed may be NULL. The file lies in the home, 0600, named with the
 * ending given (".txt"), and is removed afterwards; where the editor fails it stays, and
 * the message names it, so that nothing typed is lost. ERR_USAGE without a terminal,
 * ERR_DATA where more was saved than text may hold. */
enum err editor_edit(
    struct app *app, struct buf *text, const char *ending, bool *is_changed) MUST_USE;

/* Opens an address (http or https alone) in $BROWSER, else by xdg-open. */
enum err editor_open_url(struct app *app, struct str url) MUST_USE;

#endif

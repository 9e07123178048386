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

/* What a text means; ERR_DATA where it makes no sense. */
typedef enum err editor_read_fn(void *ctx, struct str text);

struct editor_reading {
	editor_read_fn *read;
	void *ctx;
	const char *kept_name; /* of the file in the home: "contact-7.txt" */
	const char *again;     /* the command that reads that file, or NULL */
};

/* As editor_edit(), then read, unless nothing was changed. A mistake is shown and the
 * text offered again; where the user gives up it is kept, and the message names the file.
 */
enum err editor_edit_until_read(struct app *app, struct buf *text,
    const struct editor_reading *r, bool *is_changed) MUST_USE;

/* Opens an address (http or https alone) in $BROWSER, else by xdg-open. */
enum err editor_open_url(struct app *app, struct str url) MUST_USE;

#endif

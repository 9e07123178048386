/*
 * input.h - a document as it comes from a server or a file, in pieces, made into valid
 * UTF-8: unpacked where it is gzip, converted from its encoding, bounded.
 */
#ifndef FEED_INPUT_H
#define FEED_INPUT_H

#include "base/err.h"
#include "base/str.h"

/* Takes a piece of text of at most some 256 KB, which lives for the call. */
typedef enum err input_text_fn(void *ctx, struct str text, struct err_info *ei);

struct input;

/* content_type may be empty; max_bytes counts what was unpacked. */
struct input *input_new(
    struct str content_type, size_t max_bytes, input_text_fn *on_text, void *ctx);
void input_free(struct input *in); /* NULL does nothing */

/* ERR_DATA with "too large: ...", "encoding: ..." or "decompress: ...", or what on_text
 * returned. */
enum err input_put(struct input *in, struct str bytes, struct err_info *ei) MUST_USE;

/* The end of the bytes; "truncated: ..." where a gzip file is cut off. */
enum err input_finish(struct input *in, struct err_info *ei) MUST_USE;

#endif

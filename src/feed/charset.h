/*
 * charset.h - bytes of any encoding in, valid UTF-8 out, as a stream. The encoding is
 * decided once from the first bytes: byte order mark, then what HTTP says, then the XML
 * declaration, then UTF-8. Bytes that are valid UTF-8 are UTF-8 whatever a declaration of
 * an eight-bit encoding says; bytes that are not valid in UTF-8 are windows-1252.
 */
#ifndef FEED_CHARSET_H
#define FEED_CHARSET_H

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct charset;

/* content_type as HTTP gave it ("text/xml; charset=koi8-r"); may be empty. */
struct charset *charset_new(struct str content_type);
void charset_free(struct charset *c);

/* Appends what bytes mean to out, whose maximum must leave room for four times as much;
 * bytes of a character that is not complete are kept for the next call. The first call
 * should have CHARSET_SNIFF_BYTES, or everything if there is less: the encoding is
 * decided by what it has. ERR_DATA with "encoding: ..." where the encoding is not known
 * and the bytes are not certainly UTF-8. */
enum { CHARSET_SNIFF_BYTES = 64 << 10 };
enum err charset_put(
    struct charset *c, struct str bytes, struct buf *out, struct err_info *ei) MUST_USE;

/* The end of the bytes: what was kept is a broken character. */
void charset_finish(struct charset *c, struct buf *out);

#endif

/*
 * input.c - bytes to text: gzip, then charset, in pieces of at most PIECE_BYTES. Always:
 * what was unpacked is counted before anything is done with it.
 */
#include "feed/input.h"

#include "base/buf.h"
#include "base/mem.h"
#include "feed/charset.h"

#define ZLIB_CONST
#include <zlib.h>

#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 64 << 10, GZIP_WINDOW = 15 + 16 };

struct input {
	struct charset *charset;
	input_text_fn *on_text;
	void *ctx;
	size_t max_bytes, n_bytes;
	struct buf head; /* the first bytes, until there are enough to decide */
	struct buf text;
	bool has_begun; /* the encoding is decided */
	bool is_sniffed;
	bool is_gzip;
	bool is_gzip_done;
	z_stream gzip;
	char gzip_start[2]; /* the first bytes, while there is only one */
	size_t n_gzip_start;
};

struct input *input_new(
    struct str content_type, size_t max_bytes, input_text_fn *on_text, void *ctx)
{
	struct input *in = mem_new(1, sizeof(*in));

	in->charset = charset_new(content_type);
	in->on_text = on_text;
	in->ctx = ctx;
	in->max_bytes = max_bytes;
	buf_init(&in->head, CHARSET_SNIFF_BYTES + PIECE_BYTES);
	buf_init(&in->text, (size_t)PIECE_BYTES * 12);
	return in;
}

void input_free(struct input *in)
{
	if (!in)
		return;
	if (in->is_gzip)
		inflateEnd(&in->gzip);
	charset_free(in->charset);
	buf_clear(&in->head);
	buf_clear(&in->text);
	free(in);
}

/* Converts a piece and hands it on. */
static enum err convert(struct input *in, struct str bytes, struct err_info *ei)
{
	enum err e;

	buf_reset(&in->text);
	e = charset_put(in->charset, bytes, &in->text, ei);
	if (e == OK && in->text.n > 0)
		e = in->on_text(in->ctx, buf_borrow(&in->text), ei);
	return e;
}

static enum err begin(struct input *in, struct err_info *ei)
{
	enum err e = convert(in, buf_borrow(&in->head), ei);

	in->has_begun = true;
	buf_clear(&in->head);
	return e;
}

/* Unpacked bytes, in pieces. */
static enum err put_plain(struct input *in, struct str bytes, struct err_info *ei)
{
	enum err e = OK;

	if (bytes.n > in->max_bytes - in->n_bytes)
		return err_set(ei, ERR_DATA, NULL,
		    "too large: a document of more than %zu MB", in->max_bytes >> 20);
	in->n_bytes += bytes.n;
	while (e == OK && bytes.n > 0) {
		struct str piece = str_sub(bytes, 0, PIECE_BYTES);

		bytes = str_sub(bytes, piece.n, bytes.n);
		if (in->has_begun) {
			e = convert(in, piece, ei);
		} else {
			buf_put_str(&in->head, piece);
			if (in->head.n >= CHARSET_SNIFF_BYTES)
				e = begin(in, ei);
		}
	}
	return e;
}

static enum err put_gzip(struct input *in, struct str bytes, struct err_info *ei)
{
	unsigned char piece[PIECE_BYTES / 4];

	in->gzip.next_in = (const Bytef *)bytes.p;
	in->gzip.avail_in = (uInt)bytes.n;
	while (!in->is_gzip_done) {
		int z;
		enum err e;

		in->gzip.next_out = piece;
		in->gzip.avail_out = sizeof(piece);
		z = inflate(&in->gzip, Z_NO_FLUSH);
		if (z != Z_OK && z != Z_STREAM_END && z != Z_BUF_ERROR)
			return err_set(
			    ei, ERR_DATA, NULL, "decompress: malformed, broken gzip");
		in->is_gzip_done = z == Z_STREAM_END;
		e = put_plain(in,
		    (struct str){(char *)piece, sizeof(piece) - in->gzip.avail_out}, ei);
		if (e != OK)
			return e;
		if (in->gzip.avail_out > 0)
			break;
	}
	return OK;
}

/* Decides by the first two bytes whether this is gzip. */
static enum err sniff(struct input *in, struct str *bytes, struct err_info *ei)
{
	struct str start = {in->gzip_start, 0};

	while (in->n_gzip_start < 2 && bytes->n > 0) {
		in->gzip_start[in->n_gzip_start++] = bytes->p[0];
		*bytes = str_sub(*bytes, 1, bytes->n);
	}
	if (in->n_gzip_start < 2)
		return OK;
	in->is_sniffed = true;
	start.n = 2;
	if (!str_eq(start, STR("\x1f\x8b")))
		return put_plain(in, start, ei);
	if (inflateInit2(&in->gzip, GZIP_WINDOW) != Z_OK)
		return err_set(ei, ERR_DATA, NULL, "decompress: out of memory");
	in->is_gzip = true;
	return put_gzip(in, start, ei);
}

enum err input_put(struct input *in, struct str bytes, struct err_info *ei)
{
	enum err e = in->is_sniffed ? OK : sniff(in, &bytes, ei);

	if (e != OK || bytes.n == 0)
		return e;
	return in->is_gzip ? put_gzip(in, bytes, ei) : put_plain(in, bytes, ei);
}

enum err input_finish(struct input *in, struct err_info *ei)
{
	enum err e = OK;

	if (!in->is_sniffed)
		e = put_plain(in, (struct str){in->gzip_start, in->n_gzip_start}, ei);
	if (e == OK && !in->has_begun)
		e = begin(in, ei);
	if (e != OK)
		return e;
	buf_reset(&in->text);
	charset_finish(in->charset, &in->text);
	if (in->text.n > 0)
		e = in->on_text(in->ctx, buf_borrow(&in->text), ei);
	if (e == OK && in->is_gzip && !in->is_gzip_done)
		e = err_set(
		    ei, ERR_DATA, NULL, "truncated: the gzip file ends too early");
	return e;
}

/*
 * mojibake.c - a wrong turn taken back. In: valid UTF-8. Out: valid UTF-8. Always: text
 * is changed only if the whole of it makes sense as UTF-8.
 */
#include "feed/mojibake.h"

#include "base/utf8.h"
#include "feed/entity.h"

#include <string.h>

/* Appends s as bytes of windows-1252; false at the first character that is none, or where
 * bytes above 127 do not follow each other as in UTF-8. */
static bool put_bytes(struct buf *out, struct str s)
{
	size_t len, n_wanted = 0;

	for (size_t i = 0; i < s.n; i += len) {
		int byte = entity_to_windows_1252(utf8_at(s, i, &len));
		bool is_tail = byte >= 0x80 && byte < 0xC0;

		if (byte < 0 || is_tail != (n_wanted > 0))
			return false;
		if (is_tail)
			n_wanted--;
		else if (byte >= 0xC2)
			n_wanted = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
		buf_putc(out, (char)byte);
	}
	return n_wanted == 0 && !out->is_full;
}

/* Whether s has a C1 control. */
static bool is_suspect(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		const char *at = memchr(s.p + i, 0xC2, s.n - i - 1);

		if (!at)
			break;
		i = (size_t)(at - s.p);
		if ((unsigned char)s.p[i + 1] < 0xA0)
			return true;
	}
	return false;
}

bool mojibake_repair(struct buf *out, struct str s)
{
	size_t before = out->n;

	if (is_suspect(s) && put_bytes(out, s)) {
		struct str bytes = str_sub(buf_borrow(out), before, out->n);

		if (utf8_is_valid(bytes))
			return true;
	}
	out->n = before;
	return false;
}

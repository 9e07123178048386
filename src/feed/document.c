/*
 * document.c - input.c makes text of the bytes, xml.c elements of the text.
 */
#include "feed/document.h"

#include "base/limits.h"
#include "feed/input.h"

static enum err put_xml(void *ctx, struct str text, struct err_info *ei)
{
	return xml_put(ctx, text, ei);
}

enum err document_read(struct str bytes, const struct xml_sink *sink, struct err_info *ei)
{
	struct xml *x = xml_new(sink);
	struct input *in =
	    input_new((struct str){NULL, 0}, LIMIT_DOCUMENT_BYTES, put_xml, x);
	enum err e = input_put(in, bytes, ei);

	if (e == OK)
		e = input_finish(in, ei);
	if (e == OK)
		e = xml_finish(x, ei);
	if (e == OK && xml_is_truncated(x))
		e = err_set(ei, ERR_DATA, NULL, "truncated: the document ends too early");
	input_free(in);
	xml_free(x);
	return e;
}

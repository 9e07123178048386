/*
 * document.h - an XML document that is there as a whole: its bytes, packed and encoded as
 * they may be, as the elements and text of a sink.
 */
#ifndef FEED_DOCUMENT_H
#define FEED_DOCUMENT_H

#include "feed/xml.h"

/* ERR_DATA as input_put() and xml_put() have it, or with "truncated: ..." where the
 * document ends too early; what came before has reached the sink. */
enum err document_read(
    struct str bytes, const struct xml_sink *sink, struct err_info *ei) MUST_USE;

#endif

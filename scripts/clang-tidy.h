/*
 * clang-tidy.h - what clang's analyzer is told beside the source (scripts/check-tidy
 * includes it before each file): it sees one file at a time, and could not know that what
 * sets an error returns one.
 */
#include "base/err.h"

#define err_set(ei, e, ...)		((void)(err_set)(ei, e, __VA_ARGS__), (e))
#define err_set_errno(ei, source, what) ((void)(err_set_errno)(ei, source, what), ERR_IO)

/*
 * pattern_compile.h - expressions of users made ready for PCRE2, or refused with the
 * place of the mistake.
 */
#ifndef MATCH_PATTERN_COMPILE_H
#define MATCH_PATTERN_COMPILE_H

#include "base/err.h"
#include "base/str.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Without JIT. The caller frees *out. ERR_DATA: it does not compile, is too long, begins
 * with "(*", holds \C, or matches the empty text. */
MUST_USE enum err pattern_compile(
    struct str pattern, pcre2_code **out, struct err_info *ei);

/* The same for matches at one place alone, given to PCRE2 as the start. */
MUST_USE enum err pattern_compile_anchored(
    struct str pattern, pcre2_code **out, struct err_info *ei);

#endif

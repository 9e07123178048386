/*
 * fuzz_date.c - a date.
 */
#include "base/clock.h"
#include "feed/dates.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int64_t at_s = dates_parse((struct str){(const char *)data, size});

	assert(at_s == NO_TIME || (at_s >= 0 && at_s < INT64_C(260000000000)));
	return 0;
}

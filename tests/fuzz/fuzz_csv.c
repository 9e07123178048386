/*
 * fuzz_csv.c - any bytes as a file of contacts: read, written as the own CSV, read again.
 * Always: every contact comes back, and no cell begins like a formula.
 */
#include "people/csv.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct people_import im, again;
	const struct str bytes = {(const char *)data, n};
	struct buf b;

	buf_init(&b, 1 << 26);
	if (people_import(a, bytes, "fuzz", &im, NULL) == OK && im.n_records) {
		people_csv_write_header(&b);
		for (size_t i = 0; i < im.n_records; i++) {
			size_t from = b.n;

			people_csv_write(&b, &im.records[i].contact, NULL);
			if (strchr("=+-@", b.p[from]))
				abort();
		}
		if (people_import(a, buf_borrow(&b), "fuzz", &again, NULL) != OK ||
		    again.n_records > im.n_records)
			abort();
	}
	buf_clear(&b);
	arena_free(a);
	return 0;
}

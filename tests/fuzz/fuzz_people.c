/*
 * fuzz_people.c - files of contacts: whatever the bytes, records are text that can be
 * printed and stored, and what is written as a vCard is read back as the same person.
 */
#include "fuzz.h"

#include "people/import.h"
#include "people/vcard.h"

static void read_back(
    struct arena *a, const struct contact *c, enum vcard_version version)
{
	struct people_import again;
	struct buf b;

	buf_init(&b, 64 << 20);
	people_vcard_write(&b, c, version);
	claim(!b.is_full);
	claim(people_vcard_read(a, buf_borrow(&b), "again.vcf", &again, NULL) == OK);
	claim(again.n_records == 1);
	claim(str_eq(again.records[0].contact.name, c->name));
	claim(str_eq(again.records[0].contact.email, c->email));
	claim(again.records[0].contact.n_interests == c->n_interests);
	buf_clear(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str bytes = {(const char *)p, n};
	struct arena *a = arena_new();
	struct people_import got;
	struct err_info ei = {"", ""};

	if (people_import(a, bytes, "fuzz", &got, &ei) != OK) {
		claim(ei.text[0] != '\0');
		arena_free(a);
		return 0;
	}
	for (size_t i = 0; i < got.n_records; i++) {
		const struct contact *c = &got.records[i].contact;

		claim(c->name.n > 0);
		claim_text(c->name, false);
		claim_text(c->email, false);
		claim_text(c->company, false);
		claim_text(c->title, false);
		claim_text(c->notes, true);
		for (size_t k = 0; k < c->n_interests; k++)
			claim_text(c->interests[k].term, false);
		if (i < 4) {
			read_back(a, c, VCARD_3);
			read_back(a, c, VCARD_4);
		}
	}
	arena_free(a);
	return 0;
}

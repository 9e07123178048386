/*
 * import.c - tells what a file of contacts is. In: its bytes. Out: records and problems.
 * Always: what is no list of contacts is refused with what was expected.
 */
#include "people/import.h"

#include "people/csv.h"
#include "people/text.h"
#include "people/vcard.h"

#include <stdio.h>

enum err people_import(struct arena *a, struct str bytes, const char *file,
    struct people_import *out, struct err_info *ei)
{
	struct str text = people_text_unmark(a, bytes);
	char source[256];

	snprintf(source, sizeof(source), "%s:1", file);
	if (!str_trim(text).n)
		return err_set(ei, ERR_DATA, source,
		    "the file is empty; expected vCards or CSV with a header row");
	if (people_vcard_is(text))
		return people_vcard_read(a, text, file, out, ei);
	if (str_starts(str_trim(text), STR("<")))
		return err_set(ei, ERR_DATA, source,
		    "a page or feed, no contacts; expected vCards or CSV with a header "
		    "row");
	return people_csv_read(
	    a, people_text_convert(a, text, (struct str){0}), file, out, ei);
}

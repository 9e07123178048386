/*
 * test_multistatus.c - answers of WebDAV servers.
 */
#include "with_arena.h"

#include "feed/multistatus.h"

static const char answer[] =
    "<?xml version=\"1.0\"?>\n"
    "<D:multistatus xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:carddav\">"
    "<D:response><D:href>/b/1.vcf</D:href><D:propstat><D:prop>"
    "<D:getetag>\"e1\"</D:getetag><C:address-data>BEGIN:VCARD&#13;\nFN:A &amp; B&#13;\n"
    "END:VCARD&#13;\n</C:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status>"
    "</D:propstat><D:propstat><D:prop><D:displayname/></D:prop>"
    "<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>"
    "<D:response><D:href>/b/2.vcf</D:href><D:status>HTTP/1.1 404 Not Found</D:status>"
    "</D:response>"
    "<D:response><D:href>/b/</D:href><D:propstat><D:prop><D:resourcetype><C:addressbook/>"
    "<D:collection/></D:resourcetype><D:displayname>Book</D:displayname>"
    "<D:sync-token>t7</D:sync-token><D:current-user-principal><D:href>/p/</D:href>"
    "</D:current-user-principal><C:addressbook-home-set><D:href>/h/</D:href>"
    "</C:addressbook-home-set></D:prop></D:propstat></D:response>"
    "<D:sync-token>t8</D:sync-token></D:multistatus>";

static void entries_have_what_the_server_told(void **state)
{
	struct multistatus m;

	(void)state;
	assert_int_equal(multistatus_read(a, str_of(answer), &m, NULL), OK);
	assert_int_equal(m.n_entries, 3);
	assert_str_equal(m.entries[0].href, "/b/1.vcf");
	assert_str_equal(m.entries[0].etag, "\"e1\"");
	assert_true(str_starts(m.entries[0].card, STR("BEGIN:VCARD")));
	assert_true(str_find(m.entries[0].card, STR("FN:A & B")) < m.entries[0].card.n);
	assert_false(m.entries[0].is_gone);
	assert_true(m.entries[1].is_gone);
	assert_true(m.entries[2].is_addressbook);
	assert_str_equal(m.entries[2].name, "Book");
	assert_str_equal(m.entries[2].sync_token, "t7");
	assert_str_equal(m.entries[2].principal, "/p/");
	assert_str_equal(m.entries[2].home, "/h/");
	assert_str_equal(m.sync_token, "t8");
}

static void what_is_none_or_is_cut_off_is_refused(void **state)
{
	static const char *const bad[] = {"", "<html><body>login</body></html>",
	    "<multistatus xmlns=\"DAV:\"><response><href>/a</href></response>",
	    "BEGIN:VCARD\nEND:VCARD\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct multistatus m = {.n_entries = 77};

		assert_int_equal(multistatus_read(a, str_of(bad[i]), &m, NULL), ERR_DATA);
		assert_int_equal(m.n_entries, 77);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entries_have_what_the_server_told),
	    cmocka_unit_test(what_is_none_or_is_cut_off_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

/*
 * fuzz_mail.c - messages from hostile texts: the headers are those of the message and no
 * more, every line ends in CRLF and keeps to the limits, and no address is added.
 */
#include "fuzz.h"

#include "mail/message.h"
#include "mail/note.h"

/* Walks the lines of the headers; how many fields there are. */
static size_t count_headers(struct str bytes)
{
	size_t n_headers = 0, n_to = 0;

	for (;;) {
		size_t end = str_find(bytes, STR("\r\n"));
		struct str line = str_sub(bytes, 0, end);

		claim(end < bytes.n && end <= 998);
		if (end == 0)
			break;
		for (size_t i = 0; i < line.n; i++) {
			unsigned char c = (unsigned char)line.p[i];

			claim((c >= 0x20 && c != 0x7F) || c == '\t');
		}
		if (line.p[0] != ' ' && line.p[0] != '\t')
			n_headers++;
		n_to += str_starts_nocase(line, STR("To:")) ||
			str_starts_nocase(line, STR("Cc:")) ||
			str_starts_nocase(line, STR("Bcc:"));
		bytes = str_sub(bytes, end + 2, bytes.n);
	}
	claim(n_to == 1);
	return n_headers;
}

static void check_body(struct str bytes)
{
	size_t length = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		if (bytes.p[i] == '\n')
			claim(i > 0 && bytes.p[i - 1] == '\r');
		if (bytes.p[i] == '\r')
			claim(i + 1 < bytes.n && bytes.p[i + 1] == '\n');
		length = bytes.p[i] == '\n' ? 0 : length + 1;
		claim(length <= 999);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str rest = {(const char *)p, n};
	struct arena *a = arena_new();
	struct mail_message m = {
	    .from = {STR("Robin"), STR("robin@hale.example")},
	    .to = {STR("Ada"), STR("ada@acme.example")},
	    .subject = STR("x"),
	    .text = STR("x\n"),
	    .message_id = STR("<1@hale.example>"),
	};
	struct note_text note = {STR("s"), STR("t\n"), STR("w")};
	struct buf plain, hostile;
	size_t n_plain;

	buf_init(&plain, MESSAGE_MAX_BYTES);
	buf_init(&hostile, MESSAGE_MAX_BYTES);
	claim(message_write(&plain, &m, NULL) == OK);
	n_plain = count_headers(buf_borrow(&plain));
	m.to.name = fuzz_line(&rest);
	m.from.name = fuzz_line(&rest);
	m.to.email = fuzz_line(&rest);
	m.subject = fuzz_line(&rest);
	m.text = rest.p ? rest : STR("");
	if (utf8_is_valid((struct str){(const char *)p, n}) &&
	    message_write(&hostile, &m, NULL) == OK) {
		claim(count_headers(buf_borrow(&hostile)) == n_plain);
		check_body(buf_borrow(&hostile));
	}
	(void)note_parse_edited(a, (struct str){(const char *)p, n}, &note);
	buf_clear(&plain);
	buf_clear(&hostile);
	arena_free(a);
	return 0;
}

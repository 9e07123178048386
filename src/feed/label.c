/*
 * label.c - names of encodings, where they stand and what they mean. Always: a label is
 * in lower case and has nothing but letters, digits and - _ . :
 */
#include "feed/label.h"

#include <string.h>

enum { DECLARATION_MAX_BYTES = 1024 };

/* Copies the label at the start of s in lower case, without quotes. */
static void read_label(struct str s, char out[LABEL_MAX_BYTES])
{
	size_t n = 0;

	s = str_trim(s);
	if (s.n && (s.p[0] == '"' || s.p[0] == '\''))
		s = str_sub(s, 1, s.n);
	for (size_t i = 0; i < s.n && n + 1 < LABEL_MAX_BYTES; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
			c == '_' || c == '.' || c == ':'))
			break;
		out[n++] = c;
	}
	out[n] = '\0';
}

void label_of_content_type(struct str type, char out[LABEL_MAX_BYTES])
{
	out[0] = '\0';
	for (size_t i = 0; i + 8 < type.n; i++) {
		if (!str_starts_nocase(str_sub(type, i, 7), STR("charset")))
			continue;
		i += 7;
		while (i < type.n && type.p[i] == ' ')
			i++;
		if (i < type.n && type.p[i] == '=') {
			read_label(str_sub(type, i + 1, type.n), out);
			return;
		}
	}
}

void label_of_declaration(struct str bytes, char out[LABEL_MAX_BYTES])
{
	struct str head = str_sub(bytes, 0, DECLARATION_MAX_BYTES);
	size_t at = str_find(head, STR("<?xml"));

	out[0] = '\0';
	head = str_sub(head, at, head.n);
	head = str_sub(head, 0, str_find_char(head, '>'));
	at = str_find(head, STR("encoding"));
	head = str_trim(str_sub(head, at + 8, head.n));
	if (head.n && head.p[0] == '=')
		read_label(str_sub(head, 1, head.n), out);
}

/* "windows-1251", "win1251", "x-cp1251" */
static const char *name_of_windows_page(const char *label)
{
	static const char *const pages[] = {"CP1250", "CP1251", "CP1252", "CP1253",
	    "CP1254", "CP1255", "CP1256", "CP1257", "CP1258"};
	const char *at = strstr(label, "125");

	return at && at[3] >= '0' && at[3] <= '8' && !at[4] ? pages[at[3] - '0'] : NULL;
}

const char *label_name(const char *label)
{
	static const char *const pairs[][2] = {{"gb2312", "GB18030"}, {"gbk", "GB18030"},
	    {"gb_2312-80", "GB18030"}, {"x-gbk", "GB18030"}, {"euc-kr", "CP949"},
	    {"euckr", "CP949"}, {"euc_kr", "CP949"}, {"korean", "CP949"},
	    {"ks_c_5601-1987", "CP949"}, {"ksc5601", "CP949"}, {"windows-949", "CP949"},
	    {"shift_jis", "CP932"}, {"shift-jis", "CP932"}, {"x-sjis", "CP932"},
	    {"sjis", "CP932"}, {"ms_kanji", "CP932"}, {"big5", "BIG5-HKSCS"},
	    {"x-x-big5", "BIG5-HKSCS"}, {"tis-620", "CP874"}, {"iso-8859-11", "CP874"},
	    {"windows-874", "CP874"}, {"iso-8859-9", "CP1254"},
	    {"iso-8859-8-i", "ISO-8859-8"}, {"iso-8859-8-e", "ISO-8859-8"},
	    {"iso-8859-6-i", "ISO-8859-6"}, {"iso-8859-6-e", "ISO-8859-6"},
	    {"x-euc-jp", "EUC-JP"}, {"euc_jp", "EUC-JP"}, {"eucjp", "EUC-JP"},
	    {"koi8", "KOI8-R"}, {"koi8_r", "KOI8-R"}, {"koi8r", "KOI8-R"},
	    {"u16", "UTF-16"}, {"u32", "UTF-32"}, {"utf_16", "UTF-16"},
	    {"utf_32", "UTF-32"}, {"utf16", "UTF-16"}, {"utf32", "UTF-32"},
	    {"unicode", "UTF-16"}, {"iso-10646-ucs-2", "UTF-16"}, {"ucs-2", "UTF-16"},
	    {"x-mac-roman", "MACINTOSH"}, {"mac", "MACINTOSH"},
	    {"mac_roman", "MACINTOSH"}, {"macroman", "MACINTOSH"},
	    {"x-mac-cyrillic", "MAC-CYRILLIC"}};
	const char *name = name_of_windows_page(label);

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]) && !name; i++)
		if (strcmp(label, pairs[i][0]) == 0)
			name = pairs[i][1];
	return name ? name : label;
}

static bool is_one_of(const char *label, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(label, names[i]) == 0)
			return true;
	return false;
}

#define IS_ONE_OF(label, names)                                                          \
	is_one_of(label, names, sizeof(names) / sizeof((names)[0]))

bool label_is_utf8(const char *label)
{
	static const char *const names[] = {"", "utf-8", "utf8", "utf_8",
	    "unicode-1-1-utf-8", "u8", "x-utf-8", "utf8mb4"};

	return IS_ONE_OF(label, names);
}

bool label_is_latin1(const char *label)
{
	static const char *const names[] = {"iso-8859-1", "iso8859-1", "iso_8859-1",
	    "iso88591", "latin1", "latin-1", "l1", "iso_8859-1:1987", "windows-1252",
	    "cp1252", "cp-1252", "x-cp1252", "1252", "ansi", "us-ascii", "ascii"};

	return IS_ONE_OF(label, names);
}

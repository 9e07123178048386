/*
 * address.c - the shape of an e-mail address. In: any bytes. Always: what is called valid
 * holds nothing that means something to SMTP, a header or a command line.
 */
#include "model/address.h"

#include "base/utf8.h"

#include <string.h>

/* A label or the local part: no dot at an end, none twice. */
static bool has_empty_part(struct str s)
{
	return s.n == 0 || s.p[0] == '.' || s.p[s.n - 1] == '.' ||
	       str_find(s, STR("..")) < s.n;
}

static bool is_domain(struct str s)
{
	struct str rest = s, label;

	if (has_empty_part(s))
		return false;
	while (str_split(&rest, '.', &label)) {
		if (label.n > 63 || label.p[0] == '-' || label.p[label.n - 1] == '-')
			return false;
		for (size_t i = 0; i < label.n; i++) {
			unsigned char c = (unsigned char)label.p[i];

			if (c < 0x80 && c != '-' && !(c >= '0' && c <= '9') &&
			    !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
				return false;
		}
	}
	return true;
}

bool address_is_valid(struct str s)
{
	size_t at = str_find_char(s, '@');

	if (s.n > ADDRESS_MAX_BYTES || at == s.n || at > 64 || s.p[0] == '-')
		return false;
	for (size_t i = 0, len; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		if (c == 0xFFFD || c <= ' ' || utf8_is_control(c) || c == 0xA0 ||
		    (c < 0x80 && strchr("<>()[],;:\\\"", (int)c)))
			return false;
	}
	return !has_empty_part(str_sub(s, 0, at)) && is_domain(address_domain(s));
}

bool address_parse(struct str s, struct str *out)
{
	s = str_trim(s);
	if (str_starts_nocase(s, STR("mailto:"))) {
		s = str_sub(s, 7, s.n);
		s = str_sub(s, 0, str_find_char(s, '?'));
	}
	if (str_ends(s, STR(">"))) {
		size_t from = str_find_char(s, '<');

		s = str_sub(s, from + 1, s.n);
		s = str_trim(str_sub(s, 0, s.n ? s.n - 1 : 0));
	}
	if (!address_is_valid(s))
		return false;
	*out = s;
	return true;
}

struct str address_domain(struct str address)
{
	size_t at = str_find_char(address, '@');

	return str_sub(address, at + 1, address.n);
}

bool address_is_public_domain(struct str domain)
{
	static const char *const names[] = {"163.com", "aol.com", "fastmail.com",
	    "free.fr", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com",
	    "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.fr", "icloud.com",
	    "laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru",
	    "me.com", "msn.com", "naver.com", "orange.fr", "outlook.com", "outlook.de",
	    "pm.me", "posteo.de", "proton.me", "protonmail.com", "qq.com", "t-online.de",
	    "wanadoo.fr", "web.de", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.fr",
	    "yandex.ru", "ymail.com", "zoho.com"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq_nocase(domain, str_of(names[i])))
			return true;
	return false;
}

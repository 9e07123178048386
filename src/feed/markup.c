/*
 * markup.c - where tags, comments and scripts of HTML end. In: HTML of any quality.
 * Always: a document of nothing but "<" is dealt with in linear time.
 */
#include "feed/markup.h"

#include <string.h>

/* Elements that begin and end within a line; all others part words. By the length of the
 * name, one behind the other. */
static bool is_inline(struct str name)
{
	static const char *const by_length[] = {"", "abiqsu", "emrprttt",
	    "bdibdobigdeldfninskbdsubsupvarwbr", "abbrcitecodefontmarkrubysamptimespan",
	    "small", "strikestrong", "acronym"};
	enum { LENGTH_MAX = sizeof(by_length) / sizeof(by_length[0]) - 1 };
	char lower[LENGTH_MAX + 1];

	if (name.n == 0 || name.n > LENGTH_MAX)
		return false;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = (char)(name.p[i] | 0x20);
	for (const char *known = by_length[name.n]; *known; known += name.n)
		if (memcmp(lower, known, name.n) == 0)
			return true;
	return false;
}

/* Elements whose content is no text. */
static bool is_hidden(struct str name)
{
	return str_is_nocase(name, "script") || str_is_nocase(name, "style") ||
	       str_is_nocase(name, "template");
}

static size_t name_length(struct str s, size_t from)
{
	size_t i = from;

	while (i < s.n && (unsigned char)s.p[i] > ' ' && s.p[i] != '>' && s.p[i] != '/' &&
	       s.p[i] != '<')
		i++;
	return i - from;
}

/* How far away the closing quote of an attribute is looked for. A longer value (a picture
 * as a data: URL) has no ">" in it. */
enum { QUOTED_MAX_BYTES = 8 << 10 };

/* The end of the tag that begins at s[i]: behind ">", which may stand in quotes. A quote
 * that is not closed counts as none. s.n where the tag has no end. */
static size_t tag_end(struct str s, size_t i)
{
	const char *close = memchr(s.p + i, '>', s.n - i);
	size_t end;

	if (!close)
		return s.n;
	end = (size_t)(close - s.p);
	for (size_t k = i; k < end; k++) {
		const char *quote;
		size_t n;

		if ((s.p[k] != '"' && s.p[k] != '\'') || s.p[k - 1] != '=')
			continue;
		n = s.n - k - 1 < QUOTED_MAX_BYTES ? s.n - k - 1 : QUOTED_MAX_BYTES;
		quote = memchr(s.p + k + 1, s.p[k], n);
		if (!quote)
			break;
		k = (size_t)(quote - s.p);
		if (k > end) {
			close = memchr(quote, '>', s.n - k);
			if (!close)
				break;
			end = (size_t)(close - s.p);
		}
	}
	return end + 1;
}

/* Behind the end tag of the hidden element name, whose start tag ends at s[i]. */
static size_t hidden_end(struct str s, size_t i, struct str name)
{
	while (i < s.n) {
		const char *lt = memchr(s.p + i, '<', s.n - i);

		if (!lt)
			break;
		i = (size_t)(lt - s.p) + 1;
		if (i < s.n && s.p[i] == '/' &&
		    str_starts_nocase(str_sub(s, i + 1, name.n), name))
			return tag_end(s, i);
	}
	return s.n;
}

/* Behind the comment or declaration at s[i] ("<!" or "<?"). */
static size_t declaration_end(struct markup *m, struct str s, size_t i)
{
	struct str rest = str_sub(s, i, s.n);
	size_t end;

	if (str_starts(rest, STR("<![CDATA[")))
		return i + 9; /* what is in it is text */
	if (!str_starts(rest, STR("<!--")) || m->is_past_comments)
		return tag_end(s, i);
	end = str_find(str_sub(rest, 4, s.n), STR("-->"));
	if (4 + end == rest.n) { /* never closed: up to the first ">" */
		m->is_past_comments = true;
		return tag_end(s, i);
	}
	return i + 4 + end + 3;
}

size_t markup_end(struct markup *m, struct str s, size_t i, bool *parts_words)
{
	char c = i + 1 < s.n ? s.p[i + 1] : ' ';
	bool is_end = c == '/';
	struct str name;
	size_t end;

	if (c == '!' || c == '?')
		return declaration_end(m, s, i);
	if (is_end)
		c = i + 2 < s.n ? s.p[i + 2] : ' ';
	if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
		return is_end && c == '>' ? i + 3 : i;
	name = str_sub(s, i + 1 + is_end, name_length(s, i + 1 + is_end));
	end = tag_end(s, i + 1);
	*parts_words = !is_inline(name);
	if (!is_end && is_hidden(name) && s.p[end - 1] == '>' && s.p[end - 2] != '/')
		end = hidden_end(s, end, name);
	return end;
}

/*
 * header.c - the headers of one answer, kept as far as fetching needs them.
 *
 * In: header lines as libcurl hands them out. Out: values verbatim and the times that
 * they speak of. A line never makes anything grow.
 */
#include "fetch/header.h"

#include <curl/curl.h>

#include <string.h>

/* Where the value of a header goes. */
struct place {
	const char *name;
	size_t at, size;
};

#define PLACE(name, field)                                                               \
	{                                                                                \
		name, offsetof(struct headers, field),                                   \
		    sizeof(((struct headers *)0)->field)                                 \
	}

static const struct place places[] = {
    PLACE("age", age),
    PLACE("cache-control", cache_control),
    PLACE("content-type", content_type),
    PLACE("date", date),
    PLACE("etag", etag),
    PLACE("expires", expires),
    PLACE("last-modified", last_modified),
    PLACE("location", location),
    PLACE("retry-after", retry_after),
};

static bool is_printable(struct str value)
{
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7f)
			return false;
	return true;
}

static void begin(struct headers *h, struct str line)
{
	size_t n_bytes = h->n_bytes;
	int64_t status = 0;

	memset(h, 0, sizeof(*h));
	h->n_bytes = n_bytes;
	line = str_sub(line, str_find_char(line, ' ') + 1, 3);
	if (str_to_int(line, 100, 999, &status))
		h->status = (int)status;
}

void fetch_headers_add(struct headers *h, struct str line)
{
	size_t colon;
	struct str name, value;

	h->n_bytes += line.n;
	if (str_starts(line, STR("HTTP/"))) {
		begin(h, line);
		return;
	}
	colon = str_find_char(line, ':');
	name = str_sub(line, 0, colon);
	value = str_trim(str_sub(line, colon + 1, line.n));
	if (str_eq_nocase(name, STR("content-encoding")))
		h->is_encoded = value.n > 0 && !str_eq_nocase(value, STR("identity"));
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		char *to = (char *)h + places[i].at;
		if (to[0] != '\0' || !str_eq_nocase(name, str_of(places[i].name)))
			continue;
		if (value.n < places[i].size && is_printable(value)) {
			memcpy(to, value.p ? value.p : "", value.n);
			to[value.n] = '\0';
		}
		return;
	}
}

/* The number of seconds over the whole of s, at most 100 years; -1 otherwise. */
static int64_t read_seconds(struct str s)
{
	int64_t seconds = -1;

	if (s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9')
		(void)str_to_int(s, 0, INT64_C(100) * 366 * 86400, &seconds);
	return seconds;
}

static int64_t read_date(const char *text, int64_t otherwise_s)
{
	time_t at = text[0] ? curl_getdate(text, NULL) : -1;

	return at == -1 ? otherwise_s : (int64_t)at;
}

int64_t fetch_headers_max_age_s(const struct headers *h, int64_t now_s)
{
	struct str rest = str_of(h->cache_control), part;

	while (rest.p && str_split(&rest, ',', &part)) {
		int64_t seconds, age;

		part = str_trim(part);
		if (str_eq_nocase(part, STR("no-cache")) ||
		    str_eq_nocase(part, STR("no-store")))
			return 0;
		if (!str_starts_nocase(part, STR("max-age=")))
			continue;
		seconds = read_seconds(str_sub(part, strlen("max-age="), part.n));
		if (seconds < 0)
			continue;
		age = read_seconds(str_of(h->age));
		return seconds <= age ? 0 : age < 0 ? seconds : seconds - age;
	}
	if (h->expires[0]) {
		int64_t from_s = read_date(h->date, now_s);
		int64_t until_s = read_date(h->expires, from_s); /* "0": at once */
		return until_s > from_s ? until_s - from_s : 0;
	}
	return -1;
}

int64_t fetch_headers_retry_after_s(const struct headers *h, int64_t now_s)
{
	int64_t seconds = read_seconds(str_of(h->retry_after)), at_s;

	if (seconds >= 0 || !h->retry_after[0] || h->retry_after[0] == '-')
		return seconds;
	at_s = read_date(h->retry_after, -1);
	if (at_s == -1)
		return -1;
	now_s = read_date(h->date, now_s);
	return at_s > now_s ? at_s - now_s : 0;
}

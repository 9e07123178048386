/*
 * url.c - addresses taken apart and resolved, after RFC 3986. In: text from feeds, pages
 * and users, of any kind. Always: nothing is decoded, and no component is invented.
 */
#include "base/url.h"

#include "base/buf.h"
#include "base/limits.h"

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The length of the scheme that url begins with, 0 if none. */
static size_t scheme_length(struct str url)
{
	size_t i = 0;

	if (url.n == 0 || !is_alpha(url.p[0]))
		return 0;
	while (i < url.n && (is_alpha(url.p[i]) || is_digit(url.p[i]) ||
				url.p[i] == '+' || url.p[i] == '-' || url.p[i] == '.'))
		i++;
	return i < url.n && url.p[i] == ':' ? i : 0;
}

/* Where the first of two characters stands, or s.n. */
static size_t find_either(struct str s, char a, char b)
{
	size_t i = 0;

	while (i < s.n && s.p[i] != a && s.p[i] != b)
		i++;
	return i;
}

static void split_authority(struct str authority, struct url_parts *out)
{
	size_t at = authority.n, end;

	while (at > 0 && authority.p[at - 1] != '@')
		at--;
	if (at > 0)
		out->user = str_sub(authority, 0, at - 1);
	authority = str_sub(authority, at, authority.n);
	end = authority.n;
	while (end > 0 && is_digit(authority.p[end - 1]))
		end--;
	if (end > 0 && authority.p[end - 1] == ':') {
		out->port = str_sub(authority, end, authority.n);
		authority = str_sub(authority, 0, end - 1);
	}
	out->host = authority;
}

struct url_parts url_split(struct str url)
{
	struct url_parts out = {0};
	size_t at = scheme_length(url);

	if (at) {
		out.scheme = str_sub(url, 0, at);
		url = str_sub(url, at + 1, url.n);
	}
	at = str_find_char(url, '#');
	if (at < url.n) {
		out.fragment = str_sub(url, at + 1, url.n);
		url = str_sub(url, 0, at);
	}
	at = str_find_char(url, '?');
	if (at < url.n) {
		out.query = str_sub(url, at + 1, url.n);
		url = str_sub(url, 0, at);
	}
	if (str_starts(url, STR("//"))) {
		url = str_sub(url, 2, url.n);
		at = find_either(url, '/', '\\');
		split_authority(str_sub(url, 0, at), &out);
		url = str_sub(url, at, url.n);
	}
	out.path = url;
	return out;
}

/* Appends path with "." and ".." taken out (RFC 3986, 5.2.4). */
static void put_path(struct buf *b, struct str path)
{
	size_t floor = b->n;

	while (path.n) {
		bool is_rooted = path.p[0] == '/';
		struct str segment = str_sub(path, is_rooted, path.n);
		size_t end = str_find_char(segment, '/');
		bool is_last = end == segment.n;

		segment = str_sub(segment, 0, end);
		path = str_sub(path, is_rooted + end, path.n);
		if (str_eq(segment, STR(".."))) {
			while (b->n > floor && b->p[--b->n] != '/')
				;
			if (is_last)
				buf_putc(b, '/');
		} else if (str_eq(segment, STR("."))) {
			if (is_last)
				buf_putc(b, '/');
		} else {
			if (is_rooted)
				buf_putc(b, '/');
			buf_put_str(b, segment);
		}
	}
}

/* Appends base's folder and ref's path to it (RFC 3986, 5.2.3). */
static void put_merged_path(
    struct buf *b, const struct url_parts *base, const struct url_parts *ref)
{
	struct buf merged;
	size_t folder = base->path.n;

	while (folder > 0 && base->path.p[folder - 1] != '/')
		folder--;
	buf_init(&merged, LIMIT_URL_BYTES * 2 + 1);
	if (folder == 0 && base->host.p)
		buf_putc(&merged, '/');
	buf_put_str(&merged, str_sub(base->path, 0, folder));
	buf_put_str(&merged, ref->path);
	put_path(b, buf_borrow(&merged));
	buf_clear(&merged);
}

static void put_authority(struct buf *b, const struct url_parts *u)
{
	if (!u->host.p)
		return;
	buf_puts(b, "//");
	if (u->user.p) {
		buf_put_str(b, u->user);
		buf_putc(b, '@');
	}
	buf_put_str(b, u->host);
	if (u->port.p) {
		buf_putc(b, ':');
		buf_put_str(b, u->port);
	}
}

static bool is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Whether url has a scheme, no control, and no white space at its ends. */
static bool is_tidy(struct str url)
{
	for (size_t i = 0; i < url.n; i++)
		if (is_blank(url.p[i]) && url.p[i] != ' ')
			return false;
	return url.n <= LIMIT_URL_BYTES && scheme_length(url) > 0 &&
	       url.p[url.n - 1] != ' ';
}

/* Appends ref without controls, and without white space at its ends. */
static void put_tidy(struct buf *b, struct str ref)
{
	while (ref.n && is_blank(ref.p[0]))
		ref = str_sub(ref, 1, ref.n);
	while (ref.n && is_blank(ref.p[ref.n - 1]))
		ref = str_sub(ref, 0, ref.n - 1);
	for (size_t i = 0; i < ref.n; i++) {
		unsigned char c = (unsigned char)ref.p[i];

		if (c >= ' ' && c != 0x7F)
			buf_putc(b, ref.p[i]);
	}
}

static void put_resolved(struct buf *b, struct str base_url, struct str ref_url)
{
	struct url_parts base = url_split(base_url), ref = url_split(ref_url);

	buf_put_str(b, base.scheme);
	buf_putc(b, ':');
	if (ref.host.p) {
		put_authority(b, &ref);
		buf_put_str(b, ref.path);
	} else {
		put_authority(b, &base);
		if (ref.path.n == 0) {
			buf_put_str(b, base.path);
			if (!ref.query.p)
				ref.query = base.query;
		} else if (ref.path.p[0] == '/') {
			put_path(b, ref.path);
		} else {
			put_merged_path(b, &base, &ref);
		}
	}
	if (ref.query.p) {
		buf_putc(b, '?');
		buf_put_str(b, ref.query);
	}
	if (ref.fragment.p) {
		buf_putc(b, '#');
		buf_put_str(b, ref.fragment);
	}
}

struct str url_resolve(struct arena *a, struct str base, struct str ref)
{
	struct str out = {NULL, 0};
	struct buf tidy, whole;

	if (is_tidy(ref))
		return (struct str){arena_dup_str(a, ref), ref.n};
	buf_init(&tidy, LIMIT_URL_BYTES);
	buf_init(&whole, (size_t)LIMIT_URL_BYTES * 2);
	put_tidy(&tidy, ref);
	if (tidy.is_full) {
		buf_clear(&tidy);
		return out;
	}
	if (scheme_length(buf_borrow(&tidy)) > 0)
		buf_put_str(&whole, buf_borrow(&tidy));
	else if (scheme_length(base) > 0)
		put_resolved(&whole, base, buf_borrow(&tidy));
	if (whole.n > 0 && whole.n <= LIMIT_URL_BYTES)
		out = (struct str){arena_dup_str(a, buf_borrow(&whole)), whole.n};
	buf_clear(&whole);
	buf_clear(&tidy);
	return out;
}

bool url_is_web(struct str url)
{
	struct url_parts u = url_split(url);

	if (!str_eq_nocase(u.scheme, STR("http")) &&
	    !str_eq_nocase(u.scheme, STR("https")))
		return false;
	if (u.host.n == 0 || u.host.p[0] == ':' || url.n > LIMIT_URL_BYTES)
		return false;
	if (str_find_char(u.user, ' ') < u.user.n ||
	    str_find_char(u.host, ' ') < u.host.n)
		return false;
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c < ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\')
			return false;
	}
	return true;
}

struct str url_outlet(struct str url)
{
	struct str host = url_split(url).host;

	if (str_starts_nocase(host, STR("www.")) && host.n > 4)
		host = str_sub(host, 4, host.n);
	return host;
}

/*
 * url_key.c - addresses without what tracks readers, and one text for all addresses of an
 * article. In: a URL. Out: a URL to send, or a key to compare. Always: two keys that are
 * equal belong to one page as far as its address can tell.
 */
#include "base/url.h"

#include "base/buf.h"

#include <stdlib.h>

enum { PARAMETERS_MAX = 128 };

/* Names of parameters that only tell where a reader came from. A final "*" stands for any
 * rest. */
static const char *const tracking_names[] = {"utm_*", "at_*", "mc_cid", "mc_eid", "pk_*",
    "mtm_*", "matomo_*", "piwik_*", "hsa_*", "_hs*", "__hs*", "ga_*", "vero_*", "trk_*",
    "sc_*", "oly_*", "ml_subscriber*", "fb_*", "wt_*", "wt.*", "fbclid", "gclid",
    "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid",
    "ttclid", "li_fat_id", "igshid", "igsh", "mkt_tok", "ncid", "cmpid", "cmp", "icid",
    "ito", "ftag", "xtor", "ocid", "spm", "smid", "smtyp", "emc", "partner", "sref",
    "rss", "guccounter", "guce_referrer", "guce_referrer_sig", "s_cid", "srnd", "ref_src",
    "ref_url", "feature_source", "taid", "_ga", "_gl", "cvid", "cx_*", "rb_clickid",
    "__twitter_impression", "wprov", "echobox", "dicbo", "originalreferer"};

/* Names that track only with a value which says that a feed was read. */
static const char *const doubtful_names[] = {"ref", "source", "src", "from", "via", "cid",
    "mod", "campaign", "medium", "format", "output", "ns_campaign", "ns_mchannel",
    "ns_source", "referrer"};

/* Names and values of the versions of a page for AMP readers and telephones. */
static const char *const version_names[] = {"amp", "outputtype", "m", "mobile", "view"};
static const char *const version_values[] = {
    "", "1", "amp", "true", "m", "mobile", "yes", "mobileview"};

static bool name_fits(struct str name, const char *const *names, size_t n_names)
{
	for (size_t i = 0; i < n_names; i++) {
		struct str known = str_of(names[i]);
		bool is_prefix = known.p[known.n - 1] == '*';

		if (is_prefix)
			known.n--;
		if (is_prefix ? str_starts_nocase(name, known)
			      : str_eq_nocase(name, known))
			return true;
	}
	return false;
}

#define FITS(name, table) name_fits(name, table, sizeof(table) / sizeof((table)[0]))

static bool is_feed_value(struct str value)
{
	return str_starts_nocase(value, STR("rss")) ||
	       str_starts_nocase(value, STR("feed")) ||
	       str_starts_nocase(value, STR("atom")) ||
	       str_starts_nocase(value, STR("newsletter"));
}

static bool is_tracking(struct str parameter)
{
	size_t at = str_find_char(parameter, '=');
	struct str name = str_sub(parameter, 0, at);
	struct str value = str_sub(parameter, at + 1, parameter.n);

	return FITS(name, tracking_names) ||
	       (FITS(name, doubtful_names) && is_feed_value(value));
}

static bool is_version(struct str parameter)
{
	size_t at = str_find_char(parameter, '=');
	struct str value = str_sub(parameter, at + 1, parameter.n);

	if (!FITS(str_sub(parameter, 0, at), version_names))
		return false;
	for (size_t i = 0; i < sizeof(version_values) / sizeof(version_values[0]); i++)
		if (str_eq_nocase(value, str_of(version_values[i])))
			return true;
	return false;
}

/* A fragment that names no place in the page: parameters of trackers, text to highlight,
 * WordPress's "more". */
static bool is_idle_fragment(struct str fragment)
{
	struct str rest = fragment, part;

	if (fragment.n == 0 || str_starts(fragment, STR(":~:")) ||
	    str_starts(fragment, STR("more-")) || is_feed_value(fragment))
		return true;
	if (str_find_char(fragment, '=') == fragment.n)
		return false;
	while (str_split(&rest, '&', &part))
		if (!is_tracking(part))
			return false;
	return true;
}

static void put_without_spaces(struct buf *b, struct str s)
{
	struct str part;

	for (bool is_first = true; str_split(&s, ' ', &part); is_first = false) {
		if (!is_first)
			buf_puts(b, "%20");
		buf_put_str(b, part);
	}
}

struct str url_clean(struct arena *a, struct str url)
{
	struct url_parts u = url_split(url);
	struct str rest = u.query, part;
	const char *end = u.query.p ? u.query.p - 1 : u.path.p + u.path.n;
	char sep = '?';
	struct buf b;
	struct str out;

	buf_init(&b, url.n * 3 + 1);
	put_without_spaces(&b, str_sub(url, 0, url.n ? (size_t)(end - url.p) : 0));
	while (str_split(&rest, '&', &part)) {
		if (is_tracking(part))
			continue;
		buf_putc(&b, sep);
		put_without_spaces(&b, part);
		sep = '&';
	}
	if (u.fragment.p && !is_idle_fragment(u.fragment)) {
		buf_putc(&b, '#');
		put_without_spaces(&b, u.fragment);
	}
	out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

/* Takes the prefix off s once. */
static bool skip(struct str *s, struct str prefix)
{
	if (!str_starts_nocase(*s, prefix))
		return false;
	*s = str_sub(*s, prefix.n, s->n);
	return true;
}

static void chop(struct str *s, struct str suffix)
{
	if (s->n >= suffix.n && (s->p[s->n - 1] | 0x20) == suffix.p[suffix.n - 1] &&
	    str_eq_nocase(str_sub(*s, s->n - suffix.n, suffix.n), suffix))
		s->n -= suffix.n;
}

/* The article's own address within that of an AMP cache or viewer; else the path is
 * absent: "www.google.com/amp/s/HOST/PATH", "x.cdn.ampproject.org/c/s/HOST/PATH". */
static void unwrap_amp(struct url_parts *u)
{
	static const struct str cache = {"cdn.ampproject.org", 18};
	struct str path = u->path;
	size_t slash;

	if (str_starts_nocase(url_outlet(u->host), STR("google.")) ||
	    str_starts_nocase(u->host, STR("www.google."))) {
		if (!skip(&path, STR("/amp/")))
			return;
	} else if (str_ends(u->host, cache)) {
		if (!skip(&path, STR("/c/")) && !skip(&path, STR("/v/")))
			return;
	} else {
		return;
	}
	skip(&path, STR("s/"));
	slash = str_find_char(path, '/');
	if (slash == 0 || str_find_char(str_sub(path, 0, slash), '.') == slash)
		return;
	u->host = str_sub(path, 0, slash);
	u->path = str_sub(path, slash, path.n);
	u->port = (struct str){NULL, 0};
}

/* "www.", "m.", "amp." and the like, as long as a name with a dot is left. */
static struct str bare_host(struct str host)
{
	static const struct str versions[] = {{"www.", 4}, {"m.", 2}, {"amp.", 4},
	    {"mobile.", 7}, {"www2.", 5}, {"www1.", 5}};

	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		struct str bare = host;

		if (skip(&bare, versions[i]) && str_find_char(bare, '.') < bare.n) {
			host = bare;
			i = (size_t)-1; /* "www.m.example.org" has two */
		}
	}
	chop(&host, STR("."));
	return host;
}

static struct str bare_path(struct str path)
{
	struct str before;

	if (str_starts_nocase(path, STR("/amp/")))
		path = str_sub(path, 4, path.n);
	do {
		before = path;
		chop(&path, STR("/"));
		chop(&path, STR("/amp"));
		chop(&path, STR(".amp"));
		chop(&path, STR("/index.html"));
		chop(&path, STR("/index.htm"));
		chop(&path, STR("/index.php"));
		chop(&path, STR("/default.aspx"));
	} while (path.n < before.n);
	if (str_ends(path, STR(".amp.html")))
		path.n -= 9;
	else
		chop(&path, STR(".html"));
	return path;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Appends s with one spelling for each character: what needs no percent has none, all
 * else has one with capital digits. */
static void put_normal(struct buf *b, struct str s)
{
	size_t run = 0;

	for (size_t i = 0; i < s.n; i++) {
		int c = (unsigned char)s.p[i];

		if (c > ' ' && c < 0x7F && c != '%')
			continue;
		buf_put(b, s.p + run, i - run);
		if (c == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 &&
		    hex_value(s.p[i + 2]) >= 0) {
			c = hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]);
			i += 2;
			if (c > ' ' && c < 0x7F && c != '%' && c != '/' && c != '?' &&
			    c != '#' && c != '&' && c != '=' && c != '+')
				buf_putc(b, (char)c);
			else
				buf_printf(b, "%%%02X", (unsigned)c);
		} else if (c == '%') {
			buf_putc(b, '%');
		} else {
			buf_printf(b, "%%%02X", (unsigned)c);
		}
		run = i + 1;
	}
	buf_put(b, s.p + run, s.n - run);
}

static int compare_parts(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return str_cmp(*a, *b);
}

static void put_query(struct buf *b, struct str query)
{
	struct str parts[PARAMETERS_MAX], rest = query, part;
	size_t n = 0;

	while (n < PARAMETERS_MAX && str_split(&rest, '&', &part))
		if (part.n && !is_tracking(part) && !is_version(part))
			parts[n++] = part;
	qsort(parts, n, sizeof(parts[0]), compare_parts);
	for (size_t i = 0; i < n; i++) {
		buf_putc(b, i ? '&' : '?');
		put_normal(b, parts[i]);
	}
}

struct str url_key(struct arena *a, struct str url)
{
	struct url_parts u = url_split(str_trim(url));
	struct str host, out;
	struct buf b;

	buf_init(&b, url.n * 3 + 16);
	buf_reserve(&b, url.n + 16); /* all that most need */
	unwrap_amp(&u);
	host = bare_host(u.host);
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];

		buf_putc(&b, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
	}
	if (u.port.n && !str_eq(u.port, STR("80")) && !str_eq(u.port, STR("443"))) {
		buf_putc(&b, ':');
		buf_put_str(&b, u.port);
	}
	put_normal(&b, bare_path(u.path));
	put_query(&b, u.query);
	if (u.fragment.p && !is_idle_fragment(u.fragment)) {
		buf_putc(&b, '#');
		put_normal(&b, u.fragment);
	}
	out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

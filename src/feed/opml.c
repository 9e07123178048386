/*
 * opml.c - lists of feeds by libxml2's reader. In: bytes of a file that somebody gave.
 * Out: feeds, or an error and nothing. Always: no entity is expanded but XML's own and
 * HTML's, nothing is loaded from elsewhere, and only http and https become feeds.
 */
#include "feed/opml.h"

#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/charset.h"
#include "feed/entity.h"
#include "feed/text.h"

#include <libxml/xmlreader.h>

#include <stdlib.h>
#include <string.h>

enum { FOLDER_MAX_BYTES = 4096 };

/* The folders that are open at a depth of the document. */
struct folder {
	int depth;
	size_t n; /* bytes of the path with this folder */
};

struct reading {
	struct arena *a;
	struct opml *out;
	size_t cap_feeds, cap_refused;
	char path[FOLDER_MAX_BYTES];
	struct folder folders[LIMIT_XML_DEPTH];
	size_t n_folders;
	bool has_opml, has_title;
	struct err_info *ei;
	const char *source;
};

/* A value as plain text: titles of lists are full of entities escaped twice. */
static struct str value_text(struct arena *a, const xmlChar *value)
{
	struct buf text;
	struct str kept;

	if (!value)
		return (struct str){NULL, 0};
	buf_init(&text, LIMIT_URL_BYTES * 4);
	text_from_plain(&text, str_of((const char *)value));
	kept = (struct str){arena_dup_str(a, buf_borrow(&text)), text.n};
	buf_clear(&text);
	return kept;
}

static bool is_known_attribute(struct str name)
{
	static const char *const known[] = {"text", "title", "type", "xmlUrl", "xmlurl",
	    "htmlUrl", "htmlurl", "language"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq(name, str_of(known[i])))
			return true;
	return false;
}

/* Keeps the attributes that sawthis does not know, as they will be written again. */
static struct str other_attributes(struct reading *r, xmlTextReaderPtr x)
{
	struct buf b;
	struct str kept = {NULL, 0};

	buf_init(&b, LIMIT_TAG_BYTES);
	for (int more = xmlTextReaderMoveToFirstAttribute(x); more == 1;
	     more = xmlTextReaderMoveToNextAttribute(x)) {
		struct str name = str_of((const char *)xmlTextReaderConstName(x));

		/* A prefix would need its declaration; those are left behind. */
		if (is_known_attribute(name) || str_find_char(name, ':') < name.n)
			continue;
		buf_printf(&b, " %.*s=\"", STR_ARG(name));
		escape_html(&b, str_of((const char *)xmlTextReaderConstValue(x)));
		buf_putc(&b, '"');
	}
	(void)xmlTextReaderMoveToElement(x);
	if (b.n && !b.is_full)
		kept = (struct str){arena_dup_str(r->a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return kept;
}

static struct str attribute(
    struct reading *r, xmlTextReaderPtr x, const char *name, const char *also)
{
	xmlChar *value = xmlTextReaderGetAttribute(x, (const xmlChar *)name);
	struct str text;

	if (!value && also)
		value = xmlTextReaderGetAttribute(x, (const xmlChar *)also);
	text = value_text(r->a, value);
	xmlFree(value);
	return text;
}

static struct str folder_path(const struct reading *r)
{
	return (struct str){r->path, r->n_folders ? r->folders[r->n_folders - 1].n : 0};
}

static void add_feed(struct reading *r, xmlTextReaderPtr x, struct str url)
{
	struct str path = folder_path(r), title = attribute(r, x, "title", "text");
	struct str home = attribute(r, x, "htmlUrl", "htmlurl");
	struct feed *f;

	if (!url_is_web(url) || url.n > LIMIT_URL_BYTES) {
		arena_grow(r->a, &r->out->refused, r->out->n_refused, &r->cap_refused,
		    sizeof(*r->out->refused));
		r->out->refused[r->out->n_refused++] = url;
		return;
	}
	arena_grow(
	    r->a, &r->out->feeds, r->out->n_feeds, &r->cap_feeds, sizeof(*r->out->feeds));
	f = &r->out->feeds[r->out->n_feeds++];
	*f = (struct feed){.url = url, .title = title};
	if (url_is_web(home))
		f->home_url = home;
	if (path.n)
		f->folder = (struct str){arena_dup_str(r->a, path), path.n};
	f->language = attribute(r, x, "language", NULL);
	f->opml_attributes = other_attributes(r, x);
}

/* Names of folders are parts of a path: a slash in them becomes a dash. */
static void open_folder(struct reading *r, xmlTextReaderPtr x, int depth)
{
	struct str name = attribute(r, x, "text", "title");
	size_t n = folder_path(r).n;

	if (r->n_folders == LIMIT_XML_DEPTH || n + name.n + 2 > FOLDER_MAX_BYTES)
		return;
	if (n && name.n)
		r->path[n++] = '/';
	for (size_t i = 0; i < name.n; i++)
		r->path[n++] = name.p[i] == '/' ? '-' : name.p[i];
	r->folders[r->n_folders++] = (struct folder){depth, n};
}

static void take_outline(struct reading *r, xmlTextReaderPtr x)
{
	int depth = xmlTextReaderDepth(x);
	struct str url = str_trim(attribute(r, x, "xmlUrl", "xmlurl"));

	while (r->n_folders && r->folders[r->n_folders - 1].depth >= depth)
		r->n_folders--;
	if (url.n)
		add_feed(r, x, url);
	else if (!xmlTextReaderIsEmptyElement(x))
		open_folder(r, x, depth);
}

static enum err take_node(struct reading *r, xmlTextReaderPtr x)
{
	struct str name;

	if (xmlTextReaderNodeType(x) != XML_READER_TYPE_ELEMENT)
		return OK;
	name = str_of((const char *)xmlTextReaderConstLocalName(x));
	if (!r->has_opml && !str_eq_nocase(name, STR("opml")))
		return err_set(r->ei, ERR_DATA, r->source,
		    "is no OPML: it begins with <%.40s>, not with <opml>", name.p);
	r->has_opml = true;
	if (str_eq(name, STR("outline"))) {
		take_outline(r, x);
	} else if (str_eq(name, STR("title")) && !r->has_title) {
		xmlChar *text = xmlTextReaderReadString(x);

		r->has_title = true;
		r->out->title = value_text(r->a, text);
		xmlFree(text);
	}
	return OK;
}

/* A reference as libxml2 takes it: the character itself, or one of XML's own five. */
static size_t put_reference(struct buf *out, struct str s)
{
	size_t length = 1;
	uint32_t c = entity_at(s, ENTITY_XML, &length);
	struct buf one;

	buf_init(&one, 8);
	utf8_put(&one, c ? c : '&');
	escape_html(out, buf_borrow(&one));
	buf_clear(&one);
	return length;
}

/* Bytes of any charset as UTF-8 without a declaration, bare ampersands escaped, control
 * characters gone. */
static enum err clean(
    struct str bytes, struct buf *out, const char *source, struct err_info *ei)
{
	struct charset *charset = charset_new((struct str){"", 0});
	struct str text;
	struct buf utf8;
	enum err e;
	size_t at;

	buf_init(&utf8, bytes.n * 4 + 16);
	e = charset_put(charset, bytes, &utf8, ei);
	charset_finish(charset, &utf8);
	charset_free(charset);
	text = buf_borrow(&utf8);
	at = str_find_char(text, '<');
	if (e == OK && str_find(text, STR("<!ENTITY")) < text.n)
		e = err_set(ei, ERR_DATA, source,
		    "declares entities, which could expand without end; it was not read");
	else if (e == OK && at == text.n)
		e = err_set(ei, ERR_DATA, source, "is empty or no OPML");
	text = str_sub(text, at, text.n);
	if (str_starts(text, STR("<?xml")))
		text = str_sub(text, str_find(text, STR("?>")) + 2, text.n);
	for (size_t i = 0; i < text.n && e == OK;) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '&') {
			i += put_reference(out, str_sub(text, i, text.n));
			continue;
		}
		if (c >= 0x20 || c == '\t' || c == '\n' || c == '\r')
			buf_putc(out, (char)c);
		i++;
	}
	buf_clear(&utf8);
	return e;
}

static enum err read_document(struct reading *r, struct str text)
{
	xmlTextReaderPtr x;
	enum err e = OK;
	int more = 1;

	if (text.n > INT32_MAX)
		return err_set(r->ei, ERR_DATA, r->source, "is too large");
	x = xmlReaderForMemory(text.p, (int)text.n, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!x)
		return err_set(r->ei, ERR_INTERNAL, r->source, "cannot be read");
	while (e == OK && (more = xmlTextReaderRead(x)) == 1)
		e = xmlTextReaderDepth(x) < LIMIT_XML_DEPTH
			? take_node(r, x)
			: err_set(r->ei, ERR_DATA, r->source,
			      "nests more than %d folders", LIMIT_XML_DEPTH);
	if (e == OK && more < 0) {
		const xmlError *why = xmlGetLastError();

		e = err_set(r->ei, ERR_DATA, r->source,
		    "is malformed or cut off near line %d; nothing of it was taken",
		    why ? why->line : 0);
	}
	if (e == OK && !r->has_opml)
		e = err_set(r->ei, ERR_DATA, r->source, "is empty or no OPML");
	xmlFreeTextReader(x);
	return e;
}

enum err opml_read(struct arena *a, struct str bytes, const char *source,
    struct opml *out, struct err_info *ei)
{
	struct opml list = {0};
	struct reading *r = mem_new(1, sizeof(*r));
	struct buf text;
	enum err e;

	*r = (struct reading){.a = a, .out = &list, .ei = ei, .source = source};
	buf_init(&text, bytes.n * 5 + 16);
	e = clean(bytes, &text, source, ei);
	if (e == OK)
		e = read_document(r, buf_borrow(&text));
	if (e == OK)
		*out = list;
	buf_clear(&text);
	free(r);
	return e;
}

static void put_attribute(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_printf(b, " %s=\"", name);
	escape_html(b, value);
	buf_putc(b, '"');
}

static void put_feed(struct buf *b, const struct feed *f)
{
	buf_puts(b, "<outline type=\"rss\"");
	put_attribute(b, "text", f->title.n ? f->title : f->url);
	put_attribute(b, "title", f->title.n ? f->title : f->url);
	put_attribute(b, "xmlUrl", f->url);
	put_attribute(b, "htmlUrl", f->home_url);
	put_attribute(b, "language", f->language);
	buf_put_str(b, f->opml_attributes);
	buf_puts(b, "/>\n");
}

static int by_folder(const void *a, const void *b)
{
	const struct feed *x = *(const struct feed *const *)a;
	const struct feed *y = *(const struct feed *const *)b;
	int c = str_cmp(x->folder, y->folder);

	return c ? c : (x->id > y->id) - (x->id < y->id);
}

/* Bytes of the folders that both paths begin with. */
static size_t common_folders(struct str a, struct str b)
{
	size_t n = 0, border = 0;

	while (n < a.n && n < b.n && a.p[n] == b.p[n]) {
		if (a.p[n] == '/')
			border = n + 1;
		n++;
	}
	if ((n == a.n && n == b.n) || (n == a.n && b.p[n] == '/') ||
	    (n == b.n && a.p[n] == '/'))
		border = n;
	return border;
}

static size_t count_folders(struct str path)
{
	size_t n = path.n > 0;

	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

/* Closes folders of `from` and opens those of `to`. */
static void change_folder(struct buf *b, struct str from, struct str to)
{
	size_t common = common_folders(from, to);
	struct str rest = str_sub(to, common, to.n), name;

	for (size_t n = count_folders(from) - count_folders(str_sub(from, 0, common)); n;
	     n--)
		buf_puts(b, "</outline>\n");
	if (rest.n && rest.p[0] == '/')
		rest = str_sub(rest, 1, rest.n);
	while (rest.n && str_split(&rest, '/', &name)) {
		buf_puts(b, "<outline");
		put_attribute(b, "text", name);
		buf_puts(b, ">\n");
	}
}

void opml_write(
    struct buf *out, const struct feed *feeds, size_t n_feeds, struct str title)
{
	const struct feed **sorted = mem_new(n_feeds, sizeof(*sorted));
	struct str folder = {"", 0};

	for (size_t i = 0; i < n_feeds; i++)
		sorted[i] = &feeds[i];
	qsort(sorted, n_feeds, sizeof(*sorted), by_folder);
	buf_puts(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>"
	    "<title>");
	escape_html(out, title);
	buf_puts(out, "</title></head>\n<body>\n");
	for (size_t i = 0; i < n_feeds; i++) {
		struct str to =
		    sorted[i]->folder.p ? sorted[i]->folder : (struct str){"", 0};

		change_folder(out, folder, to);
		folder = to;
		put_feed(out, sorted[i]);
	}
	change_folder(out, folder, (struct str){"", 0});
	buf_puts(out, "</body>\n</opml>\n");
	free(sorted);
}

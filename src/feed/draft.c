/*
 * draft.c - from what a document said to an item. In: raw values with their ranks. Out: a
 * struct item in the arena. Always: text is plain and within its limit, the URL absolute
 * and of the web, the guid there.
 */
#include "feed/draft.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/url.h"
#include "feed/dates.h"
#include "feed/mojibake.h"
#include "feed/text.h"

/* Text of an element before its markup is taken off. */
enum { RAW_MAX_BYTES = 1 << 20 };

bool draft_put(struct draft_value *v, struct str text, int rank)
{
	text = str_trim(text);
	if (text.n == 0 || (v->text.p && rank >= v->rank))
		return false;
	*v = (struct draft_value){text, rank};
	return true;
}

void draft_put_category(struct arena *a, struct draft *d, struct str category)
{
	category = str_trim(category);
	if (category.n == 0 || d->n_categories == LIMIT_CATEGORIES)
		return;
	for (size_t i = 0; i < d->n_categories; i++)
		if (str_eq(d->categories[i], category))
			return;
	arena_grow(a, &d->categories, d->n_categories, &d->cap_categories,
	    sizeof(*d->categories));
	d->categories[d->n_categories++] =
	    (struct str){arena_dup_str(a, category), category.n};
}

void draft_maker_init(struct draft_maker *m)
{
	buf_init(&m->text, LIMIT_SUMMARY_BYTES);
	buf_init(&m->more, LIMIT_SUMMARY_BYTES);
	buf_init(&m->raw, RAW_MAX_BYTES);
}

void draft_maker_clear(struct draft_maker *m)
{
	buf_clear(&m->text);
	buf_clear(&m->more);
	buf_clear(&m->raw);
}

/* ---- Text ------------------------------------------------------------------------ */

static struct str keep(struct arena *a, const struct buf *b)
{
	if (b->n == 0)
		return (struct str){NULL, 0};
	return (struct str){arena_dup_str(a, buf_borrow(b)), b->n};
}

/* Some escape a CDATA section with all that is in it. */
static struct str without_cdata(struct str s)
{
	struct str inner = str_trim(s);

	if (!str_starts(inner, STR("<![CDATA[")) || !str_ends(inner, STR("]]>")))
		return s;
	return str_sub(inner, 9, inner.n - 12);
}

/* Leaves the text of t in m->text. */
static void make_text(struct draft_maker *m, const struct draft_text *t, size_t max)
{
	bool is_html = t->kind == TEXT_HTML;
	struct str raw = t->kind == TEXT_PLAIN ? t->raw : without_cdata(t->raw);

	buf_reset(&m->raw);
	if (mojibake_repair(&m->raw, raw))
		raw = buf_borrow(&m->raw);
	buf_reset(&m->text);
	m->text.max = max;
	if (t->kind == TEXT_GUESS)
		is_html = text_is_html(raw);
	if (is_html)
		text_from_html(&m->text, raw);
	else
		text_from_plain(&m->text, raw);
}

/* Whether there is nothing to be made of t: it is what it should be. */
static bool is_made(const struct draft_text *t, size_t max)
{
	return t->raw.n > 0 && t->raw.n <= max && text_is_clean(t->raw);
}

struct str draft_make_text(
    struct draft_maker *m, struct arena *a, const struct draft_text *t, size_t max)
{
	if (!t->raw.p)
		return (struct str){NULL, 0};
	if (is_made(t, max))
		return (struct str){arena_dup_str(a, t->raw), t->raw.n};
	make_text(m, t, max);
	return keep(a, &m->text);
}

static struct str make_plain(
    struct draft_maker *m, struct arena *a, struct str raw, size_t max)
{
	return draft_make_text(m, a, &(struct draft_text){raw, TEXT_PLAIN}, max);
}

/* The first title that has text. An entity that is left was escaped twice. */
static struct str make_title(
    struct draft_maker *m, struct arena *a, const struct draft_text *titles)
{
	for (int i = 0; i < TITLE_RANKS; i++) {
		if (!titles[i].raw.p)
			continue;
		if (is_made(&titles[i], LIMIT_TITLE_BYTES))
			return titles[i].raw;
		make_text(m, &titles[i], LIMIT_TITLE_BYTES);
		if (text_has_entity(buf_borrow(&m->text))) {
			buf_reset(&m->more);
			text_decode_entities(&m->more, buf_borrow(&m->text));
			buf_reset(&m->text);
			text_from_plain(&m->text, buf_borrow(&m->more));
		}
		if (m->text.n > 0)
			return keep(a, &m->text);
	}
	return (struct str){NULL, 0};
}

void draft_put_body(struct draft_maker *m, struct arena *a, struct draft *d, int rank,
    const struct draft_text *body)
{
	struct draft_text *to = &d->bodies[rank];

	if (to->raw.p)
		return;
	*to = *body;
	if (rank == 0) {
		d->summary = draft_make_text(m, a, body, LIMIT_SUMMARY_BYTES);
		to->raw = STR("");
	} else {
		to->raw.p = arena_dup_str(a, body->raw);
	}
}

static struct str make_summary(
    struct draft_maker *m, struct arena *a, const struct draft *d)
{
	struct str summary = d->summary;

	for (int i = 0; i < BODY_RANKS && summary.n == 0; i++)
		summary = draft_make_text(m, a, &d->bodies[i], LIMIT_SUMMARY_BYTES);
	return summary;
}

/* "ann@news.example (Ann Lee)", "Ann Lee (ann@news.example)" and "Ann Lee
 * <ann@news.example>" are "Ann Lee". */
static struct str name_of_author(struct str s)
{
	size_t open = str_find_char(s, '('), close = str_find_char(s, ')');
	size_t angle = str_find_char(s, '<');
	struct str inner = str_sub(s, open + 1, close - open - 1);

	if (open < close && close < s.n && str_find_char(str_sub(s, 0, open), '@') < open)
		return str_trim(inner);
	if (0 < open && open < close && close < s.n &&
	    str_find_char(inner, '@') < inner.n)
		return str_trim(str_sub(s, 0, open));
	if (angle > 0 && angle < s.n)
		return str_trim(str_sub(s, 0, angle));
	return s;
}

struct str draft_make_language(struct arena *a, struct str s)
{
	enum { TAG_MAX_BYTES = 35 };
	char *out;

	s = str_trim(s);
	if (s.n < 2 || s.n > TAG_MAX_BYTES)
		return (struct str){NULL, 0};
	out = arena_dup_str(a, s);
	for (size_t i = 0; i < s.n; i++) {
		if (out[i] >= 'A' && out[i] <= 'Z')
			out[i] = (char)(out[i] | 0x20);
		else if (out[i] == '_')
			out[i] = '-';
		if (!((out[i] >= 'a' && out[i] <= 'z') ||
			(out[i] >= '0' && out[i] <= '9') || out[i] == '-'))
			return (struct str){NULL, 0};
	}
	return (struct str){out, s.n};
}

/* Whether there is a title or a body, be it empty. */
static bool has_text(const struct draft *d)
{
	for (int i = 0; i < TITLE_RANKS; i++)
		if (d->titles[i].raw.p)
			return true;
	for (int i = 0; i < BODY_RANKS; i++)
		if (d->bodies[i].raw.p)
			return true;
	return false;
}

/* ---- Identity -------------------------------------------------------------------- */

static struct str make_url(struct arena *a, const struct draft *d)
{
	struct str url = d->link.text;

	if (!url.p && d->is_id_link && d->id.text.p) {
		url = url_resolve(a, (struct str){NULL, 0}, d->id.text);
		if (!url_is_web(url))
			url = (struct str){NULL, 0};
	}
	return url;
}

/* The id, else the URL, else a digest of what there is. An id beyond its limit is
 * digested too. */
static struct str make_guid(
    struct draft_maker *m, struct arena *a, const struct draft *d, const struct item *it)
{
	struct str guid = {NULL, 0}, whole;
	uint64_t hash;

	if (d->id.text.p && d->id.text.n <= LIMIT_GUID_BYTES)
		guid = make_plain(m, a, d->id.text, LIMIT_GUID_BYTES);
	else if (!d->id.text.p)
		guid = it->url;
	if (guid.p)
		return guid;
	whole = str_of(arena_printf(a, "%.*s\n%.*s\n%.*s", STR_ARG(it->title),
	    STR_ARG(it->summary), STR_ARG(it->date_as_given)));
	if (!has_text(d) && !d->id.text.p && d->enclosure.text.p)
		whole = d->enclosure.text;
	hash = str_hash(d->id.text.p ? d->id.text : whole);
	return str_of(arena_printf(a, "digest:%016llx", (unsigned long long)hash));
}

/* ---- The item -------------------------------------------------------------------- */

static void make_dates(
    struct draft_maker *m, struct arena *a, const struct draft *d, struct item *out)
{
	struct str given = d->published.text.p ? d->published.text
			   : d->updated.text.p ? d->updated.text
					       : d->created.text;

	out->published_at_s = dates_parse(d->published.text);
	out->updated_at_s = dates_parse(d->updated.text);
	if (out->published_at_s == NO_TIME && out->updated_at_s == NO_TIME)
		out->published_at_s = dates_parse(d->created.text);
	out->date_as_given = make_plain(m, a, given, LIMIT_NAME_BYTES);
}

static void make_categories(
    struct draft_maker *m, struct arena *a, const struct draft *d, struct item *out)
{
	struct str *categories = arena_alloc(a, d->n_categories, sizeof(*categories));

	for (size_t i = 0; i < d->n_categories; i++) {
		struct draft_text t = {d->categories[i], TEXT_GUESS};
		struct str text = draft_make_text(m, a, &t, LIMIT_NAME_BYTES);

		if (text.p)
			categories[out->n_categories++] = text;
	}
	out->categories = categories;
}

bool draft_make_item(struct draft_maker *m, struct arena *a, const struct draft *d,
    const struct feed_doc *doc, struct item *out)
{
	struct draft_text author = {name_of_author(d->author.text), TEXT_GUESS};
	struct draft_text source = {d->source.text, TEXT_GUESS};

	*out = (struct item){0};
	out->title = make_title(m, a, d->titles);
	out->summary = make_summary(m, a, d);
	out->url = make_url(a, d);
	if (!has_text(d) && !out->url.p && !d->id.text.p && !d->enclosure.text.p)
		return false;
	make_dates(m, a, d, out);
	out->guid = make_guid(m, a, d, out);
	out->author = draft_make_text(m, a, &author, LIMIT_NAME_BYTES);
	out->outlet = draft_make_text(m, a, &source, LIMIT_NAME_BYTES);
	if (!out->outlet.p)
		out->outlet = doc->title;
	out->language = draft_make_language(a, d->language.text);
	if (!out->language.p)
		out->language =
		    d->inherited_language.p ? d->inherited_language : doc->language;
	make_categories(m, a, d, out);
	return true;
}

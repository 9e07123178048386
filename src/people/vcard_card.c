/*
 * vcard_card.c - properties into a record. In: a property at a time. Out: a record and
 * problems. Always: a bad property costs itself; what is not read is kept
 * (vcard_extra.h); the record points to nothing but the arena.
 */
#include "people/vcard_card.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "model/person_name.h"
#include "people/interest.h"
#include "people/text.h"
#include "people/vcard_extra.h"

#include <stdlib.h>

static struct str line_of(struct card *c, struct str escaped)
{
	return people_text_line(c->b.arena, vcard_unescape(c->b.arena, escaped));
}

static void keep(struct card *c, const struct vcard_property *p, struct str value)
{
	if (!vcard_extra_put(&c->b.extra, p, value))
		report_remark(c->b.report, p->line, "%.*s of %zu bytes is left out",
		    STR_ARG(str_sub(p->name, 0, 40)), p->value.n);
}

static void keep_if_more(struct card *c, const struct vcard_property *p, struct str value)
{
	if (vcard_says_more(p))
		keep(c, p, value);
}

/* ---- Properties ------------------------------------------------------------------ */

static void read_uid(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str uid = line_of(c, value);

	if (uid.n > LIMIT_NAME_BYTES)
		report_error(c->b.report, p->line, "the UID is longer than %d bytes",
		    LIMIT_NAME_BYTES);
	else if (!c->b.record.contact.uid.n)
		c->b.record.contact.uid = uid;
}

static void read_fn(struct card *c, const struct vcard_property *p, struct str value)
{
	(void)p;
	if (!c->b.record.contact.name.n)
		c->b.record.contact.name = line_of(c, value);
}

static void read_n(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str rest = value, part, parts[5] = {{0}};

	for (size_t i = 0; i < 5 && vcard_split(c->b.arena, &rest, ';', &part); i++)
		parts[i] = people_text_line(c->b.arena, part);
	c->b.record.contact.family = parts[0];
	c->b.record.contact.given = parts[1];
	c->middle = parts[2];
	if (parts[2].n || parts[3].n || parts[4].n)
		keep(c, p, value);
}

static void read_nickname(
    struct card *c, const struct vcard_property *p, struct str value)
{
	struct contact *contact = &c->b.record.contact;
	struct str rest = value, part;

	(void)p;
	while (vcard_split(c->b.arena, &rest, ',', &part)) {
		if (contact->nickname.n)
			builder_alias(&c->b, part);
		else if (part.n <= LIMIT_NAME_BYTES)
			contact->nickname = people_text_line(c->b.arena, part);
	}
}

static void read_alias(struct card *c, const struct vcard_property *p, struct str value)
{
	(void)p;
	builder_alias(&c->b, vcard_unescape(c->b.arena, value));
}

/* 1 for the most preferred address. */
static int64_t preference(const struct vcard_property *p)
{
	int64_t pref = PREF_NONE;

	if (vcard_has_type(p, STR("PREF")))
		return 1;
	if (!str_to_int(vcard_param(p, STR("PREF")), 1, 100, &pref))
		return PREF_NONE;
	return pref;
}

static void read_email(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str text = vcard_unescape(c->b.arena, value);

	if (builder_email(&c->b, p->line, text, preference(p)))
		keep_if_more(c, p, value);
}

static void read_org(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str rest = value, part;

	if (c->b.record.contact.company.n) {
		keep(c, p, value);
		return;
	}
	if (vcard_split(c->b.arena, &rest, ';', &part))
		c->b.record.contact.company = people_text_line(c->b.arena, part);
	if (str_trim(rest).n)
		keep(c, p, value);
	else
		keep_if_more(c, p, value);
}

/* One line of text into *field; a second one is kept beside it. */
static void read_text(
    struct card *c, const struct vcard_property *p, struct str value, struct str *field)
{
	if (field->n) {
		keep(c, p, value);
		return;
	}
	*field = line_of(c, value);
	keep_if_more(c, p, value);
}

static void read_title(struct card *c, const struct vcard_property *p, struct str value)
{
	read_text(c, p, value, &c->b.record.contact.title);
}

/* The role stands for the title where there is none. */
static void read_role(struct card *c, const struct vcard_property *p, struct str value)
{
	if (!c->b.record.contact.title.n)
		c->b.record.contact.title = line_of(c, value);
	keep(c, p, value);
}

static void read_url(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str url = line_of(c, value);
	bool is_web = str_starts_nocase(url, STR("https://")) ||
		      str_starts_nocase(url, STR("http://"));

	if (is_web && url.n <= LIMIT_URL_BYTES)
		read_text(c, p, value, &c->b.record.contact.url);
	else
		keep(c, p, value);
}

static void read_lang(struct card *c, const struct vcard_property *p, struct str value)
{
	read_text(c, p, value, &c->b.record.contact.language);
}

/* ADR: box; extension; street; locality; region; code; country. The locality is the
 * place; the whole is kept. */
static void read_adr(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str rest = value, part;

	for (int i = 0; i < 4 && vcard_split(c->b.arena, &rest, ';', &part); i++)
		if (i == 3 && !c->b.record.contact.place.n)
			c->b.record.contact.place = people_text_line(c->b.arena, part);
	keep(c, p, value);
}

static void read_note(struct card *c, const struct vcard_property *p, struct str value)
{
	(void)p;
	builder_note(&c->b, vcard_unescape(c->b.arena, value));
}

/* Groups of the address book are kept, all other categories are interests. */
static void read_categories(
    struct card *c, const struct vcard_property *p, struct str value)
{
	struct vcard_property groups = *p;
	struct str rest = value, part;
	struct buf b;

	buf_init(&b, EXTRA_LINE_MAX_BYTES);
	while (rest.p) {
		struct str raw = rest;

		(void)vcard_split(c->b.arena, &rest, ',', &part);
		raw = str_sub(raw, 0, rest.p ? raw.n - rest.n - 1 : raw.n);
		part = people_text_line(c->b.arena, part);
		if (!vcard_is_group_category(part)) {
			builder_words(&c->b, p->line, part, 1);
			continue;
		}
		if (b.n)
			buf_putc(&b, ',');
		buf_put_str(&b, raw);
	}
	groups.value = buf_borrow(&b);
	if (b.n)
		keep(c, &groups, groups.value);
	buf_clear(&b);
}

/* INTEREST, HOBBY, EXPERTISE (RFC 6715 section 2). */
static void read_interest(
    struct card *c, const struct vcard_property *p, struct str value)
{
	double weight = vcard_level_weight(vcard_param(p, STR("LEVEL")));
	struct str term = line_of(c, value);

	builder_words(&c->b, p->line, term, weight);
	if (!str_eq_nocase(p->name, STR("INTEREST")) || vcard_says_more(p))
		keep(c, p, value);
}

static void read_own_interest(
    struct card *c, const struct vcard_property *p, struct str value)
{
	struct interest it = {.source = SOURCE_IMPORTED};
	struct err_info ei;

	if (people_interest_parse(
		c->b.arena, vcard_unescape(c->b.arena, value), &it, &ei) == OK)
		builder_interest(&c->b, &it);
	else
		report_error(c->b.report, p->line, "%s; left out", ei.text);
}

static void read_every_days(
    struct card *c, const struct vcard_property *p, struct str value)
{
	if (!str_to_int(str_trim(value), 0, CONTACT_EVERY_DAYS_MAX,
		&c->b.record.contact.every_days))
		report_error(c->b.report, p->line, "a cadence that is no number of days");
}

static void read_last_touch(
    struct card *c, const struct vcard_property *p, struct str value)
{
	if (!clock_parse_iso(str_trim(value), &c->b.record.contact.last_touch_at_s))
		report_error(c->b.report, p->line, "a last touch that is no date");
}

static void read_rev(struct card *c, const struct vcard_property *p, struct str value)
{
	(void)p;
	if (!clock_parse_iso(str_trim(value), &c->b.record.contact.updated_at_s))
		c->b.record.contact.updated_at_s = 0;
}

/* Groups are no persons, companies neither. */
static void read_kind(struct card *c, const struct vcard_property *p, struct str value)
{
	struct str kind = str_trim(value);

	c->is_group |= str_eq_nocase(kind, STR("group"));
	c->is_organisation |= str_eq_nocase(kind, STR("org"));
	c->is_organisation |= str_eq_nocase(kind, STR("company"));
	keep(c, p, value);
}

/* What is made anew when a card is written. */
static void read_nothing(struct card *c, const struct vcard_property *p, struct str value)
{
	(void)c;
	(void)p;
	(void)value;
}

/* Sorted by name for bsearch(). */
static const struct reader {
	const char *name;
	void (*read)(struct card *c, const struct vcard_property *p, struct str value);
} readers[] = {
    {"ADR", read_adr},
    {"CATEGORIES", read_categories},
    {"EMAIL", read_email},
    {"EXPERTISE", read_interest},
    {"FN", read_fn},
    {"HOBBY", read_interest},
    {"INTEREST", read_interest},
    {"KIND", read_kind},
    {"LANG", read_lang},
    {"N", read_n},
    {"NICKNAME", read_nickname},
    {"NOTE", read_note},
    {"ORG", read_org},
    {"PRODID", read_nothing},
    {"REV", read_rev},
    {"ROLE", read_role},
    {"TITLE", read_title},
    {"UID", read_uid},
    {"URL", read_url},
    {"VERSION", read_nothing},
    {"X-ABSHOWAS", read_kind},
    {"X-ADDRESSBOOKSERVER-KIND", read_kind},
    {"X-SAWTHIS-ALIAS", read_alias},
    {"X-SAWTHIS-EVERY-DAYS", read_every_days},
    {"X-SAWTHIS-INTEREST", read_own_interest},
    {"X-SAWTHIS-LAST-TOUCH", read_last_touch},
};

static int compare_reader(const void *key, const void *entry)
{
	const struct str *name = key;
	const struct reader *r = entry;
	struct str other = str_of(r->name);

	for (size_t i = 0; i < name->n && i < other.n; i++) {
		int a =
		    name->p[i] >= 'a' && name->p[i] <= 'z' ? name->p[i] - 32 : name->p[i];

		if (a != other.p[i])
			return a < other.p[i] ? -1 : 1;
	}
	return name->n < other.n ? -1 : name->n > other.n;
}

void card_read(struct card *c, const struct vcard_property *p)
{
	const struct reader *r;
	struct str value;

	if (p->has_nul) {
		c->has_nul = true;
		return;
	}
	if (!p->name.n) {
		report_error(c->b.report, p->line,
		    "expected NAME:VALUE; the line \"%.*s\" is left out",
		    STR_ARG(str_sub(p->value, 0, 60)));
		return;
	}
	value = vcard_value(c->b.arena, p);
	if (!p->params.n && value.p != p->value.p)
		report_remark(c->b.report, p->line, "not UTF-8; read as windows-1252");
	r = bsearch(&p->name, readers, sizeof(readers) / sizeof(readers[0]),
	    sizeof(readers[0]), compare_reader);
	if (r)
		r->read(c, p, value);
	else
		keep(c, p, value);
}

/* ---- The card -------------------------------------------------------------------- */

void card_init(struct card *c, struct report *r)
{
	*c = (struct card){0};
	builder_init(&c->b, r);
}

void card_clear(struct card *c)
{
	builder_clear(&c->b);
}

void card_begin(struct card *c, size_t line)
{
	builder_begin(&c->b, line);
	*c = (struct card){.b = c->b};
}

/* What a person is called where FN is missing: N, else the nickname. */
static struct str other_name(const struct card *c)
{
	const struct contact *contact = &c->b.record.contact;
	struct str name =
	    person_name_join(c->b.arena, contact->given, c->middle, contact->family);

	return name.n ? name : contact->nickname;
}

void card_end(struct card *c)
{
	struct contact *contact = &c->b.record.contact;

	if (c->has_nul) {
		report_error(c->b.report, c->b.record.line,
		    "a zero byte in the card; the contact is left out");
		return;
	}
	if (!contact->name.n)
		contact->name = other_name(c);
	if (c->is_group || c->is_organisation)
		report_remark(c->b.report, c->b.record.line,
		    "\"%.*s\" is %s and no person; left out",
		    STR_ARG(str_sub(contact->name, 0, 80)),
		    c->is_group ? "a group" : "an organisation");
	else
		builder_end(&c->b);
}

/*
 * vcard_write.c - one contact as a card. In: a contact. Always: what it was read from
 * comes out again, and no text can end its line: values are escaped, kept lines were
 * cleaned when they were read.
 */
#include "people/vcard.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/address.h"
#include "people/interest.h"
#include "people/text.h"
#include "people/vcard_extra.h"

#include <stdlib.h>

enum { LINE_BYTES = 75, SCRATCH_BYTES = 1 << 20 };

/* A line of contact.extra. */
struct kept {
	struct vcard_property p;
	struct str text;
	bool is_written, is_stale; /* stale: its value is no longer the contact's */
};

struct writer {
	struct buf *out;
	struct buf line; /* the one being made */
	struct arena *scratch;
	enum vcard_version version;
	struct kept *kept;
	size_t n_kept, cap_kept;
};

/* ---- Lines ----------------------------------------------------------------------- */

/* Folded at 75 bytes between characters (RFC 6350 section 3.2). */
static void put_folded(struct buf *b, struct str line)
{
	size_t room = LINE_BYTES;

	while (line.n > room) {
		struct str part = utf8_cut(line, room);

		buf_put_str(b, part);
		buf_puts(b, "\r\n ");
		line = str_sub(line, part.n, line.n);
		room = LINE_BYTES - 1;
	}
	buf_put_str(b, line);
	buf_puts(b, "\r\n");
}

static void put_escaped(struct buf *b, struct str s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		if (c == '\n') {
			buf_puts(b, "\\n");
		} else if (!utf8_is_control(c)) {
			if (c == ',' || c == ';' || c == '\\')
				buf_putc(b, '\\');
			utf8_put(b, c);
		}
	}
}

static void end_line(struct writer *w)
{
	put_folded(w->out, buf_borrow(&w->line));
	buf_reset(&w->line);
}

/* NAME:value, if there is a value. */
static void put_text(struct writer *w, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_printf(&w->line, "%s:", name);
	put_escaped(&w->line, value);
	end_line(w);
}

static void put_kept(struct writer *w, struct kept *k)
{
	put_folded(w->out, k->text);
	k->is_written = true;
}

/* ---- Kept lines ------------------------------------------------------------------ */

static void read_kept(struct writer *w, struct str extra)
{
	struct vcard_lines lines;
	struct str rest = extra, text;

	while (rest.n && str_split(&rest, '\n', &text)) {
		struct kept k = {.text = text};

		vcard_lines_init(&lines, text);
		if (vcard_lines_next(&lines, &k.p) && k.p.name.n) {
			mem_grow(&w->kept, w->n_kept, &w->cap_kept, sizeof(*w->kept));
			w->kept[w->n_kept++] = k;
		}
		vcard_lines_clear(&lines);
	}
}

/* The kept line of that name whose value, or first component of it, is `value`. */
static struct kept *find_kept(struct writer *w, const char *name, struct str value)
{
	for (size_t i = 0; i < w->n_kept; i++) {
		struct kept *k = &w->kept[i];
		struct str rest = k->p.value, first;

		if (k->is_written || !str_eq_nocase(k->p.name, str_of(name)))
			continue;
		if (str_eq_nocase(str_of(name), STR("ORG")))
			vcard_split(w->scratch, &rest, ';', &first);
		else
			first = vcard_unescape(w->scratch, rest);
		if (str_eq(people_text_line(w->scratch, first), value))
			return k;
	}
	return NULL;
}

/* The kept line that says more, or a plain one. */
static void put_richest(struct writer *w, const char *name, struct str value)
{
	struct kept *k = value.n ? find_kept(w, name, value) : NULL;

	if (k)
		put_kept(w, k);
	else
		put_text(w, name, value);
}

static void mark_stale(struct writer *w, const char *name)
{
	for (size_t i = 0; i < w->n_kept; i++)
		w->kept[i].is_stale |= str_eq_nocase(w->kept[i].p.name, str_of(name));
}

/* ---- Properties ------------------------------------------------------------------ */

static void put_name(struct writer *w, const struct contact *c)
{
	struct str parts[2];

	put_text(w, "FN", c->name);
	mark_stale(w, "N");
	for (size_t i = 0; i < w->n_kept; i++) {
		struct str rest = w->kept[i].p.value;

		if (!str_eq_nocase(w->kept[i].p.name, STR("N")) ||
		    !vcard_split(w->scratch, &rest, ';', &parts[0]) ||
		    !vcard_split(w->scratch, &rest, ';', &parts[1]))
			continue;
		if (str_eq(people_text_line(w->scratch, parts[0]), c->family) &&
		    str_eq(people_text_line(w->scratch, parts[1]), c->given)) {
			put_kept(w, &w->kept[i]);
			return;
		}
	}
	buf_puts(&w->line, "N:");
	put_escaped(&w->line, c->family.n || c->given.n ? c->family : c->name);
	buf_putc(&w->line, ';');
	put_escaped(&w->line, c->given);
	buf_puts(&w->line, ";;;");
	end_line(w);
}

/* The nickname and the aliases behind it; aliases alone have a property of their own. */
static void put_nicknames(struct writer *w, const struct contact *c)
{
	if (c->nickname.n) {
		buf_puts(&w->line, "NICKNAME:");
		put_escaped(&w->line, c->nickname);
	}
	for (size_t i = 0; i < c->n_aliases; i++) {
		if (!c->nickname.n) {
			put_text(w, "X-SAWTHIS-ALIAS", c->aliases[i]);
			continue;
		}
		buf_putc(&w->line, ',');
		put_escaped(&w->line, c->aliases[i]);
	}
	if (c->nickname.n)
		end_line(w);
}

static struct kept *find_email(struct writer *w, struct str email)
{
	for (size_t i = 0; i < w->n_kept; i++) {
		struct kept *k = &w->kept[i];
		struct str address;

		if (!k->is_written && str_eq_nocase(k->p.name, STR("EMAIL")) &&
		    address_parse(vcard_unescape(w->scratch, k->p.value), &address) &&
		    str_eq_nocase(address, email))
			return k;
	}
	return NULL;
}

static void put_emails(struct writer *w, const struct contact *c)
{
	bool is_v3 = w->version == VCARD_3;

	mark_stale(w, "EMAIL");
	for (size_t i = 0; i < c->n_emails; i++) {
		struct kept *k = find_email(w, c->emails[i]);
		bool is_preferred = i == 0 && c->n_emails > 1;

		if (k) {
			put_kept(w, k);
			continue;
		}
		buf_puts(&w->line, is_v3 ? "EMAIL;TYPE=INTERNET" : "EMAIL");
		if (is_preferred)
			buf_puts(&w->line, is_v3 ? ",PREF" : ";PREF=1");
		buf_putc(&w->line, ':');
		put_escaped(&w->line, c->emails[i]);
		end_line(w);
	}
}

static void put_place(struct writer *w, const struct contact *c)
{
	for (size_t i = 0; i < w->n_kept && c->place.n; i++)
		if (str_eq_nocase(w->kept[i].p.name, STR("ADR")))
			return; /* it has the place */
	if (!c->place.n)
		return;
	buf_puts(&w->line, "ADR:;;;");
	put_escaped(&w->line, c->place);
	buf_puts(&w->line, ";;;");
	end_line(w);
}

/* A line of RFC 6715 that was read and says the same. */
static struct kept *find_interest(struct writer *w, const struct interest *it)
{
	static const char *const names[] = {"INTEREST", "HOBBY", "EXPERTISE"};

	if (it->kind == INTEREST_REGEX || it->is_never)
		return NULL;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct kept *k = find_kept(w, names[i], it->term);

		if (k &&
		    vcard_level_weight(vcard_param(&k->p, STR("LEVEL"))) == it->weight)
			return k;
	}
	return NULL;
}

/* The exact form, for what no standard property can say. */
static void put_own_interest(struct writer *w, const struct interest *it)
{
	struct buf text;

	buf_init(&text, LIMIT_PATTERN_BYTES + LIMIT_TERM_BYTES);
	people_interest_write(&text, it);
	put_text(w, "X-SAWTHIS-INTEREST", buf_borrow(&text));
	buf_clear(&text);
}

static void put_interest_4(struct writer *w, const struct interest *it)
{
	if (it->weight == 2)
		put_text(w, "INTEREST;LEVEL=high", it->term);
	else if (it->weight == 0.5)
		put_text(w, "INTEREST;LEVEL=low", it->term);
	else
		put_text(w, "INTEREST", it->term);
}

static void put_interests(struct writer *w, const struct contact *c)
{
	struct buf categories;

	buf_init(&categories, SCRATCH_BYTES);
	mark_stale(w, "INTEREST");
	mark_stale(w, "HOBBY");
	mark_stale(w, "EXPERTISE");
	for (size_t i = 0; i < c->n_interests; i++) {
		const struct interest *it = &c->interests[i];
		struct kept *k = find_interest(w, it);
		bool is_plain =
		    it->kind != INTEREST_REGEX && !it->is_never &&
		    (it->weight == 1 || (w->version == VCARD_4 &&
					    (it->weight == 2 || it->weight == 0.5)));

		if (it->source == SOURCE_LEARNED)
			continue; /* they follow from decisions */
		if (k) {
			put_kept(w, k);
		} else if (!is_plain) {
			put_own_interest(w, it);
		} else if (w->version == VCARD_4) {
			put_interest_4(w, it);
		} else if (vcard_is_group_category(it->term)) {
			put_own_interest(w, it);
		} else {
			if (categories.n)
				buf_putc(&categories, ',');
			put_escaped(&categories, it->term);
		}
	}
	if (categories.n) {
		buf_puts(&w->line, "CATEGORIES:");
		buf_put_str(&w->line, buf_borrow(&categories));
		end_line(w);
	}
	buf_clear(&categories);
}

static void put_own_fields(struct writer *w, const struct contact *c)
{
	char text[CLOCK_ISO_SIZE];

	if (c->every_days) {
		buf_printf(
		    &w->line, "X-SAWTHIS-EVERY-DAYS:%lld", (long long)c->every_days);
		end_line(w);
	}
	if (c->last_touch_at_s != NO_TIME)
		put_text(w, "X-SAWTHIS-LAST-TOUCH",
		    str_of(clock_format_iso(c->last_touch_at_s, text)));
	if (c->updated_at_s > 0)
		put_text(w, "REV", str_of(clock_format_iso(c->updated_at_s, text)));
}

/* Whether a label ("item1.X-ABLabel") has lost what it labels. */
static bool is_orphan(const struct writer *w, const struct kept *label)
{
	bool has_stale = false;

	if (!label->p.group.n || !str_starts_nocase(label->p.name, STR("X-AB")))
		return false;
	for (size_t i = 0; i < w->n_kept; i++) {
		const struct kept *k = &w->kept[i];

		if (k == label || !str_eq_nocase(k->p.group, label->p.group) ||
		    str_starts_nocase(k->p.name, STR("X-AB")))
			continue;
		if (k->is_written || !k->is_stale)
			return false;
		has_stale = true;
	}
	return has_stale;
}

static void put_rest(struct writer *w)
{
	for (size_t i = 0; i < w->n_kept; i++) {
		struct kept *k = &w->kept[i];

		if (!k->is_written && !k->is_stale && !is_orphan(w, k))
			put_kept(w, k);
	}
}

void people_vcard_write(struct buf *b, const struct contact *c, enum vcard_version v)
{
	struct writer w = {.out = b, .scratch = arena_new(), .version = v};

	buf_init(&w.line, SCRATCH_BYTES);
	read_kept(&w, c->extra);
	buf_printf(b, "BEGIN:VCARD\r\nVERSION:%s\r\n", v == VCARD_3 ? "3.0" : "4.0");
	put_text(&w, "UID", c->uid);
	put_name(&w, c);
	put_nicknames(&w, c);
	put_emails(&w, c);
	put_richest(&w, "ORG", c->company);
	put_richest(&w, "TITLE", c->title);
	put_place(&w, c);
	put_richest(&w, "URL", c->url);
	put_richest(&w, "LANG", c->language);
	put_interests(&w, c);
	put_text(&w, "NOTE", c->notes);
	put_own_fields(&w, c);
	put_rest(&w);
	buf_puts(b, "END:VCARD\r\n");
	buf_clear(&w.line);
	free(w.kept);
	arena_free(w.scratch);
}

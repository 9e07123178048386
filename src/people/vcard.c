/*
 * vcard.c - a file of cards. In: its text. Out: records and problems. Always: a bad card
 * costs itself alone; cards within cards (AGENT) are counted, never recursed into.
 */
#include "people/vcard.h"

#include "people/vcard_card.h"

#include <stdio.h>

static bool is_mark(const struct vcard_property *p, struct str name)
{
	return str_eq_nocase(p->name, name) &&
	       str_eq_nocase(str_trim(p->value), STR("VCARD"));
}

bool people_vcard_is(struct str text)
{
	struct vcard_property p;
	struct vcard_lines lines;
	bool is_one = false;

	vcard_lines_init(&lines, str_sub(text, 0, 64 << 10));
	while (!is_one && vcard_lines_next(&lines, &p))
		is_one = is_mark(&p, STR("BEGIN"));
	vcard_lines_clear(&lines);
	return is_one;
}

/* Where the reader is in the file. */
struct state {
	struct vcard_lines lines;
	struct card card;
	bool is_in_card, is_agent_due, is_binary;
	size_t depth; /* cards within the card */
	size_t n_cards;
};

static bool is_base64(const struct vcard_property *p)
{
	struct str encoding = vcard_param(p, STR("ENCODING"));

	return str_eq_nocase(encoding, STR("BASE64")) ||
	       str_eq_nocase(encoding, STR("b")) || vcard_has_type(p, STR("BASE64"));
}

static void begin(struct state *s, const struct vcard_property *p, struct report *r)
{
	if (s->is_in_card && (s->is_agent_due || s->depth)) {
		if (s->depth++ == 0)
			report_remark(r, p->line, "a card within a card is left out");
		return;
	}
	if (s->is_in_card) {
		report_error(r, p->line,
		    "the card of line %zu has no END:VCARD; it is taken as it is",
		    s->card.b.record.line);
		card_end(&s->card);
	}
	s->is_in_card = true;
	s->lines.keeps_fold = false;
	s->n_cards++;
	card_begin(&s->card, p->line);
}

static void end(struct state *s)
{
	if (s->depth) {
		s->depth--;
	} else if (s->is_in_card) {
		s->is_in_card = false;
		card_end(&s->card);
	}
}

static void read_cards(struct state *s, struct report *r)
{
	struct vcard_property p;

	while (vcard_lines_next(&s->lines, &p)) {
		if (is_mark(&p, STR("BEGIN")))
			begin(s, &p, r);
		else if (is_mark(&p, STR("END")))
			end(s);
		else if (s->is_in_card && !s->depth && !(s->is_binary && !p.name.n)) {
			if (str_eq_nocase(p.name, STR("VERSION")))
				s->lines.keeps_fold =
				    str_eq(str_trim(p.value), STR("2.1"));
			card_read(&s->card, &p);
		}
		if (p.name.n)
			s->is_binary = is_base64(&p);
		s->is_agent_due = str_eq_nocase(p.name, STR("AGENT"));
	}
	if (s->is_in_card)
		report_error(r, s->card.b.record.line,
		    "the card has no END:VCARD, the file seems to be cut off; the "
		    "contact "
		    "is left out");
}

enum err people_vcard_read(struct arena *a, struct str text, const char *file,
    struct people_import *out, struct err_info *ei)
{
	struct report r;
	struct state s = {0};
	char source[256];

	report_init(&r, a, "vCard");
	vcard_lines_init(&s.lines, text);
	card_init(&s.card, &r);
	read_cards(&s, &r);
	card_clear(&s.card);
	vcard_lines_clear(&s.lines);
	if (!s.n_cards) {
		report_clear(&r);
		snprintf(source, sizeof(source), "%s:1", file);
		return err_set(ei, ERR_DATA, source, "no vCard in it (BEGIN:VCARD)");
	}
	report_take(&r, out);
	return OK;
}

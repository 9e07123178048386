/*
 * head.c - elements of a channel or feed. Always: an element that says nothing new takes
 * no memory, however often it comes.
 */
#include "feed/head.h"

#include "base/limits.h"

/* Where the address of the outlet's page may be from. */
enum { LINK_TEXT = 1, LINK_PAGE, LINK_OTHER };

static void put_title(
    struct head *h, struct draft_maker *m, int rank, const struct draft_text *text)
{
	struct str title;

	if (h->doc->title.p && rank >= h->title_rank)
		return;
	title = draft_make_text(m, h->arena, text, LIMIT_TITLE_BYTES);
	if (!title.p)
		return;
	h->doc->title = title;
	h->title_rank = rank;
}

static void put_home(struct head *h, struct scopes *s, int rank, struct str raw)
{
	struct str url;

	if (h->doc->home_url.p && rank >= h->link_rank)
		return;
	url = scopes_resolve(s, h->arena, raw);
	if (!url.p)
		return;
	h->doc->home_url = url;
	h->link_rank = rank;
}

static void put_language(struct head *h, int rank, struct str text)
{
	struct str language;

	if (h->language_rank && rank + 1 >= h->language_rank)
		return;
	language = draft_make_language(h->arena, text);
	if (!language.p)
		return;
	h->doc->language = language;
	h->language_rank = rank + 1;
}

static void set_period(struct head *h)
{
	int64_t frequency = h->schedule.frequency ? h->schedule.frequency : 1;

	h->doc->period_s = h->schedule.period_s / frequency;
}

void head_put(struct head *h, struct draft_maker *m, struct scopes *s,
    const struct name *n, const struct draft_text *text)
{
	switch (n->meaning) {
	case MEANS_TITLE: put_title(h, m, n->rank, text); break;
	case MEANS_LINK: put_home(h, s, LINK_TEXT, text->raw); break;
	case MEANS_LANGUAGE: put_language(h, n->rank, text->raw); break;
	case MEANS_TTL: h->doc->ttl_s = schedule_ttl_s(text->raw); break;
	case MEANS_UPDATE_PERIOD:
		h->schedule.period_s = schedule_period_s(text->raw);
		set_period(h);
		break;
	case MEANS_UPDATE_FREQUENCY:
		h->schedule.frequency = schedule_frequency(text->raw);
		set_period(h);
		break;
	case MEANS_SKIP_HOURS: h->doc->skip_hours = schedule_hours(text->raw); break;
	case MEANS_SKIP_DAYS: h->doc->skip_days = schedule_days(text->raw); break;
	default: break;
	}
}

void head_put_link(
    struct head *h, struct scopes *s, const struct xml_element *e, struct str href)
{
	bool is_page;

	switch (atom_relation_of(e, &is_page)) {
	case ATOM_ALTERNATE:
		put_home(h, s, is_page ? LINK_PAGE : LINK_OTHER, href);
		break;
	case ATOM_SELF:
		if (!h->doc->self_url.p)
			h->doc->self_url = scopes_resolve(s, h->arena, href);
		break;
	case ATOM_HUB:
		if (!h->doc->hub_url.p)
			h->doc->hub_url = scopes_resolve(s, h->arena, href);
		break;
	case ATOM_OTHER: break;
	}
}

/*
 * forwarding_note.c - notes made ready. In: a suggestion, or an article that the user
 * found, and what the user says. Out: a draft that is sent as it is or changed first.
 * Nothing is stored here.
 */
#include "app/forwarding.h"

#include "app/article.h"
#include "app/templates.h"
#include "base/clock.h"
#include "base/fold.h"
#include "base/limits.h"
#include "store/contact.h"
#include "store/note.h"
#include "store/touch.h"

enum { SIGNATURE_MAX_BYTES = 4 << 10, NAMES_MAX = 3, NOTES_MAX = 20 };
enum { MONTHS_KNOWN_S = 330 * DAY_S };

/* identity.signature with \n as line breaks; the name where it is empty. */
static struct str signature(struct arena *a, const struct home *h)
{
	struct str s = config_text(h->config, "identity.signature"), out;
	struct buf b;

	if (!s.n)
		return config_text(h->config, "identity.name");
	buf_init(&b, SIGNATURE_MAX_BYTES);
	for (size_t i = 0; i < s.n; i++) {
		bool is_break = str_starts(str_sub(s, i, 2), STR("\\n"));

		buf_putc(&b, is_break ? '\n' : s.p[i]);
		i += is_break;
	}
	out = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return out;
}

/* The reason that can be told to the contact and counts most. */
static void set_because(const struct suggestion *s, struct note_request *r)
{
	points best = 0;

	for (size_t i = 0; i < s->n_reasons; i++) {
		const struct match *m = &s->reasons[i];
		bool can_be_told = m->kind == TERM_INTEREST || m->kind == TERM_COMPANY ||
				   m->kind == TERM_PERSON;

		if (!can_be_told || m->points <= best)
			continue;
		best = m->points;
		r->has_because = true;
		r->because_kind = m->kind;
		r->because_term = m->term;
	}
}

/* The month of the last talk in which the contact spoke of the term, by what the user
 * logged; within a year, so that its name is enough. */
static enum err set_month(struct arena *a, struct home *h, const struct contact *c,
    struct note_request *r, struct err_info *ei)
{
	struct str term = fold_dup(a, r->because_term);
	struct touch *touches;
	size_t n = 0;
	enum err e = OK;

	if (r->has_because && r->because_kind == TERM_INTEREST && term.n)
		e = store_touch_list(a, h->store, c->id, clock_now_s() - MONTHS_KNOWN_S,
		    0, &touches, &n, ei);
	for (size_t i = 0; e == OK && i < n && !r->because_month; i++) {
		if (touches[i].kind != TOUCH_FORWARD &&
		    str_has_words(fold_dup(a, touches[i].text), term))
			r->because_month = clock_to_civil(touches[i].at_s).month;
	}
	return e;
}

static struct note_request request(struct arena *a, const struct home *h,
    const struct queue_entry *q, const struct forward_wish *wish,
    const struct sent_note *last)
{
	const struct contact *c = &q->contact;
	struct note_request r = {
	    .language =
		c->language.n ? c->language : config_text(h->config, "identity.language"),
	    .goes_by = note_goes_by(c->nickname, c->given, c->name),
	    .full_name = c->name,
	    .company = c->company,
	    .headline = q->item.title,
	    .outlet = q->item.outlet,
	    .url = q->item.url,
	    .question = wish->question,
	    .line = wish->line,
	    .signature = signature(a, h),
	    .last_wording = last ? last->line : (struct str){0},
	    .seed = (uint64_t)c->id,
	};

	if (wish->question.n)
		r.occasion = NOTE_QUESTION;
	else if (str_starts(q->suggestion.occasion, STR("congratulations")))
		r.occasion = NOTE_CONGRATULATIONS;
	set_because(&q->suggestion, &r);
	return r;
}

/* Answers the last mail: its Message-ID and its subject. Notes that went by mailto have
 * no Message-ID that we know. */
static enum err follow_up(struct arena *a, const struct sent_note *notes, size_t n,
    struct forward_draft *d, struct err_info *ei)
{
	const struct sent_note *last = NULL;

	for (size_t i = 0; i < n && !last; i++)
		last = notes[i].message_id.n ? &notes[i] : NULL;
	if (!last)
		return err_set(ei, ERR_DATA, NULL,
		    "there is no earlier mail to %.*s to follow up",
		    STR_ARG(d->entry.contact.name));
	d->in_reply_to = last->message_id;
	d->note.subject =
	    str_starts_nocase(last->subject, STR("re:"))
		? last->subject
		: str_of(arena_printf(a, "Re: %.*s", STR_ARG(last->subject)));
	return OK;
}

/* What the user wrote for it before: the mail was refused, cancelled or taken back. */
static enum err take_earlier(struct arena *a, struct home *h,
    const struct forward_wish *wish, struct forward_draft *d, struct err_info *ei)
{
	struct sent_note earlier;
	enum err e;

	if (!d->suggestion_id || wish->line.n || wish->question.n)
		return OK;
	e = store_note_by_suggestion(a, h->store, d->suggestion_id, &earlier, ei);
	if (e == OK) {
		d->note.subject = earlier.subject;
		d->note.text = earlier.text;
		d->note.wording = earlier.line;
	}
	return e == ERR_NOINPUT ? OK : e;
}

/* "also sent to Bob Fox and Eve Lin; held: bad news" */
static enum err set_warning(
    struct arena *a, struct home *h, struct forward_draft *d, struct err_info *ei)
{
	const struct suggestion_query query = {.story_id = d->entry.suggestion.story_id,
	    .statuses = STATUS_BIT(SUGGESTION_FORWARDED),
	    .has_no_reasons = true};
	struct str held = d->entry.suggestion.held_for;
	struct queue_entry *others;
	struct buf b;
	size_t n = 0;
	enum err e = OK;

	if (query.story_id)
		e = store_suggestion_list(a, h->store, &query, &others, &n, ei);
	if (e != OK)
		return e;
	buf_init(&b, LIMIT_NOTES_BYTES);
	for (size_t i = 0; i < n && i < NAMES_MAX; i++)
		buf_printf(&b, "%s%.*s", i ? ", " : "this story was also sent to ",
		    STR_ARG(others[i].contact.name));
	if (n > NAMES_MAX)
		buf_printf(&b, " and %zu more", n - NAMES_MAX);
	if (held.n)
		buf_printf(
		    &b, "%sheld for a second look: %.*s", n ? "; " : "", STR_ARG(held));
	if (b.n)
		d->warning = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return OK;
}

/* Completes a draft whose entry and suggestion_id are set. */
static enum err make_draft(struct arena *a, struct home *h,
    const struct forward_wish *wish, struct forward_draft *d, struct err_info *ei)
{
	const struct contact *c = &d->entry.contact;
	struct template_set *templates = NULL;
	struct note_request r;
	struct sent_note *notes;
	size_t n = 0;
	enum err e = store_note_list(a, h->store, c->id, NOTES_MAX, &notes, &n, ei);

	if (e == OK)
		e = app_templates_load(h, &templates, ei);
	if (e == OK) {
		r = request(a, h, &d->entry, wish, n ? &notes[0] : NULL);
		e = set_month(a, h, c, &r, ei);
	}
	if (e == OK)
		e = note_make(a, templates, &r, &d->note, ei);
	if (e == OK)
		e = take_earlier(a, h, wish, d, ei);
	if (e == OK && wish->is_follow_up)
		e = follow_up(a, notes, n, d, ei);
	if (e == OK)
		e = set_warning(a, h, d, ei);
	template_set_free(templates);
	if (e != OK)
		return e;
	if (c->email.n)
		d->to = str_of(
		    arena_printf(a, "%.*s <%.*s>", STR_ARG(c->name), STR_ARG(c->email)));
	d->why = d->entry.suggestion.note;
	return OK;
}

static enum err forwarded_already(const struct queue_entry *q, struct err_info *ei)
{
	return err_set(ei, ERR_DATA, NULL,
	    "%.*s was sent this story already; `sawthis undo` takes the last decision "
	    "back",
	    STR_ARG(q->contact.name));
}

static const struct forward_wish no_wish;

enum err forwarding_prepare(struct arena *a, struct home *h, int64_t suggestion_id,
    const struct forward_wish *wish, struct forward_draft *out, struct err_info *ei)
{
	struct forward_draft d = {.suggestion_id = suggestion_id};
	enum err e = store_suggestion_get(a, h->store, suggestion_id, &d.entry, ei);

	if (e == OK && d.entry.suggestion.status == SUGGESTION_FORWARDED)
		e = forwarded_already(&d.entry, ei);
	if (e == OK)
		e = make_draft(a, h, wish ? wish : &no_wish, &d, ei);
	if (e == OK)
		*out = d;
	return e;
}

enum err forwarding_prepare_url(struct arena *a, struct home *h, struct str url,
    int64_t contact_id, const struct forward_wish *wish, struct forward_draft *out,
    struct err_info *ei)
{
	struct forward_draft d = {0};
	struct suggestion_query query = {.contact_id = contact_id};
	struct queue_entry *known;
	struct item it;
	size_t n = 0;
	enum err e =
	    article_find(a, h, url, wish ? wish->title : (struct str){0}, &it, ei);

	query.story_id = e == OK ? it.story_id : 0;
	if (e == OK && query.story_id)
		e = store_suggestion_list(a, h->store, &query, &known, &n, ei);
	if (e == OK && n && known[0].suggestion.status == SUGGESTION_FORWARDED)
		e = forwarded_already(&known[0], ei);
	if (e == OK && n) {
		d.entry = known[0];
		d.suggestion_id = known[0].suggestion.id;
	} else if (e == OK) {
		e = store_contact_get(a, h->store, contact_id, &d.entry.contact, ei);
		if (e == OK)
			e = article_match(
			    a, h, &d.entry.contact, &it, &d.entry.suggestion, ei);
	}
	d.entry.item = it;
	if (e == OK)
		e = make_draft(a, h, wish ? wish : &no_wish, &d, ei);
	if (e == OK)
		*out = d;
	return e;
}

/*
 * digesting.c - the morning mail. In: the queue, the contacts, the feeds. Out: one
 * message to the user. Always: it goes to identity.email alone, and the day it was made
 * is written down with it, so that a day has one.
 */
#include "app/digesting.h"

#include "app/asking.h"
#include "app/mailing.h"
#include "base/clock.h"
#include "mail/message.h"
#include "rank/cadence.h"
#include "store/contact.h"
#include "store/feed.h"
#include "store/outbox.h"
#include "store/run.h"
#include "store/suggestion.h"

enum { DUE_MAX = 10 };

static const char day_key[] = "digest.last_day";

static int64_t today(void)
{
	return clock_now_s() / DAY_S;
}

/* Those of the contact of entry `first`, which are marked as done (contact id 0). */
static struct digest_contact take_contact(
    struct arena *a, struct queue_entry *entries, size_t n, size_t first)
{
	const struct contact c = entries[first].contact;
	struct digest_suggestion *list;
	size_t n_list = 0;

	for (size_t i = first; i < n; i++)
		n_list += entries[i].contact.id == c.id;
	list = arena_alloc(a, n_list, sizeof(*list));
	n_list = 0;
	for (size_t i = first; i < n; i++) {
		struct queue_entry *q = &entries[i];

		if (q->contact.id != c.id)
			continue;
		list[n_list++] = (struct digest_suggestion){.id = q->suggestion.id,
		    .headline = q->item.title,
		    .outlet = q->item.outlet,
		    .url = q->item.url,
		    .why = q->suggestion.note};
		q->contact.id = 0;
	}
	return (struct digest_contact){.name = c.name,
	    .company = c.company,
	    .last_touch_at_s = c.last_touch_at_s,
	    .suggestions = list,
	    .n_suggestions = n_list};
}

/* Suggestions that wait for a decision, grouped by contact, the best contact first. */
static enum err add_suggestions(
    struct arena *a, struct home *h, struct digest *d, struct err_info *ei)
{
	const struct suggestion_query query = {.statuses = STATUS_BIT(SUGGESTION_NEW)};
	struct queue_entry *entries;
	struct digest_contact *contacts;
	size_t n;
	enum err e = store_suggestion_list(a, h->store, &query, &entries, &n, ei);

	if (e != OK)
		return e;
	contacts = arena_alloc(a, n, sizeof(*contacts));
	for (size_t i = 0; i < n; i++) {
		if (entries[i].contact.id)
			contacts[d->n_contacts++] = take_contact(a, entries, n, i);
	}
	d->contacts = contacts;
	return OK;
}

/* Something to ask, from what is known of the contact. */
static enum err find_question(struct arena *a, struct home *h, const struct contact *c,
    struct str *out, struct err_info *ei)
{
	struct question questions[QUESTIONS_MAX];
	size_t n = 0;
	enum err e = asking_make(a, h, c, false, questions, &n, ei);

	if (e == OK && n)
		*out = questions[0].text;
	return e;
}

/* The longest overdue. */
static enum err add_due(
    struct arena *a, struct home *h, struct digest *d, struct err_info *ei)
{
	const struct contact_query query = {.is_muted_left_out = true};
	int64_t every_days = config_int(h->config, "queue.every_days");
	struct contact *contacts;
	struct digest_due *due;
	size_t n, n_due, *order;
	enum err e = store_contact_list(a, h->store, &query, &contacts, &n, ei);

	if (e != OK)
		return e;
	order = arena_alloc(a, n, sizeof(*order));
	n_due = cadence_list_due(contacts, n, every_days, d->now_s, false, order);
	due = arena_alloc(a, DUE_MAX, sizeof(*due));
	for (size_t i = 0; i < n_due && d->n_due < DUE_MAX && e == OK; i++) {
		const struct contact *c = &contacts[order[i]];
		struct digest_due *one = &due[d->n_due++];

		*one = (struct digest_due){.name = c->name,
		    .overdue_days = -cadence_due_in_days(c, every_days, d->now_s),
		    .last_touch_at_s = c->last_touch_at_s};
		e = find_question(a, h, c, &one->question, ei);
	}
	d->due = due;
	return e;
}

static enum err add_feeds(
    struct arena *a, struct home *h, struct digest *d, struct err_info *ei)
{
	struct feed *feeds;
	struct digest_feed *broken;
	size_t n;
	enum err e = store_feed_list(a, h->store, &feeds, &n, ei);

	if (e != OK)
		return e;
	broken = arena_alloc(a, n, sizeof(*broken));
	for (size_t i = 0; i < n; i++) {
		if (feeds[i].status != FEED_PAUSED && feeds[i].error.n)
			broken[d->n_feeds++] =
			    (struct digest_feed){.title = feeds[i].title,
				.url = feeds[i].url,
				.error = feeds[i].error,
				.failing_since_s = feeds[i].failing_since_s};
	}
	d->feeds = broken;
	return OK;
}

/* Where the page is for who reads the digest on this machine: an address that stands for
 * all of them is none to open. */
static struct str page_url(struct arena *a, struct str listen)
{
	static const char *const all[] = {"0.0.0.0:", "[::]:"};

	for (size_t i = 0; i < 2; i++)
		if (str_starts(listen, str_of(all[i])))
			return str_of(arena_printf(a, "http://localhost:%.*s/",
			    STR_ARG(str_sub(listen, strlen(all[i]), listen.n))));
	return str_of(arena_printf(a, "http://%.*s/", STR_ARG(listen)));
}

enum err digesting_make(struct arena *a, struct home *h, struct digest_text *out,
    bool *has_news, struct err_info *ei)
{
	struct digest d = {.now_s = clock_now_s()};
	enum err e = add_suggestions(a, h, &d, ei);

	d.page_url = page_url(a, config_text(h->config, "web.listen"));
	if (e == OK)
		e = add_due(a, h, &d, ei);
	if (e == OK)
		e = add_feeds(a, h, &d, ei);
	if (e == OK)
		*has_news = digest_make(a, &d, out);
	return e;
}

enum err digesting_is_sent_today(struct home *h, bool *out, struct err_info *ei)
{
	int64_t day = 0;
	enum err e = store_setting_get_int(h->store, day_key, -1, &day, ei);

	if (e == OK)
		*out = day == today();
	return e;
}

static enum err message_bytes(struct arena *a, const struct home *h,
    const struct digest_text *text, struct outbox_message *message, struct err_info *ei)
{
	struct str name = config_text(h->config, "identity.name");
	struct mail_message m = {.from = {name, message->from},
	    .to = {name, message->to},
	    .subject = text->subject,
	    .text = text->text,
	    .html = text->html,
	    .message_id = message->message_id,
	    .date_at_s = message->created_at_s,
	    .is_automatic = true};
	struct buf b;
	enum err e;

	buf_init(&b, MESSAGE_MAX_BYTES);
	e = message_write(&b, &m, ei);
	if (e == OK)
		message->bytes = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return e;
}

/* The message and the day, both or none. */
static enum err store_digest(struct home *h, const struct outbox_message *message,
    int64_t *id, struct err_info *ei)
{
	enum err e = store_begin(h->store, ei);

	if (e != OK)
		return e;
	e = store_setting_set_int(h->store, day_key, today(), ei);
	if (e == OK)
		e = store_outbox_insert(h->store, message, id, ei);
	if (e == OK)
		return store_commit(h->store, ei);
	store_rollback(h->store);
	return e;
}

enum err digesting_send(struct arena *a, struct home *h, const struct digest_text *text,
    struct outbox_message *out, struct err_info *ei)
{
	struct str self = config_text(h->config, "identity.email");
	struct outbox_message message = {.from = self,
	    .to = self,
	    .subject = text->subject,
	    .state = OUTBOX_QUEUED,
	    .message_id = message_id_new(a, self),
	    .created_at_s = clock_now_s(),
	    .next_try_at_s = clock_now_s(),
	    .changed_at_s = clock_now_s()};
	struct mailing *m = mailing_new(h);
	int64_t id = 0;
	enum err e = OK;

	if (!self.n)
		e = err_set(ei, ERR_CONFIG, h->config_path,
		    "identity.email is not set: `sawthis config identity.email "
		    "you@example.org`");
	if (e == OK)
		e = mailing_via_to_user(h, &message.via, ei);
	if (e == OK)
		e = mailing_prepare(m, message.via, ei);
	if (e == OK)
		e = message_bytes(a, h, text, &message, ei);
	if (e == OK)
		e = store_digest(h, &message, &id, ei);
	if (e == OK)
		e = mailing_try(a, m, id, out, ei);
	mailing_free(m);
	return e;
}

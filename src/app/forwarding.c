/*
 * forwarding.c - notes handed over and recorded. In: a draft. Out: a file, a URI or a
 * message on its way, and a decision in the database. Always: the decision, the touch,
 * the words and the message are one transaction.
 */
#include "app/forwarding.h"

#include "app/article.h"
#include "app/learning.h"
#include "app/mailing.h"
#include "base/clock.h"
#include "base/file.h"
#include "mail/mailto.h"
#include "mail/message.h"
#include "store/decision.h"
#include "store/note.h"
#include "store/outbox.h"

#include <stdlib.h>

enum { SLUG_MAX_BYTES = 40 };

enum mail_via forwarding_via(const struct home *h)
{
	enum mail_via via = VIA_EML;

	(void)mail_via_parse(config_text(h->config, "mail.via"), &via);
	return via;
}

/* What every way needs. */
static enum err make_message(struct arena *a, const struct home *h,
    const struct forward_draft *d, struct mail_message *m, struct err_info *ei)
{
	const struct contact *c = &d->entry.contact;
	struct str from = config_text(h->config, "identity.email");

	if (!c->email.n)
		return err_set(ei, ERR_DATA, NULL,
		    "%.*s has no e-mail address; `sawthis contact edit %lld` adds one",
		    STR_ARG(c->name), (long long)c->id);
	*m = (struct mail_message){
	    .from = {config_text(h->config, "identity.name"), from},
	    .to = {c->name, c->email},
	    .subject = d->note.subject,
	    .text = d->note.text,
	    .message_id = message_id_new(a, from),
	    .in_reply_to = d->in_reply_to,
	    .date_at_s = clock_now_s(),
	};
	return OK;
}

static enum err message_bytes(
    struct arena *a, const struct mail_message *m, struct str *out, struct err_info *ei)
{
	struct buf b;
	enum err e;

	buf_init(&b, MESSAGE_MAX_BYTES);
	e = message_write(&b, m, ei);
	if (e == OK)
		*out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return e;
}

/* Suggestion, touch and words; the suggestion is made where there is none yet. */
static enum err record(struct arena *a, struct home *h, const struct forward_draft *d,
    struct str message_id, int64_t *suggestion_id, struct err_info *ei)
{
	struct sent_note note = {.contact_id = d->entry.contact.id,
	    .at_s = clock_now_s(),
	    .template = d->entry.contact.language,
	    .line = d->note.wording,
	    .subject = d->note.subject,
	    .text = d->note.text,
	    .message_id = message_id};
	int64_t id;
	enum err e = OK;

	*suggestion_id = d->suggestion_id;
	if (!*suggestion_id)
		e = article_suggest(
		    a, h, &d->entry.item, &d->entry.suggestion, suggestion_id, ei);
	if (e == OK)
		e = store_decision_forward(
		    h->store, *suggestion_id, note.at_s, d->note.subject, &id, ei);
	note.suggestion_id = *suggestion_id;
	if (e == OK)
		e = store_note_insert(h->store, &note, &id, ei);
	return e == OK ? learning_update_for(h, *suggestion_id, ei) : e;
}

static enum err record_alone(struct arena *a, struct home *h,
    const struct forward_draft *d, struct str message_id, int64_t *suggestion_id,
    struct err_info *ei)
{
	enum err e = store_begin(h->store, ei);

	if (e != OK)
		return e;
	e = record(a, h, d, message_id, suggestion_id, ei);
	if (e == OK)
		return store_commit(h->store, ei);
	store_rollback(h->store);
	return e;
}

/* "2026-11-22-ada-lovelace-1f3a9c04.eml": the same for the same article and person, so
 * that a second attempt takes the place of the first. */
static const char *draft_name(struct arena *a, const struct forward_draft *d)
{
	char date[CLOCK_ISO_SIZE], slug[SLUG_MAX_BYTES + 1];
	struct str name = d->entry.contact.name;
	uint64_t hash = str_hash(d->entry.item.url) ^ (uint64_t)d->entry.contact.id;
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < SLUG_MAX_BYTES; i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			slug[n++] = c;
		else if (n && slug[n - 1] != '-')
			slug[n++] = '-';
	}
	while (n && slug[n - 1] == '-')
		n--;
	slug[n] = '\0';
	return arena_printf(a, "%s%s%s-%08x.eml", clock_format_date(clock_now_s(), date),
	    n ? "-" : "", slug, (unsigned)(hash ^ hash >> 32));
}

/* The file first, then the record: a crash between leaves a file that the next attempt
 * replaces, and a suggestion that is still in the queue. */
static enum err send_as_file(struct arena *a, struct home *h,
    const struct forward_draft *d, struct mail_message *m, struct forward_result *out,
    struct err_info *ei)
{
	struct str bytes;
	char *path;
	enum err e;

	m->is_unsent = true;
	e = message_bytes(a, m, &bytes, ei);
	if (e == OK)
		e = file_make_folder(h->drafts_folder, ei);
	if (e != OK)
		return e;
	path = file_join(h->drafts_folder, draft_name(a, d));
	e = file_write(path, bytes, ei);
	if (e == OK)
		e = record_alone(a, h, d, m->message_id, &out->suggestion_id, ei);
	if (e == OK) {
		out->via = VIA_EML;
		out->handle = str_of(arena_dup(a, path));
	}
	free(path);
	return e;
}

static enum err send_as_uri(struct arena *a, struct home *h,
    const struct forward_draft *d, struct mail_message *m, struct forward_result *out,
    struct err_info *ei)
{
	struct err_info why = {0};
	struct buf uri;
	enum err e;

	buf_init(&uri, MAILTO_MAX_BYTES);
	e = mailto_write(&uri, m, &why);
	if (e == OK)
		out->handle = str_of(arena_dup_str(a, buf_borrow(&uri)));
	buf_clear(&uri);
	if (e == ERR_CANTCREAT) {
		out->said = str_of(arena_printf(a, "%s: made a file instead", why.text));
		return send_as_file(a, h, d, m, out, ei);
	}
	if (e != OK)
		return err_set(ei, e, NULL, "%s", why.text);
	return record_alone(a, h, d, (struct str){0}, &out->suggestion_id, ei);
}

/* Stores the message as queued, with all that is recorded. */
static enum err store_message(struct arena *a, struct home *h,
    const struct forward_draft *d, const struct mail_message *m, enum mail_via via,
    int64_t *id, struct forward_result *out, struct err_info *ei)
{
	struct outbox_message message = {.contact_id = d->entry.contact.id,
	    .via = via,
	    .state = OUTBOX_QUEUED,
	    .message_id = m->message_id,
	    .from = m->from.email,
	    .to = m->to.email,
	    .subject = m->subject,
	    .created_at_s = m->date_at_s,
	    .next_try_at_s = m->date_at_s,
	    .changed_at_s = m->date_at_s};
	enum err e = message_bytes(a, m, &message.bytes, ei);

	if (e == OK)
		e = store_begin(h->store, ei);
	if (e != OK)
		return e;
	e = record(a, h, d, m->message_id, &out->suggestion_id, ei);
	message.suggestion_id = out->suggestion_id;
	if (e == OK)
		e = store_outbox_insert(h->store, &message, id, ei);
	if (e == OK)
		return store_commit(h->store, ei);
	store_rollback(h->store);
	return e;
}

/* What became of the first attempt; refused for good is a failure. */
static enum err tell(struct arena *a, const struct outbox_message *message,
    struct forward_result *out, struct err_info *ei)
{
	const char *error = arena_dup_str(a, message->error);

	out->state = message->state;
	if (message->state == OUTBOX_FAILED)
		return err_set(
		    ei, ERR_UNAVAIL, NULL, "not sent, back in the queue: %s", error);
	if (message->state == OUTBOX_QUEUED)
		out->said = str_of(arena_printf(
		    a, "not sent yet, `sawthis mail flush` tries again: %s", error));
	if (message->state == OUTBOX_UNKNOWN)
		out->said = str_of(arena_printf(a,
		    "may or may not have been sent (%s): see whether it arrived, then "
		    "`sawthis mail resolve %lld sent|resend|cancel`",
		    error, (long long)message->id));
	return OK;
}

static enum err send_by_outbox(struct arena *a, struct home *h,
    const struct forward_draft *d, struct mail_message *m, enum mail_via via,
    struct forward_result *out, struct err_info *ei)
{
	struct mailing *mailing = mailing_new(h);
	struct outbox_message message;
	struct err_info why = {0};
	int64_t id = 0;
	enum err e = mailing_prepare(mailing, via, ei);

	if (e == OK)
		e = store_message(a, h, d, m, via, &id, out, ei);
	if (e == OK) {
		e = mailing_try(a, mailing, id, &message, &why);
		if (e == OK) {
			e = tell(a, &message, out, ei);
		} else if (e == ERR_TEMPFAIL) {
			out->state = OUTBOX_QUEUED;
			out->said = str_of(arena_dup(a, why.text));
			e = OK;
		} else {
			e = err_set(ei, e, why.source, "%s", why.text);
		}
	}
	mailing_free(mailing);
	return e;
}

enum err forwarding_send(struct arena *a, struct home *h, const struct forward_draft *d,
    enum mail_via via, struct forward_result *out, struct err_info *ei)
{
	struct forward_result result = {.via = via, .state = OUTBOX_SENT};
	struct mail_message m;
	enum err e = make_message(a, h, d, &m, ei);

	if (e == OK && via != VIA_EML && via != VIA_MAILTO && !m.from.email.n)
		e = err_set(ei, ERR_CONFIG, h->config_path,
		    "identity.email is not set: `sawthis config identity.email "
		    "you@example.org`");
	if (e == OK && via == VIA_EML)
		e = send_as_file(a, h, d, &m, &result, ei);
	else if (e == OK && via == VIA_MAILTO)
		e = send_as_uri(a, h, d, &m, &result, ei);
	else if (e == OK)
		e = send_by_outbox(a, h, d, &m, via, &result, ei);
	if (e == OK)
		*out = result;
	return e;
}

/*
 * mailing.c - the outbox at work. In: messages stored as queued. Out: the same messages
 * in their next state. Always: `sending` is on disk before the wire sees a byte, and
 * nothing leaves `unknown` but by mailing_resolve().
 */
#include "app/mailing.h"

#include "app/learning.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "mail/imap.h"
#include "mail/outbox.h"
#include "mail/password.h"
#include "mail/sendmail.h"
#include "mail/smtp.h"
#include "store/note.h"
#include "store/outbox.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum { LOCK_WAIT_MS = 10000, LOCK_POLL_MS = 50 };

struct mailing {
	struct home *home;
	char *password; /* NULL until it was needed */
	int lock_fd;	/* -1 while not held */
};

struct mailing *mailing_new(struct home *h)
{
	struct mailing *m = mem_new(1, sizeof(*m));

	m->home = h;
	m->lock_fd = -1;
	return m;
}

void mailing_free(struct mailing *m)
{
	if (!m)
		return;
	mail_password_free(m->password);
	if (m->lock_fd >= 0)
		close(m->lock_fd);
	free(m);
}

/* ---- Settings ---------------------------------------------------------------- */

/* The setting as a C string, or NULL where it is empty. */
static const char *setting(const struct mailing *m, const char *name)
{
	struct str value = config_text(m->home->config, name);

	return value.n ? value.p : NULL;
}

static enum err need(
    const struct mailing *m, const char *name, const char *example, struct err_info *ei)
{
	if (setting(m, name))
		return OK;
	return err_set(ei, ERR_CONFIG, m->home->config_path,
	    "%s is not set: `sawthis config %s %s`", name, name, example);
}

static enum err need_password(struct mailing *m, struct err_info *ei)
{
	if (!setting(m, "mail.user") || m->password)
		return OK;
	if (need(m, "mail.password_command", "'pass show mail'", ei))
		return ERR_CONFIG;
	return mail_password_read("mail.password_command",
	    setting(m, "mail.password_command"), &m->password, ei);
}

enum err mailing_prepare(struct mailing *m, enum mail_via via, struct err_info *ei)
{
	enum err e = OK;

	if (via == VIA_SMTP)
		e = need(m, "mail.smtp_url", "smtps://smtp.example.org", ei);
	else if (via == VIA_IMAP)
		e = need(m, "mail.imap_url", "imaps://imap.example.org", ei);
	else if (via == VIA_SENDMAIL)
		return need(m, "mail.sendmail", "msmtp", ei);
	return e == OK && (via == VIA_SMTP || via == VIA_IMAP) ? need_password(m, ei) : e;
}

static int timeout_s(const struct mailing *m)
{
	return (int)config_int(m->home->config, "mail.timeout_s");
}

static struct mail_server server(const struct mailing *m, const char *url)
{
	return (struct mail_server){
	    .url = setting(m, url),
	    .user = setting(m, "mail.user"),
	    .password = m->password,
	    .ca_file = setting(m, "mail.ca_file"),
	    .is_oauth2 =
		str_eq(config_text(m->home->config, "mail.auth"), STR("xoauth2")),
	    .is_tls_none = str_eq(config_text(m->home->config, "mail.tls"), STR("none")),
	    .timeout_s = timeout_s(m),
	};
}

enum err mailing_via_to_user(
    const struct home *h, enum mail_via *out, struct err_info *ei)
{
	if (config_text(h->config, "mail.smtp_url").n)
		*out = VIA_SMTP;
	else if (config_text(h->config, "mail.sendmail").n)
		*out = VIA_SENDMAIL;
	else
		return err_set(ei, ERR_CONFIG, h->config_path,
		    "mail to you needs mail.smtp_url or mail.sendmail");
	return OK;
}

enum err mailing_check(
    struct mailing *m, enum mail_via via, struct buf *said, struct err_info *ei)
{
	struct mail_server s;
	enum err e = mailing_prepare(m, via, ei);

	if (e)
		return e;
	if (via == VIA_SMTP) {
		s = server(m, "mail.smtp_url");
		e = smtp_check(&s, ei);
		buf_printf(
		    said, "%s answers%s", s.url, s.user ? " and takes the login" : "");
	} else if (via == VIA_IMAP) {
		s = server(m, "mail.imap_url");
		buf_printf(said, "%s answers, drafts go to ", s.url);
		e = imap_check(&s, setting(m, "mail.drafts"), said, ei);
	} else if (via == VIA_SENDMAIL) {
		e = sendmail_check(setting(m, "mail.sendmail"), ei);
		buf_printf(said, "%s is there", setting(m, "mail.sendmail"));
	} else if (via == VIA_MAILTO) {
		buf_puts(said, "the link is printed, for a mail program to open");
	} else {
		buf_printf(said, "drafts are files in %s", m->home->drafts_folder);
	}
	return e;
}

/* ---- The lock ---------------------------------------------------------------- */

/* flock() and not fcntl(): it excludes another thread of this process, too. */
static enum err wait_for_lock(int fd, const char *path, struct err_info *ei)
{
	int64_t deadline_ms = clock_mono_ms() + LOCK_WAIT_MS;

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set_errno(ei, path, "cannot lock");
		if (clock_mono_ms() >= deadline_ms)
			return err_set(ei, ERR_TEMPFAIL, path,
			    "another sawthis is sending; `sawthis mail flush` when it is "
			    "done");
		poll(NULL, 0, LOCK_POLL_MS);
	}
	return OK;
}

/* Takes the lock, then tells what a sender that died left behind. */
static enum err lock(struct mailing *m, struct err_info *ei)
{
	char *path;
	int64_t n = 0;
	enum err e = OK;
	int fd;

	if (m->lock_fd >= 0)
		return OK;
	path = file_join(m->home->data_folder, "outbox.lock");
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		e = err_set_errno(ei, path, "cannot open the lock");
	else
		e = wait_for_lock(fd, path, ei);
	if (e == OK)
		e = store_outbox_recover(m->home->store, clock_now_s(), &n, ei);
	if (e == OK)
		m->lock_fd = fd;
	else if (fd >= 0)
		close(fd);
	free(path);
	return e;
}

/* ---- Sending ----------------------------------------------------------------- */

static struct mail_result hand_over(
    struct arena *a, const struct mailing *m, const struct outbox_message *message)
{
	const char *from = arena_dup_str(a, message->from);
	const char *to = arena_dup_str(a, message->to);
	struct mail_server s;

	if (message->via == VIA_SENDMAIL)
		return sendmail_send(
		    setting(m, "mail.sendmail"), from, to, message->bytes, timeout_s(m));
	if (message->via == VIA_IMAP) {
		s = server(m, "mail.imap_url");
		return imap_append_draft(&s, setting(m, "mail.drafts"), message->bytes);
	}
	s = server(m, "mail.smtp_url");
	return smtp_send(&s, from, to, message->bytes);
}

/* The sentence kept with a message: what was said, by whom. */
static struct str said(struct arena *a, const struct err_info *info)
{
	return str_of(arena_printf(
	    a, "%s%s%s", info->source, info->source[0] ? ": " : "", info->text));
}

/* The message did not go: its suggestion is in the queue again, with the words that the
 * user wrote for it, and what the decision taught is taken back. */
static enum err give_back(struct arena *a, struct mailing *m,
    const struct outbox_message *message, struct err_info *ei)
{
	struct store *store = m->home->store;
	struct sent_note words;
	int64_t id;
	enum err had_words =
	    store_note_by_suggestion(a, store, message->suggestion_id, &words, NULL);
	enum err e = store_outbox_update(store, message, ei);

	if (e == OK && had_words == OK) {
		words.message_id = (struct str){0};
		e = store_note_insert(store, &words, &id, ei);
	}
	return e == OK ? learning_update_for(m->home, message->suggestion_id, ei) : e;
}

/* Writes the message's new state down, with all that follows of it. */
static enum err keep(struct arena *a, struct mailing *m,
    const struct outbox_message *message, struct err_info *ei)
{
	bool is_back = message->suggestion_id && (message->state == OUTBOX_FAILED ||
						     message->state == OUTBOX_CANCELLED);
	enum err e = store_begin(m->home->store, ei);

	if (e != OK)
		return e;
	e = is_back ? give_back(a, m, message, ei)
		    : store_outbox_update(m->home->store, message, ei);
	if (e == OK)
		return store_commit(m->home->store, ei);
	store_rollback(m->home->store);
	return e;
}

/* The message is `sending`, on disk; whatever happens from here on is written down. */
static enum err send_claimed(struct arena *a, struct mailing *m,
    struct outbox_message *message, struct err_info *ei)
{
	struct mail_result result = hand_over(a, m, message);
	bool is_allowed =
	    outbox_apply(message, outbox_event_of(result.outcome), clock_now_s());

	assert(is_allowed);
	(void)is_allowed;
	message->error = (struct str){0};
	if (result.outcome != MAIL_ACCEPTED)
		message->error = said(a, &result.info);
	return keep(a, m, message, ei);
}

enum err mailing_try(struct arena *a, struct mailing *m, int64_t id,
    struct outbox_message *out, struct err_info *ei)
{
	struct outbox_message message;
	enum err e = store_outbox_get(a, m->home->store, id, &message, ei);

	if (e == OK)
		e = mailing_prepare(m, message.via, ei);
	if (e == OK)
		e = lock(m, ei);
	if (e == OK)
		e = store_outbox_claim(m->home->store, id, clock_now_s(), ei);
	if (e == OK)
		e = store_outbox_get(a, m->home->store, id, &message, ei);
	if (e == OK)
		e = send_claimed(a, m, &message, ei);
	if (e == OK)
		*out = message;
	return e;
}

static void count(struct mailing_counts *counts, enum outbox_state state)
{
	switch (state) {
	case OUTBOX_SENT: counts->n_sent++; break;
	case OUTBOX_QUEUED:
	case OUTBOX_SENDING: counts->n_waiting++; break;
	case OUTBOX_FAILED:
	case OUTBOX_CANCELLED: counts->n_failed++; break;
	case OUTBOX_UNKNOWN: break; /* counted with those of before */
	}
}

static enum err count_unknown(
    struct arena *a, struct mailing *m, size_t *n, struct err_info *ei)
{
	struct outbox_message *unknown;

	return store_outbox_list(
	    a, m->home->store, 1U << OUTBOX_UNKNOWN, false, &unknown, n, ei);
}

enum err mailing_flush(struct arena *a, struct mailing *m, bool is_due_only,
    mailing_tell_fn *tell, void *ctx, struct mailing_counts *out, struct err_info *ei)
{
	struct outbox_message *waiting;
	size_t n;
	enum err first = OK, e = lock(m, ei);

	*out = (struct mailing_counts){0};
	if (e == OK)
		e = store_outbox_list(
		    a, m->home->store, 1U << OUTBOX_QUEUED, false, &waiting, &n, ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		struct outbox_message *message = &waiting[i];

		if (is_due_only && !outbox_is_due(message, clock_now_s())) {
			out->n_waiting++;
			continue;
		}
		e = mailing_try(a, m, message->id, message, first ? NULL : ei);
		first = first ? first : e;
		count(out, message->state);
		if (tell && e == OK)
			tell(ctx, message);
	}
	e = count_unknown(a, m, &out->n_unknown, first ? NULL : ei);
	return first ? first : e;
}

enum err mailing_resolve(struct arena *a, struct mailing *m, int64_t id,
    enum mailing_word word, struct outbox_message *out, struct err_info *ei)
{
	static const enum outbox_event events[] = {
	    OUTBOX_USER_SAYS_SENT, OUTBOX_USER_SAYS_RESEND, OUTBOX_USER_CANCELS};
	struct outbox_message message;
	enum err e = lock(m, ei);

	if (e == OK)
		e = store_outbox_get(a, m->home->store, id, &message, ei);
	if (e == OK && !outbox_apply(&message, events[word], clock_now_s()))
		return err_set(ei, ERR_DATA, NULL, "message %lld is %s", (long long)id,
		    outbox_state_name(message.state));
	if (e == OK)
		e = keep(a, m, &message, ei);
	if (e == OK)
		*out = message;
	return e;
}

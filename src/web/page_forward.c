/*
 * page_forward.c - the note to a contact: shown, changed, handed over. Always: nothing is
 * sent but by the button of this form.
 */
#include "web/pages.h"

#include "app/forwarding.h"
#include "web/page.h"
#include "web/parts.h"

static const char *const via_names[] = {"eml", "mailto", "imap", "smtp", "sendmail"};
static const char *const via_words[] = {"Save as a draft file", "Open in my mail program",
    "Put into my Drafts", "Send now", "Send now (sendmail)"};

static void put_form(struct web_request *r, struct buf *b, const struct forward_draft *d)
{
	struct str via = config_text(r->home->config, "mail.via");

	buf_puts(b, "<div class=\"forward\">");
	buf_printf(b, "<form method=\"post\" action=\"/forward/%lld\" data-quick>",
	    (long long)d->suggestion_id);
	page_hidden(b, "csrf", str_of(r->csrf));
	if (d->warning.n) {
		buf_puts(b, "<p class=\"warn\">");
		page_text(b, d->warning);
		buf_puts(b, "</p>");
	}
	buf_puts(b, "<p class=\"meta\">To ");
	page_text(b, d->to.n ? d->to : STR("nobody yet: this contact has no address"));
	buf_puts(b, "</p><label>Subject <input name=\"subject\" value=\"");
	page_text(b, d->note.subject);
	buf_puts(b, "\"></label><label>Note <textarea name=\"text\">\n");
	page_multiline(b, d->note.text);
	buf_puts(b,
	    "</textarea></label><div class=\"actions\"><button class=\"primary\">Forward"
	    "</button><select name=\"via\" aria-label=\"How it is handed over\">");
	for (size_t i = 0; i < 5; i++)
		buf_printf(b, "<option value=\"%s\"%s>%s</option>", via_names[i],
		    str_eq(via, str_of(via_names[i])) ? " selected" : "", via_words[i]);
	buf_puts(b, "</select></div></form></div>");
}

enum err page_forward(struct web_request *r, struct web_response *out)
{
	struct forward_draft d;
	enum err e =
	    forwarding_prepare(r->arena, r->home, web_rest_id(r), NULL, &d, r->ei);

	if (e != OK)
		return e;
	if (web_query(r, "part").n) {
		put_form(r, &out->body, &d);
		return OK;
	}
	page_begin(r, &out->body, "queue", STR("Forward"));
	buf_puts(&out->body, "<h1 dir=\"auto\">");
	page_text(&out->body, d.entry.item.title);
	buf_puts(&out->body, "</h1>");
	put_form(r, &out->body, &d);
	page_end(&out->body);
	return OK;
}

/* Where the note went, in words, with what is left to do. */
static void answer(
    struct web_request *r, struct web_response *out, const struct forward_result *sent)
{
	struct str none = {NULL, 0};

	if (sent->via == VIA_MAILTO && sent->handle.n && r->wants_json)
		part_answer(
		    r, out, STR("Forwarded: your mail program opens"), sent->handle);
	else if (sent->handle.n)
		part_answer(r, out,
		    str_of(
			arena_printf(r->arena, "Forwarded: %.*s", STR_ARG(sent->handle))),
		    none);
	else
		part_answer(r, out, sent->said.n ? sent->said : STR("Forwarded"), none);
	if (!r->wants_json)
		web_redirect(out, STR("/"));
}

enum err post_forward(struct web_request *r, struct web_response *out)
{
	struct forward_result sent;
	struct forward_draft d;
	enum mail_via via;
	struct str text = web_form(r, "text"), subject = web_form(r, "subject");
	enum err e;

	if (!mail_via_parse(web_form(r, "via"), &via))
		return err_set(r->ei, ERR_USAGE, NULL, "That is no way to forward.");
	if (!str_trim(text).n)
		return err_set(
		    r->ei, ERR_USAGE, NULL, "The note is empty: nothing was forwarded.");
	e = forwarding_prepare(r->arena, r->home, web_rest_id(r), NULL, &d, r->ei);
	if (e != OK)
		return e;
	d.note.text = part_unix_lines(r->arena, text);
	if (subject.n)
		d.note.subject = subject;
	e = forwarding_send(r->arena, r->home, &d, via, &sent, r->ei);
	if (e == OK)
		answer(r, out, &sent);
	return e;
}

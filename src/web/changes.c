/*
 * changes.c - what the page changes beside decisions: contacts, interests, feeds,
 * settings. Always: a POST with the token, checked as the command line checks it.
 */
#include "web/pages.h"

#include "app/importing.h"
#include "app/kept.h"
#include "base/url.h"
#include "feed/lists.h"
#include "feed/opml.h"
#include "match/match.h"
#include "model/address.h"
#include "people/interest.h"
#include "store/contact.h"
#include "store/feed.h"
#include "store/interest.h"
#include "store/touch.h"
#include "web/page.h"
#include "web/parts.h"

/* Back to where the form was, with the sentence for the script. */
static enum err answer(
    struct web_request *r, struct web_response *out, enum err e, const char *text)
{
	kept_forget(r->home->kept);
	if (e == OK) {
		page_say(r, str_of(text));
		part_answer(r, out, str_of(text), (struct str){NULL, 0});
	}
	return e;
}

enum err post_interest_add(struct web_request *r, struct web_response *out)
{
	struct interest in = {
	    .source = SOURCE_STATED, .contact_id = web_form_id(r, "contact")};
	enum err e = people_interest_parse(r->arena, web_form(r, "term"), &in, r->ei);

	if (e == OK && in.kind == INTEREST_REGEX)
		e = match_check_regex(in.term, r->ei);
	if (e == OK)
		e = store_interest_put(r->home->store, &in, &in.id, NULL, r->ei);
	return answer(r, out, e, "Added");
}

enum err post_interest_rm(struct web_request *r, struct web_response *out)
{
	return answer(r, out,
	    store_interest_delete(r->home->store, web_form_id(r, "id"), r->ei),
	    "Removed");
}

/* A change that was looked at on the page: a term more, a term less. */
enum err post_tune(struct web_request *r, struct web_response *out)
{
	int64_t contact_id = web_form_id(r, "contact");
	struct interest in = {.source = SOURCE_STATED, .contact_id = contact_id};
	struct str add = str_trim(web_form(r, "add")), rm = web_form(r, "rm");
	struct contact c;
	enum err e = store_contact_get(r->arena, r->home->store, contact_id, &c, r->ei);

	if (e == OK && add.n) {
		e = people_interest_parse(r->arena, add, &in, r->ei);
		if (e == OK && in.kind == INTEREST_REGEX)
			e = match_check_regex(in.term, r->ei);
		if (e == OK)
			e = store_interest_put(r->home->store, &in, &in.id, NULL, r->ei);
	}
	for (size_t i = 0; e == OK && rm.n && i < c.n_interests; i++)
		if (str_eq(c.interests[i].term, rm))
			e = store_interest_delete(
			    r->home->store, c.interests[i].id, r->ei);
	kept_forget(r->home->kept);
	if (e == OK) {
		page_say(r, STR("The change is kept; it counts from the next run on."));
		web_redirect(out,
		    str_of(arena_printf(r->arena, "/tune/%lld", (long long)contact_id)));
	}
	return e;
}

enum err post_touch(struct web_request *r, struct web_response *out)
{
	struct touch t = {.contact_id = web_form_id(r, "contact"),
	    .kind = TOUCH_OTHER,
	    .at_s = clock_now_s(),
	    .text = web_form(r, "text")};

	(void)touch_kind_parse(web_form(r, "kind"), &t.kind);
	return answer(
	    r, out, store_touch_insert(r->home->store, &t, &t.id, r->ei), "Logged");
}

enum err post_contact_mute(struct web_request *r, struct web_response *out)
{
	bool is_muted = str_eq(web_form(r, "on"), STR("yes"));

	return answer(r, out,
	    store_contact_mute(
		r->home->store, web_form_id(r, "contact"), is_muted, r->ei),
	    is_muted ? "Muted" : "Unmuted");
}

enum err post_contact_add(struct web_request *r, struct web_response *out)
{
	struct contact c = {.name = str_trim(web_form(r, "name")),
	    .email = str_trim(web_form(r, "email")),
	    .company = str_trim(web_form(r, "company")),
	    .last_touch_at_s = NO_TIME};
	struct interest in = {.source = SOURCE_STATED};
	struct str rest = web_form(r, "interests"), one;
	int64_t id;
	enum err e;

	if (!c.name.n)
		return err_set(r->ei, ERR_USAGE, NULL, "A contact needs a name.");
	if (c.email.n && !address_is_valid(c.email))
		return err_set(r->ei, ERR_USAGE, NULL, "That is no e-mail address.");
	e = store_begin(r->home->store, r->ei);
	if (e != OK)
		return e;
	e = store_contact_insert(r->home->store, &c, &id, r->ei);
	while (e == OK && str_split(&rest, ';', &one)) {
		if (!str_trim(one).n)
			continue;
		in.contact_id = id;
		e = people_interest_parse(r->arena, str_trim(one), &in, r->ei);
		if (e == OK && in.kind == INTEREST_REGEX)
			e = match_check_regex(in.term, r->ei);
		if (e == OK)
			e = store_interest_put(r->home->store, &in, &in.id, NULL, r->ei);
	}
	if (e == OK)
		e = store_commit(r->home->store, r->ei);
	else
		store_rollback(r->home->store);
	return answer(r, out, e, "Added");
}

static const char *describe(struct arena *a, const struct imported *all, size_t n)
{
	size_t counts[IMPORT_FORGOTTEN + 1] = {0};

	for (size_t i = 0; i < n; i++)
		counts[all[i].fate]++;
	return arena_printf(a, "Imported: %zu added, %zu changed, %zu as before",
	    counts[IMPORT_ADDED], counts[IMPORT_CHANGED],
	    counts[IMPORT_KEPT] + counts[IMPORT_FORGOTTEN]);
}

enum err post_contact_import(struct web_request *r, struct web_response *out)
{
	const struct import_options options = {0};
	struct people_import file;
	struct imported *all;
	enum err e = people_import(
	    r->arena, web_form(r, "file"), "the uploaded file", &file, r->ei);

	if (e == OK)
		e = importing_run(r->arena, r->home, &file, &options, &all, r->ei);
	return answer(r, out, e, e == OK ? describe(r->arena, all, file.n_records) : "");
}

static enum err add_feed(struct web_request *r, struct feed f)
{
	int64_t id;
	bool is_new;

	f.last_fetch_at_s = f.last_ok_at_s = f.next_fetch_at_s = NO_TIME;
	f.last_change_at_s = f.failing_since_s = NO_TIME;
	return store_feed_add(r->home->store, &f, &id, &is_new, r->ei);
}

enum err post_feed_add(struct web_request *r, struct web_response *out)
{
	struct feed f = {.url = str_trim(web_form(r, "url"))};

	if (!url_is_web(f.url))
		return err_set(r->ei, ERR_USAGE, NULL,
		    "That is no address of a feed; it begins with http:// or https://.");
	return answer(r, out, add_feed(r, f), "Added");
}

enum err post_feed_change(struct web_request *r, struct web_response *out)
{
	struct str what = web_form(r, "do");
	int64_t id = web_form_id(r, "id");
	enum err e;

	if (str_eq(what, STR("remove")))
		e = store_feed_remove(r->home->store, id, r->ei);
	else
		e = store_feed_set_status(r->home->store, id,
		    str_eq(what, STR("pause")) ? FEED_PAUSED : FEED_ACTIVE, r->ei);
	return answer(r, out, e,
	    str_eq(what, STR("remove"))	 ? "The feed is removed; its articles stay."
	    : str_eq(what, STR("pause")) ? "The feed is paused."
					 : "The feed is read again.");
}

/* Adds the feeds of one list that comes with the program. */
static enum err add_list(struct web_request *r, const struct embedded *list)
{
	struct opml opml;
	struct str bytes = {(const char *)list->bytes, list->size_bytes};
	enum err e = opml_read(r->arena, bytes, list->name, &opml, r->ei);

	for (size_t i = 0; e == OK && i < opml.n_feeds; i++)
		e = add_feed(r, opml.feeds[i]);
	return e;
}

enum err post_feed_lists(struct web_request *r, struct web_response *out)
{
	enum err e = store_begin(r->home->store, r->ei);

	if (e != OK)
		return e;
	for (const struct embedded *list = feed_lists; list->name && e == OK; list++)
		if (web_form(r, list->name).p)
			e = add_list(r, list);
	if (e == OK)
		e = store_commit(r->home->store, r->ei);
	else
		store_rollback(r->home->store);
	return answer(r, out, e, "Added");
}

enum err post_settings(struct web_request *r, struct web_response *out)
{
	enum err e = OK;

	for (const struct config_key *k = config_keys; k->name && e == OK; k++) {
		struct str value = web_form(r, k->name);

		if (value.p && !str_eq(value, config_text(r->home->config, k->name)))
			e = config_set(
			    r->home->config, str_of(k->name), str_trim(value), r->ei);
	}
	return answer(r, out, e, "Saved");
}

/*
 * page_feeds.c - feeds and their health, the settings, and the first steps.
 */
#include "web/pages.h"

#include "feed/lists.h"
#include "store/feed.h"
#include "store/upkeep.h"
#include "web/page.h"
#include "web/parts.h"

#include <string.h>

static void put_health(struct buf *b, const struct feed *f)
{
	if (f->status == FEED_PAUSED) {
		buf_puts(b, "paused");
	} else if (f->status == FEED_GONE || f->error.n) {
		buf_printf(b, "<span class=\"bad\">%s</span> ",
		    f->status == FEED_GONE ? "gone" : "fails");
		page_text(b, f->error);
	} else if (f->last_ok_at_s == NO_TIME) {
		buf_puts(b, "<span class=\"soft\">not fetched yet</span>");
	} else {
		buf_puts(b, "<span class=\"good\">ok</span> ");
		page_ago(b, f->last_ok_at_s);
	}
}

static void put_feed(struct web_request *r, struct buf *b, const struct feed *f)
{
	buf_puts(b, "<tr><td>");
	page_link(
	    b, f->home_url.n ? f->home_url : f->url, f->title.n ? f->title : f->url);
	buf_printf(b, "</td><td class=\"n\">%lld</td><td>", (long long)f->n_items);
	put_health(b, f);
	buf_puts(b, "</td><td>");
	page_form(r, b, "/feed/change", "");
	page_hidden_id(b, "id", f->id);
	buf_printf(b,
	    "<button class=\"plain\" name=\"do\" value=\"%s\">%s</button>"
	    "<button class=\"plain\" name=\"do\" value=\"remove\">Remove</button></form>"
	    "</td></tr>\n",
	    f->status == FEED_ACTIVE ? "pause" : "resume",
	    f->status == FEED_ACTIVE ? "Pause" : "Resume");
}

static void put_lists(struct web_request *r, struct buf *b)
{
	page_form(r, b, "/feed/lists", "card");
	buf_puts(b, "<p>Lists by field of work:</p>");
	for (const struct embedded *list = feed_lists; list->name; list++) {
		buf_printf(b,
		    "<label><input type=\"checkbox\" name=\"%s\" value=\"yes\"> ",
		    list->name);
		page_text(b, str_sub(str_of(list->name), 0, strlen(list->name) - 5));
		buf_puts(b, "</label>");
	}
	buf_puts(b, "<button>Add these feeds</button></form>");
}

static void put_add_feed(struct web_request *r, struct buf *b)
{
	page_form(r, b, "/feed/add", "row");
	buf_puts(b,
	    "<label>Address of a feed <input type=\"url\" name=\"url\" required></label>"
	    "<button>Add</button></form>");
}

enum err page_feeds(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;
	struct feed *feeds;
	size_t n;
	enum err e = store_feed_list(r->arena, r->home->store, &feeds, &n, r->ei);

	if (e != OK)
		return e;
	page_begin(r, b, "feeds", STR("Feeds"));
	buf_printf(b, "<h1>%zu feed%s</h1>", n, n == 1 ? "" : "s");
	put_add_feed(r, b);
	if (n)
		buf_puts(b, "<div class=\"scroll\"><table><tr><th>Feed</th><th "
			    "class=\"n\">Items</th>"
			    "<th>Health</th><th></th></tr>");
	for (size_t i = 0; i < n; i++)
		put_feed(r, b, &feeds[i]);
	if (n)
		buf_puts(b, "</table></div>");
	buf_puts(b, "<h2>More</h2>");
	put_lists(r, b);
	page_end(b);
	return OK;
}

static void put_setting(struct buf *b, const struct config *c, const struct config_key *k)
{
	struct str value = config_text(c, k->name), rest, one;

	buf_printf(b, "<label>%s <span class=\"meta\">%s</span>", k->name, k->comment);
	if (k->type == CONFIG_CHOICE || k->type == CONFIG_BOOL) {
		buf_printf(b, "<select name=\"%s\">", k->name);
		rest = str_of(k->type == CONFIG_BOOL ? "yes|no" : k->choices);
		while (str_split(&rest, '|', &one))
			buf_printf(b, "<option%s>%.*s</option>",
			    str_eq(one, value) ? " selected" : "", STR_ARG(one));
		buf_puts(b, "</select></label>");
		return;
	}
	buf_printf(b, "<input name=\"%s\" value=\"", k->name);
	page_text(b, value);
	buf_puts(b, "\"></label>");
}

enum err page_settings(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;

	page_begin(r, b, "settings", STR("Settings"));
	buf_puts(b, "<h1>Settings</h1>");
	page_form(r, b, "/settings", "");
	for (const struct config_key *k = config_keys; k->name; k++) {
		const char *dot = strchr(k->name, '.');
		size_t section = (size_t)(dot - k->name);

		if (k == config_keys || strncmp(k->name, k[-1].name, section + 1) != 0)
			buf_printf(b, "<h2>%.*s</h2>", (int)section, k->name);
		put_setting(b, r->home->config, k);
	}
	buf_puts(b, "<p><button class=\"primary\">Save</button></p></form>");
	page_end(b);
	return OK;
}

/* From nothing to a first queue: contacts, feeds, a run. */
enum err page_welcome(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;
	struct store_stats stats;
	enum err e = store_stats(r->home->store, &stats, r->ei);

	if (e != OK)
		return e;
	page_begin(r, b, "welcome", STR("Welcome"));
	buf_printf(b, "<h1>Three steps to a first queue</h1><h2>1. Contacts%s</h2>",
	    stats.n_contacts ? " <small class=\"good\">done</small>" : "");
	buf_printf(b,
	    "<p>%lld so far. A vCard file, Google's, Outlook's or LinkedIn's CSV:</p>"
	    "<form method=\"post\" action=\"/contact/import\" class=\"row\" "
	    "enctype=\"multipart/form-data\">",
	    (long long)stats.n_contacts);
	page_hidden(b, "csrf", str_of(r->csrf));
	buf_puts(b, "<label>File <input type=\"file\" name=\"file\" required></label>"
		    "<button>Import</button></form>");
	page_form(r, b, "/contact/add", "card");
	buf_puts(b,
	    "<p>Or one by hand:</p><label>Name <input name=\"name\" required></label>"
	    "<label>Mail <input name=\"email\" type=\"email\"></label>"
	    "<label>Company <input name=\"company\"></label>"
	    "<label>Interests, parted by ; <input name=\"interests\"></label>"
	    "<button>Add</button></form>");
	buf_printf(b, "<h2>2. Feeds%s</h2><p>%lld so far.</p>",
	    stats.n_feeds ? " <small class=\"good\">done</small>" : "",
	    (long long)stats.n_feeds);
	put_lists(r, b);
	put_add_feed(r, b);
	buf_puts(b, "<h2>3. Read the news</h2>");
	page_form(r, b, "/run", "");
	buf_puts(b, "<button class=\"primary\">Run</button></form>");
	page_end(b);
	return OK;
}

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
	buf_puts(b, "<tr><td dir=\"auto\">");
	page_link(
	    b, f->home_url.n ? f->home_url : f->url, f->title.n ? f->title : f->url);
	buf_printf(
	    b, "</td><td class=\"n hide-small\">%lld</td><td>", (long long)f->n_items);
	put_health(b, f);
	buf_puts(b, "</td><td>");
	page_form(r, b, "/feed/change", "");
	page_hidden_id(b, "id", f->id);
	buf_printf(b,
	    "<button class=\"plain\" name=\"do\" value=\"%s\">%s</button> "
	    "<button class=\"plain\" name=\"do\" value=\"remove\">Remove</button></form>"
	    "</td></tr>\n",
	    f->status == FEED_ACTIVE ? "pause" : "resume",
	    f->status == FEED_ACTIVE ? "Pause" : "Resume");
}

/* "Media and advertising" of "media-advertising.opml". */
static void put_list_name(struct buf *b, const char *file_name)
{
	size_t n = strlen(file_name) - strlen(".opml");

	for (size_t i = 0; i < n; i++) {
		char c = file_name[i];

		if (c == '-')
			buf_puts(b, " and ");
		else
			buf_putc(b,
			    i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
}

static void put_lists(struct web_request *r, struct buf *b)
{
	page_form(r, b, "/feed/lists", "card");
	buf_puts(b, "<fieldset><legend>Lists of feeds by field of work</legend>"
		    "<div class=\"choices\">");
	for (const struct embedded *list = feed_lists; list->name; list++) {
		buf_printf(b,
		    "<label><input type=\"checkbox\" name=\"%s\" value=\"yes\"> ",
		    list->name);
		put_list_name(b, list->name);
		buf_puts(b, "</label>");
	}
	buf_puts(b, "</div></fieldset><button>Add these feeds</button></form>");
}

static void put_add_feed(struct web_request *r, struct buf *b)
{
	page_form(r, b, "/feed/add", "row");
	buf_puts(b,
	    "<label class=\"wide\">Address of a feed <input type=\"url\" name=\"url\" "
	    "placeholder=\"https://\" required></label><button>Add</button></form>");
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
		buf_puts(b, "<div class=\"scroll\"><table><thead><tr><th>Feed</th>"
			    "<th class=\"n hide-small\">Items</th><th>Health</th>"
			    "<th><span class=\"unseen\">Change</span></th></tr></thead>");
	for (size_t i = 0; i < n; i++)
		put_feed(r, b, &feeds[i]);
	buf_puts(b, n ? "</table></div>"
		      : "<p class=\"empty\">No feed yet. Add one above, or a list of "
			"your field of work.</p>");
	buf_puts(b, "<h2>More feeds</h2>");
	put_lists(r, b);
	page_end(b);
	return OK;
}

/* ---- Settings -------------------------------------------------------------------- */

static void put_setting(struct buf *b, const struct config *c, const struct config_key *k)
{
	struct str value = config_text(c, k->name), rest, one;

	buf_printf(b, "<label><span>%s</span> <code>%s</code>", k->comment, k->name);
	if (k->type == CONFIG_CHOICE || k->type == CONFIG_BOOL) {
		buf_printf(b, "<select name=\"%s\">", k->name);
		rest = str_of(k->type == CONFIG_BOOL ? "yes|no" : k->choices);
		while (str_split(&rest, '|', &one))
			buf_printf(b, "<option%s>%.*s</option>",
			    str_eq(one, value) ? " selected" : "", STR_ARG(one));
		buf_puts(b, "</select></label>");
		return;
	}
	buf_printf(b, "<input name=\"%s\"%s value=\"", k->name,
	    k->type == CONFIG_INT ? " inputmode=\"numeric\"" : "");
	page_text(b, value);
	buf_puts(b, "\"></label>");
}

/* The sections that people come for stand open; the rest is one click away. */
static void begin_section(struct buf *b, const char *name, size_t n)
{
	static const struct {
		const char *name, *title;
		bool is_open;
	} sections[] = {
	    {"identity", "You", true},
	    {"queue", "The queue", true},
	    {"mail", "Mail", true},
	    {"fetch", "Reading feeds", false},
	    {"web", "This page", false},
	};
	struct str section = {name, n};

	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (str_eq(section, str_of(sections[i].name))) {
			buf_printf(b,
			    "<details class=\"section\"%s><summary><h2>%s</h2>"
			    "</summary>",
			    sections[i].is_open ? " open" : "", sections[i].title);
			return;
		}
	buf_printf(b, "<details class=\"section\"><summary><h2>%c%.*s</h2></summary>",
	    name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0], (int)n - 1,
	    name + 1);
}

enum err page_settings(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;

	page_begin(r, b, "settings", STR("Settings"));
	buf_puts(b, "<h1>Settings</h1>");
	page_form(r, b, "/settings", "settings");
	for (const struct config_key *k = config_keys; k->name; k++) {
		const char *dot = strchr(k->name, '.');
		size_t section = (size_t)(dot - k->name);

		if (k == config_keys || strncmp(k->name, k[-1].name, section + 1) != 0) {
			buf_puts(b, k == config_keys ? "" : "</details>");
			begin_section(b, k->name, section);
		}
		put_setting(b, r->home->config, k);
	}
	buf_puts(b, "</details><p class=\"save\"><button class=\"primary\">Save"
		    "</button></p></form>");
	page_end(b);
	return OK;
}

/* ---- First steps ----------------------------------------------------------------- */

static void put_step(struct buf *b, int number, const char *what, int64_t n)
{
	buf_printf(b, "<h2>%d. %s", number, what);
	if (n)
		buf_printf(
		    b, " <small class=\"good\">✓ %lld so far</small>", (long long)n);
	buf_puts(b, "</h2>");
}

static void put_import(struct web_request *r, struct buf *b)
{
	buf_puts(b,
	    "<p>A vCard file, or the CSV of Google, Outlook, Thunderbird or LinkedIn. It "
	    "stays on this machine.</p><form method=\"post\" action=\"/contact/import\" "
	    "class=\"row\" enctype=\"multipart/form-data\">");
	page_hidden(b, "csrf", str_of(r->csrf));
	buf_puts(b, "<label class=\"wide\">File <input type=\"file\" name=\"file\" "
		    "required></label>"
		    "<button>Import</button></form><details "
		    "class=\"section\"><summary>Or add one "
		    "by hand</summary>");
	page_form(r, b, "/contact/add", "card");
	buf_puts(b,
	    "<label>Name <input name=\"name\" autocomplete=\"off\" required></label>"
	    "<label>Mail <input name=\"email\" type=\"email\" "
	    "autocomplete=\"off\"></label>"
	    "<label>Company <input name=\"company\" autocomplete=\"off\"></label>"
	    "<label>Interests, parted by ; <input name=\"interests\" "
	    "placeholder=\"fusion; trail running; crude oil=2\"></label>"
	    "<button>Add</button></form></details>");
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
	buf_puts(b, "<h1>Three steps to a first queue</h1>");
	put_step(b, 1, "Your contacts", stats.n_contacts);
	put_import(r, b);
	put_step(b, 2, "What to read", stats.n_feeds);
	put_lists(r, b);
	put_add_feed(r, b);
	put_step(b, 3, "Read the news", 0);
	page_form(r, b, "/run", "");
	buf_printf(b, "<button class=\"primary\"%s>Read the news</button></form>",
	    stats.n_contacts && stats.n_feeds ? "" : " disabled");
	buf_puts(
	    b, stats.n_contacts && stats.n_feeds
		   ? "<p class=\"soft\">The articles that suit your contacts come into "
		     "the queue. Nothing is sent.</p>"
		   : "<p class=\"soft\">As soon as there are contacts and feeds.</p>");
	page_end(b);
	return e;
}

/*
 * feed_suggest.c - `sawthis feed suggest`: feeds of the companies that contacts work for.
 * For a company named, its own site is asked, which learns nothing but that somebody
 * asks; else the lists by field of work are looked through, and nobody is asked.
 */
#include "cmd/company.h"

#include "app/probing.h"
#include "base/url.h"
#include "cmd/commands.h"
#include "cmd/out.h"
#include "feed/lists.h"
#include "feed/opml.h"
#include "model/address.h"
#include "store/contact.h"
#include "store/feed.h"

struct suggest {
	struct app *app;
	enum format format;
	struct feed *known; /* the feeds that are there already */
	size_t n_known;
	size_t n_shown;
};

static bool is_known(const struct suggest *s, struct str url)
{
	struct str key = url_key(s->app->arena, url);

	for (size_t i = 0; i < s->n_known; i++)
		if (str_eq(url_key(s->app->arena, s->known[i].url), key))
			return true;
	return false;
}

static void show(struct suggest *s, struct str url, struct str title, struct str because)
{
	if (is_known(s, url))
		return;
	s->n_shown++;
	if (s->format == FORMAT_JSON)
		out_json(json_pack("{s:o, s:o, s:o}", "url", out_json_str(url), "title",
		    out_json_str(title), "because", out_json_str(because)));
	else
		out_line(
		    "%.*s  %.*s  (%.*s)", STR_ARG(url), STR_ARG(title), STR_ARG(because));
}

/* The one domain that all addresses of the company's contacts have; empty if there is
 * none, or several. */
static enum err domain_of_addresses(
    struct app *app, const struct company *c, struct str *out)
{
	const struct contact_query query = {
	    .company_id = c->id, .has_interests_left_out = true};
	struct contact *v;
	size_t n;
	enum err e =
	    store_contact_list(app->arena, app->home->store, &query, &v, &n, app->ei);

	*out = (struct str){0};
	for (size_t i = 0; e == OK && i < n; i++)
		for (size_t k = 0; k < v[i].n_emails; k++) {
			struct str domain = address_domain(v[i].emails[k]);

			if (address_is_public_domain(domain) ||
			    str_eq_nocase(domain, *out))
				continue;
			if (out->n) {
				*out = (struct str){0};
				return OK;
			}
			*out = domain;
		}
	return e;
}

/* Asks the company's site, by https and where that fails by http. */
static enum err ask_site(struct suggest *s, const struct company *c)
{
	struct app *app = s->app;
	struct str domain = c->domain;
	struct discovered *feeds;
	size_t n = 0;
	enum err e = domain.n ? OK : domain_of_addresses(app, c, &domain);

	if (e == OK && !domain.n)
		return err_set(app->ei, ERR_NOINPUT, NULL,
		    "the domain of %.*s is not known: sawthis company edit %lld --domain "
		    "DOMAIN",
		    STR_ARG(c->name), (long long)c->id);
	if (e != OK)
		return e;
	e = probing_find(app->arena, app->home->config,
	    str_of(arena_printf(app->arena, "https://%.*s/", STR_ARG(domain))), &feeds,
	    &n, app->ei);
	if (e == ERR_UNAVAIL)
		e = probing_find(app->arena, app->home->config,
		    str_of(arena_printf(app->arena, "http://%.*s/", STR_ARG(domain))),
		    &feeds, &n, app->ei);
	for (size_t i = 0; e == OK && i < n; i++)
		show(s, feeds[i].url, feeds[i].title, c->name);
	return e;
}

/* All feeds of the list named so ("energy"), if there is one. */
static enum err show_list(struct suggest *s, struct str industry, struct str company)
{
	struct opml list;
	struct str bytes;
	enum err e;

	for (const struct embedded *l = feed_lists; l->name; l++) {
		struct str name = str_of(l->name);

		name = str_sub(name, 0, name.n - sizeof(".opml") + 1);
		if (!str_eq_nocase(name, industry))
			continue;
		bytes = (struct str){(const char *)l->bytes, l->size_bytes};
		e = opml_read(s->app->arena, bytes, l->name, &list, s->app->ei);
		for (size_t i = 0; e == OK && i < list.n_feeds; i++)
			show(s, list.feeds[i].url, list.feeds[i].title,
			    str_of(arena_printf(s->app->arena, "%.*s: %.*s",
				STR_ARG(company), STR_ARG(industry))));
		return e;
	}
	return OK;
}

/* By the industries of the companies where contacts work, each once. */
static enum err look_through_lists(struct suggest *s)
{
	struct company *v;
	size_t n, n_with = 0, n_domains = 0;
	enum err e =
	    store_company_list(s->app->arena, s->app->home->store, &v, &n, s->app->ei);

	for (size_t i = 0; e == OK && i < n; i++) {
		bool is_first = v[i].industry.n > 0;

		n_with += v[i].industry.n > 0;
		n_domains += v[i].domain.n > 0;
		for (size_t k = 0; k < i && is_first; k++)
			is_first = !str_eq_nocase(v[k].industry, v[i].industry);
		if (is_first)
			e = show_list(s, v[i].industry, v[i].name);
	}
	if (e != OK || s->format == FORMAT_JSON)
		return e;
	if (!n_with)
		out_line("No company has an industry yet: sawthis company edit COMPANY "
			 "--industry energy (or another list of feeds/).");
	if (n_domains)
		out_line(
		    "%zu compan%s a domain: sawthis feed suggest COMPANY asks the site.",
		    n_domains, n_domains == 1 ? "y has" : "ies have");
	return OK;
}

enum err cmd_feed_suggest(struct app *app, int argc, char **argv)
{
	struct suggest s = {.app = app};
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &s.format}, {NULL, OPT_FLAG, NULL}};
	struct company c;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 100);

	if (e == OK)
		e = store_feed_list(
		    app->arena, app->home->store, &s.known, &s.n_known, app->ei);
	if (e == OK && argc == 0)
		e = look_through_lists(&s);
	for (int i = 0; i < argc && e == OK; i++) {
		e = company_find(app, str_of(argv[i]), &c, app->ei);
		if (e == OK)
			e = ask_site(&s, &c);
		if (e == OK)
			e = show_list(&s, c.industry, c.name);
	}
	if (e == OK && s.format == FORMAT_TEXT && s.n_shown)
		out_line("sawthis feed add URL takes one.");
	else if (e == OK && s.format == FORMAT_TEXT && argc)
		out_line("Nothing that is not there already.");
	return e;
}

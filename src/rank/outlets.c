/*
 * outlets.c - the best item of a story. In: its items and the recipient's domain; out:
 * which one to show. Always: an item of the recipient's own company is never chosen.
 */
#include "rank/outlets.h"

#include "base/url.h"
#include "model/address.h"

/* Hosts, with what lies under them, where most articles want a subscription. */
static const char *const paywalled[] = {"afr.com", "barrons.com", "bloomberg.com",
    "bostonglobe.com", "businessinsider.com", "corriere.it", "economist.com",
    "elpais.com", "ft.com", "forbes.com", "foreignaffairs.com", "foreignpolicy.com",
    "handelsblatt.com", "haaretz.com", "hbr.org", "latimes.com", "lefigaro.fr",
    "lemonde.fr", "lesechos.fr", "mediapart.fr", "nationalgeographic.com",
    "newscientist.com", "newyorker.com", "nikkei.com", "nytimes.com", "nzz.ch",
    "scientificamerican.com", "scmp.com", "seekingalpha.com", "smh.com.au",
    "spectator.co.uk", "spiegel.de", "statnews.com", "stratechery.com", "sueddeutsche.de",
    "technologyreview.com", "telegraph.co.uk", "theathletic.com", "theatlantic.com",
    "theaustralian.com.au", "theglobeandmail.com", "theinformation.com", "thetimes.co.uk",
    "vanityfair.com", "washingtonpost.com", "welt.de", "wired.com", "wsj.com"};

/* Sites that pass on what others wrote. */
static const char *const copying[] = {"finance.yahoo.com", "flipboard.com",
    "headtopics.com", "menafn.com", "morningstar.com", "msn.com", "newsbreak.com",
    "news.google.com", "news.yahoo.com", "smartnews.com", "yahoo.com"};

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* host is domain or lies under it. */
static bool is_under(struct str host, struct str domain)
{
	size_t from = host.n - domain.n;

	if (!domain.n || host.n < domain.n)
		return false;
	return str_eq_nocase(str_sub(host, from, domain.n), domain) &&
	       (from == 0 || host.p[from - 1] == '.');
}

static bool is_in(struct str host, const char *const *domains, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_under(host, str_of(domains[i])))
			return true;
	return false;
}

bool outlet_is_paywalled(struct str url, const struct str *user, size_t n_user)
{
	struct str host = url_outlet(url);

	for (size_t i = 0; i < n_user; i++) {
		bool is_taken_off = str_starts(user[i], STR("!"));

		if (is_under(host, str_sub(user[i], is_taken_off, user[i].n)))
			return !is_taken_off;
	}
	return is_in(host, paywalled, LENGTH(paywalled));
}

struct str outlet_own_domain(const struct contact *c, const struct company *company)
{
	struct str domain = address_domain(c->email);

	if (company && company->domain.n)
		return company->domain;
	return address_is_public_domain(domain) ? (struct str){NULL, 0} : domain;
}

/* Smaller is better: readable before paywalled, the original before a copy. */
static int rank_of(const struct item *it, const struct str *paywalls, size_t n_paywalls)
{
	return 2 * outlet_is_paywalled(it->url, paywalls, n_paywalls) +
	       is_in(url_outlet(it->url), copying, LENGTH(copying));
}

size_t outlet_best_item(const struct item *items, size_t n, struct str own_domain,
    const struct str *paywalls, size_t n_paywalls)
{
	size_t best = n;
	int best_rank = 0;

	for (size_t i = 0; i < n; i++) {
		/* An only one is the best whatever its rank. */
		int rank = n > 1 ? rank_of(&items[i], paywalls, n_paywalls) : 0;

		if (own_domain.n && is_under(url_outlet(items[i].url), own_domain))
			continue;
		if (best == n || rank < best_rank ||
		    (rank == best_rank &&
			item_date_s(&items[i]) < item_date_s(&items[best]))) {
			best = i;
			best_rank = rank;
		}
	}
	return best;
}

size_t outlet_count(const struct item *items, size_t n)
{
	size_t n_outlets = 0;

	for (size_t i = 0; i < n; i++) {
		struct str host = url_outlet(items[i].url);
		size_t before = 0;

		while (before < i && !str_eq_nocase(url_outlet(items[before].url), host))
			before++;
		n_outlets += before == i;
	}
	return n_outlets;
}

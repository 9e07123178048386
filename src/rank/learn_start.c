/*
 * learn_start.c - the tables: fields of work, their subjects, and words of company names.
 */
#include "rank/learn_start.h"

static const struct field_of_work {
	const char *name;
	const char *terms; /* most telling first */
	const char *words; /* of names, parted by spaces; a star stands for any ending */
} fields[] = {
    {"business",
	"mergers and acquisitions;supply chain;private equity;restructuring;"
	"initial public offering;leadership change",
	"consult* logistic* shipping freight retail* trading"},
    {"energy",
	"natural gas;crude oil;renewable energy;power grid;electricity prices;"
	"carbon capture;offshore wind;nuclear power",
	"energy energi* oil gas petrol* power solar wind electric* utilities nuclear"},
    {"entertainment",
	"box office;streaming service;film festival;video game;"
	"record label;production studio",
	"film* entertainment studio* music games gaming theatre theater records"},
    {"finance",
	"interest rates;central bank;capital requirements;asset management;"
	"credit rating;hedge fund;payment system;insurance premiums",
	"bank* financ* capital insurance assurance securities invest* fund* credit "
	"savings wealth brokerage"},
    {"health",
	"clinical trial;drug approval;medical device;vaccine;hospital merger;"
	"health insurance;gene therapy",
	"pharma* health* medic* bio* hospital* clinic* therapeutics genetics dental"},
    {"law",
	"supreme court;antitrust;class action;intellectual property;data protection;"
	"compliance",
	"law legal solicitors attorneys barristers advocates notar*"},
    {"media-advertising",
	"advertising spending;digital subscription;newsroom layoffs;"
	"brand campaign;programmatic advertising;public relations",
	"media advertising publish* broadcast* news press marketing communications"},
    {"sports-fitness",
	"broadcast rights;sponsorship deal;transfer window;doping;"
	"fitness tracker;stadium",
	"sport* fitness athletic* football golf tennis"},
    {"technology",
	"artificial intelligence;cloud computing;cyber attack;semiconductor;"
	"data centre;open source;chip maker;software acquisition",
	"software tech* systems digital cloud data semiconductor* microsystems cyber* "
	"robotics computing computer* labs internet"},
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

struct str learn_start_terms(struct str industry)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (str_is_nocase(industry, fields[i].name))
			return str_of(fields[i].terms);
	return (struct str){NULL, 0};
}

static bool speaks_of(const struct field_of_work *f, struct str word)
{
	struct str rest = str_of(f->words), pattern;

	while (str_split(&rest, ' ', &pattern)) {
		bool is_open = pattern.n && pattern.p[pattern.n - 1] == '*';

		pattern.n -= is_open;
		if (is_open ? str_starts_nocase(word, pattern)
			    : str_eq_nocase(word, pattern))
			return true;
	}
	return false;
}

struct str learn_start_guess(struct str company_name, struct str *word)
{
	const struct field_of_work *found = NULL;
	struct str rest = company_name, part;

	while (str_split(&rest, ' ', &part)) {
		while (part.n && (part.p[part.n - 1] == ',' || part.p[part.n - 1] == '.'))
			part.n--;
		for (size_t i = 0; part.n > 2 && i < FIELDS; i++) {
			if (!speaks_of(&fields[i], part) || found == &fields[i])
				continue;
			if (found)
				return (struct str){NULL, 0};
			found = &fields[i];
			*word = part;
		}
	}
	return found ? str_of(found->name) : (struct str){NULL, 0};
}

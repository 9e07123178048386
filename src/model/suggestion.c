/*
 * suggestion.c - names of statuses and reasons, as stored, typed and printed.
 */
#include "model/suggestion.h"

static const char *const status_names[] = {
    "new", "held", "waiting", "snoozed", "forwarded", "dismissed", "expired"};
static const char *const reason_names[] = {
    "", "wrong-person", "off-topic", "known", "bad-news", "stale"};

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static bool find_name(const char *const *names, size_t n, struct str name, size_t *out)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, str_of(names[i])))
			return *out = i, true;
	return false;
}

points suggestion_relevance(const struct suggestion *s)
{
	points sum = 0;

	for (size_t i = 0; i < s->n_reasons; i++)
		sum += s->reasons[i].points;
	return sum;
}

const char *suggestion_fit_name(points relevance)
{
	double fit = points_to_double(relevance);

	return fit >= 0.85   ? "very close fit"
	       : fit >= 0.65 ? "close fit"
	       : fit >= 0.45 ? "good fit"
			     : "loose fit";
}

bool suggestion_is_sayable(const struct suggestion *s)
{
	return s->status == SUGGESTION_NEW ||
	       (s->status == SUGGESTION_WAITING && !s->held_for.n);
}

const char *suggestion_status_name(enum suggestion_status status)
{
	return status_names[status];
}

bool suggestion_status_parse(struct str name, enum suggestion_status *out)
{
	size_t i;

	if (!find_name(status_names, LENGTH(status_names), name, &i))
		return false;
	*out = (enum suggestion_status)i;
	return true;
}

const char *dismiss_reason_name(enum dismiss_reason reason)
{
	return reason_names[reason];
}

bool dismiss_reason_parse(struct str name, enum dismiss_reason *out)
{
	size_t i;

	if (!find_name(reason_names, LENGTH(reason_names), name, &i))
		return false;
	*out = (enum dismiss_reason)i;
	return true;
}

/*
 * score.c - names what speaks for showing an item now, and what against. In: a pair, its
 * item and contact, and what is known beside; out: a suggestion. Always: the pair's
 * points and the adjustments add up to the score; an adjustment of nothing is not listed.
 */
#include "rank/score.h"

#include "base/clock.h"
#include "rank/cadence.h"
#include "rank/note.h"

#include <math.h>

/* How much each adjustment may weigh, where relevance alone lies between 0 and 1. */
static const double freshness_max = 0.10;
static const double subject_bonus = 0.10;
static const double title_bonus = 0.08;
static const double first_sentence_bonus = 0.04;
static const double passing_mention = -0.06;
static const double corroboration_each = 0.03, corroboration_max = 0.09;
static const double overdue_from = 0.20, overdue_max = 0.60;
static const double never_touched = 0.35;
static const double rest_first_day = -0.40;
static const double seen_each = -0.05, seen_max = -0.20;
static const double congratulations_bonus = 0.20;
static const double decisions_max = 0.10;
static const double related_to_sent = -0.15;

enum {
	AGE_DEFAULT_DAYS = 30,
	REST_DAYS_MAX = 14,
	FIRST_SENTENCE_BYTES_MAX = 240,
	DECISIONS_MIN = 3, /* fewer say nothing */
};

static void adjust(struct suggestion *s, const char *name, double by)
{
	points p = points_from_double(by);

	if (p != 0 && s->n_adjustments < ADJUSTMENTS_MAX)
		s->adjustments[s->n_adjustments++] = (struct adjustment){name, p};
}

points score_sum(const struct suggestion *s)
{
	points sum = 0;

	for (size_t i = 0; i < s->n_reasons; i++)
		sum += s->reasons[i].points;
	for (size_t i = 0; i < s->n_adjustments; i++)
		sum += s->adjustments[i].points;
	return sum;
}

/* ---- The item -------------------------------------------------------------------- */

static void adjust_freshness(
    struct suggestion *s, const struct item *it, const struct score_context *ctx)
{
	int64_t max_days = ctx->max_age_days > 0 ? ctx->max_age_days : AGE_DEFAULT_DAYS;
	int64_t at_s = item_date_s(it);
	double age_days;

	if (at_s == NO_TIME)
		return;
	age_days = (double)(ctx->now_s - at_s) / DAY_S;
	if (age_days < 0)
		age_days = 0;
	if (age_days < (double)max_days)
		adjust(s, "freshness", freshness_max * (1 - age_days / (double)max_days));
}

/* Bytes of the summary up to its first full stop. */
static size_t first_sentence_bytes(struct str summary)
{
	size_t i = 0;

	while (i < summary.n && i < FIRST_SENTENCE_BYTES_MAX) {
		bool is_end =
		    summary.p[i] == '.' || summary.p[i] == '!' || summary.p[i] == '?';

		i++;
		if (is_end && (i == summary.n || summary.p[i] == ' '))
			break;
	}
	return i;
}

/* Where the item speaks of what matched: title and first sentence make it the subject. */
static void adjust_salience(
    struct suggestion *s, const struct pair *pair, const struct item *it)
{
	size_t first_sentence = first_sentence_bytes(it->summary);
	bool is_in_title = false, is_early = false, is_later = false;

	for (size_t i = 0; i < pair->n_matches; i++) {
		const struct match *m = &pair->matches[i];

		if (m->points <= 0)
			continue;
		is_in_title = is_in_title || m->field == FIELD_TITLE;
		if (m->field == FIELD_SUMMARY && m->start < first_sentence)
			is_early = true;
		else if (m->field == FIELD_SUMMARY)
			is_later = true;
	}
	if (is_in_title && is_early)
		adjust(s, "the article's subject", subject_bonus);
	else if (is_in_title)
		adjust(s, "in the title", title_bonus);
	else if (is_early)
		adjust(s, "in the first sentence", first_sentence_bonus);
	else if (is_later)
		adjust(s, "passing mention", passing_mention);
}

static void adjust_story(struct suggestion *s, const struct score_context *ctx)
{
	double outlets = (double)(ctx->n_outlets > 1 ? ctx->n_outlets : 1);

	adjust(s, "corroboration",
	    fmin(corroboration_max, corroboration_each * log2(outlets)));
	adjust(s, "seen by many", fmax(seen_max, seen_each * (double)ctx->n_others_sent));
	if (ctx->is_related_sent)
		adjust(s, "related to what you sent", related_to_sent);
}

/* ---- The contact ----------------------------------------------------------------- */

static void adjust_cadence(
    struct suggestion *s, const struct contact *c, const struct score_context *ctx)
{
	int64_t every = cadence_every_days(c, ctx->default_every_days);
	int64_t due = cadence_due_in_days(c, ctx->default_every_days, ctx->now_s);
	int64_t since = cadence_days_since(c->last_touch_at_s, ctx->now_s);
	int64_t rest = every > 0 && every < 4 * REST_DAYS_MAX ? every / 4 : REST_DAYS_MAX;

	if (due <= 0 && since < 0)
		adjust(s, "overdue", never_touched);
	else if (due <= 0)
		adjust(s, "overdue",
		    fmin(overdue_max, overdue_from - (double)due / (double)every *
							 (overdue_max - overdue_from)));
	else if (since >= 0 && since < rest)
		adjust(s, "rest", rest_first_day * (1 - (double)since / (double)rest));
}

/* What the user made of this contact's suggestions so far, held back by few decisions. */
static void adjust_decisions(struct suggestion *s, const struct score_context *ctx)
{
	double n = (double)(ctx->n_contact_forwarded + ctx->n_contact_dismissed);
	double share = ((double)ctx->n_contact_forwarded + 1) / (n + 2);

	if (n >= DECISIONS_MIN)
		adjust(s, "past decisions", decisions_max * (2 * share - 1));
}

void score_suggestion(struct arena *a, const struct pair *pair, const struct item *it,
    const struct contact *c, const struct score_context *ctx, struct suggestion *out)
{
	struct topic_finding found = {{NULL, 0}, {NULL, 0}};

	*out = (struct suggestion){
	    .contact_id = c->id,
	    .story_id = it->story_id,
	    .item_id = it->id,
	    .created_at_s = ctx->now_s,
	    .decided_at_s = NO_TIME,
	    .snoozed_until_s = NO_TIME,
	    .reasons = pair->matches,
	    .n_reasons = pair->n_matches,
	};
	if (ctx->topics)
		found = topics_find(ctx->topics, a, it, pair);
	out->held_for = found.held_for;
	out->occasion = found.occasion;
	out->status = found.held_for.p ? SUGGESTION_HELD : SUGGESTION_NEW;
	adjust_freshness(out, it, ctx);
	adjust_salience(out, pair, it);
	adjust_story(out, ctx);
	adjust_cadence(out, c, ctx);
	adjust_decisions(out, ctx);
	if (found.occasion.p)
		adjust(out, "congratulations", congratulations_bonus);
	out->score = score_sum(out);
	out->note = note_reason(a, pair, found.occasion);
}

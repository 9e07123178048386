/*
 * test_score.c - adjustments, the sentence of why, and the best outlet.
 */
#include "test.h"

#include "base/clock.h"
#include "rank/note.h"
#include "rank/outlets.h"
#include "rank/score.h"

static const int64_t now_s = 1488758400;

/* A pair of one match; what a test changes is changed in place. */
struct scene {
	struct match match;
	struct pair pair;
	struct item item;
	struct contact contact;
	struct score_context context;
};

static void set_scene(struct scene *s)
{
	*s = (struct scene){
	    .match = {.term = STR("fusion"), .kind = TERM_INTEREST, .points = 600000},
	    .pair = {.contact_id = 1, .item_id = 2, .n_matches = 1, .score = 600000},
	    .item = {.id = 2,
		.story_id = 3,
		.title = STR("Fusion record"),
		.published_at_s = now_s - DAY_S,
		.updated_at_s = NO_TIME},
	    .contact = {.id = 1, .last_touch_at_s = now_s - 30 * DAY_S},
	    .context = {.now_s = now_s, .default_every_days = 60, .max_age_days = 14},
	};
	s->pair.matches = &s->match;
}

static points adjustment(const struct suggestion *s, const char *name)
{
	for (size_t i = 0; i < s->n_adjustments; i++)
		if (strcmp(s->adjustments[i].name, name) == 0)
			return s->adjustments[i].points;
	return 0;
}

static struct suggestion score(struct arena *a, const struct scene *s)
{
	struct suggestion out;

	score_suggestion(a, &s->pair, &s->item, &s->contact, &s->context, &out);
	assert_int_equal(out.score, score_sum(&out));
	return out;
}

static void adds_up_exactly_whatever_applies(void **state)
{
	struct arena *a = arena_new();
	struct topics *topics = topics_new();
	struct scene s;
	struct suggestion out;
	points sum = 0;

	(void)state;
	set_scene(&s);
	s.context.topics = topics;
	s.context.n_outlets = 5;
	s.context.n_others_sent = 2;
	s.context.n_contact_forwarded = 7;
	s.context.n_contact_dismissed = 3;
	s.context.is_related_sent = true;
	s.match.kind = TERM_COMPANY;
	s.item.title = STR("Fusion Inc wins contract");
	s.contact.last_touch_at_s = now_s - 77 * DAY_S;
	out = score(a, &s);
	for (size_t i = 0; i < out.n_adjustments; i++) {
		assert_int_not_equal(out.adjustments[i].points, 0);
		sum += out.adjustments[i].points;
	}
	assert_int_equal(out.score, 600000 + sum);
	assert_true(out.n_adjustments >= 8);
	topics_free(topics);
	arena_free(a);
}

static void prefers_fresh_news(void **state)
{
	struct arena *a = arena_new();
	struct scene s;
	struct suggestion day_old, week_old;

	(void)state;
	set_scene(&s);
	day_old = score(a, &s);
	s.item.published_at_s = now_s - 7 * DAY_S;
	week_old = score(a, &s);
	assert_true(adjustment(&day_old, "freshness") > 50000);
	assert_int_equal(adjustment(&week_old, "freshness"), 50000);
	arena_free(a);
}

static void tells_the_subject_from_a_passing_mention(void **state)
{
	static const struct {
		size_t starts[2]; /* in the summary; 0 is the title */
		size_t n;
		const char *name;
	} cases[] = {
	    {{0, 4}, 2, "the article's subject"},
	    {{0, 0}, 1, "in the title"},
	    {{0, 39}, 2, "in the title"},
	    {{4, 39}, 2, "in the first sentence"},
	    {{39, 0}, 1, "passing mention"},
	};
	struct arena *a = arena_new();
	points before = INT32_MAX;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct match matches[2];
		struct suggestion out;
		struct scene s;

		set_scene(&s);
		s.item.summary =
		    STR("The first sentence is here. Then comes fusion at last.");
		s.pair.matches = matches;
		s.pair.n_matches = cases[i].n;
		for (size_t k = 0; k < cases[i].n; k++) {
			matches[k] = s.match;
			matches[k].points /= (points)cases[i].n;
			matches[k].start = (uint32_t)cases[i].starts[k];
			matches[k].field = matches[k].start ? FIELD_SUMMARY : FIELD_TITLE;
		}
		out = score(a, &s);
		assert_int_not_equal(adjustment(&out, cases[i].name), 0);
		assert_true(out.score <= before);
		before = out.score;
	}
	arena_free(a);
}

static void lifts_the_overdue_and_rests_the_just_written_to(void **state)
{
	static const struct {
		int64_t days_since;
		const char *name;
		points least, most;
	} cases[] = {
	    {0, "rest", -400000, -400000},
	    {1, "rest", -400000, -300000},
	    {20, "rest", 0, 0},
	    {59, "overdue", 0, 0},
	    {60, "overdue", 200000, 200000},
	    {90, "overdue", 400000, 400000},
	    {500, "overdue", 600000, 600000},
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct suggestion out;
		struct scene s;

		set_scene(&s);
		s.contact.last_touch_at_s = now_s - cases[i].days_since * DAY_S;
		out = score(a, &s);
		assert_in_range(adjustment(&out, cases[i].name) + 1000000,
		    cases[i].least + 1000000, cases[i].most + 1000000);
	}
	arena_free(a);
}

static void counts_against_it_who_has_it_already(void **state)
{
	struct arena *a = arena_new();
	struct scene s;
	struct suggestion out;

	(void)state;
	set_scene(&s);
	s.context.n_others_sent = 1;
	out = score(a, &s);
	assert_int_equal(adjustment(&out, "seen by many"), -50000);
	s.context.n_others_sent = 100;
	out = score(a, &s);
	assert_int_equal(adjustment(&out, "seen by many"), -200000);
	arena_free(a);
}

static void holds_with_the_reason(void **state)
{
	struct topics *topics = topics_new();
	struct arena *a = arena_new();
	struct scene s;
	struct suggestion out;

	(void)state;
	set_scene(&s);
	s.context.topics = topics;
	s.match.kind = TERM_COMPANY;
	s.item.title = STR("Fusion Inc files for bankruptcy");
	out = score(a, &s);
	assert_int_equal(out.status, SUGGESTION_HELD);
	assert_str_equal(out.held_for, "bad news: downgrade (\"bankrupt…\")");
	topics_free(topics);
	arena_free(a);
}

static void says_why_in_one_sentence(void **state)
{
	const struct match matches[] = {
	    {.term = STR("Acme"), .kind = TERM_COMPANY, .points = 500000},
	    {.term = STR("fusion"),
		.kind = TERM_INTEREST,
		.field = FIELD_SUMMARY,
		.points = 200000},
	    {.term = STR("Fusion"),
		.kind = TERM_INTEREST,
		.field = FIELD_SUMMARY,
		.points = 100000},
	    {.term = STR("tax"), .kind = TERM_LEARNED, .points = -100000},
	};
	const struct pair pair = {.matches = matches, .n_matches = 4};
	struct arena *a = arena_new();

	(void)state;
	assert_str_equal(note_reason(a, &pair, (struct str){NULL, 0}),
	    "Acme is in the headline; you noted fusion");
	assert_str_equal(note_reason(a, &pair, STR("congratulations: award")),
	    "congratulations: award; Acme is in the headline; you noted fusion");
	arena_free(a);
}

static struct item outlet_item(const char *url, int64_t at_s)
{
	return (struct item){
	    .url = str_of(url), .published_at_s = at_s, .updated_at_s = NO_TIME};
}

static void shows_the_outlet_that_can_be_read(void **state)
{
	const struct item items[] = {
	    outlet_item("https://www.wsj.com/a", 100),
	    outlet_item("https://news.yahoo.com/a", 150),
	    outlet_item("https://example.org/a", 300),
	    outlet_item("https://example.net/a", 200),
	    outlet_item("https://blog.acme.com/a", 50),
	};
	const struct str paywalls[] = {STR("example.net"), STR("!wsj.com")};

	(void)state;
	assert_int_equal(outlet_best_item(items, 5, STR("acme.com"), NULL, 0), 3);
	assert_int_equal(outlet_best_item(items, 5, STR("acme.com"), paywalls, 1), 2);
	assert_int_equal(outlet_best_item(items, 5, STR("acme.com"), paywalls, 2), 0);
	assert_int_equal(outlet_best_item(items, 5, (struct str){NULL, 0}, NULL, 0), 4);
	assert_int_equal(outlet_best_item(&items[4], 1, STR("acme.com"), NULL, 0), 1);
	assert_int_equal(outlet_best_item(&items[4], 1, STR("me.com"), NULL, 0), 0);
	assert_int_equal(outlet_count(items, 5), 5);
}

static void takes_the_employers_domain_from_company_or_address(void **state)
{
	const struct company acme = {.domain = STR("acme.com")}, bare = {.id = 1};
	const struct contact ada = {.email = STR("ada@acme.co.uk")};
	const struct contact bob = {.email = STR("bob@gmail.com")};
	const struct contact cem = {.id = 1};

	(void)state;
	assert_str_equal(outlet_own_domain(&ada, &acme), "acme.com");
	assert_str_equal(outlet_own_domain(&ada, &bare), "acme.co.uk");
	assert_str_equal(outlet_own_domain(&ada, NULL), "acme.co.uk");
	assert_str_equal(outlet_own_domain(&bob, NULL), "");
	assert_str_equal(outlet_own_domain(&cem, NULL), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_up_exactly_whatever_applies),
	    cmocka_unit_test(prefers_fresh_news),
	    cmocka_unit_test(tells_the_subject_from_a_passing_mention),
	    cmocka_unit_test(lifts_the_overdue_and_rests_the_just_written_to),
	    cmocka_unit_test(counts_against_it_who_has_it_already),
	    cmocka_unit_test(holds_with_the_reason),
	    cmocka_unit_test(says_why_in_one_sentence),
	    cmocka_unit_test(shows_the_outlet_that_can_be_read),
	    cmocka_unit_test(takes_the_employers_domain_from_company_or_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

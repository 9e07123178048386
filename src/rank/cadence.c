/*
 * cadence.c - counts days. In: a contact, the default interval, the time; out: when the
 * next touch is due. Always: days are whole UTC days, so that it makes no difference at
 * what hour the program runs.
 */
#include "rank/cadence.h"

#include "base/clock.h"

/* The day that holds the time; floor, also before 1970. */
static int64_t day_of(int64_t at_s)
{
	return at_s / DAY_S - (at_s % DAY_S < 0);
}

int64_t cadence_every_days(const struct contact *c, int64_t default_every_days)
{
	return c->every_days > 0 ? c->every_days : default_every_days;
}

int64_t cadence_days_since(int64_t last_touch_at_s, int64_t now_s)
{
	int64_t days;

	if (last_touch_at_s == NO_TIME)
		return -1;
	days = day_of(now_s) - day_of(last_touch_at_s);
	return days < 0 ? 0 : days;
}

int64_t cadence_due_in_days(
    const struct contact *c, int64_t default_every_days, int64_t now_s)
{
	int64_t every_days = cadence_every_days(c, default_every_days);

	if (every_days <= 0 || c->is_muted)
		return DUE_NEVER;
	if (c->last_touch_at_s == NO_TIME)
		return 0;
	return every_days - cadence_days_since(c->last_touch_at_s, now_s);
}

/* Whether a comes before b: the longer overdue, those never touched first among equals.
 */
static bool is_before(
    const struct contact *a, int64_t due_a, const struct contact *b, int64_t due_b)
{
	bool is_new_a = a->last_touch_at_s == NO_TIME;
	bool is_new_b = b->last_touch_at_s == NO_TIME;
	int by_name = str_cmp(a->name, b->name);

	if (due_a != due_b)
		return due_a < due_b;
	if (is_new_a != is_new_b)
		return is_new_a;
	return by_name ? by_name < 0 : a->id < b->id;
}

/* Shell sort: qsort() would need the contacts and the time in globals. */
static void sort_due(const struct contact *contacts, int64_t default_every_days,
    int64_t now_s, size_t *order, size_t n)
{
	size_t gap = 1;

	while (gap < n / 3)
		gap = 3 * gap + 1;
	for (; gap > 0; gap /= 3)
		for (size_t i = gap; i < n; i++) {
			size_t moving = order[i], at = i;
			const struct contact *c = &contacts[moving];
			int64_t due = cadence_due_in_days(c, default_every_days, now_s);

			for (; at >= gap; at -= gap) {
				const struct contact *other = &contacts[order[at - gap]];

				if (!is_before(c, due, other,
					cadence_due_in_days(
					    other, default_every_days, now_s)))
					break;
				order[at] = order[at - gap];
			}
			order[at] = moving;
		}
}

size_t cadence_list_due(const struct contact *contacts, size_t n,
    int64_t default_every_days, int64_t now_s, bool is_all, size_t *order)
{
	size_t n_due = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t due =
		    cadence_due_in_days(&contacts[i], default_every_days, now_s);

		if (due != DUE_NEVER && (is_all || due <= 0))
			order[n_due++] = i;
	}
	sort_due(contacts, default_every_days, now_s, order, n_due);
	return n_due;
}

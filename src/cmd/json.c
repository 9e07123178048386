/*
 * json.c - records as JSON. Always: every key of an object is there, null where its value
 * is absent.
 */
#include "cmd/json.h"

#include "base/clock.h"
#include "rank/cadence.h"

static json_t *days(int64_t n)
{
	return n == DUE_NEVER ? json_null() : json_integer(n);
}

static json_t *id_or_null(int64_t id)
{
	return id ? json_integer(id) : json_null();
}

static json_t *str_array(const struct str *v, size_t n)
{
	json_t *a = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(a, out_json_str(v[i]));
	return a;
}

json_t *json_of_item(const struct item *it, struct str feed_url)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
	    "id", id_or_null(it->id), "feed", out_json_str(feed_url), "guid",
	    out_json_str(it->guid), "url", out_json_str(it->url), "title",
	    out_json_str(it->title), "summary", out_json_str(it->summary), "author",
	    out_json_str(it->author), "outlet", out_json_str(it->outlet), "published",
	    out_json_time(it->published_at_s), "updated", out_json_time(it->updated_at_s),
	    "story", id_or_null(it->story_id), "language", out_json_str(it->language));
}

json_t *json_of_item_short(const struct item *it)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "id", id_or_null(it->id),
	    "guid", out_json_str(it->guid), "url", out_json_str(it->url), "title",
	    out_json_str(it->title), "outlet", out_json_str(it->outlet), "published",
	    out_json_time(it->published_at_s));
}

json_t *json_of_interest(const struct interest *in)
{
	json_t *o = json_pack("{s:o, s:f, s:s, s:s}", "term", out_json_str(in->term),
	    "weight", in->weight, "kind", interest_kind_name(in->kind), "source",
	    interest_source_name(in->source));

	if (in->is_never)
		json_object_set_new(o, "never", json_true());
	return o;
}

json_t *json_of_contact(const struct contact *c, int64_t due_in_days)
{
	json_t *interests = json_array();

	for (size_t i = 0; i < c->n_interests; i++)
		json_array_append_new(interests, json_of_interest(&c->interests[i]));
	return json_pack(
	    "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:o}", "id",
	    id_or_null(c->id), "uid", out_json_str(c->uid), "name", out_json_str(c->name),
	    "email", out_json_str(c->email), "company", out_json_str(c->company), "title",
	    out_json_str(c->title), "aliases", str_array(c->aliases, c->n_aliases),
	    "interests", interests, "every_days",
	    c->every_days ? json_integer(c->every_days) : json_null(), "last_touch",
	    out_json_time(c->last_touch_at_s), "due_in_days", days(due_in_days), "muted",
	    c->is_muted, "notes", out_json_str(c->notes));
}

json_t *json_of_feed(const struct feed *f)
{
	static const char *const status[] = {"active", "paused", "gone"};

	return json_pack("{s:I, s:o, s:o, s:s, s:o, s:o, s:o, s:I, s:I, s:o}", "id",
	    (json_int_t)f->id, "url", out_json_str(f->url), "title",
	    out_json_str(f->title), "status", status[f->status], "error",
	    out_json_str(f->error), "last_fetch", out_json_time(f->last_fetch_at_s),
	    "last_ok", out_json_time(f->last_ok_at_s), "items", (json_int_t)f->n_items,
	    "errors", (json_int_t)f->n_errors, "next_fetch",
	    out_json_time(f->next_fetch_at_s));
}

json_t *json_of_run(const struct run *r)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:f}", "feeds",
	    (json_int_t)r->n_feeds, "fetched", (json_int_t)r->n_fetched, "not_modified",
	    (json_int_t)r->n_not_modified, "failed", (json_int_t)r->n_failed, "items_new",
	    (json_int_t)r->n_items_new, "stories_new", (json_int_t)r->n_stories_new,
	    "pairs_scored", (json_int_t)r->n_pairs_scored, "suggestions_new",
	    (json_int_t)r->n_suggestions_new, "seconds", (double)r->duration_ms / 1000);
}

struct str match_field_text(const struct match *m, const struct item *it)
{
	switch (m->field) {
	case FIELD_TITLE: return it->title;
	case FIELD_SUMMARY: return it->summary;
	case FIELD_CATEGORY:
		if (m->category < it->n_categories)
			return it->categories[m->category];
	}
	return (struct str){NULL, 0};
}

/* The text that a match points at; p is NULL where the item has changed since. */
static struct str match_text(const struct match *m, const struct item *it)
{
	struct str text = match_field_text(m, it);

	return m->start <= m->end && m->end <= text.n
		   ? str_sub(text, m->start, m->end - m->start)
		   : (struct str){NULL, 0};
}

static json_t *reasons(const struct suggestion *s, const struct item *with_text_of)
{
	json_t *a = json_array();

	for (size_t i = 0; i < s->n_reasons; i++) {
		const struct match *m = &s->reasons[i];
		json_t *o = json_pack("{s:o, s:s, s:s, s:I, s:I, s:o}", "term",
		    out_json_str(m->term), "kind", term_kind_name(m->kind), "field",
		    field_name(m->field), "start", (json_int_t)m->start, "end",
		    (json_int_t)m->end, "points", out_json_points(m->points));

		if (with_text_of)
			json_object_set_new(
			    o, "text", out_json_str(match_text(m, with_text_of)));
		json_array_append_new(a, o);
	}
	return a;
}

static void set_common(json_t *o, const struct json_queue_entry *q)
{
	const struct contact *c = q->contact;

	json_object_set_new(o, "contact",
	    json_pack("{s:o, s:o, s:o, s:o}", "id", id_or_null(c->id), "uid",
		out_json_str(c->uid), "name", out_json_str(c->name), "email",
		out_json_str(c->email)));
	json_object_set_new(o, "story", id_or_null(q->suggestion->story_id));
	json_object_set_new(o, "item", json_of_item_short(q->item));
}

json_t *json_of_pair(const struct json_queue_entry *q)
{
	json_t *o = json_object();

	json_object_set_new(o, "score", out_json_points(q->suggestion->score));
	set_common(o, q);
	json_object_set_new(o, "reasons", reasons(q->suggestion, NULL));
	json_object_set_new(o, "due_in_days", days(q->due_in_days));
	return o;
}

static json_t *queue_entry(
    const struct json_queue_entry *q, const struct item *with_text_of)
{
	const struct suggestion *s = q->suggestion;
	json_t *o = json_object();

	json_object_set_new(o, "id", id_or_null(s->id));
	json_object_set_new(o, "status", json_string(suggestion_status_name(s->status)));
	json_object_set_new(o, "score", out_json_points(s->score));
	json_object_set_new(o, "created", out_json_time(s->created_at_s));
	set_common(o, q);
	json_object_set_new(o, "reasons", reasons(s, with_text_of));
	json_object_set_new(o, "due_in_days", days(q->due_in_days));
	json_object_set_new(o, "note", out_json_str(s->note));
	if (s->held_for.p)
		json_object_set_new(o, "held_for", out_json_str(s->held_for));
	if (s->occasion.p)
		json_object_set_new(o, "occasion", out_json_str(s->occasion));
	return o;
}

json_t *json_of_queue_entry(const struct json_queue_entry *q)
{
	return queue_entry(q, NULL);
}

json_t *json_of_why(const struct json_queue_entry *q)
{
	json_t *o = queue_entry(q, q->item), *a = json_array();

	for (size_t i = 0; i < q->suggestion->n_adjustments; i++)
		json_array_append_new(a,
		    json_pack("{s:s, s:o}", "name", q->suggestion->adjustments[i].name,
			"points", out_json_points(q->suggestion->adjustments[i].points)));
	json_object_set_new(o, "adjustments", a);
	return o;
}

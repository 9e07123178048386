/*
 * fragments.c - a reader of expressions that knows just enough of their syntax to say
 * which runs of letters must be there, and a table of such runs by their first three
 * letters. Always: what is not understood needs nothing.
 */
#include "match/fragments.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- What an expression needs ---------------------------------------------------- */

struct reader {
	struct str p;
	size_t at;
	size_t run; /* where the present run of letters begins; == at if there is none */
	bool is_border; /* no letter can stand before the run */
	bool is_first;	/* nothing that takes up text stands before it */
	struct needs *out;
	size_t n_group; /* pieces of a group, one of which must be there */
	struct piece group[ALTERNATIVES_MAX];
	size_t lead_end;     /* behind what the alternative begins with */
	bool is_led;	     /* what the alternative begins with is known */
	bool has_leaderless; /* of another it is not */
	bool is_lost;	     /* something that is not understood */
};

static bool is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

/* Every match of the alternative begins with one of these, which end at byte `end`. */
static void add_leads(struct reader *r, const struct piece *leads, size_t n, size_t end)
{
	struct needs *out = r->out;

	if (out->n_leads + n > ALTERNATIVES_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		out->leads[out->n_leads++] = leads[i];
	r->is_led = true;
	r->lead_end = end;
}

/* The run of letters [r->run, end) must be there; no letter can follow where ends. */
static void end_run(struct reader *r, size_t end, bool ends)
{
	struct piece run = {.begins = r->is_border, .ends = ends};
	struct need *need = &r->out->v[r->out->n - 1];

	run.text = str_sub(r->p, r->run, end > r->run ? end - r->run : 0);
	if (run.text.n > FRAGMENT_MAX) {
		run.text.n = FRAGMENT_MAX;
		run.ends = false;
	}
	if (run.text.n < FRAGMENT_MIN)
		return;
	if (r->is_border && r->is_first)
		add_leads(r, &run, 1, r->run + run.text.n);
	if (run.text.n > need->piece[0].text.n) {
		need->piece[1] = need->piece[0];
		need->piece[0] = run;
	} else if (run.text.n > need->piece[1].text.n) {
		need->piece[1] = run;
	}
}

/* Past the class that begins at r->at. */
static void skip_class(struct reader *r)
{
	size_t i = r->at + 1;

	if (i < r->p.n && r->p.p[i] == '^')
		i++;
	if (i < r->p.n && r->p.p[i] == ']')
		i++;
	for (; i < r->p.n && r->p.p[i] != ']'; i++) {
		if (r->p.p[i] == '\\') {
			if (i + 1 < r->p.n && strchr("QE", r->p.p[i + 1]))
				r->is_lost = true;
			i++;
		} else if (r->p.p[i] == '[' && i + 1 < r->p.n && r->p.p[i + 1] == ':') {
			size_t end = str_find(str_sub(r->p, i, SIZE_MAX), STR(":]"));

			i += end + 1;
		}
	}
	r->at = i + 1;
}

static void skip_escape(struct reader *r)
{
	/* A letter of these stands for more than the one character behind it. */
	if (r->at + 1 >= r->p.n || strchr("QEKcgkNopPxu0123456789", r->p.p[r->at + 1]))
		r->is_lost = true;
	r->at += 2;
}

/* Takes note of the group at r->at if it is one of plain words: "(?:new|big)". */
static void note_group(struct reader *r)
{
	struct str rest = str_sub(r->p, r->at, SIZE_MAX);
	size_t at = str_starts(rest, STR("(?:")) ? 3 : 1, n = 0;
	struct piece group[ALTERNATIVES_MAX];

	for (;;) {
		size_t from = at;

		while (at < rest.n && is_letter(rest.p[at]))
			at++;
		if (at == rest.n || at - from < FRAGMENT_MIN ||
		    at - from > FRAGMENT_MAX || n == ALTERNATIVES_MAX)
			return;
		group[n++] = (struct piece){
		    .text = str_sub(rest, from, at - from), .begins = r->is_border};
		if (rest.p[at] == ')')
			break;
		if (rest.p[at++] != '|')
			return;
	}
	if (at + 1 < rest.n && strchr("?*+{", rest.p[at + 1]))
		return;
	memcpy(r->group, group, n * sizeof(*group));
	r->n_group = n;
	if (r->is_border && r->is_first)
		add_leads(r, group, n, r->at + at + 1);
}

/* Past the group that begins at r->at. */
static void skip_group(struct reader *r)
{
	size_t depth = 0;

	while (r->at < r->p.n && !r->is_lost) {
		char c = r->p.p[r->at], next = r->at + 1 < r->p.n ? r->p.p[r->at + 1] : 0;

		if (c == '\\') {
			skip_escape(r);
			continue;
		}
		if (c == '[') {
			skip_class(r);
			continue;
		}
		if (c == '(') {
			char third = r->at + 2 < r->p.n ? r->p.p[r->at + 2] : 0;

			/* Verbs, options, comments, calls may change what is behind. */
			if (next == '*' || (next == '?' && !strchr(":=!<>|", third)))
				r->is_lost = true;
			depth++;
		}
		r->at++;
		if (c == ')' && --depth == 0)
			return;
	}
	r->is_lost = true;
}

/* Past a quantifier at r->at, if there is one. True if what it follows may be absent. */
static bool skip_quantifier(struct reader *r)
{
	const char *p = r->p.p;
	size_t i = r->at;
	bool is_optional;

	if (i >= r->p.n)
		return false;
	if (p[i] == '?' || p[i] == '*' || p[i] == '+') {
		is_optional = p[i] != '+';
		i++;
	} else if (p[i] == '{' && i + 1 < r->p.n &&
		   ((p[i + 1] >= '0' && p[i + 1] <= '9') || p[i + 1] == ',')) {
		is_optional = p[i + 1] == '0' || p[i + 1] == ',';
		while (i < r->p.n && p[i] != '}')
			i++;
		i++;
	} else {
		return false;
	}
	if (i < r->p.n && (p[i] == '?' || p[i] == '+'))
		i++;
	r->at = i;
	return is_optional;
}

/* Past one thing that is no letter. */
static void skip_other(struct reader *r)
{
	switch (r->p.p[r->at]) {
	case '\\': skip_escape(r); break;
	case '[': skip_class(r); break;
	case '(':
		/* All expressions are without case anyway. */
		if (str_starts(str_sub(r->p, r->at, 4), STR("(?i)"))) {
			r->at += 4;
			break;
		}
		if (r->run == r->at)
			note_group(r);
		skip_group(r);
		break;
	case ')': r->is_lost = true; break;
	default: r->at++;
	}
}

/* Whether what stands at r->at parts words, or is none of them. */
static bool is_border_at(const struct reader *r)
{
	char c = r->p.p[r->at];

	if (c == '\\' && r->at + 1 < r->p.n)
		return strchr("bWs", r->p.p[r->at + 1]) != NULL;
	return c == ' ' || c == '^' || c == '$' || c == '-' || c == ',' || c == '\'';
}

/* Whether what stands at r->at matches between characters. */
static bool takes_no_text(const struct reader *r)
{
	struct str rest = str_sub(r->p, r->at, SIZE_MAX);

	return str_starts(rest, STR("\\b")) || str_starts(rest, STR("^"));
}

/* A letter, and what makes it optional or repeats it. */
static void read_letter(struct reader *r)
{
	size_t behind = ++r->at;
	bool is_optional = skip_quantifier(r);

	if (r->at == behind)
		return;
	end_run(r, is_optional ? behind - 1 : behind, false);
	r->run = r->at;
	r->is_border = r->is_first = false;
}

static void read_other(struct reader *r)
{
	size_t end = r->at;
	bool is_border = is_border_at(r);
	bool is_empty = takes_no_text(r) && r->run == end;

	skip_other(r);
	if (skip_quantifier(r))
		is_border = false;
	end_run(r, end, is_border);
	r->run = r->at;
	r->is_border = is_border;
	r->is_first = r->is_first && is_empty;
}

/* The alternative ends here. */
static void end_alternative(struct reader *r)
{
	end_run(r, r->at, false);
	r->has_leaderless = r->has_leaderless || !r->is_led;
	r->is_led = false;
}

/* One of the words of a group is as good as a piece, if there is nothing else. */
static void need_group(struct reader *r)
{
	struct needs *out = r->out;

	if (out->n != 1 || out->v[0].piece[0].text.n > 0)
		return;
	for (size_t i = 0; i < r->n_group; i++)
		out->v[i] = (struct need){.piece = {r->group[i]}};
	out->n = r->n_group;
}

static void read_alternatives(struct reader *r)
{
	while (r->at < r->p.n && !r->is_lost) {
		if (is_letter(r->p.p[r->at])) {
			read_letter(r);
		} else if (r->p.p[r->at] == '|') {
			end_alternative(r);
			if (r->out->n == ALTERNATIVES_MAX) {
				r->is_lost = true;
				return;
			}
			r->out->v[r->out->n++] = (struct need){0};
			r->run = ++r->at;
			r->is_border = false;
			r->is_first = true;
		} else {
			read_other(r);
		}
	}
	end_alternative(r);
}

/* How far behind the lead the first piece stands that is not the lead itself. */
static void find_target(const struct reader *r)
{
	struct needs *out = r->out;

	out->target = -1;
	for (int k = 1; out->n == 1 && out->n_leads > 0 && k >= 0; k--) {
		const struct str piece = out->v[0].piece[k].text;
		size_t at = piece.n ? (size_t)(piece.p - r->p.p) : 0;
		struct reach reach;

		if (piece.n == 0 || at < r->lead_end)
			continue;
		reach = reach_between(r->p, r->lead_end, at);
		if (out->target >= 0 && reach.max >= out->reach.max)
			continue;
		out->target = k;
		out->reach = reach;
	}
}

void fragments_needed(struct str pattern, struct needs *out)
{
	struct reader r = {.p = pattern, .out = out, .is_first = true};

	*out = (struct needs){.n = 1};
	read_alternatives(&r);
	find_target(&r);
	need_group(&r);
	if (r.has_leaderless)
		out->n_leads = 0;
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].piece[0].text.n == 0)
			r.is_lost = true;
	if (r.is_lost)
		out->n = out->n_leads = 0;
}

/* ---- Finding pieces in words ----------------------------------------------------- */

enum { BUCKET_BITS = 15, BUCKETS = 1 << BUCKET_BITS, KEY_MAX = 8 };

struct fragment {
	char text[FRAGMENT_MAX + 1];
	uint8_t n;
	bool begins, ends;
	bool is_filed;
	uint32_t next; /* in the bucket; 0: none */
};

/* Fragments by their first KEY_MAX letters, or all that they have. */
struct fragment_table {
	uint32_t *buckets; /* BUCKETS of them, once there are fragments */
	uint32_t lengths;  /* of the keys: a bit 1 << length for each */
};

struct fragments {
	struct fragment *v; /* v[0] is none */
	size_t n, cap;
	struct fragment_table begin; /* those that words begin with */
	struct fragment_table other;
};

struct fragments *fragments_new(void)
{
	struct fragments *f = mem_new(1, sizeof(*f));

	mem_grow(&f->v, 0, &f->cap, sizeof(*f->v));
	f->v[0] = (struct fragment){.n = 0};
	f->n = 1;
	return f;
}

void fragments_free(struct fragments *f)
{
	if (!f)
		return;
	free(f->v);
	free(f->begin.buckets);
	free(f->other.buckets);
	free(f);
}

static uint32_t key_hash(uint32_t h, char c)
{
	return (h ^ (unsigned char)c) * 0x01000193u;
}

static size_t bucket_of(uint32_t h)
{
	return h * 0x9e3779b1u >> (32 - BUCKET_BITS);
}

static size_t key_length(const struct fragment *f)
{
	return f->n < KEY_MAX ? f->n : KEY_MAX;
}

static bool is_same(const struct fragment *a, const struct fragment *b)
{
	return a->n == b->n && a->begins == b->begins && a->ends == b->ends &&
	       memcmp(a->text, b->text, a->n) == 0;
}

uint32_t fragments_add(struct fragments *f, const struct piece *piece)
{
	struct fragment new = {.begins = piece->begins, .ends = piece->ends};
	struct fragment_table *table = piece->begins ? &f->begin : &f->other;
	size_t n_key;
	uint32_t h = 0, *head;

	new.n = (uint8_t)(piece->text.n < FRAGMENT_MAX ? piece->text.n : FRAGMENT_MAX);
	for (size_t i = 0; i < new.n; i++)
		new.text[i] = (char)(piece->text.p[i] | 0x20);
	n_key = key_length(&new);
	for (size_t i = 0; i < n_key; i++)
		h = key_hash(h, new.text[i]);
	if (!table->buckets)
		table->buckets = mem_new(BUCKETS, sizeof(*table->buckets));
	head = &table->buckets[bucket_of(h)];
	for (uint32_t i = *head; i; i = f->v[i].next)
		if (is_same(&f->v[i], &new))
			return i;
	table->lengths |= 1u << n_key;
	new.next = *head;
	mem_grow(&f->v, f->n, &f->cap, sizeof(*f->v));
	*head = (uint32_t)f->n;
	f->v[f->n] = new;
	return (uint32_t)f->n++;
}

uint32_t fragments_n(const struct fragments *f)
{
	return (uint32_t)f->n;
}

void fragments_file(struct fragments *f, uint32_t number)
{
	f->v[number].is_filed = true;
}

/* Whether the fragment stands at that byte of the word. */
static bool stands_at(const struct fragment *f, struct str word, size_t at)
{
	if (f->n > word.n - at || memcmp(f->text, word.p + at, f->n) != 0)
		return false;
	return !f->ends || at + f->n == word.n || !is_letter(word.p[at + f->n]);
}

/* Puts the fragments of the table that stand at that byte of the word behind the n in
 * out; returns how many those are then. */
static size_t find_at(const struct fragments *f, const struct fragment_table *table,
    struct str word, size_t at, uint32_t *out, size_t n)
{
	size_t most = word.n - at < KEY_MAX ? word.n - at : KEY_MAX;
	uint32_t h = 0;

	for (size_t k = 0; k < most && table->lengths >> (k + 1); k++) {
		h = key_hash(h, word.p[at + k]);
		if (!(table->lengths >> (k + 1) & 1))
			continue;
		for (uint32_t i = table->buckets[bucket_of(h)]; i; i = f->v[i].next)
			if (key_length(&f->v[i]) == k + 1 &&
			    stands_at(&f->v[i], word, at))
				out[n++] = i;
	}
	return n;
}

/* The last ones first. */
static void sort_numbers(uint32_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && v[k - 1] < v[k]; k--) {
			uint32_t number = v[k];

			v[k] = v[k - 1];
			v[k - 1] = number;
		}
}

size_t fragments_in(const struct fragments *f, struct str folded, uint32_t *out)
{
	size_t n = 0;

	for (size_t at = 0; at + FRAGMENT_MIN <= folded.n; at++) {
		size_t from = n;

		if (f->other.lengths)
			n = find_at(f, &f->other, folded, at, out, n);
		if (at == 0 || !is_letter(folded.p[at - 1]))
			n = find_at(f, &f->begin, folded, at, out, n);
		sort_numbers(out + from, n - from);
		for (; from < n; from++)
			if (f->v[out[from]].is_filed)
				out[from] |= FRAGMENT_FILED;
	}
	return n;
}

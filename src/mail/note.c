/*
 * note.c - the note for a suggestion. In go the facts as plain text (from feeds and from
 * the user), out comes a subject of one line and a text; what feeds wrote is on one line
 * each and without controls.
 */
#include "mail/note.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "mail/header.h"
#include "model/person_name.h"

enum { N_FIELDS = 13, NOTE_MAX_BYTES = 2 * LIMIT_NOTES_BYTES };

/* What stands below the text in the editor. Each line ends the text by itself: who takes
 * the first one out does not send the others. */
static const char *const below[] = {"# ---- what follows is not sent ----",
    "# To: ", "# Why: ", "# Take care: ", "# Without text nothing is made of it."};

/* The section of the templates with the lines for an occasion. */
static const char *occasion_section(enum note_occasion occasion)
{
	static const char *const names[] = {
	    "interesting", "congratulations", "question", "checking-in"};

	return names[occasion];
}

/* On one line, without controls; absent (p NULL) when nothing is left. */
static struct str clean(struct arena *a, struct str s)
{
	struct buf b;
	struct str out = {0};

	buf_init(&b, NOTE_MAX_BYTES);
	header_put_clean(&b, s);
	if (b.n)
		out = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return out;
}

/* As clean(), with line breaks kept: what the user wrote. */
static struct str clean_lines(struct arena *a, struct str s)
{
	struct buf b;
	struct str line, out = {0};

	buf_init(&b, NOTE_MAX_BYTES);
	s = str_trim(s);
	while (str_split(&s, '\n', &line)) {
		for (size_t i = 0, len; i < line.n; i += len) {
			uint32_t c = utf8_at(line, i, &len);

			if ((c >= ' ' && c < 0x7f) || c == '\t' || c >= 0xa0)
				utf8_put(&b, c);
		}
		if (s.p)
			buf_putc(&b, '\n');
	}
	if (b.n)
		out = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return out;
}

static const char *because_section(enum term_kind kind)
{
	switch (kind) {
	case TERM_INTEREST: return "because-interest";
	case TERM_COMPANY: return "because-company";
	case TERM_PERSON: return "because-person";
	case TERM_REGEX:
	case TERM_LEARNED: break;
	}
	return NULL;
}

/* The fields of one note; those that are made of others are set as the note grows. */
enum field_place { F_GREETING, F_LINE, F_BECAUSE, F_TERM, F_MONTH, F_FIXED };

static void set_fields(
    struct arena *a, const struct note_request *r, struct template_field f[N_FIELDS])
{
	const struct template_field all[N_FIELDS] = {
	    [F_GREETING] = {"greeting", {0}},
	    [F_LINE] = {"line", clean_lines(a, r->line)},
	    [F_BECAUSE] = {"because", {0}},
	    [F_TERM] = {"term", r->has_because ? clean(a, r->because_term) : STR("")},
	    [F_MONTH] = {"month", {0}},
	    {"name", clean(a, r->goes_by)},
	    {"full_name", clean(a, r->full_name)},
	    {"company", clean(a, r->company)},
	    {"headline", clean(a, r->headline)},
	    {"outlet", clean(a, r->outlet)},
	    {"url", clean(a, url_clean(a, r->url))},
	    {"question", clean(a, r->question)},
	    {"signature", clean_lines(a, r->signature)},
	};

	for (size_t i = 0; i < N_FIELDS; i++)
		f[i] = all[i];
}

enum err note_make(struct arena *a, const struct template_set *t,
    const struct note_request *r, struct note_text *out, struct err_info *ei)
{
	struct template_field f[N_FIELDS];
	struct template_choice c = {
	    .language = r->language, .seed = r->seed, .fields = f, .n_fields = N_FIELDS};
	struct note_text note = {.wording = r->last_wording};
	enum err e = OK;

	set_fields(a, r, f);
	c.section = r->has_because ? because_section(r->because_kind) : NULL;
	c.wanted = "month";
	if (r->because_month)
		f[F_MONTH].value =
		    template_line(t, r->language, "months", (size_t)r->because_month - 1);
	if (c.section)
		e = template_fill(a, t, &c, &f[F_BECAUSE].value, NULL, ei);
	c.wanted = NULL;
	c.section = "greeting";
	if (!e)
		e = template_fill(a, t, &c, &f[F_GREETING].value, NULL, ei);
	c.section = occasion_section(r->occasion);
	c.wanted = "because";
	c.last = r->last_wording;
	if (!e && !f[F_LINE].value.p)
		e = template_fill(a, t, &c, &f[F_LINE].value, &note.wording, ei);
	c.section = "subject";
	c.wanted = "headline";
	c.last = (struct str){0};
	if (!e)
		e = template_fill(a, t, &c, &note.subject, NULL, ei);
	c.section = "layout";
	if (!e)
		e = template_fill_layout(a, t, &c, &note.text, ei);
	if (!e)
		*out = note;
	return e;
}

struct str note_goes_by(struct str nickname, struct str given, struct str full_name)
{
	struct str first, family;

	if (str_trim(nickname).n)
		return str_trim(nickname);
	if (str_trim(given).n)
		return str_trim(given);
	person_name_split(full_name, &first, &family);
	return first;
}

void note_put_for_editor(struct buf *b, const struct note_text *n, struct str to,
    struct str why, struct str warning)
{
	buf_printf(b, "Subject: %.*s\n\n", STR_ARG(n->subject));
	buf_put_str(b, n->text);
	buf_printf(b, "\n%s\n%s", below[0], below[1]);
	header_put_clean(b, to);
	buf_printf(b, "\n%s", below[2]);
	header_put_clean(b, why);
	if (warning.n) {
		buf_printf(b, "\n%s", below[3]);
		header_put_clean(b, warning);
	}
	buf_printf(b, "\n%s\n", below[4]);
}

static bool is_below(struct str line)
{
	bool is_one = false;

	for (size_t i = 0; i < sizeof(below) / sizeof(below[0]) && !is_one; i++)
		is_one = str_starts(str_trim(line), str_trim(str_of(below[i])));
	return is_one;
}

bool note_parse_edited(struct arena *a, struct str saved, struct note_text *n)
{
	struct str rest = saved, line, subject = n->subject, text;
	struct buf b;
	bool is_first = true;

	buf_init(&b, NOTE_MAX_BYTES);
	while (str_split(&rest, '\n', &line)) {
		if (str_ends(line, STR("\r")))
			line.n--;
		if (is_below(line))
			break;
		if (is_first && str_starts_nocase(line, STR("subject:")))
			subject = clean(a, str_sub(line, STR("subject:").n, line.n));
		else
			buf_printf(&b, "%.*s\n", STR_ARG(line));
		is_first = false;
	}
	text = clean_lines(a, buf_borrow(&b));
	buf_clear(&b);
	if (!text.n)
		return false;
	n->subject = subject;
	n->text = str_of(arena_printf(a, "%.*s\n", STR_ARG(text)));
	return true;
}

/*
 * topics.c - looks for phrases in what an item says first. In: an item and what matched
 * in it; out: a reason to hold it, or an occasion. Always: the first phrase in the text
 * decides, and of two at one place the one listed first.
 *
 * Text is compared folded, word by word: " ", words parted by one space, " ". A phrase is
 * kept in that form, its star at the end as a missing space; a star alone stands for any
 * one word. Phrases are found by the first three bytes of their first word.
 */
#include "rank/topics.h"

#include "base/buf.h"
#include "base/fold.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "rank/topic_words.h"

#include <stdlib.h>

enum {
	N_HEADS = 4096,
	SUMMARY_BYTES_READ = 240, /* what an article is about is said at its beginning */
	TEXT_BYTES_MAX = 64 << 10,
};

struct phrase {
	struct str text; /* "lays off ", "fatal", "cut * jobs " */
	struct str name; /* "layoffs" */
	enum topic_kind kind;
	bool is_quiet; /* of the user's quiet words: whatever the item is about */
	bool is_off;
	uint32_t next; /* + 1, with the same head; 0: none */
};

struct topics {
	struct arena *arena;
	struct phrase *phrases;
	size_t n_phrases, cap_phrases;
	uint32_t heads[N_HEADS], tails[N_HEADS]; /* + 1; 0: none */
};

/* ---- Text in comparable form ----------------------------------------------------- */

static bool is_word_byte(unsigned char c)
{
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Appends the folded words of s, each followed by a space. Stars stay. */
static void put_words(struct buf *b, struct str s, bool keeps_stars)
{
	struct buf folded;
	bool is_inside = false;
	char *out;
	size_t n = 0;

	buf_init(&folded, b->n < b->max ? b->max - b->n - 1 : 0);
	fold_put(&folded, s);
	out = buf_reserve(b, folded.n + 1);
	for (size_t i = 0; out && i < folded.n; i++) {
		unsigned char c = (unsigned char)folded.p[i];
		bool is_word = is_word_byte(c) || (keeps_stars && c == '*');

		if (is_word || is_inside)
			out[n++] = is_word ? (char)c : ' ';
		is_inside = is_word;
	}
	if (out && is_inside)
		out[n++] = ' ';
	b->n += n;
	buf_clear(&folded);
}

static size_t head_of(struct str text)
{
	return (size_t)str_hash(str_sub(text, 0, 3)) % N_HEADS;
}

/* ---- Lists ----------------------------------------------------------------------- */

static void add_phrase(struct topics *t, enum topic_kind kind, struct str name,
    bool is_quiet, struct str words)
{
	struct phrase p = {.kind = kind, .name = name, .is_quiet = is_quiet};
	struct buf b;
	size_t head;

	buf_init(&b, TEXT_BYTES_MAX);
	put_words(&b, words, true);
	if (b.n >= 2 && b.p[b.n - 2] == '*' && (b.n < 3 || b.p[b.n - 3] != ' '))
		b.n -= 2;
	p.text = buf_borrow(&b);
	p.text.p = arena_dup_str(t->arena, p.text);
	buf_clear(&b);
	if (p.text.n < 3)
		return;
	head = head_of(p.text);
	mem_grow(&t->phrases, t->n_phrases, &t->cap_phrases, sizeof(*t->phrases));
	t->phrases[t->n_phrases++] = p;
	if (t->heads[head])
		t->phrases[t->tails[head] - 1].next = (uint32_t)t->n_phrases;
	else
		t->heads[head] = (uint32_t)t->n_phrases;
	t->tails[head] = (uint32_t)t->n_phrases;
}

static void add_phrases(struct topics *t, enum topic_kind kind, struct str name,
    bool is_quiet, struct str list)
{
	struct str words;

	name.p = arena_dup_str(t->arena, name);
	while (str_split(&list, ',', &words))
		add_phrase(t, kind, name, is_quiet, words);
}

static void allow(struct topics *t, struct str list)
{
	struct str words;

	while (str_split(&list, ',', &words)) {
		struct topics only = {.arena = t->arena};

		add_phrase(&only, TOPIC_TOUCHY, (struct str){NULL, 0}, false, words);
		for (size_t i = 0; only.n_phrases && i < t->n_phrases; i++)
			if (str_eq(t->phrases[i].text, only.phrases[0].text))
				t->phrases[i].is_off = true;
		free(only.phrases);
	}
}

/* "bad-news layoffs: job cuts, restructur*" */
static bool read_line(struct topics *t, struct str line)
{
	static const char *const kinds[] = {"bad-news", "touchy", "congratulations"};
	size_t colon = str_find_char(line, ':');
	struct str list = str_sub(line, colon + 1, line.n);
	struct str name = str_trim(str_sub(line, 0, colon)), kind;

	if (colon == line.n)
		return false;
	if (str_eq(name, STR("allow")))
		return allow(t, list), true;
	str_split(&name, ' ', &kind);
	name = str_trim(name);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (name.n && str_eq(kind, str_of(kinds[i]))) {
			add_phrases(t, (enum topic_kind)i, name, false, list);
			return true;
		}
	return false;
}

enum err topics_read(
    struct topics *t, struct str text, const char *source, struct err_info *ei)
{
	struct str line;

	for (int number = 1; str_split(&text, '\n', &line); number++) {
		line = str_trim(str_sub(line, 0, str_find_char(line, '#')));
		if (line.n && !read_line(t, line))
			return err_set(ei, ERR_DATA, source,
			    "line %d: write \"KIND NAME: words\", where KIND is "
			    "bad-news, "
			    "touchy or congratulations, or \"allow: words\"",
			    number);
	}
	return OK;
}

struct topics *topics_new(void)
{
	struct topics *t = mem_new(1, sizeof(*t));

	t->arena = arena_new();
	for (const char *const *line = topic_words; *line; line++)
		read_line(t, str_of(*line));
	return t;
}

void topics_free(struct topics *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	free(t->phrases);
	free(t);
}

void topics_add_quiet(struct topics *t, struct str words_parted_by_commas)
{
	struct str rest = words_parted_by_commas, part;

	while (str_split(&rest, ';', &part))
		add_phrases(t, TOPIC_BAD_NEWS, STR("your list"), true, part);
}

/* ---- Looking --------------------------------------------------------------------- */

/* Whether the phrase begins at byte i of the text, where a word begins. */
static bool stands_at(struct str phrase, struct str text, size_t i)
{
	size_t at = i;

	for (size_t k = 0; k < phrase.n; k++) {
		if (phrase.p[k] == '*') {
			while (at < text.n && text.p[at] != ' ')
				at++;
			continue;
		}
		if (at >= text.n || text.p[at] != phrase.p[k])
			return false;
		at++;
	}
	return true;
}

/* The first phrase at byte i that counts; NULL if none. */
static const struct phrase *phrase_at(const struct topics *t, struct str text, size_t i,
    enum topic_kind kind, bool only_quiet)
{
	uint32_t next = t->heads[head_of(str_sub(text, i, 3))];

	for (; next; next = t->phrases[next - 1].next) {
		const struct phrase *p = &t->phrases[next - 1];

		if (p->kind == kind && !p->is_off && (p->is_quiet || !only_quiet) &&
		    stands_at(p->text, text, i))
			return p;
	}
	return NULL;
}

/* The next phrase of the kind from byte *i on, which moves behind its beginning. */
static const struct phrase *find_phrase(const struct topics *t, struct str text,
    enum topic_kind kind, bool only_quiet, size_t *i)
{
	while (*i < text.n) {
		const struct phrase *p = phrase_at(t, text, *i, kind, only_quiet);

		while (*i < text.n && text.p[*i] != ' ')
			++*i;
		++*i;
		if (p)
			return p;
	}
	return NULL;
}

/* Whether the person or their company is named; in the title, if need be. */
static bool is_about_them(const struct pair *pair, bool only_title)
{
	for (size_t i = 0; i < pair->n_matches; i++) {
		const struct match *m = &pair->matches[i];

		if ((m->kind == TERM_PERSON || m->kind == TERM_COMPANY) &&
		    (m->field == FIELD_TITLE || !only_title))
			return true;
	}
	return false;
}

/* Whether the contact has a term of the same topic: they asked for it. */
static bool is_asked_for(
    const struct topics *t, const struct pair *pair, const struct phrase *found)
{
	bool is_asked = false;
	struct buf term;

	buf_init(&term, TEXT_BYTES_MAX);
	for (size_t m = 0; m < pair->n_matches && !is_asked; m++) {
		const struct phrase *p;
		size_t i = 0;

		buf_reset(&term);
		put_words(&term, pair->matches[m].term, false);
		while ((p = find_phrase(t, buf_borrow(&term), found->kind, false, &i)))
			is_asked = is_asked || str_eq(p->name, found->name);
	}
	buf_clear(&term);
	return is_asked;
}

/* "touchy subject: health ("cancer")" */
static struct str say_held(struct arena *a, const char *what, const struct phrase *p)
{
	struct str words = str_trim(p->text);
	const char *text = arena_printf(a, "%s: %.*s (\"%.*s%s\")", what,
	    STR_ARG(p->name), STR_ARG(words), words.n == p->text.n ? "…" : "");

	return str_of(text);
}

/* The first touchy phrase that the contact did not ask for. */
static const struct phrase *find_touchy(
    const struct topics *t, struct str title, const struct pair *pair)
{
	const struct phrase *p;
	size_t i = 0;

	while ((p = find_phrase(t, title, TOPIC_TOUCHY, false, &i)))
		if (!is_asked_for(t, pair, p))
			return p;
	return NULL;
}

/* Title and beginning of the summary in comparable form; returns the title's length. */
static size_t read_text(struct buf *b, const struct item *it)
{
	size_t n_title;

	put_words(b, it->title, false);
	n_title = b->n;
	put_words(b, utf8_cut(it->summary, SUMMARY_BYTES_READ), false);
	return n_title;
}

bool topics_are_silent(const struct topics *t, const struct item *it)
{
	struct buf b;
	struct str text;
	bool is_silent = true;

	buf_init(&b, TEXT_BYTES_MAX);
	read_text(&b, it);
	text = buf_borrow(&b);
	for (size_t i = 0; i < text.n && is_silent; i++) {
		uint32_t next = t->heads[head_of(str_sub(text, i, 3))];

		for (; next && is_silent; next = t->phrases[next - 1].next)
			is_silent = !stands_at(t->phrases[next - 1].text, text, i);
		while (i < text.n && text.p[i] != ' ')
			i++;
	}
	buf_clear(&b);
	return is_silent;
}

struct topic_finding topics_find(const struct topics *t, struct arena *a,
    const struct item *it, const struct pair *pair)
{
	struct topic_finding found = {{NULL, 0}, {NULL, 0}};
	const struct phrase *p;
	struct str title, text;
	struct buf b;
	size_t i = 0, n_title;

	buf_init(&b, TEXT_BYTES_MAX);
	n_title = read_text(&b, it);
	text = buf_borrow(&b);
	title = str_sub(text, 0, n_title);
	p = find_phrase(t, text, TOPIC_BAD_NEWS, !is_about_them(pair, false), &i);
	if (p)
		found.held_for = say_held(a, "bad news", p);
	else if ((p = find_touchy(t, title, pair)))
		found.held_for = say_held(a, "touchy subject", p);
	i = 0;
	p = !found.held_for.p && is_about_them(pair, true)
		? find_phrase(t, title, TOPIC_CONGRATULATIONS, false, &i)
		: NULL;
	if (p)
		found.occasion =
		    str_of(arena_printf(a, "congratulations: %.*s", STR_ARG(p->name)));
	buf_clear(&b);
	return found;
}

/*
 * proposals.c - topics in notes by the words that lead to them. In: a contact. Always: a
 * topic is a run of at most five words as they stand in the notes, once.
 */
#include "people/proposals.h"

#include "base/limits.h"
#include "people/text.h"

#include <string.h>

enum { TOPIC_WORDS_MAX = 5 };

/* Longer ones before those that they begin with. */
static const char *const leads[] = {"asked about", "asks about", "asked me about",
    "talked about", "spoke about", "told me about", "curious about", "excited about",
    "passionate about", "keen on", "works on", "working on", "interested in",
    "interests:", "interest in", "interests are", "fan of", "fond of", "is into", "loves",
    "likes", "enjoys", "follows", "collects", "hobbies:", "hobby:", "hobby is",
    "hobbies are", "plays", "avid", "invests in", "investing in", "expert in",
    "knows a lot about"};

/* Where a topic ends though no mark does it. */
static const char *const stops[] = {"but", "who", "which", "that", "since", "because",
    "when", "while", "at", "for", "from", "with", "his", "her", "their", "very", "asked",
    "asks", "likes", "loves", "is", "was", "has", "works", "again", "last", "next", "now",
    "today", "yesterday", "to"};

/* Words that begin no topic. */
static const char *const fillers[] = {"the", "a", "an", "his", "her", "their", "our",
    "my", "all", "things", "some", "about", "also", "really", "how", "what", "whether",
    "if", "to", "it", "him", "them", "us", "me", "this", "that", "you", "and", "or"};

static bool is_one_of(struct str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(word, str_of(list[i])))
			return true;
	return false;
}

#define IS_ONE_OF(word, list) is_one_of(word, list, sizeof(list) / sizeof((list)[0]))

static bool is_word_char(struct str s, size_t i)
{
	return i < s.n && people_text_has_word(str_sub(s, i, 1));
}

/* Takes the next word off *rest with the mark that stands before it: ',' for any mark
 * that parts topics, '.' for one that ends them, ' ' for none. False at the end. */
static bool next_word(struct str *rest, struct str *word, char *mark)
{
	size_t i = 0, n;

	for (*mark = ' '; i < rest->n && !is_word_char(*rest, i); i++) {
		if (strchr(".!?\n()", rest->p[i]))
			*mark = '.';
		else if (strchr(",;/&", rest->p[i]) && *mark == ' ')
			*mark = ',';
	}
	n = i;
	while (is_word_char(*rest, n) ||
	       (n + 1 < rest->n && strchr("-'.+#&", rest->p[n]) &&
		   is_word_char(*rest, n + 1)) ||
	       (n < rest->n && n > i && strchr("+#", rest->p[n])))
		n++;
	*word = str_sub(*rest, i, n - i);
	*rest = str_sub(*rest, n, rest->n);
	return word->n > 0;
}

/* The bytes of the lead that text begins with; 0 if it is none. */
static size_t lead_at(struct str text)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		struct str lead = str_of(leads[i]);

		if (str_starts_nocase(text, lead) && !is_word_char(text, lead.n))
			return lead.n;
	}
	return 0;
}

struct finder {
	struct arena *arena;
	const struct contact *c;
	struct str *terms;
	size_t n;
};

static void propose(struct finder *f, const char *from, const char *to)
{
	struct str term = {from, from ? (size_t)(to - from) : 0};

	if (term.n < 2 || term.n > LIMIT_TERM_BYTES || f->n == PEOPLE_PROPOSALS_MAX)
		return;
	for (size_t i = 0; i < f->c->n_interests; i++)
		if (str_eq_nocase(f->c->interests[i].term, term))
			return;
	for (size_t i = 0; i < f->n; i++)
		if (str_eq_nocase(f->terms[i], term))
			return;
	f->terms[f->n++] = (struct str){arena_dup_str(f->arena, term), term.n};
}

/* The topics that begin text: "sailing, old maps and fusion. Works at …". Returns what is
 * behind them. */
static struct str read_topics(struct finder *f, struct str text)
{
	const char *from = NULL, *to = NULL;
	size_t n_words = 0;
	struct str rest = text, before, word;
	char mark;

	while (before = rest, next_word(&rest, &word, &mark)) {
		bool is_and = str_eq_nocase(word, STR("and")) ||
			      str_eq_nocase(word, STR("or")) ||
			      str_eq_nocase(word, STR("und"));

		if (mark == '.')
			break;
		if (mark == ',' || is_and) {
			propose(f, from, to);
			from = NULL;
		}
		if (is_and || (!from && IS_ONE_OF(word, fillers)))
			continue;
		if (IS_ONE_OF(word, stops) || (from && n_words == TOPIC_WORDS_MAX) ||
		    lead_at(str_sub(text, (size_t)(word.p - text.p), text.n)))
			break;
		if (!from) {
			from = word.p;
			n_words = 0;
		}
		to = word.p + word.n;
		n_words++;
	}
	propose(f, from, to);
	return before;
}

void people_propose_interests(
    struct arena *a, const struct contact *c, struct str **terms, size_t *n_terms)
{
	struct finder f = {.arena = a, .c = c};
	struct str rest = c->notes;

	*n_terms = 0;
	if (!rest.n)
		return;
	f.terms = arena_alloc(a, PEOPLE_PROPOSALS_MAX, sizeof(*f.terms));
	for (size_t i = 0; i < rest.n;) {
		size_t n = i && is_word_char(rest, i - 1)
			       ? 0
			       : lead_at(str_sub(rest, i, rest.n));

		if (!n) {
			i++;
			continue;
		}
		rest = read_topics(&f, str_sub(rest, i + n, rest.n));
		i = 0;
	}
	*terms = f.terms;
	*n_terms = f.n;
}

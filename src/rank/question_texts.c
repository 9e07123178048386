/*
 * question_texts.c - the table of wordings, and what fills their places. Always: each
 * language has all of them.
 */
#include "rank/question_texts.h"

#include "base/buf.h"

enum { TEXT_BYTES_MAX = 4096 };

struct wordings {
	const char *language;
	const char *your_company;
	const char *texts[N_QUESTION_TEXTS];
};

/* A line each, however long. */
/* clang-format off */
static const struct wordings wordings[] = {
    {"en", "your company",
	{
	    [ASK_ARTICLE_BUSINESS] = "What does “{title}” mean for your work at {company}?",
	    [ASK_ARTICLE_INTEREST] = "Knowing your interest in {term}: what do you make of “{title}”?",
	    [ASK_ARTICLE_OWN] = "I have been reading about {term}, lately “{title}”. How does that look from where you are?",
	    [ASK_NOTE] = "I remember this from when we spoke: “{term}”. How has it gone since?",
	    [ASK_INTEREST] = "What is the best thing you have come across about {term} lately?",
	    [ASK_OWN] = "How is {term} seen at {company}?",
	    [ASK_INDUSTRY] = "What has changed most in {term} over the last year, seen from {company}?",
	    [ASK_ROLE] = "What takes most of your time as {term} these days?",
	    [ASK_PROJECT] = "What is {company} working on that you wish more people knew about?",
	    [ASK_HELP] = "Is there somebody I know whom you would like to meet?",
	    [ASK_PLANS] = "What would you like to have done by this time next year?",
	}},
    {"de", "deiner Firma",
	{
	    [ASK_ARTICLE_BUSINESS] = "Was bedeutet „{title}“ für deine Arbeit bei {company}?",
	    [ASK_ARTICLE_INTEREST] = "Du interessierst dich ja für {term}: Was hältst du von „{title}“?",
	    [ASK_ARTICLE_OWN] = "Ich lese gerade viel über {term}, zuletzt „{title}“. Wie siehst du das?",
	    [ASK_NOTE] = "Das habe ich von unserem Gespräch behalten: „{term}“. Wie ist es damit weitergegangen?",
	    [ASK_INTEREST] = "Was war zuletzt das Beste, das dir zu {term} begegnet ist?",
	    [ASK_OWN] = "Wie sieht man {term} bei {company}?",
	    [ASK_INDUSTRY] = "Was hat sich im letzten Jahr in der Branche ({term}) am meisten verändert, von {company} aus gesehen?",
	    [ASK_ROLE] = "Was nimmt dich als {term} zurzeit am meisten in Anspruch?",
	    [ASK_PROJECT] = "Woran arbeitet ihr bei {company}, von dem mehr Leute wissen sollten?",
	    [ASK_HELP] = "Kenne ich jemanden, den du gern kennenlernen würdest?",
	    [ASK_PLANS] = "Was möchtest du in einem Jahr geschafft haben?",
	}},
    {"fr", "ton entreprise",
	{
	    [ASK_ARTICLE_BUSINESS] = "Que signifie « {title} » pour ton travail chez {company} ?",
	    [ASK_ARTICLE_INTEREST] = "Je sais que tu t'intéresses à ceci : {term}. Que penses-tu de « {title} » ?",
	    [ASK_ARTICLE_OWN] = "Je lis beaucoup sur ce sujet : {term}, dernièrement « {title} ». Comment le vois-tu de ton côté ?",
	    [ASK_NOTE] = "J'ai gardé ceci de notre conversation : « {term} ». Où en es-tu depuis ?",
	    [ASK_INTEREST] = "Quelle est la meilleure chose que tu aies vue récemment sur ce sujet : {term} ?",
	    [ASK_OWN] = "Comment voit-on ce sujet chez {company} : {term} ?",
	    [ASK_INDUSTRY] = "Qu'est-ce qui a le plus changé dans ton secteur ({term}) depuis un an, vu de {company} ?",
	    [ASK_ROLE] = "Qu'est-ce qui te prend le plus de temps en ce moment ({term}) ?",
	    [ASK_PROJECT] = "Sur quoi travaillez-vous chez {company} qui mériterait d'être mieux connu ?",
	    [ASK_HELP] = "Y a-t-il quelqu'un que je connais et que tu aimerais rencontrer ?",
	    [ASK_PLANS] = "Qu'aimerais-tu avoir accompli d'ici un an ?",
	}},
    {"es", "tu empresa",
	{
	    [ASK_ARTICLE_BUSINESS] = "¿Qué significa «{title}» para tu trabajo en {company}?",
	    [ASK_ARTICLE_INTEREST] = "Sé que te interesa este tema: {term}. ¿Qué te parece «{title}»?",
	    [ASK_ARTICLE_OWN] = "Estoy leyendo mucho sobre este tema: {term}; lo último, «{title}». ¿Cómo lo ves tú?",
	    [ASK_NOTE] = "Recuerdo esto de nuestra conversación: «{term}». ¿Cómo ha ido desde entonces?",
	    [ASK_INTEREST] = "¿Qué es lo mejor que has visto últimamente sobre este tema: {term}?",
	    [ASK_OWN] = "¿Cómo se ve este tema en {company}: {term}?",
	    [ASK_INDUSTRY] = "¿Qué es lo que más ha cambiado en tu sector ({term}) en el último año, visto desde {company}?",
	    [ASK_ROLE] = "¿Qué te ocupa más tiempo estos días ({term})?",
	    [ASK_PROJECT] = "¿En qué trabajáis en {company} que merecería conocerse mejor?",
	    [ASK_HELP] = "¿Hay alguien que yo conozca a quien te gustaría conocer?",
	    [ASK_PLANS] = "¿Qué te gustaría haber logrado dentro de un año?",
	}},
};
/* clang-format on */

static const struct wordings *wordings_of(struct str language)
{
	for (size_t i = 0; i < sizeof(wordings) / sizeof(wordings[0]); i++)
		if (str_starts_nocase(language, str_of(wordings[i].language)))
			return &wordings[i];
	return &wordings[0];
}

static struct str word_for(
    struct str place, const struct wordings *w, const struct question_words *words)
{
	if (str_eq(place, STR("{title}")))
		return words->title;
	if (str_eq(place, STR("{term}")))
		return words->term;
	return words->company.n ? words->company : str_of(w->your_company);
}

struct str question_text_say(struct arena *a, enum question_text text,
    struct str language, const struct question_words *words)
{
	const struct wordings *w = wordings_of(language);
	struct str rest = str_of(w->texts[text]), said;
	struct buf b;

	buf_init(&b, TEXT_BYTES_MAX);
	while (rest.n) {
		size_t open = str_find_char(rest, '{');
		size_t close = open + str_find_char(str_sub(rest, open, rest.n), '}') + 1;

		buf_put_str(&b, str_sub(rest, 0, open));
		if (open < rest.n)
			buf_put_str(
			    &b, word_for(str_sub(rest, open, close - open), w, words));
		rest = str_sub(rest, close, rest.n);
	}
	said = buf_borrow(&b);
	said.p = arena_dup_str(a, said);
	buf_clear(&b);
	return said;
}

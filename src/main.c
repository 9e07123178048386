/*
 * main.c - the map of the program, and the command table.
 *
 * Every morning `sawthis run` sends the news through one row of stages. Each is a folder
 * with a library of its own, takes plain records and returns plain records:
 *
 *	fetch ──► feed ──► match ──► rank ──► queue ──► mail
 *	bytes     items    matches   scores   reviewed  drafts, outbox
 *
 *   src/base/     errors, strings, buffers, arena, log, clock, URLs, folding, limits
 *   src/model/    the records that travel: feed, item, contact, match, suggestion, story
 *   src/fetch/    libcurl multi: feeds in, bodies out; revalidation, politeness, schedule
 *   src/feed/     libxml2: bytes in, items out; dates, text from HTML, OPML, discovery
 *   src/people/   contacts in and out: vCard, CSV dialects, duplicates
 *   src/match/    term index and PCRE2 patterns: items in, matches out
 *   src/rank/     stories, scores, caps, cadence, topics, questions, learning
 *   src/mail/     messages, templates, SMTP, IMAP, mailto, digest
 *   src/store/    SQLite: schema, migrations, queries, one file a table
 *   src/app/      what commands and pages both do: home, settings, the batch, decisions
 *   src/web/      libmicrohttpd: routes, pages, assets
 *   src/cmd/      one file a command, or a command with its words: ask company
 *                 company_edit company_propose config contact contact_edit
 *                 contact_export contact_forget contact_import contact_log
 *                 contact_merge contact_mute contact_sync decide digest due feed
 *                 feed_check feed_opml feed_suggest forward init interest
 *                 interest_learn interest_tune item judge mail match parse queue review
 *                 run serve story upkeep why
 *   src/cmd/      what they share: cmd editor json opts out review_draw screen term
 *   src/man/      man pages
 *
 * base ◄ model ◄ {fetch feed people match rank mail store} ◄ app ◄ {web cmd} ◄ main.c.
 * The siblings in braces never include each other; src/app/ puts them together.
 */
#include "cmd/commands.h"

#include "base/clock.h"
#include "base/log.h"
#include "cmd/out.h"
#include "cmd/term.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* clang-format off */
const struct command commands[] = {
{"init", cmd_init, NEEDS_HOME, "Everyday", "[--feeds FILE.opml]",
 "Make the home: settings, database, drafts",
 "  --feeds FILE.opml    also add the feeds of an OPML file\n"},
{"run", cmd_run, NEEDS_LOCK, "Everyday", "[--dry-run] [--no-fetch] [--since DATE] [--progress] [--format=text|json]",
 "Fetch, match and queue: the daily batch",
 "  --dry-run     show what would be queued, save nothing but the news\n"
 "  --no-fetch    work on the news that is stored\n"
 "  --progress    print lines `progress STAGE DONE TOTAL`, for programs\n"
 "  --since DATE  match what was first seen since then again (2026-12-01, 7d, 2w)\n"},
{"review", cmd_review, NEEDS_STORE, "Everyday", "[QUERY]",
 "Go through the queue in the terminal, one key a decision",
 "QUERY as in `sawthis help queue`. ? shows the keys.\n"},
{"serve", cmd_serve, NEEDS_STORE, "Everyday", "[--listen ADDR:PORT]",
 "Show the queue as a page on this machine",
 "  --listen ADDR:PORT   127.0.0.1:7474 unless said otherwise\n"},
{"due", cmd_due, NEEDS_STORE, "Everyday", "[--all] [--format=text|json]",
 "List whom to check in with, and what to say",
 "The longest overdue first, each with the best suggestion that waits, else a\n"
 "question.\n"
 "  --all   everybody, not the first fifty; who is not due yet, too\n"},
{"queue", cmd_queue, NEEDS_STORE, "Queue", "[QUERY] [--format=text|json]",
 "List suggestions",
 "QUERY is words in any order; without one, status:new.\n"
 "  contact:ada company:acme    of these people\n"
 "  status:new|held|waiting|snoozed|forwarded|dismissed|expired|all\n"
 "  since:90d score:0.6..       newer than, scored from..to\n"
 "  overdue:yes                 of contacts whose check-in is due\n"
 "  any other word              in title, reasons or name\n"},
{"why", cmd_why, NEEDS_STORE, "Queue", "ID [--format=text|json]",
 "Show every reason of a suggestion with place and points", ""},
{"forward", cmd_forward, NEEDS_STORE, "Queue",
 "ID… | --url URL --to CONTACT… [--title TEXT] [--via eml|mailto|imap|smtp|sendmail] "
 "[--no-edit] [--note TEXT] [--ask TEXT] [--follow-up]",
 "Open a ready note in your editor, then hand it over as mail",
 "$VISUAL or $EDITOR names the editor; saving an empty note cancels. Prints the\n"
 "path of the .eml, the mailto URI, or the suggestion's new status. Wordings are\n"
 "files in templates/ beside the configuration.\n"
 "  --via WAY      instead of mail.via\n"
 "  --no-edit      as it is, for scripts\n"
 "  --note TEXT    your own words instead of a wording\n"
 "  --ask TEXT     a question below the article\n"
 "  --follow-up    as an answer to your last mail to this person\n"
 "  --url URL      an article that you found yourself\n"
 "  --to CONTACT   for whom; may come again: each gets a mail of their own\n"
 "  --title TEXT   its headline, where the article is not among the stored news\n"},
{"dismiss", cmd_dismiss, NEEDS_STORE, "Queue",
 "ID… [--reason wrong-person|off-topic|known|bad-news|stale]",
 "Take suggestions out of the queue",
 "  --reason R   what was wrong; wrong-person and off-topic teach the matcher\n"},
{"snooze", cmd_snooze, NEEDS_STORE, "Queue", "ID WHEN",
 "Bring a suggestion back on a later day",
 "WHEN is 2026-12-01, 7d, 2w or tomorrow.\n"},
{"release", cmd_release, NEEDS_STORE, "Queue", "ID…",
 "Let held, waiting, snoozed or dismissed ones into the queue", ""},
{"undo", cmd_undo, NEEDS_STORE, "Queue", "",
 "Take the last decision back; again for the one before", ""},
{"story list", cmd_story_list, NEEDS_STORE, "Queue", "[QUERY] [--all] [--format=text|json]",
 "List stories: what several outlets report is one",
 "QUERY is words of the title, since:DATE, items:2.. and muted:yes.\n"
 "  --all   every story, not the newest fifty\n"},
{"story show", cmd_story_show, NEEDS_STORE, "Queue", "ID [--format=text|json]",
 "Show a story's items, and who has it", ""},
{"story mute", cmd_story_mute, NEEDS_STORE, "Queue", "ID",
 "Never show a story again, to anybody", ""},
{"judge", cmd_judge, NEEDS_STORE, "Queue", "[FILE | -]",
 "Take decisions in bulk, from elsewhere or the past",
 "Each line is contact TAB guid or URL TAB good|bad. All lines count or none.\n"},
{"contact import", cmd_contact_import, NEEDS_STORE, "People",
 "FILE… [--dry-run] [--update] [--force] [--forgotten-too]",
 "Import contacts from vCard or CSV files",
 "vCard 2.1, 3.0, 4.0; CSV of sawthis, LinkedIn, Google, Outlook, Thunderbird;\n"
 "told by the content. Who is there already is found by uid, address, or name and\n"
 "company: what is empty is filled, what differs is shown and kept. CATEGORIES,\n"
 "HOBBY and INTEREST of a vCard become interests, groups such as Friends or Work\n"
 "do not; what notes speak of is proposed.\n"
 "  --dry-run         show what would be added, changed, left\n"
 "  --update          take the file's side where it differs\n"
 "  --force           even where you edited the field by hand\n"
 "  --forgotten-too   import those whom you had forgotten\n"},
{"contact add", cmd_contact_add, NEEDS_STORE, "People",
 "NAME [--email E] [--company C] [--title T] [--every DAYS] [--interest TERM]… [--note TEXT]",
 "Add one contact",
 "  --every DAYS      check in every so many days\n"
 "  --interest TERM   a keyword, phrase or /expression; `crude oil=2` gives a\n"
 "                    weight, `!term` means never; may come again\n"},
{"contact list", cmd_contact_list, NEEDS_STORE, "People", "[WORD…] [--format=text|json]",
 "List contacts", ""},
{"contact show", cmd_contact_show, NEEDS_STORE, "People", "CONTACT [--format=text|json]",
 "Show one contact",
 "CONTACT is an id, a uid, an e-mail address or a name that fits one contact\n"
 "alone.\n"},
{"contact edit", cmd_contact_edit, NEEDS_STORE, "People", "CONTACT [--file FILE]",
 "Change a contact in your editor",
 "A mistake is shown with its line and the text offered again. What you change by\n"
 "hand wins over later imports.\n"
 "  --file FILE   read the text from FILE (- is standard input) instead\n"},
{"contact merge", cmd_contact_merge, NEEDS_STORE, "People",
 "[INTO FROM] [--yes] [--format=text|json]",
 "Make one of two contacts; alone, propose who may be one",
 "Decisions, touches, interests, notes and addresses of FROM go to INTO.\n"},
{"contact log", cmd_contact_log, NEEDS_STORE, "People",
 "CONTACT [TEXT] [--on DATE] [--kind meeting|call|mail|other]",
 "Log a lunch, a call, a meeting: it counts as a touch",
 "  --on DATE   when it was; today unless said otherwise\n"},
{"contact mute", cmd_contact_mute, NEEDS_STORE, "People", "CONTACT…",
 "Suggest nothing for a contact", ""},
{"contact unmute", cmd_contact_unmute, NEEDS_STORE, "People", "CONTACT…",
 "Suggest for a contact again", ""},
{"contact export", cmd_contact_export, NEEDS_STORE, "People",
 "[CONTACT…] [--format=vcard|csv] [--version=3|4]",
 "Print contacts as vCards or CSV",
 "Properties of imported vCards that sawthis does not read come out again. In CSV,\n"
 "cells that a spreadsheet would run begin with an apostrophe.\n"},
{"contact sync", cmd_contact_sync, NEEDS_STORE, "People",
 "[URL] [--full] [--dry-run] [--update] [--force] [--forgotten-too]",
 "Read an address book from a CardDAV server",
 "URL is an address book, a home of them, or the server; contacts.url where it is\n"
 "left out. The login is contacts.user and contacts.password_command. Differences\n"
 "are as with `contact import`, whose options it has; nothing is written to the\n"
 "server.\n"
 "  --full   read everything, not only what changed since the last time\n"},
{"contact forget", cmd_contact_forget, NEEDS_STORE, "People", "CONTACT [--yes]",
 "Remove a person wholly, from database, drafts and copies",
 "A salted hash stays, so that an import does not bring the person back unasked.\n"},
{"company list", cmd_company_list, NEEDS_STORE, "People", "[WORD…] [--format=text|json]",
 "List companies with their aliases", ""},
{"company show", cmd_company_show, NEEDS_STORE, "People", "COMPANY [--format=text|json]",
 "Show a company and who works there",
 "COMPANY is an id, a name or an alias.\n"},
{"company edit", cmd_company_edit, NEEDS_STORE, "People",
 "COMPANY [--alias A]… [--ticker T]… [--drop A]… [--name N] [--domain D] [--industry I]",
 "Change a company's names, domain and industry",
 "Without options in your editor.\n"
 "  --alias A      another name by which the news call it\n"
 "  --drop A       an alias or ticker to take away\n"
 "  --industry I   one of the lists in feeds/\n"},
{"company propose", cmd_company_propose, NEEDS_STORE, "People",
 "[COMPANY] [--format=text|json]",
 "Propose short forms, initials and brands that the news use",
 "Each with its evidence and the command that accepts it.\n"},
{"company merge", cmd_company_merge, NEEDS_STORE, "People",
 "[INTO FROM] [--yes] [--format=text|json]",
 "Make one of two companies; alone, propose which may be one",
 "The name of FROM becomes an alias of INTO.\n"},
{"interest add", cmd_interest_add, NEEDS_STORE, "People",
 "CONTACT TERM [--weight W] [--regex] [--never]",
 "Add a keyword, phrase or expression to a contact",
 "  --weight W   how much it counts, 1 unless said otherwise\n"
 "  --regex      TERM is a regular expression (PCRE2), as one that begins with /\n"
 "  --never      an article that matches TERM is never suggested to the contact\n"},
{"interest list", cmd_interest_list, NEEDS_STORE, "People", "[CONTACT] [--format=text|json]",
 "List interests", ""},
{"interest rm", cmd_interest_rm, NEEDS_STORE, "People", "CONTACT TERM",
 "Remove an interest from a contact", ""},
{"interest edit", cmd_interest_edit, NEEDS_STORE, "People",
 "CONTACT TERM [--weight W] [--never]", "Change how much an interest counts",
 "  --weight W   0.01 to 100\n"
 "  --never      make it a veto\n"},
{"interest test", cmd_interest_test, NEEDS_STORE, "People",
 "CONTACT TERM [--format=text|json]",
 "Show what a term would find in the stored news", ""},
{"interest replay", cmd_interest_replay, NEEDS_STORE, "People",
 "CONTACT [--add TERM]… [--rm TERM]… [--days N] [--format=text|json]",
 "Show what a change of terms would have gained and lost",
 "  --add TERM   as in `interest add`\n"
 "  --rm TERM    a term of the contact\n"
 "  --days N     90 unless said otherwise\n"},
{"interest report", cmd_interest_report, NEEDS_STORE, "People",
 "[CONTACT] [--format=text|json]",
 "Show how every term did; without a contact, the worst ten",
 "Each line that wants a change comes with a command to paste.\n"},
{"interest learn", cmd_interest_learn, NEEDS_STORE, "People",
 "[CONTACT] [--apply] [--format=text|json]",
 "Show what decisions taught, with the decisions behind it",
 "Of one contact also what others lend who share an interest (shared), and where\n"
 "it has few interests, what its industry and colleagues propose to begin with, as\n"
 "commands.\n"
 "  --apply   adopt what is proposed (where queue.learn is off)\n"},
{"interest accept", cmd_interest_accept, NEEDS_STORE, "People", "CONTACT TERM",
 "Make a learned term a stated interest", ""},
{"interest strike", cmd_interest_strike, NEEDS_STORE, "People", "CONTACT TERM",
 "Strike a learned term for good", ""},
{"ask", cmd_ask, NEEDS_STORE, "People", "CONTACT [--format=text|json]",
 "Ask three questions worth asking, never the same again",
 "They come from the contact's business, interests, notes and news, and from\n"
 "identity.interests, with the article behind each.\n"},
{"feed add", cmd_feed_add, NEEDS_STORE, "Feeds", "URL… [--no-check]",
 "Add feeds",
 "URL is http, https, file, or a path. A page's own feeds are found.\n"
 "  --no-check   add it without looking\n"},
{"feed check", cmd_feed_check, NEEDS_STORE, "Feeds", "URL",
 "Fetch once; say what is there and what is wrong", ""},
{"feed list", cmd_feed_list, NEEDS_STORE, "Feeds", "[--format=text|json]",
 "List feeds with their health", ""},
{"feed rm", cmd_feed_rm, NEEDS_STORE, "Feeds", "FEED…",
 "Remove feeds; what was suggested from them is remembered",
 "FEED is an id or a URL.\n"},
{"feed pause", cmd_feed_pause, NEEDS_STORE, "Feeds", "FEED…",
 "Stop fetching feeds for now", ""},
{"feed resume", cmd_feed_resume, NEEDS_STORE, "Feeds", "FEED…",
 "Fetch paused or stopped feeds again", ""},
{"feed import", cmd_feed_import, NEEDS_STORE, "Feeds", "FILE.opml…",
 "Add the feeds of OPML files", ""},
{"feed export", cmd_feed_export, NEEDS_STORE, "Feeds", "",
 "Print all feeds as OPML", ""},
{"feed suggest", cmd_feed_suggest, NEEDS_STORE, "Feeds", "[COMPANY…] [--format=text|json]",
 "Propose feeds for the companies where contacts work",
 "For a COMPANY named, its own site is asked for feeds: its domain is all that is\n"
 "told to anyone. Without one, the lists by field of work that come with sawthis\n"
 "are looked through by the companies' industries, and nobody is asked.\n"},
{"item list", cmd_item_list, NEEDS_STORE, "Feeds", "[QUERY] [--all] [--format=text|json]",
 "List the stored news, newest first",
 "QUERY is words of title and summary, feed:ID and since:DATE.\n"
 "  --all   every item, not the newest fifty; as JSON the oldest first\n"},
{"item show", cmd_item_show, NEEDS_STORE, "Feeds", "ID [--format=text|json]",
 "Show one stored item", ""},
{"config", cmd_config, NEEDS_HOME, "Operations", "[KEY [VALUE]] [--format=text|json]",
 "List, read and set the settings", ""},
{"digest", cmd_digest, NEEDS_STORE, "Operations", "[--send]",
 "Show the morning mail: suggestions, who is due, bad feeds",
 "  --send   send it to identity.email; `run` does so once a day where mail.digest\n"
 "           is on\n"},
{"mail check", cmd_mail_check, NEEDS_STORE, "Operations", "[--via WAY]",
 "Try the mail settings without sending",
 "  --via WAY   eml, mailto, imap, smtp or sendmail instead of mail.via\n"},
{"mail list", cmd_mail_list, NEEDS_STORE, "Operations", "[--all] [--format=text|json]",
 "List messages that wait, or whose fate is unknown",
 "  --all   also those that were sent, refused or cancelled\n"},
{"mail flush", cmd_mail_flush, NEEDS_STORE, "Operations", "",
 "Try at once the messages that wait",
 "On a terminal it asks about those whose fate is unknown, too.\n"},
{"mail resolve", cmd_mail_resolve, NEEDS_STORE, "Operations", "ID sent|resend|cancel",
 "Say what became of a message whose fate is unknown",
 "  sent      it arrived\n"
 "  resend    it did not: send it again\n"
 "  cancel    it did not: back into the queue with its suggestion\n"},
{"stats", cmd_stats, NEEDS_STORE, "Operations", "[--format=text|json]",
 "Count what is there, and the last weeks", ""},
{"doctor", cmd_doctor, NEEDS_STORE, "Operations", "",
 "Check database, files and settings; say what to do", ""},
{"dump", cmd_dump, NEEDS_STORE, "Operations", "[FILE | -]",
 "Write everything as JSON Lines",
 "To standard output, unless FILE is given; a FILE that is there is replaced.\n"},
{"restore", cmd_restore, NEEDS_LOCK, "Operations", "FILE [--yes]",
 "Put a dump in the place of everything in the home",
 "FILE is what `sawthis dump` wrote; - is standard input. Contacts, feeds, news\n"
 "and decisions that are there go; where the dump is not whole, nothing does.\n"},
{"purge", cmd_purge, NEEDS_LOCK, "Operations", "[--older-than DATE] [--yes]",
 "Remove old news; what was suggested to whom is remembered",
 "  --older-than DATE   180 days ago unless said otherwise\n"},
{"fetch", cmd_fetch, NEEDS_LOCK, "Stages alone", "[--format=text|json]",
 "Fetch the feeds that are due and store their items", ""},
{"parse", cmd_parse, NEEDS_NOTHING, "Stages alone",
 "[FILE | -] [--url BASE] [--content-type T]",
 "Read one feed document and print its items as JSON Lines",
 "  --url BASE         the address of the document, to resolve its links\n"
 "  --content-type T   as HTTP gave it; its charset counts\n"},
{"match", cmd_match, NEEDS_STORE, "Stages alone",
 "[--no-limits] [--min-score X] [--since DATE] [--format=text|json]",
 "Score stored items for every contact; queue nothing",
 "  --no-limits     every pair, however old and faint\n"
 "  --min-score X   pairs from this score on (queue.min_score)\n"
 "  --since DATE    items since then (queue.max_age_d)\n"},
{NULL, NULL, NEEDS_NOTHING, NULL, NULL, NULL, NULL},
};
/* clang-format on */

/* The command that the arguments begin with; the longest name wins. *n_words is how many
 * arguments it takes up. */
static const struct command *find_command(int argc, char **argv, int *n_words)
{
	char two[80];

	for (*n_words = argc > 1 ? 2 : 1; *n_words > 0; --*n_words) {
		snprintf(two, sizeof(two), *n_words == 2 ? "%s %s" : "%s", argv[0],
		    *n_words == 2 ? argv[1] : "");
		for (const struct command *c = commands; c->name; c++)
			if (strcmp(c->name, two) == 0)
				return c;
	}
	return NULL;
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

/* Opens what the command needs, runs it, closes. */
static enum err run_command(const struct command *c, const char *folder, int argc,
    char **argv, struct err_info *ei)
{
	struct home home = {.lock_fd = -1};
	struct app app = {.home = &home, .command = c, .arena = arena_new(), .ei = ei};
	enum err e = OK;

	if (c->needs >= NEEDS_HOME)
		e = home_open(folder, &home, ei);
	if (e == OK && c->needs >= NEEDS_STORE)
		e = home_open_store(&home, ei);
	if (e == OK && c->needs >= NEEDS_LOCK)
		e = home_lock(&home, ei);
	if (e == OK)
		e = c->run(&app, argc, argv);
	home_close(&home);
	arena_free(app.arena);
	return e;
}

/* Takes --home, -q and -v off the front. Returns the place of the first other word. */
static int take_global_options(int argc, char **argv, const char **folder)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-q") == 0)
			log_set_level(LOG_ERROR);
		else if (strcmp(argv[i], "-v") == 0)
			log_set_level(LOG_INFO);
		else if (strncmp(argv[i], "--home=", 7) == 0)
			*folder = argv[i] + 7;
		else if (strcmp(argv[i], "--home") == 0 && i + 1 < argc)
			*folder = argv[++i];
		else
			break;
	}
	return i;
}

/* Joins "feed add" for help; NULL where there is nothing. */
static const char *help_topic(int argc, char **argv, char topic[80])
{
	if (argc == 0)
		return NULL;
	snprintf(topic, 80, argc > 1 ? "%s %s" : "%s", argv[0], argc > 1 ? argv[1] : "");
	return topic;
}

static enum err dispatch(int argc, char **argv, struct err_info *ei)
{
	const char *folder = NULL;
	char topic[80];
	int used = take_global_options(argc, argv, &folder), n_words;
	const struct command *c;

	argc -= used;
	argv += used;
	if (argc == 0 || strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)
		return cmd_help(ei, NULL);
	if (strcmp(argv[0], "help") == 0)
		return cmd_help(ei, help_topic(argc - 1, argv + 1, topic));
	if (strcmp(argv[0], "--version") == 0) {
		out_line("sawthis %s", SAWTHIS_VERSION);
		return OK;
	}
	if (strcmp(argv[0], "--home") == 0)
		return err_set(ei, ERR_USAGE, NULL, "--home needs a folder");
	if (argv[0][0] == '-')
		return err_set(ei, ERR_USAGE, NULL,
		    "there is no option '%.40s' before the command; `sawthis help` tells "
		    "which are",
		    argv[0]);
	c = find_command(argc, argv, &n_words);
	if (!c && argc > 1 && argv[1][0] != '-')
		return err_set(ei, ERR_USAGE, NULL,
		    "there is no command '%.40s %.40s'; `sawthis help` lists them",
		    argv[0], argv[1]);
	if (!c)
		return cmd_help(ei, argv[0]);
	if (wants_help(argc - n_words, argv + n_words))
		return cmd_help(ei, c->name);
	return run_command(c, folder, argc - n_words, argv + n_words, ei);
}

int main(int argc, char **argv)
{
	struct err_info ei = {"", ""};
	enum err e;

	umask(077);
	setlocale(LC_CTYPE, "C.UTF-8");
	term_init();
	e = clock_init(&ei);
	if (e == OK)
		e = dispatch(argc, argv, &ei);
	if (e != OK && ei.text[0])
		log_err_info(&ei);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		log_error("standard output: cannot write");
		return e != OK ? (int)e : (int)ERR_IO;
	}
	return (int)e;
}

/*
 * commands.h - the functions behind the command table of main.c, by file. Each takes what
 * stands behind its words on the command line.
 */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/cmd.h"

/* init.c config.c */
enum err cmd_init(struct app *app, int argc, char **argv);
enum err cmd_config(struct app *app, int argc, char **argv);

/* run.c: the batch, and its first stage alone */
enum err cmd_run(struct app *app, int argc, char **argv);
enum err cmd_fetch(struct app *app, int argc, char **argv);

/* queue.c why.c */
enum err cmd_queue(struct app *app, int argc, char **argv);
enum err cmd_why(struct app *app, int argc, char **argv);

/* review.c */
enum err cmd_review(struct app *app, int argc, char **argv);

/* serve.c */
enum err cmd_serve(struct app *app, int argc, char **argv);

/* decide.c */
enum err cmd_dismiss(struct app *app, int argc, char **argv);
enum err cmd_snooze(struct app *app, int argc, char **argv);
enum err cmd_release(struct app *app, int argc, char **argv);
enum err cmd_undo(struct app *app, int argc, char **argv);

/* story.c due.c ask.c judge.c */
enum err cmd_story_list(struct app *app, int argc, char **argv);
enum err cmd_story_show(struct app *app, int argc, char **argv);
enum err cmd_story_mute(struct app *app, int argc, char **argv);
enum err cmd_due(struct app *app, int argc, char **argv);
enum err cmd_ask(struct app *app, int argc, char **argv);
enum err cmd_judge(struct app *app, int argc, char **argv);

/* forward.c mail.c digest.c */
enum err cmd_forward(struct app *app, int argc, char **argv);
enum err cmd_mail_check(struct app *app, int argc, char **argv);
enum err cmd_mail_list(struct app *app, int argc, char **argv);
enum err cmd_mail_flush(struct app *app, int argc, char **argv);
enum err cmd_mail_resolve(struct app *app, int argc, char **argv);
enum err cmd_digest(struct app *app, int argc, char **argv);

/* contact.c contact_import.c contact_export.c contact_edit.c contact_merge.c
 * contact_log.c contact_mute.c contact_forget.c contact_sync.c */
enum err cmd_contact_import(struct app *app, int argc, char **argv);
enum err cmd_contact_add(struct app *app, int argc, char **argv);
enum err cmd_contact_list(struct app *app, int argc, char **argv);
enum err cmd_contact_show(struct app *app, int argc, char **argv);
enum err cmd_contact_export(struct app *app, int argc, char **argv);
enum err cmd_contact_edit(struct app *app, int argc, char **argv);
enum err cmd_contact_merge(struct app *app, int argc, char **argv);
enum err cmd_contact_log(struct app *app, int argc, char **argv);
enum err cmd_contact_mute(struct app *app, int argc, char **argv);
enum err cmd_contact_unmute(struct app *app, int argc, char **argv);
enum err cmd_contact_forget(struct app *app, int argc, char **argv);
enum err cmd_contact_sync(struct app *app, int argc, char **argv);

/* company.c company_edit.c company_propose.c */
enum err cmd_company_list(struct app *app, int argc, char **argv);
enum err cmd_company_show(struct app *app, int argc, char **argv);
enum err cmd_company_edit(struct app *app, int argc, char **argv);
enum err cmd_company_merge(struct app *app, int argc, char **argv);
enum err cmd_company_propose(struct app *app, int argc, char **argv);

/* interest.c */
enum err cmd_interest_add(struct app *app, int argc, char **argv);
enum err cmd_interest_list(struct app *app, int argc, char **argv);
enum err cmd_interest_rm(struct app *app, int argc, char **argv);

/* interest_tune.c */
enum err cmd_interest_test(struct app *app, int argc, char **argv);
enum err cmd_interest_replay(struct app *app, int argc, char **argv);
enum err cmd_interest_report(struct app *app, int argc, char **argv);

/* interest_learn.c */
enum err cmd_interest_learn(struct app *app, int argc, char **argv);
enum err cmd_interest_accept(struct app *app, int argc, char **argv);
enum err cmd_interest_strike(struct app *app, int argc, char **argv);
enum err cmd_interest_edit(struct app *app, int argc, char **argv);

/* feed.c feed_check.c feed_opml.c feed_suggest.c */
enum err cmd_feed_add(struct app *app, int argc, char **argv);
enum err cmd_feed_check(struct app *app, int argc, char **argv);
enum err cmd_feed_list(struct app *app, int argc, char **argv);
enum err cmd_feed_rm(struct app *app, int argc, char **argv);
enum err cmd_feed_pause(struct app *app, int argc, char **argv);
enum err cmd_feed_resume(struct app *app, int argc, char **argv);
enum err cmd_feed_import(struct app *app, int argc, char **argv);
enum err cmd_feed_export(struct app *app, int argc, char **argv);
enum err cmd_feed_suggest(struct app *app, int argc, char **argv);
/* What `feed import` does, for `init --feeds`. */
enum err cmd_feed_import_file(struct app *app, const char *path);

/* parse.c */
enum err cmd_parse(struct app *app, int argc, char **argv);

/* match.c */
enum err cmd_match(struct app *app, int argc, char **argv);

/* item.c */
enum err cmd_item_list(struct app *app, int argc, char **argv);
enum err cmd_item_show(struct app *app, int argc, char **argv);

/* upkeep.c */
enum err cmd_stats(struct app *app, int argc, char **argv);
enum err cmd_doctor(struct app *app, int argc, char **argv);
enum err cmd_dump(struct app *app, int argc, char **argv);
enum err cmd_restore(struct app *app, int argc, char **argv);
enum err cmd_purge(struct app *app, int argc, char **argv);

#endif

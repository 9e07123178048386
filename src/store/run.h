/*
 * run.h - batches and settings that the program keeps for itself.
 */
#ifndef STORE_RUN_H
#define STORE_RUN_H

#include "model/story.h"
#include "store/store.h"

/* Records the start; runs that never ended are marked as killed, *n_killed counts them
 * (may be NULL). Call it while holding the lock. */
enum err store_run_start(struct store *s, int64_t at_s, int64_t *id, int64_t *n_killed,
    struct err_info *ei) MUST_USE;

/* Records the end of r->id with its counts. */
enum err store_run_finish(
    struct store *s, const struct run *r, struct err_info *ei) MUST_USE;

/* Newest first; limit 0: all. */
enum err store_run_list(struct arena *a, struct store *s, size_t limit, struct run **out,
    size_t *n, struct err_info *ei) MUST_USE;

/* p is NULL where the key is not set. Keys are "part.name"; "store." is the store's own.
 */
enum err store_setting_get(struct arena *a, struct store *s, const char *key,
    struct str *out, struct err_info *ei) MUST_USE;
enum err store_setting_get_int(struct store *s, const char *key, int64_t if_unset,
    int64_t *out, struct err_info *ei) MUST_USE;

/* An empty value with p NULL removes the key. */
enum err store_setting_set(
    struct store *s, const char *key, struct str value, struct err_info *ei) MUST_USE;
enum err store_setting_set_int(
    struct store *s, const char *key, int64_t value, struct err_info *ei) MUST_USE;

#endif

/*
 * outbox.h - mail on its way, stored before the wire sees it. model/outbox.h has the
 * record and its states; here they are changed, each change one transaction on disk.
 */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "model/outbox.h"
#include "store/store.h"

/* Stores the message as queued. ERR_DATA if its message_id is there already. */
enum err store_outbox_insert(struct store *s, const struct outbox_message *m, int64_t *id,
    struct err_info *ei) MUST_USE;

enum err store_outbox_get(struct arena *a, struct store *s, int64_t id,
    struct outbox_message *out, struct err_info *ei) MUST_USE;

/* Those in one of the states (bits 1 << state; 0: all), oldest first; without their bytes
 * unless has_bytes. */
enum err store_outbox_list(struct arena *a, struct store *s, unsigned states,
    bool has_bytes, struct outbox_message **out, size_t *n, struct err_info *ei) MUST_USE;

/* queued -> sending, counts the try, and is on disk when this returns. ERR_TEMPFAIL if
 * the message is not queued: somebody else has it. */
enum err store_outbox_claim(
    struct store *s, int64_t id, int64_t at_s, struct err_info *ei) MUST_USE;

/* Writes state, n_tries, next_try_at_s, changed_at_s and error of m->id. Where it becomes
 * failed or cancelled, its suggestion is new again and the touch of it is gone. */
enum err store_outbox_update(
    struct store *s, const struct outbox_message *m, struct err_info *ei) MUST_USE;

/* All that are `sending` become unknown; call it while holding the lock. */
enum err store_outbox_recover(
    struct store *s, int64_t at_s, int64_t *n, struct err_info *ei) MUST_USE;

#endif

-- name: outbox_insert
INSERT INTO outbox (suggestion_id, contact_id, via, state, message_id, sender, recipient,
	subject, bytes, n_tries, created_at_s, next_try_at_s, changed_at_s, error)
VALUES (?1, ?2, ?3, 'queued', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)

-- name: outbox_by_message_id
SELECT id FROM outbox WHERE message_id = ?1

-- name: outbox_get
SELECT id, suggestion_id, contact_id, via, state, message_id, sender, recipient, subject,
	n_tries, created_at_s, next_try_at_s, changed_at_s, error, bytes
FROM outbox WHERE id = ?1

-- name: outbox_list
SELECT id, suggestion_id, contact_id, via, state, message_id, sender, recipient, subject,
	n_tries, created_at_s, next_try_at_s, changed_at_s, error,
	CASE WHEN ?7 THEN bytes END
FROM outbox WHERE state IN (?1, ?2, ?3, ?4, ?5, ?6) ORDER BY id

-- name: outbox_claim
UPDATE outbox SET state = 'sending', n_tries = n_tries + 1, next_try_at_s = NULL,
	changed_at_s = ?2 WHERE id = ?1 AND state = 'queued'

-- name: outbox_update
UPDATE outbox SET state = ?2, n_tries = ?3, next_try_at_s = ?4, changed_at_s = ?5,
	error = ?6 WHERE id = ?1

-- name: outbox_recover
UPDATE outbox SET state = 'unknown', changed_at_s = ?1,
	error = ifnull(error, 'sawthis ended while it was being sent')
WHERE state = 'sending'

-- name: outbox_return_suggestion
UPDATE suggestion SET status = 'new', decided_at_s = NULL
WHERE id = (SELECT suggestion_id FROM outbox WHERE outbox.id = ?1)
	AND status = 'forwarded'

-- name: outbox_return_touch
DELETE FROM touch WHERE kind = 'forward'
	AND suggestion_id = (SELECT suggestion_id FROM outbox WHERE outbox.id = ?1)

-- name: outbox_return_note
DELETE FROM note WHERE message_id = (SELECT message_id FROM outbox WHERE outbox.id = ?1)

-- name: outbox_return_decision
UPDATE decision SET undone_at_s = ?2 WHERE verb = 'forward' AND undone_at_s IS NULL
	AND suggestion_id = (SELECT suggestion_id FROM outbox WHERE outbox.id = ?1)

-- name: twice_status
SELECT status FROM suggestion WHERE id = ?1

-- name: twice_move_decisions
UPDATE decision SET suggestion_id = ?1,
	before_status = (SELECT status FROM suggestion WHERE id = ?1),
	before_dismissed_for = (SELECT dismissed_for FROM suggestion WHERE id = ?1),
	before_decided_at_s = (SELECT decided_at_s FROM suggestion WHERE id = ?1),
	before_snoozed_until_s = (SELECT snoozed_until_s FROM suggestion WHERE id = ?1)
WHERE suggestion_id = ?2

-- name: twice_move_touches
UPDATE touch SET suggestion_id = ?1 WHERE suggestion_id = ?2

-- name: twice_move_notes
UPDATE note SET suggestion_id = ?1 WHERE suggestion_id = ?2

-- name: twice_move_outbox
UPDATE outbox SET suggestion_id = ?1 WHERE suggestion_id = ?2

-- name: twice_delete
DELETE FROM suggestion WHERE id = ?1

-- name: decision_status
SELECT status, contact_id FROM suggestion WHERE id = ?1

-- name: decision_insert
INSERT INTO decision (verb, at_s, suggestion_id, contact_id, touch_id, before_status,
	before_dismissed_for, before_decided_at_s, before_snoozed_until_s)
SELECT ?1, ?2, id, contact_id, ?4, status, dismissed_for, decided_at_s, snoozed_until_s
FROM suggestion WHERE id = ?3

-- name: decision_apply
UPDATE suggestion SET status = ?2, dismissed_for = ?3, decided_at_s = ?4,
	snoozed_until_s = ?5 WHERE id = ?1

-- name: decision_last
SELECT id FROM decision WHERE undone_at_s IS NULL ORDER BY id DESC LIMIT 1

-- name: decision_get
SELECT decision.id, verb, at_s, undone_at_s, suggestion_id, decision.story_id,
	decision.contact_id, item_id, dismissed_for, EXISTS (SELECT 1 FROM outbox
		WHERE outbox.suggestion_id = decision.suggestion_id
			AND state IN ('sending', 'sent', 'unknown'))
FROM decision LEFT JOIN suggestion ON suggestion.id = suggestion_id
WHERE decision.id = ?1

-- name: decision_undo_suggestion
UPDATE suggestion SET (status, dismissed_for, decided_at_s, snoozed_until_s) =
	(SELECT before_status, before_dismissed_for, before_decided_at_s,
		before_snoozed_until_s FROM decision WHERE decision.id = ?1)
WHERE id = (SELECT suggestion_id FROM decision WHERE decision.id = ?1)

-- name: decision_undo_touch
DELETE FROM touch WHERE id = (SELECT touch_id FROM decision WHERE decision.id = ?1)

-- name: decision_undo_outbox
DELETE FROM outbox WHERE state IN ('queued', 'failed', 'cancelled')
	AND suggestion_id = (SELECT suggestion_id FROM decision WHERE decision.id = ?1)

-- name: decision_undo_note
DELETE FROM note WHERE suggestion_id = (SELECT suggestion_id FROM decision
	WHERE decision.id = ?1 AND verb = 'forward')

-- name: decision_undo_mute
UPDATE story SET is_muted = 0
WHERE id = (SELECT story_id FROM decision WHERE decision.id = ?1)

-- name: decision_undo_accept
DELETE FROM interest
WHERE source = 'accepted' AND contact_id = (SELECT contact_id FROM decision WHERE id = ?1)
	AND term IN (SELECT term FROM learned_term
		WHERE learned_term.contact_id = interest.contact_id AND status = 'accepted')
	AND term NOT IN (SELECT term FROM decision_term
		WHERE decision_id = ?1 AND status = 'accepted')

-- name: decision_undo_learn
DELETE FROM learned_term
WHERE contact_id = (SELECT contact_id FROM decision WHERE decision.id = ?1)

-- name: decision_undo_learn_back
INSERT INTO learned_term (contact_id, term, weight, n_forwarded, n_dismissed, status,
	changed_at_s)
SELECT contact_id, term, weight, n_forwarded, n_dismissed, status, changed_at_s
FROM decision_term JOIN decision ON decision.id = decision_id WHERE decision_id = ?1

-- name: decision_set_undone
UPDATE decision SET undone_at_s = ?2 WHERE id = ?1

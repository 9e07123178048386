-- name: leaving_both_suggestions
SELECT mine.id, theirs.id
FROM suggestion AS theirs
JOIN suggestion AS mine ON mine.story_id = theirs.story_id AND mine.contact_id = ?1
WHERE theirs.contact_id = ?2 ORDER BY theirs.id

-- name: leaving_suggestions
UPDATE suggestion SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_decisions
UPDATE decision SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_touches
UPDATE touch SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_notes
UPDATE note SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_outbox
UPDATE outbox SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_asked
UPDATE OR IGNORE asked SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_interests
UPDATE interest SET contact_id = ?1 WHERE contact_id = ?2
	AND NOT EXISTS (SELECT 1 FROM interest AS mine WHERE mine.contact_id = ?1
		AND mine.term = interest.term AND mine.kind = interest.kind)

-- name: leaving_learned
UPDATE OR IGNORE learned_term SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_judgements
UPDATE OR IGNORE judgement SET contact_id = ?1 WHERE contact_id = ?2

-- name: leaving_touch_stated
UPDATE contact SET last_touch_at_s = (SELECT max(last_touch_at_s) FROM contact
	WHERE id IN (?1, ?2)) WHERE id = ?1

-- name: forgotten_put
INSERT INTO forgotten (key, at_s) VALUES (?1, ?2) ON CONFLICT DO NOTHING

-- name: forgotten_has
SELECT count(*) FROM forgotten WHERE key = ?1

-- name: forgotten_delete
DELETE FROM forgotten WHERE key = ?1

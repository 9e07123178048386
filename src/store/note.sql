-- name: note_insert
INSERT INTO note (contact_id, suggestion_id, at_s, template, line, subject, text, message_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: note_list
SELECT id, contact_id, suggestion_id, at_s, template, line, subject, text, message_id
FROM note WHERE contact_id = ?1 ORDER BY at_s DESC, id DESC LIMIT ?2

-- name: note_by_suggestion
SELECT id, contact_id, suggestion_id, at_s, template, line, subject, text, message_id
FROM note WHERE suggestion_id = ?1 ORDER BY id DESC LIMIT 1

-- name: asked_put
INSERT INTO asked (contact_id, key, at_s, text) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING

-- name: asked_list
SELECT contact_id, key, at_s, text FROM asked WHERE contact_id = ?1
ORDER BY at_s DESC, key

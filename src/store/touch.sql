-- name: touch_insert
INSERT INTO touch (contact_id, suggestion_id, kind, at_s, text) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: touch_list
SELECT id, contact_id, suggestion_id, kind, at_s, text FROM touch
WHERE contact_id BETWEEN ?1 AND ?2 AND at_s >= ?3 ORDER BY at_s DESC, id DESC LIMIT ?4

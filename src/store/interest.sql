-- name: interest_by_term
SELECT id FROM interest WHERE contact_id = ?1 AND term = ?2 AND kind = ?3

-- name: interest_insert
INSERT INTO interest (contact_id, term, weight, kind, source, is_never)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: interest_update
UPDATE interest SET term = ?1, weight = ?2, kind = ?3, source = ?4, is_never = ?5
WHERE id = ?6

-- name: interest_delete
DELETE FROM interest WHERE id = ?1

-- name: interest_list_learned
SELECT id, contact_id, term, weight, kind, source, is_never FROM interest
WHERE contact_id IN (SELECT contact_id FROM learned_term) ORDER BY contact_id, id

-- name: interest_list
SELECT id, contact_id, term, weight, kind, source, is_never FROM interest
WHERE contact_id = ?1 ORDER BY id

-- name: interest_list_all
SELECT id, contact_id, term, weight, kind, source, is_never FROM interest

-- name: contact_insert
INSERT INTO contact (uid, name, name_key, given, family, nickname, company_id, title, place,
	language, url, every_days, last_touch_at_s, is_muted, notes, extra, edited, updated_at_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)

-- name: contact_update
UPDATE contact SET uid = ?1, name = ?2, name_key = ?3, given = ?4, family = ?5,
	nickname = ?6, company_id = ?7, title = ?8, place = ?9, language = ?10, url = ?11,
	every_days = ?12,
	last_touch_at_s = CASE WHEN ?13 > ifnull((SELECT max(at_s) FROM touch
		WHERE contact_id = ?19), -1) THEN ?13 ELSE last_touch_at_s END,
	is_muted = ?14, notes = ?15, extra = ?16, edited = ?17, updated_at_s = ?18
WHERE id = ?19

-- name: contact_list
SELECT * FROM contact_row WHERE id BETWEEN ?1 AND ?2
	AND (?3 = 0 OR company_id = ?3) AND (NOT ?4 OR NOT is_muted)
	AND (NOT ?5 OR words_fit(name, company, title, notes,
		(SELECT group_concat(email, char(10)) FROM contact_email
			WHERE contact_id = contact_row.id),
		(SELECT group_concat(alias, char(10)) FROM contact_alias
			WHERE contact_id = contact_row.id)))
ORDER BY id

-- name: contact_count
SELECT count(*) FROM contact

-- name: contact_mute
UPDATE contact SET is_muted = ?2 WHERE id = ?1

-- name: contact_delete
DELETE FROM contact WHERE id = ?1

-- name: contact_by_uid
SELECT id FROM contact WHERE uid = ?1

-- name: contact_find_id
SELECT id FROM contact WHERE id = CAST(?1 AS INTEGER) AND CAST(id AS TEXT) = ?1

-- name: contact_find_uid
SELECT id FROM contact WHERE uid = ?1

-- name: contact_find_email
SELECT DISTINCT contact_id FROM contact_email WHERE email = ?1 ORDER BY contact_id

-- name: contact_find_name
SELECT id FROM contact WHERE name_key = ?1
UNION SELECT contact_id FROM contact_alias WHERE alias_key = ?1 ORDER BY 1

-- name: contact_find_part
SELECT id FROM contact WHERE instr(' ' || name_key || ' ', ' ' || ?1 || ' ') ORDER BY id

-- name: contact_email_insert
INSERT INTO contact_email (contact_id, position, email) VALUES (?1, ?2, ?3)

-- name: contact_email_delete
DELETE FROM contact_email WHERE contact_id = ?1

-- name: contact_email_list
SELECT contact_id, email FROM contact_email WHERE contact_id BETWEEN ?1 AND ?2
ORDER BY contact_id, position

-- name: contact_alias_insert
INSERT INTO contact_alias (contact_id, position, alias, alias_key) VALUES (?1, ?2, ?3, ?4)

-- name: contact_alias_delete
DELETE FROM contact_alias WHERE contact_id = ?1

-- name: contact_alias_list
SELECT contact_id, alias FROM contact_alias WHERE contact_id BETWEEN ?1 AND ?2
ORDER BY contact_id, position

-- name: contact_employer_insert
INSERT INTO contact_employer (contact_id, position, company_id, from_s, until_s)
VALUES (?1, ?2, ?3, ?4, ?5)

-- name: contact_employer_delete
DELETE FROM contact_employer WHERE contact_id = ?1

-- name: contact_employer_list
SELECT contact_id, company_id, (SELECT name FROM company WHERE id = company_id), from_s,
	until_s
FROM contact_employer WHERE contact_id BETWEEN ?1 AND ?2 ORDER BY contact_id, position

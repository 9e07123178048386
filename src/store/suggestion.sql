-- name: suggestion_last_id
SELECT seq FROM sqlite_sequence WHERE name = 'suggestion'

-- name: suggestion_is_there
SELECT id FROM suggestion WHERE id = ?1

-- name: suggestion_insert
INSERT INTO suggestion (id, contact_id, story_id, item_id, status, dismissed_for, score,
	created_at_s, decided_at_s, snoozed_until_s, note, held_for, occasion)
SELECT v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13 FROM given_rows WHERE true
ON CONFLICT (contact_id, story_id) DO NOTHING

-- name: suggestion_update
UPDATE suggestion SET item_id = ?1, status = ?2, score = ?3, created_at_s = ?4, note = ?5,
	held_for = ?6, occasion = ?7
WHERE id = ?8 AND status IN ('new', 'held', 'waiting')

-- name: suggestion_reason_insert
INSERT INTO reason (suggestion_id, position, kind, term, field, category, start_byte,
	end_byte, points, interest_id, text)
SELECT v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11 FROM given_rows

-- name: suggestion_reason_delete
DELETE FROM reason WHERE suggestion_id = ?1

-- name: suggestion_reason_list
SELECT kind, term, field, category, start_byte, end_byte, points, interest_id, text
FROM reason WHERE suggestion_id = ?1 ORDER BY position

-- name: suggestion_adjustment_insert
INSERT INTO adjustment (suggestion_id, position, name, points)
SELECT v1, v2, v3, v4 FROM given_rows

-- name: suggestion_adjustment_delete
DELETE FROM adjustment WHERE suggestion_id = ?1

-- name: suggestion_adjustment_list
SELECT name, points FROM adjustment WHERE suggestion_id = ?1 ORDER BY position

-- name: suggestion_get
SELECT suggestion.id, suggestion.contact_id, suggestion.story_id, item_id, status,
	dismissed_for, score, created_at_s, decided_at_s, snoozed_until_s, note, held_for,
	occasion, story.title, story.is_muted, contact_row.*,
	(SELECT email FROM contact_email WHERE contact_email.contact_id = contact_row.id
		AND position = 0),
	item_row.*
FROM suggestion CROSS JOIN story ON story.id = suggestion.story_id
CROSS JOIN contact_row ON contact_row.id = contact_id
LEFT JOIN item_row ON item_row.id = item_id
WHERE suggestion.id = ?1

-- name: suggestion_list
SELECT suggestion.id, suggestion.contact_id, suggestion.story_id, item_id, status,
	dismissed_for, score, created_at_s, decided_at_s, snoozed_until_s, note, held_for,
	occasion, story.title, story.is_muted, contact_row.*,
	(SELECT email FROM contact_email WHERE contact_email.contact_id = contact_row.id
		AND position = 0),
	item_row.*
FROM (SELECT id AS chosen_id FROM (SELECT * FROM suggestion WHERE ?8 IS NULL
		UNION ALL SELECT * FROM suggestion WHERE contact_id = ?8) AS suggestion
	WHERE status IN (?1, ?2, ?3, ?4, ?5, ?6, ?7)
		AND (?9 IS NULL OR ?9 = (SELECT company_id FROM contact
			WHERE contact.id = contact_id))
		AND (?10 IS NULL OR story_id = ?10)
		AND (?11 IS NULL OR item_id = ?11)
		AND created_at_s >= ?12
		AND (?13 IS NULL OR decided_at_s >= ?13)
		AND score >= ?14 AND score <= ?15
		AND (status IN ('forwarded', 'dismissed', 'expired')
			OR story_id NOT IN (SELECT id FROM story WHERE is_muted))
		AND (NOT ?16 OR EXISTS (SELECT 1 FROM contact_row WHERE contact_row.id = contact_id
			AND NOT is_muted
			AND CASE every_days WHEN 0 THEN ?17 ELSE every_days END > 0
			AND (last_touch_at_s IS NULL
				OR ?18 / 86400 - last_touch_at_s / 86400 >
					CASE every_days WHEN 0 THEN ?17 ELSE every_days END)))
		AND (NOT ?20 OR words_fit(ifnull(
				(SELECT item.title FROM item WHERE item.id = item_id),
				(SELECT story.title FROM story WHERE story.id = story_id)),
			(SELECT contact.name || char(10) || ifnull(company.name, '')
				FROM contact LEFT JOIN company ON company.id = company_id
				WHERE contact.id = contact_id),
			(SELECT group_concat(term, char(10)) FROM reason
				WHERE suggestion_id = suggestion.id)))
	ORDER BY score DESC, id LIMIT ?19)
CROSS JOIN suggestion ON suggestion.id = chosen_id
CROSS JOIN story ON story.id = suggestion.story_id
CROSS JOIN contact_row ON contact_row.id = contact_id
LEFT JOIN item_row ON item_row.id = item_id

-- name: suggestion_list_given
SELECT contact_id, story_id, id, status FROM suggestion
UNION ALL SELECT contact_id, story_id, 0, 'expired'
FROM judgement JOIN story_item USING (item_id)
WHERE NOT EXISTS (SELECT 1 FROM suggestion WHERE status != 'waiting'
	AND suggestion.contact_id = judgement.contact_id
	AND suggestion.story_id = story_item.story_id)
GROUP BY contact_id, story_id

-- name: suggestion_expire
UPDATE suggestion SET status = 'expired', decided_at_s = ?2
WHERE status IN ('new', 'held') AND ?1 > ifnull((
	SELECT min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)),
		first_seen_at_s) FROM item WHERE item.id = item_id), created_at_s)

-- name: suggestion_drop_waiting
DELETE FROM suggestion WHERE id = ?1 AND status = 'waiting'
	AND NOT EXISTS (SELECT 1 FROM decision WHERE suggestion_id = ?1)

-- name: suggestion_expire_waiting
UPDATE suggestion SET status = 'expired', decided_at_s = ?2
WHERE id = ?1 AND status = 'waiting'

-- name: suggestion_wake
UPDATE suggestion SET status = 'new', snoozed_until_s = NULL, decided_at_s = NULL
WHERE status = 'snoozed' AND snoozed_until_s <= ?1

-- name: suggestion_count
SELECT status, count(*) FROM suggestion WHERE contact_id BETWEEN ?1 AND ?2
	AND (status IN ('forwarded', 'dismissed', 'expired')
		OR story_id NOT IN (SELECT id FROM story WHERE is_muted))
GROUP BY status

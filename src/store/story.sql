-- name: story_last_id
SELECT seq FROM sqlite_sequence WHERE name = 'story'

-- name: story_insert
INSERT INTO story (id, title, first_seen_s, is_muted) SELECT v1, v2, v3, v4 FROM given_rows

-- name: story_put_items
INSERT INTO story_item (item_id, story_id, url_key, at_s, sketch)
SELECT v1, v2, v3, v4, v5 FROM given_rows WHERE true
ON CONFLICT DO UPDATE SET story_id = excluded.story_id, url_key = excluded.url_key,
	at_s = excluded.at_s, sketch = excluded.sketch

-- name: story_list_items
SELECT item_id, story_id, url_key, at_s, sketch FROM story_item WHERE at_s >= ?1
ORDER BY item_id

-- name: story_get
SELECT id, title, first_seen_s,
	(SELECT count(*) FROM story_item WHERE story_id = story.id), is_muted
FROM story WHERE id = ?1

-- name: story_list
SELECT id, title, first_seen_s,
	(SELECT count(*) FROM story_item WHERE story_id = story.id) AS n_items, is_muted
FROM story WHERE first_seen_s >= ?1 AND is_muted >= ?2 AND (?3 = 0 OR n_items >= ?3)
	AND (NOT ?4 OR words_fit(title))
ORDER BY id DESC LIMIT ?5

-- name: story_list_muted
SELECT id FROM story WHERE is_muted ORDER BY id

-- name: story_set_muted
UPDATE story SET is_muted = ?2 WHERE id = ?1

-- name: story_log_mute
INSERT INTO decision (verb, at_s, story_id) VALUES ('mute', ?2, ?1)

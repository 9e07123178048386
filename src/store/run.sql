-- name: run_mark_killed
UPDATE run SET is_killed = 1, ended_at_s = started_at_s WHERE ended_at_s IS NULL

-- name: run_insert
INSERT INTO run (started_at_s) VALUES (?1)

-- name: run_finish
UPDATE run SET ended_at_s = ?2, n_feeds = ?3, n_fetched = ?4, n_not_modified = ?5,
	n_failed = ?6, n_items_new = ?7, n_stories_new = ?8, n_pairs_scored = ?9,
	n_suggestions_new = ?10, duration_ms = ?11 WHERE id = ?1

-- name: run_list
SELECT id, started_at_s, CASE WHEN is_killed THEN NULL ELSE ended_at_s END, n_feeds,
	n_fetched, n_not_modified, n_failed, n_items_new, n_stories_new, n_pairs_scored,
	n_suggestions_new, duration_ms
FROM run ORDER BY id DESC LIMIT ?1

-- name: setting_get
SELECT value FROM setting WHERE key = ?1

-- name: setting_set
INSERT INTO setting (key, value) VALUES (?1, ?2)
ON CONFLICT DO UPDATE SET value = excluded.value

-- name: setting_delete
DELETE FROM setting WHERE key = ?1

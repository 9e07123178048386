-- name: feed_insert
INSERT INTO feed (url, title, home_url, folder, opml_attributes, language, status, etag,
	last_modified, body_hash, n_not_modified, error, n_errors, failing_since_s,
	is_failure_told, redirect_url, n_redirects, last_fetch_at_s, last_ok_at_s,
	next_fetch_at_s, last_change_at_s, change_every_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
	?19, ?20, ?21, ?22)

-- name: feed_update
UPDATE feed SET title = ?2, home_url = ?3, folder = ?4, opml_attributes = ?5,
	language = ?6, status = ?7, etag = ?8, last_modified = ?9, body_hash = ?10,
	n_not_modified = ?11, error = ?12, n_errors = ?13, failing_since_s = ?14,
	is_failure_told = ?15, redirect_url = ?16, n_redirects = ?17, last_fetch_at_s = ?18,
	last_ok_at_s = ?19, next_fetch_at_s = ?20, last_change_at_s = ?21,
	change_every_s = ?22
WHERE id = ?23 AND url = ?1

-- name: feed_move
UPDATE feed SET url = ?2 WHERE id = ?1

-- name: feed_list
SELECT id, url, title, home_url, folder, opml_attributes, language, status, etag,
	last_modified, body_hash, n_not_modified, error, n_errors, failing_since_s,
	is_failure_told, redirect_url, n_redirects, last_fetch_at_s, last_ok_at_s,
	next_fetch_at_s, last_change_at_s, change_every_s, n_items
FROM feed WHERE id BETWEEN ?1 AND ?2 AND removed_at_s IS NULL ORDER BY id

-- name: feed_list_due
SELECT id, url, title, home_url, folder, opml_attributes, language, status, etag,
	last_modified, body_hash, n_not_modified, error, n_errors, failing_since_s,
	is_failure_told, redirect_url, n_redirects, last_fetch_at_s, last_ok_at_s,
	next_fetch_at_s, last_change_at_s, change_every_s, n_items
FROM feed WHERE removed_at_s IS NULL AND status = 'active'
	-- A time more than a week ahead was written while the clock was wrong.
	AND ifnull(next_fetch_at_s, ?1) NOT BETWEEN ?1 + 1 AND ?1 + 8 * 86400
ORDER BY id

-- name: feed_by_url
SELECT id FROM feed WHERE url = ?1 AND removed_at_s IS NULL

-- name: feed_removed_by_url
SELECT id FROM feed WHERE url = ?1 AND removed_at_s IS NOT NULL ORDER BY id DESC LIMIT 1

-- name: feed_find
SELECT id FROM feed WHERE removed_at_s IS NULL
	AND (url = ?1 OR (id = CAST(?1 AS INTEGER) AND CAST(id AS TEXT) = ?1))

-- name: feed_revive
UPDATE feed SET removed_at_s = NULL, status = 'active', etag = NULL, last_modified = NULL,
	body_hash = 0, error = NULL, n_errors = 0, failing_since_s = NULL,
	is_failure_told = 0, next_fetch_at_s = NULL, title = ifnull(?2, title),
	home_url = ifnull(?3, home_url), folder = ?4, opml_attributes = ?5
WHERE id = ?1

-- name: feed_status
UPDATE feed SET status = ?2,
	next_fetch_at_s = CASE ?2 WHEN 'active' THEN NULL ELSE next_fetch_at_s END
WHERE id = ?1 AND removed_at_s IS NULL

-- name: feed_remove
UPDATE feed SET removed_at_s = ?2 WHERE id = ?1 AND removed_at_s IS NULL

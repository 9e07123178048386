-- name: upkeep_tables
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
ORDER BY rowid

-- name: upkeep_columns
SELECT name, CASE WHEN "notnull" AND dflt_value IS NOT NULL
	THEN 'coalesce(?, ' || dflt_value || ')' ELSE '?' END
FROM pragma_table_info(?1) ORDER BY cid

-- name: upkeep_integrity
SELECT * FROM pragma_integrity_check

-- name: upkeep_references
SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1

-- name: upkeep_lost_suggestions
SELECT count(*) FROM suggestion
WHERE score <> (SELECT ifnull(sum(points), 0) FROM reason WHERE suggestion_id = id) +
	(SELECT ifnull(sum(points), 0) FROM adjustment WHERE suggestion_id = id)
	AND item_id IS NOT NULL

-- name: upkeep_stats
SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM contact WHERE is_muted),
	(SELECT count(*) FROM company), (SELECT count(*) FROM interest),
	(SELECT count(*) FROM learned_term WHERE status IN ('adopted', 'accepted')),
	(SELECT count(*) FROM feed WHERE removed_at_s IS NULL),
	(SELECT count(*) FROM feed WHERE removed_at_s IS NULL AND n_errors > 0),
	(SELECT count(*) FROM item), (SELECT count(*) FROM story),
	(SELECT count(*) FROM touch),
	(SELECT count(*) FROM outbox WHERE state = 'queued'),
	(SELECT count(*) FROM outbox WHERE state = 'unknown'),
	(SELECT first_seen_at_s FROM item ORDER BY id LIMIT 1)

-- name: upkeep_is_bare
SELECT NOT EXISTS (SELECT 1 FROM contact)
	OR NOT EXISTS (SELECT 1 FROM feed WHERE removed_at_s IS NULL)

-- name: upkeep_weeks
SELECT 0, (created_at_s - ?1) / 604800, count(*) FROM suggestion
WHERE created_at_s >= ?1 AND status <> 'waiting' GROUP BY 2
UNION ALL SELECT 1, (decided_at_s - ?1) / 604800, count(*) FROM suggestion
WHERE status = 'forwarded' AND decided_at_s >= ?1 GROUP BY 2
UNION ALL SELECT 2, (decided_at_s - ?1) / 604800, count(*) FROM suggestion
WHERE status = 'dismissed' AND decided_at_s >= ?1 GROUP BY 2
UNION ALL SELECT 3, (at_s - ?1) / 604800, count(*) FROM touch WHERE at_s >= ?1 GROUP BY 2

-- name: purge_expire
UPDATE suggestion SET status = 'expired', decided_at_s = ?2, item_id = NULL
WHERE status IN ('new', 'held', 'waiting', 'expired')
	AND item_id IN (SELECT id FROM item WHERE first_seen_at_s < ?1)

-- name: purge_reasons
DELETE FROM reason WHERE suggestion_id IN (SELECT id FROM suggestion
	WHERE status = 'expired' AND item_id IS NULL)

-- name: purge_adjustments
DELETE FROM adjustment WHERE suggestion_id IN (SELECT id FROM suggestion
	WHERE status = 'expired' AND item_id IS NULL)

-- name: purge_items
DELETE FROM item WHERE first_seen_at_s < ?1
	AND NOT EXISTS (SELECT 1 FROM suggestion WHERE item_id = item.id)
	AND NOT EXISTS (SELECT 1 FROM judgement WHERE item_id = item.id)

-- name: purge_note_items
INSERT INTO setting (key, value) VALUES ('store.n_items_changed', '1')
ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1

-- name: purge_count_items
UPDATE feed SET n_items = (SELECT count(*) FROM item_mark JOIN item ON item.id = item_id
	WHERE item_mark.feed_id = feed.id)

-- name: purge_story_items
DELETE FROM story_item WHERE at_s < ?1
	AND NOT EXISTS (SELECT 1 FROM item WHERE item.id = item_id)
	AND NOT EXISTS (SELECT 1 FROM suggestion
		WHERE suggestion.story_id = story_item.story_id)
	AND NOT (SELECT is_muted FROM story WHERE story.id = story_item.story_id)

-- name: purge_stories
DELETE FROM story WHERE first_seen_s < ?1 AND NOT is_muted
	AND NOT EXISTS (SELECT 1 FROM story_item WHERE story_item.story_id = story.id)
	AND NOT EXISTS (SELECT 1 FROM suggestion WHERE suggestion.story_id = story.id)

-- name: purge_runs
DELETE FROM run WHERE started_at_s < ?1

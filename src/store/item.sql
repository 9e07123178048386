-- name: item_insert
INSERT INTO item (id, guid, url, title, summary, author, outlet, language, categories,
	published_at_s, updated_at_s, date_as_given, feed_id, first_seen_at_s)
SELECT v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14 FROM given_rows

-- name: item_update
UPDATE item SET guid = ?2, url = ?3, title = ?4, summary = ?5, author = ?6, outlet = ?7,
	language = ?8, categories = ?9, published_at_s = ifnull(?10, published_at_s),
	updated_at_s = ifnull(?11, updated_at_s), date_as_given = ?12
WHERE id = ?1

-- name: item_mark_list
SELECT item_id, guid_key, url_key, title_key, content_key FROM item_mark
WHERE feed_id = ?1 ORDER BY item_id

-- name: item_mark_insert
INSERT INTO item_mark (feed_id, item_id, guid_key, url_key, title_key, content_key)
SELECT v1, v2, v3, v4, v5, v6 FROM given_rows

-- name: item_mark_update
UPDATE item_mark SET guid_key = ?3, url_key = ?4, title_key = ?5, content_key = ?6
WHERE feed_id = ?1 AND item_id = ?2

-- name: item_count_new
UPDATE feed SET n_items = n_items + ?2 WHERE id = ?1

-- name: item_feed_title
SELECT ifnull(title, '') FROM feed WHERE id = ?1

-- name: item_get
SELECT * FROM item_row WHERE id = ?1

-- name: item_find_texts
SELECT id, guid, url FROM item ORDER BY id

-- name: item_find_links
SELECT item_id, url_key FROM item_mark WHERE item_id IN (SELECT id FROM item)
ORDER BY item_id

-- name: item_list
SELECT * FROM item_row WHERE id > ?1 AND at_s >= ?2 AND at_s < ?3
	AND (NOT ?4 OR words_fit(title, summary, author, categories))
ORDER BY id LIMIT ?5

-- name: item_list_texts
SELECT id, feed_id, title, summary, language, categories, published_at_s, updated_at_s,
	first_seen_at_s
FROM item WHERE id > ?1
	AND min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)),
		first_seen_at_s) >= ?2
	AND min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)),
		first_seen_at_s) < ?3
	AND ?4 = 0
ORDER BY id LIMIT ?5

-- name: item_last_with_story
SELECT ifnull(max(item_id), 0) FROM story_item

-- name: item_list_newest
SELECT * FROM item_row WHERE id > ?1 AND at_s >= ?2 AND at_s < ?3
	AND (?6 = 0 OR feed_id = ?6) AND ?4 = 0
ORDER BY at_s DESC, id DESC LIMIT ?5

-- name: item_list_newest_with_words
SELECT item_row.* FROM (SELECT id AS chosen_id FROM item NOT INDEXED
	WHERE id > ?1 AND (?6 = 0 OR feed_id = ?6)
		AND min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)),
			first_seen_at_s) >= ?2
		AND min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)),
			first_seen_at_s) < ?3
		AND (NOT ?4 OR words_fit(title, summary, author, categories))
	ORDER BY min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)),
		first_seen_at_s) DESC, id DESC LIMIT ?5)
CROSS JOIN item_row ON item_row.id = chosen_id
ORDER BY at_s DESC, id DESC

-- name: item_list_of_feed
SELECT item_row.* FROM item_mark CROSS JOIN item_row ON item_row.id = item_id
WHERE item_mark.feed_id = ?6 AND item_id > ?1 AND at_s >= ?2 AND at_s < ?3
	AND (NOT ?4 OR words_fit(title, summary, author, categories))
ORDER BY item_id LIMIT ?5

-- name: item_list_of_story
SELECT item_row.* FROM story_item CROSS JOIN item_row ON item_row.id = item_id
WHERE story_item.story_id = ?6 AND item_id > ?1 AND item_row.at_s >= ?2
	AND item_row.at_s < ?3
	AND (NOT ?4 OR words_fit(title, summary, author, categories))
ORDER BY item_id LIMIT ?5

-- name: item_state
SELECT (SELECT value FROM setting WHERE key = 'store.last_item_id'),
	(SELECT value FROM setting WHERE key = 'store.n_items_changed')

-- name: item_last
SELECT value FROM setting WHERE key = 'store.last_item_id'

-- name: item_count
SELECT count(*) FROM item

-- name: item_feed_url
SELECT url FROM feed WHERE id = (SELECT feed_id FROM item WHERE id = ?1)

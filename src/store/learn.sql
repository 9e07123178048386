-- name: learned_list
SELECT contact_id, term, weight, n_forwarded, n_dismissed, status, changed_at_s
FROM learned_term WHERE contact_id BETWEEN ?1 AND ?2 ORDER BY contact_id, term

-- name: learned_delete
DELETE FROM learned_term WHERE contact_id = ?1

-- name: learned_insert
INSERT INTO learned_term (contact_id, term, weight, n_forwarded, n_dismissed, status,
	changed_at_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: learned_log
INSERT INTO decision (verb, at_s, contact_id) VALUES ('learn', ?2, ?1)

-- name: learned_log_terms
INSERT INTO decision_term (decision_id, term, weight, n_forwarded, n_dismissed, status,
	changed_at_s)
SELECT ?2, term, weight, n_forwarded, n_dismissed, status, changed_at_s
FROM learned_term WHERE contact_id = ?1

-- name: judgement_put
INSERT INTO judgement (contact_id, item_id, is_good, reason, source, at_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET is_good = excluded.is_good, reason = excluded.reason,
	source = excluded.source, at_s = excluded.at_s

-- name: judgement_list
SELECT contact_id, item_id, is_good, reason, source, at_s FROM judgement
WHERE contact_id BETWEEN ?1 AND ?2
UNION ALL
SELECT contact_id, item_id, status = 'forwarded', dismissed_for, 'queue', decided_at_s
FROM suggestion WHERE contact_id BETWEEN ?1 AND ?2
	AND status IN ('forwarded', 'dismissed') AND item_id IS NOT NULL
ORDER BY 1, 6, 2

-- name: term_use_list
SELECT contact_id, kind, term, count(DISTINCT suggestion.id),
	count(DISTINCT CASE WHEN status = 'forwarded' THEN suggestion.id END),
	count(DISTINCT CASE WHEN status = 'dismissed' AND dismissed_for IS NULL
		THEN suggestion.id END),
	count(DISTINCT CASE WHEN dismissed_for = 'wrong-person' THEN suggestion.id END),
	count(DISTINCT CASE WHEN dismissed_for = 'off-topic' THEN suggestion.id END),
	count(DISTINCT CASE WHEN dismissed_for = 'known' THEN suggestion.id END),
	count(DISTINCT CASE WHEN dismissed_for = 'bad-news' THEN suggestion.id END),
	count(DISTINCT CASE WHEN dismissed_for = 'stale' THEN suggestion.id END),
	max(created_at_s)
FROM suggestion JOIN reason ON suggestion_id = suggestion.id
WHERE contact_id BETWEEN ?1 AND ?2 AND status <> 'waiting'
GROUP BY contact_id, kind, term ORDER BY contact_id, kind, term

-- name: term_use_weeks
SELECT (created_at_s - ?4) / 604800, count(*), sum(status = 'forwarded')
FROM suggestion WHERE contact_id = ?1 AND created_at_s >= ?4 AND status <> 'waiting'
	AND EXISTS (SELECT 1 FROM reason
		WHERE suggestion_id = suggestion.id AND kind = ?2 AND term = ?3)
GROUP BY 1

-- name: name_doubted_list
SELECT DISTINCT contact_id FROM (SELECT contact_id FROM suggestion
	JOIN reason ON suggestion_id = suggestion.id
	WHERE status IN ('forwarded', 'dismissed') AND kind = 'person'
	GROUP BY contact_id, term
	HAVING count(DISTINCT CASE WHEN dismissed_for = 'wrong-person'
			THEN suggestion.id END) >
		count(DISTINCT CASE WHEN status = 'forwarded' THEN suggestion.id END))
ORDER BY contact_id

-- name: background_get
SELECT n_items FROM background WHERE term = ?1

-- name: background_add
INSERT INTO background (term, n_items) SELECT v1, v2 FROM given_rows WHERE true
ON CONFLICT DO UPDATE SET n_items = n_items + excluded.n_items

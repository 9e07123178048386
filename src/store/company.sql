-- name: company_insert
INSERT INTO company (name, name_key) VALUES (?1, ?2)

-- name: company_update
UPDATE company SET name = ?1, name_key = ?2, domain = ?3, industry = ?4 WHERE id = ?5

-- name: company_delete_unused
DELETE FROM company WHERE id = ?1
AND NOT EXISTS (SELECT 1 FROM contact WHERE company_id = ?1)
AND NOT EXISTS (SELECT 1 FROM contact_employer WHERE company_id = ?1)

-- name: company_list
SELECT id, name, domain, industry, trust_hits, trust_misses, trust_expected FROM company
WHERE id BETWEEN ?1 AND ?2 ORDER BY id

-- name: company_by_name
SELECT id FROM company WHERE name_key = ?1

-- name: company_by_name_or_alias
SELECT id, 0 AS rank FROM company WHERE name_key = ?1
UNION ALL SELECT company_id, 1 FROM company_alias WHERE alias_key = ?1
ORDER BY rank, id LIMIT 1

-- name: company_alias_insert
INSERT INTO company_alias (company_id, position, alias, alias_key) VALUES (?1, ?2, ?3, ?4)

-- name: company_alias_delete
DELETE FROM company_alias WHERE company_id = ?1

-- name: company_alias_list
SELECT company_id, alias FROM company_alias WHERE company_id BETWEEN ?1 AND ?2
ORDER BY company_id, position

-- name: company_ticker_insert
INSERT INTO company_ticker (company_id, position, ticker) VALUES (?1, ?2, ?3)

-- name: company_ticker_delete
DELETE FROM company_ticker WHERE company_id = ?1

-- name: company_ticker_list
SELECT company_id, ticker FROM company_ticker WHERE company_id BETWEEN ?1 AND ?2
ORDER BY company_id, position

-- name: company_count_contacts
SELECT count(*) FROM contact WHERE company_id = ?1

-- name: company_move_contacts
UPDATE contact SET company_id = ?1 WHERE company_id = ?2

-- name: company_move_employers
UPDATE contact_employer SET company_id = ?1 WHERE company_id = ?2

-- name: company_move_context
INSERT INTO company_context (company_id, word, n_right, n_wrong)
SELECT ?1, word, n_right, n_wrong FROM company_context WHERE company_id = ?2
ON CONFLICT DO UPDATE SET n_right = n_right + excluded.n_right,
	n_wrong = n_wrong + excluded.n_wrong

-- name: company_set_trust
UPDATE company SET trust_hits = ?2, trust_misses = ?3, trust_expected = ?4 WHERE id = ?1

-- name: company_clear_context
DELETE FROM company_context WHERE company_id = ?1

-- name: company_context_put
INSERT INTO company_context (company_id, word, n_right, n_wrong) VALUES (?1, ?2, ?3, ?4)

-- name: company_context_list
SELECT company_id, word, n_right, n_wrong FROM company_context ORDER BY company_id, word

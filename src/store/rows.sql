-- name: rows_declare
CREATE TABLE given_rows (v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14)

-- name: one_row_a_match
-- A match is loaded once.
SELECT match_id
FROM dim_match
WHERE match_id IN (SELECT match_id FROM dim_scope)
GROUP BY match_id
HAVING count(*) > 1

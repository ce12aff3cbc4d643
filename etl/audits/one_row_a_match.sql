-- name: one_row_a_match
-- A match is loaded once.
SELECT match_id FROM dim_match SEMI JOIN dim_scope USING (match_id) GROUP BY match_id HAVING count(*) > 1

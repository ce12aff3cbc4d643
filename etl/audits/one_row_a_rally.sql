-- name: one_row_a_rally
-- A rally is loaded once, and rallies count from 1 without a gap.
SELECT match_id FROM fct_rally SEMI JOIN dim_scope USING (match_id) GROUP BY match_id
HAVING count(*) <> max(rally_no) OR count(DISTINCT rally_no) <> max(rally_no)

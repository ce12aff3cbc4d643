-- name: one_row_a_rally
-- A rally is loaded once, and rallies count from 1 without a gap.
SELECT match_id
FROM fct_rally
WHERE match_id IN (SELECT match_id FROM dim_scope)
GROUP BY match_id
HAVING count(*) <> max(rally_no) OR count(DISTINCT rally_no) <> max(rally_no)

-- name: one_row_a_shot
-- A shot is loaded once, and the shots of a rally count from 0 without a gap.
SELECT match_id
FROM fct_shot
WHERE match_id IN (SELECT match_id FROM dim_scope)
GROUP BY match_id, rally_no
HAVING count(*) <> max(shot_no) + 1 OR count(DISTINCT shot_no) <> max(shot_no) + 1

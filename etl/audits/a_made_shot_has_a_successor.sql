-- name: a_made_shot_has_a_successor
-- Every made shot but a rally's last is answered by the other side, and a missed one by nobody.
WITH answered AS (
    SELECT match_id, slot, made, lead(slot) OVER (PARTITION BY match_id, rally_no ORDER BY shot_no) AS next_slot
    FROM fct_shot
    WHERE match_id IN (SELECT match_id FROM dim_scope)
)
SELECT match_id
FROM answered
WHERE next_slot = slot OR (NOT made AND next_slot IS NOT NULL)

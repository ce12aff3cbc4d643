-- name: win_probability_has_no_jumps
-- A rally begins at the win probability that the one before it left, so the sides serve in their turn.
WITH chained AS (
    SELECT match_id, wp_after, lead(wp_before) OVER (PARTITION BY match_id ORDER BY rally_no) AS next_before
    FROM fct_rally
    WHERE match_id IN (SELECT match_id FROM dim_scope)
)
SELECT match_id
FROM chained
WHERE abs(next_before - wp_after) > 1e-9

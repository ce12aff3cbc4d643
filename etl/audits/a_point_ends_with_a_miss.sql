-- name: a_point_ends_with_a_miss
-- A rally that was won ends with a miss of the other side.
SELECT rally.match_id
FROM fct_rally AS rally
LEFT JOIN fct_shot AS shot ON shot.match_id = rally.match_id AND shot.rally_no = rally.rally_no AND NOT shot.made
WHERE rally.match_id IN (SELECT match_id FROM dim_scope)
    AND rally.winner_slot IS NOT NULL
    AND shot.slot IS DISTINCT FROM 1 - rally.winner_slot

-- name: only_reachable_balls_are_made
-- Nobody hits a ball that he could not have reached in time.
SELECT match_id
FROM fct_shot
WHERE match_id IN (SELECT match_id FROM dim_scope) AND made AND slack < 0

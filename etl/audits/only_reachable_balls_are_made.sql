-- name: only_reachable_balls_are_made
-- Nobody hits a ball that he could not have reached in time.
SELECT match_id FROM fct_shot SEMI JOIN dim_scope USING (match_id) WHERE made AND slack < 0

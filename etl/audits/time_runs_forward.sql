-- name: time_runs_forward
-- A rally ends after it began, and a ball takes time to fly.
SELECT match_id
FROM fct_rally
WHERE match_id IN (SELECT match_id FROM dim_scope) AND t1 < t0
UNION ALL
SELECT match_id
FROM fct_shot
WHERE match_id IN (SELECT match_id FROM dim_scope) AND flight <= 0

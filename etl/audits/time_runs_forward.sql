-- name: time_runs_forward
-- A rally ends after it began; a shot follows the one before.
SELECT match_id FROM fct_rally SEMI JOIN dim_scope USING (match_id)
WHERE t1 < t0
UNION ALL
SELECT match_id FROM fct_shot SEMI JOIN dim_scope USING (match_id) WHERE flight <= 0

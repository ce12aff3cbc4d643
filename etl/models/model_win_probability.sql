-- name: model_win_probability
-- kind: insert new
-- grain: rules_sha, a, b, server
-- Win probability at every score of rules seen for the first time.
SELECT * FROM stg_chance WHERE rules_sha NOT IN (SELECT rules_sha FROM model_win_probability)

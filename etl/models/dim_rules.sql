-- name: dim_rules
-- kind: insert new
-- grain: rules_sha
-- The rules that the batch was played by and their constants.
SELECT * FROM stg_rules WHERE rules_sha NOT IN (SELECT rules_sha FROM dim_rules)

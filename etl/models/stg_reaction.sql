-- name: stg_reaction
-- kind: stage
-- grain: m, rally_no, shot_no
-- What the receiver's keys did during the flight, for opportunities with at least one direction press.
SELECT m, rally_no, shot_no, min(t) AS first_t, arg_min(key, n) AS first_key, count(*) FILTER (turns) AS reversals
FROM stg_press
GROUP BY m, rally_no, shot_no

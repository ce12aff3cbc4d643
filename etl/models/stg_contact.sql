-- name: stg_contact
-- kind: stage
-- grain: m, rally_no, shot_no
-- Every serve (shot 0) and every contact opportunity, made or missed, with what the opponent's contact before it
-- left behind. A rally begins with a serve; its shots count from 0 in order of time.
WITH told AS (
    SELECT *, rowid AS place, count(*) FILTER (kind = served()) OVER (PARTITION BY m ORDER BY rowid) AS rally_no
    FROM stg_event
    WHERE kind IN (served(), hit(), missed())
)
SELECT
    m, rally_no, row_number() OVER rally - 1 AS shot_no,
    t, slot, kind <> missed() AS made, y, off, dir, vx, vy, speed, bounces,
    lag(t) OVER rally AS from_t,            -- the opponent's contact
    lag(speed) OVER rally AS in_speed,
    lag(opp_y) OVER rally AS stood,         -- where the receiver's paddle was then
    lag(opp_dir) OVER rally AS held,        -- and the key he held
    lead(y) OVER rally AS next_y,           -- where the own shot came down at the opponent's plane
    lead(bounces) OVER rally AS next_bounces,
    lead(kind <> missed()) OVER rally AS next_made
FROM told
WINDOW rally AS (PARTITION BY m, rally_no ORDER BY place)

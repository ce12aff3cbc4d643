-- name: stg_press
-- kind: stage
-- grain: m, n
-- Direction presses: key entries that change the held key to up or down (releases and repeats are none), each given to
-- the contact opportunity in whose flight it fell: at or after the opponent's contact, before the own one.
-- turns: it reverses the direction last pressed or held in this flight.
WITH change AS (
    SELECT m, n, t, slot, value AS key, lag(value, 1, 0::SMALLINT) OVER (PARTITION BY m, slot ORDER BY n) AS before
    FROM stg_entry
    WHERE kind = key_entry()
),
press AS (
    SELECT change.m, change.n, change.t, change.key, ball.rally_no, ball.shot_no, ball.held
    FROM change
    ASOF JOIN stg_opportunity AS ball
        ON ball.m = change.m AND ball.slot = change.slot AND ball.from_t <= change.t
    WHERE change.key <> 0 AND change.key <> change.before AND change.t < ball.t
)
SELECT
    m, n, t, key, rally_no, shot_no,
    key = -coalesce(lag(key) OVER flight, held) AS turns
FROM press
WINDOW flight AS (PARTITION BY m, rally_no, shot_no ORDER BY n)

-- name: stg_press
-- kind: stage
-- grain: m, n
-- Direction presses: key entries that change the held key to up or down (releases and repeats are none), each given to
-- the contact opportunity in whose flight it fell: at or after the opponent's contact, before the own one.
-- turns: it reverses the direction last pressed or held in this flight.
WITH change AS (
    SELECT
        m, rowid AS n, t, slot, value AS key,
        lag(value, 1, 0::SMALLINT) OVER (PARTITION BY m, slot ORDER BY rowid) AS before
    FROM stg_entry
    WHERE kind = key_entry()
),
line AS (
    SELECT m, slot, t, n, key FROM change WHERE key <> 0 AND key <> before
    UNION ALL
    SELECT m, slot, from_t, NULL, NULL FROM stg_opportunity
),
placed AS (
    SELECT *, count(*) FILTER (n IS NULL) OVER (PARTITION BY m, slot ORDER BY t, n NULLS FIRST) AS flight_no
    FROM line
),
press AS (
    SELECT placed.m, placed.n, placed.t, placed.key, ball.rally_no, ball.shot_no, ball.held
    FROM placed
    JOIN stg_opportunity AS ball
        ON ball.m = placed.m AND ball.slot = placed.slot AND ball.flight_no = placed.flight_no
    WHERE placed.n IS NOT NULL AND placed.t < ball.t
)
SELECT
    m, n, t, key, rally_no, shot_no,
    key = -coalesce(lag(key) OVER flight, held) AS turns
FROM press
WINDOW flight AS (PARTITION BY m, rally_no, shot_no ORDER BY n)

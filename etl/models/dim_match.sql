-- name: dim_match
-- kind: by match
-- grain: match_id
-- Finished matches. The score is the goals of each side, the end that of the Over event, the length that of the end
-- marker, paused_ms the sum of what each resumption states.
WITH clock AS (
    SELECT
        m,
        max(t) FILTER (kind = end_entry()) AS ticks,
        coalesce(sum(a) FILTER (kind = resume_entry()), 0)::BIGINT AS paused_ms
    FROM stg_entry
    GROUP BY m
),
outcome AS (
    SELECT
        m,
        count(*) FILTER (kind = goal() AND slot = 0) AS s0,
        count(*) FILTER (kind = goal() AND slot = 1) AS s1,
        max(slot) FILTER (kind = over()) AS winner,
        max(reason) FILTER (kind = over()) AS reason
    FROM stg_event
    GROUP BY m
)
SELECT
    match.* EXCLUDE (m),
    first.player_key AS player0,
    second.player_key AS player1,
    clock.ticks,
    clock.paused_ms,
    ['score', 'resign', 'disconnect', 'afk', 'void'][outcome.reason + 1] AS reason,
    CASE WHEN outcome.winner >= 0 THEN outcome.winner END AS winner_side,
    outcome.s0, outcome.s1,
    (SELECT etl_v FROM etl_schema) AS etl_v,
    make_timestamp(epoch_us(now())) AS loaded_at
FROM stg_match AS match
JOIN clock ON clock.m = match.m
JOIN outcome ON outcome.m = match.m
JOIN stg_seat AS first ON first.m = match.m AND first.slot = 0
JOIN stg_seat AS second ON second.m = match.m AND second.slot = 1
ORDER BY match.seq

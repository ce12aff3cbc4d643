-- name: stg_rally
-- kind: stage
-- grain: match_id, rally_no
-- Rallies with their score, end and win probability; only how they ended needs xSave and is left to fct_rally.
-- A rally without a goal was cut short by the end of the match: no winner, it ends when the match does.
-- Win probability is slot 0's, looked up at the score before; past deuce a score counts as the level one below it.
-- wp_after: what the goal made of it; cut short, 1 or 0 for who won the match, unchanged if nobody did.
WITH told AS (
    SELECT *, rowid AS place, count(*) FILTER (kind = served()) OVER (PARTITION BY m ORDER BY rowid) AS rally_no
    FROM stg_event
    WHERE kind IN (served(), hit(), goal(), over())
),
played AS (
    SELECT
        m, rally_no,
        min(t) AS t0,
        coalesce(min(t) FILTER (kind = goal()), max(t)) AS t1,
        arg_min(slot, place) AS server_slot,
        any_value(slot) FILTER (kind = goal()) AS winner_slot,
        any_value(s0) FILTER (kind = goal()) AS s0,
        any_value(s1) FILTER (kind = goal()) AS s1,
        count(*) FILTER (kind IN (served(), hit())) AS hits,
        arg_max(slot, place) FILTER (kind IN (served(), hit())) AS last_hitter,
        max(speed) FILTER (kind IN (served(), hit())) AS max_speed
    FROM told
    WHERE rally_no > 0
    GROUP BY m, rally_no
),
scored AS (
    SELECT *, coalesce(lag(s0) OVER match, 0) AS a, coalesce(lag(s1) OVER match, 0) AS b
    FROM played
    WINDOW match AS (PARTITION BY m ORDER BY rally_no)
)
SELECT
    match.match_id, rally.rally_no, rally.server_slot, rally.winner_slot,
    tick_ms(rally.t0, rules.tick_rate) AS t0, tick_ms(rally.t1, rules.tick_rate) AS t1, rally.t1 - rally.t0 AS ticks, rally.hits,
    rally.a AS s0_before, rally.b AS s1_before,
    chance.wp AS wp_before,
    CASE coalesce(rally.winner_slot, final.slot)
        WHEN 0 THEN CASE WHEN rally.winner_slot IS NULL THEN 1 ELSE chance.wp_won END
        WHEN 1 THEN CASE WHEN rally.winner_slot IS NULL THEN 0 ELSE chance.wp_lost END
        ELSE chance.wp
    END AS wp_after,
    chance.wp_won - chance.wp_lost AS leverage,
    rally.last_hitter, in_u_s(rally.max_speed, rules.tick_rate, rules.subunits) AS max_speed
FROM scored AS rally
JOIN stg_match AS match ON match.m = rally.m
JOIN stg_event AS final ON final.m = rally.m AND final.kind = over()
JOIN dim_rules AS rules ON rules.rules_sha = match.rules_sha
LEFT JOIN model_win_probability AS chance
    ON chance.rules_sha = match.rules_sha
    AND chance.server = rally.server_slot
    AND chance.a = rally.a - greatest(0, least(rally.a, rally.b) - (rules.target - 1))
    AND chance.b = rally.b - greatest(0, least(rally.a, rally.b) - (rules.target - 1))

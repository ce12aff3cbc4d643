-- name: agg_match_player
-- kind: by match
-- grain: match_id, slot
-- One row per player and match: sums and counts, so that any filter adds them up. Only finished rallies count as such.
-- A count (need_sum and reversals too) is 0 where nothing was there, any other sum is NULL.
-- short, mid, long: rallies of 1-4, 5-9, 10+ hits. o: contact opportunities, serves not among them. easy and stretch:
-- opportunities with px from 0.85 and below 0.5. shots: own made ones, serves included; press: of those the ones the
-- opponent had a px for, press_sum their 1 - px. winners: own shots that the opponent missed at px below 0.5.
-- off: contact offset of made returns, u. moves: first direction known; rt: reaction time known.
-- wpa: win probability gained in won rallies; lev: leverage of rallies won and lost. restamped: keys honoured at
-- another tick than claimed.
-- Sums add whole billionths (nano): in whole numbers the order of rows does not matter, so a rebuild is equal.
WITH side AS (
    SELECT
        match_id, seq, 0 AS slot, player0 AS player_id, player1 AS opp_id, winner_side, s0 AS pts, s1 AS opp_pts
    FROM dim_match
    WHERE match_id IN (SELECT match_id FROM dim_scope)
    UNION ALL
    SELECT match_id, seq, 1, player1, player0, winner_side, s1, s0
    FROM dim_match
    WHERE match_id IN (SELECT match_id FROM dim_scope)
),
rally AS (
    SELECT *
    FROM fct_rally
    WHERE match_id IN (SELECT match_id FROM dim_scope) AND winner_slot IS NOT NULL
),
shot AS (
    SELECT *
    FROM fct_shot
    WHERE match_id IN (SELECT match_id FROM dim_scope)
),
input AS (
    SELECT *
    FROM fct_input
    WHERE match_id IN (SELECT match_id FROM dim_scope)
),
sample AS (
    SELECT *
    FROM fct_net
    WHERE match_id IN (SELECT match_id FROM dim_scope)
),
rallies AS (
    SELECT
        side.match_id, side.slot,
        count(winner_slot) AS rallies,
        count(*) FILTER (server_slot = side.slot) AS serve_n,
        count(*) FILTER (server_slot = side.slot AND winner_slot = side.slot) AS serve_won,
        count(*) FILTER (server_slot <> side.slot) AS recv_n,
        count(*) FILTER (server_slot <> side.slot AND winner_slot = side.slot) AS recv_won,
        count(*) FILTER (hits < 5) AS short_n,
        count(*) FILTER (hits < 5 AND winner_slot = side.slot) AS short_won,
        count(*) FILTER (hits BETWEEN 5 AND 9) AS mid_n,
        count(*) FILTER (hits BETWEEN 5 AND 9 AND winner_slot = side.slot) AS mid_won,
        count(*) FILTER (hits >= 10) AS long_n,
        count(*) FILTER (hits >= 10 AND winner_slot = side.slot) AS long_won,
        from_nano(sum(nano(abs(wp_after - wp_before))) FILTER (winner_slot = side.slot)) AS wpa,
        from_nano(sum(nano(leverage)) FILTER (winner_slot = side.slot)) AS lev_won,
        from_nano(sum(nano(leverage)) FILTER (winner_slot <> side.slot)) AS lev_lost
    FROM side
    LEFT JOIN rally ON rally.match_id = side.match_id
    GROUP BY side.match_id, side.slot
),
shots AS (
    SELECT
        side.match_id, side.slot,
        count(*) FILTER (kind <> 'serve') AS o,
        count(*) FILTER (kind <> 'serve' AND made) AS made,
        from_nano(coalesce(sum(nano(need)), count(need))) AS need_sum,
        coalesce(sum(reversals), count(reversals)) AS reversals,
        count(px) AS px_n,
        count(px) FILTER (made) AS px_made,
        from_nano(sum(nano(px))) AS px_sum,
        count(*) FILTER (px >= 0.85) AS easy_n,
        count(*) FILTER (px >= 0.85 AND NOT made) AS easy_missed,
        count(*) FILTER (px < 0.5) AS stretch_n,
        count(*) FILTER (px < 0.5 AND made) AS stretch_made,
        count(*) FILTER (made) AS shots,
        count(opp_px) FILTER (made) AS press_n,
        from_nano(sum(nano(1 - opp_px)) FILTER (made)) AS press_sum,
        count(*) FILTER (made AND NOT opp_made AND opp_px < 0.5) AS winners,
        count(*) FILTER (kind = 'serve') AS serves,
        count(*) FILTER (kind = 'serve' AND NOT opp_made) AS aces,
        count(off) FILTER (made) AS off_n,
        from_nano(sum(nano(off)) FILTER (made)) AS off_sum,
        from_nano(sum(nano(abs(off))) FILTER (made)) AS off_abs_sum,
        from_nano(sum(nano(off * off)) FILTER (made)) AS off_sq_sum,
        count(first_dir_ok) AS moves_n,
        count(*) FILTER (NOT first_dir_ok) AS moves_wrong,
        count(rt) AS rt_n,
        from_nano(sum(nano(rt))) AS rt_sum,
        median(rt) AS rt_med
    FROM side
    LEFT JOIN shot ON shot.match_id = side.match_id AND shot.slot = side.slot
    GROUP BY side.match_id, side.slot
),
keys AS (
    SELECT
        side.match_id, side.slot,
        count(t) AS keys, count(*) FILTER (claim <> t) AS restamped, max(rewound) AS rewound_max
    FROM side
    LEFT JOIN input ON input.match_id = side.match_id AND input.slot = side.slot
    GROUP BY side.match_id, side.slot
),
net AS (
    SELECT
        side.match_id, side.slot,
        count(rtt) AS net_n, quantile_cont(rtt, 0.5) AS rtt_p50, quantile_cont(rtt, 0.95) AS rtt_p95
    FROM side
    LEFT JOIN sample ON sample.match_id = side.match_id AND sample.slot = side.slot
    GROUP BY side.match_id, side.slot
)
SELECT
    side.match_id,
    side.player_id,
    side.opp_id,
    side.slot,
    side.winner_side = side.slot AS won,
    side.pts,
    side.opp_pts,
    rallies.* EXCLUDE (match_id, slot),
    shots.* EXCLUDE (match_id, slot),
    keys.* EXCLUDE (match_id, slot),
    net.* EXCLUDE (match_id, slot)
FROM side
JOIN rallies ON rallies.match_id = side.match_id AND rallies.slot = side.slot
JOIN shots ON shots.match_id = side.match_id AND shots.slot = side.slot
JOIN keys ON keys.match_id = side.match_id AND keys.slot = side.slot
JOIN net ON net.match_id = side.match_id AND net.slot = side.slot
ORDER BY side.seq, side.slot

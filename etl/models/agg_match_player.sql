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
rallies AS (
    SELECT
        side.match_id, side.slot,
        count(*) AS rallies,
        count(*) FILTER (rally.server_slot = side.slot) AS serve_n,
        count(*) FILTER (rally.server_slot = side.slot AND rally.winner_slot = side.slot) AS serve_won,
        count(*) FILTER (rally.server_slot <> side.slot) AS recv_n,
        count(*) FILTER (rally.server_slot <> side.slot AND rally.winner_slot = side.slot) AS recv_won,
        count(*) FILTER (rally.hits < 5) AS short_n,
        count(*) FILTER (rally.hits < 5 AND rally.winner_slot = side.slot) AS short_won,
        count(*) FILTER (rally.hits BETWEEN 5 AND 9) AS mid_n,
        count(*) FILTER (rally.hits BETWEEN 5 AND 9 AND rally.winner_slot = side.slot) AS mid_won,
        count(*) FILTER (rally.hits >= 10) AS long_n,
        count(*) FILTER (rally.hits >= 10 AND rally.winner_slot = side.slot) AS long_won,
        round(sum(abs(rally.wp_after - rally.wp_before)) FILTER (rally.winner_slot = side.slot), 9) AS wpa,
        round(sum(rally.leverage) FILTER (rally.winner_slot = side.slot), 9) AS lev_won,
        round(sum(rally.leverage) FILTER (rally.winner_slot <> side.slot), 9) AS lev_lost
    FROM side
    JOIN fct_rally AS rally ON rally.match_id = side.match_id
    WHERE rally.winner_slot IS NOT NULL
    GROUP BY side.match_id, side.slot
),
shots AS (
    SELECT
        match_id, slot,
        count(*) FILTER (kind <> 'serve') AS o,
        count(*) FILTER (kind <> 'serve' AND made) AS made,
        round(sum(need), 3) AS need_sum,
        sum(reversals) AS reversals,
        count(px) AS px_n,
        count(px) FILTER (made) AS px_made,
        round(sum(px), 6) AS px_sum,
        count(*) FILTER (px >= 0.85) AS easy_n,
        count(*) FILTER (px >= 0.85 AND NOT made) AS easy_missed,
        count(*) FILTER (px < 0.5) AS stretch_n,
        count(*) FILTER (px < 0.5 AND made) AS stretch_made,
        count(*) FILTER (made) AS shots,
        count(opp_px) FILTER (made) AS press_n,
        round(sum(1 - opp_px) FILTER (made), 6) AS press_sum,
        count(*) FILTER (made AND NOT opp_made AND opp_px < 0.5) AS winners,
        count(*) FILTER (kind = 'serve') AS serves,
        count(*) FILTER (kind = 'serve' AND NOT opp_made) AS aces,
        count(off) FILTER (made) AS off_n,
        round(sum(off) FILTER (made), 3) AS off_sum,
        round(sum(abs(off)) FILTER (made), 3) AS off_abs_sum,
        round(sum(off * off) FILTER (made), 3) AS off_sq_sum,
        count(first_dir_ok) AS moves_n,
        count(*) FILTER (NOT first_dir_ok) AS moves_wrong,
        count(rt) AS rt_n,
        round(sum(rt), 3) AS rt_sum,
        median(rt) AS rt_med
    FROM fct_shot
    WHERE match_id IN (SELECT match_id FROM dim_scope)
    GROUP BY match_id, slot
),
keys AS (
    SELECT
        match_id, slot,
        count(*) AS keys, count(*) FILTER (claim <> t) AS restamped, max(rewound) AS rewound_max
    FROM fct_input
    WHERE match_id IN (SELECT match_id FROM dim_scope)
    GROUP BY match_id, slot
),
net AS (
    SELECT
        match_id, slot,
        count(*) AS net_n, quantile_cont(rtt, 0.5) AS rtt_p50, quantile_cont(rtt, 0.95) AS rtt_p95
    FROM fct_net
    WHERE match_id IN (SELECT match_id FROM dim_scope)
    GROUP BY match_id, slot
)
SELECT
    side.match_id,
    side.player_id,
    side.opp_id,
    side.slot,
    side.winner_side = side.slot AS won,
    side.pts,
    side.opp_pts,
    coalesce(COLUMNS(rallies.* EXCLUDE (match_id, slot, wpa, lev_won, lev_lost)), 0),
    rallies.wpa, rallies.lev_won, rallies.lev_lost,
    coalesce(COLUMNS(
        shots.* EXCLUDE (match_id, slot, px_sum, press_sum, off_sum, off_abs_sum, off_sq_sum, rt_sum, rt_med)
    ), 0),
    shots.px_sum, shots.press_sum, shots.off_sum, shots.off_abs_sum, shots.off_sq_sum, shots.rt_sum, shots.rt_med,
    coalesce(keys.keys, 0) AS keys,
    coalesce(keys.restamped, 0) AS restamped,
    keys.rewound_max,
    coalesce(net.net_n, 0) AS net_n,
    net.rtt_p50, net.rtt_p95
FROM side
LEFT JOIN rallies ON rallies.match_id = side.match_id AND rallies.slot = side.slot
LEFT JOIN shots ON shots.match_id = side.match_id AND shots.slot = side.slot
LEFT JOIN keys ON keys.match_id = side.match_id AND keys.slot = side.slot
LEFT JOIN net ON net.match_id = side.match_id AND net.slot = side.slot
ORDER BY side.seq, side.slot

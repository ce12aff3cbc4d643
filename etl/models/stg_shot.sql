-- name: stg_shot
-- kind: stage
-- grain: match_id, rally_no, shot_no
-- Every serve and contact opportunity in the units of the boards, without xSave.
-- need is the gap of stg_opportunity, slack its spare time, py_at_opp_hit where the receiver stood.
-- rt: from the opponent's contact to the first direction press of the flight, right or wrong; NULL without a need, with
-- the right key already held, or without a press. first_dir_ok: that press (or the key already held) was right; NULL
-- without a need or without either. reversals: presses against the direction last pressed or held.
-- landing_zone: which sixth of the ball's way between the walls it came down in; aim: the same in eighths, for the own
-- made shot at the opponent's plane, hence NULL when it never got there.
WITH ball AS (
    SELECT
        contact.*, ball.gap, ball.want, ball.flight, ball.spare,
        reaction.first_t, reaction.first_key, reaction.reversals, reply.gap AS next_gap
    FROM stg_contact AS contact
    LEFT JOIN stg_opportunity AS ball
        ON ball.m = contact.m AND ball.rally_no = contact.rally_no AND ball.shot_no = contact.shot_no
    LEFT JOIN stg_reaction AS reaction
        ON reaction.m = contact.m AND reaction.rally_no = contact.rally_no AND reaction.shot_no = contact.shot_no
    LEFT JOIN stg_opportunity AS reply
        ON reply.m = contact.m AND reply.rally_no = contact.rally_no AND reply.shot_no = contact.shot_no + 1
)
SELECT
    match.match_id, ball.rally_no, ball.shot_no, ball.slot, own.player_key AS player_id, other.player_key AS opp_id,
    CASE ball.shot_no WHEN 0 THEN 'serve' WHEN 1 THEN 'return' ELSE 'rally' END AS kind,
    ball.made,
    tick_ms(ball.t, rules.tick_rate) AS t,
    tick_ms(ball.flight, rules.tick_rate) AS flight,
    in_u_s(ball.in_speed, rules.tick_rate, rules.subunits) AS in_speed,
    in_u(ball.y, rules.subunits) AS y,
    band(ball.y, 6, rules.radius, rules.height) AS landing_zone,
    CASE WHEN ball.shot_no > 0 THEN ball.bounces END AS bounces,
    in_u(ball.stood, rules.subunits) AS py_at_opp_hit,
    in_u(ball.gap, rules.subunits) AS need,
    tick_ms(ball.spare, rules.tick_rate) AS slack,
    CASE WHEN ball.want <> 0 AND ball.held <> ball.want THEN tick_ms(ball.first_t - ball.from_t, rules.tick_rate) END AS rt,
    CASE WHEN ball.want <> 0 THEN ball.held = ball.want OR ball.first_key = ball.want END AS first_dir_ok,
    CASE WHEN ball.shot_no > 0 THEN coalesce(ball.reversals, 0) END AS reversals,
    CASE WHEN ball.shot_no > 0 THEN in_u(ball.off, rules.subunits) END AS off,
    CASE WHEN ball.shot_no > 0 THEN ball.dir END AS paddle_dir,
    CASE WHEN ball.made THEN in_u_s(ball.vx, rules.tick_rate, rules.subunits) END AS out_vx,
    CASE WHEN ball.made THEN in_u_s(ball.vy, rules.tick_rate, rules.subunits) END AS out_vy,
    CASE WHEN ball.made THEN in_u_s(ball.speed, rules.tick_rate, rules.subunits) END AS out_speed,
    band(ball.next_y, 8, rules.radius, rules.height) AS aim,
    in_u(ball.next_y, rules.subunits) AS opp_y,
    band(ball.next_y, 6, rules.radius, rules.height) AS opp_zone,
    ball.next_bounces AS opp_bounces,
    in_u(ball.next_gap, rules.subunits) AS opp_need,
    ball.next_made AS opp_made,
    CASE ball.slot WHEN 0 THEN score.s0_before ELSE score.s1_before END AS my_pts,
    CASE ball.slot WHEN 0 THEN score.s1_before ELSE score.s0_before END AS opp_pts,
    ball.slot = score.server_slot AS serving,
    score.leverage
FROM ball
JOIN stg_match AS match ON match.m = ball.m
JOIN dim_rules AS rules ON rules.rules_sha = match.rules_sha
JOIN stg_rally AS score ON score.match_id = match.match_id AND score.rally_no = ball.rally_no
JOIN stg_seat AS own ON own.m = ball.m AND own.slot = ball.slot
JOIN stg_seat AS other ON other.m = ball.m AND other.slot = 1 - ball.slot

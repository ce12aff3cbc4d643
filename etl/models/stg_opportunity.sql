-- name: stg_opportunity
-- kind: stage
-- grain: m, rally_no, shot_no
-- Contact opportunities, serves left out; flight_no counts those of one slot. A paddle reaches half its length plus the
-- ball's radius from its centre.
-- gap: how far beyond reach the ball came down from where the receiver stood at the opponent's contact, 0 if in reach.
-- want: the direction that gap asks for (-1 up, 1 down), 0 without a gap.
-- spare: ticks of flight left over after the way `gap` at paddle speed, that way rounded up to whole ticks.
SELECT
    ball.m, ball.rally_no, ball.shot_no, ball.slot, ball.from_t, ball.t, ball.held,
    row_number() OVER (PARTITION BY ball.m, ball.slot ORDER BY ball.rally_no, ball.shot_no) AS flight_no,
    greatest(0, abs(ball.y - ball.stood) - (rules.half + rules.radius)) AS gap,
    sign(gap) * sign(ball.y - ball.stood) AS want,
    ball.t - ball.from_t AS flight,
    ball.t - ball.from_t - ceil(gap / rules.paddle_speed)::INTEGER AS spare
FROM stg_contact AS ball
JOIN stg_match AS match ON match.m = ball.m
JOIN dim_rules AS rules ON rules.rules_sha = match.rules_sha
WHERE ball.shot_no > 0

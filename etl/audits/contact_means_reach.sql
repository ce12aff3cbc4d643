-- name: contact_means_reach
-- A ball is made exactly when it meets the paddle.
SELECT shot.match_id
FROM fct_shot AS shot
JOIN dim_match AS match ON match.match_id = shot.match_id
JOIN dim_rules AS rules ON rules.rules_sha = match.rules_sha
WHERE shot.match_id IN (SELECT match_id FROM dim_scope)
    AND shot.off IS NOT NULL
    AND shot.made <> (abs(shot.off) <= (rules.half + rules.radius) / rules.subunits)

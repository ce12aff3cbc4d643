-- name: goals_make_the_score
-- The rallies each side won are its score.
SELECT match.match_id
FROM dim_match AS match
LEFT JOIN fct_rally AS rally ON rally.match_id = match.match_id
WHERE match.match_id IN (SELECT match_id FROM dim_scope)
GROUP BY match.match_id, match.s0, match.s1
HAVING count(*) FILTER (rally.winner_slot = 0) <> match.s0 OR count(*) FILTER (rally.winner_slot = 1) <> match.s1

-- name: two_sides_a_match
-- A match has one summary for each side.
SELECT scope.match_id
FROM dim_scope AS scope
LEFT JOIN agg_match_player AS side ON side.match_id = scope.match_id
GROUP BY scope.match_id
HAVING count(*) <> 2 OR count(DISTINCT side.slot) <> 2

-- name: two_sides_a_match
-- A match has one summary for each side.
SELECT dim_scope.match_id FROM dim_scope LEFT JOIN agg_match_player AS side ON side.match_id = dim_scope.match_id
GROUP BY dim_scope.match_id HAVING count(DISTINCT side.slot) <> 2 OR count(*) <> 2

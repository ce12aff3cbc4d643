-- name: hits_are_made_shots
-- The hits of a rally are its made shots, serve included.
SELECT rally.match_id
FROM fct_rally AS rally
LEFT JOIN fct_shot AS shot ON shot.match_id = rally.match_id AND shot.rally_no = rally.rally_no AND shot.made
WHERE rally.match_id IN (SELECT match_id FROM dim_scope)
GROUP BY rally.match_id, rally.rally_no, rally.hits
HAVING count(shot.match_id) <> rally.hits

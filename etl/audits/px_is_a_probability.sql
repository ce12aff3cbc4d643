-- name: px_is_a_probability
-- px lies between 0 and 1, and a serve has none.
SELECT match_id
FROM fct_shot
WHERE match_id IN (SELECT match_id FROM dim_scope)
    AND (px NOT BETWEEN 0 AND 1 OR (kind = 'serve' AND px IS NOT NULL))

-- name: win_probability_is_known
-- Every rally has a win probability between 0 and 1, before and after.
SELECT match_id
FROM fct_rally
WHERE match_id IN (SELECT match_id FROM dim_scope)
    AND coalesce(wp_before NOT BETWEEN 0 AND 1 OR wp_after NOT BETWEEN 0 AND 1 OR leverage NOT BETWEEN 0 AND 1, TRUE)

-- name: dim_date
-- kind: insert new
-- grain: date
-- Days on which a match began, in UTC, with ISO week and day of week (Monday is 1).
SELECT DISTINCT
    started_at::DATE AS date,
    week(started_at)::INTEGER AS week,
    month(started_at)::INTEGER AS month,
    isodow(started_at)::INTEGER AS dow
FROM stg_match
WHERE started_at::DATE NOT IN (SELECT date FROM dim_date)
ORDER BY date

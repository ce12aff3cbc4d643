-- name: fct_rally
-- kind: by match
-- grain: match_id, rally_no
-- Rallies and how they ended. forfeit: no goal. ace: the serve was not touched. Otherwise by xSave of the ball that was
-- missed: below 0.5 a winner of the hitter, from 0.85 an unforced error of the receiver, between them forced. NULL while
-- there is no accepted model.
WITH model AS (
    SELECT rules_v, arg_max(coef, matches) AS coef
    FROM model_xsave
    WHERE accepted
    GROUP BY rules_v
),
miss AS (
    SELECT
        shot.match_id, shot.rally_no,
        xsave(model.coef, shot.slack, shot.in_speed, shot.bounces, shot.need) AS px
    FROM stg_shot AS shot
    JOIN dim_match AS match ON match.match_id = shot.match_id
    JOIN model ON model.rules_v = match.rules_v
    WHERE NOT shot.made
)
SELECT
    rally.*,
    CASE
        WHEN rally.winner_slot IS NULL THEN 'forfeit'
        WHEN rally.hits = 1 THEN 'ace'
        WHEN miss.px < 0.5 THEN 'winner'
        WHEN miss.px < 0.85 THEN 'forced'
        WHEN miss.px >= 0.85 THEN 'unforced'
    END AS end_kind
FROM stg_rally AS rally
JOIN dim_match AS match ON match.match_id = rally.match_id
LEFT JOIN miss ON miss.match_id = rally.match_id AND miss.rally_no = rally.rally_no
ORDER BY match.seq, rally.rally_no

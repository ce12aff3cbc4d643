-- name: fct_shot
-- kind: by match
-- grain: match_id, rally_no, shot_no
-- Shots with xSave: px of the newest accepted model of their rules for every contact opportunity, NULL for a serve and
-- before there is a model. opp_px is the px of the opponent's opportunity that the own shot led to.
WITH model AS (
    SELECT rules_v, arg_max(coef, matches) AS coef
    FROM model_xsave
    WHERE accepted
    GROUP BY rules_v
),
scored AS (
    SELECT shot.*, match.seq, xsave(model.coef, shot.slack, shot.in_speed, shot.bounces, shot.need) AS px
    FROM stg_shot AS shot
    JOIN dim_match AS match ON match.match_id = shot.match_id
    LEFT JOIN model ON model.rules_v = match.rules_v
)
SELECT * EXCLUDE (seq), lead(px) OVER (PARTITION BY match_id, rally_no ORDER BY shot_no) AS opp_px
FROM scored
ORDER BY seq, rally_no, shot_no

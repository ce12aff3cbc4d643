-- name: xsave_features
-- kind: macro
-- What xSave sees of a ball, in the order of model_xsave.coef. With s the time to spare in seconds:
-- 1, s, s beyond 0.2, 0.3, 0.4, 0.5, 0.6, 0.9 and 1.4 s (0 below), incoming speed in 1000 u/s, wall bounces,
-- need in 100 u, need beyond 200 and beyond 400 u in 100 u, and 1 for a ball that came into reach by itself.
-- The save rate is a step in time to spare, which one straight line cannot follow; and standing right is more than
-- needing little: of house bots' balls 94 % are made without a step, 84 % with the smallest one.
CREATE OR REPLACE TEMP MACRO xsave_features(slack, in_speed, bounces, need) AS [
    1.0::DOUBLE,
    slack / 1000,
    greatest(slack / 1000 - 0.2, 0),
    greatest(slack / 1000 - 0.3, 0),
    greatest(slack / 1000 - 0.4, 0),
    greatest(slack / 1000 - 0.5, 0),
    greatest(slack / 1000 - 0.6, 0),
    greatest(slack / 1000 - 0.9, 0),
    greatest(slack / 1000 - 1.4, 0),
    in_speed / 1000,
    bounces::DOUBLE,
    need / 100,
    greatest(need - 200, 0) / 100,
    greatest(need - 400, 0) / 100,
    1 - sign(need)
];

-- P(the receiver makes contact), to six places so that a rebuilt warehouse is equal to the last bit; NULL for a serve.
CREATE OR REPLACE TEMP MACRO xsave(coef, slack, in_speed, bounces, need) AS CASE WHEN slack IS NOT NULL THEN
    round(1 / (1 + exp(-list_dot_product(coef, xsave_features(slack, in_speed, bounces, need)))) * (1000 * 1000))
    / (1000 * 1000)
END;

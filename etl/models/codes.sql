-- name: codes
-- kind: macro
-- The kinds of entry and event records, by name, and the units of the log.
CREATE OR REPLACE TEMP MACRO key_entry() AS 1;
CREATE OR REPLACE TEMP MACRO resume_entry() AS 5;
CREATE OR REPLACE TEMP MACRO net_entry() AS 6;
CREATE OR REPLACE TEMP MACRO end_entry() AS 8;

CREATE OR REPLACE TEMP MACRO served() AS 1;
CREATE OR REPLACE TEMP MACRO hit() AS 2;
CREATE OR REPLACE TEMP MACRO missed() AS 3;
CREATE OR REPLACE TEMP MACRO goal() AS 4;
CREATE OR REPLACE TEMP MACRO over() AS 5;

-- Ticks to ms, sub-units to u, sub-units per tick to u/s.
CREATE OR REPLACE TEMP MACRO tick_ms(ticks, tick_rate) AS ticks * 1000.0::DOUBLE / tick_rate;
CREATE OR REPLACE TEMP MACRO in_u(length, subunits) AS length / subunits::DOUBLE;
CREATE OR REPLACE TEMP MACRO in_u_s(speed, tick_rate, subunits) AS speed * tick_rate::DOUBLE / subunits;

-- Whole billionths, in which sums are exact, and back.
CREATE OR REPLACE TEMP MACRO nano(x) AS round(x * (1000 * 1000 * 1000))::BIGINT;
CREATE OR REPLACE TEMP MACRO from_nano(n) AS n / (1000 * 1000 * 1000);

-- Which of `parts` equal bands of the ball's way between the walls a height lies in: 0 at the top, NULL without a height
-- (greatest and least would pass over the NULL).
CREATE OR REPLACE TEMP MACRO band(y, parts, radius, height) AS CASE WHEN y IS NOT NULL THEN
    least(parts - 1, greatest(0, (y - radius) * parts // (height - 2 * radius)))
END;

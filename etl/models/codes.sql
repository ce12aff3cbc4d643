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
CREATE OR REPLACE TEMP MACRO tick_ms(ticks, rules) AS ticks * 1000.0::DOUBLE / rules.tick_rate;
CREATE OR REPLACE TEMP MACRO in_u(length, rules) AS length / rules.subunits::DOUBLE;
CREATE OR REPLACE TEMP MACRO in_u_s(speed, rules) AS speed * rules.tick_rate::DOUBLE / rules.subunits;

-- Which of `parts` equal bands of the ball's way between the walls a height lies in: 0 at the top.
CREATE OR REPLACE TEMP MACRO band(y, parts, rules) AS
    least(parts - 1, greatest(0, (y - rules.radius) * parts // (rules.height - 2 * rules.radius)));

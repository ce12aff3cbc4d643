-- name: fct_input
-- kind: by match
-- grain: match_id, slot, seq
-- Key entries as they were honoured. hold: until the same slot's next one. rewound: how far before its arrival.
SELECT
    match.match_id, entry.slot,
    row_number() OVER keys AS seq,
    tick_ms(entry.t, rules.tick_rate) AS t,
    entry.value AS key,
    tick_ms(lead(entry.t) OVER keys - entry.t, rules.tick_rate) AS hold,
    tick_ms(entry.a, rules.tick_rate) AS arr,
    tick_ms(entry.b, rules.tick_rate) AS claim,
    tick_ms(greatest(entry.a::BIGINT - entry.t, 0), rules.tick_rate) AS rewound
FROM stg_entry AS entry
JOIN stg_match AS match ON match.m = entry.m
JOIN dim_rules AS rules ON rules.rules_sha = match.rules_sha
WHERE entry.kind = key_entry()
WINDOW keys AS (PARTITION BY entry.m, entry.slot ORDER BY entry.rowid)

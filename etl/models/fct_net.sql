-- name: fct_net
-- kind: by match
-- grain: one row a sample
-- Samples of each seat's connection: round trip and jitter in ms.
SELECT match.match_id, entry.slot, tick_ms(entry.t, rules.tick_rate) AS t, entry.a AS rtt, entry.b AS jit
FROM stg_entry AS entry
JOIN stg_match AS match ON match.m = entry.m
JOIN dim_rules AS rules ON rules.rules_sha = match.rules_sha
WHERE entry.kind = net_entry()
ORDER BY match.seq, entry.rowid

-- name: dim_player
-- kind: insert new
-- grain: player_key
-- Players seen for the first time, as they were in the first match loaded; a random key, never a name.
SELECT DISTINCT ON (seat.player_key) seat.player_key, seat.kind, seat.ai_level, seat.bot, match.started_at AS first_seen
FROM stg_seat AS seat
JOIN stg_match AS match ON match.m = seat.m
WHERE seat.player_key NOT IN (SELECT player_key FROM dim_player)
ORDER BY seat.player_key, seat.seq, seat.slot

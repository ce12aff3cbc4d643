-- name: dim_player
-- kind: insert new
-- grain: player_key
-- Players seen for the first time, as they were in the first match loaded; a random key, never a name.
SELECT
    seat.player_key,
    arg_min(seat.kind, seat.seq * 2 + seat.slot) AS kind,
    arg_min(seat.ai_level, seat.seq * 2 + seat.slot) AS ai_level,
    arg_min(seat.bot, seat.seq * 2 + seat.slot) AS bot,
    arg_min(match.started_at, seat.seq * 2 + seat.slot) AS first_seen
FROM stg_seat AS seat
JOIN stg_match AS match ON match.m = seat.m
WHERE seat.player_key NOT IN (SELECT player_key FROM dim_player)
GROUP BY seat.player_key
ORDER BY min(seat.seq * 2 + seat.slot)

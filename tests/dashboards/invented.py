"""An invented warehouse: seeded rows, consistent with each other, under the ETL's own schema and summary."""

import math
import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

import etl
from etl.models import MODELS

ETL = Path(etl.__file__).parent
PLAYERS = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"player/{place}")) for place in range(14)]
MATCHES = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"match/{place}")) for place in range(140)]
UUIDS = {"match_id", "player_id", "opp_id", "player0", "player1", "player_key"}
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
SKILL = [-0.9 + 0.14 * place for place in range(14)]
SPEEDS = [900 * (17 / 16) ** hits for hits in range(60)]


def chance(spare: float, skill: float = 0.0) -> float:
    return 0.93 / (1 + math.exp(-((spare - 320) / 90 + skill)))


def shot_row(rng, rally, number, slot, keys, ball, made):
    speed, spare, need, y = ball
    serve = number == 0
    faced = None if serve else need
    return {
        "rally_no": rally["rally_no"], "shot_no": number, "slot": slot, "player_id": keys[slot],
        "opp_id": keys[1 - slot], "kind": "serve" if serve else "return" if number == 1 else "rally", "made": made,
        "t": rally["t0"] + 900.0 * number, "flight": None if serve else 800.0, "in_speed": None if serve else speed,
        "y": y, "landing_zone": min(5, int(6 * (y - 10) / 880)), "bounces": None if serve else int(rng.integers(0, 4)),
        "py_at_opp_hit": None if serve else y - need - 85, "need": faced, "slack": None if serve else spare,
        "rt": float(rng.integers(90, 600)) if not serve and need > 0 and rng.random() < 0.7 else None,
        "reversals": None if serve else 0, "off": None if serve else float(rng.integers(-80, 81)),
        "out_vx": (1 if slot == 0 else -1) * 800.0 if made else None,
        "out_vy": float(rng.choice([-400, 0, 400])) if made else None, "out_speed": 950.0 if made else None,
        "px": None if serve else round(chance(spare), 6),
    }  # fmt: skip


def rally_of(rng, keys, skills, number, server, score, start):
    rally = {"rally_no": number, "server_slot": server, "t0": start, "s0_before": score[0], "s1_before": score[1]}
    slot, shots = server, []
    while True:
        count = len(shots)
        ball = (SPEEDS[count], float(rng.integers(-60, 1600)), float(max(0, rng.integers(-200, 400))),
                float(rng.integers(12, 888)))  # fmt: skip
        made = count == 0 or rng.random() < chance(ball[1], skills[slot])
        shots.append(shot_row(rng, rally, count, slot, keys, ball, bool(made)))
        if not made:
            break
        slot = 1 - slot
    for shot, following in pairwise(shots):
        shot |= {"opp_" + name: following[name] for name in ("y", "need", "made", "px", "bounces")}
        shot["opp_zone"] = following["landing_zone"]
    hits = len(shots) - 1
    last = shots[-1]["px"]
    end = "ace" if hits == 1 else "winner" if last < 0.5 else "unforced" if last >= 0.85 else "forced"
    rally |= {"winner_slot": 1 - slot, "hits": hits, "t1": shots[-1]["t"] + 200, "last_hitter": 1 - slot,
              "end_kind": end, "max_speed": SPEEDS[hits], "ticks": 240 * hits}  # fmt: skip
    return rally, shots


def match_of(rng, place):
    seats = rng.choice(len(PLAYERS), 2, replace=False)
    keys, skills = [PLAYERS[seat] for seat in seats], [SKILL[seat] for seat in seats]
    score, rallies, shots, clock = [0, 0], [], [], 1000.0
    while max(score) < 11 or abs(score[0] - score[1]) < 2:
        rally, made = rally_of(rng, keys, skills, len(rallies) + 1, len(rallies) // 2 % 2, score, clock)
        before = 1 / (1 + math.exp(-(score[0] - score[1]) / 3))
        score[rally["winner_slot"]] += 1
        rally["wp_before"], rally["leverage"] = before, 0.2
        rallies.append(rally)
        shots += [shot | {"leverage": 0.2, "serving": shot["slot"] == rally["server_slot"]} for shot in made]
        clock = rally["t1"] + 1500
    for rally, following in zip(rallies, [*rallies[1:], {"wp_before": float(score[0] > score[1])}], strict=True):
        rally["wp_after"] = following["wp_before"]
    match = {
        "match_id": MATCHES[place], "seq": place + 1, "rules_v": "pong/1", "mode": "league", "target": 11, "by2": True,
        "ruleset": "classic-11" if place % 4 else "classic-5", "player0": keys[0], "player1": keys[1],
        "started_at": NEW_YEAR + timedelta(hours=7 * place), "ticks": int(clock * 0.24), "paused_ms": 0,
        "reason": "score", "winner_side": int(score[1] > score[0]), "s0": score[0], "s1": score[1],
    }  # fmt: skip
    key = {"match_id": match["match_id"]}
    return match, [key | rally for rally in rallies], [key | shot for shot in shots]


def insert(connection, table, rows):
    frame = pl.DataFrame(rows, infer_schema_length=None)
    uuids = ", ".join(f"{name}::UUID AS {name}" for name in frame.columns if name in UUIDS)
    connection.register("frame", frame)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * REPLACE ({uuids}) FROM frame")
    connection.unregister("frame")


def invented() -> duckdb.DuckDBPyConnection:
    """An in-memory warehouse of 140 invented matches between 14 players of rising skill."""
    rng = np.random.default_rng(11)
    connection = duckdb.connect(config={"threads": 1})
    connection.execute((ETL / "schema.sql").read_text())
    matches, rallies, shots = zip(*[match_of(rng, place) for place in range(len(MATCHES))], strict=True)
    insert(connection, "dim_match", list(matches))
    insert(connection, "fct_rally", [row for each in rallies for row in each])
    insert(connection, "fct_shot", [row for each in shots for row in each])
    samples = [{"match_id": MATCHES[0], "slot": 0, "t": 5000.0 * tick, "rtt": 40 + tick, "jit": 3} for tick in range(9)]
    insert(connection, "fct_net", samples)
    insert(connection, "dim_player", [{"player_key": key, "kind": "ai", "ai_level": 3} for key in PLAYERS])
    connection.execute("CREATE TEMP TABLE dim_scope AS SELECT match_id FROM dim_match")
    for model in MODELS:
        if model.kind == "macro":
            connection.execute(model.sql)
    summary = next(model for model in MODELS if model.name == "agg_match_player")
    connection.execute(f"INSERT INTO agg_match_player BY NAME {summary.sql}")
    connection.execute("INSERT INTO etl_offset VALUES ('outbox', 140, 140, 140, 0)")
    connection.execute("INSERT INTO etl_run VALUES (1, 'outbox', 0, 140, 140, 140, 0, 1, 5.0, TIMESTAMP '2026-03-01')")
    return connection

"""Rows in, rows out: dimensions, facts and the summary of a side."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.etl.models.conftest import MATCH, SHA, Bench

OTHER = "00000000-0000-0000-0000-000000000002"
LEFT, RIGHT = "10000000-0000-0000-0000-000000000000", "20000000-0000-0000-0000-000000000000"
STEP = [*[0.0] * 11, -1.0, 0.0, 0.0, 0.0]
"""Coefficients of a model that only sees need: 1 / (1 + exp(need / 100))."""


def with_match(bench: Bench, **fields: Any) -> None:
    row = {"match_id": MATCH, "seq": 1, "rules_sha": SHA, "rules_v": "pong/1", "player0": LEFT, "player1": RIGHT}
    bench.put("dim_match", [row | {"s0": 1, "s1": 0, "winner_side": 0} | fields])
    bench.connection.execute(f"CREATE OR REPLACE TEMP TABLE dim_scope AS SELECT '{MATCH}'::UUID AS match_id")


def with_model(bench: Bench, matches: int, coef: list[float], *, accepted: bool = True) -> None:
    bench.connection.execute(
        "INSERT INTO model_xsave BY NAME SELECT 'pong/1' AS rules_v, ? AS matches, ? AS accepted, ? AS coef",
        [matches, accepted, coef],
    )


def shot(shot_no: int, need: float | None, *, made: bool) -> dict[str, Any]:
    blank = {"slack": None if need is None else 500.0, "in_speed": 900.0, "bounces": 0}
    return {"match_id": MATCH, "rally_no": 1, "shot_no": shot_no, "need": need, "made": made} | blank


def with_shots(bench: Bench, *shots: dict[str, Any]) -> None:
    bench.stage("stg_shot", list(shots))
    bench.connection.execute("ALTER TABLE stg_shot ALTER match_id TYPE UUID")


def test_px_is_the_newest_accepted_models_and_a_serve_has_none(bench: Bench) -> None:
    with_match(bench)
    with_model(bench, 50, STEP)
    with_model(bench, 75, [0.0] * 15, accepted=False)
    with_shots(bench, shot(0, None, made=True), shot(1, 0.0, made=True), shot(2, 100.0, made=False))
    rows = bench.run("fct_shot")
    assert [(row["px"], row["opp_px"]) for row in rows] == [(None, 0.5), (0.5, 0.268941), (0.268941, None)]


def test_without_a_model_px_is_unknown(bench: Bench) -> None:
    with_match(bench)
    with_shots(bench, shot(0, None, made=True), shot(1, 0.0, made=False))
    assert [row["px"] for row in bench.run("fct_shot")] == [None, None]


def test_xsave_sees_time_in_hinges_speed_bounces_and_need(bench: Bench) -> None:
    sql = "SELECT xsave_features(1500.0, 900.0, 2, 450.0), xsave_features(100.0, 2400.0, 0, 0.0)"
    ((slow, fast),) = bench.connection.execute(sql).fetchall()
    assert slow == pytest.approx([1, 1.5, 1.3, 1.2, 1.1, 1.0, 0.9, 0.6, 0.1, 0.9, 2, 4.5, 2.5, 0.5, 0])
    assert fast == pytest.approx([1, 0.1, 0, 0, 0, 0, 0, 0, 0, 2.4, 0, 0, 0, 0, 1])


@pytest.mark.parametrize(
    ("winner", "hits", "need", "end"),
    [
        (None, 3, 0.0, "forfeit"),
        (0, 1, 0.0, "ace"),
        (0, 2, 1.0, "winner"),
        (0, 2, 0.0, "forced"),
        (0, 2, -173.0, "forced"),
        (0, 2, -174.0, "unforced"),
    ],
)
def test_how_a_rally_ended_is_judged_by_the_ball_that_was_missed(
    bench: Bench, winner: int | None, hits: int, need: float, end: str
) -> None:
    with_match(bench)
    with_model(bench, 50, STEP)
    with_shots(bench, shot(0, None, made=True), shot(1, 50.0, made=True), shot(2, need, made=False))
    bench.stage("stg_rally", [{"match_id": MATCH, "rally_no": 1, "winner_slot": winner, "hits": hits}])
    bench.connection.execute("ALTER TABLE stg_rally ALTER match_id TYPE UUID")
    assert [row["end_kind"] for row in bench.run("fct_rally")] == [end]


def test_without_a_model_only_aces_and_forfeits_are_told(bench: Bench) -> None:
    with_match(bench)
    with_shots(bench, shot(1, 0.0, made=False))
    ends = [{"winner_slot": None, "hits": 2}, {"winner_slot": 1, "hits": 1}, {"winner_slot": 1, "hits": 2}]
    bench.stage("stg_rally", [{"match_id": MATCH, "rally_no": no} | end for no, end in enumerate(ends, 1)])
    bench.connection.execute("ALTER TABLE stg_rally ALTER match_id TYPE UUID")
    assert [row["end_kind"] for row in bench.run("fct_rally")] == ["forfeit", "ace", None]


def entry(t: int, kind: int, slot: int, value: int = 0, a: int = 0, b: int = 0) -> dict[str, Any]:
    return {"m": 0, "t": t, "kind": kind, "slot": slot, "value": value, "a": a, "b": b}


def test_inputs_count_per_slot_and_are_held_until_the_next(bench: Bench) -> None:
    keys = [entry(24, 1, 0, 1, 48, 24), entry(30, 1, 1, -1, 12, 30), entry(48, 1, 0, 0, 48, 47)]
    bench.stage("stg_entry", [*keys, entry(31, 6, 0), entry(60, 8, -1)])
    rows = sorted(bench.run("fct_input"), key=lambda row: (row["slot"], row["seq"]))
    assert [(row["slot"], row["seq"], row["t"], row["key"], row["hold"], row["rewound"]) for row in rows] == [
        (0, 1, 100.0, 1, 100.0, 100.0), (0, 2, 200.0, 0, None, 0.0), (1, 1, 125.0, -1, None, 0.0),
    ]  # fmt: skip


def test_network_samples_keep_round_trip_and_jitter(bench: Bench) -> None:
    bench.stage("stg_entry", [entry(240, 6, 1, 0, 80, 7), entry(250, 1, 1, 1)])
    assert [(row["slot"], row["t"], row["rtt"], row["jit"]) for row in bench.run("fct_net")] == [(1, 1_000.0, 80, 7)]


def test_a_match_is_summed_from_its_log(bench: Bench) -> None:
    seats = [{"m": 0, "slot": slot, "player_key": key} for slot, key in enumerate((LEFT, RIGHT))]
    bench.stage("stg_seat", seats)
    clock = [entry(9, 5, -1, a=1_500), entry(20, 5, -1, a=700), entry(99, 8, -1, 1)]
    bench.stage("stg_entry", clock)
    events = [(4, 0, 0), (4, 1, 0), (4, 1, 0), (5, 0, 1)]
    bench.stage("stg_event", [{"m": 0, "kind": kind, "slot": slot, "reason": why} for kind, slot, why in events])
    (row,) = bench.run("dim_match")
    assert (row["s0"], row["s1"], row["winner_side"], row["reason"]) == (1, 2, 0, "resign")
    assert (row["ticks"], row["paused_ms"], row["player0"], row["etl_v"]) == (99, 2_200, LEFT, "test")


def test_nobody_wins_a_void_match(bench: Bench) -> None:
    bench.stage("stg_seat", [{"m": 0, "slot": slot, "player_key": LEFT} for slot in (0, 1)])
    bench.stage("stg_entry", [entry(50, 8, -1, 4)])
    bench.stage("stg_event", [{"m": 0, "kind": 5, "slot": -1, "reason": 4}])
    (row,) = bench.run("dim_match")
    assert (row["winner_side"], row["reason"], row["s0"], row["paused_ms"]) == (None, "void", 0, 0)


def test_a_player_stays_as_first_seen(bench: Bench) -> None:
    bench.put("dim_player", [{"player_key": LEFT, "kind": "guest"}])
    days = [datetime.fromisoformat(f"2026-11-0{day}") for day in (2, 1)]
    bench.stage("stg_match", [{"m": m, "started_at": day} for m, day in enumerate(days)])
    seats = [(0, 5, 0, LEFT, "ai", 3), (0, 5, 1, RIGHT, "ai", 4), (1, 6, 0, RIGHT, "ai", 5)]
    names = ("m", "seq", "slot", "player_key", "kind", "ai_level")
    bench.stage("stg_seat", [dict(zip(names, seat, strict=True)) | {"bot": "b"} for seat in seats])
    bench.connection.execute("ALTER TABLE stg_seat ALTER player_key TYPE UUID")
    (row,) = bench.run("dim_player")
    assert (str(row["player_key"]), row["ai_level"], row["first_seen"]) == (RIGHT, 4, days[0])


def test_a_day_is_there_once_with_its_calendar(bench: Bench) -> None:
    bench.put("dim_date", [{"date": date(2026, 11, 1)}])
    times = [datetime.fromisoformat(f"2026-11-{at}") for at in ("01T23:00", "02T00:00", "02T05:00")]
    bench.stage("stg_match", [{"m": m, "started_at": at} for m, at in enumerate(times)])
    assert bench.run("dim_date") == [{"date": date(2026, 11, 2), "week": 45, "month": 11, "dow": 1}]


def test_known_rules_are_not_inserted_again(bench: Bench) -> None:
    assert bench.run("dim_rules") == []
    assert bench.run("model_win_probability") == []


RALLIES = [
    {"server_slot": 0, "winner_slot": 0, "hits": 1, "wp_before": 0.5, "wp_after": 0.6, "leverage": 0.2},
    {"server_slot": 1, "winner_slot": 0, "hits": 5, "wp_before": 0.6, "wp_after": 0.75, "leverage": 0.25},
    {"server_slot": 1, "winner_slot": 1, "hits": 10, "wp_before": 0.75, "wp_after": 0.7, "leverage": 0.3},
    {"server_slot": 0, "winner_slot": None, "hits": 2, "wp_before": 0.7, "wp_after": 1.0, "leverage": 0.3},
]
SHOTS: list[dict[str, Any]] = [
    {"slot": 0, "kind": "serve", "made": True, "opp_made": False, "opp_px": 0.4},
    {"slot": 1, "kind": "return", "made": False, "px": 0.4, "need": 30.0, "reversals": 1, "first_dir_ok": False},
    {"slot": 0, "kind": "serve", "made": True, "opp_made": True, "opp_px": 0.9},
    {"slot": 1, "kind": "return", "made": True, "px": 0.9, "off": -20.0, "rt": 200.0, "first_dir_ok": True,
     "opp_made": False, "opp_px": 0.85},
    {"slot": 0, "kind": "rally", "made": False, "px": 0.85, "off": 90.0, "rt": 300.0, "first_dir_ok": True},
    {"slot": 1, "kind": "rally", "made": True, "px": 0.3, "off": 10.0, "rt": 100.0, "first_dir_ok": True},
]  # fmt: skip


def sides(bench: Bench) -> list[dict[str, Any]]:
    with_match(bench)
    bench.put("fct_rally", [{"match_id": MATCH, "rally_no": no} | row for no, row in enumerate(RALLIES, 1)])
    columns = {name for row in SHOTS for name in row}
    bench.put("fct_shot", [{"match_id": MATCH} | dict.fromkeys(columns) | row for row in SHOTS])
    bench.put("fct_shot", [{"match_id": OTHER, "slot": 0, "kind": "rally", "made": True}])
    keys = [(0, 100.0, 100.0, 0.0), (0, 200.0, 190.0, 25.0)]
    bench.put("fct_input", [{"match_id": MATCH, "slot": s, "t": t, "claim": c, "rewound": r} for s, t, c, r in keys])
    bench.put("fct_net", [{"match_id": MATCH, "slot": 0, "rtt": rtt} for rtt in (10, 20, 30)])
    return bench.run("agg_match_player")


def test_a_side_sums_its_finished_rallies(bench: Bench) -> None:
    left, right = sides(bench)
    assert (left["won"], right["won"], left["pts"], right["pts"]) == (True, False, 1, 0)
    assert (str(left["player_id"]), str(left["opp_id"])) == (LEFT, RIGHT)
    assert [left[name] for name in ("rallies", "serve_n", "serve_won", "recv_n", "recv_won")] == [3, 1, 1, 2, 1]
    assert [right[name] for name in ("rallies", "serve_n", "serve_won", "recv_n", "recv_won")] == [3, 2, 1, 1, 0]
    lengths = ("short_n", "short_won", "mid_n", "mid_won", "long_n", "long_won")
    assert [left[name] for name in lengths] == [1, 1, 1, 1, 1, 0]
    assert (left["wpa"], right["wpa"]) == (0.25, 0.05)
    assert (left["lev_won"], left["lev_lost"], right["lev_won"]) == (0.45, 0.3, 0.3)


def test_a_side_sums_its_contacts(bench: Bench) -> None:
    left, right = sides(bench)
    assert [right[name] for name in ("o", "made", "need_sum", "reversals")] == [3, 2, 30.0, 1]
    assert [right[name] for name in ("px_n", "px_made", "px_sum")] == [3, 2, 1.6]
    quality = ("easy_n", "easy_missed", "stretch_n", "stretch_made")
    assert [right[name] for name in quality] == [1, 0, 2, 1]
    assert [left[name] for name in quality] == [1, 1, 0, 0]
    assert [left[name] for name in ("shots", "press_n", "press_sum", "winners")] == [2, 2, 0.7, 1]
    assert [left[name] for name in ("serves", "aces")] == [2, 1]
    assert [right[name] for name in ("off_n", "off_sum", "off_abs_sum", "off_sq_sum")] == [2, -10.0, 30.0, 500.0]
    assert [left[name] for name in ("off_n", "off_sum")] == [0, None]
    assert [right[name] for name in ("moves_n", "moves_wrong", "rt_n", "rt_sum", "rt_med")] == [3, 1, 2, 300.0, 150.0]


def test_a_side_sums_its_line_and_an_absent_one_is_zero(bench: Bench) -> None:
    left, right = sides(bench)
    assert [left[name] for name in ("keys", "restamped", "rewound_max")] == [2, 1, 25.0]
    assert [left[name] for name in ("net_n", "rtt_p50", "rtt_p95")] == [3, 20.0, 29.0]
    line = ("keys", "restamped", "rewound_max", "net_n", "rtt_p50", "rtt_p95")
    assert [right[name] for name in line] == [0, 0, None, 0, None, None]


def test_a_match_without_a_rally_has_two_sides_of_zeros(bench: Bench) -> None:
    with_match(bench, s0=0)
    left, _ = bench.run("agg_match_player")
    assert [left[name] for name in ("rallies", "o", "px_n", "aces", "need_sum", "reversals")] == [0] * 6
    assert [left[name] for name in ("wpa", "px_sum", "off_sum", "rt_med")] == [None] * 4

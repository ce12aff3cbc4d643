"""Rows in, rows out: what the staging models make of entries and events."""

from typing import Any

import pytest

from tests.etl.models.conftest import MATCH, Bench

SERVED, HIT, MISSED, GOAL, OVER = 1, 2, 3, 4, 5
KEY = 1


def ms(ticks: int) -> float:
    return ticks * 1_000 / 240


def event(t: int, kind: int, slot: int, **fields: int) -> dict[str, Any]:
    blank = dict.fromkeys(
        ("dir", "opp_dir", "y", "off", "opp_y", "vx", "vy", "speed", "bounces", "s0", "s1", "hits", "reason"), 0
    )
    return {"m": 0, "t": t, "kind": kind, "slot": slot} | blank | fields


def key(t: int, slot: int, value: int) -> dict[str, Any]:
    return {"m": 0, "t": t, "kind": KEY, "slot": slot, "value": value, "a": t, "b": t}


def contact(shot_no: int, slot: int, **fields: int | None) -> dict[str, Any]:
    return {"m": 0, "rally_no": 1, "shot_no": shot_no, "slot": slot} | fields


TWO_RALLIES = [
    event(700, SERVED, 0, y=450_000, opp_y=400_000, opp_dir=1, speed=3_750),
    event(1_041, HIT, 1, y=500_000, opp_y=450_000, opp_dir=-1, speed=3_984, bounces=2),
    event(1_360, MISSED, 0, y=800_000, off=90_000),
    event(1_400, GOAL, 1, s1=1, hits=2),
    event(2_120, SERVED, 0, y=450_000, opp_y=300_000, speed=3_750),
    event(2_461, MISSED, 1, y=600_000, off=-95_000, bounces=1),
    event(2_503, GOAL, 0, s0=1, s1=1, hits=1),
]


def test_contacts_count_within_their_rally_and_know_their_neighbours(bench: Bench) -> None:
    bench.stage("stg_event", TWO_RALLIES)
    rows = sorted(bench.run("stg_contact"), key=lambda row: (row["rally_no"], row["shot_no"]))
    assert [(row["rally_no"], row["shot_no"], row["slot"], row["made"]) for row in rows] == [
        (1, 0, 0, True), (1, 1, 1, True), (1, 2, 0, False), (2, 0, 0, True), (2, 1, 1, False),
    ]  # fmt: skip
    serve, reply, miss = rows[:3]
    assert (serve["from_t"], serve["in_speed"], serve["next_y"], serve["next_made"]) == (None, None, 500_000, True)
    assert (reply["from_t"], reply["in_speed"], reply["stood"], reply["held"]) == (700, 3_750, 400_000, 1)
    assert (miss["stood"], miss["held"], miss["next_y"], miss["next_made"]) == (450_000, -1, None, None)
    assert rows[3]["from_t"] is None


@pytest.mark.parametrize(
    ("y", "gap", "want", "spare"),
    [
        (450_000, 0, 0, 100),
        (535_000, 0, 0, 100),
        (535_001, 1, 1, 99),
        (365_000, 0, 0, 100),
        (361_249, 3_751, -1, 98),
        (910_000, 375_000, 1, 0),
        (910_001, 375_001, 1, -1),
    ],
)
def test_need_begins_beyond_reach_and_time_is_whole_ticks(
    bench: Bench, y: int, gap: int, want: int, spare: int
) -> None:
    bench.stage("stg_contact", [contact(1, 1, y=y, stood=450_000, from_t=700, t=800, held=0)])
    (row,) = bench.run("stg_opportunity")
    assert (row["gap"], row["want"], row["flight"], row["spare"]) == (gap, want, 100, spare)


def test_presses_are_changes_to_a_direction_inside_the_flight(bench: Bench) -> None:
    bench.stage("stg_opportunity", [contact(1, 1, flight_no=1, from_t=100, t=200, held=1)])
    bench.stage(
        "stg_entry",
        [
            key(99, 1, 1),
            key(100, 1, 1),
            key(120, 1, -1),
            key(130, 0, 1),
            key(140, 1, 0),
            key(150, 1, -1),
            key(199, 1, 1),
            key(200, 1, -1),
        ],
    )
    rows = sorted(bench.run("stg_press"), key=lambda row: row["n"])
    assert [(row["n"], row["t"], row["key"], row["turns"]) for row in rows] == [
        (2, 120, -1, True),
        (5, 150, -1, False),
        (6, 199, 1, True),
    ]


def test_a_press_on_the_tick_of_the_opponents_contact_is_a_reaction(bench: Bench) -> None:
    flights = [
        contact(1, 1, flight_no=1, from_t=100, t=200, held=0),
        contact(3, 1, flight_no=2, from_t=300, t=400, held=0),
    ]
    bench.stage("stg_opportunity", flights)
    bench.stage("stg_entry", [key(100, 1, 1), key(250, 1, -1), key(300, 1, 1), key(400, 1, -1)])
    rows = sorted(bench.run("stg_press"), key=lambda row: row["n"])
    assert [(row["n"], row["shot_no"], row["turns"]) for row in rows] == [(0, 1, False), (2, 3, False)]


def test_a_reaction_is_the_first_press_and_all_turns(bench: Bench) -> None:
    presses = [
        {"n": 3, "t": 110, "key": -1, "turns": False},
        {"n": 5, "t": 130, "key": 1, "turns": True},
        {"n": 8, "t": 150, "key": -1, "turns": True},
    ]
    bench.stage("stg_press", [contact(1, 1) | press for press in presses])
    (row,) = bench.run("stg_reaction")
    assert (row["first_t"], row["first_key"], row["reversals"]) == (110, -1, 2)


def test_rallies_carry_score_end_and_win_probability(bench: Bench) -> None:
    bench.stage("stg_event", [*TWO_RALLIES, event(3_000, OVER, 1, reason=1)])
    first, second = sorted(bench.run("stg_rally"), key=lambda row: row["rally_no"])
    assert (str(first["match_id"]), first["server_slot"], first["winner_slot"], first["hits"]) == (MATCH, 0, 1, 2)
    assert (first["t0"], first["t1"], first["ticks"]) == (ms(700), ms(1_400), 700)
    assert (second["s0_before"], second["s1_before"], second["last_hitter"]) == (0, 1, 0)
    assert first["max_speed"] == pytest.approx(3_984 * 0.24)
    assert first["wp_before"] == pytest.approx(0.5, abs=0.01)
    assert first["wp_after"] == second["wp_before"] < first["wp_before"]
    assert 0 < second["wp_after"] - second["wp_before"] < second["leverage"]


@pytest.mark.parametrize(("winner", "after"), [(0, 1.0), (1, 0.0), (-1, None)])
def test_a_rally_cut_short_hands_the_match_to_its_winner(bench: Bench, winner: int, after: float | None) -> None:
    bench.stage("stg_event", [*TWO_RALLIES[:2], event(1_100, OVER, winner, reason=1)])
    (row,) = bench.run("stg_rally")
    assert (row["winner_slot"], row["hits"], row["t1"]) == (None, 2, ms(1_100))
    assert row["wp_after"] == (row["wp_before"] if after is None else after)


def test_past_deuce_the_score_folds_back(bench: Bench) -> None:
    score = [event(10, GOAL, 0, s0=17, s1=17), event(900, GOAL, 0, s0=18, s1=17)]
    serves = [event(1, SERVED, 0), event(700, SERVED, 0)]
    bench.stage("stg_event", [serves[0], score[0], serves[1], score[1], event(900, OVER, 0)])
    rows = sorted(bench.run("stg_rally"), key=lambda row: row["rally_no"])
    assert (rows[1]["s0_before"], rows[1]["s1_before"], rows[1]["wp_before"]) == (17, 17, 0.5)


BALL = {
    "rally_no": 1, "slot": 1, "made": True, "y": 450_000, "off": 5_000, "dir": 1, "vx": -3_000, "vy": 1_000,
    "speed": 4_000, "bounces": 1, "from_t": 700, "in_speed": 3_750, "stood": 300_000, "held": 0, "t": 1_000,
    "next_y": 889_999, "next_bounces": 0, "next_made": False,
}  # fmt: skip


def one_shot(bench: Bench, ball: dict[str, Any], chance: dict[str, Any], press: dict[str, Any] | None) -> Any:
    """The row of shot 1 after a serve, with the given contact, opportunity and reaction."""
    serve = BALL | {"slot": 0, "from_t": None, "in_speed": None, "stood": None, "held": None, "next_y": ball["y"]}
    bench.stage("stg_contact", [{"m": 0, "shot_no": 0} | serve, {"m": 0, "shot_no": 1} | ball])
    bench.stage("stg_opportunity", [contact(1, 1) | {"flight": 300, "spare": 283} | chance])
    reaction = press or {"first_t": 0, "first_key": 0, "reversals": 0}
    bench.stage("stg_reaction", [contact(1 if press else 9, 1) | reaction])
    score = {"match_id": MATCH, "rally_no": 1, "server_slot": 0, "s0_before": 3, "s1_before": 2, "leverage": 0.2}
    bench.stage("stg_rally", [score])
    bench.connection.execute("ALTER TABLE stg_rally ALTER match_id TYPE UUID")
    bench.stage("stg_seat", [{"m": 0, "slot": slot, "player_key": f"p{slot}"} for slot in (0, 1)])
    return sorted(bench.run("stg_shot"), key=lambda row: row["shot_no"])


def test_a_shot_is_told_in_the_units_of_the_boards(bench: Bench) -> None:
    press = {"first_t": 760, "first_key": 1, "reversals": 0}
    serve, shot = one_shot(bench, BALL, {"gap": 65_000, "want": 1}, press)
    assert shot | {"match_id": 0} == {
        "match_id": 0, "rally_no": 1, "shot_no": 1, "slot": 1, "player_id": "p1", "opp_id": "p0", "kind": "return",
        "made": True, "t": ms(1_000), "flight": 1_250.0, "in_speed": 900.0, "y": 450.0, "landing_zone": 3,
        "bounces": 1, "py_at_opp_hit": 300.0, "need": 65.0, "slack": ms(283), "rt": 250.0, "first_dir_ok": True,
        "reversals": 0, "off": 5.0, "paddle_dir": 1, "out_vx": -720.0, "out_vy": 240.0, "out_speed": 960.0, "aim": 7,
        "opp_y": 889.999, "opp_zone": 5, "opp_bounces": 0, "opp_need": None, "opp_made": False, "my_pts": 2,
        "opp_pts": 3, "serving": False, "leverage": 0.2,
    }  # fmt: skip
    assert (serve["kind"], serve["need"], serve["off"], serve["rt"], serve["opp_need"]) == (
        "serve", None, None, None, 65.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "want", "held", "first", "rt", "right"),
    [
        (0, 0, 0, 1, None, None),
        (9, 1, 0, 1, 250.0, True),
        (9, 1, 0, -1, 250.0, False),
        (9, -1, 1, -1, 250.0, True),
        (9, 1, 1, -1, None, True),
        (9, 1, 1, None, None, True),
        (9, 1, 0, None, None, None),
        (9, -1, 1, None, None, None),
    ],
)
def test_reaction_time_needs_a_need_a_press_and_a_key_not_yet_right(
    bench: Bench, gap: int, want: int, held: int, first: int | None, rt: float | None, right: bool | None
) -> None:
    press = None if first is None else {"first_t": 760, "first_key": first, "reversals": 0}
    _, shot = one_shot(bench, BALL | {"held": held}, {"gap": gap, "want": want}, press)
    assert (shot["rt"], shot["first_dir_ok"]) == (rt, right)


def test_a_shot_that_never_arrived_has_no_aim(bench: Bench) -> None:
    _, shot = one_shot(bench, BALL | {"next_y": None, "next_made": None}, {"gap": 0, "want": 0}, None)
    assert (shot["aim"], shot["opp_zone"], shot["opp_y"], shot["opp_made"]) == (None, None, None, None)


@pytest.mark.parametrize(("y", "zone"), [(10_000, 0), (156_666, 0), (156_667, 1), (889_999, 5), (890_000, 5)])
def test_zones_are_sixths_of_the_way_between_the_walls(bench: Bench, y: int, zone: int) -> None:
    _, shot = one_shot(bench, BALL | {"y": y}, {"gap": 0, "want": 0}, None)
    assert shot["landing_zone"] == zone

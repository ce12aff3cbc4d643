"""Every serve and contact opportunity of a match as one row, walked ball by ball.

Column names and units are those of `fct_shot`: ms since tick 0, court units, units a second. A row is a plain dict, so
that comparing it with the warehouse's names the column that differs.
"""

from collections.abc import Sequence
from typing import TypeAlias

from game_engine import Ruleset
from game_engine.events import Hit, Missed, Served
from game_engine.intents import Key
from rallyboard.recount.chance import win_probability
from rallyboard.recount.saves import features, px
from rallyboard.recount.tape import Contact, Rally, Tape

Row: TypeAlias = dict[str, object]


def ms(ticks: int) -> float:
    """Ticks as milliseconds."""
    return ticks * 1000 / 240


def units(length: int) -> float:
    """Sub-units as court units."""
    return length / 1000


def speed(per_tick: int) -> float:
    """Sub-units per tick as units a second."""
    return per_tick * 240 / 1000


def zone(y: int, parts: int, rules: Ruleset) -> int:
    """Which of `parts` equal bands of the ball's way between the walls; 0 is the top one."""
    way = rules.height - 2 * rules.radius
    return min(parts - 1, max(0, (y - rules.radius) * parts // way))


def shots(tape: Tape, coefficients: Sequence[float] | None) -> list[Row]:
    """All rows of a match in order; `px` and `opp_px` are None without a model."""
    return [row for rally in tape.rallies for row in _of_rally(tape, rally, coefficients)]


def _of_rally(tape: Tape, rally: Rally, coefficients: Sequence[float] | None) -> list[Row]:
    rows: list[Row] = []
    before: Served | Hit | None = None
    for number, contact in enumerate(rally.contacts):
        row = _common(tape, rally, number, contact)
        if before is None or isinstance(contact, Served):
            row |= _serve()
        else:
            row |= _opportunity(tape, before, contact, coefficients)
        rows.append(row)
        before = before if isinstance(contact, Missed) else contact
    later: list[Row | None] = [*rows[1:], None]
    return [row | _answer(later[number], rally, number, tape.rules) for number, row in enumerate(rows)]


def _common(tape: Tape, rally: Rally, number: int, contact: Contact) -> Row:
    slot = contact.slot
    made = not isinstance(contact, Missed)
    mine, theirs = (rally.a, rally.b) if slot == 0 else (rally.b, rally.a)
    serve0 = tape.log.header.cfg.serve0
    up = win_probability(tape.rules, rally.a + 1, rally.b, serve0)
    down = win_probability(tape.rules, rally.a, rally.b + 1, serve0)
    seats = {seat.slot: seat.player_key for seat in tape.log.header.players}
    row: Row = {
        "match_id": tape.log.header.match,
        "rally_no": rally.no,
        "shot_no": number,
        "slot": slot,
        "player_id": seats[slot],
        "opp_id": seats[1 - slot],
        "kind": ("serve", "return", "rally")[min(number, 2)],
        "made": made,
        "t": ms(contact.t),
        "y": units(contact.y),
        "landing_zone": zone(contact.y, 6, tape.rules),
        "my_pts": mine,
        "opp_pts": theirs,
        "serving": slot == rally.contacts[0].slot,
        "leverage": up - down,
    }
    return row | _outgoing(contact)


def _outgoing(contact: Contact) -> Row:
    if isinstance(contact, Missed):
        return {"out_vx": None, "out_vy": None, "out_speed": None}
    return {"out_vx": speed(contact.vx), "out_vy": speed(contact.vy), "out_speed": speed(contact.speed)}


def _serve() -> Row:
    names: tuple[str, ...] = (
        "flight",
        "in_speed",
        "bounces",
        "py_at_opp_hit",
        "need",
        "slack",
        "rt",
        "first_dir_ok",
        "reversals",
    )
    return {**dict.fromkeys((*names, "off", "paddle_dir", "px"))}


def _opportunity(tape: Tape, before: Served | Hit, contact: Hit | Missed, coefficients: Sequence[float] | None) -> Row:
    """`before` is the opponent's contact, `contact` what the receiver made of it."""
    rules, stood = tape.rules, before.opp_y
    gap = max(0, abs(contact.y - stood) - (rules.half + rules.radius))
    want = 0 if gap == 0 else (1 if contact.y > stood else -1)
    flight = contact.t - before.t
    slack = ms(flight - -(-gap // rules.paddle_speed))
    presses = _presses(tape.keys[contact.slot], before.t, contact.t)
    row: Row = {
        "flight": ms(flight),
        "in_speed": speed(before.speed),
        "bounces": contact.bounces,
        "py_at_opp_hit": units(stood),
        "need": units(gap),
        "slack": slack,
        "off": units(contact.off),
        "paddle_dir": contact.dir,
        "px": _px(coefficients, slack, speed(before.speed), contact.bounces, units(gap)),
    }
    return row | _reaction(presses, before.t, before.opp_dir, want)


def _px(coefficients: Sequence[float] | None, slack: float, fast: float, bounces: int, need: float) -> float | None:
    return None if coefficients is None else px(coefficients, features(slack, fast, bounces, need))


def _presses(keys: list[Key], begin: int, end: int) -> list[Key]:
    """Changes of the held key to up or down in [begin, end): releases and repeats are none."""
    held, found = 0, list[Key]()
    for key in keys:
        if key.key != 0 and key.key != held and begin <= key.t < end:
            found.append(key)
        held = key.key
    return found


def _reaction(presses: list[Key], begin: int, held: int, want: int) -> Row:
    first = presses[0] if presses else None
    moved = held == want or (first is not None and first.key == want)
    turns, last = 0, held
    for press in presses:
        turns += press.key == -last
        last = press.key
    reacted = want != 0 and held != want and first is not None
    return {
        "rt": ms(first.t - begin) if reacted and first else None,
        "first_dir_ok": None if want == 0 or (first is None and held != want) else moved,
        "reversals": turns,
    }


def _answer(later: Row | None, rally: Rally, number: int, rules: Ruleset) -> Row:
    """What the opponent made of this shot: the next row, seen from here."""
    if later is None:
        names: tuple[str, ...] = ("aim", "opp_y", "opp_zone", "opp_bounces", "opp_need", "opp_made", "opp_px")
        return {**dict.fromkeys(names)}
    ball = rally.contacts[number + 1]
    return {
        "aim": zone(ball.y, 8, rules),
        "opp_y": later["y"],
        "opp_zone": later["landing_zone"],
        "opp_bounces": later["bounces"],
        "opp_need": later["need"],
        "opp_made": later["made"],
        "opp_px": later["px"],
    }


def hits(rally: Rally) -> int:
    """Contacts that were made, the serve included."""
    return sum(not isinstance(contact, Missed) for contact in rally.contacts)

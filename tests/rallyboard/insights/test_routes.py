"""The boards over HTTP, on a site with a real league."""

import msgspec
import pytest

from dashboards.shape import Board
from tests.kit.member import member
from tests.rallyboard.insights.conftest import MATCHES


async def first(league, address):
    answer = await league.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"][0]


async def test_a_finished_match_has_its_session_board(league):
    match = await first(league, "matches?status=finished")
    answer = await league.get(f"/api/v1/matches/{match['id']}/board")
    board = msgspec.json.decode(answer.content, type=Board)
    names = [seat["player"]["name"] for seat in match["seats"]]
    assert (answer.status_code, board.kind) == (200, "session")
    assert board.title == f"{names[0]} {match['scores'][0]}–{match['scores'][1]} {names[1]}"
    assert len(board.figures) >= 8


async def test_a_player_has_a_board_with_names_and_addresses(league):
    match = await first(league, "matches?status=finished")
    player, rival = (seat["player"] for seat in match["seats"])
    answer = await league.get(f"/api/v1/players/{player['slug']}/board")
    board = msgspec.json.decode(answer.content, type=Board)
    assert (board.kind, board.title) == ("player", player["name"])
    assert board.subject["slug"] == player["slug"]
    assert rival["slug"] in [option.value for option in board.filters.opponent]
    assert len(board.figures) >= 10
    assert answer.json()["freshness"]["state"] == "fresh"


async def test_filters_stay_in_the_address_and_narrow_the_board(league):
    match = await first(league, "matches?status=finished")
    player, rival = (seat["player"]["slug"] for seat in match["seats"])
    asked = f"/api/v1/players/{player}/board?opponent={rival}&ruleset={match['ruleset']}&from=2020-01-01&to=2099-12-31"
    board = (await league.get(asked)).json()
    applied = {"opponent": rival, "ruleset": match["ruleset"], "from": "2020-01-01", "to": "2099-12-31"}
    assert board["filters"]["applied"] == applied
    assert 1 <= board["subject"]["matches"] < MATCHES
    nothing = (await league.get(f"/api/v1/players/{player}/board?to=2020-01-01")).json()
    assert {figure["status"] for figure in nothing["figures"]} == {"empty"}


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("players/nobody-there/board", 404, "players/no_such_player"),
        ("matches/00000000-0000-0000-0000-000000000000/board", 404, "arena/no_such_match"),
        ("matches/'%20OR%201=1/board", 404, "arena/no_such_match"),
        ("players/PLAYER/board?from=2026-02-01&to=2026-01-01", 400, "insights/bad_dates"),
        ("players/PLAYER/board?from=yesterday", 400, "request/invalid"),
        ("players/PLAYER/board?opponent=nobody-there", 404, "players/no_such_player"),
        ("players/PLAYER/board?ruleset=" + "x" * 33, 400, "request/invalid"),
    ],
)
async def test_what_cannot_be_shown_is_a_stated_problem(league, address, status, code):
    player = (await first(league, "players?kind=ai"))["slug"]
    answer = await league.get("/api/v1/" + address.replace("PLAYER", player))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_first_and_the_last_day_there_is_are_days_like_others(league, day):
    player = (await first(league, "players?kind=ai"))["slug"]
    answer = await league.get(f"/api/v1/players/{player}/board?from={day}&to={day}")
    assert answer.status_code == 200


async def test_a_match_that_is_waiting_has_no_board_yet(league):
    await league.post("/api/v1/guests", json={"alias": "Waiting"})
    match = (await league.post("/api/v1/matches", json={"mode": "casual", "ruleset": "classic-5"})).json()
    answer = await league.get(f"/api/v1/matches/{match['id']}/board")
    assert (answer.status_code, answer.json()["code"]) == (409, "insights/not_finished")


async def test_the_metric_book_tells_every_formula(league):
    book = (await league.get("/api/v1/metrics-book")).json()
    assert {"M1", "M6", "M13", "M25"} <= {entry["key"] for entry in book}
    assert all(entry["formula"] and entry["interval"] and entry["show_from"] for entry in book)


async def test_freshness_counts_the_league(league):
    fresh = (await league.get("/api/v1/freshness")).json()
    assert (fresh["matches"], fresh["behind"], fresh["rejects"], fresh["state"]) == (MATCHES, 0, 0, "fresh")
    assert fresh["loaded_at"].endswith("Z")


async def test_a_board_travels_packed_to_those_who_can_unpack_it(league):
    match = await first(league, "matches?status=finished")
    address = f"/api/v1/matches/{match['id']}/board"
    plain = await league.get(address, headers={"accept-encoding": "identity"})
    packed = await league.get(address, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert (packed.headers["content-encoding"], packed.json()["figures"]) == ("gzip", plain.json()["figures"])
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3


async def test_a_hidden_board_is_shown_to_its_player_alone(league):
    ada = league.blocking_portal.call(member, league.app.state.house, "Ada")
    address = f"/api/v1/players/{ada.player.slug}/board"
    assert (await league.get(address)).status_code == 200
    await league.patch("/api/v1/me/privacy", json={"visibility": "me"}, headers=ada.headers)
    answer = await league.get(address)
    assert (answer.status_code, answer.json()["code"]) == (403, "insights/not_shown")
    assert answer.json()["detail"] == "This player does not show their board to you; ask to be their friend."
    assert (await league.get(address, headers=ada.headers)).json()["title"] == "Ada"


async def test_who_hides_from_strangers_is_not_found_through_those_they_met(league):
    ada, bob = (league.blocking_portal.call(member, league.app.state.house, name) for name in ("Ada Shy", "Bob Open"))
    await league.patch("/api/v1/me/privacy", json={"visibility": "me"}, headers=ada.headers)
    bot = (await first(league, "players?kind=ai"))["slug"]
    for open_one in (bot, bob.player.slug):
        listed = f"/api/v1/matches?player={open_one}&opponent={ada.player.slug}"
        drawn = f"/api/v1/players/{open_one}/board?opponent={ada.player.slug}"
        assert [(await league.get(asked)).status_code for asked in (listed, drawn)] == [403, 403]
        assert [(await league.get(asked, headers=ada.headers)).status_code for asked in (listed, drawn)] == [200, 200]
    mine = [(await league.get(asked, headers=bob.headers)).status_code for asked in (listed, drawn)]
    assert mine == [200, 200], "what two played belongs to both"

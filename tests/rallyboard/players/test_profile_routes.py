from litestar import Litestar
from litestar.testing import AsyncTestClient

Client = AsyncTestClient[Litestar]
API = "/api/v1"
MINE = [
    ("PATCH", "/me/profile", {}), ("GET", "/me/privacy", None), ("PATCH", "/me/privacy", {}),
    ("DELETE", "/me/avatar", None), ("GET", "/me/friends", None), ("PUT", "/me/friends/x", None),
    ("DELETE", "/me/friends/x", None), ("GET", "/me/blocks", None), ("PUT", "/me/blocks/x", None),
    ("DELETE", "/me/blocks/x", None),
]  # fmt: skip
REFUSED = [
    ({"about": "a\u202eb"}, "players/profile_refused", "about"),
    ({"about": "x" * 401}, "players/profile_refused", "about"),
    ({"country": "XX"}, "players/profile_refused", "country"),
    ({"links": ["javascript:alert(1)"]}, "players/profile_refused", "links"),
    ({"links": [f"https://example.org/{n}" for n in range(6)]}, "players/profile_refused", "links"),
    ({"about": "x" * 1_001}, "request/invalid", None),
    ({"about": 1}, "request/invalid", None),
    ({"country": "FRA"}, "request/invalid", None),
    ({"links": "https://example.org"}, "request/invalid", None),
    ({"role": "admin"}, "request/invalid", None),
    ({"visibility": "me"}, "request/invalid", None),
    ([], "request/invalid", None),
]


async def test_guests_and_strangers_are_told_to_sign_in(client: Client) -> None:
    for turn in ("stranger", "guest"):
        for method, path, body in MINE:
            answer = await client.request(method, API + path, json=body)
            assert (answer.status_code, answer.json()["code"]) == (401, "accounts/not_signed_in"), (turn, path)
            assert answer.json()["detail"].endswith(".")
        await client.post(f"{API}/guests", json={"alias": "Gus"})


async def test_a_member_writes_their_profile_and_others_read_it(client: Client, joined) -> None:
    ada = joined("Ada")
    change = {"about": "I ♥ rallies", "country": "fr", "links": ["https://example.org/ada"]}
    answer = await client.patch(f"{API}/me/profile", json=change, headers=ada.headers)
    assert (answer.status_code, answer.json()["friendship"]) == (200, "self")
    told = (await client.get(f"{API}/players/{ada.player.slug}/profile")).json()
    assert (told["about"], told["country"], told["links"]) == ("I ♥ rallies", "FR", ["https://example.org/ada"])
    assert (told["record"], told["friendship"], told["may_see_board"]) == ({"wins": 0, "losses": 0}, "none", True)


async def test_what_cannot_be_shown_is_refused_and_nothing_changes(client: Client, joined) -> None:
    ada = joined("Ada")
    for change, code, field in REFUSED:
        answer = await client.patch(f"{API}/me/profile", json=change, headers=ada.headers)
        assert (answer.status_code, answer.json()["code"]) == (400, code), change
        assert field is None or answer.json()["field"] == field
    told = (await client.get(f"{API}/players/{ada.player.slug}/profile")).json()
    assert (told["about"], told["country"], told["links"]) == (None, None, [])


async def test_half_a_surrogate_in_a_text_is_no_bug_of_ours(client: Client, joined) -> None:
    headers = joined("Ada").headers | {"content-type": "application/json"}
    answer = await client.patch(f"{API}/me/profile", content=b'{"about": "a\\ud800"}', headers=headers)
    assert answer.status_code == 400


async def test_a_private_player_is_listed_and_counted_for_themselves_only(client: Client, joined) -> None:
    ada, bob = joined("Ada"), joined("Bob")
    answer = await client.patch(f"{API}/me/privacy", json={"visibility": "me"}, headers=ada.headers)
    assert answer.json() == {"visibility": "me", "invisible": False}
    for path, code in (
        (f"/players/{ada.player.slug}/board", "insights/not_shown"),
        (f"/matches?player={ada.player.slug}", "players/not_shown"),
    ):
        for headers in ({}, bob.headers):
            answer = await client.get(API + path, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, code)
            assert "friend" in answer.json()["detail"]
    assert (await client.get(f"{API}/matches?player={ada.player.slug}", headers=ada.headers)).status_code == 200
    told = (await client.get(f"{API}/players/{ada.player.slug}/profile", headers=bob.headers)).json()
    assert (told["record"], told["may_see_board"]) == (None, False)


async def test_a_setting_that_does_not_exist_is_refused(client: Client, joined) -> None:
    headers = joined("Ada").headers
    for change in ({"visibility": "nobody"}, {"invisible": "yes"}, {"visibility": None}, {"x": 1}):
        answer = await client.patch(f"{API}/me/privacy", json=change, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "request/invalid"), change


async def test_a_members_name_is_not_changed_like_a_guests(client: Client, joined) -> None:
    answer = await client.patch(f"{API}/me", json={"alias": "Bob"}, headers=joined("Ada").headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "players/name_held")


async def test_players_are_found_by_country_and_sorted_as_one_of_the_ways(client: Client, joined) -> None:
    ada, bob = joined("Ada"), joined("Bob")
    for one in (ada, bob):
        await client.patch(f"{API}/me/profile", json={"country": "FR"}, headers=one.headers)
    for sort, names in (("name", ["Ada", "Bob"]), ("newest", ["Bob", "Ada"]), ("oldest", ["Ada", "Bob"])):
        found = (await client.get(f"{API}/players", params={"country": "fr", "sort": sort, "kind": "human"})).json()
        assert [one["name"] for one in found["items"]] == names
    assert (await client.get(f"{API}/players?country=DE")).json()["total"] == 0
    for wrong in ("country=XX", "country=FRA", "sort=name;DROP", "sort=folded", "kind=admin"):
        assert (await client.get(f"{API}/players?{wrong}")).status_code == 400


async def test_match_history_is_filtered_and_says_whose_it_is(client: Client, joined) -> None:
    ada, bob = joined("Ada"), joined("Bob")
    asked = f"{API}/matches?player={ada.player.slug}&opponent={bob.player.slug}&result=won&ruleset=classic-5"
    assert (await client.get(asked)).json() == {"items": [], "total": 0, "limit": 20, "offset": 0}
    for wrong in (f"opponent={bob.player.slug}", "result=won"):
        answer = await client.get(f"{API}/matches?{wrong}")
        assert (answer.status_code, answer.json()["code"]) == (400, "arena/whose_matches")
    assert (await client.get(f"{API}/matches?player={ada.player.slug}&result=drawn")).status_code == 400
    assert (await client.get(f"{API}/matches?player={ada.player.slug}&opponent=nobody")).status_code == 404


async def test_ones_own_matches_against_who_hides_are_found_from_both_sides(client: Client, joined) -> None:
    ada, bob, eve = joined("Ada"), joined("Bob"), joined("Eve")
    await client.patch(f"{API}/me/privacy", json={"visibility": "me"}, headers=ada.headers)
    hidden, other = ada.player.slug, bob.player.slug
    for asked in (f"player={hidden}&opponent={other}", f"player={other}&opponent={hidden}"):
        for headers, status in ((ada.headers, 200), (bob.headers, 200), (eve.headers, 403), ({}, 403)):
            answer = await client.get(f"{API}/matches?{asked}", headers=headers)
            assert answer.status_code == status, (asked, answer.text)
    assert (await client.get(f"{API}/matches?player={hidden}", headers=bob.headers)).status_code == 403
    board = await client.get(f"{API}/players/{hidden}/board?opponent={other}", headers=bob.headers)
    assert (board.status_code, board.json()["code"]) == (403, "insights/not_shown"), "it names all whom they met"


async def test_an_access_key_sees_what_its_scopes_let_it_see(client: Client, joined) -> None:
    ada = joined("Ada")
    await client.patch(f"{API}/me/privacy", json={"visibility": "me"}, headers=ada.headers)
    for scope, status, sees in (("matches:read", 403, True), ("bot:play", 403, False), ("account", 200, False)):
        wish = {"name": scope, "scopes": [scope]}
        made = (await client.post(f"{API}/account/keys", json=wish, headers=ada.headers)).json()
        key = {"authorization": f"Bearer {made['key']}"}
        assert (await client.get(f"{API}/me/friends", headers=key)).status_code == status, scope
        told = (await client.get(f"{API}/players/{ada.player.slug}/profile", headers=key)).json()
        assert told["may_see_board"] is sees, scope

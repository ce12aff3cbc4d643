from itertools import product

from litestar import Litestar
from litestar.testing import AsyncTestClient

Client = AsyncTestClient[Litestar]
API = "/api/v1"


async def test_asking_answering_and_parting_over_http(client: Client, joined) -> None:
    ada, bob = joined("Ada"), joined("Bob")
    answer = await client.put(f"{API}/me/friends/{bob.player.slug}", headers=ada.headers)
    assert (answer.status_code, answer.json()) == (200, {"friendship": "asked"})
    answer = await client.put(f"{API}/me/friends/{ada.player.slug}", headers=bob.headers)
    assert answer.json() == {"friendship": "friends"}
    told = (await client.get(f"{API}/me/friends", headers=bob.headers)).json()
    assert [each["player"]["name"] for each in told["friends"]] == ["Ada"]
    assert (told["friends"][0]["presence"], told["asked"], told["asking"]) == ("offline", [], [])
    assert (await client.delete(f"{API}/me/friends/{ada.player.slug}", headers=bob.headers)).status_code == 204
    assert (await client.get(f"{API}/me/friends", headers=ada.headers)).json()["friends"] == []


async def test_blocking_over_http(client: Client, joined) -> None:
    ada, bob = joined("Ada"), joined("Bob")
    assert (await client.put(f"{API}/me/blocks/{bob.player.slug}", headers=ada.headers)).status_code == 204
    assert [one["name"] for one in (await client.get(f"{API}/me/blocks", headers=ada.headers)).json()] == ["Bob"]
    answer = await client.put(f"{API}/me/friends/{ada.player.slug}", headers=bob.headers)
    assert (answer.status_code, answer.json()) == (200, {"friendship": "asked"})
    answer = await client.put(f"{API}/me/friends/{bob.player.slug}", headers=ada.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "players/blocked_by_you")
    assert (await client.delete(f"{API}/me/blocks/{bob.player.slug}", headers=ada.headers)).status_code == 204
    assert (await client.get(f"{API}/me/blocks", headers=ada.headers)).json() == []


async def test_an_address_that_cannot_be_meant_is_a_stated_problem(client: Client, joined) -> None:
    ada = joined("Ada")
    wrong = [(slug, 404, "players/no_such_player") for slug in ("nobody", "%27%20OR%201=1", "%00", "x" * 3000)]
    for slug, status, code in [(ada.player.slug, 400, "players/yourself"), *wrong]:
        for method, of in product(("PUT", "DELETE"), ("friends", "blocks")):
            answer = await client.request(method, f"{API}/me/{of}/{slug}", headers=ada.headers)
            assert (answer.status_code, answer.json()["code"]) == (status, code), (method, of, slug[:20])


async def test_a_flood_of_requests_is_told_when_to_go_on(client: Client, joined) -> None:
    ada, bob = joined("Ada"), joined("Bob")
    for _ in range(60):
        await client.put(f"{API}/me/friends/{bob.player.slug}", headers=ada.headers)
    answer = await client.put(f"{API}/me/friends/{bob.player.slug}", headers=ada.headers)
    assert (answer.status_code, answer.json()["code"]) == (429, "players/too_many_asks")
    assert int(answer.headers["retry-after"]) >= 1

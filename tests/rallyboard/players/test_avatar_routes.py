from litestar import Litestar
from litestar.testing import AsyncTestClient

from tests.rallyboard.players.pictures.corpus import HOSTILE, drawn

Client = AsyncTestClient[Litestar]
ME = "/api/v1/me/avatar"


async def send(client: Client, who, data: bytes, kind: str = "image/png"):
    return await client.put(ME, content=data, headers=who.headers | {"content-type": kind})


async def test_a_picture_that_was_sent_is_shown_to_everybody(client: Client, joined) -> None:
    ada = joined("Ada")
    answer = await send(client, ada, drawn("JPEG"), "image/jpeg")
    address = answer.json()["avatar"]
    assert (await client.get(f"/api/v1/players/{ada.player.slug}")).json()["avatar"] == address
    picture = await client.get(address)
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")
    assert picture.content[8:12] == b"WEBP"


async def test_a_picture_is_served_as_nothing_but_a_picture(client: Client, joined) -> None:
    ada = joined("Ada")
    address = (await send(client, ada, drawn())).json()["avatar"]
    headers = (await client.get(address)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"] == "private, max-age=3600"
    bare = await client.get(f"/api/v1/players/{ada.player.slug}/avatar")
    assert bare.headers["cache-control"] == "private, no-cache"
    again = await client.get(address, headers={"if-none-match": headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", headers["cache-control"])


async def test_the_content_decides_and_not_what_is_said_of_it(client: Client, joined) -> None:
    ada = joined("Ada")
    assert (await send(client, ada, drawn("WEBP"), "image/png")).status_code == 200
    answer = await send(client, ada, HOSTILE["a GIF"](), "image/png")
    assert (answer.status_code, answer.json()["code"]) == (400, "players/picture_refused")
    assert "GIF" in answer.json()["detail"]


async def test_only_the_three_types_come_in(client: Client, joined) -> None:
    ada = joined("Ada")
    for kind in ("image/svg+xml", "image/gif", "text/html", "application/json", "multipart/form-data"):
        answer = await send(client, ada, drawn(), kind)
        assert (answer.status_code, answer.json()["code"]) == (415, "request/wrong_content_type"), kind
        assert "image/webp" in answer.json()["detail"]


async def test_a_picture_is_let_in_nowhere_else(client: Client, joined) -> None:
    headers = joined("Ada").headers | {"content-type": "image/png"}
    for method, path in (("PATCH", "/api/v1/me/profile"), ("POST", "/api/v1/guests"), ("POST", ME), ("PUT", ME + "/x")):
        assert (await client.request(method, path, content=drawn(), headers=headers)).status_code == 415
    same = await client.put(ME + "/", content=drawn(), headers=headers)  # where routing leads to the same place
    assert same.status_code == 200


async def test_half_a_megabyte_is_the_most(client: Client, joined) -> None:
    ada = joined("Ada")
    answer = await send(client, ada, b"\x89PNG" + bytes(512 * 1024))
    assert (answer.status_code, answer.json()["code"]) == (413, "request/too_large")
    assert "512 KiB" in answer.json()["detail"]
    assert (await send(client, ada, b"\x89PNG" + bytes(512 * 1024 - 4))).status_code == 400


async def test_who_has_no_picture_has_none(client: Client, joined) -> None:
    ada = joined("Ada")
    address = (await send(client, ada, drawn())).json()["avatar"]
    seen = (await client.get(address)).headers["etag"]
    assert (await client.delete(ME, headers=ada.headers)).status_code == 204
    for had in ({}, {"if-none-match": seen}):
        answer = await client.get(address, headers=had)
        assert (answer.status_code, answer.json()["code"]) == (404, "players/no_avatar")
        assert answer.headers["cache-control"] == "no-store"
    assert (await client.get("/api/v1/players/nobody/avatar")).json()["code"] == "players/no_such_player"


async def test_a_guest_is_told_to_sign_in(client: Client) -> None:
    await client.post("/api/v1/guests", json={"alias": "Gus"})
    answer = await client.put(ME, content=drawn(), headers={"content-type": "image/png"})
    assert (answer.status_code, answer.json()["code"]) == (401, "accounts/not_signed_in")


async def test_a_flood_of_pictures_is_told_when_to_go_on(client: Client, joined) -> None:
    ada = joined("Ada")
    answers = [await send(client, ada, drawn()) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1

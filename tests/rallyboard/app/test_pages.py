import gzip
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app, pages
from rallyboard.app.errors import NothingHere
from rallyboard.app.pages import Pages
from rallyboard.settings import Settings

INDEX = b"<!doctype html><title>Rallyboard</title>" + b"<!-- court -->" * 200
SCRIPT = b"console.log('rally');" * 200
PICTURE = bytes(range(256)) * 20


@pytest.fixture
def built(tmp_path: Path) -> Path:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "docs").mkdir()
    (dist / "index.html").write_bytes(INDEX)
    (dist / "assets" / "main-a1b2c3.js").write_bytes(SCRIPT)
    (dist / "favicon.png").write_bytes(PICTURE)
    (dist / "docs" / "index.html").write_bytes(b"<!doctype html><title>API</title>")
    (tmp_path / "secret.txt").write_text("outside")
    (dist / "leak.txt").symlink_to(tmp_path / "secret.txt")
    return dist


@pytest.fixture
def app(settings: Settings, built: Path, monkeypatch: pytest.MonkeyPatch) -> Litestar:
    """The site with this built web in place of whatever the checkout has."""
    monkeypatch.setattr(pages, "built_web", lambda: built)
    return create_app(settings)


def test_every_file_is_found_by_its_address_and_views_get_the_page(built: Path) -> None:
    served = Pages(built)
    assert served.find("/").content == INDEX
    for view in ("/players/ada-7k2f", "/matches/0b1e/board", "/play", "/a/b/c/d"):
        assert served.find(view).content == INDEX
    assert served.find("/assets/main-a1b2c3.js").content == SCRIPT
    assert served.find("/docs").content == served.find("/docs/").content != INDEX


@pytest.mark.parametrize(
    "path",
    ["/assets/gone.js", "/assets/gone", "/favicon.ico", "/api/v1/none", "/ws/x", "/schema", "/health/x", "/metrics/x",
     "/../secret.txt", "/assets/../../secret.txt", "/leak.txt", "/.env", "/a/b.map", "/assets\\..\\secret.txt"],
)  # fmt: skip
def test_what_is_no_file_and_no_view_is_not_answered_with_the_page(built: Path, path: str) -> None:
    with pytest.raises(NothingHere):
        Pages(built).find(path)


def test_without_a_built_web_a_person_is_told_what_to_do() -> None:
    assert b"make web" in Pages(None).find("/").content
    assert b"/schema/openapi.json" in Pages(None).find("/docs").content
    with pytest.raises(NothingHere):
        Pages(None).find("/assets/x.js")


async def test_hashed_files_are_kept_for_ever_and_the_page_is_asked_for_anew(client: AsyncTestClient[Litestar]) -> None:
    assert "immutable" in (await client.get("/assets/main-a1b2c3.js")).headers["cache-control"]
    for path in ("/", "/play", "/favicon.png"):
        assert (await client.get(path)).headers["cache-control"] == "no-cache"


async def test_types_are_what_a_browser_needs_to_run_them(client: AsyncTestClient[Litestar]) -> None:
    kinds = {"/": "text/html", "/assets/main-a1b2c3.js": "text/javascript", "/favicon.png": "image/png"}
    for path, kind in kinds.items():
        assert (await client.get(path)).headers["content-type"].partition(";")[0] == kind


async def test_an_unchanged_file_is_not_sent_again(client: AsyncTestClient[Litestar]) -> None:
    first = await client.get("/")
    again = await client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.get("/", headers={"if-none-match": '"other"'})).status_code == 200


async def test_text_is_packed_for_those_who_ask_and_a_picture_never(client: AsyncTestClient[Litestar]) -> None:
    async with client.stream("GET", "/", headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == INDEX
    plain = await client.get("/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in (await client.get("/favicon.png", headers={"accept-encoding": "gzip"})).headers


async def test_a_head_request_gets_the_headers_alone(client: AsyncTestClient[Litestar]) -> None:
    answer = await client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_built_web_is_found_where_it_is_installed(
    built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "root" / "platform" / "rallyboard"
    package.mkdir(parents=True)
    monkeypatch.setattr(pages.rallyboard, "__file__", str(package / "__init__.py"))
    assert pages.built_web() is None
    checkout = tmp_path / "root" / "web"
    checkout.mkdir()
    built.rename(checkout / "dist")
    assert pages.built_web() == checkout / "dist"
    (package / "_web").mkdir()
    (package / "_web" / "index.html").write_bytes(INDEX)
    assert pages.built_web() == package / "_web"

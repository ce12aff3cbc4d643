"""Erasing: no file of the site says any more who it was, and nobody else's numbers change."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import inspect, text

from tests.kit.databases import databases
from tests.kit.postbox import Postbox
from tests.kit.server import Server
from tests.rallyboard.players.pictures.corpus import drawn

NAME, EMAIL, PASSWORD = "Zebulon Quill", "zebulon.quill@example.org", "seven quiet herons at noon"
OURS = {"x-rallyboard": "1"}


class Page:
    """A browser that signs up, and what it may show."""

    def __init__(self, server: Server) -> None:
        self.http = httpx.Client(base_url=f"{server.base}/api/v1", headers={"origin": server.base}, timeout=20)

    def sign_up(self, postbox: Postbox) -> dict[str, Any]:
        self.post("auth/register", email=EMAIL, name=NAME, password=PASSWORD)
        signed_in: dict[str, Any] = self.post("auth/verify", token=postbox.take(to=EMAIL).token)
        self.http.headers["authorization"] = f"Bearer {signed_in['access']}"
        return signed_in

    def show_a_picture(self) -> None:
        assert self.http.put("me/avatar", content=drawn(), headers={"content-type": "image/png"}).status_code == 200

    def post(self, path: str, **body: Any) -> Any:
        answer = self.http.post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


def places(folder: Path, *words: str) -> list[str]:
    """Every file that holds one of the words, in any of the spellings a file may have."""
    found = []
    for file in sorted(folder.rglob("*")):
        data = file.read_bytes().lower() if file.is_file() else b""
        found += [f"{file.name}: {word}" for word in words if word.lower().encode() in data]
    return found


def rows(server: Server, *words: str) -> list[str]:
    """Every table of PostgreSQL in which a row holds one of the words; SQLite's are in a file of the folder."""
    if not databases.on_postgres:
        return []
    with databases.opened(server.data) as site:
        return [
            f"{table}: {word}"
            for table in inspect(site).get_table_names() for word in words
            if site.execute(text(f'SELECT 1 FROM "{table}" t WHERE t::text ILIKE :word'), {"word": f"%{word}%"}).first()
        ]  # fmt: skip


def pictures(server: Server) -> int:
    with databases.opened(server.data) as site:
        return int(site.execute(text("SELECT count(*) FROM picture")).scalar_one())


@pytest.fixture
def signed_up(tmp_path: Path) -> Any:
    with Postbox() as postbox, Server(tmp_path / "data", SMTP=postbox.url, ENV="test") as server:
        page = Page(server)
        with page.http:
            page.http.post("guests", json={"alias": NAME})
            yield page, page.sign_up(postbox), postbox, server


def test_after_erasing_no_file_holds_the_name_or_the_address(signed_up: Any) -> None:
    page, _, postbox, server = signed_up
    page.http.patch("me/profile", json={"about": "Known as " + NAME, "country": "AT", "links": []})
    page.show_a_picture()
    page.post("auth/forgot", email=EMAIL)
    assert pictures(server) == 1
    assert places(server.data, EMAIL, NAME) + rows(server, EMAIL, NAME)
    answer = page.http.delete("account")
    assert answer.status_code == 204, answer.text
    subjects = [letter.subject for letter in postbox.all() if letter.to == EMAIL]
    assert any("erased" in subject.lower() or "deleted" in subject.lower() for subject in subjects), subjects
    assert page.http.get("account").status_code == 401
    server.stop()
    assert pictures(server) == 0
    assert places(server.data, EMAIL, NAME, "zebulon", "quill@") == []
    assert rows(server, EMAIL, NAME, "zebulon", "quill@") == []
    assert EMAIL not in server.log.read_text()


def test_the_opponent_keeps_the_match_and_its_result(signed_up: Any) -> None:
    page, account, _, _ = signed_up
    slug = account["account"]["player"]["slug"]
    made = page.post("matches", mode="bot", ruleset="classic-5", level=1)
    assert page.http.get(f"matches/{made['id']}").json()["seats"][0]["player"]["name"] == NAME
    assert page.http.delete("account").status_code == 204
    seats = page.http.get(f"matches/{made['id']}", headers={"authorization": ""}).status_code
    page.http.headers.pop("authorization")
    card = page.http.get(f"matches/{made['id']}").json()
    assert (seats, card["seats"][0]["player"]["name"]) == (401, "Deleted player")
    assert page.http.get(f"players/{slug}").status_code == 404


def test_nothing_is_erased_when_the_mail_that_confirms_it_cannot_go_out(signed_up: Any) -> None:
    page, _, postbox, _ = signed_up
    postbox.stop()
    refused = page.http.delete("account")
    assert (refused.status_code, refused.json()["code"]) == (503, "mail/down")
    assert page.http.get("account").json()["email"] == EMAIL


def test_parting_from_the_matches_leaves_the_account_with_a_new_player(signed_up: Any) -> None:
    page, account, _, _ = signed_up
    made = page.post("matches", mode="bot", ruleset="classic-5", level=1)
    assert page.http.post("account/anonymise").status_code == 204
    now = page.http.get("account").json()
    assert now["player"]["key"] != account["account"]["player"]["key"]
    assert now["player"]["name"] == NAME
    assert page.http.get(f"matches/{made['id']}").json()["seats"][0]["player"]["name"] == "Deleted player"


def test_the_export_holds_every_table_and_no_secret(signed_up: Any) -> None:
    page, account, _, _ = signed_up
    page.show_a_picture()
    answer = page.http.get("account/export")
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    told = "\n".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    assert archive.read("picture.webp")[8:12] == b"WEBP"
    assert EMAIL in told
    assert account["account"]["id"] in told
    assert "$argon2id" not in told
    assert not re.search(r'"(token_hash|password_hash|secret|code_hash)"', told)

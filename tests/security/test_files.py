"""Files that leave the site: none under a name that a visitor chose, and no folder is ever listed."""

import re
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app, pages
from rallyboard.settings import Settings
from tests.kit.member import member
from tests.security.sources import ROOT

Client = AsyncTestClient[Litestar]
FILE = re.compile(r'attachment; filename="(?:[0-9a-f-]{36}\.(?:rbl|jsonl)|rallyboard-my-data\.zip)"')


async def test_a_download_has_a_name_of_ours(client: Client) -> None:
    ada = client.blocking_portal.call(member, client.app.state.house, "Ada")
    said = [(await client.get("/api/v1/account/export", headers=ada.headers)).headers["content-disposition"]]
    source = (ROOT / "platform/rallyboard/arena/routes.py").read_text()
    said += [
        f'attachment; filename="{"0" * 36}.{kind}"' for kind in re.findall(r'_file\(.*f"\{match_id\}\.(\w+)"', source)
    ]
    assert len(said) == 3
    assert all(FILE.fullmatch(one) for one in said)
    for name in ('x".exe', "..%2f..%2fetc%2fpasswd", "a%0d%0aset-cookie:%20a=b"):
        refused = await client.get(f"/api/v1/matches/{name}/log")
        assert (refused.status_code, "content-disposition" in refused.headers) == (404, False)


async def test_no_folder_is_listed(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("assets/canary-file.js", "docs/assets/canary-file.js", "index.html"):
        (tmp_path / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / name).write_text("<!doctype html>")
    monkeypatch.setattr(pages, "built_web", lambda: tmp_path / "dist")
    async with AsyncTestClient(create_app(settings), base_url=settings.allowed_origins[0]) as client:
        for path in ("/assets", "/assets/", "/docs/assets/", "/.git/", "/.git/HEAD", "/api/v1/", "/schema/"):
            answer = await client.get(path)
            assert answer.status_code == 404 or answer.text == "<!doctype html>", path
            assert "canary" not in answer.text, "an address of no file shows the one page, or nothing"

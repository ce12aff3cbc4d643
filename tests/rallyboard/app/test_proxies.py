"""Whose word counts for where a visitor comes from: that of named proxies, and of nobody else."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.kit.postbox import Postbox
from tests.kit.server import Server


def network_seen(tmp_path: Path, **settings: str) -> str:
    """The network that a session's list shows for somebody who claims to come from 203.0.113.9."""
    with Postbox() as postbox, Server(tmp_path / "data", SMTP=postbox.url, ETL="off", ENV="test", **settings) as server:
        headers = {"origin": server.base, "x-forwarded-for": "198.51.100.7, 203.0.113.9"}
        with httpx.Client(base_url=f"{server.base}/api/v1", headers=headers, timeout=20) as http:
            body = {"email": "ada@example.org", "name": "Ada", "password": "seven quiet herons at noon"}
            http.post("auth/register", json=body)
            signed_in: Any = http.post("auth/verify", json={"token": postbox.take().token}).json()
            bearer = {"authorization": f"Bearer {signed_in['access']}"}
            return str(http.get("account/sessions", headers=bearer).json()[0]["network"])


@pytest.mark.parametrize(
    ("proxies", "network"), [("", "127.0.0.0/24"), ("10.0.0.0/8", "127.0.0.0/24"), ("127.0.0.1", "203.0.113.0/24")]
)
def test_a_forwarded_address_is_believed_from_a_named_proxy_only(tmp_path: Path, proxies: str, network: str) -> None:
    assert network_seen(tmp_path, PROXIES=proxies) == network

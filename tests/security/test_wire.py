"""A real process on the wire: where a request ends, and what the log says of it afterwards."""

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.kit.raw import say
from tests.kit.server import Server, free_port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    nobody = f"smtp://127.0.0.1:{free_port()}?tls=none"
    with Server(tmp_path_factory.mktemp("wire") / "data", ENV="test", ETL="off", SMTP=nobody) as running:
        yield running


def lines(server: Server) -> list[dict[str, Any]]:
    """What the log says; a line that is no JSON object fails."""
    told = server.log.read_text().splitlines()
    return [json.loads(line) for line in told if not line.startswith("Rallyboard is ready")]


def told(server: Server, answer: httpx.Response, count: int = 1) -> list[dict[str, Any]]:
    """The lines about one request; the last is written after the answer went out."""
    for _ in range(100):
        found = [line for line in lines(server) if line.get("request_id") == answer.headers["x-request-id"]]
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(server.log.read_text()[-2000:])


HIDDEN = b"GET /api/v1/bots HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"


@pytest.mark.parametrize(
    "lengths",
    [b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 300",
     b"Content-Length: 4\r\nContent-Length: 300", b"Transfer-Encoding: chunked, identity",
     b"Transfer-Encoding: xchunked", b"Content-Length: +4", b"Content-Length : 4"],
)  # fmt: skip
def test_a_request_whose_end_is_not_sure_is_refused_with_all_behind_it(server: Server, lengths: bytes) -> None:
    port = str(server.port).encode()
    head = b"POST /api/v1/guests HTTP/1.1\r\nHost: 127.0.0.1:" + port + b"\r\nContent-Type: application/json\r\n"
    heard = say(server, head + lengths + b"\r\n\r\n0\r\n\r\n" + HIDDEN.replace(b"{port}", port))
    assert b"HTTP/1.1 200" not in heard
    assert heard.startswith(b"HTTP/1.1 400")


def test_the_log_says_when_where_what_and_who(server: Server) -> None:
    body = {"email": "nobody@example.org", "password": "canary of a password"}
    refused = httpx.post(f"{server.base}/api/v1/auth/login", json=body)
    tried, request = told(server, refused, 2)
    assert (tried["event"], tried["way"], tried["account"]) == ("sign-in refused", "password", None)
    assert (request["route"], request["status"]) == ("/api/v1/auth/login", 401)
    assert (request["code"], request["network"]) == ("accounts/wrong_credentials", "127.0.0.0/24")
    assert datetime.fromisoformat(request["timestamp"]).utcoffset() == timedelta(0)
    assert request["logger"] == "rallyboard.http"
    assert "canary" not in server.log.read_text()


def test_what_was_refused_is_logged_with_its_reason(server: Server) -> None:
    asked = {
        "request/foreign_origin": ("POST", "/api/v1/guests", {"origin": "https://evil.example"}),
        "request/wrong_host": ("GET", "/", {"host": "evil.example"}),
        "accounts/not_signed_in": ("GET", "/api/v1/account", {}),
        "request/invalid": ("GET", "/api/v1/players?limit=0", {}),
        "request/not_found": ("GET", "/api/v1/nothing", {}),
    }
    for code, (method, path, headers) in asked.items():
        answer = httpx.request(method, server.base + path, headers=headers)
        (line,) = told(server, answer)
        assert (line["code"], line["status"], line["network"]) == (code, answer.status_code, "127.0.0.0/24")


def test_no_text_of_a_stranger_makes_a_line_of_its_own(server: Server) -> None:
    evil = 'x\r\n{"event": "forged", "level": "error"}\x1b[31m\u2028\x00'
    report = [{"body": {"effectiveDirective": evil, "blockedURL": evil}}]
    kind = {"content-type": "application/reports+json"}
    assert httpx.post(f"{server.base}/api/v1/csp-reports", content=json.dumps(report), headers=kind).status_code == 204
    said = lines(server)
    assert [line["directive"] for line in said if line["event"] == "violation"] == [evil]
    assert "forged" not in [line["event"] for line in said]
    assert "\x1b" not in server.log.read_text()


def test_a_refused_socket_is_logged(server: Server) -> None:
    ask = (
        f"GET /ws/me HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: https://evil.example\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert say(server, ask.encode()).startswith(b"HTTP/1.1 403")
    assert [line["network"] for line in lines(server) if line["event"] == "socket refused"] == ["127.0.0.0/24"]


def test_a_mail_server_that_is_not_there_is_logged(server: Server) -> None:
    asked = {"email": "ada@example.org", "name": "Ada", "password": "seven quiet herons at noon"}
    assert httpx.post(f"{server.base}/api/v1/auth/register", json=asked).status_code == 202
    ends = time.monotonic() + 15
    while not (failed := [line for line in lines(server) if line["event"] == "job failed"]):
        assert time.monotonic() < ends
        time.sleep(0.1)
    assert (failed[0]["job"], failed[0]["level"]) == ("mail.send", "warning")
    assert "ada@example.org" not in server.log.read_text()


def test_the_log_is_written_to_one_place(server: Server) -> None:
    httpx.post(f"{server.base}/api/v1/auth/login", json={"email": "nobody@example.org", "password": "x" * 20})
    assert "sign-in refused" in server.log.read_text()
    files = [file for file in server.data.rglob("*") if file.is_file()]
    assert {"lock", "secret"} <= {file.name for file in files}
    assert [file.name for file in files if b"sign-in refused" in file.read_bytes()] == []

import pytest

from rallyboard.accounts.errors import TooBusy
from rallyboard.app.door import Door, plain
from rallyboard.settings import Settings

OURS = "http://localhost:8000"
DOOR = Door(Settings())


def refused(
    method: str = "POST", path: str = "/api/v1/guests", host: str = "localhost:8000", **headers: str
) -> str | None:
    pairs = [
        (name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in {"host": host, **headers}.items()
    ]
    refusal = DOOR.refusal(method, path, pairs)
    return refusal.code if refusal else None


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "LOCALHOST:8000"])
def test_our_own_addresses_are_open(host: str) -> None:
    assert refused("GET", host=host) is None


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "localhost:80", "evil.example", "localhost:8000.evil.example", "evil.example:8000",
     "localhost:8000@evil.example", "localhost:8000, localhost:8000", " localhost:8000", "[::1]:8000", "0.0.0.0:8000"],
)  # fmt: skip
def test_any_other_name_that_leads_here_is_refused(host: str) -> None:
    assert refused("GET", host=host) == "request/wrong_host"


def test_a_request_with_two_hosts_or_none_is_refused() -> None:
    twice = [(b"host", b"localhost:8000"), (b"host", b"localhost:8000")]
    assert DOOR.refusal("GET", "/", twice) is not None
    assert DOOR.refusal("GET", "/", []) is not None


def test_a_health_probe_needs_no_name() -> None:
    assert refused("GET", "/health/ready", host="10.0.0.7:8000") is None
    assert refused("GET", "/health/other", host="10.0.0.7:8000") == "request/wrong_host"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "http://localhost:8001", "https://localhost:8000", "http://LOCALHOST:8000",
     "http://localhost:8000/", "http://localhost:8000.evil.example", "http://evil.example/http://localhost:8000"],
)  # fmt: skip
def test_only_the_exact_origin_may_change_anything(origin: str) -> None:
    assert refused(origin=origin, cookie="rb_guest=x") == "request/foreign_origin"
    assert refused(origin=origin) == "request/foreign_origin"
    assert refused("GET", origin=origin) is None


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN"])
def test_a_browser_that_says_it_comes_from_elsewhere_is_believed(site: str) -> None:
    assert refused(origin=OURS, sec_fetch_site=site) == "request/foreign_origin"


def test_our_own_page_is_let_in_by_either_sign() -> None:
    assert refused(origin=OURS, sec_fetch_site="same-origin", cookie="rb_guest=x") is None
    assert refused(sec_fetch_site="same-origin", cookie="rb_guest=x") is None
    assert refused(origin=OURS, cookie="rb_guest=x") is None


def test_without_any_sign_a_cookie_counts_for_nothing_and_no_cookie_needs_none() -> None:
    assert refused(cookie="rb_guest=x") == "request/foreign_origin"
    assert refused() is None


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_that_says_so_is_let_in(kind: str) -> None:
    assert refused(content_length="2", content_type=kind) is None


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"]
)
def test_a_body_that_a_foreign_form_could_send_is_refused(kind: str) -> None:
    assert refused(content_length="2", content_type=kind) == "request/wrong_content_type"
    assert refused(transfer_encoding="chunked", content_type=kind) == "request/wrong_content_type"


def test_no_body_needs_no_type() -> None:
    assert refused(content_length="0") is None
    assert refused() is None


def test_a_policy_report_has_a_type_of_its_own() -> None:
    assert refused(path="/api/v1/csp-reports", content_length="2", content_type="application/reports+json") is None
    assert refused(content_length="2", content_type="application/reports+json") == "request/wrong_content_type"


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp", "IMAGE/PNG; q=1"])
def test_a_picture_comes_in_by_one_door_only(kind: str) -> None:
    avatar = "/api/v1/me/avatar"
    assert refused("PUT", avatar, content_length="2", content_type=kind) is None
    assert refused("POST", avatar, content_length="2", content_type=kind) == "request/wrong_content_type"
    assert refused("PUT", avatar + "/", content_length="2", content_type=kind) == "request/wrong_content_type"
    assert refused("PUT", content_length="2", content_type=kind) == "request/wrong_content_type"
    assert refused("PUT", avatar, content_length="2", content_type="application/json") == "request/wrong_content_type"
    assert refused("PUT", avatar, content_length="2", content_type=kind, origin="http://evil.example") is not None


@pytest.mark.parametrize("path", ["/api/v1/auth/login", "/api/v1/auth/login/", "//api//v1/auth/login"])
def test_a_path_is_read_as_routing_reads_it(path: str) -> None:
    assert plain(path) == "/api/v1/auth/login"
    assert (plain("/"), plain("//")) == ("/", "/")


def test_a_crowd_is_told_to_come_again_where_it_gathers_only() -> None:
    full = TooBusy("Come again.", retry_after=3)
    door = Door(Settings(), {("POST", "/api/v1/auth/login"): lambda: full, ("POST", "/empty"): lambda: None})
    ours = [(b"host", b"localhost:8000")]
    assert door.refusal("POST", "/api/v1/auth/login", ours) is full
    assert door.refusal("POST", "/empty", ours) is None
    assert door.refusal("POST", "/api/v1/auth/refresh", ours) is None
    assert door.refusal("POST", "/api/v1/auth/login", [(b"host", b"elsewhere")]) is not full

"""A flow survives the trip in its own browser only, once it is opened again unchanged, and leads to a page of ours."""

import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rallyboard.accounts.keyring import Keyring
from rallyboard.accounts.oauth.errors import FlowOver
from rallyboard.accounts.oauth.flow import ABOUT, LIFE_S, Flow, FlowCookie, begin, local_path, resume
from rallyboard.settings import Settings

HOSTILE = [
    "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/%2f/evil.example",
    "/./evil", "/.//evil.example", "/..//evil.example", "/a/../../evil", "/x\r\nSet-Cookie: a=b", "/\t/evil.example",
    "\\\\evil.example", "/@evil.example", "", "evil.example", "/api/v1/me", "///", "/\x00", "/ü", "/" + "a" * 400,
    "/%5cevil.example", "/a//evil.example", "/ //evil", "/x#//evil", "/;@evil.example",
]  # fmt: skip


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(Settings(data=tmp_path))


def sealed(keyring: Keyring, flow: Flow) -> str:
    return keyring.seal(msgspec.json.encode(flow).decode(), ABOUT)


def a_flow() -> Flow:
    return begin("club", "https://pong.example/cb", "/players/ada?metric=won")


def test_what_is_needed_at_both_ends_survives_the_trip(keyring: Keyring) -> None:
    flow = a_flow()
    assert resume(keyring, sealed(keyring, flow), "club", flow.state) == flow


def test_two_flows_share_nothing_that_can_be_guessed() -> None:
    one, other = a_flow(), a_flow()
    assert not {one.state, one.nonce, one.verifier} & {other.state, other.nonce, other.verifier}
    assert all(len(secret) >= 43 for secret in (one.state, one.nonce, one.verifier))


@pytest.mark.parametrize("state", ["", "club.", "club.x", "ü", "\ud800", "a" * 10_000])
def test_another_state_is_refused(keyring: Keyring, state: str) -> None:
    with pytest.raises(FlowOver):
        resume(keyring, sealed(keyring, a_flow()), "club", state)


def test_another_provider_cannot_answer_in_its_place(keyring: Keyring) -> None:
    flow = a_flow()
    assert flow.state.startswith("club.")
    with pytest.raises(FlowOver):
        resume(keyring, sealed(keyring, flow), "other", flow.state)


@pytest.mark.parametrize("cookie", [None, "", "x", "x.y", "." * 100])
def test_a_browser_without_the_cookie_is_refused(keyring: Keyring, cookie: str | None) -> None:
    with pytest.raises(FlowOver):
        resume(keyring, cookie, "club", a_flow().state)


def test_what_was_sealed_for_something_else_is_no_flow(keyring: Keyring) -> None:
    flow = a_flow()
    with pytest.raises(FlowOver):
        resume(keyring, keyring.seal(msgspec.json.encode(flow).decode(), "oauth welcome"), "club", flow.state)


def test_a_flow_ends_after_ten_minutes(keyring: Keyring) -> None:
    flow = a_flow()
    assert 0 <= flow.ends_at - time.time() <= LIFE_S == 600
    late = msgspec.structs.replace(flow, ends_at=int(time.time()) - 1)
    with pytest.raises(FlowOver):
        resume(keyring, sealed(keyring, late), "club", flow.state)


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_next_leads_to_the_front_page(path: str) -> None:
    assert local_path(path) == "/"


@pytest.mark.parametrize("path", ["/", "/players", "/players/ada-7k2f", "/matches?limit=20&offset=40", "/a/?x=%20y"])
def test_our_own_pages_are_kept(path: str) -> None:
    assert local_path(path) == path


@given(st.text(alphabet="/\\.:@?#%2fae ;\t\n", max_size=12))
def test_no_next_is_ever_another_address(text: str) -> None:
    path = local_path(text).partition("?")[0]
    assert path.startswith("/")
    assert not any(bad in path for bad in ("//", "\\", "/.", "%", ":", "@", "#"))


def test_the_cookie_is_lax_and_has_the_host_prefix_on_https() -> None:
    cookie = FlowCookie(secure=True).holding("x")
    assert (cookie.key, cookie.samesite, cookie.httponly, cookie.secure) == ("__Host-rb_oauth", "lax", True, True)
    assert cookie.path == "/"
    assert cookie.domain is None
    assert FlowCookie(secure=False).name == "rb_oauth"

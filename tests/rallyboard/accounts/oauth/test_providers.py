"""Providers from their variables: presets, the two kinds, and what a person is told about a slip."""

import pytest

from rallyboard.accounts.oauth.providers import Endpoints, Issuer, is_safe_address, providers_of
from rallyboard.settings import BadSetting, Settings

CLUB = {"CLUB_CLIENT_ID": "us", "CLUB_CLIENT_SECRET": "hush", "CLUB_ISSUER": "https://club.example"}


def test_an_issuer_is_all_that_an_openid_provider_needs_beside_its_client() -> None:
    club = providers_of(CLUB)["club"]
    assert club.place == Issuer("https://club.example")
    assert (club.title, club.scope, club.subject, club.label) == ("Club", "openid profile", "sub", "preferred_username")


@pytest.mark.parametrize(("name", "title"), [("42", "42"), ("GITHUB", "GitHub"), ("GOOGLE", "Google")])
def test_a_preset_needs_only_id_and_secret(name: str, title: str) -> None:
    provider = providers_of({f"{name}_CLIENT_ID": "us", f"{name}_CLIENT_SECRET": "hush"})[name.lower()]
    assert provider.title == title
    assert isinstance(provider.place, Issuer) == (name == "GOOGLE")


def test_a_variable_overrides_its_line_of_a_preset() -> None:
    given = {"42_CLIENT_ID": "us", "42_CLIENT_SECRET": "hush", "42_TITLE": "Campus", "42_SCOPE": "public projects"}
    campus = providers_of(given)["42"]
    assert (campus.title, campus.scope, campus.label) == ("Campus", "public projects", "login")
    assert isinstance(campus.place, Endpoints)


def test_names_may_have_several_words() -> None:
    given = {name.replace("CLUB", "MY_OLD_CLUB"): value for name, value in CLUB.items()}
    assert list(providers_of(given)) == ["my-old-club"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({**CLUB, "CLUB_SECRET": "x"}, "RALLYBOARD_OAUTH_CLUB_SECRET is not known"),
        ({**CLUB, "CLUB_ISSUER": "http://club.example"}, "RALLYBOARD_OAUTH_CLUB_ISSUER must be an https:// address"),
        ({**CLUB, "CLUB_ISSUER": ""}, "RALLYBOARD_OAUTH_CLUB_AUTHORIZE_URL is missing"),
        ({**CLUB, "CLUB_CLIENT_SECRET": ""}, "RALLYBOARD_OAUTH_CLUB_CLIENT_SECRET is missing"),
        ({"GITHUB_CLIENT_SECRET": "x"}, "RALLYBOARD_OAUTH_GITHUB_CLIENT_ID is missing"),
        ({"A" * 40 + "_CLIENT_ID": "x"}, "more than 32 characters"),
    ],
)
def test_a_slip_is_named_with_its_variable(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        providers_of(given)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://club.example/auth", True), ("http://localhost:4000", True), ("http://127.0.0.1:4000/auth", True),
        ("http://[::1]:4000", True), ("http://club.example", False), ("https://", False),
        ("javascript:alert(1)", False), ("https://user@club.example", False), ("https://club.example/#x", False),
        ("http://127.0.0.1.evil.example", False), ("https://club.example/a b", False), ("http://[bad", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_https_leaves_this_machine(address: str, safe: bool) -> None:
    assert is_safe_address(address) is safe


def test_no_secret_is_shown() -> None:
    assert "hush" not in repr(providers_of(CLUB))
    assert "hush" not in repr(Settings(oauth=CLUB))


def test_a_secret_can_stand_in_a_file(tmp_path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    environ = {f"RALLYBOARD_OAUTH_{name}": value for name, value in CLUB.items() if "SECRET" not in name}
    environ["RALLYBOARD_OAUTH_CLUB_CLIENT_SECRET_FILE"] = str(tmp_path / "secret")
    assert providers_of(Settings.from_env(environ).oauth)["club"].client_secret == "hush"

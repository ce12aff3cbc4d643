"""Who somebody is, read from what a provider answers: an id that identifies, and a name that only shows."""

import pytest

from rallyboard.accounts.oauth.asking import label_of, subject_of
from rallyboard.accounts.oauth.errors import ProviderRefused


@pytest.mark.parametrize(
    ("told", "subject"), [(42, "42"), ("ada", "ada"), ("x" * 255, "x" * 255), ("Ünï", "Ünï"), (0, "0")]
)
def test_an_id_is_text_or_a_whole_number(told: object, subject: str) -> None:
    assert subject_of({"id": told}, "id") == subject


@pytest.mark.parametrize("told", [None, "", True, 1.5, [], {}, "x" * 256, "a\x00", "a\nb", "\ud800"])
def test_anything_else_identifies_nobody(told: object) -> None:
    with pytest.raises(ProviderRefused):
        subject_of({"id": told}, "id")


def test_an_id_of_another_name_identifies_nobody() -> None:
    with pytest.raises(ProviderRefused):
        subject_of({"email": "ada@example.org"}, "id")


@pytest.mark.parametrize(
    ("told", "label"), [("ada", "ada"), (None, ""), (7, ""), ("a\x1b[31m\r\nb\u202e", "a[31mb"), (" x ", "x")]
)
def test_a_label_is_plain_text_or_nothing(told: object, label: str) -> None:
    assert label_of({"login": told}, "login") == label


def test_a_label_is_short() -> None:
    assert len(label_of({"login": "x" * 500}, "login")) == 60

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rallyboard.players.about import LONGEST, MOST_LINES, clean_about
from rallyboard.players.errors import ProfileRefused


@pytest.mark.parametrize(
    "text",
    ["I play after work.", "Zoë – “fast” & 100 % <3", "李小龍 plays 乒乓", "سلام، من بازیکن هستم", "می‌خواهم", "שָׁלוֹם",
     "❤️‍🔥 👩🏽‍🚀 🇫🇷", "क्षत्रिय", "ไม่เป็นไร", "1 < 2 && 3 > 2", "javascript:alert(1)", "<script>alert(1)</script>"],
)  # fmt: skip
def test_any_language_and_even_markup_is_only_text(text: str) -> None:
    assert clean_about(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  a   b  ", "a b"), ("a\r\nb", "a\nb"), ("a\n\n\n\n\nb", "a\n\nb"), ("a\tb", "a b"), ("a\u00a0\u3000b", "a b"),
     ("", None), (" \n \n", None), ("e\u0301", "é")],
)  # fmt: skip
def test_spaces_and_lines_are_put_in_order(text: str, kept: str | None) -> None:
    assert clean_about(text) == kept


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "a\x1b[31mred", "a\x07", "\u202eevil", "a\u2066b", "a\u200bb", "\ufeffa", "a\u2028b", "a\u2029b",
     "\ue000", "\ud800", "\U000e0041", "\u3164", "a\u115f", "\U000e0100", "\uffff", "a\rb", "a\x85b", "\u2800"],
)  # fmt: skip
def test_what_could_deceive_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(ProfileRefused) as refusal:
        clean_about(text)
    assert refusal.value.field == "about"
    assert "U+" in refusal.value.detail
    assert refusal.value.detail.isprintable()


@pytest.mark.parametrize("text", ["\u0301a", "a" + "\u0335" * 4, "\u200da", "a\u200d\u200d\u200db", "a \ufe0f"])
def test_accents_and_joiners_need_something_to_stand_on(text: str) -> None:
    with pytest.raises(ProfileRefused):
        clean_about(text)


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "x" * 100_000, "a\n" * MOST_LINES + "a"])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(ProfileRefused, match="at most"):
        clean_about(text)


@given(st.text(max_size=60))
def test_what_was_cleaned_stays_as_it_is_and_fits_its_column(text: str) -> None:
    with suppress(ProfileRefused):
        about = clean_about(text)
        assert about is None or (clean_about(about) == about and len(about) <= LONGEST)

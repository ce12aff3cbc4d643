import pytest
from hypothesis import given
from hypothesis import strategies as st

from rallyboard.accounts.factors.recovery_codes import ALPHABET, LENGTH, code_hash, new_code, typed_code


def test_a_code_has_more_than_112_bits_and_no_letter_that_looks_like_a_digit() -> None:
    assert len(ALPHABET) == 32
    assert LENGTH * 5 == 120
    assert len(new_code().replace("-", "")) == LENGTH
    assert not set("ILOU") & set(ALPHABET)
    assert len({new_code() for _ in range(1_000)}) == 1_000


@given(st.sampled_from(["{}", " {} ", "{}-"]), st.booleans())
def test_a_code_is_read_however_it_was_copied(frame: str, lower: bool) -> None:
    code = new_code()
    typed = frame.format(code.lower() if lower else code.replace("-", " "))
    assert typed_code(typed) == code.replace("-", "")


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert typed_code("OIL0-1111-2222-3333-4444-5555") == "011011112222333344445555"


GOOD = "7K3MQ0ZD1XVB9HREWW5T08NA"


@pytest.mark.parametrize("text", ["", "7K3M", GOOD[:16], GOOD[:-1], GOOD + "E", GOOD[:-1] + "U"])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert typed_code(text) is None


@pytest.mark.parametrize("text", ["７" + GOOD[1:], "ı" * 24, GOOD[:-1] + "\u0130", GOOD + "\x00", "\ud800" * 24])
def test_only_ascii_is_read(text: str) -> None:
    assert typed_code(text) is None


@given(st.text(max_size=64))
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = typed_code(text)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))


def test_one_code_has_another_hash_for_another_account() -> None:
    assert code_hash("one", GOOD) != code_hash("two", GOOD)

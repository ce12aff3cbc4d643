"""Fingerprints agree with published vectors and with JSON's canonical spelling."""

import pytest

from game_engine.digest import canonical_json, fnv32, sha256


def test_no_value_is_the_published_offset_basis() -> None:
    assert fnv32([]) == 0x811C9DC5


def test_four_bytes_are_the_published_fnv_1a_of_those_bytes() -> None:
    assert fnv32([int.from_bytes(b"foob", "little")]) == 0x3F5076EF


def test_a_negative_number_counts_by_its_low_32_bits() -> None:
    assert fnv32([-1]) == fnv32([0xFFFFFFFF]) == fnv32([(1 << 40) - 1])


def test_canonical_json_has_one_spelling() -> None:
    assert canonical_json({"b": [1, 2], "a": "é"}) == '{"a":"\\u00e9","b":[1,2]}'


def test_canonical_json_refuses_what_json_cannot_say() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))


def test_sha256_of_the_empty_text_is_the_published_one() -> None:
    assert sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

"""Which step a code belongs to; the vectors are those of RFC 6238, appendix B (SHA-1, cut to six digits)."""

import base64

import pyotp
import pytest

from rallyboard.accounts.factors.totp import SKEW, STEP_S, Match, matches, new_secret, uri

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = 1_700_000_000.0
VECTORS = {
    59: "287082", 1_111_111_109: "081804", 1_111_111_111: "050471", 1_234_567_890: "005924",
    2_000_000_000: "279037", 20_000_000_000: "353130",
}  # fmt: skip


@pytest.mark.parametrize(("now", "code"), VECTORS.items())
def test_the_codes_are_those_of_the_standard(now: int, code: str) -> None:
    assert Match(now // STEP_S, 0) in matches(SECRET, code, now) if now > 300 else True
    assert pyotp.TOTP(SECRET).at(now) == code


@pytest.mark.parametrize("drift", range(-SKEW, SKEW + 1))
def test_a_code_of_another_minute_is_known_by_how_far_it_is(drift: int) -> None:
    code = pyotp.TOTP(SECRET).at(NOW, counter_offset=drift)
    assert Match(int(NOW) // STEP_S + drift, drift) in matches(SECRET, code, NOW)


@pytest.mark.parametrize("drift", [-SKEW - 1, SKEW + 1, 100])
def test_further_away_a_code_is_just_wrong(drift: int) -> None:
    assert matches(SECRET, pyotp.TOTP(SECRET).at(NOW, counter_offset=drift), NOW) == []


@pytest.mark.parametrize("digits", ["０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
def test_a_right_code_in_other_digits_is_wrong(digits: str) -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    assert matches(SECRET, code, NOW)
    assert matches(SECRET, "".join(digits[int(digit)] for digit in code), NOW) == []


def test_every_secret_is_another_160_random_bits() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}


def test_the_address_in_the_picture_escapes_the_name() -> None:
    said = uri(SECRET, "a&secret=EVIL@b.example")
    assert pyotp.parse_uri(said).secret == SECRET
    assert said.startswith("otpauth://totp/Rallyboard:a%26secret%3DEVIL%40b.example?")
    assert said.count("secret=") == 1

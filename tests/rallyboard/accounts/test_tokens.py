import pytest

from rallyboard.accounts.tokens import is_token, new_token, token_hash


def test_a_token_has_256_bits_and_is_never_given_twice() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(is_token(token) for token in tokens)


def test_a_hash_does_not_show_its_token() -> None:
    token = new_token()
    assert len(token_hash(token)) == 64
    assert token not in token_hash(token)


@pytest.mark.parametrize(
    "text",
    [None, "", "x", "x" * 42, "x" * 44, "x" * 1_000_000, "é" * 43, "\x00" * 43, " " * 43, "x" * 42 + "\n", "٣" * 43],
    ids=lambda text: repr(text)[:20],
)
def test_what_we_cannot_have_given_out_is_no_token(text: str | None) -> None:
    assert not is_token(text)

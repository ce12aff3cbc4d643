import pytest

from rallyboard.accounts.factors.codes import typed_digits


@pytest.mark.parametrize("text", ["123456", "123 456", " 1 2 3 4 5 6 "])
def test_spaces_do_not_matter(text: str) -> None:
    assert typed_digits(text, 6) == "123456"


@pytest.mark.parametrize(
    "text",
    [
        "", "12345", "1234567", "12345a", "-12345", "+12345", "1.3456", "0x1234", "123456\n", "123\t456", "123456\x00",
        "１２３４５６", "١٢٣٤٥٦", "१२३४५६", "12345６", "①②③④⑤⑥", "²²²²²²", "𝟏𝟐𝟑𝟒𝟓𝟔", "123\u00a0456", "123\u200b456",
    ],
)  # fmt: skip
def test_what_is_not_six_ascii_digits_is_no_code(text: str) -> None:
    assert typed_digits(text, 6) is None

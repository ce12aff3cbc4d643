import pytest

from rallyboard.accounts.lookalikes import skeleton

PAIRS = [
    ("admin", "ADMIN"), ("admin", "аdmіn"), ("admin", "ádmïn"), ("admin", "a.d m-i_n"), ("Rolf", "R0lf"),
    ("Rolf", "Ro1f"), ("Rolf", "RoIf"), ("Mara", "rnara"), ("Walt", "VValt"), ("Straße", "STRASSE"), ("ΡΟΑ", "poa"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_names_that_look_the_same_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Ada", "Eda"), ("Bob", "Rob"), ("Anna", "Hanna"), ("42", "43")])
def test_different_names_have_different_ones(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)

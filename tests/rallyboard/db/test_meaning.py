import pytest

from rallyboard.db.errors import DatabaseAway, DatabaseBusy, Unstorable
from rallyboard.db.meaning import meaning


@pytest.mark.parametrize(
    ("sqlstate", "means"),
    [("40001", DatabaseBusy), ("40P01", DatabaseBusy), ("55P03", DatabaseBusy), ("57014", DatabaseBusy),
     ("08006", DatabaseAway), ("53300", DatabaseAway), ("57P01", DatabaseAway), ("57P03", DatabaseAway),
     ("58030", DatabaseAway), ("22021", Unstorable), ("22001", Unstorable)],
)  # fmt: skip
def test_a_code_means_later_again_or_never(sqlstate: str, means: type[Exception]) -> None:
    assert type(meaning(sqlstate)) is means


@pytest.mark.parametrize("sqlstate", [None, "23505", "42601", "P0001"])
def test_a_constraint_is_the_rooms_own_and_a_wrong_statement_is_a_bug(sqlstate: str | None) -> None:
    assert meaning(sqlstate) is None

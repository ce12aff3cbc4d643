"""What a user says never becomes SQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.compiler import compiled, reads_summary
from dashboards.dimensions import DIMENSIONS
from dashboards.filters import Filters
from dashboards.metrics import METRICS
from dashboards.questions import Question, ask
from tests.dashboards.invented import PLAYERS


@given(st.text(min_size=1))
def test_no_filter_text_reaches_the_statement(text):
    plain = Question(METRICS["M5"], player=PLAYERS[0], filters=Filters(ruleset="x", opponent=PLAYERS[1]))
    hostile = Question(METRICS["M5"], player=PLAYERS[0], filters=Filters(ruleset=text, opponent=text))
    assert compiled(plain)[0] == compiled(hostile)[0]
    assert compiled(hostile)[1]["ruleset"] == text


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE fct_shot; --", "{who}", "$player", "classic-11' OR '1'='1", "\x00", "%s"]
)
def test_hostile_rulesets_find_nothing_and_harm_nothing(cursor, text):
    question = Question(METRICS["M5"], player=PLAYERS[0], filters=Filters(ruleset=text))
    assert ask(cursor, question).rows == ()
    assert ask(cursor, Question(METRICS["M5"], player=PLAYERS[0])).n > 0


def test_a_question_by_match_reads_no_shots():
    assert reads_summary(Question(METRICS["M6"], (DIMENSIONS["player"],)))
    assert "fct_shot" not in compiled(Question(METRICS["M6"], (DIMENSIONS["player"],)))[0]
    assert not reads_summary(Question(METRICS["M6"], (DIMENSIONS["zone"],)))
    assert not reads_summary(Question(METRICS["M6"], match=PLAYERS[0]))


def test_the_match_table_is_joined_only_where_it_is_read():
    assert "dim_match" not in compiled(Question(METRICS["M5"], player=PLAYERS[0]))[0]
    assert "dim_match" in compiled(Question(METRICS["M5"], filters=Filters(ruleset="classic-5")))[0]


@pytest.mark.parametrize(
    ("value", "band"), [(-61, 0), (-60, 1), (-36.01, 1), (-36, 2), (0, 3), (12, 4), (59.9, 5), (60, 6), (85, 6)]
)
def test_a_band_holds_its_lower_end(cursor, value, band):
    cut = DIMENSIONS["offset"].sql.replace("s.off", f"({value})")
    assert cursor.execute(f"SELECT {cut}").fetchall() == [(band,)]


@pytest.mark.parametrize("key", sorted(key for key, one in DIMENSIONS.items() if one.labels))
def test_every_value_falls_into_a_band_that_has_a_name(real, key):
    dimension = DIMENSIONS[key]
    metric = {"rally": "M1", "serve": "M25", "match": "M5"}.get(dimension.per, "M21" if key == "placed" else "M5")
    found = ask(real, Question(METRICS[metric], (dimension,), bare=True))
    assert {row.key for row in found.rows} <= set(range(len(dimension.labels)))
    assert found.n > 50

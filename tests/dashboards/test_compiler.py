"""What a user says never becomes SQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.compiler import compiled, reads_summary
from dashboards.dimensions import DIMENSIONS, bands
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


@pytest.mark.parametrize(("value", "band"), [("NULL", None), ("-1", 0), ("4.99", 0), ("5", 1), ("9", 1), ("10", 2)])
def test_bands_hold_their_lower_end_and_leave_out_nothing_known(cursor, value, band):
    ((found,),) = cursor.execute(f"SELECT {bands(f'({value})', (5, 10))}").fetchall()
    assert found == band


def test_every_banded_dimension_has_a_label_for_every_band(cursor):
    for dimension in DIMENSIONS.values():
        if dimension.sql.startswith("CASE"):
            assert len(dimension.labels) == dimension.sql.count("THEN"), dimension.key

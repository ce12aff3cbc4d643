"""From parts to a figure: escaping, rounding, and what is said when there is too little."""

import pytest

from dashboards.drawing import Trusted, axes, draw, escaped, status_of, table


def figure(n, **more):
    return draw(
        "id", "Title", "Why?", n=n, needed=40, unit_of_n="balls", matches=2, summary="Enough (n = 50 balls).", data=[],
        layout=axes("x", "y"), table=table([("a", "A")], []), metrics=["M5"], how="Counted.", sql="SELECT 1", **more,
    )  # fmt: skip


def test_every_text_is_escaped_but_what_this_package_wrote():
    given = {"name": "<a href=x>&", "text": ["<b>", 1, None], "hovertemplate": Trusted("%{x}<br>")}
    assert escaped(given) == {
        "name": "&lt;a href=x&gt;&amp;", "text": ["&lt;b&gt;", 1, None], "hovertemplate": "%{x}<br>",
    }  # fmt: skip


def test_trusted_text_leaves_as_plain_text():
    assert type(escaped(Trusted("<br>"))) is str


def test_tables_round_once():
    rows = table([("a", "A"), ("b", "B")], [[1.23456789, 2], [None, "x"]])
    assert rows.column("a") == [1.2346, None]
    assert rows.where("b", 2).rows == ((1.2346, 2),)


@pytest.mark.parametrize(("n", "status"), [(0, "empty"), (39, "too_few"), (40, "ok")])
def test_the_status_follows_from_n(n, status):
    assert status_of(n, 40) == status
    assert figure(n).status == status


def test_the_summary_is_only_said_when_there_is_enough():
    assert figure(50).summary == "Enough (n = 50 balls)."
    assert figure(20).summary == "Too few balls yet: 20 of 40. About 2 more matches will do."
    assert figure(0, missing="Nobody came.").summary == "Nobody came."

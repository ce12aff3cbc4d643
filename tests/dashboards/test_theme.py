"""Colours are names until somebody prints them."""

from dashboards import theme


def test_every_token_has_a_value_for_print():
    assert set(theme.PRINT) == theme.TOKENS


def test_names_are_resolved_wherever_they_stand():
    plot = {"marker": {"color": ["var:me", "var:muted"]}, "name": "var", "x": [1, None]}
    assert theme.resolve(plot, {"var:me": "red", "var:muted": "grey"}) == {
        "marker": {"color": ["red", "grey"]}, "name": "var", "x": [1, None],
    }  # fmt: skip

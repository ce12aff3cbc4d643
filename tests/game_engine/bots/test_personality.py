"""A personality says about itself what its knobs do, and only that."""

from game_engine.bots.personality import Personality


def test_a_personality_without_quirks_has_nothing_to_say() -> None:
    assert list(Personality().traits()) == []


def test_every_knob_that_stands_out_is_told() -> None:
    odd = Personality(react=80, aim=70, home=50, attack=30, weak=(0, 5), target=1, serve=1)
    assert list(odd.traits()) == [
        "is quick off the mark",
        "has a steady hand",
        "waits low",
        "plays to the open court",
        "dreads balls to the top corner and the bottom corner",
        "aims for the upper third",
        "serves downwards",
    ]


def test_the_opposite_quirks_are_told_the_other_way() -> None:
    odd = Personality(react=120, aim=130, home=-50, attack=-30, serve=-1)
    assert list(odd.traits()) == [
        "takes its time to react",
        "has a shaky hand",
        "waits high",
        "plays it safe",
        "serves upwards",
    ]

"""The constants of `pong/1`. They never change: different numbers are a new version beside this one.

One court unit is 1000 sub-units and one second 240 ticks; everything below is in sub-units and ticks.
"""

from typing import Final

from game_engine.rulesets.definition import Ruleset

VERSION: Final = "pong/1"
SUBUNITS: Final = 1000
TICKS_PER_SECOND: Final = 240

# 4096 times the cosine and sine of 0, 3.75, … 60 degrees, rounded; integers, so that no machine rounds otherwise.
COS: Final = (4096, 4087, 4061, 4017, 3956, 3879, 3784, 3674, 3547, 3406, 3250, 3080, 2896, 2701, 2493, 2276, 2048)
SIN: Final = (0, 268, 535, 799, 1060, 1317, 1567, 1812, 2048, 2276, 2493, 2701, 2896, 3080, 3250, 3406, 3547)


def preset(id_: str, name: str, target: int) -> Ruleset:
    """A `pong/1` ruleset to `target` points, won by two."""
    return Ruleset(
        id=id_,
        version=VERSION,
        name=name,
        target=target,
        win_by=2,
        map="classic",
        team=1,
        items=False,
        subunits=SUBUNITS,
        ticks_per_second=TICKS_PER_SECOND,
        width=1_600_000,
        height=900_000,
        radius=10_000,
        half=75_000,
        planes=(160_000, 1_440_000),
        paddle_speed=3_750,
        first_speed=3_750,
        gain=16,
        cap=10_000,
        stall_from=30,
        stall_gain=16,
        stall_cap=20_000,
        serve_earliest=240,
        serve_auto=720,
        serve_index=8,
        serves_each=2,
        angle_steps=16,
        drag=2,
        idle_warning=4_800,
        idle_forfeit=9_600,
        scale=4_096,
        cos=COS,
        sin=SIN,
    )

"""A ruleset: every number a match depends on, frozen, comparable and hashable."""

from dataclasses import asdict, dataclass
from functools import lru_cache

from game_engine.digest import canonical_json, sha256
from game_engine.errors import UnknownRuleset


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All constants of one way to play. Lengths in sub-units, times in ticks, speeds in sub-units per tick.

    `map`, `team` and `items` are seams: a later version may widen them, this one refuses what it cannot play.
    """

    id: str
    version: str
    name: str
    target: int
    win_by: int
    map: str
    team: int
    items: bool

    subunits: int
    """Sub-units in one court unit."""
    ticks_per_second: int
    width: int
    height: int
    radius: int
    half: int
    """Half the length of a paddle; contact reaches half + radius from its centre."""
    planes: tuple[int, ...]
    """Per slot, the x of the ball's centre when it meets that slot's paddle."""
    paddle_speed: int
    first_speed: int
    gain: int
    """Each hit adds speed // gain."""
    cap: int
    """Top speed before the stall rule."""
    stall_from: int
    """First hit (the serve is hit 1) at which the cap grows."""
    stall_gain: int
    """Every hit from then on lifts the cap by cap / stall_gain."""
    stall_cap: int
    """Top speed of all."""
    serve_earliest: int
    serve_auto: int
    serve_index: int
    """Angle index of a serve from a moving paddle; a still one serves flat."""
    serves_each: int
    angle_steps: int
    """Largest angle index; `cos` and `sin` have one more entry than this."""
    drag: int
    """Angle steps that a moving paddle adds in its direction."""
    idle_warning: int
    idle_forfeit: int
    scale: int
    """`cos` and `sin` are integers in units of 1 / scale."""
    cos: tuple[int, ...]
    sin: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse what `pong/1` cannot play, instead of ignoring it."""
        if self.map != "classic" or self.team != 1 or self.items:
            raise UnknownRuleset(f"{self.id}: only the classic map, one a side and no items can be played")
        if self.target < 1 or self.win_by not in (1, 2):
            raise UnknownRuleset(f"{self.id}: the target must be at least 1, won by 1 or 2")

    def fields(self) -> dict[str, object]:
        """Every field by name, as JSON can carry it."""
        return asdict(self)

    def sha(self) -> str:
        """SHA-256 of the canonical JSON of all fields: two rulesets play alike if and only if it is equal."""
        return _sha(self)

    def wins(self, own: int, other: int) -> bool:
        """Whether `own` points against `other` end the match."""
        return own >= self.target and own - other >= self.win_by

    def server(self, serve0: int, played: int) -> int:
        """Who serves after `played` points: `serves_each` in turn, one each from (target - 1) all."""
        level = 2 * (self.target - 1)
        turns = min(played, level) // self.serves_each + max(played - level, 0)
        return serve0 ^ (turns & 1)


@lru_cache(maxsize=64)
def _sha(ruleset: Ruleset) -> str:
    return sha256(canonical_json(ruleset.fields()))

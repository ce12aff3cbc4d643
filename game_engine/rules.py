"""The rules as one JSON document, for engines in other languages; `python -m game_engine.rules` prints it.

Every number a ruleset holds, the integer cosines and sines included, and its hash: an engine that reads this file
cannot differ from this one by a constant. The web's copy is compared with it in the tests.
"""

from game_engine.digest import canonical_json
from game_engine.rulesets import DEFAULT, RULESETS


def rules() -> dict[str, object]:
    """{"default": id, "rulesets": {id: all fields and "sha"}}."""
    offered = {id_: {**preset.fields(), "sha": preset.sha()} for id_, preset in RULESETS.items()}
    return {"default": DEFAULT.id, "rulesets": offered}


def rules_json() -> str:
    """The document's only spelling, ended by a newline."""
    return canonical_json(rules()) + "\n"


if __name__ == "__main__":
    print(rules_json(), end="")

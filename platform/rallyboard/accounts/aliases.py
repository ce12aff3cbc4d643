"""An alias that is safe to show to other people: short, printable, one script, nobody else's mask.

Each refusal says which rule was broken and what to type instead; the offending character is named by its
number, never repeated, so that the answer itself cannot carry markup or control characters.
"""

import unicodedata
from functools import cache

from game_engine.bots.roster import ROSTER
from rallyboard.accounts.errors import AliasRefused
from rallyboard.accounts.lookalikes import skeleton

SHORTEST = 2
LONGEST = 24
# NFKC can make one character into eighteen, so the raw text has a limit of its own.
LONGEST_RAW = 4 * LONGEST
MARKS_IN_A_ROW = 2
PUNCTUATION = frozenset(" ._-")
ALLOWED = "letters, digits, spaces and . _ -"
# Letters and marks by category, blank to the eye.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | frozenset(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
STAFF = ("admin", "administrator", "moderator", "system", "server", "rallyboard", "house", "support")
# Scripts that one language really mixes.
EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})


def clean_alias(text: str) -> str:
    """The alias as it is stored and shown (NFKC, single spaces); raises `AliasRefused` with the reason."""
    if len(text) > LONGEST_RAW:
        raise AliasRefused(f"An alias has at most {LONGEST} characters; this one has {len(text)}.")
    alias = " ".join(part for part in unicodedata.normalize("NFKC", text).split(" ") if part)
    _check_length(alias)
    _check_characters(alias)
    _check_script(alias)
    _check_owner(alias)
    return alias


def _check_length(alias: str) -> None:
    if not alias:
        raise AliasRefused(f"The alias is empty; type {SHORTEST} to {LONGEST} characters.")
    if not SHORTEST <= len(alias) <= LONGEST:
        raise AliasRefused(f"An alias has {SHORTEST} to {LONGEST} characters; this one has {len(alias)}.")


def _check_characters(alias: str) -> None:
    for place, character in enumerate(alias):
        if _is_mark(character):
            _check_mark(alias[max(0, place - MARKS_IN_A_ROW) : place])
        elif not (_is_shown(character) or character in PUNCTUATION):
            raise AliasRefused(f"The alias contains U+{ord(character):04X}; use only {ALLOWED}.")
    if not any(character.isalnum() for character in alias):
        raise AliasRefused("The alias needs at least one letter or digit.")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"} and character not in INVISIBLE


def _is_shown(character: str) -> bool:
    kind = unicodedata.category(character)
    return (kind[0] == "L" or kind == "Nd") and character not in INVISIBLE


def _check_mark(before: str) -> None:
    stacked = len(before) == MARKS_IN_A_ROW and all(_is_mark(character) for character in before)
    if not before or before[-1] in PUNCTUATION or stacked:
        raise AliasRefused("The alias has accents with no letter of their own; remove them.")


def _check_script(alias: str) -> None:
    scripts = {_script(character) for character in alias if character.isalpha()}
    if len(scripts) > 1:
        raise AliasRefused("The alias mixes letters of different alphabets; keep to one of them.")


def _script(letter: str) -> str:
    script = unicodedata.name(letter, "UNKNOWN").split(" ")[0]
    return "EAST ASIAN" if script in EAST_ASIAN else script


def _check_owner(alias: str) -> None:
    if skeleton(alias) in _taken():
        raise AliasRefused("The alias looks like the name of a house bot or of the staff; choose another.")


@cache
def _taken() -> frozenset[str]:
    return frozenset(skeleton(name) for name in (*STAFF, *(bot.name for bot in ROSTER.values())))

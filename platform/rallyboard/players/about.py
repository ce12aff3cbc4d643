"""What a player writes of themselves, made safe to show: plain text whose characters do what they seem to do.

Any language and emoji are welcome. What is refused can only deceive or break a page: control characters, the
overrides that turn a line around, characters that are assigned to nobody, towers of accents.
"""

import re
import unicodedata
from typing import Final

from rallyboard.players.errors import ProfileRefused

LONGEST: Final = 400
LONGEST_RAW: Final = 2 * LONGEST
MOST_LINES: Final = 10
MARKS_IN_A_ROW: Final = 3
# Persian and Indic words and many emoji are written with them, always after something that can be seen.
JOINERS: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
JOINERS_IN_A_ROW: Final = 2
# Letters and marks by category, blank to the eye.
BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0)))
)
_SPACES = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")


def clean_about(text: str) -> str | None:
    """The text as it is stored and shown (NFC, single spaces, trimmed lines); None when nothing is left.

    Raises `ProfileRefused` with the reason.
    """
    if len(text) > LONGEST_RAW:
        raise _refused(f"it has at most {LONGEST} characters, and this has {len(text)}")
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    _check_characters(plain)
    lines = [_SPACES.sub(" ", line).strip() for line in plain.split("\n")]
    about = _GAPS.sub("\n\n", "\n".join(lines)).strip()
    if len(about) > LONGEST:
        raise _refused(f"it has at most {LONGEST} characters, and this has {len(about)}")
    if about.count("\n") >= MOST_LINES:
        raise _refused(f"it has at most {MOST_LINES} lines")
    return about or None


def _check_characters(text: str) -> None:
    marks = joiners = 0
    seen = False
    for character in text:
        joiners = joiners + 1 if character in JOINERS else 0
        marks = marks + 1 if _is_mark(character) else 0
        if not (joiners or marks or character == "\n" or _is_shown(character)):
            raise _refused(f"it contains U+{ord(character):04X}, which cannot be shown; remove it")
        if ((joiners or marks) and not seen) or marks > MARKS_IN_A_ROW or joiners > JOINERS_IN_A_ROW:
            raise _refused("it has accents or joiners with no letter of their own; remove them")
        seen = not character.isspace()


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" and character not in BLANK and character not in JOINERS


def _is_shown(character: str) -> bool:
    kind = unicodedata.category(character)
    return (kind[0] in "LNPS" or kind == "Zs") and character not in BLANK


def _refused(reason: str) -> ProfileRefused:
    return ProfileRefused(f"The text about you cannot be kept: {reason}.", field="about")

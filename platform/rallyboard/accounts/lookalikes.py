"""When two names look the same to a person: the skeleton of a name.

A short table of the letters that actually pass for Latin ones, after case, accents and separators are gone.
It is not the whole Unicode confusables list: with one script a name (see `aliases`) that is not needed.
"""

import unicodedata

_SAME = str.maketrans({
    "0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "ı": "l", "ß": "b", "ø": "o", "đ": "d", "ł": "l",
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "н": "h", "і": "l", "ї": "l",
    "ј": "j", "к": "k", "ӏ": "l", "м": "m", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t",
    "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "з": "3",
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "l", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p",
    "σ": "o", "τ": "t", "υ": "u", "χ": "x", "ζ": "z", "ω": "w",
    "օ": "o", "ս": "u", "հ": "h", "ո": "n", "ց": "g", "ӡ": "3",
})  # fmt: skip


def skeleton(name: str) -> str:
    """The same string for every two names that a reader would take for one another."""
    bare = (mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    letters = "".join(bare).casefold().translate(_SAME)
    joined = "".join(letter for letter in letters if letter.isalnum())
    return joined.replace("rn", "m").replace("vv", "w")

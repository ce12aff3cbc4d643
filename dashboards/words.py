"""Words: numbers as a person writes them, and the standing phrases of every summary."""

from __future__ import annotations

MINUS = "\u2212"
DASH = "\u2013"
_UNITS = {"%": " %", "per 100": " in 100", "ms": " ms", "u": " units", "pp": " points of 100"}


def number(value: float, digits: int = 1) -> str:
    """1,234.5 with a real minus sign; a negative that rounds to nothing is 0."""
    text = f"{abs(value):,.{digits}f}"
    nothing = not text.strip("0.,")
    return text if value >= 0 or nothing else MINUS + text


def signed(value: float, digits: int = 1) -> str:
    """The same with a plus sign where there is something to add."""
    text = number(value, digits)
    return text if text.startswith(MINUS) or not text.strip("0.,") else "+" + text


def measure(value: float, unit: str) -> str:
    """A value with its unit; times in whole ms, all else with one digit."""
    return number(value, 0 if unit == "ms" else 1) + _UNITS.get(unit, f" {unit}" if unit else "")


def between(low: float | None, high: float | None, unit: str) -> str:
    """The interval in words, or that there is none."""
    if low is None or high is None:
        return "interval unknown: one match only"
    digits = 0 if unit == "ms" else 1
    return f"95 % interval {number(low, digits)} to {number(high, digits)}"


def count(n: int, unit: str) -> str:
    """`1 match`, `1,204 balls`: the n of a sentence."""
    if n != 1:
        return f"{n:,} {unit}"
    return f"1 {_singular(unit)}"


def evidence(n: int, unit: str, matches: int | None = None) -> str:
    """The bracket every claim ends with."""
    over = f" in {count(matches, 'matches')}" if matches is not None else ""
    return f"(n = {count(n, unit)}{over})"


def too_few(n: int, needed: int, unit: str, matches: int = 0) -> str:
    """What is missing, and what to do about it."""
    if n >= needed:
        return ""
    start = f"Too few {unit} yet: {n:,} of {needed:,}."
    if n == 0 or matches == 0:
        return f"{start} Play a match and they will appear."
    more = -(-(needed - n) * matches // n)
    return f"{start} About {count(more, 'more matches')} will do."


def listed(parts: list[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def _singular(unit: str) -> str:
    irregular = {"matches": "match", "more matches": "more match", "rallies": "rally"}
    return irregular.get(unit, unit.removesuffix("s"))

import string
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game_engine.bots.roster import ROSTER, Bot
from rallyboard.accounts.aliases import STAFF, clean_alias
from rallyboard.accounts.errors import AliasRefused
from rallyboard.accounts.lookalikes import skeleton

FINE = [
    "Ada", "ada.lovelace", "J_R-7", "42", "Zoë", "Łukasz", "Москва", "李小龍", "さくらサクラ桜", "김철수",
    "محمد", "शान्ति", "x" * 24,
]  # fmt: skip

HOSTILE = {
    "empty": "",
    "only spaces": "   ",
    "one letter": "a",
    "twenty-five letters": "x" * 25,
    "ten thousand letters": "x" * 10_000,
    "a short text that NFKC makes long": "\ufdfa" * 8,
    "markup": "<b>Ada</b>",
    "a script": "<script>alert(1)</script>",
    "an attribute breaker": '" onload="x',
    "an entity": "Ada&amp;",
    "a link": "http://evil.example",
    "a formula": "=cmd|'/c calc'!A0",
    "a right-to-left override": "Ada\u202egnp",
    "an isolate": "\u2066Ada\u2069",
    "a zero-width space": "A\u200bda",
    "a zero-width joiner": "A\u200dda",
    "a soft hyphen": "A\u00adda",
    "a byte order mark": "\ufeffAda",
    "a lone surrogate": "Ada\ud800",
    "a NUL": "Ada\x00",
    "a line break": "Ada\nBob",
    "an escape sequence": "\x1b[31mAda",
    "a tab": "Ada\tBob",
    "a private character": "Ada\ue000",
    "an unassigned character": "Ada\U000e1000",
    "a tag character": "Ada\U000e0041",
    "an emoji": "Ada 🏓",
    "a flag": "🇫🇷🇫🇷",
    "a Hangul filler": "\u3164\u3164",
    "a Hangul filler between letters": "가\u3164나",
    "a variation selector": "Ada\ufe0f",
    "a grapheme joiner": "Ad\u034fa",
    "stacked accents": "A" + "\u0301" * 12,
    "accents alone": "\u0301\u0301",
    "an accent on a space": "A \u0301 b",
    "only punctuation": "._-",
    "Cyrillic among Latin": "Аda",
    "Greek among Latin": "Adα",
    "a circled letter trick": "admin\u20dd",
    "staff": "Admin",
    "staff in disguise": "A.d-M_1 n",
    "staff in full width": "ａｄｍｉｎ",
    "staff in mathematics": "𝐚𝐝𝐦𝐢𝐧",
    "a slash": "a/b",
    "a backslash": "a\\b",
    "an at sign": "ada@example",
}


@pytest.mark.parametrize("alias", FINE)
def test_a_name_that_people_have_is_kept_as_it_is(alias: str) -> None:
    assert clean_alias(alias) == unicodedata.normalize("NFKC", alias)


@pytest.mark.parametrize("alias", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_alias_is_refused_with_a_reason_and_without_an_echo(alias: str) -> None:
    with pytest.raises(AliasRefused) as refused:
        clean_alias(alias)
    assert refused.value.field == "alias"
    assert refused.value.detail.isascii(), "the answer never repeats a strange character"
    assert refused.value.detail.endswith(".")
    assert len(refused.value.detail) < 160


def test_spaces_around_and_between_are_tidied() -> None:
    assert clean_alias("  Ada   Lovelace\u00a0") == "Ada Lovelace"


def test_compatibility_forms_become_plain_ones() -> None:
    assert clean_alias("Ｔｅｎｎｉｓ ２") == "Tennis 2"


@pytest.mark.parametrize("bot", ROSTER.values(), ids=lambda bot: bot.slug)
def test_nobody_can_pass_for_a_house_bot(bot: Bot) -> None:
    sly = bot.name.replace("l", "1").replace("o", "0")
    for disguise in (bot.name, bot.name.upper(), sly, ".".join(bot.name), f" {bot.name} "):
        with pytest.raises(AliasRefused):
            clean_alias(disguise)


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_short_printable_and_accepted_again(text: str) -> None:
    try:
        alias = clean_alias(text)
    except AliasRefused:
        return
    assert 2 <= len(alias) <= 24
    assert alias.isprintable()
    assert not set(alias) & set("<>&\"'`=/\\{}")
    assert clean_alias(alias) == alias


@given(st.text(alphabet=string.ascii_lowercase, min_size=9, max_size=24))
def test_plain_letters_are_always_fine_unless_they_are_somebodys(text: str) -> None:
    assume(skeleton(text) not in {skeleton(name) for name in (*STAFF, *(bot.name for bot in ROSTER.values()))})
    assert clean_alias(text) == text

"""Headlines tell different matches differently, and none without its rallies."""

import re

from dashboards import headlines, listings
from tests.dashboards import bouts

SEATS = ("Anna", "Bert")


def told(real, seed):
    match_id = bouts.match_id(seed)
    match = listings.match(real, match_id)
    assert match is not None
    return headlines.headline(match, listings.rallies(real, match_id), SEATS).text


def shape(text):
    """The sentence without names and numbers: what kind of story it is."""
    return re.sub(r"\d+(\.\d+)?", "#", re.sub("Anna|Bert", "X", text))


def test_ten_different_matches_give_at_least_five_kinds_of_headline(real):
    for first in (0, 10, 20, 30):
        told_ten = [told(real, seed) for seed in range(first, first + 10)]
        assert len({shape(text) for text in told_ten}) >= 5, told_ten
        assert len(set(told_ten)) >= 8


def test_every_headline_names_both_players_and_its_rallies(real):
    for seed in range(bouts.COUNT):
        text = told(real, seed)
        assert "Anna" in text, text
        assert "Bert" in text, text
        assert re.search(r"\(n = [\d,]+ rallies\)\.$", text), text


def rally(no, winner, before, wp, hits=3, end="forced"):
    after = 1.0 if winner == 0 else 0.0
    return listings.Rally(no, 0, winner, 0.0, 900.0, hits, before, wp, after, 0.2, end, 1000.0)


def match(scores, reason="score", winner: int | None = 0, target=5):
    from datetime import UTC, datetime

    at = datetime(2026, 1, 1, tzinfo=UTC)
    return listings.Match("id", "classic-5", "bot", target, at, 2400, reason, winner, scores, ("a", "b"))


def test_a_comeback_is_told_from_its_lowest_point():
    course = [rally(1, 1, (0, 3), 0.11), *[rally(no, 0, (no - 2, 4), 0.4) for no in range(2, 7)]]
    text = headlines.headline(match((6, 4)), course, SEATS).text
    assert text.startswith("Anna came back from 0–3, a win chance of 11.0 %, to beat Bert 6–4")


def test_a_shutout_is_told_as_one():
    course = [rally(no, 1, (0, no), 0.4) for no in range(5)]
    text = headlines.headline(match((0, 5), winner=1), course, SEATS).text
    assert text == "Bert did not give Anna a single point and won 5–0 (n = 5 rallies)."


def test_a_resigned_match_says_who_resigned_and_when():
    text = headlines.headline(match((1, 3), "resign", 0), [rally(1, 0, (0, 0), 0.5)], SEATS).text
    assert text == "Bert resigned with the score at 1–3, Anna wins (n = 1 rally)."


def test_a_void_match_is_undecided():
    text = headlines.headline(match((2, 2), "void", None), [rally(1, 0, (0, 0), 0.5)], SEATS).text
    assert text == "Anna and Bert left it undecided at 2–2 (n = 1 rally)."


def test_a_match_resigned_before_the_first_rally_still_has_a_sentence():
    found = headlines.headline(match((0, 0), "resign", 0), [], SEATS)
    assert found.text == "Bert resigned with the score at 0–0, Anna wins (n = 0 rallies)."
    assert found.evidence == "No rally was played."


def test_every_story_can_be_told(real):
    """No story fails on any match, whatever its strength."""
    for seed in range(bouts.COUNT):
        played = listings.match(real, bouts.match_id(seed))
        assert played is not None
        assert played.winner is not None
        course = listings.rallies(real, bouts.match_id(seed))
        tale = headlines.Tale(played, course, "Anna", "Bert", played.winner)
        for story in headlines.STORIES:
            strength, text = story(tale)
            assert 0 <= strength <= 1
            assert text

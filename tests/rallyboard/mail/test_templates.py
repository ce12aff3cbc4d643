import pytest

from rallyboard.mail.templates import KINDS, Draft

WORDS = {
    "site": "https://pong.example", "token": "TOKEN", "browser": "Firefox on Linux", "network": "192.0.2.0/24",
    "left": "7", "factor": "passkey", "provider": "42", "done": "linked", "label": "my bot",
}  # fmt: skip


def said(draft: Draft) -> str:
    return "\n".join([draft.subject, *draft.above, draft.link, draft.code, *draft.below])


@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_has_a_subject_something_to_say_and_no_trace_of_a_template(kind: str) -> None:
    draft = KINDS[kind].write(WORDS)
    assert 10 <= len(draft.subject) <= 60
    assert draft.above
    assert "None" not in said(draft)
    assert "{" not in said(draft)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_holds_its_token_exactly_when_it_needs_one(kind: str) -> None:
    needs = {"verify", "reset", "email", "login_code"}
    assert said(KINDS[kind].write(WORDS)).count("TOKEN") == (kind in needs)


@pytest.mark.parametrize("kind", ["verify", "reset", "email"])
def test_a_token_travels_behind_the_hash_where_no_server_sees_it(kind: str) -> None:
    link = KINDS[kind].write(WORDS).link
    assert link.startswith("https://pong.example/")
    assert link.endswith("#TOKEN")


@pytest.mark.parametrize(
    "kind", ["changed_password", "changed_email", "new_sign_in", "recovery_used", "factor_removed", "access_key_made"]
)
def test_whoever_did_not_do_it_is_told_what_to_do(kind: str) -> None:
    assert "If that was not you, choose a new password" in said(KINDS[kind].write(WORDS))


def test_what_opens_something_soon_is_not_sent_late() -> None:
    assert KINDS["login_code"].lives_s == 600
    assert KINDS["reset"].lives_s == 3600
    assert min(kind.lives_s for kind in KINDS.values()) > 0

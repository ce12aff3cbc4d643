import pytest
from hypothesis import given
from hypothesis import strategies as st

from rallyboard.players.errors import ProfileRefused
from rallyboard.players.links import LONGEST, MOST, clean_links


@pytest.mark.parametrize(
    "link",
    ["https://example.org", "https://example.org/", "https://a.b.example.org/me?x=1&y=%20#top",
     "https://xn--bcher-kva.example/", "https://example.org/~me/a_b-c.d", "https://example.org/a:b@c"],
)  # fmt: skip
def test_an_https_address_is_kept_as_it_is(link: str) -> None:
    assert clean_links([link]) == [link]


@pytest.mark.parametrize(
    "link",
    ["http://example.org", "javascript:alert(1)", "data:text/html,x", "//example.org", "https:example.org", "https://",
     "ftp://example.org", "https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/",
     "https://0x7f.1/", "https://user@example.org/", "https://example.org@evil.example/", "https://a:b@example.org/",
     "https://example.org:8443/", "https://exаmple.org/", "https://bücher.example/", "https://example.org/\u202e",
     "https://example.org/a b", "https://example.org/\nb", "https://exam\tple.org/", 'https://example.org/"onclick=x',
     "https://example.org/<b>", "https://example.org\\@evil.example", "https://-a.example/", "https://a..example/",
     "https://example.org./x", "https://" + "a" * 64 + ".example/", "https://example.org/\x00", "example.org"],
)  # fmt: skip
def test_what_leads_elsewhere_than_it_looks_is_refused(link: str) -> None:
    with pytest.raises(ProfileRefused) as refusal:
        clean_links([link])
    assert refusal.value.field == "links"


def test_none_stands_twice_and_empty_ones_are_left_out() -> None:
    assert clean_links([" HTTPS://Example.ORG/Me ", "https://example.org/Me", "", " "]) == ["https://example.org/Me"]


def test_there_is_an_end_to_their_number_and_length() -> None:
    many = [f"https://example.org/{number}" for number in range(MOST + 1)]
    assert clean_links(many[:-1]) == many[:-1]
    with pytest.raises(ProfileRefused, match="at most 5"):
        clean_links(many)
    with pytest.raises(ProfileRefused, match=f"at most {LONGEST}"):
        clean_links(["https://example.org/" + "a" * LONGEST])


@given(st.text(alphabet="https:/.@abc#?[]%\\ \n\u0430", max_size=40))
def test_whatever_is_kept_is_https_to_a_name_with_a_dot(text: str) -> None:
    try:
        links = clean_links(["https://" + text])
    except ProfileRefused:
        return
    assert all(link.startswith("https://") and "." in link.split("/")[2] and link.isascii() for link in links)

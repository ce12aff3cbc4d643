from rallyboard.accounts.cookies import GuestCookie


def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    said = GuestCookie(secure=True).holding("t").to_header(header="")
    assert said.startswith("__Host-rb_guest=t;")
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/", "Max-Age=31536000"):
        assert part in said
    assert "Domain" not in said


def test_over_plain_http_it_has_another_name_and_is_as_shy() -> None:
    said = GuestCookie(secure=False).holding("t").to_header(header="")
    assert said.startswith("rb_guest=t;")
    assert "Secure" not in said
    assert "HttpOnly" in said
    assert "SameSite=strict" in said


def test_clearing_uses_the_same_name_and_ends_at_once() -> None:
    cookie = GuestCookie(secure=True)
    assert cookie.cleared().to_header(header="").startswith(f'{cookie.name}="";')
    assert cookie.cleared().max_age == 0

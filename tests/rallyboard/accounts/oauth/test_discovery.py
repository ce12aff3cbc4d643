"""A provider's published keys: those that can be understood count, whatever stands beside them."""

from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from rallyboard.accounts.oauth.discovery import keys_of
from rallyboard.accounts.oauth.errors import ProviderRefused

RSA: dict[str, Any] = dict(RSAKey.generate_key(2048, {"kid": "rsa"}).as_dict(private=False))
CURVE: dict[str, Any] = dict(ECKey.generate_key("P-256", {"kid": "curve"}).as_dict(private=False))


def test_keys_that_cannot_be_understood_are_passed_over() -> None:
    strange = [{}, {"kty": "AKP", "kid": "new"}, {"kty": "RSA", "kid": "half"}, None, 7, "x", {**CURVE, "x": "!"}, []]
    assert [key.kid for key in keys_of({"keys": [RSA, *strange, CURVE]}).keys] == ["rsa", "curve"]


@pytest.mark.parametrize("found", [{}, {"keys": None}, {"keys": {}}, {"keys": "x"}, {"error": "no"}])
def test_an_answer_without_a_list_of_keys_is_refused(found: dict[str, Any]) -> None:
    with pytest.raises(ProviderRefused):
        keys_of(found)


def test_of_a_flood_of_keys_only_the_first_count() -> None:
    assert len(keys_of({"keys": [RSA] * 500}).keys) == 50

"""Tokens of an OIDC issuer: signed by its keys, for us, and not ended."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest
from envgov.api.gates.oidc import Issuer
from envgov.api.settings import SettingError, Settings
from joserfc import jwk, jwt

NOW = int(time.time())
CLAIMS: dict[str, object] = {
    "iss": "https://issuer.example",
    "aud": "envgov",
    "sub": "analyst",
    "exp": NOW + 86_400,
    "scope": "openid envgov:read envgov:cypher",
}
KEY = jwk.RSAKey.generate_key(2048, {"kid": "1"}, private=True)
OTHER = jwk.RSAKey.generate_key(2048, {"kid": "1"}, private=True)


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    """Return the issuer of KEY."""
    file = tmp_path / "jwks.json"
    file.write_text(json.dumps({"keys": [KEY.as_dict(private=False)]}), "utf-8")
    return Issuer(Settings(oidc_issuer="https://issuer.example", oidc_audience="envgov", oidc_jwks=str(file)))


def token(key: jwk.RSAKey = KEY, **changed: object) -> str:
    """Return a token with these claims."""
    return jwt.encode({"alg": "RS256", "kid": "1"}, CLAIMS | changed, key)


def test_a_token_opens_what_its_scopes_say(issuer: Issuer) -> None:
    key = issuer.find(token())
    assert key is not None
    assert key.allows("read")
    assert not key.allows("write")


@pytest.mark.parametrize(
    "changed", [{"iss": "https://evil.example"}, {"aud": "other"}, {"exp": NOW - 3600}, {"exp": None}, {"sub": None}]
)
def test_a_token_of_others_or_of_the_past_is_refused(issuer: Issuer, changed: dict[str, object]) -> None:
    assert issuer.find(token(**changed)) is None


def test_a_token_that_another_key_signed_is_refused(issuer: Issuer) -> None:
    assert issuer.find(token(OTHER)) is None
    assert issuer.find("a.b.c") is None


def test_a_token_without_a_signature_is_refused(issuer: Issuer) -> None:
    parts = (json.dumps({"alg": "none"}), json.dumps(CLAIMS), "")
    forged = ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)
    assert issuer.find(forged) is None


def test_half_a_setting_is_refused() -> None:
    with pytest.raises(SettingError, match="oidc_audience"):
        Issuer(Settings(oidc_issuer="https://issuer.example"))

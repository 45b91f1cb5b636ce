"""Tokens of an OIDC issuer, as an alternative to keys; needs the extra `oidc` (joserfc)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from ..settings import SettingError, Settings
from .keys import SCOPES, Key

ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA"]  # public keys only: HS256 would make a public key a secret
LEEWAY = 60  # seconds that clocks may differ
CLAIM = "scope"  # words such as envgov:read


class Issuer:
    """The tokens of one issuer: its keys are read from a file, so that no address is ever fetched."""

    def __init__(self, settings: Settings) -> None:
        try:
            from joserfc import jwk
        except ImportError as error:
            raise SettingError("oidc_issuer needs the extra `oidc`: pip install 'envgov[oidc]'") from error
        if not (settings.oidc_audience and settings.oidc_jwks):
            raise SettingError("oidc_issuer needs oidc_audience and oidc_jwks too; docs/configuration.md explains them")
        try:
            data = json.loads(Path(settings.oidc_jwks).read_text("utf-8"))
            self.keys = jwk.KeySet.import_key_set(data)
        except (OSError, ValueError, KeyError) as error:
            raise SettingError(f"{settings.oidc_jwks} is no JWKS file; save the issuer's keys there") from error
        self.issuer, self.audience = settings.oidc_issuer, settings.oidc_audience

    def find(self, token: str) -> Key | None:
        """Return a key for a token that the issuer signed for us and that has not ended, or None."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            claims = jwt.decode(token, self.keys, algorithms=ALGORITHMS).claims
            registry.validate(claims)
        except (JoseError, ValueError, TypeError):
            return None
        return _key(claims)


def _key(claims: dict[str, Any]) -> Key:
    words = str(claims.get(CLAIM, "")).split()
    scopes = tuple(scope for scope in SCOPES if f"envgov:{scope}" in words)
    made = time.strftime("%Y-%m-%d", time.gmtime())
    return Key(f"oidc:{claims['sub']}"[:60], "oidc", "", scopes, made)

"""The description is clean under every rule of Spectral for OpenAPI and for the OWASP API Security Top 10."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import pytest
import spectral
from envgov.api.app import create_app
from envgov.api.settings import Settings


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the description of the service; skip where Spectral cannot be had, and in CI fail."""
    if reason := spectral.unavailable():
        if os.environ.get("CI"):
            pytest.fail(f"Spectral cannot run: {reason}")
        pytest.skip(f"left out: Spectral over the description of the API: {reason}")
    state: Path = tmp_path_factory.mktemp("state")
    return create_app(str(state / "none"), settings=Settings(state=str(state))).openapi()


def test_the_description_is_clean(description: dict[str, Any]) -> None:
    assert [f"{each.rule} {each.where}" for each in spectral.findings(description)] == []


def test_what_the_rules_are_for_is_found(description: dict[str, Any]) -> None:
    spoilt = copy.deepcopy(description)
    spoilt["paths"] = {"/v1/agencies": spoilt["paths"]["/v1/agencies"]}
    del spoilt["paths"]["/v1/agencies"]["get"]["operationId"]
    spoilt["components"]["schemas"]["Health"]["properties"]["status"] = {"type": "string"}
    spoilt["components"]["responses"]["Problem429"].pop("headers")
    found = {each.rule for each in spectral.findings(spoilt)}
    assert {"operation-operationId", "owasp:api4:2023-string-limit", "owasp:api4:2023-rate-limit"} <= found

"""What an installation brings along: pinned, and under licences that let anybody use it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import audit
import pytest
from packaging.utils import canonicalize_name


def test_the_base_installation_has_no_strong_copyleft_and_names_its_licences() -> None:
    found = audit.base()
    assert len(found) > 40
    assert [each for each in found if each.is_strong_copyleft] == []
    assert [each.name for each in found if not each.licence] == []


def test_every_package_of_the_base_installation_is_pinned() -> None:
    pinned = {canonicalize_name(line.partition("==")[0]) for line in audit.CONSTRAINTS.read_text("utf-8").splitlines()}
    assert {each.name for each in audit.base()} <= pinned


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v3", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("GPL-2.0-only OR GPL-3.0-only", True),
    ],
)
def test_a_licence_is_judged_by_the_best_choice_that_it_leaves(licence: str, strong: bool) -> None:
    assert audit.Package("x", "1", licence).is_strong_copyleft is strong


@pytest.mark.parametrize(
    ("dependencies", "expected"),
    [
        ([{"name": "a", "skip_reason": "not found"}], None),
        ([{"name": "a", "version": "1", "vulns": []}], []),
        (
            [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}, {"name": "b", "skip_reason": ""}],
            ["a 1\tCVE-1\t2"],
        ),
    ],
)  # fmt: skip
def test_what_could_not_be_looked_up_is_not_called_clean(
    monkeypatch: pytest.MonkeyPatch, dependencies: list[Any], expected: list[str] | None
) -> None:
    said = subprocess.CompletedProcess([], 1, json.dumps({"dependencies": dependencies}), "")
    monkeypatch.setattr(audit.subprocess, "run", lambda *_given, **_named: said)
    assert audit.vulnerabilities() == expected

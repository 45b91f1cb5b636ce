"""Look for known vulnerabilities in the versions of constraints.txt; where the data cannot be had, list versions and licences.

Usage: python tools/audit.py     (`make audit`); exit code 1 where a version has a known vulnerability
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import regex
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
SECONDS = 300
STRONG = regex.compile(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License|Affero", regex.IGNORECASE)
NO_DATA = "left out: the vulnerability data of pip-audit cannot be had here; the versions that are installed, with their licences:"


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package and the licence that it names."""

    name: str
    version: str
    licence: str

    @property
    def is_strong_copyleft(self) -> bool:
        """Say whether every licence that one may choose is GPL or AGPL."""
        return all(STRONG.search(choice) for choice in regex.split(r"\bOR\b", self.licence))


def base() -> list[Package]:
    """Return what an installation with briefings brings: the dependencies of pyproject.toml and theirs, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return sorted(
        _closure([*project["dependencies"], *project["optional-dependencies"]["brief"]]),
        key=lambda package: package.name,
    )


def _closure(requirements: Iterable[str]) -> Iterator[Package]:
    waiting = [Requirement(each) for each in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    named: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (key := (name, frozenset(wanted.extras))) in seen:
            continue
        seen.add(key)
        found = metadata.distribution(name)
        if name not in named:
            named.add(name)
            yield Package(name, found.version, licence_of(found.metadata))
        for each in map(Requirement, found.requires or ()):
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in wanted.extras or {""}):
                waiting.append(each)


def licence_of(said: metadata.PackageMetadata) -> str:
    """Return the licence that a package names: an expression, else classifiers, else the first line of its own words."""
    classifiers = [each for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    own = (said.get("License") or "").strip().splitlines()
    listed = " OR ".join(each.rpartition(" :: ")[2] for each in classifiers)
    return said.get("License-Expression") or listed or (own[0] if own else "")


def installed() -> list[Package]:
    """Return every package of this Python."""
    found = {canonicalize_name(each.name): each for each in metadata.distributions()}
    return [Package(name, each.version, licence_of(each.metadata)) for name, each in sorted(found.items())]


def vulnerabilities() -> list[str] | None:
    """Return a line for each known vulnerability, or None where the data cannot be had."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--no-deps",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(
            [*command, "-r", str(CONSTRAINTS)], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        looked = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    if not any("vulns" in each for each in looked):  # each was skipped: it reached no source
        return None
    return [
        f"{each['name']} {each['version']}\t{found['id']}\t{', '.join(found['fix_versions']) or 'no fix'}"
        for each in looked
        for found in each.get("vulns", ())
    ]


def main() -> int:
    """Print what is known; return 1 where a version has a known vulnerability."""
    found = vulnerabilities()
    if found is None:
        print(NO_DATA, file=sys.stderr)
        for package in installed():
            print(f"{package.name}\t{package.version}\t{package.licence or 'names none'}")
        return 0
    print("\n".join(found) or "no version of constraints.txt has a known vulnerability")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

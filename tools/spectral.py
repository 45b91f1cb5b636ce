"""Let Spectral (https://stoplight.io/open-source/spectral) look at a description of the API.

Usage: python tools/spectral.py OPENAPI.json     (npm brings Spectral and the OWASP rules once, into a cache outside the tree)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fetching import COMPLETE, fetched_once

VERSION, OWASP = "6.16.3", "2.0.1"
PACKAGES = {"@stoplight/spectral-cli": VERSION, "@stoplight/spectral-owasp-ruleset": OWASP}
RULES = Path(__file__).parent.parent / ".spectral.yaml"
SECONDS = 600
HOW = "apt-get install npm"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one place of a description."""

    rule: str
    where: str
    message: str


def cached() -> Path:
    """Return the folder of these versions, outside the work tree."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return cache / "envgov-spectral" / f"{VERSION}-owasp-{OWASP}"


def unavailable() -> str | None:
    """Return why Spectral cannot run here, or None."""
    if shutil.which("node") is None or (shutil.which("npm") is None and not (cached() / COMPLETE).exists()):
        return f"node or npm missing; {HOW}"
    return None


def installed() -> Path:
    """Return the folder with Spectral in it; the first time npm brings it."""
    return fetched_once(cached(), _fetch)


def _fetch(folder: Path) -> None:
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}), "utf-8")
    # No script of a package runs here: one of them would report home.
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True, timeout=SECONDS)


def findings(description: dict[str, Any]) -> list[Finding]:
    """Return what the rules of .spectral.yaml say about a description, whatever their severity."""
    folder = installed()
    with TemporaryDirectory(
        dir=folder, prefix="look-"
    ) as name:  # below node_modules: rules are found from where they stand
        here = Path(name)
        (here / ".spectral.yaml").write_text(RULES.read_text("utf-8"), "utf-8")
        (here / "openapi.json").write_text(json.dumps(description, ensure_ascii=False), "utf-8")
        spectral = folder / "node_modules" / ".bin" / "spectral"
        command = [str(spectral), "lint", "--ruleset", ".spectral.yaml", "--format", "json", "--fail-severity", "hint"]
        done = subprocess.run([*command, "openapi.json"], cwd=here, capture_output=True, text=True, timeout=SECONDS, check=False)  # fmt: skip
    if done.returncode not in (0, 1) or not done.stdout.startswith("["):
        raise RuntimeError(f"Spectral did not run: {done.stdout[-500:]} {done.stderr[-500:]}")
    found = json.loads(done.stdout[: done.stdout.rindex("]") + 1])
    return [Finding(each["code"], "/".join(map(str, each["path"])), each["message"]) for each in found]


def main() -> int:
    """Print one line a finding; return 1 where there is any."""
    if reason := unavailable():
        print(f"Spectral cannot run: {reason}", file=sys.stderr)
        return 1
    found = findings(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    for each in found:
        print(f"{each.rule}\t{each.where}\t{each.message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

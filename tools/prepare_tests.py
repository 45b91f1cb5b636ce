"""Fetch what the tests need and name in one line what this machine lacks; in CI install that first.

Whatever is missing costs its own tests only: without a browser the jars of Neo4j are fetched all the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import neo4j_server
import spectral

# Programs, the packages that bring them, and the tests that need them.
NEEDED = {
    "java": (["openjdk-17-jre-headless"], "a real Neo4j"),
    "mvn": (["maven"], "a real Neo4j"),
    "chromium": (["chromium", "fonts-noto-cjk"], "pages in a browser"),
    "docker-compose": (["docker-compose"], "docker/compose.yaml"),
    "dot": (["graphviz"], "networks in briefings"),
    "soffice": (["libreoffice-impress", "libreoffice-writer", "fonts-noto-cjk"], "briefings and files as rendered"),
    "pdftoppm": (["poppler-utils"], "briefings as rendered"),
    "npm": (["npm"], "Spectral"),
}


def main() -> int:
    """Install what is missing in CI, fetch what can be fetched, and say in one line what is left out."""
    missing = lacking()
    if missing and os.environ.get("CI") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=True)  # noqa: S607
        subprocess.run(install(missing), check=True)  # noqa: S603
        missing = lacking()
    unfetched = fetch()
    if missing or unfetched:
        print(left_out(missing, unfetched), file=sys.stderr)
    return 0


def lacking() -> list[str]:
    """Return the programs that are not here; a Java or jars that came another way count as here."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    here = {"java"} if neo4j_server.java() else set()
    if os.environ.get("NEO4J_URI") or has_jars():
        here |= {"mvn"} | ({"java"} if os.environ.get("NEO4J_URI") else set())
    if os.environ.get("CHROMIUM_PATH") or shutil.which("chromium-browser"):
        here |= {"chromium"}
    if _compose_of_docker():
        here |= {"docker-compose"}
    return [program for program in missing if program not in here]


def has_jars() -> bool:
    """Say whether the jars of Neo4j were fetched before."""
    return (neo4j_server.cached() / neo4j_server.COMPLETE).exists()


def _compose_of_docker() -> bool:
    docker = shutil.which("docker")
    return docker is not None and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0  # noqa: S603  # fmt: skip


def install(missing: list[str]) -> list[str]:
    """Return the command that brings programs."""
    return ["apt-get", "install", "-y", "-q", *(package for program in missing for package in NEEDED[program][0])]


def left_out(missing: list[str], unfetched: list[str]) -> str:
    """Return the line that says what is not tested, why, and what would change it."""
    tests = list(dict.fromkeys([*(NEEDED[program][1] for program in missing), *unfetched]))
    why = (
        f"{', '.join(missing)} missing; to add them: {' '.join(install(missing))}"
        if missing
        else "not to be fetched now"
    )
    return f"left out: tests of {', '.join(tests)} ({why})"


def fetch() -> list[str]:
    """Fetch the jars of Neo4j and Spectral before the tests run side by side; return what could not be fetched."""
    unfetched = []
    if not os.environ.get("NEO4J_URI") and neo4j_server.unavailable() is None and not _fetched(neo4j_server.jars):
        unfetched.append("a real Neo4j")
    if spectral.unavailable() is None and not _fetched(spectral.installed):
        unfetched.append("Spectral")
    return unfetched


def _fetched(what: Callable[[], Path]) -> bool:
    try:
        what()
    except (OSError, subprocess.SubprocessError):
        if os.environ.get("CI"):
            raise
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())

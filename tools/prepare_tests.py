"""Say what the tests need and this machine lacks; in CI install it (for a real Neo4j, its Browser, and compose.yaml)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import neo4j_server
import spectral

NEEDED = {
    "java": ["openjdk-17-jre-headless"],
    "mvn": ["maven"],
    "chromium": ["chromium", "fonts-noto-cjk"],
    "docker-compose": ["docker-compose"],
    "dot": ["graphviz"],
    "soffice": ["libreoffice-impress", "libreoffice-writer"],
    "pdftoppm": ["poppler-utils"],
    "npm": ["npm"],
}


def main() -> int:
    """Install what is missing in CI; elsewhere name it with the command that adds it."""
    missing = [package for command, packages in NEEDED.items() if shutil.which(command) is None for package in packages]
    if not missing:
        return fetched()
    install = ["apt-get", "install", "-y", "-q", *missing]
    if os.environ.get("CI") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=True)  # noqa: S607
        subprocess.run(install, check=True)  # noqa: S603
        return fetched()
    print(
        f"left out: tests on a real Neo4j, its Browser, or docker/compose.yaml; to add them: {' '.join(install)}",
        file=sys.stderr,
    )
    return 0


def fetched() -> int:
    """Fetch the jars of Neo4j and Spectral before the tests run side by side, so that no two processes fetch them at once."""
    if not os.environ.get("NEO4J_URI") and neo4j_server.unavailable() is None:
        neo4j_server.jars()
    if spectral.unavailable() is None:
        spectral.installed()
    return 0


if __name__ == "__main__":
    sys.exit(main())

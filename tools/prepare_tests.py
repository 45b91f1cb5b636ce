"""Say what the tests need and this machine lacks; in CI install it (Java and Maven, for the tests on a real Neo4j)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NEEDED = {"java": "openjdk-17-jre-headless", "mvn": "maven"}


def main() -> int:
    """Install what is missing in CI; elsewhere name it with the command that adds it."""
    missing = [package for command, package in NEEDED.items() if shutil.which(command) is None]
    if not missing or os.environ.get("NEO4J_URI"):
        return 0
    install = ["apt-get", "install", "-y", "-q", *missing]
    if os.environ.get("CI") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=True)  # noqa: S607
        subprocess.run(install, check=True)  # noqa: S603
        return 0
    print(f"left out: the tests on a real Neo4j; to add them: {' '.join(install)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

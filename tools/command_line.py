"""The command line of this tree as a process: what the tests and the benchmarks run, installed or not."""

from __future__ import annotations

import sys


def envgov_command(*arguments: str) -> list[str]:
    """Return the command that runs `envgov` with these arguments in the Python that runs now."""
    return [sys.executable, "-c", "from envgov.api.cli.main import main; main()", *arguments]

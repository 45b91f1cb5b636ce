"""Read the statements of the cypher folder that are not named queries: one statement a file, comments on top."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .errors import QueryError


@cache
def statement(path: str) -> str:
    """Return the statement in `cypher/{path}.cypher`; raise QueryError where there is none."""
    file = files("envgov.cypher").joinpath(f"{path}.cypher")
    if not file.is_file():
        raise QueryError(f"cypher/{path}.cypher is missing; install envgov again")
    return "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.startswith("//")).strip()


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the statements in a folder below cypher/, in order."""
    entries = files("envgov.cypher").joinpath(folder).iterdir()
    return tuple(sorted(entry.name.removesuffix(".cypher") for entry in entries if entry.name.endswith(".cypher")))

"""Read the statements of the cypher folder that are not named queries: one a file, comments on top, or made by a template."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .errors import QueryError
from .templates import expanded


@cache
def statement(path: str) -> str:
    """Return the statement in `cypher/{path}.cypher`, or the one a template makes; raise QueryError where there is none."""
    if (made := expanded().get(path)) is not None:
        return made
    file = files("envgov.cypher").joinpath(f"{path}.cypher")
    if not file.is_file():
        raise QueryError(f"cypher/{path}.cypher is missing; install envgov again")
    return "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.startswith("//")).strip()


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the statements in a folder below cypher/, in order; those of templates are among them."""
    place = files("envgov.cypher").joinpath(folder)
    own = {entry.name for entry in place.iterdir() if entry.name.endswith(".cypher")} if place.is_dir() else set()
    made = {path.removeprefix(f"{folder}/") for path in expanded() if path.rpartition("/")[0] == folder}
    return tuple(sorted({name.removesuffix(".cypher") for name in own} | made))

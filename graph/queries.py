"""Read the named queries: one statement a file under cypher/<subject>/, with front matter in `//` comments on top."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import isfinite
from string import Template
from typing import Any

import regex
import yaml

from .errors import QueryError
from .kinds import load_kinds
from .statements import statement

SUBJECTS = (
    "trainings", "plans", "events", "campaigns", "groups", "agencies", "officials", "paths", "regions", "tasks",
    "directives", "facts", "quality", "clauses",
)  # fmt: skip
PARAM_KEYS = frozenset({"type", "required", "default", "example", "one_of", "doc"})
PARAM_TYPES = frozenset({"str", "int", "float", "bool", "day"})
RETURN_TYPES = frozenset({"str", "int", "float", "bool", "list", "map"})
BLANKED = regex.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`]|``)*`", regex.DOTALL
)  # comments, strings and quoted names hold no parameters
PARAMETER = regex.compile(r"\$([A-Za-z_]\w*)")
WRITES = regex.compile(r"\b(?:CREATE|MERGE|DELETE|SET|REMOVE|DROP|FOREACH|LOAD)\b", regex.IGNORECASE)
RETURNED = regex.compile(r"\bRETURN\s+(?:DISTINCT\s+)?", regex.IGNORECASE)
AFTER_RETURN = regex.compile(r"\b(?:ORDER\s+BY|SKIP|LIMIT)\b", regex.IGNORECASE)
EVERYTHING = "everything"  # in `scans`: all relationships
LARGEST_INTEGER = 2**63  # of 64 bits, as both engines keep them
CUT = regex.compile(r"\b(?:SKIP|LIMIT)\s+$", regex.IGNORECASE)
TRUE, FALSE = frozenset({"true", "1", "yes", "是"}), frozenset({"false", "0", "no", "否"})


class _FrontMatter(yaml.SafeLoader):
    """YAML with the booleans of version 1.2: `on` is a name, as in `on: {type: day}`."""


_FrontMatter.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: `type` is str, int, float, bool or day; without `required` the default (None: all) stands in.

    `one_of` is its closed list, or empty.
    """

    name: str
    type: str
    doc: str
    required: bool = False
    default: object = None
    example: object = None
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name: `text` is its statement, `post` a function of analysis.py on its rows, `scans` what it looks through."""

    name: str
    zh: str
    en: str
    params: tuple[Param, ...]
    returns: Mapping[str, str]
    text: str
    file: str
    post: str | None = None
    scans: tuple[str, ...] = ()


@cache
def load_queries() -> Mapping[str, NamedQuery]:
    """Return every named query by name, in order; raise QueryError with file and line where one is malformed."""
    return {query.name: query for subject in SUBJECTS for query in read_folder(subject)}


def read_folder(folder: str, extra: Iterable[str] = ()) -> Iterator[NamedQuery]:
    """Yield the queries of a folder below cypher/, in order; `extra` are parameters that the caller gives."""
    found = files("envgov.cypher").joinpath(folder)
    for entry in sorted(found.iterdir(), key=lambda entry: entry.name) if found.is_dir() else []:
        if entry.name.endswith(".cypher"):
            yield read_query(f"{folder}/{entry.name}", entry.read_text("utf-8"), extra)


def named(name: str) -> NamedQuery:
    """Return the query of this name; raise QueryError with the nearest names where there is none."""
    queries = load_queries()
    if name not in queries:
        near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
        hint = f"did you mean {', '.join(near)}?" if near else "`envgov ask` lists them"
        raise QueryError(f"there is no query {name!r}; {hint}")
    return queries[name]


def read_query(file: str, text: str, extra: Iterable[str] = ()) -> NamedQuery:
    """Return the query that a file holds; raise QueryError with file and line where it is malformed."""
    head, statement, first_line = _split(file, text)
    try:
        data = yaml.load(head, _FrontMatter)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise QueryError(f"cypher/{file}:1: the front matter is no YAML: {' '.join(str(error).split())}") from error
    missing = {"zh", "en", "returns"} - set(data or {})
    if missing:
        raise QueryError(f"cypher/{file}:1: the front matter lacks {', '.join(sorted(missing))}")
    params = tuple(_param(file, name, entry or {}) for name, entry in (data.get("params") or {}).items())
    query = NamedQuery(
        file.removesuffix(".cypher").replace("/", "."),
        data["zh"],
        data["en"],
        params,
        dict(data["returns"]),
        statement,
        file,
        data.get("post"),
        tuple(data.get("scans", ())),
    )
    _check(query, first_line, extra)
    return query


def _split(file: str, text: str) -> tuple[str, str, int]:
    lines = text.splitlines()
    fences = [index for index, line in enumerate(lines) if line.strip() == "// ---"]
    if len(fences) != 2 or fences[0] != 0:
        raise QueryError(f"cypher/{file}:1: the front matter must stand between two lines `// ---` on top")
    head = "\n".join(line[3:] if line.startswith("// ") else line[2:] for line in lines[1 : fences[1]])
    return head, "\n".join(lines[fences[1] + 1 :]).strip(), fences[1] + 2


def _param(file: str, name: str, entry: Mapping[str, Any]) -> Param:
    kind = entry.get("type", "str")
    if kind not in PARAM_TYPES:
        raise QueryError(
            f"cypher/{file}:1: parameter {name}: {kind!r} is no type; use {', '.join(sorted(PARAM_TYPES))}"
        )
    if unknown := set(entry) - PARAM_KEYS:
        odd = sorted(map(str, unknown))[0]
        raise QueryError(f"cypher/{file}:1: parameter {name}: {odd!r} means nothing here; quote texts with commas")
    closed = tuple(map(str, entry.get("one_of", ())))
    doc, required = entry.get("doc", ""), bool(entry.get("required"))
    return Param(name, kind, doc, required, entry.get("default"), entry.get("example"), closed)


def _check(query: NamedQuery, first_line: int, extra: Iterable[str]) -> None:
    blanked = _blanked(query.text)
    used: dict[str, int] = {}
    for match in PARAMETER.finditer(blanked):
        used.setdefault(match.group(1), first_line + blanked.count("\n", 0, match.start()))
    declared = {param.name for param in query.params}
    for name, line in used.items():
        if name not in declared | set(extra):
            raise QueryError(f"cypher/{query.file}:{line}: the parameter ${name} is not declared in the front matter")
    if query.post is None and (unused := sorted(declared - set(used))):
        raise QueryError(f"cypher/{query.file}:1: the parameter {unused[0]!r} is declared and not used")
    if ";" in blanked.rstrip().rstrip(";"):
        raise QueryError(f"cypher/{query.file}:{first_line}: a file holds one statement")
    if odd := [name for name in query.scans if name not in load_kinds().names() | {EVERYTHING}]:
        raise QueryError(
            f"cypher/{query.file}:1: scans: {odd[0]!r} is neither a label nor a relationship of kinds.yaml"
        )
    if writing := WRITES.search(blanked):
        line = first_line + blanked.count("\n", 0, writing.start())
        raise QueryError(f"cypher/{query.file}:{line}: a named query only reads; {writing.group()} writes")
    for column, kind in query.returns.items():
        if kind not in RETURN_TYPES:
            raise QueryError(f"cypher/{query.file}:1: column {column}: {kind!r} is no type")
    columns = list(_columns(_blanked(query.text, names=False)))
    if query.post is None and columns != list(query.returns):
        raise QueryError(
            f"cypher/{query.file}:{first_line}: it returns {columns}, the front matter says {list(query.returns)}"
        )


def _blanked(text: str, *, names: bool = True) -> str:
    """Return a statement with spaces for its comments and strings, and for its quoted names if `names`."""
    return BLANKED.sub(
        lambda match: (
            match.group() if not names and match.group()[0] == "`" else regex.sub(r"[^\n]", " ", match.group())
        ),
        text,
    )


def _columns(statement: str) -> Iterator[str]:
    """Yield the names that the last RETURN gives its columns."""
    returns = list(RETURNED.finditer(statement))
    if not returns:
        return
    body = statement[returns[-1].end() :]
    end = AFTER_RETURN.search(body)
    body = body[: end.start()] if end else body
    depth, start = 0, 0
    pieces = []
    for index, character in enumerate(body):
        depth += character in "([{"
        depth -= character in ")]}"
        if character == "," and depth == 0:
            pieces.append(body[start:index])
            start = index + 1
    for piece in (*pieces, body[start:]):
        yield piece.split()[-1].rsplit(".", 1)[-1].strip("`")


def bind(query: NamedQuery, given: Mapping[str, object]) -> dict[str, object]:
    """Return every parameter of a query with its value: text is read as the declared type, defaults are filled in.

    Raises QueryError for a parameter that is unknown, missing or of another type.
    """
    known = {param.name: param for param in query.params}
    for name in given:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name!r}{_near(name, known)}")
    bound: dict[str, object] = {}
    for param in query.params:
        value = given.get(param.name)
        if value is None or value == "":
            if param.required:
                example = f", such as {param.name}={param.example}" if param.example is not None else ""
                raise QueryError(f"{query.name} needs the parameter {param.name!r}{example}")
            bound[param.name] = param.default
        else:
            bound[param.name] = _typed(query, param, value)
    return bound


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    if near:
        return f"; did you mean {near[0]!r}?"
    listed = ", ".join(known)
    return f"; it has {listed}" if listed else "; it has none"


def _typed(query: NamedQuery, param: Param, value: object) -> object:
    text = str(value).strip()
    if param.type in ("int", "float"):
        number = _number(text, param.type)
        if number is None:
            raise QueryError(f"{query.name}: {param.name}={text[:40]!r} is no {param.type}")
        return number
    if param.type == "bool":
        if text.lower() in TRUE | FALSE:
            return text.lower() in TRUE
        raise QueryError(f"{query.name}: {param.name}={text!r} is neither true nor false")
    if param.one_of and text not in param.one_of:
        raise QueryError(f"{query.name}: {param.name}={text!r} is not one of {', '.join(param.one_of)}")
    if param.type == "day" and not _is_day(text):
        raise QueryError(f"{query.name}: {param.name}={text!r} is no day; write YYYY-MM-DD")
    return text


def _number(text: str, kind: str) -> int | float | None:
    """Return a number that a store can hold, or None."""
    try:
        if kind == "float":
            return number if isfinite(number := float(text)) else None
        return whole if abs(whole := int(text)) < LARGEST_INTEGER else None
    except ValueError:
        return None


def with_map(query: NamedQuery, values: Mapping[str, str]) -> str:
    """Return a query with its parameters in one map on top, for tools that know no parameters.

    `values` are literals of Cypher. A limit must be a literal where it stands.
    """
    blanked, position = _blanked(query.text), 0
    parts: list[str] = []
    for match in PARAMETER.finditer(blanked):
        name = match.group(1)
        bound = CUT.search(blanked[: match.start()]) is not None
        parts += [query.text[position : match.start()], values[name] if bound else f"given.{name}"]
        position = match.end()
    text = "".join([*parts, query.text[position:]])
    if "given." not in text:
        return text
    given = ", ".join(f"{name}: {value}" for name, value in values.items())
    body = "\n".join(f"  {line}" for line in text.splitlines())
    columns = ", ".join(f"`{column}`" for column in _columns(_blanked(query.text, names=False)))
    return Template(statement("browser/given")).substitute(given=given, query=body, columns=columns)

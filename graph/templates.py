"""Expand the templates of cypher/templates into a statement a label, type or property: Cypher takes none as a parameter.

A template says in its comments what it makes, and for each of which names of kinds.yaml:

    // makes write/nodes/{{label}} for each label

`{{name}}` is that name; `{{names: "n.*" by ", "}}` is a list of them, each written as `n.*` and set apart by a comma. A template
that makes nothing by itself is a part of others: `{{found}}` is the text of found.cypher. Nothing is put in but names that
are plain identifiers, so no text of a user can ever be a piece of a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

import regex

from .errors import QueryError
from .kinds import IDENTIFIER, Kinds, NodeKind, load_kinds

FOLDER = "cypher/templates"
MAKES = regex.compile(r"(?://|--) makes (?P<path>\S+) (?:once|for each (?P<each>.+))")
COMMENTS = ("//", "--")
PLACE = regex.compile(r'\{\{(?P<name>\w+)(?:: "(?P<form>[^"]*)" by "(?P<between>[^"]*)")?\}\}')
Names = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places for names, and the paths below cypher/ that it makes, each with the set of names it is for."""

    name: str
    text: str
    makes: tuple[tuple[str, str], ...]


@cache
def expanded() -> Mapping[str, str]:
    """Return every statement that the templates give for kinds.yaml, by its path below cypher/."""
    return expand(read_templates(), load_kinds())


def read_templates() -> Mapping[str, Template]:
    """Return the templates by name."""
    entries = sorted(files("envgov.cypher").joinpath("templates").iterdir(), key=lambda entry: entry.name)
    read = (_template(entry.name.rpartition(".")[0], entry.read_text("utf-8")) for entry in entries)
    return {template.name: template for template in read}


def _template(name: str, text: str) -> Template:
    lines = text.splitlines()
    makes = tuple((found["path"], found["each"] or "graph") for found in map(MAKES.fullmatch, lines) if found)
    return Template(name, "\n".join(line for line in lines if not line.startswith(COMMENTS)).strip(), makes)


def expand(templates: Mapping[str, Template], kinds: Kinds) -> Mapping[str, str]:
    """Return the statements of templates by path; raise QueryError where one asks for what there is not, or two make one."""
    parts = {name: template.text for name, template in templates.items() if not template.makes}
    found: dict[str, str] = {}
    for template in templates.values():
        text = PLACE.sub(lambda place: parts.get(place["name"], place.group()), template.text)
        for path, each in template.makes:
            if each not in SETS:
                raise QueryError(f"{FOLDER}/{template.name}: there is no set {each!r}; use one of {', '.join(SETS)}")
            for names in SETS[each](kinds):
                made = _filled(path, names, template.name)
                if made in found:
                    raise QueryError(f"{FOLDER}/{template.name}: another template makes {made} too")
                found[made] = _filled(text, names, template.name)
    return found


def _filled(text: str, names: Names, template: str) -> str:
    def put(place: regex.Match[str]) -> str:
        value = names.get(place["name"])
        one = isinstance(value, str)
        if value is None or one is not (place["form"] is None):
            raise QueryError(f"{FOLDER}/{template}: {place.group()} cannot be filled; there are {', '.join(names)}")
        written = (value,) if isinstance(value, str) else value
        if odd := [each for each in written if not IDENTIFIER.fullmatch(each)]:
            raise QueryError(f"{FOLDER}/{template}: {odd[0]!r} is no identifier, so it is no part of a statement")
        return str(place["between"] or "").join(str(place["form"] or "*").replace("*", each) for each in written)

    return PLACE.sub(put, text)


def _label(kind: NodeKind) -> Names:
    closed = tuple(name for name, each in kind.properties.items() if each.one_of)
    columns = ("uid", "name", *kind.properties)
    named = {"label": kind.label, "lower": kind.label.lower()}
    return {**named, "properties": kind.search, "columns": columns, "closed": closed}


def _labels(wanted: Callable[[NodeKind], bool]) -> Callable[[Kinds], Iterator[Names]]:
    return lambda kinds: (_label(kind) for kind in kinds.nodes.values() if wanted(kind))


def _sub_labels(kinds: Kinds) -> Iterator[Names]:
    return ({"label": kind.label, "sub": sub} for kind in kinds.nodes.values() for sub in kind.sub)


def _searched(*, many: bool) -> Callable[[Kinds], Iterator[Names]]:
    # A name is one text on every node, though no property of its own in kinds.yaml.
    return lambda kinds: (
        {"label": kind.label, "property": name}
        for kind in kinds.nodes.values()
        for name in kind.search
        if many is (name != "name" and kind.properties[name].type == "strings")
    )


def _types(*, facts_only: bool) -> Callable[[Kinds], Iterator[Names]]:
    return lambda kinds: ({"type": name} for name, kind in kinds.relationships.items() if kind.fact or not facts_only)


def _pairs(*, fact: bool) -> Callable[[Kinds], Iterator[Names]]:
    return lambda kinds: (
        {"type": name, "source": source, "target": target}
        for name, kind in kinds.relationships.items()
        if kind.fact is fact
        for source, target in product(kind.sources, kind.targets)
    )


def _graph(kinds: Kinds) -> Iterator[Names]:
    searched = {label: kind for label, kind in kinds.nodes.items() if kind.search}
    yield {
        "searched": tuple(searched),
        "long": tuple(label for label, kind in searched.items() if "text" in kind.search),
    }


SETS: Mapping[str, Callable[[Kinds], Iterator[Names]]] = {
    "label": _labels(lambda _kind: True),
    "label of a thing": _labels(lambda kind: not kind.evidence),
    "label of a thing or a document": _labels(lambda kind: not kind.evidence or kind.label == "Document"),
    "label searched": _labels(lambda kind: bool(kind.search)),
    "label searched by name": _labels(lambda kind: "name" in kind.search),
    "label not searched by name": _labels(lambda kind: "name" not in kind.search),
    "sub-label": _sub_labels,
    "property searched that is one text": _searched(many=False),
    "property searched that is a list": _searched(many=True),
    "relationship": _types(facts_only=False),
    "fact": _types(facts_only=True),
    "pair of a fact": _pairs(fact=True),
    "pair of no fact": _pairs(fact=False),
    "graph": _graph,
}

"""Read the rules of patterns/*.yaml: an expression with a name, what it must find and what it must leave.

A file holds `rules`, each with `match`, `examples` and `counter`; `parts` that rules share ({{name}} inserts one,
{{file:name}} one of another file); and `words`, closed lists. {{file:list}} inserts the alternatives of a list,
{{file:one,other}} those of several; a list may give each of its words a meaning, which the code reads. Rules with one
`scope` are tried together. `gives` names what the code makes of a rule's groups; in an example it is what is made there.
In an expression {A} {O} {R} {G} {P} stand for a mention of that kind; such a rule reads the typed stream of `marking`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import digits
from typing import Any

import regex
from envgov.graph.errors import PatternError
from envgov.graph.yaml_text import read_yaml

from .marking import compiled
from .words import alternatives

PATTERNS = files("envgov.loaders") / "patterns"
INSERT = regex.compile(r"\{\{(?:(?P<file>[\w-]+):)?(?P<names>[\w.,]+)\}\}")
CALLS = ("search", "match", "fullmatch")


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which a rule finds something: what its named groups hold there, and what is made of it, where the rule says that."""

    text: str
    groups: tuple[tuple[str, str], ...] = ()
    gives: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a file; `how` is the call that the code makes with it: search, match or fullmatch.

    `scope` names the rules of its file that the code tries with it, as one expression; most rules have none.
    `gives` names what is made of its groups, "" where the code that calls it knows.
    """

    name: str
    expression: str
    how: str
    examples: tuple[Example, ...]
    counter: tuple[str, ...]
    scope: str = ""
    gives: str = ""


@cache
def pattern(name: str) -> regex.Pattern[str]:
    """Return the compiled expression of a rule, named `file.rule`; raise PatternError where it is unknown or broken."""
    rule = find_rule(name)
    try:
        return compiled(rule.expression)
    except regex.error as error:
        raise PatternError(f"patterns: rule {name!r} is no valid expression: {error}") from error


@cache
def scoped(name: str) -> re.Pattern[str]:
    """Return one expression that finds what any rule of a scope, named `file.scope`, finds, the first rule first.

    It is the standard module's, which searches many alternatives several times faster; no such rule reads mentions.
    """
    file, _, scope = name.partition(".")
    rules = [find_rule(f"{file}.{key}") for key in _section(file, "rules")]
    found = [rule.expression for rule in rules if rule.scope == scope]
    if not found:
        raise PatternError(f"{file}.yaml: no rule has the scope {scope!r}")
    return re.compile("|".join(f"(?:{expression})" for expression in found))


def openings(expression: regex.Pattern[str]) -> frozenset[str]:
    """Return the characters, of those that an expression is written with and the digits, that a match can begin with.

    Only for expressions that begin with words, not with a class like any Chinese character. A bracket may stand before.
    """
    written = {*expression.pattern, *digits}
    return frozenset(
        each
        for each in written
        if any(expression.match(before + each, len(before), partial=True) for before in ("", "（"))
    )


def opened(expression: regex.Pattern[str], more: str = "") -> regex.Pattern[str]:
    """Return the expression behind a look at the character that a match can begin with: most places are passed at once.

    `more` are characters that `openings` cannot see, behind a look back. For what `openings` is for.
    """
    begins = "".join(sorted(map(regex.escape, openings(expression) | {*more})))
    return regex.compile(f"(?=[{begins}])(?:{expression.pattern})")


@cache
def find_rule(name: str) -> Rule:
    """Return a rule, named `file.rule`, with its inserts filled in; raise PatternError where it lacks something."""
    file, _, key = name.partition(".")
    entry = _section(file, "rules").get(key)
    if not isinstance(entry, dict):
        raise PatternError(f"{file}.yaml: no rule is named {key!r}")
    if missing := [field for field in ("match", "examples", "counter") if not entry.get(field)]:
        raise PatternError(f"{file}.yaml: rule {key!r} needs {', '.join(missing)}")
    how = entry.get("how", "search")
    if how not in CALLS:
        raise PatternError(f"{file}.yaml: rule {key!r} is called by {how!r}, which is none of {', '.join(CALLS)}")
    examples = tuple(_example(each) for each in entry["examples"])
    counter = tuple(map(str, entry["counter"]))
    scope, gives = str(entry.get("scope", "")), str(entry.get("gives", ""))
    return Rule(name, _filled(file, str(entry["match"])), how, examples, counter, scope, gives)


@cache
def part(name: str) -> str:
    """Return a part of an expression, named `file.part`, with its inserts filled in."""
    file, _, key = name.partition(".")
    found = _section(file, "parts").get(key)
    if found is None:
        raise PatternError(f"{file}.yaml: no part is named {key!r}")
    return _filled(file, str(found))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return a closed list of words, named `file.list`, in the file's order."""
    file, _, key = name.partition(".")
    return _listed(file, key)


def rule_names() -> tuple[str, ...]:
    """Return the names of all rules, file by file, in the files' order."""
    stems = sorted(each.name.removesuffix(".yaml") for each in PATTERNS.iterdir() if each.name.endswith(".yaml"))
    return tuple(rule.name for file in stems for rule in rules_of(file))


def rules_of(file: str) -> tuple[Rule, ...]:
    """Return the rules of a file, in the file's order."""
    return tuple(find_rule(f"{file}.{key}") for key in _section(file, "rules"))


def meanings(name: str) -> Mapping[str, Any]:
    """Return what the words of a list mean, named `file.list`; raise PatternError where its words have no meaning."""
    file, _, key = name.partition(".")
    found = _section(file, "words").get(key)
    if not isinstance(found, dict):
        raise PatternError(f"{file}.yaml: no list of words with meanings is named {key!r}")
    return found


@cache
def _file(name: str) -> Mapping[str, Any]:
    source = PATTERNS / f"{name}.yaml"
    if not source.is_file():
        raise PatternError(f"patterns: there is no file {name}.yaml")
    data: Any = read_yaml(source.read_text("utf-8"))
    if not isinstance(data, dict):
        raise PatternError(f"{name}.yaml: the file holds no mapping at its top")
    return data


def _section(file: str, key: str) -> Mapping[str, Any]:
    """Return the mapping `key` of a file, empty where it has none."""
    section = _file(file).get(key)
    return section if isinstance(section, dict) else {}


def _filled(file: str, expression: str) -> str:
    """Return an expression with its parts and lists inserted; a part may hold parts."""

    def insert(match: regex.Match[str]) -> str:
        of, names = match["file"], match["names"]
        if not of or names in _section(of, "parts"):
            return part(f"{of or file}.{names}")
        return alternatives([word for key in names.split(",") for word in _listed(of, key)])

    return INSERT.sub(insert, expression)


def _listed(file: str, key: str) -> tuple[str, ...]:
    """Return a list of a file: one of its `words`, or one at its top; a point leads into a mapping of lists."""
    found: Any = _section(file, "words") if key.partition(".")[0] in _section(file, "words") else _file(file)
    for step in key.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, dict) and key in _section(file, "words"):
        found = list(found)
    if not isinstance(found, list) or not found:
        raise PatternError(f"{file}.yaml: no list of words is named {key!r}")
    return tuple(map(str, found))


def _example(entry: Any) -> Example:
    if not isinstance(entry, dict):
        return Example(str(entry))
    groups = {key: str(value) for key, value in entry.items() if key not in ("text", "gives")}
    gives = str(entry["gives"]) if "gives" in entry else None
    return Example(str(entry["text"]), tuple(groups.items()), gives)

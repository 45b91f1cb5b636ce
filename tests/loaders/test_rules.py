"""The rules of patterns/*.yaml: each finds its examples, leaves its counter-examples, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import regex
from conftest import ROOT
from envgov.graph.errors import PatternError
from envgov.loaders.document import Document, Offsets
from envgov.loaders.language import rules
from envgov.loaders.language.marking import MARKS
from envgov.loaders.language.rules import Rule, find_rule, pattern, rule_names, scoped
from envgov.loaders.pipeline import read_document

NAMES = rule_names()
TYPED = tuple(MARKS.values())
Found = Mapping[str, str | None]


def found_in(rule: Rule, text: str) -> Found | None:
    """Return the groups of what a rule finds in a text, by the call that the code makes; None where it finds nothing."""
    expression = pattern(rule.name)
    if not any(mark in expression.pattern for mark in TYPED):
        match = getattr(expression, rule.how)(text)
        return None if match is None else match.groupdict()
    reading = read_document(Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text))))
    marked = reading.marked(0, len(reading.text))
    match = getattr(expression, rule.how)(marked.stream)
    if match is None:
        return None
    spans = {group: marked.span(*match.span(group)) for group, words in match.groupdict().items() if words is not None}
    return {group: reading.text[start:end] for group, (start, end) in spans.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_finds_its_examples(name: str) -> None:
    rule = find_rule(name)
    for example in rule.examples:
        groups = found_in(rule, example.text)
        assert groups is not None, example.text
        assert {group: groups.get(group) for group, _words in example.groups} == dict(example.groups)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_leaves_its_counter_examples(name: str) -> None:
    rule = find_rule(name)
    assert [text for text in rule.counter if found_in(rule, text) is not None] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_own_words_for_each_example(name: str) -> None:
    rule = find_rule(name)
    texts = [example.text for example in rule.examples] + list(rule.counter)
    assert len(set(texts)) == len(texts)


def test_every_rule_is_called() -> None:
    """By its name, by one that the code puts together (f"speaking.{verb}"), with its scope, with its file, or for what it gives."""
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "loaders").rglob("*.py"))
    parted = {match[1] for match in regex.finditer(r'(?:f"|rules_of\(")([\w-]+)(?:\.\w*\{|"\))', sources)} - {"events"}
    left = [
        name
        for name in NAMES
        if f'"{name}"' not in sources
        and name.partition(".")[0] not in parted
        and not (find_rule(name).scope or find_rule(name).gives)
    ]
    assert left == []


@pytest.mark.parametrize("name", [name for name in NAMES if find_rule(name).scope])
def test_a_scope_keeps_to_the_examples_of_its_rules(name: str) -> None:
    rule = find_rule(name)
    find = getattr(scoped(f"{name.partition('.')[0]}.{rule.scope}"), rule.how)
    assert [each.text for each in rule.examples if find(each.text) is None] == []
    assert [text for text in rule.counter if find(text) is not None] == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (None, "no rule is named 'case'"),
        ({"match": "甲", "examples": ["甲"]}, "rule 'case' needs counter"),
        ({"match": "甲", "examples": ["甲"], "counter": ["乙"], "how": "sub"}, "rule 'case' is called by 'sub'"),
        ({"match": "(甲", "examples": ["甲"], "counter": ["乙"]}, "rule 'broken.case' is no valid expression"),
        ({"match": "{{part}}", "examples": ["甲"], "counter": ["乙"]}, "no part is named 'part'"),
        ({"match": "{{words:none}}", "examples": ["甲"], "counter": ["乙"]}, "no list of words is named 'none'"),
    ],
)
def test_a_broken_rule_is_named(monkeypatch: pytest.MonkeyPatch, entry: Any, message: str) -> None:
    read = rules._file
    broken = {"rules": {"case": entry} if entry else {}}
    monkeypatch.setattr(rules, "_file", lambda name: broken if name == "broken" else read(name))
    with pytest.raises(PatternError, match=regex.escape(message)):
        pattern.__wrapped__("broken.case") if entry and "(甲" in entry["match"] else find_rule.__wrapped__(
            "broken.case"
        )


def test_an_unknown_file_is_named() -> None:
    with pytest.raises(PatternError, match=r"there is no file none\.yaml"):
        pattern("none.case")


def test_an_unknown_scope_is_named() -> None:
    with pytest.raises(PatternError, match=r"repair-spam\.yaml: no rule has the scope 'none'"):
        scoped("repair-spam.none")

"""Small texts of our own in many wordings, each with what its record must hold, must not, and in which kinds nothing else.

A case is a line of tests/cases/readings/*.jsonl: `text`; `must`, a part of a record; `must_not`, items that it may not
hold ("*": none at all); `only`, kinds in which nothing but `must` may be found. An item is a name or an object; `accept`
gives other right names, `text_key` words that a text must contain, `by` the bearers of a task in any role.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record

FILES = sorted((ROOT / "tests" / "cases" / "readings").glob("*.jsonl"))
CASES = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]
ROLES = ("lead", "support", "responsible")
Item = dict[str, Any]


def as_item(item: Any) -> Item:
    return item if isinstance(item, dict) else {"name": item}


def is_same(wanted: Item, said: Item) -> bool:
    if "text_key" in wanted or "text" in wanted:
        return str(wanted.get("text_key", wanted.get("text"))) in str(said.get("text", ""))
    if "key" in wanted:
        return wanted["key"] in str(said.get("name"))
    return said.get("name") in (wanted["name"], *wanted.get("accept", ()))


def holds(wanted: Item, said: Item) -> bool:
    """Say whether an item has the posts, the bearers and the other fields that are wanted of it."""
    posts = [(post["title"], post["agency"]) for post in said.get("posts", ())]
    for post in wanted.get("posts", ()):
        bodies = [post.get("agency"), *post.get("accept", ())]
        if not any(title == post["title"] and ("agency" not in post or body in bodies) for title, body in posts):
            return False
    bearers = {name for role in ROLES for name in said.get(role) or ()}
    if not set(wanted.get("by", ())) <= bearers or set(wanted.get("not_by", ())) & bearers:
        return False
    apart = ("name", "accept", "text", "text_key", "key", "posts", "by", "not_by")
    fields = [field for field in wanted if field not in apart and not field.startswith("accept_")]
    return all(
        not set(wanted[field]) & set(said.get(field[4:]) or ())
        if field.startswith("not_")
        else said.get(field) in wanted.get(f"accept_{field}", ()) or _agrees(wanted[field], said.get(field))
        for field in fields
    )


def _agrees(wanted: Any, said: Any) -> bool:
    return set(wanted) <= set(said or ()) if isinstance(wanted, list) else bool(said == wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_text_is_read_as_its_case_says(case: Item) -> None:
    text = case["text"]
    found: Item = record(read_facts(Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text)))))
    for kind, items in case.get("must", {}).items():
        for wanted in map(as_item, items):
            said = [item for item in map(as_item, found[kind]) if is_same(wanted, item)]
            assert any(holds(wanted, item) for item in said), (kind, wanted, said)
    for kind, items in case.get("must_not", {}).items():
        said = [as_item(item) for item in found[kind]]
        for wanted in map(as_item, items):
            everything = wanted.get("name") == "*"
            assert not [i for i in said if everything or (is_same(wanted, i) and holds(wanted, i))], (kind, wanted)
    for kind in case.get("only", ()):
        known = [as_item(item) for item in case.get("must", {}).get(kind, ())]
        assert not [i for i in map(as_item, found[kind]) if not any(is_same(k, i) for k in known)], kind

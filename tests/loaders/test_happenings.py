"""What small news texts of our own tell of events: their names, days, places, hosts, who took part, who demanded what."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import ROOT
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "cases" / "happenings.yaml").read_text("utf-8"))
LISTS = ("hosts", "attended_by_agencies", "attended_by_officials", "chaired_by", "spoke")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_news_text_tells_of_its_events(case: dict[str, Any]) -> None:
    text = case["text"]
    found = record(read_facts(Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text)))))
    events = {event["name"]: event for event in found["events"]}
    for wanted in case.get("events", ()):
        event = events[wanted["name"]]
        for key, value in ((key, value) for key, value in wanted.items() if key != "absent"):
            assert (set(value) <= set(event[key])) if key in LISTS else (event[key] == value), (key, event[key])
        for key, value in wanted.get("absent", {}).items():
            assert not set(value) & set(event[key]), (key, event[key])
    if "only" in case:
        assert sorted(events) == sorted(case["only"])
    given = {each["text"]: each["issued_by"] for each in found["directives"]}
    for words, speaker in case.get("directives", {}).items():
        assert any(words in said and giver == speaker for said, giver in given.items()), given
    assert not any(words in said for words in case.get("no_directives", ()) for said in given), given
    for kind in ("agencies", "officials", "groups"):
        names = {each.get("name") or each["text"] for each in found[kind]}
        assert set(case.get(kind, ())) <= names, names
        assert not set(case.get("no_" + kind, ())) & names, names
    posts = {(o["name"], post["title"], post["agency"]) for o in found["officials"] for post in o["posts"]}
    assert {tuple(post) for post in case.get("posts", ())} <= posts, posts

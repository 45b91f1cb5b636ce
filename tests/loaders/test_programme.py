"""What small texts of our own lay down to be done: plans, phases, tasks, who bears them and by when."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import ROOT
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "cases" / "programme.yaml").read_text("utf-8"))
ROLES = ("lead", "support", "responsible")


def record_of(text: str) -> dict[str, Any]:
    return record(read_facts(Document("case", "case.txt", "0" * 64, text, text, Offsets.identity(len(text)))))


def bears(task: dict[str, Any], wanted: dict[str, Any]) -> bool:
    named = [name for role in (*ROLES, "responsible_groups") for name in task[role]]
    return (
        wanted["text"] in task["text"]
        and all(task[role] == wanted[role] for role in ROLES if role in wanted)
        and set(wanted.get("by", ())) <= set(named)
        and all(
            task[key] == wanted[field] for key, field in (("deadline", "due"), ("phase", "phase")) if field in wanted
        )
        and ("plan" not in wanted or task["plan_or_event"] == wanted["plan"])
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_gives_the_tasks_of_its_case(case: dict[str, Any]) -> None:
    found = record_of(case["text"])
    for wanted in case.get("tasks", ()):
        assert any(bears(task, wanted) for task in found["tasks"]), (wanted, found["tasks"])
    for words in case.get("absent", ()):
        assert not any(words in task["text"] for task in found["tasks"]), words
    if "count" in case:
        assert len(found["tasks"]) == case["count"], found["tasks"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_gives_the_phases_and_plans_of_its_case(case: dict[str, Any]) -> None:
    found = record_of(case["text"])
    if "phases" in case:
        assert [[p["name"], p["start"], p["end"]] for p in found["phases"]] == case["phases"]
    for wanted in case.get("plans", ()):
        assert any(wanted.items() <= plan.items() for plan in found["plans"]), (wanted, found["plans"])
    if case.get("no_plan"):
        assert found["plans"] == []


# -- documents by the kinds of words that whole pages turn on -------------------------------------------------------------

PAGES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "cases" / "documents.yaml").read_text("utf-8"))
LISTS = ("lead", "support", "responsible", "hosts", "attended_by_agencies", "members")


def fits(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Say whether an item has what a case wants of it: words inside `text`, lists that hold at least theirs, fields alike."""
    return all(
        value in found[key]
        if key == "text"
        else set(value) <= set(found[key])
        if key in LISTS
        else str(found[key]) == str(value)
        for key, value in wanted.items()
    )


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_a_document_gives_the_items_of_its_case(case: dict[str, Any]) -> None:
    found = record_of(case["text"])
    for kind in ("tasks", "phases", "plans", "events", "groups", "directives"):
        for wanted in case.get(kind, ()):
            assert any(fits(item, wanted) for item in found[kind]), (kind, wanted, found[kind])
        for words in case.get("no_" + kind, ()):
            assert not any(words in (item.get("text") or item["name"]) for item in found[kind]), (kind, words)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_a_document_gives_the_bodies_and_posts_of_its_case(case: dict[str, Any]) -> None:
    found = record_of(case["text"])
    agencies = [agency["name"] for agency in found["agencies"]]
    assert set(case.get("agencies", ())) <= set(agencies), agencies
    assert not set(case.get("no_agencies", ())) & set(agencies)
    posts = [[o["name"], p["title"], p["agency"]] for o in found["officials"] for p in o["posts"]]
    for wanted in case.get("posts", ()):
        assert wanted in posts, (wanted, posts)
    people = {o["name"] for o in found["officials"]}
    assert not set(case.get("no_people", ())) & people

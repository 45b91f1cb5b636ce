"""The examples of the description are what the service answers, and of the shape that the description says."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
import write_examples
from envgov.api.resources.examples import Example, load_examples
from fastapi.testclient import TestClient

MAIN = {
    "agencies", "plans", "event_attendance", "plan_phases", "fact_statements", "search", "query_trainings_attendance",
    "query_plans_phase_tasks", "Problem404", "Problem422",
}  # fmt: skip


def test_the_main_routes_have_an_example() -> None:
    assert {each.operation for each in load_examples()} >= MAIN


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: str(example.operation))
def test_an_example_is_what_is_answered_today(service: TestClient, example: Example) -> None:
    now, kept = write_examples.asked(service, example), dict(example.answer)
    if example.operation.startswith("Problem"):
        now.pop("title"), kept.pop("title")  # the words of the standard library, which has changed one
    assert now == kept, "run tools/write_examples.py where the change is meant"


def test_every_example_is_of_the_shape_that_is_described(service: TestClient) -> None:
    description = service.get("/openapi.json").json()
    seen = 0
    for item in description["paths"].values():
        for operation in item.values():
            for answer in operation["responses"].values():
                seen += valid(description, answer)
    for answer in description["components"]["responses"].values():
        seen += valid(description, answer)
    assert seen == len(load_examples())


def valid(description: dict[str, object], answer: dict[str, dict[str, dict[str, object]]]) -> int:
    """Check the example of an answer against its schema; return how many there are."""
    count = 0
    for content in answer.get("content", {}).values():
        for example in dict(content.get("examples", {})).values():  # type: ignore[call-overload]
            schema = {**dict(content["schema"]), "components": description["components"]}  # type: ignore[call-overload]
            jsonschema_rs.validator_for(json.dumps(schema)).validate(example["value"])
            count += 1
    return count

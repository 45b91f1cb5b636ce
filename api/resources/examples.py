"""Examples of answers for the description: real ones over samples/, kept in data/examples.yaml by tools/write_examples.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from envgov.graph.yaml_text import read_yaml

MADE_UP = "0123456789abcdef"  # in place of what differs from run to run: ids of requests, versions of the graph
CURSOR = regex.compile(r"(?<=[?&]cursor=)[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Example:
    """An answer as it was given: `operation` is an operationId, or the name of the problem; `path` is what was asked."""

    operation: str
    path: str
    answer: Any = None
    key: str | None = None


@cache
def load_examples() -> tuple[Example, ...]:
    """Return every example, in the order of the file."""
    text = files("envgov.api").joinpath("data", "examples.yaml").read_text("utf-8")
    return tuple(Example(**each) for each in read_yaml(text))


def steady(value: Any) -> Any:
    """Return an answer with fixed words for what differs from run to run."""
    if isinstance(value, list):
        return [steady(each) for each in value]
    if isinstance(value, Mapping):
        return {
            name: MADE_UP if name in ("graph_version", "request_id") else steady(each) for name, each in value.items()
        }
    return CURSOR.sub(MADE_UP * 2, value) if isinstance(value, str) else value


def add_examples(schema: dict[str, Any]) -> None:
    """Put the examples into a description: with the operations, and with the problems that all operations share."""
    contents = dict(_contents(schema))
    for example in load_examples():
        if example.answer is not None:
            contents[example.operation]["examples"] = {"samples": {"summary": example.path, "value": example.answer}}
            contents[example.operation].pop("example", None)


def _contents(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place of the JSON of every operation and of every problem."""
    for item in schema["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                if status.startswith("2") and "application/json" in answer.get("content", {}):
                    yield operation["operationId"], answer["content"]["application/json"]
    for name, answer in schema["components"]["responses"].items():
        yield name, next(iter(answer["content"].values()))

"""What a query answers; no driver is needed to hold it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query: values are plain (text, numbers, booleans, lists, maps); `truncated` where a limit cut."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool = False

"""Say in the description how large everything can become: whoever reads an answer may reserve so much and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LONGEST_ANSWERED = 100_000_000  # characters of a text: no upload and no file that is read holds more
MOST_ANSWERED = 1_000_000  # items of a list inside an answer; a page has its own bound
WIDEST, WIDE = 2**63, 2**31  # whole numbers, as both engines keep them and as most languages do
UID, FACT = r"^[a-z]{4,10}-[0-9a-z]{1,40}$", r"^fact-[0-9a-f]{1,40}$"
UID_LENGTH = 60
FACTS = frozenset({"fact", "facts", "duty_fact"})
BOUNDED = frozenset({"enum", "const", "maxLength"})
# Values, and bodies: an upload has bytes, which a setting bounds and no schema counts; other bodies are components.
SKIPPED = frozenset({"example", "examples", "default", "enum", "const", "requestBody"})


def bound(schema: dict[str, Any]) -> None:
    """Give every text, list and whole number of a description a bound, where it has none."""
    for name, each in _schemas(schema, ""):
        kinds = each.get("type")
        if kinds == "string":
            _text(name, each)
        elif kinds == "array":
            each.setdefault("maxItems", MOST_ANSWERED)
        elif kinds == "integer":
            each.setdefault("minimum", -WIDEST)
            each.setdefault("maximum", WIDEST - 1)
            narrow = each["minimum"] >= -WIDE and each["maximum"] < WIDE
            each.setdefault("format", "int32" if narrow else "int64")


def _text(name: str, each: dict[str, Any]) -> None:
    if BOUNDED & set(each):
        return
    if name in FACTS:
        each.setdefault("pattern", FACT)
    elif name == "uid" or name.endswith("_uid"):
        each.setdefault("pattern", UID)
    each["maxLength"] = UID_LENGTH if "pattern" in each else LONGEST_ANSWERED


def _schemas(value: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema below a value with the name of the property that it describes."""
    if isinstance(value, list):
        for each in value:
            yield from _schemas(each, name)
    elif isinstance(value, dict):
        if isinstance(value.get("type"), str) and value["type"] in ("string", "array", "integer"):
            yield name, value
        named = name == "properties"  # below it stand names that documents use, and no keywords
        for key, each in value.items():
            if key in SKIPPED and not named:
                continue
            inside = key in ("anyOf", "items", "oneOf", "allOf") and not named
            yield from _schemas(each, name if inside else key)

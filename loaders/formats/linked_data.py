"""Read what a web page says of itself as JSON-LD (schema.org): its headline, publisher, day and address."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

ARTICLES = ("Article", "NewsArticle", "Report", "GovernmentService", "WebPage", "CreativeWork")
KEYS = {
    "title": ("headline",),
    "published": ("datePublished",),
    "publisher": ("sourceOrganization", "publisher", "author"),
    "url": ("url",),
}
DEEPEST = 4  # a graph in a list; what lies deeper is about something else


def linked_data(tree: LexborHTMLParser) -> Mapping[str, str]:
    """Return the title, published, publisher and url that the JSON-LD of a page states, those that it does.

    A script that is no JSON states nothing.
    """
    found: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except (json.JSONDecodeError, RecursionError):
            continue
        for each in _articles(data, 0):
            for key, names in KEYS.items():
                value = next((text for name in names if (text := _text(each.get(name)))), None)
                if value is not None:
                    found.setdefault(key, value)
    return found


def _articles(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _articles(each, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(kind in ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data
        yield from _articles(data.get("@graph"), depth + 1)


def _text(value: Any) -> str | None:
    """Return a value as text: itself, or the name of a thing; of several the first."""
    if isinstance(value, list):
        return next((text for each in value if (text := _text(each))), None)
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None

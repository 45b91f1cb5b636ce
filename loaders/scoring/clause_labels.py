"""Say which clauses of a document hold a fact by its gold record: what the classifier of clauses learns from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .values import Item, names, plain

KINDS = ("task", "demand", "event", "part", "post", "plan")
ROLES = ("attended_by_officials", "chaired_by", "spoke")
BODIES = ("hosts", "attended_by_agencies")


def labels(clause: str, gold: Item) -> frozenset[str]:
    """Return the kinds of facts that a clause holds, of `KINDS`.

    A task or demand stands where its key stands, an event and a plan where its name does, a part in an event where
    somebody is named who has one, a post where a person's name and title stand together.
    """
    words = plain(clause)
    found = (
        ("task", any(key in words for item in gold["tasks"] for key in _keys(item))),
        ("demand", any(key in words for item in gold["directives"] for key in _keys(item))),
        ("event", any(_named(item, words) for item in gold["events"])),
        ("part", any(name in words for name in _taking_part(gold))),
        ("post", any(_posted(item, words) for item in gold["officials"])),
        ("plan", any(_named(item, words) for item in (*gold["plans"], *gold["phases"]))),
    )
    return frozenset(kind for kind, holds in found if holds)


def _keys(item: Item) -> Iterator[str]:
    keys: Iterable[str] = (item.get("text_key") or "", *item.get("accept_keys", ()))
    return (plain(key) for key in keys if key)


def _named(item: Item, words: str) -> bool:
    return any(name in words for name in names(item) if name)


def _taking_part(gold: Item) -> Iterator[str]:
    surfaces = {agency["name"]: agency.get("surface", ()) for agency in gold["agencies"]}
    for event in gold["events"]:
        for role in ROLES:
            yield from filter(None, map(plain, event.get(role, ())))
        for role in BODIES:
            for name in event.get(role, ()):
                yield from filter(None, map(plain, surfaces.get(name, ())))
    yield from (plain(group["text"]) for group in gold.get("groups", ()) if group.get("event") and group.get("text"))


def _posted(official: Item, words: str) -> bool:
    titles = (plain(post.get("title")) for post in official.get("posts", ()))
    return plain(official["name"]) in words and any(title and title in words for title in titles)

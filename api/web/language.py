"""The two languages of the pages: the words that stand on them, and which language a reader gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex
from envgov.graph.errors import EnvGovError
from envgov.graph.kinds import load_kinds
from envgov.graph.yaml_text import read_yaml
from fastapi import Request

from ..faces import words_of_faces

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent / "words"
TAG = regex.compile(r"\s*([a-z]{2,3})(?:-[\w-]+)?\s*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*", regex.IGNORECASE)
MOST_TAGS = 20


class WordError(EnvGovError):
    """A word that the files of words do not hold."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: called with a key, it gives the text of the pages; names come from kinds.yaml."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key, with values in its braces; raise WordError where there is none."""
        if key not in self.texts:
            raise WordError(f"api/web/words: {self.language} has no text for {key!r}")
        return self.texts[key].format(**values) if values else self.texts[key]

    def has(self, key: str) -> bool:
        """Say whether there is a text for a key."""
        return key in self.texts

    def kind(self, label: str) -> str:
        """Return the name of a label or a sub-label."""
        if self.language == "en":
            return self.texts.get(f"kind.{label}", label)
        known = load_kinds().nodes.get(label)
        return known.zh if known else self.texts.get(f"kind.{label}", label)

    def relationship(self, name: str) -> str:
        """Return the name of a type of relationship, or of a property that a statement states."""
        known = load_kinds().relationships.get(name)
        if known is None:
            return self.texts.get(f"column.{name}", name)
        return known.zh.partition(" (")[0] if self.language == "zh" else known.en

    def property(self, owner: str, name: str) -> str:
        """Return the name of a property of a label or a type of relationship."""
        kinds = load_kinds()
        for declared in (kinds.nodes.get(owner), kinds.relationships.get(owner)):
            if declared is not None and name in declared.properties:
                found = declared.properties[name]
                # The English of kinds.yaml explains a property; a heading is shorter.
                short = self.texts.get(f"column.{name}") if self.language == "en" else None
                return (
                    short or (found.zh.partition(" (")[0] if self.language == "zh" else found.en) or self.column(name)
                )
        return self.column(name)

    def column(self, name: str) -> str:
        """Return the heading of a column."""
        return self.texts.get(f"column.{name}", name.replace("_", " "))

    def value(self, value: object) -> str:
        """Return a value of a closed list as people read it."""
        return self.texts.get(f"value.{value}", str(value))

    def both(self, text: str) -> str:
        """Return this language's half of a text that is written `中文 / English`."""
        zh, slash, en = text.partition("/ ")
        return (zh if self.language == "zh" else en).strip() if slash else text


@cache
def words(language: str) -> Words:
    """Return the words of a language: of the faces, and of words/<language>.yaml."""
    found = dict(words_of_faces(language))
    file = FOLDER / f"{language}.yaml"
    found |= dict(_flat("", read_yaml(file.read_text("utf-8"))))
    return Words(language, found)


def _flat(above: str, entries: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in entries.items():
        if isinstance(value, dict):
            yield from _flat(f"{above}{name}.", value)
        else:
            yield f"{above}{name}", str(value)


def chosen(request: Request) -> str | None:
    """Return the language that the address asks for, or None."""
    given = request.query_params.get("lang")
    return given if given in LANGUAGES else None


def language_of(request: Request) -> str:
    """Return the language of a reader: the address, else Accept-Language, else Chinese."""
    return chosen(request) or _preferred(request.headers.get("accept-language", "")) or LANGUAGES[0]


def _preferred(header: str) -> str | None:
    best: tuple[float, str] | None = None
    for part in header.split(",")[:MOST_TAGS]:
        match = TAG.fullmatch(part)
        if match is None or (language := match.group(1).lower()) not in LANGUAGES:
            continue
        weight = float(match.group(2) or 1)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, language)
    return best[1] if best else None

"""Tell several articles in one text apart by their heads, and read what a head says of its article.

Three kinds of heads are known, as collections of articles have them: fields with labels (标题：… 来源：…), front matter between
lines of ---, and lines of signs above a title with its source or day. One such head alone is the head of the one article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from ..dates.publication import publication_date
from ..language.rules import pattern, word_list

LABELLED = pattern("articles.labelled")
RULE = pattern("articles.rule")
FENCE = pattern("articles.fence")
FIELD = pattern("articles.field")
DATED = pattern("articles.dated")
SENTENCE = regex.compile(r"[。！？]")
FIELDS = {name: frozenset(word_list(f"articles.{name}")) for name in ("title", "published", "publisher", "url", "body")}
MOST_OF_HEAD = 8  # lines
FEWEST_FIELDS = 2  # of a head, the title among them
LONGEST_TITLE = 80  # code points
FEWEST_HAN = 20  # of an article


@dataclass(frozen=True, slots=True)
class Article:
    """A stretch of a text, `start` to `end` (half-open), that is an article, and the fields of its head."""

    start: int
    end: int
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Head:
    """A head: the line it begins at, the first line of the article behind it, and its fields."""

    first: int
    body: int
    fields: Mapping[str, str]


def articles(text: str) -> list[Article]:
    """Return the articles of a text in order: the whole text as one, where no heads tell several apart."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for heads in (_fenced(lines), _labelled(lines), _ruled(lines)):
        if (
            not heads
            or (len(heads) == 1 and not heads[0].fields)
            or any(each.strip() for each in lines[: heads[0].first])
        ):
            continue
        ends = [head.first for head in heads[1:]] + [len(lines)]
        found = [
            Article(starts[h.body], min(starts[end], len(text)), h.fields) for h, end in zip(heads, ends, strict=True)
        ]
        if all(_is_article(text[each.start : each.end]) for each in found):
            return found
    return [Article(0, len(text))]


def _is_article(text: str) -> bool:
    return len(regex.findall(r"\p{Han}", text)) >= FEWEST_HAN and SENTENCE.search(text) is not None


def _fenced(lines: Sequence[str]) -> list[_Head]:
    """Return the heads that are front matter: fields between two lines of ---, the first at the begin or behind a blank line."""
    found: list[_Head] = []
    number = 0
    while number < len(lines):
        begins = FENCE.fullmatch(lines[number]) and (not number or not lines[number - 1].strip())
        end = _end_of_fence(lines, number + 1) if begins else None
        fields = _fields(lines[number + 1 : end]) if end is not None else {}
        if end is not None and "title" in fields:
            found.append(_Head(number, end + 1, fields))
            number = end
        number += 1
    return found


def _end_of_fence(lines: Sequence[str], first: int) -> int | None:
    for number in range(first, min(first + 2 * MOST_OF_HEAD, len(lines))):
        if FENCE.fullmatch(lines[number]):
            return number
        if SENTENCE.search(lines[number]):
            return None
    return None


def _labelled(lines: Sequence[str]) -> list[_Head]:
    """Return the heads of fields: 标题：…, with a source, a day, an address or the label of the text in the lines below."""
    found = []
    for number, line in enumerate(lines):
        match = LABELLED.match(line)
        if match is None or len(line) > LONGEST_TITLE:
            continue
        end = number
        while end < len(lines) and end - number < MOST_OF_HEAD and (not lines[end].strip() or FIELD.match(lines[end])):
            end += 1
            if any(label in FIELDS["body"] for label in _label(lines[end - 1])):
                break
        fields = _fields(lines[number:end])
        labels = {label for each in lines[number:end] for label in _label(each)}
        if "title" in fields and len(labels) >= FEWEST_FIELDS:
            at_text = next((i for i in range(number, end) if any(x in FIELDS["body"] for x in _label(lines[i]))), None)
            body = at_text if at_text is not None and FIELD.match(lines[at_text])["value"].strip() else end  # type: ignore[index]
            found.append(_Head(number, body, fields))
    return found if len(found) > 1 else []


def _ruled(lines: Sequence[str]) -> list[_Head]:
    """Return the heads below lines of signs: a title, with a source or a day under it, each time."""
    rules = [number for number, line in enumerate(lines) if RULE.fullmatch(line.strip())]
    cuts = [number + 1 for number in rules]
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    begins = cuts if first in rules else [first, *cuts]
    heads = [begin for begin in begins if any(line.strip() for line in lines[begin:])]
    if len(heads) < 2 or not all(_is_titled(lines[begin : begin + MOST_OF_HEAD]) for begin in heads):
        return []
    titles = (next(line.strip() for line in lines[begin:] if line.strip()) for begin in heads)
    return [
        _Head(begin - (begin - 1 in rules), begin, {"title": title}) for begin, title in zip(heads, titles, strict=True)
    ]


def _is_titled(lines: Sequence[str]) -> bool:
    shown = [line.strip() for line in lines if line.strip()]
    if not shown or len(shown[0]) > LONGEST_TITLE or SENTENCE.search(shown[0]):
        return False
    return any(DATED.search(line) and len(line) <= LONGEST_TITLE for line in shown[1:4])


def _label(line: str) -> Iterator[str]:
    match = FIELD.match(line)
    if match is not None:
        yield match["label"].strip().lower()


def _fields(lines: Sequence[str]) -> dict[str, str]:
    """Return what the fields of a head say: title, published (EDTF), publisher, url; the first of each counts."""
    found: dict[str, str] = {}
    for line in lines:
        match = FIELD.match(line)
        label = match["label"].strip().lower() if match is not None else ""
        name = next((name for name, labels in FIELDS.items() if label in labels and name != "body"), None)
        value = match["value"].strip().strip("\"'“”") if match is not None else ""
        if name == "published":
            value = publication_date(value) or ""
        if name is not None and value:
            found.setdefault(name, value)
    return found

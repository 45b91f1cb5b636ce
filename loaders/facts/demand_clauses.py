"""Cut the words of a speech into what may be one demand each, and say whether a clause demands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..language.rules import pattern, word_list
from ..language.sentences import clauses, list_items
from .duties import begins_to_act

OBLIGING = pattern("directives.obliging")
HOPING = pattern("directives.hoping")
LISTED = pattern("directives.listed")
NEXT_DEMAND = pattern("directives.next_demand")
MODALITIES = word_list("directives.modalities")  # the first that a clause holds is its modality
FEWEST_WISHES = 3
SHORTEST = 4  # code points


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a stretch of speech; the items of a list are clauses even where commas part them."""
    items = [item for item in list_items(text, start, end) if item.style in ("是", "要", "第", "（）")]
    position = start
    for item in items:
        if item.start > position:
            yield from _trim(text, clauses(text, position, item.start))
        yield from _trim(text, [(item.start, item.end)])
        position = max(position, item.end)
    if position < end:
        yield from _trim(text, _cut_at_demands(text, clauses(text, position, end)))


def _cut_at_demands(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut 要报送方案，要逐项排查: each 要 behind a comma demands something of its own, where the words before it demand too."""
    for first, last in spans:
        position = first
        for match in NEXT_DEMAND.finditer(text, first, last):
            if OBLIGING.search(text[position : match.start()]):
                yield position, match.start()
                position = match.end()
        yield position, last


def _trim(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        while start < end and text[start] in "，,；;。：: \n":
            start += 1
        while end > start and text[end - 1] in "；;。，,：: \n":
            end -= 1
        if end - start >= SHORTEST:
            yield start, end


def wishes(text: str, spans: Iterable[tuple[int, int]], *, listed: bool) -> Iterator[tuple[int, int]]:
    """Cut what is wished for without a word that obliges (希望你们加强监测，抓好整治，做好公开): each verb is a wish.

    `listed` says that the speech is one of wishes; other clauses stay as they are.
    """
    for first, last in spans:
        parts = list(_trim(text, clauses(text, first, last, at="，"))) if listed else []
        many = len(parts) >= FEWEST_WISHES and not OBLIGING.search(text[first:last])
        if many and all(begins_to_act(text[a:b]) for a, b in parts[1:]):
            yield from parts
        else:
            yield first, last


def modality_of(words: str) -> str | None:
    """Return the modality of a clause that demands something, or None where it only tells."""
    if HOPING.search(words):
        return "希望"
    if not OBLIGING.search(words) and not LISTED.match(words):
        return None
    return next((m for m in MODALITIES if m in words), "无")

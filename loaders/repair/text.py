"""A text under repair: its characters, and the map that leads each of them back to the raw text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..document import Damage, Offsets, Removal


class Edit(NamedTuple):
    """Put `new` in the place of the characters `start` to `end` (half-open); an empty `new` takes them out."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, the raw text they came from, and what was taken out or seen on the way.

    `marks` are damage with offsets into the raw text, because later steps still move the characters.
    """

    raw: str
    chars: str
    offsets: Offsets
    removals: tuple[Removal, ...] = field(default=())
    marks: tuple[Damage, ...] = field(default=())

    @classmethod
    def of(cls, raw: str) -> Text:
        """Return the text as its reader gave it."""
        return cls(raw, raw, Offsets.identity(len(raw)))

    def recast(self, chars: str) -> Text:
        """Return this text with other characters in the same places; the map stays as it is."""
        if len(chars) != len(self.chars):
            raise ValueError(f"recast from {len(self.chars)} to {len(chars)} code points; use edit")
        return self if chars == self.chars else replace(self, chars=chars)

    def edit(self, edits: Iterable[Edit], step: str) -> Text:
        """Return this text after `edits` (in text order, disjoint); what they take out is noted under `step`."""
        changes = [edit for edit in edits if self.chars[edit.start : edit.end] != edit.new]
        if not changes:
            return self
        removed = tuple(self._removal(edit, step) for edit in changes if not edit.new)
        pieces: list[str] = []
        position = 0
        for start, end, new in changes:
            pieces += (self.chars[position:start], new)
            position = end
        pieces.append(self.chars[position:])
        offsets = composed(self.offsets, changes)
        return replace(self, chars="".join(pieces), offsets=offsets, removals=self.removals + removed)

    def mark(self, damage: Iterable[Damage]) -> Text:
        """Return this text with `damage` noted; its offsets count in the characters as they stand now."""
        marks = tuple(self._raw_mark(each) for each in damage)
        return replace(self, marks=self.marks + marks) if marks else self

    def damage(self) -> tuple[Damage, ...]:
        """Return the marks with offsets into the characters as they stand now, in text order."""
        found = [
            replace(each, start=self._clean(each.start), end=self._clean(each.end, up=True)) for each in self.marks
        ]
        return tuple(sorted(found, key=lambda each: (each.start, each.end, each.kind)))

    def _removal(self, edit: Edit, step: str) -> Removal:
        start, end = self.offsets.raw_span(edit.start, edit.end)
        return Removal(start, end, self.raw[start:end], step)

    def _raw_mark(self, damage: Damage) -> Damage:
        start, end = self.offsets.raw_span(damage.start, damage.end)
        return replace(damage, start=start, end=end)

    def _clean(self, position: int, *, up: bool = False) -> int:
        clean, raw = self.offsets.clean, self.offsets.raw
        if len(raw) < 2:
            return 0
        probe = position - 1 if up and position else position
        run = min(bisect_right(raw, probe) - 1, len(raw) - 2)
        if clean[run + 1] - clean[run] == raw[run + 1] - raw[run]:
            return clean[run] + position - raw[run]
        return clean[run + 1] if up else clean[run]


def composed(offsets: Offsets, edits: Iterable[Edit]) -> Offsets:
    """Return the map after `edits`: equal lengths keep their runs, other lengths become runs of their own."""
    walk = _Walk(offsets)
    for start, end, new in edits:
        if len(new) != end - start:
            walk.pass_edit(start, end, len(new))
    return walk.finished()


class _Walk:
    """Copy the runs of a map from left to right while edits shift them."""

    def __init__(self, offsets: Offsets) -> None:
        self._clean, self._raw = offsets.clean, offsets.raw
        self._run = 0
        self._shift = 0
        self._out_clean: list[int] = []
        self._out_raw: list[int] = []

    def pass_edit(self, start: int, end: int, length: int) -> None:
        clean, raw = self._clean, self._raw
        while self._run < len(clean) and clean[self._run] <= start:
            self._put(clean[self._run], raw[self._run])
            self._run += 1
        self._put(start, self._raw_at(start))
        while self._run < len(clean) and clean[self._run] < end:
            self._run += 1
        at_end = self._raw_at(end)
        self._shift += length - (end - start)
        self._put(end, at_end)

    def finished(self) -> Offsets:
        for clean, raw in zip(self._clean[self._run :], self._raw[self._run :], strict=True):
            self._put(clean, raw)
        return Offsets(tuple(self._out_clean), tuple(self._out_raw))

    def _put(self, clean: int, raw: int) -> None:
        point = clean + self._shift
        if not (self._out_clean and self._out_clean[-1] == point and self._out_raw[-1] == raw):
            self._out_clean.append(point)
            self._out_raw.append(raw)

    def _raw_at(self, position: int) -> int:
        """Return the raw end of the left run; a cut through an unequal run gives the left part its share."""
        last = self._run - 1
        if last + 1 >= len(self._clean) or position == self._clean[last + 1]:
            return self._raw[min(last + 1, len(self._raw) - 1)]
        return min(self._raw[last] + position - self._clean[last], self._raw[last + 1])

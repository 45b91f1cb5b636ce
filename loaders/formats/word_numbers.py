"""The numbers that Word puts before paragraphs: which list and level a paragraph is of, and where its count stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import regex

from .counting import shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACE = regex.compile(r"%([1-9])")
MOST_STYLES = 20  # styles based on one another; more is a circle
OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, in which form it counts, the text with %1 for its number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the document: the abstract list whose count it shares, its levels, and the levels that it starts anew."""

    abstract: str
    levels: dict[int, Level]
    anew: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a style of paragraphs says of their numbers; `based_on` is the style that it takes the rest from."""

    list: str | None
    level: int | None
    based_on: str | None
    hidden: bool


@dataclass(slots=True)
class Numbers:
    """The lists of a document and their counts, asked for paragraph after paragraph."""

    lists: dict[str, Listed]
    styles: dict[str, Style]
    default: str | None = None  # the style of paragraphs that name none
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def before(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, with the gap behind it, and count the paragraph."""
        place = self._place(paragraph)
        if place is None:
            return ""
        listed, depth = place
        level = listed.levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(listed.abstract, {})
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for upper in range(depth):
            counts.setdefault(upper, listed.levels.get(upper, Level()).start)
        for deeper in [each for each in counts if each > depth]:
            restart = listed.levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                del counts[deeper]
        text = PLACE.sub(lambda match: self._shown(listed, level, counts, int(match[1]) - 1), level.text)
        if level.form == "bullet" or not text.strip():
            return ""
        gap = " " if level.suffix != "nothing" and text[-1].isascii() and not text[-1].isspace() else ""
        return text + gap

    @staticmethod
    def _shown(listed: Listed, own: Level, counts: dict[int, int], depth: int) -> str:
        level = listed.levels.get(depth, Level())
        form = "decimal" if own.legal and level.form not in ("bullet", "none") else level.form
        return shown(counts.get(depth, level.start), form)

    def _place(self, paragraph: Any) -> tuple[Listed, int] | None:
        """Return the list of a paragraph and its level: what it says itself, else what its styles say."""
        properties = paragraph.find(f"{W}pPr")
        name, depth = _number_of(properties)
        style = value_of(properties, "pStyle") or self.default
        if name is None or depth is None:
            styled, level = self._styled(style)
            name, depth = name if name is not None else styled, depth if depth is not None else level
        listed = self.lists.get(name) if name not in (None, "0") else None
        if listed is None or name is None:
            return None
        if depth is None:
            depth = next((each for each, level in listed.levels.items() if level.style and level.style == style), 0)
        if name not in self.begun:
            self.begun.add(name)
            counts = self.counts.setdefault(listed.abstract, {})
            for level, start in listed.anew.items():
                counts.pop(level, None)
                listed.levels[level] = replace(listed.levels.get(level, Level()), start=start)
        return listed, depth

    def _styled(self, name: str | None) -> tuple[str | None, int | None]:
        listed: str | None = None
        depth: int | None = None
        for _turn in range(MOST_STYLES):
            style = self.styles.get(name) if name else None
            if style is None:
                break
            listed = listed if listed is not None else style.list
            depth = depth if depth is not None else style.level
            name = style.based_on
        return listed, depth

    def hides(self, style: str | None) -> bool:
        """Say whether a style hides what is written in it."""
        found = self.styles.get(style) if style else None
        return found is not None and found.hidden


def read_numbers(numbering: Any, styles: Any) -> Numbers:
    """Return the lists that the parts numbering.xml and styles.xml define; either may be None."""
    named = _styles(styles)
    default = next(
        (
            each.get(f"{W}styleId")
            for each in (styles.iter(f"{W}style") if styles is not None else ())
            if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") not in (None, *OFF)
        ),
        None,
    )
    if numbering is None:
        return Numbers({}, named, default)
    abstracts = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    linked = {value_of(each, "styleLink"): each for each in abstracts.values() if value_of(each, "styleLink")}
    lists = {}
    for number in numbering.iter(f"{W}num"):
        key = value_of(number, "abstractNumId")
        abstract = abstracts.get(key)
        if abstract is None:
            continue
        abstract = linked.get(value_of(abstract, "numStyleLink"), abstract)
        levels = {_depth(each): _level(each) for each in abstract.iter(f"{W}lvl")}
        anew = {}
        for override in number.iter(f"{W}lvlOverride"):
            own, start = override.find(f"{W}lvl"), value_of(override, "startOverride")
            if own is not None:
                levels[_depth(override)] = _level(own)
            if start is not None:
                anew[_depth(override)] = integer(start, 1)
        shared = abstract.get(f"{W}abstractNumId")
        lists[number.get(f"{W}numId")] = Listed(shared or "", levels, anew)
    return Numbers(lists, named, default)


def _styles(styles: Any) -> dict[str, Style]:
    found = {}
    for each in styles.iter(f"{W}style") if styles is not None else ():
        listed, depth = _number_of(each.find(f"{W}pPr"))
        hidden = is_on(each.find(f"{W}rPr"), "vanish")
        found[each.get(f"{W}styleId")] = Style(listed, depth, value_of(each, "basedOn"), hidden)
    return found


def _level(element: Any) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        start=integer(value_of(element, "start"), 0 if element.find(f"{W}start") is None else 1),
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        restart=integer(restart, 0) if restart is not None else None,
        legal=is_on(element, "isLgl"),
        suffix=value_of(element, "suff") or "tab",
        style=value_of(element, "pStyle"),
    )


def _number_of(properties: Any) -> tuple[str | None, int | None]:
    listed = properties.find(f"{W}numPr") if properties is not None else None
    if listed is None:
        return None, None
    depth = value_of(listed, "ilvl")
    return value_of(listed, "numId"), integer(depth, 0) if depth is not None else None


def _depth(element: Any) -> int:
    return integer(element.get(f"{W}ilvl"), 0)


def integer(value: str | None, default: int) -> int:
    """Return an attribute as a number, `default` where it is none or has nine digits and more."""
    return int(value) if value is not None and value.isdecimal() and len(value) < 9 else default


def value_of(element: Any, name: str) -> str | None:
    """Return the value of a property under an element, None where there is no such property."""
    child = element.find(f"{W}{name}") if element is not None else None
    value: str | None = child.get(f"{W}val") if child is not None else None
    return value


def is_on(properties: Any, name: str) -> bool:
    """Say whether properties switch something on: an element without a value does, one with false or 0 does not."""
    child = properties.find(f"{W}{name}") if properties is not None else None
    return child is not None and child.get(f"{W}val") not in OFF

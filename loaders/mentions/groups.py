"""Find collectives: a count, 各 or an owner in front of a head noun (16个州（市）生态环境局, 厅机关各处室)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..language.numbers import parse_number
from ..language.rules import opened, pattern
from .mention import GroupMention, RegionMention

GROUP = opened(pattern("groups.group"), more="成")  # 领导小组|成员单位
BEHIND_LIST = pattern("groups.behind_list")
FEWEST_LISTED = 2  # names of divisions that make a list with a number behind it
BLANKET = pattern("groups.blanket")
NEVER = pattern("groups.never")
# The other forms in the order in which they are tried: what a text must hold for one, and the head of those that name none.
FORMS = (
    (pattern("groups.counted_levels"), (), "县区"),
    (pattern("groups.each_level"), ("各",), "单位"),
    (pattern("groups.counted_people"), ("名", "位"), ""),
    (pattern("groups.people_counted"), ("名", "位"), "人员"),
    (pattern("groups.levels_listed"), (), ""),
    (pattern("groups.members_of"), ("成员单位",), "成员单位"),
    (pattern("groups.two_levels"), ("级",), "部门"),
    (pattern("groups.concerned"), (), "部门"),
    (pattern("groups.whole"), ("全体", "部分"), "人员"),
    (pattern("groups.stationed_units"), (), "直属单位"),
)


def find_collectives(text: str, regions: Sequence[RegionMention]) -> list[GroupMention]:
    """Return the collectives of a text, counted ones and listed divisions; where two begin at one place, the longest first."""
    return sorted((*find_groups(text), *find_listed(text, regions)), key=lambda group: (group.start, -group.end))


def find_groups(text: str, start: int = 0, end: int | None = None) -> Iterator[GroupMention]:
    """Yield the collectives between two offsets, in order; a blanket address (各级各部门) is none."""
    end = len(text) if end is None else end
    blanket = [match.span() for match in BLANKET.finditer(text, start, end)]
    for group in _found(text, start, end):
        if not any(a < group.end and group.start < b for a, b in blanket):
            yield group


def _found(text: str, start: int, end: int) -> Iterator[GroupMention]:
    position = start
    while (match := GROUP.search(text, position, end)) is not None:
        if NEVER.search(match.group("kind")) or (match.group("each") and not _owned(match)):
            position = match.start() + 1
            continue
        yield GroupMention(
            match.start(), match.end(), match.group(), _count(match), match.group("kind") + match.group("head")
        )
        position = match.end()
    for form, signs, head in FORMS:
        if not signs or any(sign in text for sign in signs):
            for match in form.finditer(text, start, end):
                yield GroupMention(
                    match.start(), match.end(), match.group(), _count(match), head or match.group("head")
                )


def find_listed(text: str, regions: Sequence[RegionMention]) -> Iterator[GroupMention]:
    """Yield lists of divisions with their number or level behind them (甲、乙、丙三市生态环境局), in text order.

    The members are the divisions, or the bodies of that kind in them; they are linked elsewhere.
    """
    run: list[RegionMention] = []
    for index, region in enumerate(regions):
        run = [*run, region] if run and text[run[-1].end : region.start] in ("、", "和", "及", "与") else [region]
        following = regions[index + 1].start if index + 1 < len(regions) else -1
        if len(run) < FEWEST_LISTED or following == region.end:
            continue
        match = BEHIND_LIST.match(text, region.end)
        if (
            match
            and (match.group("more") is None or match.group("head"))
            and (match.group("level") or match.group("head"))
        ):
            yield GroupMention(
                run[0].start, match.end(), text[run[0].start : match.end()], _count(match), match.group("head")
            )


def _owned(match: regex.Match[str]) -> bool:
    """Say whether 各 has a level, an owner or a kind that defines who is meant (各部门 alone is nobody)."""
    return bool(match.group("owner") or match.group("level") or match.group("kind")) or match.group("head") not in (
        "部门",
        "单位",
        "企业",
        "局",
        "厅",
    )


def _count(match: regex.Match[str]) -> int | None:
    written = match.groupdict().get("count")
    return parse_number(written) if written else None

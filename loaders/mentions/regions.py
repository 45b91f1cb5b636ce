"""Find names of divisions in a text, with guards against names that arise by accident."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from ..document import Damage
from ..gazetteer.gazetteer import Gazetteer, Region, load_gazetteer
from ..gazetteer.opening import longest_at
from ..language.rules import pattern
from .mention import OfficialMention, RegionMention
from .region_evidence import Spot, Standing, Words, segmented, standing

PRAISE = pattern("regions.praise")
ENDS_HERE = pattern("regions.ends_here")
LISTED = regex.compile(r"、|和|与|及|以及")
COUNTED = pattern("regions.counted")
LONG_LIST = 3  # names; in a list so long of one level, no member is a word that looks like a name
Found = tuple[RegionMention, Standing, bool]  # the name, how it stands, whether a dictionary has it as a place


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    gazetteer = load_gazetteer()
    names = sorted(gazetteer.names())
    return AhoCorasick(names, matchkind=MatchKind.Standard), tuple(names)


def find_regions(text: str, start: int = 0, end: int | None = None) -> Iterator[RegionMention]:
    """Yield the names of divisions between two offsets, in order, without overlaps.

    A name counts where it does not cut a word in two (美丽江苏 holds no 丽江), and a name that is also a word only with
    evidence: what it lies in before it, a list of divisions, a verb of visiting. Which of several divisions of one name
    is meant is for the linking stage.
    """
    end = len(text) if end is None else end
    automaton, names = _automaton()
    piece = PRAISE.sub(lambda praise: "\u3000" * len(praise.group()), text[start:end])
    words: Words | None = None
    gazetteer = load_gazetteer()
    found: list[Found] = []
    for first, name in _longest(automaton.find_matches_as_indexes(piece, overlapping=True), names):
        words = segmented(piece) if words is None else words
        for surface, candidates in _readings(name, gazetteer):
            spot = Spot(piece, first, first + len(surface), candidates, words)
            stands = standing(spot)
            if stands is not Standing.NONE:
                break
        found.append(
            (
                RegionMention(start + first, start + first + len(surface), surface, candidates),
                stands,
                spot.is_a_place_first,
            )
        )
    yield from _with_evidence(text, found, gazetteer)


def _longest(matches: Sequence[tuple[int, int, int]], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the start and the name of matches (index, start, end) that do not overlap, the longest first: 从江阴市 is no 从江."""
    chosen: list[tuple[int, int, int]] = []
    for match in sorted(matches, key=lambda each: (each[1] - each[2], each[1])):
        place = bisect_left(chosen, match[1], key=lambda each: each[1])
        if place and chosen[place - 1][2] > match[1]:
            continue
        if place < len(chosen) and chosen[place][1] < match[2]:
            continue
        chosen.insert(place, match)
    for index, first, _last in chosen:
        yield first, names[index]


def _readings(name: str, gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[Region, ...]]]:
    """Yield a name, and the shorter one within it that may stand where the longer one does not (南湖区域)."""
    yield name, gazetteer.named(name)
    shorter = gazetteer.named(name[:-1])
    if shorter:
        yield name[:-1], shorter


def _with_evidence(text: str, found: Sequence[Found], gazetteer: Gazetteer) -> Iterator[RegionMention]:
    """Yield what stands by itself, and what stands beside what it lies in or in a list of divisions."""
    taken = [stands.value >= Standing.FREE.value for _mention, stands, _place in found]
    sure = [stands is Standing.SURE for _mention, stands, _place in found]
    for index in range(1, len(found)):
        if taken[index - 1] and _lies_behind(text, found[index - 1][0], found[index], gazetteer):
            taken[index] = sure[index] = True
    _take_lists(text, found, taken, sure, gazetteer)
    whole = {mention.text for (mention, *_), is_taken in zip(found, taken, strict=True) if is_taken}
    for index, (mention, stands, _place) in enumerate(found):
        told = not taken[index] and stands is Standing.OPEN and _is_told_in_full(mention, whole)
        if taken[index] or told:
            yield replace(mention, certain=sure[index])


def _lies_behind(text: str, before: RegionMention, found: Found, gazetteer: Gazetteer) -> bool:
    """Say whether a name stands right behind what it lies in (山东日照); a word needs an end as well (湖南通道建设)."""
    mention, stands, place = found
    if stands is Standing.NONE or before.end != mention.start or not _is_kin(before, mention, gazetteer):
        return False
    full = any(mention.text not in region.short_names for region in mention.candidates)
    if stands in (Standing.FREE, Standing.SURE) or full or place or mention.candidates[0].level == "prefecture":
        return True
    body = longest_at(gazetteer.agencies.surface_at, text, mention.end, len(text))  # 某州|某县|生态环境局
    return body is not None or ENDS_HERE.match(text, mention.end) is not None


def _is_kin(one: RegionMention, other: RegionMention, gazetteer: Gazetteer) -> bool:
    """Say whether a division of one name can be inside one of the other name."""
    return any(gazetteer.lies_in(inner, outer) for inner in other.candidates for outer in one.candidates)


def _take_lists(text: str, found: Sequence[Found], taken: list[bool], sure: list[bool], gazetteer: Gazetteer) -> None:
    """Take the members of a list of divisions: each beside a relative (荆门、孝感、仙桃), all of a long list of one level."""
    for first, last in _runs(text, found):
        members = range(first, last)
        counted = COUNTED.match(text, found[last - 1][0].end) is not None
        brothers = counted or (last - first >= LONG_LIST and _are_brothers([found[index][0] for index in members]))
        if not brothers and not any(taken[index] for index in members):
            continue
        levels = {region.level for index in members for region in found[index][0].candidates[:1]}
        alike = brothers or (last - first >= LONG_LIST and len(levels) == 1)
        for index in [*members, *reversed(members)]:
            beside = [each for each in (index - 1, index + 1) if each in members and taken[each]]
            related = any(_are_relatives(found[each][0], found[index][0], gazetteer) for each in beside)
            if not taken[index] and found[index][1] is Standing.OPEN and (alike or related):
                taken[index] = True
            if taken[index] and (alike or related):
                sure[index] = True


def _runs(text: str, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last index (half-open) of each list of names that can stand, two names or more."""
    first = 0
    for index in range(1, len(found) + 1):
        goes_on = (
            index < len(found)
            and found[index][1].value >= Standing.OPEN.value
            and found[index - 1][1].value >= Standing.OPEN.value
            and LISTED.fullmatch(text, found[index - 1][0].end, found[index][0].start)
        )
        if goes_on:
            continue
        if index - first > 1:
            yield first, index
        first = index


def _are_brothers(members: Sequence[RegionMention]) -> bool:
    """Say whether one division holds them all right below it (禅城、南海、三水)."""
    above = [{region.parent for region in member.candidates} for member in members]
    return bool(set.intersection(*above) - {None})


def _are_relatives(one: RegionMention, other: RegionMention, gazetteer: Gazetteer) -> bool:
    """Say whether two names can be of one province: brothers in a list, or a city and its county."""
    mine = {_province(region, gazetteer) for region in one.candidates}
    return any(_province(region, gazetteer) in mine for region in other.candidates)


def _province(region: Region, gazetteer: Gazetteer) -> str:
    above = gazetteer.ancestors(region)
    return above[-1].code if above else "country" if region.level == "province" else region.code


def _is_told_in_full(mention: RegionMention, whole: set[str]) -> bool:
    """Say whether the text writes the prefecture in full elsewhere (开封市 … 开封)."""
    return any(region.level == "prefecture" and region.name in whole for region in mention.candidates)


def with_parents(mentions: Sequence[RegionMention], gazetteer: Gazetteer) -> tuple[RegionMention, ...]:
    """Return the mentions with the candidates narrowed where one names the parent right before (长春市朝阳区)."""
    narrowed: list[RegionMention] = []
    for mention in mentions:
        before = narrowed[-1] if narrowed and narrowed[-1].end == mention.start else None
        inside = tuple(
            region
            for region in mention.candidates
            if before and any(gazetteer.lies_in(region, outer) for outer in before.candidates)
        )
        if inside:
            mention = replace(mention, candidates=inside)
        narrowed.append(mention)
    return tuple(narrowed)


def outside_names(
    regions: Sequence[RegionMention], officials: Sequence[OfficialMention], damage: Sequence[Damage]
) -> tuple[RegionMention, ...]:
    """Leave out the names of divisions inside the names of persons (苏海原) and inside what was injected."""
    spans = [(each.name_start, each.name_end) for each in officials]
    spans += [(each.start, each.end) for each in damage if each.kind == "injected_name"]
    return tuple(each for each in regions if not any(start <= each.start < end for start, end in spans))

"""The home of a document: the division that 省, 我州, 市局 and 全县 mean in it, with the evidence for it.

A relative name is resolved by the document, never by the site that published it (reposts come from other provinces) and
never by likeness of names. Where the evidence leaves two divisions, the name stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..gazetteer.gazetteer import Gazetteer, Region, load_gazetteer
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, RegionMention, Scope
from .home_votes import INSIDE, OWN, best_county, best_of
from .zones import AUTONOMOUS, autonomous_marker, by_seat, find_zones, is_zone, means_zone, titled_zone
from .zones import MARKERS as ZONE_MARKERS

TOLD = 4.0  # times the vote: who loads a site knows whose it is, and only a text that names another place often says otherwise
IN_TITLE = 3.0  # times the vote: a title and a signature name the division that the text is about
AHEAD = 1.5  # how many times as much a text says of its own division as of any that is apart from it
WHOLE = pattern("regions.own")
INDEX = pattern("regions.index_code")
YOURS = pattern("regions.yours")
PRAISE = pattern("regions.praise_before")
TOWN_MARKERS = ("镇", "乡", "街道", "苏木")
HEAD_LEVELS = {"厅": "省"}  # a bare 厅 belongs to a province


@dataclass(frozen=True, slots=True)
class Home:
    """The division a document speaks from; `chain` is it and what it lies in, nearest first.

    `town` is the township inside `region` that the document is of, if it is of one; `zones` are the zones it names. `rule`
    says what showed it: `home.told` (who loaded the document), `home.title`, `home.publisher` or `home.text`.
    """

    region: Region | None
    chain: tuple[Region, ...]
    votes: Mapping[str, float]
    evidence: tuple[tuple[int, int], ...] = ()
    town: Region | None = None
    zones: tuple[Region, ...] = ()
    rule: str = ""

    def near(self, marker: str) -> Region | None:
        """Return the division of a level that the document speaks from or lies in, None where it has none."""
        return next((r for r in self.chain if answers(r, marker)), None) if marker not in TOWN_MARKERS else None

    def resolve(self, marker: str, gazetteer: Gazetteer) -> Region | None:
        """Return the division that a level means here (省, 州, 自治区), or None where it is not certain."""
        if marker in TOWN_MARKERS:
            return self.town if self.town is not None and answers(self.town, marker) else None
        near = next((r for r in self.chain if answers(r, marker)), None)
        if near is not None:
            return near
        if marker in ZONE_MARKERS:
            meant = {zone.name: zone for zone in self.zones if means_zone(zone, marker)}
            return next(iter(meant.values())) if len(meant) == 1 else None
        voted = [(votes, code) for code, votes in self.votes.items() if answers(gazetteer.region(code), marker)]
        voted.sort(reverse=True)
        if not voted or (len(voted) > 1 and voted[0][0] == voted[1][0]):
            return None
        return gazetteer.region(voted[0][1])


def answers(region: Region, marker: str) -> bool:
    """Say whether a division can be what a level word means: 州 a prefecture, 市 a city of any level, 区 a district."""
    if marker in ("省", "自治区"):  # a text of 宁夏 that says 省厅 speaks of another province
        return region.level == "province" and region.name.endswith(marker)
    if marker in ("州", "自治州"):
        return region.level == "prefecture" and region.name.endswith("州")
    if marker in ("师市", "师"):
        return region.name.startswith("新疆生产建设兵团") and region.name.endswith("师")
    if marker == "兵团":
        return region.name == "新疆生产建设兵团"
    if marker == "区":
        return (region.level in ("county", "area") and region.name.endswith("区")) or is_zone(region)
    if marker in ZONE_MARKERS:
        return means_zone(region, marker)
    if marker == "县":
        return region.level == "county" and region.name.endswith("县")
    return region.name.endswith(marker)


def find_home(
    text: str,
    regions: Sequence[RegionMention],
    agencies: Sequence[AgencyMention],
    *,
    title_end: int = 0,
    publisher: str = "",
    told: Region | None = None,
    signed: Sequence[tuple[int, int]] = (),
) -> Home:
    """Return the home of a text from all its evidence: divisions named, levels used, the source line, 美丽X.

    `told` is the division that whoever loaded the document knows it to be of, `signed` the lines that sign it.
    """
    gazetteer = load_gazetteer()
    marker = autonomous_marker(text, agencies, _main_marker(text, agencies))
    votes, evidence = _votes(text, regions, gazetteer, stressed=[(0, title_end), *signed], marker=marker)
    published = (*_in_publisher(publisher, gazetteer), *_indexed(text, gazetteer))
    for region in published:
        _vote(votes, region, gazetteer, times=2.0)
    if told is not None:
        _vote(votes, told, gazetteer, times=TOLD)
    zones = find_zones(text, regions)
    best = _zone_of_title(text, zones, votes, gazetteer, title_end=title_end, marker=marker)
    if best is None and marker is not None:
        best = best_county(votes, gazetteer) if marker in TOWN_MARKERS else _of_marker(marker, votes, gazetteer)
    if best is None and marker is not None and marker in AUTONOMOUS.values():
        best = by_seat(text, votes, marker, gazetteer) or told  # never the neighbour that is told of
    else:
        best = best or _most_told_of(text, _without_addresses(votes, regions, gazetteer), gazetteer) or told
    titled = [region for mention in regions if mention.start < title_end for region in mention.candidates]
    best = (_who_signs(text, regions, signed) if told is None else None) or best
    chain = (best, *gazetteer.ancestors(best)) if best else ()
    rule = _rule(best, told=[told] if told else [], titled=titled, published=published)
    return Home(best, chain, votes, evidence, zones=tuple(zone for _start, zone in zones), rule=rule)


def _who_signs(text: str, regions: Sequence[RegionMention], signed: Sequence[tuple[int, int]]) -> Region | None:
    """Return the one division that signs a text which calls another one 你市, 你县: whoever is addressed is not its home."""
    if YOURS.search(text) is None:
        return None
    names = [each for each in regions if any(a <= each.start < b for a, b in signed)]
    found = {each.candidates[0].code: each.candidates[0] for each in names if len(each.candidates) == 1}
    return next(iter(found.values())) if len(found) == 1 else None


def _zone_of_title(
    text: str,
    zones: list[tuple[int, Region]],
    votes: Mapping[str, float],
    gazetteer: Gazetteer,
    *,
    title_end: int,
    marker: str | None,
) -> Region | None:
    """Return the zone that the title is of, and note one that only the title names; None where it is of none."""
    titled = next((zone for start, zone in zones if start < title_end), None)
    if titled is not None:
        return titled if marker in ("区", *ZONE_MARKERS) else None
    outer = max(((count, code) for code, count in votes.items()), default=None)
    own = titled_zone(text, title_end, gazetteer.region(outer[1]) if outer else None)
    if own is not None:
        zones.append((0, own))
    return own


def _without_addresses(
    votes: Mapping[str, float], regions: Sequence[RegionMention], gazetteer: Gazetteer
) -> Mapping[str, float]:
    """Return the votes without those of a division that only says where the next one lies (山西省 of 山西省阳城县)."""
    left = dict(votes)
    for outer, inner in pairwise(regions):
        inside = outer.end == inner.start and len(outer.candidates) == 1
        if inside and any(gazetteer.lies_in(region, outer.candidates[0]) for region in inner.candidates):
            code = outer.candidates[0].code
            left[code] = left.get(code, 0.0) - (OWN if left.get(code, 0.0) > OWN else 0.0)
    return left


def _most_told_of(text: str, votes: Mapping[str, float], gazetteer: Gazetteer) -> Region | None:
    """Return the division that a text without a level word of its own is about: more is said of it than of all others.

    None where 我县 or 我市 says that it is another one, which the text does not name.
    """
    ranked = sorted(((count, code) for code, count in votes.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best = gazetteer.region(ranked[0][1])
    chain = (best, *gazetteer.ancestors(best))
    if any(not any(answers(each, match.group("marker")) for each in chain) for match in WHOLE.finditer(text)):
        return None
    apart = [gazetteer.region(code) for code in votes]
    others = [each for each in apart if not gazetteer.lies_in(each, best) and not gazetteer.lies_in(best, each)]
    most = max((votes[each.code] for each in others), default=0.0)
    return best if ranked[0][0] > AHEAD * most else None


def _rule(home: Region | None, *, told: Sequence[Region], titled: Sequence[Region], published: Sequence[Region]) -> str:
    """Return the name of what showed the home, the surest first."""
    if home is None:
        return ""
    for rule, shown in (("home.title", titled), ("home.told", told), ("home.publisher", published)):
        if any(region.code == home.code for region in shown):
            return rule
    return "home.text"


def _votes(
    text: str,
    regions: Iterable[RegionMention],
    gazetteer: Gazetteer,
    *,
    stressed: Sequence[tuple[int, int]],
    marker: str | None,
) -> tuple[dict[str, float], tuple[tuple[int, int], ...]]:
    votes: dict[str, float] = {}
    evidence: list[tuple[int, int]] = []
    mentions = list(regions)
    sure = [m.candidates[0] for m in mentions if len(m.candidates) == 1]
    for mention in mentions:
        region = _likely(mention, sure, gazetteer) or _of_level(mention, marker)
        if region is None or not _may_elect(mention, sure, gazetteer):
            continue
        times = IN_TITLE if any(a <= mention.start < b for a, b in stressed) else 1.0
        if PRAISE.search(text[max(0, mention.start - 2) : mention.start]):
            times = 2.0
        _vote(votes, region, gazetteer, times=times)
        evidence.append((mention.start, mention.end))
    return votes, tuple(evidence)


def _may_elect(mention: RegionMention, sure: Sequence[Region], gazetteer: Gazetteer) -> bool:
    """Say whether a name may speak for a home: not one that may be mere letters, but where its province is named too."""
    if mention.certain or any(region.level != "county" for region in mention.candidates):
        return True
    full = any(mention.text not in region.short_names for region in mention.candidates)
    inner = [region for region in mention.candidates if region.level == "county"]
    return full or any(gazetteer.lies_in(r, s) and s.level != "county" for r in inner for s in sure)


def _likely(mention: RegionMention, sure: Sequence[Region], gazetteer: Gazetteer) -> Region | None:
    """Return the candidate that shares a province with a division named without doubt, if exactly one does."""
    if len(mention.candidates) == 1:
        return mention.candidates[0]
    near = [r for r in mention.candidates if any(gazetteer.lies_in(r, s) or gazetteer.lies_in(s, r) for s in sure)]
    if len(near) == 1:
        return near[0]
    return mention.candidates[0] if mention.candidates and mention.candidates[0].level == "province" else None


def _of_level(mention: RegionMention, marker: str | None) -> Region | None:
    """Return the one candidate of the level that the text speaks from (甘孜 is the prefecture where 我州 is said)."""
    fitting = [region for region in mention.candidates if marker and answers(region, marker)]
    return fitting[0] if len(fitting) == 1 else None


def _vote(votes: dict[str, float], region: Region, gazetteer: Gazetteer, *, times: float) -> None:
    votes[region.code] = votes.get(region.code, 0.0) + OWN * times
    for outer in gazetteer.ancestors(region):
        votes[outer.code] = votes.get(outer.code, 0.0) + INSIDE * times


def _in_publisher(publisher: str, gazetteer: Gazetteer) -> Iterable[Region]:
    """Yield the division at the head of a source line (云南省生态环境厅), where it is one without doubt."""
    for length in range(len(publisher), 1, -1):
        named = gazetteer.named(publisher[:length])
        if named:
            return named[:1] if len(named) == 1 or named[0].level == "province" else ()
    return ()


def _indexed(text: str, gazetteer: Gazetteer) -> Iterable[Region]:
    """Yield the division whose code begins the index number of the page, where there is one."""
    match = INDEX.search(text)
    if match is None or match["code"] not in gazetteer.regions.by_code:
        return
    region = gazetteer.region(match["code"])
    now = gazetteer.regions.successors(region)
    if len(now) <= 1:
        yield now[0] if now else region


def _main_marker(text: str, agencies: Iterable[AgencyMention]) -> str | None:
    """Return the level that the text speaks from: the one it uses most."""
    counts: Counter[str] = Counter(match.group("marker") for match in WHOLE.finditer(text))
    for agency in agencies:
        if agency.scope is Scope.MARKER:
            counts[agency.marker] += 1
        elif agency.scope is Scope.HEAD:
            counts[agency.marker or HEAD_LEVELS.get(agency.core, "")] += 1
    del counts[""]
    for match in pattern("regions.governor").finditer(text):
        counts[match.group("marker")] += 1
    return counts.most_common(1)[0][0] if counts else None


def _of_marker(marker: str, votes: Mapping[str, float], gazetteer: Gazetteer) -> Region | None:
    """Return the division that most votes are for among those that a level word can mean."""
    fitting = {code: gazetteer.region(code) for code in votes if answers(gazetteer.region(code), marker)}
    return best_of(fitting, votes, gazetteer)

"""Find officials by evidence: a post before the name, after it, or around it; then every later use of a name once read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex
import rjieba

from ..gazetteer.name_odds import name_odds
from ..language.rules import pattern, word_list
from ..language.words import HAN
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_before import FEWEST_ODDS, LEADING_SURNAMES, USUAL, named_before
from .name_evidence import (
    EDGE,
    LISTED,
    PARALLEL,
    POSTED,
    SURE,
    TITLE_CROSSED,
    TITLED,
    WEAKLY_TITLED,
    goes_on,
    has_surname,
)
from .names import is_tagged_name, is_word, name_at
from .posts import Scan, chains, post_start, scan_of, title_at

BETWEEN_NAMES = pattern("posts.between_names")
WEAK_TITLES = frozenset(word_list("posts.weak_titles"))
GOVERNS = pattern("posts.governor")
BARE_CHANCE = 1.0  # odds under which a name behind a title gives way to a sure one before it
GOVERNING = TITLED + 0.5  # a title that names its level (副市长) says of what it is
CANDIDATE = pattern("posts.candidate")
REMARK = pattern("posts.remark")
EACH = pattern("posts.each_holder")
TAKES_UP = pattern("posts.takes_up")
LEADERS = pattern("posts.leaders")
PIECE = pattern("posts.piece_of_list")
ENOUGH_NAMES = 2  # read before in a list: what stands between its joints is another
PLACES = ("ns", "j", "r", "s")  # tags of words for places, and of those that stand for others
DIVISIONS = (2, 3)  # code points of the names of counties
COMRADE = pattern("persons.comrade")
SPEAKERS = pattern("persons.speakers")
EXPERT_WORD = pattern("persons.expert_word")
LONGEST_EXPERT = 6  # code points of EXPERT_ALONE that are looked at
EXPERT_ALONE = pattern("persons.expert_alone")
EXPERT = pattern("posts.expert")


def find_officials(
    text: str,
    agencies: Sequence[AgencyMention],
    regions: Sequence[RegionMention],
    start: int = 0,
    end: int | None = None,
) -> list[OfficialMention]:
    """Return the persons named between two offsets with the posts the text gives them there, in order."""
    end = len(text) if end is None else end
    scan = scan_of(text, agencies, regions, end=end)
    found: list[OfficialMention] = []
    for chain in chains(scan, start):
        behind = list(_named_after(scan, chain, listed=bool(found) and _goes_with(scan, found[-1], chain)))
        before = named_before(scan, chain)
        if before is not None and (
            not behind or name_odds(before.name) >= SURE > BARE_CHANCE > name_odds(behind[0].name)
        ):
            behind = [before]
        found.extend(behind)
    found += _bare_lists(scan, start)
    found += _affiliated(scan, found)
    found += _in_file(scan, found)
    found += _comrades(scan, start)
    found += _speakers(scan, start)
    return sorted({(o.name_start, o.name_end): o for o in reversed(found)}.values(), key=lambda o: o.start)


def find_known(text: str, names: Sequence[str], taken: Sequence[OfficialMention]) -> Iterator[OfficialMention]:
    """Yield every further use of names that were read with evidence, outside the spans already taken."""
    if not names:
        return
    inside = [(o.start, o.end) for o in taken]
    known = regex.compile("|".join(regex.escape(n) for n in sorted(set(names), key=len, reverse=True)))
    for match in known.finditer(text):
        if any(start <= match.start() < end for start, end in inside):
            continue
        if is_word(match.group()) and name_at(text, match.start(), len(text)) != match.end():
            continue
        if (
            is_word(match.group())
            and regex.search(rf"[{HAN}]$", text[: match.start()])
            and not pattern("posts.leads_to_person").search(text[max(0, match.start() - 2) : match.start()])
        ):
            continue
        yield OfficialMention(
            match.start(), match.end(), match.start(), match.end(), match.group(), rule="official.known_name"
        )


# -- names behind posts -------------------------------------------------------------------------------------------------


def _goes_with(scan: Scan, before: OfficialMention, chain: Sequence[PostMention]) -> bool:
    """Say whether posts with a body of their own stand right behind a person with such posts: the list names another."""
    return (
        bool(BETWEEN_NAMES.fullmatch(scan.text, before.name_end, post_start(chain[0])))
        and _trust(before.posts) >= GOVERNING
        and _trust(chain) >= GOVERNING
    )


def _named_after(scan: Scan, chain: list[PostMention], *, listed: bool) -> Iterator[OfficialMention]:
    position = chain[-1].end
    first = post_start(chain[0])
    candidate = CANDIDATE.match(scan.text, position, scan.end)
    if candidate:  # 县长候选人某某 holds no such post yet
        position, chain = candidate.end(), chain[:-1]
    if remark := REMARK.match(scan.text, position, scan.end):
        position = remark.end()
    if EACH.search(scan.text[max(0, first - 4) : first]):
        return  # 各河长严格执行: every holder of the title
    if TAKES_UP.match(scan.text, position, scan.end):
        return  # 县长任总指挥: a verb, no surname
    if scan.text.startswith(("：", ":"), position) or (chain and _cuts_divisions(scan, chain[-1].start)):
        return
    trust = PARALLEL if listed else _trust(chain) if chain else TITLED
    if chain and goes_on(scan.text, chain[-1].start, position, scan.end):
        trust += TITLE_CROSSED
    while True:
        if position in scan.agency_at or title_at(scan.gazetteer, scan.text, position, scan.end):
            return
        last = name_at(scan.text, position, scan.end, trust=trust)
        if last is None or _is_led_to(scan.text, position, last):
            return
        yield OfficialMention(first, last, position, last, scan.text[position:last], tuple(chain))
        joint = BETWEEN_NAMES.match(scan.text, last, scan.end)
        if not joint:
            return
        position = first = joint.end()
        trust = LISTED


def _is_led_to(text: str, start: int, last: int) -> bool:
    """Say whether a preposition with a place, and no surname, stands behind a title (主席向拉美国家…)."""
    words = rjieba.tag(text[start + 1 : last], False)
    return text[start] in LEADING_SURNAMES and len(words) == 1 and words[0][1] in PLACES


def _cuts_divisions(scan: Scan, title: int) -> bool:
    """Say whether a title is the letters of two divisions, one within the other (陕西省|长武)."""
    outer = scan.region_ending.get(title + 1)
    if outer is None:
        return False
    inner = (region for last in DIVISIONS for region in scan.gazetteer.named(scan.text[title + 1 : title + 1 + last]))
    return any(scan.gazetteer.lies_in(region, each) for region in inner for each in outer.candidates)


def _trust(chain: Sequence[PostMention]) -> float:
    """Return how much a run of posts speaks for a name behind it."""
    if any(post.agency is not None or post.region is not None for post in chain):
        return POSTED
    if any(GOVERNS.match(post.title) for post in chain):
        return GOVERNING
    return WEAKLY_TITLED if all(post.title in WEAK_TITLES for post in chain) else TITLED


def _bare_lists(scan: Scan, start: int) -> Iterator[OfficialMention]:
    """Read 市领导甲某、乙某出席: names without posts behind a word for leaders."""
    for match in LEADERS.finditer(scan.text, start, scan.end):
        position = match.end()
        agency = scan.agency_ending.get(match.start("leaders"))
        posts = (PostMention(match.start("leaders"), match.end(), "", agency),) if agency is not None else ()
        first = agency.start if agency is not None else position
        names = 0
        while (last := _listed_name(scan, position, names)) is not None:
            name = scan.text[position:last]
            yield OfficialMention(first, last, position, last, name, posts, rule="official.leaders_list")
            names += 1
            joint = BETWEEN_NAMES.match(scan.text, last, scan.end)
            if not joint:
                break
            position = first = joint.end()


def _listed_name(scan: Scan, position: int, before: int) -> int | None:
    """Return where a name of a list of leaders ends; behind two names a surname and the list's joints are enough."""
    last = name_at(scan.text, position, scan.end)
    if last is not None and (has_surname(scan.text[position:last]) or "·" in scan.text[position:last]):
        return last
    piece = PIECE.match(scan.text, position, scan.end) if before >= ENOUGH_NAMES else None
    return piece.end() if piece is not None and has_surname(piece.group()) else None


def _comrades(scan: Scan, start: int) -> Iterator[OfficialMention]:
    """Read 甲某某同志作报告: a name without a post; its characters alone must speak for a person."""
    for match in COMRADE.finditer(scan.text, start, scan.end):
        first, last = match.span("name")
        name = match.group("name")
        if (
            has_surname(name)
            and name_odds(name) >= FEWEST_ODDS[len(name)]
            and name_at(scan.text, first, scan.end) == last
        ):
            yield OfficialMention(first, last, first, last, name, (), rule="official.comrade")


def _affiliated(scan: Scan, found: Sequence[OfficialMention]) -> Iterator[OfficialMention]:
    """Read a name right behind an inner office (某司某处某某，): an affiliation without a title; the tagger must agree."""
    taken = {o.name_start for o in found}
    for agency in scan.agency_at.values():
        expert = EXPERT.match(scan.text, agency.end, scan.end)
        start = expert.end() if expert else agency.end
        last = name_at(scan.text, start, scan.end)
        if last is None or start in taken or not (agency.units or expert):
            continue
        name = scan.text[start:last]
        if has_surname(name) and (expert or (EDGE.match(scan.text, last, scan.end) and is_tagged_name(name))):
            post = PostMention(agency.end, agency.end, "", agency)
            yield OfficialMention(agency.start, last, start, last, name, (post,), rule="official.affiliation")


def _in_file(scan: Scan, found: Sequence[OfficialMention]) -> Iterator[OfficialMention]:
    """Read 甲市水务局某某、市财政局某某参加: names without titles right behind bodies, two or more in one list."""
    taken = {o.name_start for o in found}
    run: list[OfficialMention] = []
    for agency in sorted(scan.agency_at.values(), key=lambda each: each.start):
        if run and not BETWEEN_NAMES.fullmatch(scan.text, run[-1].end, agency.start):
            yield from run if len(run) > 1 else ()
            run = []
        last = name_at(scan.text, agency.end, scan.end) if agency.end not in taken else None
        name = scan.text[agency.end : last] if last is not None else ""
        if last is not None and len(name) == USUAL and has_surname(name) and name_odds(name) >= SURE:
            post = PostMention(agency.end, agency.end, "", agency)
            run.append(
                OfficialMention(agency.start, last, agency.end, last, name, (post,), rule="official.affiliation")
            )
    yield from run if len(run) > 1 else ()


def _speakers(scan: Scan, start: int) -> Iterator[OfficialMention]:
    """Read 专家甲授课 and 某局甲、乙分别发言: names without a title in front of what only persons do."""
    bodies = {agency.end: agency for agency in scan.agency_at.values()}
    experts = {found.end() for found in EXPERT_WORD.finditer(scan.text, start, scan.end)}
    for first in sorted(experts | bodies.keys()):
        agency = bodies.get(first)
        if agency is None and not EXPERT_ALONE.search(scan.text, max(0, first - LONGEST_EXPERT), first):
            continue
        match = SPEAKERS.match(scan.text, first, scan.end) if first >= start else None
        if match is None:
            continue
        spans = list(_pieces(match))
        names = [scan.text[a:b] for a, b in spans]
        if not all(has_surname(name) and name_odds(name) >= FEWEST_ODDS[len(name)] for name in names):
            continue
        if not all(_is_name(scan, *span) for span in spans):
            continue
        for index, (first, last) in enumerate(spans):
            posts = (PostMention(first, first, "", agency),) if agency is not None else ()
            begin = agency.start if agency is not None and not index else first
            yield OfficialMention(begin, last, first, last, scan.text[first:last], posts, rule="official.speaker")


def _is_name(scan: Scan, start: int, last: int) -> bool:
    return name_at(scan.text[:last] + "，", start, last + 1, trust=POSTED) == last


def _pieces(match: regex.Match[str]) -> Iterator[tuple[int, int]]:
    position = match.start("names")
    for name in match.group("names").split("、"):
        yield position, position + len(name)
        position += len(name) + 1


def with_name(official: OfficialMention, name: str) -> OfficialMention:
    """Return the official under another spelling of the name (a gap or damage removed)."""
    return replace(official, name=name)

"""Find officials by evidence: a post before the name, after it, or around it; then every later use of a name once read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..gazetteer.gazetteer import Gazetteer, load_gazetteer
from ..gazetteer.opening import longest_at
from ..language.rules import openings, pattern, word_list
from ..language.words import HAN
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention, Scope, Shape
from .name_evidence import EDGE, LISTED, PARALLEL, POSTED, TITLE_CROSSED, TITLED, WEAKLY_TITLED, goes_on, has_surname
from .names import is_tagged_name, is_word, name_at

BETWEEN_POSTS = pattern("posts.between_posts")
TAKEN_UP = pattern("posts.taken_up")
BETWEEN_NAMES = pattern("posts.between_names")
CHIEF = pattern("posts.chief")
RETAINED = pattern("posts.retained")
RANK = pattern("posts.rank")
ANY_FORM = regex.compile("|".join(f"(?:{form.pattern})" for form in (RETAINED, RANK, CHIEF)))
NOT_BEHIND_TITLE = pattern("posts.not_behind_title")
LONGEST_BEFORE = 30  # code points of an agency's name before a word in it that looks like a title
BEFORE_A_WATER = frozenset("，、任为兼；：")  # behind these a chief may be called by any river (某江某段市级河长)
BEFORE_TITLE = word_list("posts.before_title")
WEAK_TITLES = frozenset(word_list("posts.weak_titles"))
GOVERNS = pattern("posts.governor")
GOVERNING = TITLED + 0.5  # a title that names its level (副市长) says of what it is
LEADERS = pattern("posts.leaders")
EXPERT = pattern("posts.expert")


@dataclass(frozen=True, slots=True)
class _Scan:
    text: str
    end: int
    agency_ending: dict[int, AgencyMention]
    agency_at: dict[int, AgencyMention]
    region_ending: dict[int, RegionMention]
    gazetteer: Gazetteer


def find_officials(
    text: str,
    agencies: Sequence[AgencyMention],
    regions: Sequence[RegionMention],
    start: int = 0,
    end: int | None = None,
) -> list[OfficialMention]:
    """Return the persons named between two offsets with the posts the text gives them there, in order."""
    end = len(text) if end is None else end
    scan = _Scan(
        text,
        end,
        {a.end: a for a in agencies},
        {a.start: a for a in agencies},
        {r.end: r for r in regions},
        load_gazetteer(),
    )
    chains = list(_chains(scan, start))
    found: list[OfficialMention] = []
    for chain in chains:
        found.extend(_named_after(scan, chain, listed=bool(found) and _goes_with(scan, found[-1], chain)))
    found += _bare_lists(scan, start)
    found += _affiliated(scan, found)
    return sorted({(o.name_start, o.name_end): o for o in reversed(found)}.values(), key=lambda o: o.start)


def posts_between(
    text: str, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention], start: int, end: int
) -> list[PostMention]:
    """Return the posts named between two offsets, in order, each with the agency or division right before it."""
    scan = _Scan(
        text,
        end,
        {a.end: a for a in agencies if a.start >= start},
        {a.start: a for a in agencies},
        {r.end: r for r in regions if r.start >= start},
        load_gazetteer(),
    )
    return [post for chain in _chains(scan, start) for post in chain]


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


# -- posts ------------------------------------------------------------------------------------------------------------


def title_at(gazetteer: Gazetteer, text: str, position: int, end: int) -> str | None:
    """Return the title that begins at `position`, the longest, or None."""
    for form in (RETAINED, RANK, CHIEF) if ANY_FORM.match(text, position, end) else ():
        match = form.match(text, position, end)
        if match and not NOT_BEHIND_TITLE.match(text, match.end()):
            return match.group()
    found = longest_at(gazetteer.posts.openings, text, position, end)
    if found is None or NOT_BEHIND_TITLE.match(text, position + len(found)) or text[position - 1 : position] == "总":
        return None
    return found


def _chains(scan: _Scan, start: int) -> Iterator[list[PostMention]]:
    """Yield runs of posts that share the names behind them (党组书记、厅长)."""
    chain: list[PostMention] = []
    position = start
    text, known, first = scan.text, scan.gazetteer.posts.openings, _first_characters()
    while position < scan.end:
        if (
            text[position] not in first
            and text[position : position + 2] not in known
            and text[position - 1 : position] not in BEFORE_A_WATER
        ):
            position += 1
            continue
        post = _post_at(scan, position, chain[-1] if chain else None)
        if post is None:
            position += 1
            continue
        if chain and (_ends_clause(scan, chain[-1]) or not _joined(scan, chain[-1].end, post)):
            yield chain
            chain = []
        chain.append(post)
        position = post.end
    if chain:
        yield chain


@cache
def _first_characters() -> frozenset[str]:
    """Return the characters that a post may begin with beside those of the titles: of its forms, and of former ones."""
    return openings(ANY_FORM) | {word[0] for word in BEFORE_TITLE}


def _joined(scan: _Scan, last_end: int, post: PostMention) -> bool:
    between = scan.text[last_end : _post_start(post)]
    return between == "" or bool(BETWEEN_POSTS.fullmatch(between))


def _ends_clause(scan: _Scan, post: PostMention) -> bool:
    """Say whether a post is what somebody takes up (兼任主任，…): nothing behind the comma shares it."""
    return scan.text.startswith("，", post.end) and bool(
        TAKEN_UP.search(scan.text[max(0, post.start - 4) : post.start])
    )


def _post_start(post: PostMention) -> int:
    if post.agency is not None:
        return post.agency.start
    return post.region.start if post.region is not None else post.start


def _post_at(scan: _Scan, position: int, before: PostMention | None) -> PostMention | None:
    former = ""
    if scan.text.startswith(BEFORE_TITLE, position):
        former = next(word for word in BEFORE_TITLE if scan.text.startswith(word, position))
    begin = position + len(former)
    title = title_at(scan.gazetteer, scan.text, begin, scan.end)
    if not title or _inside_agency(scan, begin):
        return None
    agency = scan.agency_ending.get(position) or _head_before(scan, position)
    region = scan.region_ending.get(position) if agency is None else None
    return PostMention(
        begin, begin + len(title), title, agency, region, former=bool(former) or bool(agency and agency.former)
    )


def _inside_agency(scan: _Scan, position: int) -> bool:
    """Say whether a place stands inside the name of an agency."""
    for before in range(max(0, position - LONGEST_BEFORE), position):
        agency = scan.agency_at.get(before)
        if agency is not None and agency.start < position < agency.end:
            return True
    return False


def _head_before(scan: _Scan, position: int) -> AgencyMention | None:
    """Read the 厅 of 厅党组成员: a head that is one character long and begins a clause or a list item."""
    head = scan.text[position - 1 : position]
    if head not in ("厅", "局", "委", "部") or not pattern("posts.before_head").search(
        scan.text[: position - 1][-1:] or ""
    ):
        return None
    return AgencyMention(position - 1, position, head, Scope.HEAD, Shape.HEAD, head)


# -- names behind posts -------------------------------------------------------------------------------------------------


def _goes_with(scan: _Scan, before: OfficialMention, chain: Sequence[PostMention]) -> bool:
    """Say whether posts with a body of their own stand right behind a person with such posts: the list names another."""
    return (
        bool(BETWEEN_NAMES.fullmatch(scan.text, before.name_end, _post_start(chain[0])))
        and _trust(before.posts) >= GOVERNING
        and _trust(chain) >= GOVERNING
    )


def _named_after(scan: _Scan, chain: list[PostMention], *, listed: bool) -> Iterator[OfficialMention]:
    position = chain[-1].end
    first = _post_start(chain[0])
    if scan.text.startswith(("：", ":"), position):
        return
    trust = PARALLEL if listed else _trust(chain)
    if goes_on(scan.text, chain[-1].start, position, scan.end):
        trust += TITLE_CROSSED
    while True:
        if position in scan.agency_at or title_at(scan.gazetteer, scan.text, position, scan.end):
            return
        last = name_at(scan.text, position, scan.end, trust=trust)
        if last is None:
            return
        yield OfficialMention(first, last, position, last, scan.text[position:last], tuple(chain))
        joint = BETWEEN_NAMES.match(scan.text, last, scan.end)
        if not joint:
            return
        position = first = joint.end()
        trust = LISTED


def _trust(chain: Sequence[PostMention]) -> float:
    """Return how much a run of posts speaks for a name behind it."""
    if any(post.agency is not None or post.region is not None for post in chain):
        return POSTED
    if any(GOVERNS.match(post.title) for post in chain):
        return GOVERNING
    return WEAKLY_TITLED if all(post.title in WEAK_TITLES for post in chain) else TITLED


def _bare_lists(scan: _Scan, start: int) -> Iterator[OfficialMention]:
    """Read 市领导甲某、乙某出席: names without posts behind a word for leaders."""
    for match in LEADERS.finditer(scan.text, start, scan.end):
        position = match.end()
        while (last := name_at(scan.text, position, scan.end)) is not None and (
            has_surname(scan.text[position:last]) or "·" in scan.text[position:last]
        ):
            name = scan.text[position:last]
            yield OfficialMention(position, last, position, last, name, rule="official.leaders_list")
            joint = BETWEEN_NAMES.match(scan.text, last, scan.end)
            if not joint:
                break
            position = joint.end()


def _affiliated(scan: _Scan, found: Sequence[OfficialMention]) -> Iterator[OfficialMention]:
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


def with_name(official: OfficialMention, name: str) -> OfficialMention:
    """Return the official under another spelling of the name (a gap or damage removed)."""
    return replace(official, name=name)

"""Find posts: titles with the agency or division right before them, and the runs that share one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from ..gazetteer.gazetteer import Gazetteer, load_gazetteer
from ..gazetteer.name_odds import name_odds
from ..gazetteer.opening import longest_at
from ..language.rules import openings, pattern, word_list
from .agency_unlisted import national_before, unlisted_before
from .mention import AgencyMention, PostMention, RegionMention, Scope, Shape
from .name_evidence import has_surname

BETWEEN_POSTS = pattern("posts.between_posts")
TAKEN_UP = pattern("posts.taken_up")
TAKER = pattern("posts.taker")
TAKERS_ODDS = 3.0  # odds of a name in front of 任
LONGEST_TAKER = 8  # code points of a name with 同志担任
CHIEF = pattern("posts.chief")
RETAINED = pattern("posts.retained")
RANK = pattern("posts.rank")
ANY_FORM = regex.compile("|".join(f"(?:{form.pattern})" for form in (RETAINED, RANK, CHIEF)))
NOT_BEHIND_TITLE = pattern("posts.not_behind_title")
BEFORE_BARE = pattern("posts.before_bare")
CHAIR = pattern("posts.chair")
MADE_HEAD = pattern("posts.made_head")
BARE_UNIT = pattern("posts.bare_unit")
LONGEST_UNIT = 10  # code points of a sign and an inner office: 水政监察大队
OFFICE_ALONE = pattern("posts.office_alone")
ENDS_OFFICE = frozenset("办室心所站队部处")
AUTONOMOUS = "自治区"
LONGEST_BEFORE = 30  # code points of an agency's name before a word in it that looks like a title
LONGEST_BARE = 14  # code points of an agency's own name without its place (人力资源和社会保障局 has ten)
LONGEST_ALIAS = 24  # code points of the bracket between an agency and a title: 网信办（互联网办）主任
BEFORE_A_WATER = frozenset("，、任为兼；：")  # behind these a chief may be called by any river (某江某段市级河长)
BEFORE_TITLE = word_list("posts.before_title")
HEADED_BY = frozenset("局厅部院校所站处科队署行")  # last letters of bodies that are the first of their head's title
NO_SHARED = frozenset(("", "副", "原", "任"))


@dataclass(frozen=True, slots=True)
class Scan:
    """A text up to `end` with the agencies and divisions in it by where they begin and end."""

    text: str
    end: int
    agency_ending: dict[int, AgencyMention]
    agency_at: dict[int, AgencyMention]
    region_ending: dict[int, RegionMention]
    gazetteer: Gazetteer


def posts_between(
    text: str, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention], start: int, end: int
) -> list[PostMention]:
    """Return the posts named between two offsets, in order, each with the agency or division right before it."""
    scan = Scan(
        text,
        end,
        {a.end: a for a in agencies if a.start >= start},
        {a.start: a for a in agencies},
        {r.end: r for r in regions if r.start >= start},
        load_gazetteer(),
    )
    return [post for chain in chains(scan, start) for post in chain]


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


def scan_of(text: str, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention], *, end: int) -> Scan:
    """Return a text with its agencies and divisions at hand."""
    endings, starts = {a.end: a for a in agencies}, {a.start: a for a in agencies}
    return Scan(text, end, endings, starts, {r.end: r for r in regions}, load_gazetteer())


def chains(scan: Scan, start: int) -> Iterator[list[PostMention]]:
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
        post = _post_at(scan, position)
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


def _joined(scan: Scan, last_end: int, post: PostMention) -> bool:
    between = scan.text[last_end : post_start(post)]
    return between == "" or bool(BETWEEN_POSTS.fullmatch(between))


def _ends_clause(scan: Scan, post: PostMention) -> bool:
    """Say whether a post is what somebody takes up (兼任主任，…; 某某任组长、副县长…): nothing behind the sign shares it."""
    before = scan.text[max(0, post_start(post) - LONGEST_TAKER) : post_start(post)]
    if scan.text.startswith("，", post.end):
        return bool(TAKEN_UP.search(before[-4:]))
    taker = TAKER.search(before) if scan.text.startswith("、", post.end) else None
    return taker is not None and any(
        has_surname(name) and name_odds(name) >= TAKERS_ODDS
        for name in (taker.group("name")[-3:], taker.group("name")[-2:])
    )


def post_start(post: PostMention) -> int:
    """Return where a post begins with its agency or division (a code point offset)."""
    if post.agency is not None:
        return post.agency.start
    return post.region.start if post.region is not None else post.start


def _post_at(scan: Scan, position: int) -> PostMention | None:
    former = ""
    if scan.text.startswith(BEFORE_TITLE, position):
        former = next(word for word in BEFORE_TITLE if scan.text.startswith(word, position))
    begin = position + len(former)
    title = title_at(scan.gazetteer, scan.text, begin, scan.end)
    if not title:
        return None
    if (shared := _sharing_a_letter(scan, begin, title)) is not None:
        return PostMention(begin, begin + len(title), title, shared, None, former=bool(former) or shared.former)
    if _inside_agency(scan, begin):
        return None
    agency = scan.agency_ending.get(position)
    if agency is not None and agency.scope is Scope.SHORT:
        agency = national_before(scan.text, position) or agency
    agency = agency or _head_before(scan, position) or _before_alias(scan, position)
    agency = agency or (_bare_before(scan, position) if position not in scan.region_ending else None)
    agency = agency or unlisted_before(scan.text, position, scan.agency_ending, scan.region_ending)
    if agency is None or (agency.follows is None and not agency.regions and agency.scope is Scope.NAME):
        agency = _unlisted_in_list(scan, position) or agency
    if agency is None or (agency.scope is Scope.NAME and not agency.proper):
        agency = _unit_before(scan, position, title) or agency
    region = scan.region_ending.get(position) if agency is None else None
    if agency is None and region is None:
        agency = _office_alone(scan, position)
    if agency is None and CHAIR.fullmatch(title):
        agency, region = _government_of_chair(scan, position, region), None
    return PostMention(
        begin, begin + len(title), title, agency, region, former=bool(former) or bool(agency and agency.former)
    )


def _government_of_chair(scan: Scan, position: int, region: RegionMention | None) -> AgencyMention | None:
    """Return the government that a 自治区主席 heads: of the autonomous region named before, or of the text's own."""
    text = scan.text
    if region is not None and any(each.name.endswith(AUTONOMOUS) for each in region.candidates):
        return AgencyMention(
            region.start,
            position,
            text[region.start : position],
            Scope.REGION,
            Shape.KIND,
            "人民政府",
            regions=(region,),
        )
    start = position - len(AUTONOMOUS)
    if region is not None or not text.endswith(AUTONOMOUS, max(0, start), position) or start < 0:
        return None
    return AgencyMention(start, position, AUTONOMOUS, Scope.MARKER, Shape.KIND, "人民政府", marker=AUTONOMOUS)


def _inside_agency(scan: Scan, position: int) -> bool:
    """Say whether a place stands inside the name of an agency."""
    for before in range(max(0, position - LONGEST_BEFORE), position):
        agency = scan.agency_at.get(before)
        if agency is not None and agency.start < position < agency.end:
            return True
    return False


def _sharing_a_letter(scan: Scan, begin: int, title: str) -> AgencyMention | None:
    """Return the agency whose last letter is the title's first (市水利局长, 市委组织部长, 、统战部长), or None."""
    if title[0] not in HEADED_BY or not title.endswith("长") or scan.text[begin - 1 : begin] in NO_SHARED:
        return None
    agency = scan.agency_ending.get(begin + 1)
    return agency if agency is not None and agency.start < begin else _bare_before(scan, begin + 1)


def _head_before(scan: Scan, position: int) -> AgencyMention | None:
    """Read the 厅 of 厅党组成员: a head that is one character long and begins a clause or a list item."""
    head = scan.text[position - 1 : position]
    if head not in ("厅", "局", "委", "部") or not pattern("posts.before_head").search(
        scan.text[: position - 1][-1:] or ""
    ):
        return None
    return AgencyMention(position - 1, position, head, Scope.HEAD, Shape.HEAD, head)


def _before_alias(scan: Scan, position: int) -> AgencyMention | None:
    """Return the agency whose other name stands in a bracket before a title (市委网信办（市互联网办）主任)."""
    if scan.text[position - 1 : position] not in ("）", ")"):
        return None
    opening = max(scan.text.rfind(sign, max(0, position - LONGEST_ALIAS), position) for sign in "（(")
    return scan.agency_ending.get(opening)


def _unit_before(scan: Scan, position: int, title: str) -> AgencyMention | None:
    """Return the inner office by itself whose head a title is (固体科副科长); the link says what it is an office of."""
    if scan.text[position - 1] not in (title.removeprefix("副")[0], "队"):
        return None
    match = BARE_UNIT.search(scan.text, max(0, position - LONGEST_UNIT), position)
    if match is None or not title.endswith("长"):
        return None
    unit = match.group("unit")
    return AgencyMention(match.start("unit"), position, unit, Scope.NAME, Shape.INSTITUTION, unit)


def _office_alone(scan: Scan, position: int) -> AgencyMention | None:
    """Return the office that a title's own words name alone (农业办主任): it is a body where the text is a township's."""
    if scan.text[position - 1 : position] not in ENDS_OFFICE:
        return None
    match = OFFICE_ALONE.search(scan.text, max(0, position - LONGEST_BARE), position)
    if match is None:
        return None
    name = match.group("name")
    return AgencyMention(match.start("name"), position, name, Scope.NAME, Shape.INSTITUTION, name)


def _bare_before(scan: Scan, position: int) -> AgencyMention | None:
    """Return the agency that a title's own words name without its place (副市长、公安局局长; 任林业局局长)."""
    surfaces = scan.gazetteer.kind_surfaces
    for length in range(min(LONGEST_BARE, position), 1, -1):
        start = position - length
        core = scan.text[start:position]
        if core in surfaces and BEFORE_BARE.search(scan.text, max(0, start - 2), start):
            before = [agency for agency in scan.agency_at.values() if agency.end <= start]
            follows = max(before, key=lambda agency: agency.end) if before else None
            return AgencyMention(start, position, core, Scope.INHERITED, Shape.KIND, core, follows=follows)
    return None


def _unlisted_in_list(scan: Scan, position: int) -> AgencyMention | None:
    """Return the body that no list knows in a list of appointments (任命甲为某市某局局长，乙为农垦工作委员会主任): the same place's."""
    match = MADE_HEAD.search(scan.text, max(0, position - LONGEST_BARE), position)
    before = [agency for agency in scan.agency_at.values() if agency.end <= position] if match else []
    if match is None or not before:
        return None
    core, follows = match.group("core"), max(before, key=lambda agency: agency.end)
    return AgencyMention(match.start("core"), position, core, Scope.INHERITED, Shape.KIND, core, follows=follows)

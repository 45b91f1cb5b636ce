"""Read decisions on posts: 甲任乙局局长, 任命甲为…, 免去甲的…职务, 甲兼任办公室主任."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from ..language.rules import pattern
from ..structure.sections import Outline
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_evidence import GOVERNS, LISTED, POSTED, TITLED, has_surname
from .names import NOT_IN_NAME, name_at
from .posts import posts_between

TAKES = pattern("appointments.takes")
NAMED = pattern("appointments.named")
HELD_BY = pattern("appointments.held_by")
REMOVED = pattern("appointments.removed")
REMOVED_LINE = pattern("appointments.removed_line")
REMOVED_NEXT = pattern("appointments.removed_next")
REMOVED_BARE = pattern("appointments.removed_bare")
REMOVAL_LIST = pattern("appointments.removal_list")
REMOVED_TOO = pattern("appointments.removed_too")
GIVEN_UP = pattern("appointments.given_up")
OWN_BODY = pattern("appointments.own_body")
BEFORE_REN = pattern("appointments.before_ren")
TO_BE_ELECTED = pattern("appointments.to_be_elected")
REMOVALS = pattern("appointments.removals")
JOINT = pattern("appointments.joint")
# The rules that read a decision, what it does, and the words of which one stands in every match.
CHANGES = (
    (NAMED, "appointed", ("任", "为")),
    (REMOVED, "removed", ("免去", "撤销", "解聘", "解除")),
    (GIVEN_UP, "removed", ("不再", "辞去")),
    (TAKES, "appointed", ("任", "为")),
)
FARTHEST = 60  # code points from a decision's verb to the first title: the longest body
NAME_LENGTHS = (3, 2, 4)  # code points of a Chinese name, the usual first
CLAUSE = regex.compile(r"[^，。；;\n]*(?:、[^，。；;\n]*)*")


def find_appointed(
    text: str, outline: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield who a decision appoints to or removes from which posts, in text order."""
    blocks = [b for b in outline.blocks if b.kind in ("paragraph", "item", "field", "signature", "utterance")]
    heads = [(match.start(), match.group("removal") is not None) for match in REMOVAL_LIST.finditer(text)]
    for block in blocks:
        found: list[OfficialMention] = []
        for decision, change, words in CHANGES:
            if not any(text.find(word, block.start, block.end) >= 0 for word in words):
                continue
            for match in decision.finditer(text, block.start, block.end):
                found.extend(_decided(text, match, change, (agencies, regions)))
        removes = REMOVALS.search(text, block.start, block.end) is not None
        for match in REMOVED_NEXT.finditer(text, block.start, block.end) if removes else ():
            if _goes_on_removing(text, match.start(), block.start):
                found.extend(_decided(text, match, "removed", (agencies, regions)))
        for match in HELD_BY.finditer(text, block.start, block.end):
            found.extend(_held_by(text, match, (agencies, regions)))
        listed = _in_removals(heads, block.start)
        for match in REMOVED_LINE.finditer(text, block.start, block.end) if listed else ():
            found.extend(_decided(text, match, "removed", (agencies, regions)))
        found.extend(_removed_bare(text, (block.start, block.end), (agencies, regions), listed=listed))
        found = list({(each.name_start, each.name_end): each for each in reversed(found)}.values())
        found.sort(key=lambda each: each.start)
        yield from found
        yield from _removed_too(text, found, block.end, (agencies, regions))


def _in_removals(heads: Sequence[tuple[int, bool]], position: int) -> bool:
    """Say whether the list that goes on at `position` began with 免去：; `heads` has where lists begin, and which are of removals."""
    before = bisect_left(heads, (position, False))
    return before > 0 and heads[before - 1][1]


Around = tuple[Sequence[AgencyMention], Sequence[RegionMention]]


def _decided(text: str, match: regex.Match[str], change: str, around: Around) -> Iterator[OfficialMention]:
    names = list(_names(text, match))
    if not names or BEFORE_REN.search(text[names[-1][0] : names[-1][1] + 1]):
        return  # 曾担|任: no name
    apart = match.groupdict().get("each") is not None
    yield from _given(text, names, _posts_behind(text, match.end(), change, around), apart=apart)


def _posts_behind(text: str, place: int, change: str, around: Around) -> list[PostMention]:
    """Return the posts that the clause from `place` on begins with, as those of a decision."""
    clause = CLAUSE.match(text, place)
    until = _before_next(text, place, clause.end() if clause else place)
    posts = posts_between(text, *around, place, until)
    if not posts or posts[0].start - place > FARTHEST or not _begin_at(text, place, posts):
        return []
    posts = _without_next(text, posts, until)
    if TO_BE_ELECTED.match(text, posts[-1].end):
        posts = posts[:-1]  # 为副主席人选: not held yet
    return [replace(post, change=change, former=post.former or change == "removed") for post in posts]


def _without_next(text: str, posts: Sequence[PostMention], until: int) -> list[PostMention]:
    """Leave out the posts of a next person, whose name stands behind them (任组长、副县长乙任副组长)."""
    for index, post in enumerate(posts[1:], 1):
        own = post.agency is not None or post.region is not None or GOVERNS.match(post.title) is not None
        if name_at(text, post.end, until, trust=POSTED if own else TITLED) is not None:
            return list(posts[: index if own or index == 1 else index - 1])
    return list(posts)


def _given(
    text: str, names: Sequence[tuple[int, int]], posts: Sequence[PostMention], *, apart: bool
) -> Iterator[OfficialMention]:
    if not posts or (apart and len(posts) != len(names)):
        return  # 甲、乙分别为…: who holds which is not said clearly
    rule = "official." + posts[0].change
    for index, (start, end) in enumerate(names):
        held = (posts[index],) if apart else tuple(posts)
        yield OfficialMention(start, held[-1].end, start, end, text[start:end], held, rule=rule)


def _removed_bare(text: str, span: tuple[int, int], around: Around, *, listed: bool) -> Iterator[OfficialMention]:
    """Read 免去甲市水利局局长职务、乙同志市林业局副局长职务: the name ends where a body or division begins.

    `listed` says that the block stands in a list of removals.
    """
    verb = REMOVALS.search(text, *span)
    if not listed and verb is None:
        return
    first = verb.start() if verb is not None else -1
    starts = {each.start for each in around[0]} | {each.start for each in around[1]}
    for lead in REMOVED_BARE.finditer(text, *span):
        if lead.start() < first or not (lead.group() or listed or text.find("。", first, lead.start()) < 0):
            continue
        for length in NAME_LENGTHS:
            last = lead.end() + length
            behind = last + 2 * text.startswith("同志", last)
            named = not NOT_IN_NAME.search(text, lead.end(), last) and _is_name(text, lead.end(), last)
            if behind in starts and named:
                yield from _given(
                    text, [(lead.end(), last)], _posts_behind(text, behind, "removed", around), apart=False
                )
                break


def _goes_on_removing(text: str, position: int, begin: int) -> bool:
    """Say whether the sentence that a place stands in began to remove people (免去甲的…职务、乙的…职务)."""
    begin = max(begin, *(text.rfind(sign, begin, position) + 1 for sign in "。\n"))
    return REMOVED.search(text, begin, position) is not None


def _before_next(text: str, start: int, until: int) -> int:
    """Return where the posts of one person end at the latest: before the next person of the list (、乙任…; 、乙的…职务)."""
    for form in (TAKES, REMOVED_NEXT, NAMED, REMOVED):
        for match in form.finditer(text, start, until):
            if match.start() > start and any(_is_name(text, *span) for span in _names(text, match)):
                return match.start()
    return until


def _held_by(text: str, match: regex.Match[str], around: Around) -> Iterator[OfficialMention]:
    """Read 办公室主任由甲兼任: the posts of the clause in front of 由."""
    begin = max(text.rfind(sign, 0, match.start()) for sign in "，。；;\n") + 1
    posts = [replace(post, change="appointed") for post in posts_between(text, *around, begin, match.start())]
    if not posts or posts[-1].end != match.start():
        return
    for start, end in _names(text, match):
        yield OfficialMention(begin, match.end(), start, end, text[start:end], tuple(posts), rule="official.appointed")


def _begin_at(text: str, start: int, posts: Sequence[PostMention]) -> bool:
    """Say whether posts begin where 任 ends, or behind a body there that no list knows (任磻溪镇镇长)."""
    first = posts[0]
    begin = first.agency.start if first.agency else first.region.start if first.region else first.start
    return begin - start <= 2 or OWN_BODY.fullmatch(text, start, begin) is not None


def _names(text: str, match: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the names of the list if one is a name for sure; those beside it then stand in the place of a name."""
    position = match.start("names")
    if has_surname(match.group("names")) and not NOT_IN_NAME.search(
        match.group("names")
    ):  # 孟和: one name, though it holds 和
        yield match.span("names")
        return
    spans: list[tuple[int, int]] = []
    named = match.group("names")
    pieces = JOINT.split(named)
    if named.endswith("和"):
        pieces[-3:] = ["".join(pieces[-3:])]  # 甲、虞清和为…: the last name ends with it
    for piece in pieces:
        if piece not in ("、", "和", ""):
            spans.append((position, position + len(piece)))
        position += len(piece)
    if any(_is_name(text, *span) for span in spans) and not any(NOT_IN_NAME.search(text[a:b]) for a, b in spans):
        yield from spans


def _is_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    return (
        "·" in name
        or "•" in name
        or has_surname(name)
        or name_at(text[:end] + "，", start, end + 1, trust=LISTED) == end
    )


def _removed_too(text: str, found: Sequence[OfficialMention], end: int, around: Around) -> Iterator[OfficialMention]:
    """Read 免去其…职务 behind an appointment: the same person."""
    for match in REMOVED_TOO.finditer(text, found[0].start if found else end, end):
        before = [each for each in found if each.start < match.start()]
        clause = CLAUSE.match(text, match.end())
        posts = posts_between(text, *around, match.end(), clause.end() if clause else end)
        if not before or not posts:
            continue
        person = before[-1]
        posts = [replace(post, change="removed", former=True) for post in posts]
        yield OfficialMention(
            match.start(),
            posts[-1].end,
            person.name_start,
            person.name_end,
            person.name,
            tuple(posts),
            rule="official.removed",
        )


HELD_BY_ALL = pattern("appointments.held_by_all")
HELD_AS = pattern("appointments.held_as")


def _posts_before(text: str, end: int, around: Around) -> list[PostMention]:
    """Return the posts that the clause up to `end` closes with; what stands before a colon only announces them."""
    for signs in ("，。；;：\n", "，。；;\n"):
        begin = max(text.rfind(sign, 0, end) for sign in signs) + 1
        posts = posts_between(text, *around, begin, end)
        if posts and posts[-1].end == end:
            return posts
    return []


def with_held(
    text: str, officials: Sequence[OfficialMention], agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> list[OfficialMention]:
    """Return the officials with the posts that a clause says are held by them (组长由副市长甲担任)."""
    result = list(officials)
    for match in sorted([*HELD_BY_ALL.finditer(text), *HELD_AS.finditer(text)], key=lambda each: each.start()):
        posts = _posts_before(text, match.start(), (agencies, regions))
        if not posts:
            continue
        for index, official in enumerate(result):
            if match.start("who") <= official.start and official.name_end <= match.end("who"):
                held = [replace(post, change="appointed") for post in posts if post not in official.posts]
                known = {(post.start, post.title) for post in official.posts}
                held = [post for post in held if (post.start, post.title) not in known]
                result[index] = replace(official, posts=(*official.posts, *held))
    return result


TAKEN = pattern("appointments.taken")


def with_roles(
    text: str, officials: Sequence[OfficialMention], agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> list[OfficialMention]:
    """Return the officials with the posts that they take in the same clause (副县长甲任组长, 局长乙、局长丙任副组长)."""
    result = list(officials)
    for index, official in enumerate(officials):
        behind = official.end if official.rule == "official.title_behind" else official.name_end
        verb = TAKEN.match(text, behind)
        if verb is None or (verb.group() in ("为", "兼") and not text[: official.start].endswith("由")):
            continue
        clause = CLAUSE.match(text, verb.end())
        posts = posts_between(text, agencies, regions, verb.end(), clause.end() if clause else len(text))
        following = min((each.start for each in officials[index + 1 : index + 2]), default=len(text))
        posts = [post for post in posts if post.end <= following] or posts
        if not posts or not _begin_at(text, verb.end(), posts):
            continue
        posts = [replace(post, change="appointed") for post in posts]
        for each in _listed_with(text, officials, index):
            result[each] = replace(officials[each], posts=(*officials[each].posts, *posts))
    return result


def _listed_with(text: str, officials: Sequence[OfficialMention], index: int) -> Iterator[int]:
    yield index
    while index > 0 and text[officials[index - 1].name_end : officials[index].start] in ("、", "和", "，"):
        index -= 1
        yield index

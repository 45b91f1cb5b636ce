"""Read the persons of a roster: `组长：name posts`, lines that go on under the same role, `责任人：posts name`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern
from ..language.words import unspaced
from ..structure.sections import Block, Outline
from .mention import AgencyMention, OfficialMention, PostMention, RegionMention
from .name_evidence import LISTED, has_surname
from .names import name_at
from .posts import posts_between, title_at
from .roster_lines import find_person_lines
from .roster_tables import find_tabled

NAME_WITH_POSTS = pattern("persons.name_with_posts")
OF_MEMBERS = pattern("persons.of_members")
ROLE_BEFORE = pattern("persons.role_before")
POSTS_BELOW = pattern("persons.posts_below")
BEFORE_BRACKET = regex.compile(r"(?P<name>\p{Han}{2,4})[（(](?P<inside>[^（()）]{2,40})[)）]")
NEXT_IN_LINE = regex.compile(r"[\s\u3000]+|[、；;，]")
AFTER_NAME = regex.compile(r"[ \u3000\t（(]")
IN_BRACKET = regex.compile(r"（(?P<inside>[^（）]{2,40})）")
FEWEST_IN_BRACKETS = 2
IN_ROSTER = LISTED + 1.0  # at the beginning of a line whose label is a role nearly any word is a name
GAP = regex.compile(r"[\s\u3000、，,；;]*")
BESIDE = regex.compile(r"[\s\u3000]*[（(]?")


def find_rosters(
    text: str, outline: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield the members of the document's rosters in text order; the role in the group is the first of their posts."""
    lines = list(_in_lines(text, outline, agencies, regions))
    tabled = list(find_tabled(text, outline, agencies, regions))
    bracketed = _in_brackets(text, outline, agencies, regions)
    told = {each.name_start for each in (*lines, *tabled)}
    alone = [each for each in find_person_lines(text, agencies, regions) if each.name_start not in told]
    yield from sorted([*lines, *bracketed, *tabled, *alone], key=lambda each: each.start)


def _in_lines(
    text: str, outline: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    for block in outline.of_kind("member"):
        yield from _behind_bodies(text, block, agencies)
        members = list(_named_first(text, block, agencies, regions))
        below = _posts_below(text, outline, block)
        for index, (start, end) in enumerate(members):
            until = members[index + 1][0] if index + 1 < len(members) else block.end
            posts = posts_between(text, agencies, regions, end, until)
            if not posts and len(members) == 1 and below is not None:
                posts = posts_between(text, agencies, regions, *below)
            role = _role(text, block)
            posts = posts or _affiliation(text, end, agencies)
            last = max([end, *(post.end for post in posts)])
            yield OfficialMention(start, last, start, end, text[start:end], (role, *posts), rule="official.roster")


def _affiliation(text: str, position: int, agencies: Sequence[AgencyMention]) -> list[PostMention]:
    """Return the body that stands alone in a bracket right behind a name (某某（市财政局）): whose somebody is, in no post."""
    bracket = IN_BRACKET.match(text, position)
    if bracket is None:
        return []
    span = bracket.span("inside")
    return [PostMention(each.start, each.start, "", each) for each in agencies if (each.start, each.end) == span][:1]


def _behind_bodies(text: str, block: Block, agencies: Sequence[AgencyMention]) -> Iterator[OfficialMention]:
    """Yield who stands in a line with a role right behind a body, without a title (成员：…、市应急管理局某某)."""
    for agency in agencies:
        inside = block.body.start <= agency.start < agency.end < block.end
        if not inside or title_at(load_gazetteer(), text, agency.end, block.end):
            continue
        last = name_at(text, agency.end, block.end, trust=LISTED)
        name = text[agency.end : last] if last is not None else ""
        if last is not None and has_surname(name) and (last == block.end or NEXT_IN_LINE.match(text, last)):
            posts = (_role(text, block), PostMention(agency.end, agency.end, "", agency))
            yield OfficialMention(agency.start, last, agency.end, last, name, posts, rule="official.roster")


def _posts_below(text: str, outline: Outline, block: Block) -> tuple[int, int] | None:
    """Return what the line 职务：… under a line with a name holds."""
    below = outline.blocks[block.index + 1] if block.index + 1 < len(outline.blocks) else None
    match = POSTS_BELOW.match(text, below.start, below.end) if below is not None else None
    return (match.end(), below.end) if match is not None and below is not None else None


def _in_brackets(
    text: str, outline: Outline, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[OfficialMention]:
    """Yield the members of a list in running text: 甲（某局局长）、乙（某县县长）, two or more of them."""
    for block in outline.of_kind("paragraph", "item"):
        found = [
            (match, posts)
            for match in NAME_WITH_POSTS.finditer(text, block.start, block.end)
            if has_surname(match.group("name"))
            and (posts := posts_between(text, agencies, regions, *match.span("inside")))
            and posts[-1].end == match.end("inside")
        ]
        if len(found) < FEWEST_IN_BRACKETS:
            continue
        heads = [text[above.head.start : above.head.end] for above in outline.path(block)]
        role = [PostMention(block.start, block.start, "成员")] if any(OF_MEMBERS.search(head) for head in heads) else []
        before = ROLE_BEFORE.search(text, block.start, found[0][0].start())
        role = [PostMention(*before.span("role"), before.group("role"))] if before is not None else role
        for match, posts in found:
            start, end = match.span("name")
            yield OfficialMention(
                start, match.end(), start, end, text[start:end], (*role, *posts), rule="official.roster"
            )


def _role(text: str, block: Block) -> PostMention:
    """Return the role that the line's label (or that of a line above) gives; its span is the label where it stands."""
    if block.body.start > block.start:
        label_end = block.start + len(text[block.start : block.body.start].rstrip(" \u3000:：\t"))
        return PostMention(block.start, label_end, block.label)
    return PostMention(block.start, block.start, block.label)


def _named_first(
    text: str, block: Block, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that begin the line or follow another's posts: 甲（局长）、乙（处长）; 甲 县长 乙 副县长."""
    position = GAP.match(text, block.body.start, block.end).end()  # type: ignore[union-attr]
    while position < block.end:
        last = _name(text, position, block.end) or _in_front_of_posts(text, position, block.end, agencies, regions)
        if last is None:
            return
        yield position, last
        beside = BESIDE.match(text, last, block.end)
        opened = beside is not None and beside.group().endswith(("（", "("))
        if opened:
            closing = regex.compile(r"[）)]").search(text, last, block.end)
            last = closing.end() if closing else block.end
        elif not regex.match(r"[、，,\s\u3000]*$", text[last : block.end]) and text[last] not in "、，,":
            following = _next_name(text, last, block.end, agencies, regions)
            if following is None:
                return
            last = following
        position = GAP.match(text, last, block.end).end()  # type: ignore[union-attr]


def _in_front_of_posts(
    text: str, position: int, end: int, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> int | None:
    """Return where a name ends that only its place shows: it begins a line of a roster, its posts in a bracket behind it."""
    match = BEFORE_BRACKET.match(text, position, end)
    if match is None or match.start() != position:
        return None
    posts = posts_between(text, agencies, regions, *match.span("inside"))
    return match.end("name") if posts and posts[-1].end == match.end("inside") else None


def _next_name(
    text: str, last: int, end: int, agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> int | None:
    """Return where the next name of a line stands: behind a gap that ends the posts of the one before, posts behind it."""
    for gap in NEXT_IN_LINE.finditer(text, last, end):
        posts = posts_between(text, agencies, regions, last, gap.start())
        name = _name(text, gap.end(), end) if posts and posts[-1].end == gap.start() else None
        if name is not None and AFTER_NAME.match(text, name, end):
            return gap.end()
    return None


def with_labels(text: str, outline: Outline, officials: Sequence[OfficialMention]) -> list[OfficialMention]:
    """Return the officials with the role of the line they stand in, where its label gives one (河长：副市长甲)."""
    lines = [block for block in outline.of_kind("member") if block.body.start > block.start]
    return [
        replace(each, posts=(_role(text, block), *each.posts))
        if (block := next((b for b in lines if b.body.start <= each.start < b.end), None)) is not None
        and each.posts
        and all(post.title != block.label for post in each.posts)
        else each
        for each in officials
    ]


def with_bracketed(
    text: str, officials: Sequence[OfficialMention], agencies: Sequence[AgencyMention], regions: Sequence[RegionMention]
) -> list[OfficialMention]:
    """Return the officials with the posts in a bracket right behind their name (总河长某某（县委书记）)."""
    result: list[OfficialMention] = []
    for each in officials:
        bracket = IN_BRACKET.match(text, each.name_end)
        posts = posts_between(text, agencies, regions, *bracket.span("inside")) if bracket else []
        known = {(post.start, post.title) for post in each.posts}
        new = [post for post in posts if (post.start, post.title) not in known]
        whole = bracket is not None and bool(posts) and posts[-1].end == bracket.end("inside")
        result.append(replace(each, posts=(*each.posts, *new)) if whole and new else each)
    return result


def _name(text: str, position: int, end: int) -> int | None:
    """Return where the name at a roster's place ends; a gap inside a name of two characters counts as none."""
    last = name_at(text, position, end, trust=IN_ROSTER)
    if last is not None:
        return last
    spaced = regex.compile(r"\p{Han}[ \u3000]{1,2}\p{Han}(?=[ \u3000（(\t]|$)").match(text, position, end)
    return spaced.end() if spaced and has_surname(unspaced(spaced.group())) else None

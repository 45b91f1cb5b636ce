"""Link posts to agencies: the agency named before the title, the one the title belongs to, or the one before in the chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..gazetteer.gazetteer import Gazetteer, Region, compose
from ..language.rules import pattern
from ..mentions.mention import OfficialMention, PostMention, RegionMention, Scope, Shape
from .bodies import Linker
from .body import AgencyLink, Body, OpenAgency, is_team
from .home import TOWN_MARKERS, answers
from .nearby import free_town_before, told_before, town_before
from .one_team import founded_at
from .reading import OfficialLink, PostLink

GOVERNOR = pattern("posts.governor")
NO_AGENCY = pattern("posts.no_agency")
ROLE = pattern("posts.role")
PARTY_POST = pattern("posts.party_post")
OFFICE_ROLE = pattern("posts.office_role")
DIRECTOR = pattern("posts.director")
BUREAU = pattern("posts.bureau")
TEAM_OF = pattern("posts.team_of")
NATIONAL_POST = pattern("posts.national")
STATE_COUNCIL = Body("国务院", None, "国务院", Shape.KIND)
LONGEST_OPENING = 16  # code points: a date, a place
BY_HEAD = {"厅长": "厅", "局长": "局", "副厅长": "厅", "副局长": "局", "党组书记": "", "党组成员": "", "党组副书记": ""}


def link_official(
    mention: OfficialMention,
    linker: Linker,
    region_of: Mapping[int, Region | None],
    gazetteer: Gazetteer,
    *,
    before: Body | None = None,
    subject: Callable[[], Body | None] = lambda: None,
) -> OfficialLink:
    """Return the person with each post's agency resolved; a chain hands its agency on (党组书记、厅长).

    `before` is the agency of the person listed just before in the same sentence, `subject` gives the body that the line is about.
    """
    posts: list[PostLink] = []
    for post in mention.posts:
        own = next((each.body for each in reversed(posts) if each.body is not None), None)
        last = posts[-1] if posts else None
        held = [each.title for each in posts]
        body, rule = (_own_office(post, last), "post.office") if last is not None else (None, "")
        if body is None:
            body, rule = _agency_of(post, before, linker, region_of, gazetteer, own=own, held=held)
        head = BY_HEAD.get(post.title)
        if rule == "post.home_agency" and head and (line := subject()) is not None and line.name.endswith(head):
            body, rule = line, "post.subject"
        title = post.title
        again = any((each.title, each.body) == (title, body) for each in posts)
        if again and post.change == "appointed" and post.agency is None:
            body, rule = linker.team_office(post.start) or body, "post.role"  # 县政府办副主任甲…任副主任
        if title == "师政委":
            title = "政委"
        if rule == "post.town_organ":
            title = PARTY_POST.sub(r"\g<title>", title)
        if body is not None and post.agency is None and OFFICE_ROLE.match(title):
            title = title.removeprefix("办公室")  # the office is the agency
        posts.append(PostLink(title, body, post.start, post.end, post.former, rule, post.change))
        if rule != "post.role" or post.change:
            before = body or before  # what somebody is in a group says nothing of his own body
    return OfficialLink(mention, mention.name, tuple(posts))


def _own_office(post: PostMention, last: PostLink) -> Body | None:
    """Return the office of the government or committee whose 秘书长 heads it (市政府秘书长、办公室主任), None for others."""
    if post.agency is not None or last.body is None or not last.title.endswith("秘书长"):
        return None
    if not OFFICE_ROLE.match(post.title) or not last.body.name.endswith(("人民政府", "委员会")):
        return None
    core = last.body.surface_core + "办公室"
    return Body(last.body.name + "办公室", last.body.region, core, last.body.shape, last.body)


def _agency_of(
    post: PostMention,
    before: Body | None,
    linker: Linker,
    region_of: Mapping[int, Region | None],
    gazetteer: Gazetteer,
    *,
    own: Body | None = None,
    held: Sequence[str] = (),
) -> tuple[Body | None, str]:
    if NO_AGENCY.search(post.title):
        return None, "post.duty"
    if (named := _named(post, before, linker, gazetteer)) is not None:
        return named
    if _is_role(post) and (before is None or not post.title.startswith("主任")):
        team = linker.team(post.start)
        if team is not None or not post.title.startswith("主任"):
            return team, "post.role"  # a role in a group that the text does not name is in no body of the person's own
    if post.change == "appointed" and DIRECTOR.match(post.title) and own is not None:
        team = linker.team(post.start)
        if team is not None and team.name.endswith("委员会"):
            return team, "post.role"
    if NATIONAL_POST.match(post.title):
        return STATE_COUNCIL, "post.national"
    if OFFICE_ROLE.match(post.title):
        return _office_led(post, before, linker), "post.role"
    if governor := GOVERNOR.match(post.title):
        level = governor.group("level") or ""
        region = _governed(post, level, linker, region_of, own=own)
        return (government(region, gazetteer) if region else _of_free_town(post, level, linker)), "post.governor"
    if post.region is not None:
        return None, "post.region_without_agency"
    again = post.change == "appointed" and post.title in held  # 政府办副主任甲任副主任: of another body than his own
    if DIRECTOR.match(post.title) and (again or _heads_office(post, before)):
        head = linker.team if "委员" in post.title else linker.team_office
        return head(post.start), "post.role"
    body = before or _of_home(post, linker)
    return body, "post.shared_agency" if before else "post.home_agency" if body else "post.title_alone"


def _is_role(post: PostMention) -> bool:
    """Say whether a title is a role in a group; 顾问 is one where somebody is made it."""
    return ROLE.match(post.title) is not None or (post.title == "顾问" and post.change == "appointed")


def _office_led(post: PostMention, before: Body | None, linker: Linker) -> Body | None:
    """Return the office of the group told of, or else that of the bureau whose people are told of (、办公室主任乙)."""
    office = linker.team_office(post.start)
    bureau = _above_unit(before, linker) if office is None and not post.change else None
    if bureau is None or not BUREAU.search(bureau.name):
        return office
    return Body(bureau.name + "办公室", bureau.region, "办公室", bureau.shape, bureau)


def _above_unit(before: Body | None, linker: Linker) -> Body | None:
    """Return what an inner office by itself belongs to: the body of the post before, or the only bureau of the text."""
    while (
        before is not None
        and before.parent is not None
        and TEAM_OF.search(before.name.removeprefix(before.parent.name))
    ):
        before = before.parent
    if before is not None:
        return None if is_team(before) else before
    own = (b for b in linker.said if b.shape is Shape.BRANCH or (b.shape is Shape.KIND and b.parent is None))
    bureaus = {b.name: b for b in own if BUREAU.search(b.name)}
    return next(iter(bureaus.values())) if len(bureaus) == 1 else None


def _named(
    post: PostMention, before: Body | None, linker: Linker, gazetteer: Gazetteer
) -> tuple[Body | None, str] | None:
    """Return the agency that a post's own words name, or the organ of the text's township that its title does, else None."""
    town = linker.home.town
    organ = PARTY_POST.fullmatch(post.title)
    if organ and post.agency is None and town is not None and before is None:
        return Body(compose(gazetteer, town, organ["organ"]), town, organ["organ"], Shape.PARTY), "post.town_organ"
    if post.agency is None:
        founded = founded_at(linker.foundings, post.start) if post.change == "appointed" else None
        return (founded, "post.role") if founded is not None else None
    link = linker.link(post.agency)
    body = link.body if isinstance(link, AgencyLink) else None
    if body is None and post.agency.scope is Scope.NAME and town is None:
        return None  # 农业办主任, outside a township's text
    above = _above_unit(before, linker) if body is not None and body.region is None else None
    if above is not None and body is not None and TEAM_OF.search(body.name):
        return Body(above.name + body.name, above.region, body.surface_core, above.shape, above), "post.unit"
    return body, "post.agency_before"


def subject_of(text: str, start: int, linker: Linker) -> Body | None:
    """Return the body that a line is about, for a bare title further down in it: the one that stands at its beginning."""
    begin = text.rfind("\n", 0, start) + 1
    first = min((place for place in linker.links if begin <= place < start), default=None)
    if first is None or first - begin > LONGEST_OPENING or "。" in text[begin:first]:
        return None
    link = linker.links[first]
    if isinstance(link, OpenAgency) or link.body.shape is not Shape.KIND or link.body.parent is not None:
        return None
    return link.body


def _heads_office(post: PostMention, before: Body | None) -> bool:
    """Say whether a 主任 heads the office of a group: a bureau has a 局长, and who is made 主任 alone heads what it hosts."""
    if before is None:
        return post.change == "appointed" or "委员" in post.title
    return before.name.endswith(("局", "厅", "分局"))


def _of_home(post: PostMention, linker: Linker) -> Body | None:
    """Return the document's own agency, for a title that only such an agency's people bear (局长)."""
    head = BY_HEAD.get(post.title)
    return linker.headed(head) if head else None


def _governed(
    post: PostMention, level: str, linker: Linker, region_of: Mapping[int, Region | None], *, own: Body | None
) -> Region | None:
    """Return the division that a 县长, 州长, 苏木达 governs: the one named before, that of the chain's post, or the home's."""
    marker = level or "苏木"
    return (
        linker.towns.get(post.start)
        or _region_before(post.region, region_of)
        or _region_of_chain(own, marker)
        or linker.home.near(marker)
        or told_before(linker.told, marker, post.start)
        or (town_before(linker.towns, marker, post.start) if marker in TOWN_MARKERS else None)
        or linker.home.resolve(level, linker.gazetteer)
    )


def _of_free_town(post: PostMention, level: str, linker: Linker) -> Body | None:
    """Return the government of a town whose county the text does not name, as written."""
    marker = level or "苏木"
    town = free_town_before(linker.free_towns, marker, post.start) if marker in TOWN_MARKERS else None
    if town is None:
        return None
    return Body(town + "人民政府", None, "人民政府", Shape.TOWN, resolved=False, level="township")


def _region_of_chain(own: Body | None, level: str) -> Region | None:
    """Return the division of the post before in the same chain, where it has that level (某县委副书记、县长)."""
    if own is None or own.region is None or not answers(own.region, level):
        return None
    return own.region


def _region_before(mention: RegionMention | None, region_of: Mapping[int, Region | None]) -> Region | None:
    return region_of.get(mention.start) if mention is not None else None


def government(region: Region, gazetteer: Gazetteer) -> Body:
    """Return the people's government of a division (its administrative office in a 盟 or 地区)."""
    if region.name.endswith("师"):
        return Body(region.name, region, region.name, Shape.KIND)  # a division of the Corps is its own administration
    core = "行政公署" if region.name.endswith(("盟", "地区")) else "人民政府"
    return Body(compose(gazetteer, region, core), region, core, Shape.KIND)

"""Read an agency's own name behind its prefix, and the inner offices behind the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ..language.rules import pattern, word_list
from .agency_joint import joint_bureau_at
from .agency_scan import Scan
from .agency_witness import ends_a_word, is_class_of_place, name_start
from .mention import AgencyMention, Scope, Shape

VERB_INSIDE = pattern("agencies.verb_inside")
COUNTED = pattern("agencies.counted")
OF_UNIVERSITY = pattern("agencies.of_university")
NATIONAL_UNIT = pattern("agencies.national_unit")
BUREAU = pattern("agencies.bureau")
GOVERNMENT = pattern("agencies.government_behind_party")
SHORT_KIND = pattern("agencies.short_kind")
FOUNDING = pattern("agencies.founding_before")
LEVEL_CUT = pattern("agencies.level_cut")
BEFORE_A_LEVEL = frozenset("、，：:；;（(。\n由和与及")  # a list of bodies or a clause begins behind these
NO_BEGINNING = pattern("agencies.no_beginning")
PASSES_ON = pattern("agencies.passes_on")
DECIDES = pattern("agencies.decides")
NO_MEMBER = pattern("agencies.no_member")
JOINT_INSIDE = pattern("agencies.joint_inside_zone")
SENDS_TEAMS = (Shape.KIND, Shape.TEMPORARY, Shape.PARTY)
TEAM_OF_BODY = pattern("agencies.team_of_body")
TEAM_UNIT = pattern("agencies.team_unit")
PARTY_GROUP = "党组"
CENTRES = ("中心", "研究所", "监督站")  # what ministries have in places, called after them
JOINT_END = pattern("agencies.joint_end")
UNKNOWN_FIELD = pattern("agencies.unknown_field")


def core_at(scan: Scan, prefix: AgencyMention, position: int) -> list[AgencyMention]:
    """Read the agency's own name at `position`, behind the prefix."""
    joint = _joint(scan, prefix, position)
    if joint:
        return joint
    surface = joint_bureau_at(scan, position) or scan.kind_at(position)
    if surface:
        return [with_units(scan, named_core(scan, prefix, Shape.KIND, position, position + len(surface)))]
    party = scan.words.party.match(scan.text, position, scan.end)
    if party:
        return [with_units(scan, named_core(scan, prefix, Shape.PARTY, position, party.end()))]
    if prefix.marker in (
        "镇",
        "乡",
        "街道",
        "管委会",
    ):  # 镇党政综合办公室, 管委会财政审计局: offices of the town or zone
        bureau = BUREAU.match(scan.text, position, scan.end) if prefix.marker == "管委会" else None
        office = bureau or scan.words.office.match(scan.text, position, scan.end)
        if office and _is_office(scan, office.group(), position):
            return [named_core(scan, prefix, Shape.INSTITUTION, position, office.end())]
    for shape in (Shape.TOWN, Shape.ZONE, Shape.BRANCH, Shape.TEMPORARY, Shape.INSTITUTION):
        match = scan.open_name(shape, position)
        if shape is Shape.TEMPORARY and match and FOUNDING.match(match.group()):
            continue
        if match and is_one_name(scan, match.group(), shape) and not _is_foreign(scan, match, shape):
            return [with_units(scan, named_core(scan, prefix, shape, position, match.end()))]
    founding = FOUNDING.match(scan.text, position, scan.end) if prefix.scope is Scope.REGION else None
    named = founding is not None and founding.end() not in scan.regions
    team = scan.open_name(Shape.TEMPORARY, founding.end()) if founding is not None and named else None
    if team is not None and is_one_name(scan, team.group(), Shape.TEMPORARY):  # 某市调整某某领导小组
        return [with_units(scan, named_core(scan, prefix, Shape.TEMPORARY, team.start(), team.end()))]
    short = SHORT_KIND.match(scan.text, position, scan.end) if _may_be_short(scan, prefix) else None
    if short and name_start(short.group()) == 0 and not scan.words.never_in_office.search(short.group()):
        return [named_core(scan, prefix, Shape.INSTITUTION, position, short.end())]
    return []


def _may_be_short(scan: Scan, prefix: AgencyMention) -> bool:
    """Say whether a bureau of a few characters may follow: behind a division, or behind a level that begins a list or its item."""
    if prefix.scope is Scope.REGION:
        return True
    edge = scan.text[prefix.start - 1 : prefix.start]
    own = prefix.scope is Scope.MARKER and (not edge or edge in BEFORE_A_LEVEL)
    return own and not LEVEL_CUT.match(scan.text, prefix.start)


def _has_another(scan: Scan, name: str, position: int) -> bool:
    """Say whether what follows a body's name passes on to another body (某局转发某省某厅办公室), and is no office of it."""
    inside = range(position + 1, position + len(name))
    return PASSES_ON.match(name) is not None and any(p in scan.regions or scan.national_at(p) for p in inside)


def _is_foreign(scan: Scan, match: regex.Match[str], shape: Shape) -> bool:
    """Say whether an open name behind a prefix is none: a class, cut inside a word, or a verb with its object."""
    if shape is Shape.TOWN:
        return is_class_of_place(match.group())
    inside = range(match.start() + 1, match.end())
    if any(place in scan.regions and NO_MEMBER.search(scan.text[place - 1 : place]) for place in inside):
        return True  # 某市节水办和某市水文站: two bodies
    if shape is not Shape.INSTITUTION:
        return False
    name = match.group()
    return is_class_of_place(name) or name_start(name) > 0 or not ends_a_word(scan.text, match.start(), match.end())


def named_core(scan: Scan, prefix: AgencyMention, shape: Shape, start: int, end: int) -> AgencyMention:
    """Return the mention of the prefix with the own name that stands from `start` to `end`."""
    return replace(prefix, end=end, text=scan.text[prefix.start : end], shape=shape, core=scan.text[start:end])


def is_one_name(scan: Scan, name: str, shape: Shape) -> bool:
    """Say whether an open name is one name: nothing in it starts or ends a clause."""
    if NO_BEGINNING.match(name) or COUNTED.match(name) or name.startswith(("和", "与", "及")):
        return False
    if shape is Shape.ZONE and JOINT_INSIDE.search(name):
        return False
    stem = scan.words.begins_temporary.sub("", name) if shape is Shape.TEMPORARY else name
    for suffix in word_list("agencies.temporary"):
        stem = stem.removesuffix("办公室").removesuffix(suffix)
    stem = scan.words.common_inside.sub("", stem)
    return not scan.words.never_inside.search(stem) and not VERB_INSIDE.search(stem) and _is_balanced(name)


def _is_balanced(name: str) -> bool:
    return name.count("（") == name.count("）") and name.count("“") == name.count("”")


def _joint(scan: Scan, prefix: AgencyMention, position: int) -> list[AgencyMention]:
    """Read 省自然资源、生态环境、住建等部门 as one mention a stem; the scope is shared."""
    stems = joint_fields(scan, position)
    if not stems:
        return []
    if len(stems) == 1 and scan.text.startswith("部门", stems[0][1]) and prefix.scope is Scope.REGION:
        return []
    first = named_core(scan, prefix, Shape.KIND, *stems[0])
    if stems[0][0] != position:  # an office that no list knows stands before it
        first = replace(first, start=stems[0][0], text=scan.text[slice(*stems[0])])
    return [first, *(replace(first, start=a, end=b, text=scan.text[a:b], core=scan.text[a:b]) for a, b in stems[1:])]


def joint_fields(scan: Scan, position: int) -> list[tuple[int, int]]:
    """Return where the fields of known kinds stand in a list that ends with 等部门 (half-open); none where it is no such list."""
    stems: list[tuple[int, int]] = []
    unknown = 0
    while True:
        stem = scan.stem_at(position) or _listed_kind(scan, position)
        other = UNKNOWN_FIELD.match(scan.text, position, scan.end) if stem is None else None
        if stem is not None:
            stems.append((position, position + len(stem)))
        if stem is None and other is None:
            break
        unknown += stem is None
        position = other.end() if other is not None else position + len(stem or "")
        if not scan.text.startswith(("、", "和"), position):
            break
        position += 1
    if not stems or unknown >= max(len(stems), 2) or not JOINT_END.match(scan.text, position, scan.end):
        return []
    return stems


def _listed_kind(scan: Scan, position: int) -> str | None:
    """Return the kind that stands in full among fields (环保、气象、交警支队等部门)."""
    kind = scan.kind_at(position)
    behind = position + len(kind or "")
    return kind if kind is not None and scan.text.startswith(("、", "等"), behind) else None


def with_units(scan: Scan, mention: AgencyMention) -> AgencyMention:
    """Return the mention with the inner offices that follow its name."""
    units: list[str] = []
    position = mention.end
    while (unit := _unit(scan, position, mention)) is not None:
        units.append(unit)
        position += len(unit)
    return (
        replace(mention, end=position, text=scan.text[mention.start : position], units=tuple(units))
        if units
        else mention
    )


def _unit(scan: Scan, position: int, mention: AgencyMention) -> str | None:
    party = mention.shape is Shape.PARTY or mention.core in ("党工委", "党委")
    kind = scan.kind_at(position) if party else None
    if kind and GOVERNMENT.fullmatch(kind):
        return None  # 县委政府: two bodies
    if kind:  # 市委宣传部, 县委督查室
        return kind
    if scan.national_at(position):
        return None  # 中共中央办公厅国务院办公厅
    if mention.core.endswith(("大学", "学院", "科学院")):
        school = OF_UNIVERSITY.match(scan.text, position, scan.end)
        if school and is_one_name(scan, school.group(), Shape.INSTITUTION):
            return school.group()
    team = TEAM_UNIT.match(scan.text, position, scan.end) if mention.shape in SENDS_TEAMS else None
    if team is None and mention.shape is Shape.KIND and mention.scope is not Scope.NATIONAL:
        team = TEAM_OF_BODY.match(scan.text, position, scan.end)
    if team:
        return team.group()
    for match in _unit_forms(scan, position, mention):
        placed = mention.scope is Scope.NATIONAL and match is not None and match.group().endswith(CENTRES)
        if match and _is_office(scan, match.group(), position, placed=placed):
            return match.group()
    return None


def _unit_forms(scan: Scan, position: int, mention: AgencyMention) -> Iterator[regex.Match[str] | None]:
    national = mention.scope is Scope.NATIONAL
    yield scan.words.office.match(scan.text, position, scan.end)
    yield scan.open_name(Shape.TEMPORARY, position)
    if national:
        yield NATIONAL_UNIT.match(scan.text, position, scan.end)
    if national or mention.shape is Shape.KIND:
        yield scan.open_name(Shape.INSTITUTION, position)


def _is_office(scan: Scan, name: str, position: int, *, placed: bool = False) -> bool:
    if name == PARTY_GROUP:
        return True
    if position in scan.regions and not placed and not name.endswith("分局"):
        return False
    level = scan.words.marker.match(scan.text, position, scan.end)
    if level and level.end() < position + len(name) and scan.kind_at(level.end()):
        return False  # 省委办公厅|省政府办公厅
    return (
        _is_balanced(name)
        and not NO_BEGINNING.match(name)
        and not DECIDES.match(name)
        and not _has_another(scan, name, position)
        and not VERB_INSIDE.search(name)
        and not scan.words.never_in_office.search(scan.words.common_inside.sub("", name))
        and not scan.words.never_inside.search(scan.words.common_inside.sub("", name).removesuffix("办公室"))
    )


def is_government_of(scan: Scan, last: AgencyMention, position: int) -> bool:
    """Say whether the government stands right behind its party committee (县委政府, 盟委行署)."""
    party = last.shape is Shape.PARTY or last.core == "党委"
    return party and last.end == position and bool(GOVERNMENT.match(scan.text, position, scan.end))

"""Read bodies by what only the text explains: founded with an own name, or a short form of a long one (专班, 县散煤办, 办公室)."""

from __future__ import annotations

import regex

from ..language.rules import pattern
from .agency_cores import is_one_name
from .agency_scan import LEFT_EDGE, Scan
from .agency_witness import is_class
from .mention import AgencyMention, Scope, Shape

FOUNDING = pattern("agencies.founding")
BARE_TEAM_OFFICE = pattern("agencies.bare_team_office")
FOUNDED_NAME = pattern("agencies.founded_name")
SHORT_IN_BRACKETS = pattern("agencies.short_in_brackets")
SHORT_BODY = pattern("agencies.short_body")
SHORT_OFFICE = pattern("agencies.short_office")
FOUNDING_WITH_CLAUSE = pattern("agencies.founding_with_clause")
LONGEST_CLAUSE = 100  # code points that say who a new body is made of
SHORTEST_FOUNDED = 6  # code points: 领导小组 alone is no own name, 清淤领导小组 is one
GOES_ON = frozenset("伍员长")  # 联合执法队|伍: a team told of, no body's name
NO_OWN_NAME = pattern("agencies.no_own_name")
SHORTEST_TEAM = 5  # code points of a body that a clause describes
FOUNDED_TEAM = pattern("agencies.founded_team")
MEANS_COMMITTEE = pattern("agencies.means_committee")
OF_ANOTHER = pattern("agencies.of_another")


def founded(scan: Scan, position: int) -> list[AgencyMention]:
    """Read the own name of a temporary body behind the verb that founds it: 成立某某湖治理工作领导小组."""
    with_clause = scan.text[position - 1 : position] == "的"
    looked_at = scan.text[max(0, position - (LONGEST_CLAUSE if with_clause else 4)) : position]
    if not (FOUNDING_WITH_CLAUSE if with_clause else FOUNDING).search(looked_at):
        return []
    match = scan.words.temporary.match(scan.text, position, scan.end)
    if match is None and with_clause:
        match = scan.words.institution.match(scan.text, position, scan.end)
        match = match or FOUNDED_TEAM.match(scan.text, position, scan.end)
    if (
        not match
        or len(match.group()) < (SHORTEST_TEAM if with_clause else SHORTEST_FOUNDED)
        or not is_one_name(scan, match.group(), Shape.TEMPORARY)
    ):
        return []
    name = match.group()
    if scan.text[match.end() : match.end() + 1] in GOES_ON:
        return []
    if name.startswith("一个") or OF_ANOTHER.match(name) or is_class(name):
        return []
    if NO_OWN_NAME.match(name) or _is_short_for_another(scan, name):
        return []
    return [AgencyMention(position, match.end(), name, Scope.FOUNDED, Shape.TEMPORARY, name)]


def _is_short_for_another(scan: Scan, name: str) -> bool:
    """Say whether a name with two characters of its own is the short form of a longer one in the text (清淤专项整治领导小组)."""
    if len(name) > SHORTEST_FOUNDED:
        return False
    longer = regex.compile(rf"{regex.escape(name[:2])}\p{{Han}}{{1,10}}{regex.escape(name[2:])}")
    return longer.search(scan.text, 0, scan.end) is not None


def names_founded(text: str, end: int, temporary: regex.Pattern[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return by their first two characters the own and short names that the text gives to bodies, with where it does."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for match in SHORT_IN_BRACKETS.finditer(text, 0, end):
        short = match.group("short")
        if SHORT_BODY.fullmatch(short):
            continue  # 领导小组: read with what stands behind it
        found[short[:2]] = (*found.get(short[:2], ()), (match.start("short"), short))
    for match in FOUNDED_NAME.finditer(text, 0, end):
        name = temporary.match(text, match.end(), end)
        own = name.group().rpartition("的")[2] if name else ""  # 由市长任组长的|某湖治理领导小组
        if name and len(own) >= SHORTEST_FOUNDED:
            found[own[:2]] = (*found.get(own[:2], ()), (name.end() - len(own), own))
    return found


def founded_again(scan: Scan, position: int) -> list[AgencyMention]:
    """Read the own name of a body that the text says was founded, wherever it stands again."""
    for told, name in scan.founded.get(scan.text[position : position + 2], ()):
        if told <= position and scan.text.startswith(name, position):
            return [AgencyMention(position, position + len(name), name, Scope.SHORT, Shape.TEMPORARY, name)]
    return []


def short_office(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 县散煤办, 市治水办: the office of a group, by a few characters of the group's name; its long form decides."""
    match = SHORT_OFFICE.match(scan.text, position, scan.end)
    if match is None or scan.words.never_in_office.search(match.group("short")):
        return []
    return [AgencyMention(position, match.end(), match.group(), Scope.SHORT, Shape.TEMPORARY, match.group("short"))]


def short_body(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 领导小组, 专班, 检查组 alone, and 办公室 where it is a group's: the long form before it decides."""
    office = BARE_TEAM_OFFICE.match(scan.text, position, scan.end)
    if office and LEFT_EDGE.search(scan.text[max(0, position - 1) : position]):
        return [AgencyMention(position, office.end(), office.group(), Scope.SHORT, Shape.TEMPORARY, office.group())]
    match = scan.words.short_body.match(scan.text, position, scan.end)
    if not match or scan.text[position - 1 : position] in tuple("个名各"):
        return []
    if match.group() == "委员会" and not MEANS_COMMITTEE.search(scan.text[max(0, position - 2) : position]):
        return []  # 主席团常务|委员会议, 革命|委员会
    return [AgencyMention(position, match.end(), match.group(), Scope.SHORT, Shape.TEMPORARY, match.group())]

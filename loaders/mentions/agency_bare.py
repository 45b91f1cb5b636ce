"""Read bodies that are named without any prefix: 公安、城管等部门; 由生态科牵头. Their place is the document's, or stays open.

What offices are called is a closed vocabulary of fields and works: a name made of nothing else, with 处, 科, 司 or 股 behind it, is an office.
"""

from __future__ import annotations

from functools import cache

import regex

from ..language.rules import pattern, word_list
from ..language.words import alternatives
from .agency_cores import joint_fields
from .agency_scan import Scan, at_left_edge
from .mention import AgencyMention, Scope, Shape

BEFORE_FIELDS = pattern("agencies.before_fields")
OF_EVERYBODY = pattern("agencies.of_everybody")
LONGEST_SUBJECT = 30  # code points of the clause before
LONGEST_BEFORE_FIELDS = 4  # code points
FEWEST_FIELDS = 3  # of a list: 安监、工商等部门 is told of any division's
BARE_OFFICE = pattern("agencies.bare_office")
BEHIND_OFFICE = pattern("agencies.behind_office")
OF_NOBODY = pattern("agencies.before_no_office")
ENDS = "处科司股"
LONGEST_OFFICE = 18  # code points of an office's name
JOINTS = frozenset("与和及")
SENTENCE = ("\n", "。", "；", "")


def bare_joint(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 会同水利、卫健、农业农村等部门, 公安、城管等3个部门: fields of bodies without a place, one mention a field."""
    if not BEFORE_FIELDS.search(scan.text, max(0, position - LONGEST_BEFORE_FIELDS), position):
        return []
    if OF_EVERYBODY.search(scan.text, max(0, position - LONGEST_SUBJECT), position):
        return []
    stems = joint_fields(scan, position)
    if len(stems) < FEWEST_FIELDS or stems[0][0] != position:
        return []
    return [AgencyMention(a, b, scan.text[a:b], Scope.BARE, Shape.KIND, scan.text[a:b]) for a, b in stems]


@cache
def _office() -> regex.Pattern[str]:
    """Return an expression for an office's name: fields and works, joints between them, the word for its rank."""
    words = alternatives(word_list("agencies.office_works"))
    return regex.compile(rf"(?:{words})(?:[与和及]?(?:{words}))*+[一二三四五六七八九]?[{ENDS}]")


def home_office(scan: Scan, position: int, *, last: AgencyMention | None) -> list[AgencyMention]:
    """Return the office that is named alone at the left edge of a clause or of a list's item."""
    before = scan.text[max(0, position - 2) : position]
    if not at_left_edge(before) or not _is_near(scan, position):
        return []
    if before[-1:] in JOINTS and (last is None or last.end != position - 1):
        return []  # 环境影响评价与|排放管理股: half of one name
    match = _office().match(scan.text, position, min(scan.end, position + LONGEST_OFFICE))
    if match is None or not BEHIND_OFFICE.match(scan.text, match.end()):
        return _acting_office(scan, position)
    if OF_NOBODY.search(scan.text, max(0, position - 4), position):
        return []
    return [_mention(position, match.group())]


def _is_near(scan: Scan, position: int) -> bool:
    return any(scan.text.find(end, position, position + LONGEST_OFFICE) > 0 for end in ENDS)


def _acting_office(scan: Scan, position: int) -> list[AgencyMention]:
    """Read any office at the head of a sentence that says what it does."""
    if scan.text[position - 1 : position] not in SENTENCE:
        return []
    match = BARE_OFFICE.match(scan.text, position, scan.end)
    if match is None or scan.words.never_in_office.search(match.group("office")):
        return []
    return [_mention(position, match.group("office"))]


def _mention(position: int, office: str) -> AgencyMention:
    return AgencyMention(position, position + len(office), office, Scope.HEAD, Shape.HEAD, "", units=(office,))

"""Read a name right before its title: 某某局长主持, 市水利局某某副局长, 由某某同志任组长."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex
import rjieba

from ..gazetteer.gazetteer import load_gazetteer
from ..gazetteer.name_odds import name_odds
from ..language.rules import pattern, word_list
from ..language.words import HAN
from .mention import OfficialMention, PostMention
from .name_evidence import AT_EDGE, ENOUGH, ONE_PERSON, ONE_WORD, POSTED, has_surname, witness
from .names import may_be_name
from .posts import CHIEF, Scan

WEAK_TITLES = frozenset(word_list("posts.weak_titles"))
FEWEST_ODDS = {2: 5.0, 3: 2.0, 4: 2.0}  # by length; where no body stands before a name
USUAL = 3  # code points of most names
WEAK_ENOUGH = 10.0  # weight of a name behind a body and before a title of many meanings: 某局白露晞工程师
BETWEEN = 1.0  # odds of a name between a body and a title
LIKELY = 3.0  # odds of a name that may begin with such a surname
LEADING_SURNAMES = frozenset("应向和与对由从随")  # surnames that lead to a person far more often
STATE = pattern("agencies.foreign_name")
PLACE = "ns"
WATERS = frozenset("江河溪湖库渠川水海塘沟")
LEVELS = frozenset("省市州县区旗镇乡村")
CHIEFS = ("河长", "湖长", "林长", "田长")
LENGTHS = (3, 2, 4)  # code points of a Chinese name, the usual first
LEADS_TO_NAME = pattern("persons.leads_to_name")
ALL_HAN = regex.compile(rf"[{HAN}]+")
AT_LINE_OR_SIGN, BEHIND_LEAD = (
    2.0,
    1.5,
)  # what stands before the name: a sign or the line's beginning, a word such as 由


def named_before(scan: Scan, chain: Sequence[PostMention]) -> OfficialMention | None:
    """Return the person whose name stands right before a run of titles that name no agency, None where none does."""
    post = chain[0]
    if (post.agency is not None and post.agency.follows is None) or post.region is not None or post.former:
        return None
    if post.title.startswith(("镇", "乡", "村")) and post.title.endswith(CHIEFS):
        return None  # 石角镇河长
    end = post.start
    if scan.text[end - 1 : end] == post.title[0] and post.title[0] in LEVELS:
        return None  # 青石乡乡长
    weak = any(each.title in WEAK_TITLES for each in chain)
    if weak and not (end - USUAL in scan.agency_ending and has_surname(scan.text[end - USUAL : end])):
        return None  # 居民代表, 单位负责人: titles that words stand before
    if CHIEF.fullmatch(post.title) and scan.text[end - 1 : end] in WATERS:
        return None  # 白龙江河长: the water that the chief is for
    weighed = [
        (weight, start) for length in LENGTHS if (weight := _weight(scan, (start := end - length), end)) >= ENOUGH
    ]
    weighed = [(weight, start) for weight, start in weighed if not weak or weight >= WEAK_ENOUGH]
    if not weighed:
        return None
    start = max(weighed)[1]
    agency = scan.agency_ending.get(start)
    region = scan.region_ending.get(start) if agency is None else None
    posts = (replace(post, agency=agency, region=region), *chain[1:])
    first = agency.start if agency else region.start if region else start
    name = scan.text[start:end]
    return OfficialMention(first, chain[-1].end, start, end, name, posts, rule="official.title_behind")


def _weight(scan: Scan, start: int, end: int) -> float:
    """Return how sure a name stands at `start`..`end`, a title behind it; 0 where none can."""
    name = scan.text[max(0, start) : end]
    if start < 0 or not ALL_HAN.fullmatch(name) or not may_be_name(name) or not has_surname(name):
        return 0.0
    if name in load_gazetteer().surnames or any(start < last < end for last in scan.agency_ending):
        return 0.0  # 司马局长, 市水利局长
    first, tag = rjieba.tag(name, False)[0]
    if STATE.match(name) or (len(first) > 1 and tag == PLACE):
        return 0.0  # 尼泊尔总理: whose title it is
    before = _before(scan, start)
    if before is None:
        return 0.0
    if name[0] in LEADING_SURNAMES and name_odds(name) < LIKELY:
        return 0.0  # 应国家主席邀请
    odds, cut = name_odds(name), witness(scan.text, start, min(scan.end, end + 3)).on(start, end)
    between = (
        len(name) == USUAL and before >= POSTED and odds >= BETWEEN
    )  # 某局任远航副局长: a body before, a title behind
    if (cut <= ONE_WORD and not between) or (odds < FEWEST_ODDS[len(name)] and before < POSTED and cut < ONE_PERSON):
        return 0.0  # 越南总理, 高校负责人: a word in front of a title is whose the title is
    return odds + before + AT_EDGE + cut


def _before(scan: Scan, start: int) -> float | None:
    """Return what stands before a name speaks for its beginning there, or None where none can begin."""
    if start in scan.agency_ending or start in scan.region_ending:
        return POSTED
    lead = scan.text[max(0, start - 4) : start]
    if not lead or not ALL_HAN.match(lead[-1]):
        return AT_LINE_OR_SIGN
    return BEHIND_LEAD if LEADS_TO_NAME.search(lead) else None

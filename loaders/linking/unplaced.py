"""Keep the bodies whose place a text never names (市水利局, 水务局): as they are written, of the document alone.

They bear tasks, hold posts and attend like any other body; people or a later hint say which body each is.
"""

from __future__ import annotations

import rjieba

from ..gazetteer.gazetteer import Gazetteer
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Scope, Shape
from .body import Body
from .home import TOWN_MARKERS

ARTICLE = pattern("agencies.article")
ROOM = pattern("agencies.room")
OF_EVERY_TOWN = pattern("agencies.of_every_town")
CORPS_MARKERS = ("师", "师市", "兵团", "州", "盟")
FEWEST_ARTICLES = 3  # a text of articles is a statute: it speaks of every division's bodies, of none in particular
LONGEST_SUFFIX = 4  # code points of 领导小组, 工作专班: such a name is only its suffix
AROUND = 8  # code points around the name that are cut into words
LEVELS_BEFORE = pattern("agencies.levels_before")
NO_LEVEL = pattern("agencies.level_of_institution")
BEFORE_LEVEL = frozenset("为任由请")  # behind these verbs and prepositions a level begins a name: 为市水利局副局长
PREFECTURE = "地区"
GOVERNMENTS = ("政府", "人民政府")
FULL_NAMES = ("省", "市", "县", "区", "州", "盟", "旗")
LEVELS = {
    "province": ("省", "自治区"),
    "prefecture": ("州", "自治州", "盟"),
    "county": ("县", "区", "旗"),
    "township": ("镇", "乡", "街道", "苏木"),
}


def is_statute(text: str) -> bool:
    """Say whether a text is made of articles (第三条…)."""
    found = ARTICLE.finditer(text)
    return sum(1 for _match, _number in zip(found, range(FEWEST_ARTICLES), strict=False)) == FEWEST_ARTICLES


def unplaced(mention: AgencyMention, text: str, gazetteer: Gazetteer) -> Body | None:
    """Return the body that a mention names without saying of what place, as written; None where it names none of its own."""
    name = None if ROOM.search(mention.text) else _written(mention, gazetteer)
    if name is None or (mention.scope is Scope.MARKER and not _is_word(mention, text)):
        return None
    if mention.marker == PREFECTURE and name.endswith("政府"):
        return None  # a 地区 has an administrative office (行政公署) and no government of its own
    level = next((level for level, markers in LEVELS.items() if mention.marker in markers), "")
    return Body(name, None, mention.core, mention.shape, resolved=False, level=level)


def _is_word(mention: AgencyMention, text: str) -> bool:
    """Say whether the level before a name is a word of its own: not so in 地|区政府, 欧|盟委员会, 市、县|政府."""
    start = mention.start
    before = text[max(0, start - AROUND) : start]
    if LEVELS_BEFORE.search(before) or (mention.shape is Shape.INSTITUTION and not NO_LEVEL.match(text, start)):
        return False
    if before[-1:] in BEFORE_LEVEL:
        return True
    place = start - len(before)
    for token in rjieba.cut(text[place : start + AROUND]):
        if place >= start:
            return place == start
        place += len(token)
    return True


def _written(mention: AgencyMention, gazetteer: Gazetteer) -> str | None:
    """Return the name as it is written, without 我 or 本 before it and without inner offices behind it."""
    bare = mention.text[: len(mention.text) - sum(map(len, mention.units))]
    match mention.scope:
        case Scope.MARKER if mention.core in gazetteer.agencies.by_stem and not bare.endswith(("局", "厅", "委")):
            kind = gazetteer.agencies.by_stem[mention.core]  # 市住建、水利等部门
            return mention.marker + kind.official(mention.core, "province" if mention.marker == "省" else "county")
        case Scope.MARKER if mention.marker in TOWN_MARKERS and OF_EVERY_TOWN.fullmatch(bare):
            return None  # 镇人民政府: every town's
        case Scope.MARKER if mention.shape is Shape.INSTITUTION and mention.marker in CORPS_MARKERS:
            return None  # 师范学院 is no academy of a division
        case Scope.MARKER if mention.shape is Shape.TEMPORARY and len(mention.core) <= LONGEST_SUFFIX:
            return None  # 市专班, 县领导小组: which one, the text does not say
        case Scope.MARKER:
            return mention.marker + mention.core
        case Scope.BARE if mention.core not in gazetteer.agencies.by_surface:
            return None  # 公安、城管等部门: fields, no names
        case Scope.BARE | Scope.INHERITED if mention.core in GOVERNMENTS:
            return None  # 镇党委、政府: beside a committee that is every town's
        case Scope.BARE | Scope.INHERITED | Scope.FOUNDED:
            return mention.core
        case Scope.HEAD if not mention.core and mention.shape is Shape.HEAD:
            return mention.text if mention.text.endswith("司") else None  # where two ministries may have it
        case Scope.HEAD if mention.shape is Shape.STATIONED or mention.marker:
            return bare
        case Scope.REGION if mention.shape is not Shape.INSTITUTION:
            last = mention.regions[-1]
            full = any(each.name == last.text for each in last.candidates) and last.text.endswith(FULL_NAMES)
            return bare if full else None
    return None

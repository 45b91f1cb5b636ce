"""What stands for and against a name of a division at a place of a text: the words the segmenter sees there, and the letters around.

Letters that meet by chance are no name: 适应城市 holds no 应城市, 各位来宾 no 来宾市, 洪泽湖 no 洪泽区.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import regex
import rjieba

from ..gazetteer.gazetteer import Region, load_gazetteer
from ..gazetteer.opening import longest_at
from ..language.rules import pattern, word_list
from ..language.words import HAN

CLASSES = ("县", "旗", "州", "盟")
SHORT = 2  # code points; full names this short (和县, 城区) arise inside other words
LONGEST_BEFORE = 6  # code points; how far back a word that holds the name may begin
PLACE_TAGS = ("ns", "nr", "nt", "nz", "x")  # parts of speech that the segmenter's dictionary gives to names
AFTER_A_RIVER = pattern("regions.after_a_river")
FEATURE = pattern("regions.feature")
SLOGAN = pattern("regions.slogan")
IN_TITLE = pattern("regions.in_title")
TOGETHER = pattern("regions.together")
CONJUNCTION = pattern("regions.conjunction")
EDGE = pattern("regions.edge")
WHOLE = pattern("regions.whole")
GOES_ON = pattern("regions.goes_on")
GOVERNS = pattern("regions.governs")
BEFORE_VENUE, VENUE = pattern("regions.before_venue"), pattern("regions.venue")
WENT_TO, BEHIND_VISIT = pattern("regions.went_to"), pattern("regions.behind_visit")
CHIEF_OF_LEVEL = pattern("regions.chief_of_level")
WATERS = frozenset("江河湖溪海")
ALL_HAN = regex.compile(rf"[{HAN}]")
COMMON = frozenset(word_list("words.common_places"))
Words = Mapping[int, tuple[int, str]]


class Standing(Enum):
    """How a name stands where it is found: `NONE` never counts, `CUT` and `OPEN` only beside what it lies in or in a list."""

    NONE = 0
    CUT = 1  # another word reaches into it
    OPEN = 2  # it is also a word, or the name of a water or a mountain
    FREE = 3  # it reads as a name
    SURE = 4  # written in full, or with a verb or body that only a place has


@dataclass(frozen=True, slots=True)
class Spot:
    """The letters `first` to `last` of a text (code points, half-open) that are a name of `candidates`; `words` as segmented."""

    text: str
    first: int
    last: int
    candidates: Sequence[Region]
    words: Words

    @property
    def name(self) -> str:
        """Return the letters themselves."""
        return self.text[self.first : self.last]

    @property
    def is_full(self) -> bool:
        """Say whether a division is called so in full, now or formerly, or in short with its class (阜蒙县, 克州)."""
        in_class = len(self.name) > SHORT and self.name.endswith(CLASSES)
        return in_class or any(self.name not in region.short_names for region in self.candidates)

    @property
    def is_only_county(self) -> bool:
        """Say whether counties alone bear the name."""
        return all(region.level == "county" for region in self.candidates)

    @property
    def is_a_place_first(self) -> bool:
        """Say whether the segmenter's dictionary has the name as one of a place or person, not as another word."""
        return self.words.get(self.first, (0, ""))[1].startswith(PLACE_TAGS)


def segmented(text: str) -> Words:
    """Return the segmenter's words by their start: where each ends and its part of speech; words of its dictionary alone."""
    position = 0
    found: dict[int, tuple[int, str]] = {}
    for word, tag in rjieba.tag(text, False):
        found[position] = (position + len(word), tag)
        position += len(word)
    return found


def standing(spot: Spot) -> Standing:
    """Return how a name stands, by what is around it alone."""
    text, first, last = spot.text, spot.first, spot.last
    if SLOGAN.match(text, last) and text[max(0, first - 1) : first] == "“":
        return Standing.NONE  # “泰安2023”演练: a code name
    if not spot.is_full and _is_water(spot) and not _has_body(spot):
        return Standing.NONE  # 陕西省|长安大学; 北海|海事局 is a body's
    if _is_chief_of_river(spot):
        return Standing.NONE
    if IN_TITLE.search(text[max(0, first - 2) : first + 1]):
        return Standing.CUT  # 副市长沙鸿: a title and a name, no 长沙; 济南市长清区 stands
    if spot.is_full:
        return _of_full(spot) if last - first > SHORT else _of_short_full(spot)
    return _of_short(spot)


def _of_full(spot: Spot) -> Standing:
    if GOES_ON.match(spot.text, spot.last - 1):
        return Standing.NONE  # 南湖区域
    if spot.text.startswith("级", spot.last) and spot.name[:-1] in COMMON:
        return Standing.OPEN  # 新建县级医院: a verb and a level
    if TOGETHER.match(spot.name) and not _has_its_province(spot):
        return Standing.NONE  # 水利局会同县财政局: together with, no county
    if spot.first not in spot.words:
        return Standing.FREE if _is_governed(spot) or _is_inside_a_word(spot) else Standing.CUT
    return Standing.OPEN if spot.name in COMMON and not _has_body(spot) else Standing.SURE


def _has_its_province(spot: Spot) -> bool:
    """Say whether the text names a division that the letters' division lies in."""
    above = [outer for region in spot.candidates for outer in load_gazetteer().ancestors(region)]
    return any(name in spot.text for outer in above for name in (outer.name, *outer.short_names))


def _of_short_full(spot: Spot) -> Standing:
    """Judge 和县, 徽县: the segmenter must agree on both ends, and no list of levels may follow."""
    if CONJUNCTION.match(spot.name) and not EDGE.search(spot.text[max(0, spot.first - 1) : spot.first]):
        return Standing.NONE  # 镇政府和县直单位: and, no county
    if spot.text.startswith(("（市", "(市", "、市", "市"), spot.last):
        return Standing.NONE
    listed = spot.text[spot.first - 1 : spot.first] == "、"
    if spot.first not in spot.words:
        return Standing.OPEN if listed else Standing.NONE
    if spot.name in COMMON and not _has_body(spot):
        return Standing.OPEN
    if not _ends_a_word(spot):
        return Standing.OPEN if listed else Standing.CUT  # 清河县、景|县政府
    begins = EDGE.search(spot.text[max(0, spot.first - 1) : spot.first]) or _has_body(spot)
    return Standing.SURE if begins else Standing.FREE


def _is_governed(spot: Spot) -> bool:
    """Say whether a preposition stands before, which the segmenter may take for a part of another word (从江阴市)."""
    before = spot.text[max(0, spot.first - 1) : spot.first]
    return GOVERNS.search(before) is not None and _ends_a_word(spot)


def _is_inside_a_word(spot: Spot) -> bool:
    """Say whether one word of the dictionary holds the whole name (中共福建省委)."""
    before = next((p for p in range(spot.first - 1, max(-1, spot.first - LONGEST_BEFORE), -1) if p in spot.words), None)
    return before is not None and spot.words[before][0] > spot.last


def _is_water(spot: Spot) -> bool:
    """Say whether a river, a lake, a road is named after the letters; a place that begins so is none (海南海口)."""
    match = AFTER_A_RIVER.match(spot.text, spot.last)
    place = load_gazetteer().named(spot.text[spot.last : spot.last + SHORT])
    return match is not None and not (place and match.end() < spot.last + SHORT)


def _has_body(spot: Spot) -> bool:
    """Say whether the name of a kind of agency stands right behind (和县水利局)."""
    agencies = load_gazetteer().agencies
    return longest_at(agencies.surface_at, spot.text, spot.last, len(spot.text)) is not None


def _ends_a_word(spot: Spot) -> bool:
    return spot.last in spot.words or spot.last >= len(spot.text)


def _is_crossed(spot: Spot) -> bool:
    """Say whether a word begins in the name and goes on behind it, and is no place's itself (乌|海军, 文山会海)."""
    end, tag = spot.words.get(spot.first, (spot.last, ""))
    if end > spot.last and not tag.startswith(("n", *PLACE_TAGS)):
        return True
    inside = [spot.words[place][0] for place in range(spot.first + 1, spot.last) if place in spot.words]
    return any(end > spot.last for end in inside)


def _of_short(spot: Spot) -> Standing:
    text, first, last = spot.text, spot.first, spot.last
    if first not in spot.words:
        return Standing.CUT
    if (_is_water(spot) and not _has_body(spot)) or WHOLE.fullmatch(spot.name) or text.startswith("级", last):
        return Standing.NONE
    if _names_a_feature(spot):
        return Standing.NONE  # 上海庙, 林芝镇
    if any(text[first : last + n] in load_gazetteer().kind_surfaces for n in (1, 2)):
        return Standing.NONE  # 省公安厅 names no 公安县
    if text.startswith("分局", last) and not _is_function(spot.name):
        return Standing.SURE  # 市生态环境局思茅分局
    if not _ends_a_word(spot) and (spot.is_only_county or _is_crossed(spot)):
        return Standing.CUT
    if spot.name in COMMON:
        told = _is_visited(spot) or (not spot.is_only_county and _has_body(spot))
        return Standing.SURE if told else Standing.OPEN
    if _ends_a_river(spot):
        return Standing.OPEN
    if spot.words[first][0] == last and not spot.is_a_place_first and spot.is_only_county:
        return Standing.OPEN  # 资源, 振兴, 通道: words first, counties only beside their parent
    return Standing.FREE


def _is_chief_of_river(spot: Spot) -> bool:
    """Say whether the level behind a river's name is that of its chief (沅江|市级河长)."""
    short = spot.name.removesuffix("市")
    place = spot.last + (short == spot.name and spot.text.startswith("市", spot.last))
    return short[-1] in WATERS and CHIEF_OF_LEVEL.match(spot.text, place) is not None


def _ends_a_river(spot: Spot) -> bool:
    """Say whether a letter before makes the name that of a river (水阳江): a word of one letter that governs nothing."""
    letter = spot.text[spot.first - 1 : spot.first]
    alone = spot.words.get(spot.first - 1, (0, ""))[0] == spot.first
    return spot.name[-1] in WATERS and alone and ALL_HAN.match(letter) is not None and not GOVERNS.search(letter)


def _names_a_feature(spot: Spot) -> bool:
    """Say whether the next word makes the name that of a temple, a village, a town, a station."""
    end, _tag = spot.words.get(spot.last, (spot.last, ""))
    return FEATURE.fullmatch(spot.text, spot.last, end) is not None


def _is_function(name: str) -> bool:
    """Say whether the name is also the field of a kind of agency (公安)."""
    return name + "局" in load_gazetteer().kind_surfaces


def _is_visited(spot: Spot) -> bool:
    """Say whether the words around tell of a place: 在日照召开, 赴开封调研."""
    if _is_function(spot.name):
        return False
    before = spot.text[max(0, spot.first - 3) : spot.first]
    if BEFORE_VENUE.search(before) and VENUE.match(spot.text, spot.last):
        return True
    return WENT_TO.search(before) is not None and BEHIND_VISIT.match(spot.text, spot.last) is not None

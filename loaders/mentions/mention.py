"""What the mention stage finds: places in the repaired text, not yet resolved to anything in the world.

All offsets are code points into the repaired text, half-open; `text[start:end]` is the surface.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from ..gazetteer.gazetteer import Region
from ..structure.sections import OUTSIDE, Outline


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A name of a division; `candidates` are all that bear it, the largest level first.

    `certain` says that the words around leave no doubt that a division is meant: its name in full, a list, what it lies in.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Region, ...]
    certain: bool = False


class Scope(StrEnum):
    """What stands in front of an agency's own name and says whose it is."""

    REGION = "region"  # 云南省生态环境厅: a named division
    MARKER = "marker"  # 省生态环境厅, 我州…: a level, resolved by the document's home
    FOUNDED = "founded"  # 成立某某工作专班: an own name behind the verb that founds the body
    HEAD = "head"  # 厅大气处, 市局规财科: an office of an agency named by its last character
    NATIONAL = "national"  # 生态环境部综合司: a national body needs no region
    INHERITED = "inherited"  # 省教育厅、民政厅: the prefix is given once, in `follows`
    NAME = "name"  # 北大荒农垦集团有限公司: the name stands by itself
    BARE = "bare"  # 水务局: a kind alone, whose place is the document's or open
    SHORT = "short"  # 领导小组, 专班: the long form before it


class Shape(StrEnum):
    """How the agency's own name is built."""

    KIND = "kind"  # a kind of agency_kinds.yaml
    PARTY = "party"  # 县委
    HEAD = "head"  # 厅, 省厅, 市局 standing for the whole agency
    TEMPORARY = "temporary"  # 领导小组, 指挥部, 专班 and their offices
    TOWN = "town"  # 某镇人民政府
    ZONE = "zone"  # 某经济开发区管委会
    BRANCH = "branch"  # 某分局, 县生态环境分局
    INSTITUTION = "institution"  # stations, institutes, companies, teams
    REGIMENT = "regiment"  # 62团: a regiment of a division of the Corps
    STATIONED = "stationed"  # 驻厅纪检监察组


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A name of an agency as written.

    `marker` is the prefix when it is a level (省, 我州) or a head (厅, 市局); `regions` the prefix when it names divisions,
    outermost first; `core` the agency's own name; `units` the inner offices after it, outermost first; `follows` is the
    mention whose prefix it inherits; `proper` is false where the name has nothing of its own (农业综合服务中心): only a
    longer name or a township that the text tells of says whose it is.
    """

    start: int
    end: int
    text: str
    scope: Scope
    shape: Shape
    core: str
    marker: str = ""
    regions: tuple[RegionMention, ...] = ()
    units: tuple[str, ...] = ()
    former: bool = False
    follows: AgencyMention | None = None
    proper: bool = True


@dataclass(frozen=True, slots=True)
class PostMention:
    """A title at `start`..`end`; `agency` is the agency named right before it, or None where the text leaves it open.

    `region` is the division named right before a title that belongs to its government (定州市市长). `change` says what a
    decision did: "appointed", "removed", or "" where the text only shows the person in the post.
    """

    start: int
    end: int
    title: str
    agency: AgencyMention | None = None
    region: RegionMention | None = None
    former: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True)
class OfficialMention:
    """A person: `start`..`end` with the posts around the name, `name_start`..`name_end` the name alone."""

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    posts: tuple[PostMention, ...] = field(default=())
    rule: str = "official.title_before"


@dataclass(frozen=True, slots=True)
class PlanMention:
    """A document that the text cites: the title between 《 and 》 or a bare name, its number and its period."""

    start: int
    end: int
    name: str
    number: str | None = None
    short: str | None = None


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A collective with a count, an owner or a level, such as 16个州（市）生态环境局."""

    start: int
    end: int
    text: str
    count: int | None
    head: str
    members: tuple[AgencyMention, ...] = ()


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


Mention = TypeVar("Mention", bound=_Placed)


def own_words(outline: Outline, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that stand in the document's own words: not in who wrote it, where it was put up or what else the page offers."""
    outside = [(block.start, block.end) for block in outline.blocks if block.kind in OUTSIDE]
    return tuple(each for each in mentions if not any(start <= each.start < end for start, end in outside))

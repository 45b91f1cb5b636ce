"""What one document says, mentions linked: the value that every rule of the facts stage reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from ..document import Document
from ..gazetteer.gazetteer import Region
from ..language.marking import Marked, Stretch, mark
from ..mentions.mention import GroupMention, OfficialMention, PlanMention, RegionMention
from ..structure.header import Header
from ..structure.sections import Outline
from .body import AgencyLink, Body, OpenAgency
from .home import Home


@dataclass(frozen=True, slots=True)
class PostLink:
    """A title and the agency it belongs to (None where the text leaves it open); `title` is "" for a bare affiliation."""

    title: str
    body: Body | None
    start: int
    end: int
    former: bool = False
    rule: str = "post.before_name"
    change: str = ""


@dataclass(frozen=True, slots=True)
class OfficialLink:
    """A use of a person's name with the posts given there; the person is the name within one document."""

    mention: OfficialMention
    name: str
    posts: tuple[PostLink, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionLink:
    """A use of a division's name and the division."""

    mention: RegionMention
    region: Region


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A collective, the bodies it resolves to where that is certain, and what chose them.

    `named` says that the text names each member itself, so that what it says of all it says of each. `there` is how many
    divisions the gazetteer has that the collective could mean, None where its level or home is open.
    """

    mention: GroupMention
    members: tuple[Body, ...] = ()
    selector: str = ""
    named: bool = False
    there: int | None = None


Item = AgencyLink | OfficialLink | RegionLink | GroupLink | PlanMention


@dataclass(frozen=True, slots=True)
class Reading:
    """One document after linking; all offsets are code points into `document.text`, half-open, sequences in text order.

    `year` is the year that open dates may be filled with, `year_basis` where it comes from ("unknown": leave them open).
    """

    document: Document
    outline: Outline
    header: Header
    home: Home
    regions: Sequence[RegionLink]
    agencies: Sequence[AgencyLink]
    officials: Sequence[OfficialLink]
    plans: Sequence[PlanMention]
    groups: Sequence[GroupLink]
    open_agencies: Sequence[OpenAgency] = ()  # names of which it is not certain what body they mean
    year: int | None = None
    year_basis: str = "unknown"
    shorts: Mapping[str, Body] = field(default_factory=dict)
    # What `marked` gave before: the rules read the same sentences again and again.
    _marked: dict[tuple[int, int], Marked[Item]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _spans: list[Stretch[Item]] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._spans.extend(sorted(self._every_span(), key=itemgetter(0)))

    @property
    def text(self) -> str:
        """Return the repaired text."""
        return self.document.text

    def marked(self, start: int, end: int) -> Marked[Item]:
        """Return a stretch of the text as a typed stream: O officials, A agencies, G groups, P plans, R divisions."""
        found = self._marked.get((start, end))
        if found is None:
            first = bisect_left(self._spans, start, key=itemgetter(0))
            last = bisect_left(self._spans, end, key=itemgetter(0))
            found = self._marked[start, end] = mark(self.text, self._spans[first:last], start=start, end=end)
        return found

    def _every_span(self) -> Iterator[Stretch[Item]]:
        for kind, links in (("O", self.officials), ("A", self.agencies), ("G", self.groups), ("R", self.regions)):
            for link in links:
                yield Stretch(link.mention.start, link.mention.end, kind, link)
        for plan in self.plans:
            yield Stretch(plan.start, plan.end, "P", plan)

"""Resolve agency mentions to bodies: canonical names with the division they serve and what they are a unit of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..gazetteer.agency_kinds import MUNICIPALITIES
from ..gazetteer.gazetteer import Gazetteer, Region, compose, load_gazetteer
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Scope, Shape
from . import branches
from .body import BY_CITY, Body, Linked, OpenAgency, is_city_branch, linked, office_of, root_of, unit_of, with_team
from .committees import office_of_committee, owner_of_office, zone_of_home, zone_said
from .home import TOWN_MARKERS, Home
from .nearby import (
    committee_before,
    founder_before,
    free_town_before,
    listed_nationally,
    speaks_nationally,
    told_before,
    told_most,
    town_before,
)
from .one_team import named_office, team_at
from .seats import named_in, seat_of
from .short_forms import as_written, government_name, long_form, office_of_level, said_team, zone_name
from .unplaced import GOVERNMENTS, unplaced
from .zones import MARKERS as ZONE_MARKERS

ROOM = pattern("agencies.room")
ABBREVIATED = pattern("teams.abbreviated")
AS_WRITTEN = pattern("teams.as_written")
OF_TOWN = pattern("teams.of_town")
VISITING = pattern("teams.visiting")
TOWN_ORGAN = pattern("teams.town_organ")
SHORTEST_OWN = 4  # code points


@dataclass(slots=True)
class Linker:
    """Link the agency mentions of one document, in text order: later short forms bind to earlier long ones."""

    home: Home
    region_of: Mapping[int, Region | None]  # by start of the region mention
    told: Mapping[int, Region | None]  # those of them that the text tells of, outside the titles that it cites
    gazetteer: Gazetteer = field(default_factory=load_gazetteer)
    towns: Mapping[int, Region] = field(default_factory=dict)  # by end of the township's name
    free_towns: Mapping[int, str] = field(default_factory=dict)  # by end, where the text names no county of theirs
    links: dict[int, Linked] = field(default_factory=dict)
    shorts: dict[str, Body] = field(default_factory=dict)
    said: list[Body] = field(default_factory=list)
    foundings: list[tuple[int, int, Body]] = field(default_factory=list)  # where a team's people stand before its name
    stem: str = "生态环境"  # of the agency that 省厅 and 市局 mean where the text names none
    all_said: bool = False  # every mention was seen once: what is named further down counts too
    keeps_unplaced: bool = True  # a statute's 市人民政府 is every city's

    def link(self, mention: AgencyMention) -> Linked:
        """Return what one mention means, and remember it."""
        known = self.links.get(mention.start)
        if known is not None and known.mention == mention:
            return known
        body = self._with_units(self._resolve(mention), mention)
        link = self.links[mention.start] = linked(mention, body)
        if body is not None:
            self.said.append(body)
        return link

    def keep(self, mention: AgencyMention, text: str) -> Linked:
        """Return a mention that nothing resolved as a body of the document's own, where it names one."""
        body = unplaced(mention, text, self.gazetteer) if self.keeps_unplaced else None
        body = self._with_units(body, mention) if mention.core else body
        link = self.links[mention.start] = linked(mention, body)
        if body is not None:
            self.said.append(body)
        return link

    def define(self, text: str, mention: AgencyMention, body: Body) -> None:
        """Remember a short name given in brackets right behind a long one (以下简称领导小组)."""
        match = ABBREVIATED.match(text, mention.end)
        if match:
            self.shorts[match.group("short")] = body

    def team(self, position: int) -> Body | None:
        """Return the temporary body (领导小组, 专班) that roles at `position` belong to: the last one named before it."""
        return team_at(self.foundings, self.links, self.said, position)

    def team_office(self, position: int) -> Body | None:
        """Return the office of the temporary body that `team` gives."""
        team = self.team(position)
        return None if team is None else named_office(self.links, team, position) or office_of(team)

    # -- one mention ---------------------------------------------------------------------------------------------------

    def _resolve(self, mention: AgencyMention) -> Body | None:
        if mention.text in self.shorts:
            return self.shorts[mention.text]
        if ROOM.search(mention.text):
            return None
        resolver = {
            Scope.REGION: self._of_region,
            Scope.MARKER: self._of_marker,
            Scope.HEAD: self._of_head,
            Scope.NATIONAL: self._national,
            Scope.INHERITED: self._inherited,
            Scope.NAME: self._by_name,
            Scope.SHORT: self._short,
            Scope.BARE: self._bare,
            Scope.FOUNDED: self._founded,
        }[mention.scope]
        return resolver(mention)

    def _of_region(self, mention: AgencyMention) -> Body | None:
        region = self.region_of.get(mention.regions[-1].start)
        if region is None and mention.shape is Shape.ZONE:  # 滨湖新区管委会, far from the known 滨湖区
            name = zone_name(as_written(mention, mention.core))
            return Body(name, self.home.region, name, mention.shape)
        return self._body(mention, region) if region is not None else None

    def _of_marker(self, mention: AgencyMention) -> Body | None:
        if mention.marker == "管委会":
            return office_of_committee(self.home, self.said, mention)
        region = (
            committee_before(self.links, mention)
            or self.home.near(mention.marker)
            or told_before(self.told, mention.marker, mention.start)
        )
        region = region or self.home.resolve(mention.marker, self.gazetteer)
        if region is None and mention.shape is Shape.TEMPORARY:
            return self._short(mention)
        if mention.marker in TOWN_MARKERS and region is not None and mention.core in ("人大工委", "人大工作委员会"):
            return branches.congress_of_town(self.gazetteer, region)
        if region is None and mention.marker in TOWN_MARKERS:
            region = town_before(self.towns, mention.marker, mention.start)
        if region is None and mention.marker in ZONE_MARKERS:
            return zone_of_home(self.home, mention)
        free = free_town_before(self.free_towns, mention.marker, mention.start) if region is None else None
        if free is not None:  # 镇党委, where the text names the town and no county
            return branches.of_no_county(self._body(mention, Region("", free, "township", None)))
        return self._body(mention, region) if region is not None else None

    def _founded(self, mention: AgencyMention) -> Body | None:
        """Name a new body after the document's division, which its founder serves."""
        region = founder_before(self.region_of, self.home.region, self.gazetteer, mention.start) or self.home.region
        if region is None:
            return None
        name = mention.core if mention.core.startswith(region.name) else region.name + mention.core
        return with_team(Body(name, region, mention.core, mention.shape))

    def _body(self, mention: AgencyMention, region: Region) -> Body | None:
        core = mention.core
        if mention.shape is Shape.KIND and BY_CITY.search(core) and is_city_branch(mention):
            return Body(as_written(mention, core), region, core, mention.shape)
        if mention.shape is Shape.KIND and mention.regions and AS_WRITTEN.fullmatch(core):
            return Body(as_written(mention, core), region, core, mention.shape, former=mention.former)
        if mention.shape is Shape.KIND:
            return Body(compose(self.gazetteer, region, core), region, core, mention.shape, former=mention.former)
        if mention.shape is Shape.PARTY:
            return Body(compose(self.gazetteer, region, "党委"), region, "党委", mention.shape)
        if mention.shape is Shape.BRANCH:
            return branches.branch_in(self.gazetteer, mention, region)
        if mention.shape is Shape.TOWN:
            return Body(government_name(region.name + core), region, core, mention.shape, former=mention.former)
        if mention.shape is Shape.ZONE:
            core = zone_name(core)
            if mention.scope is Scope.REGION:
                core = as_written(mention, core)
                return Body(core, region, core, mention.shape)
        if mention.scope is Scope.MARKER and VISITING.fullmatch(core) and (team := self._short(mention)) is not None:
            return team  # 市督导组: the numbered or longer name before it
        if mention.shape is Shape.INSTITUTION and mention.scope is Scope.REGION:
            own = zone_name(core) if core.endswith("管委会") else core
            name = "".join(r.text for r in mention.regions) + own
            return Body(name, region, core, mention.shape)
        only_suffix = len(core.removesuffix("办公室")) <= len("领导小组")  # 县专班, 省专班办公室
        if mention.shape is Shape.TEMPORARY and mention.scope is Scope.MARKER and only_suffix:
            return self._short(mention)  # the long form before it, or further down
        return with_team(Body(region.name + core, region, core, mention.shape, former=mention.former))

    def _of_head(self, mention: AgencyMention) -> Body | None:
        """Read 厅, 省厅, 市局: the agency of that ending that the document is about."""
        if mention.shape is Shape.STATIONED:
            return self._stationed(mention)
        if not mention.core:
            return owner_of_office(self.said, self.home, mention.units[0]) if self.all_said else None
        return self.headed(mention.core, mention.marker)

    def headed(self, core: str, marker: str = "") -> Body | None:
        region = self.home.resolve(marker, self.gazetteer) if marker else None
        fitting = [
            body
            for body in map(root_of, self.said)
            if body.name.endswith(core) and body.shape is Shape.KIND and (region is None or body.region == region)
        ]
        if fitting:
            own = [b for b in fitting if self.home.region is None or b.region == self.home.region]
            ecology = [b for b in own or fitting if "环境" in b.name]
            return (ecology or own or fitting)[0]
        region = region or self._level_of(core)
        if region is None or core not in ("厅", "局"):
            return None
        return Body(compose(self.gazetteer, region, self.stem + core), region, self.stem + core, Shape.KIND)

    def _level_of(self, core: str) -> Region | None:
        region = self.home.region
        if region is None or (core == "厅") != (region.level == "province"):
            return None
        return region

    def _stationed(self, mention: AgencyMention) -> Body | None:
        written = mention.marker
        region = self.home.resolve(written[:1], self.gazetteer) if written[1:] in self.gazetteer.kind_surfaces else None
        if region is not None:  # 驻省生态环境厅纪检监察组
            whole = Body(compose(self.gazetteer, region, written[1:]), region, written[1:], Shape.KIND)
            return Body(f"驻{whole.name}纪检监察组", region, mention.core, mention.shape, whole)
        host = self.headed(written[-1], written[:-1])
        if host is None or mention.marker[-1] not in ("厅", "局", "委", "部"):
            return None
        return Body(f"驻{host.name}纪检监察组", host.region, mention.core, mention.shape, host)

    def _national(self, mention: AgencyMention) -> Body | None:
        name = self.gazetteer.agencies.national.get(mention.core, mention.core)
        return Body(name, None, mention.core, mention.shape, former=mention.former)

    def _inherited(self, mention: AgencyMention) -> Body | None:
        zone = zone_said(self.said, mention.core)
        before = mention.follows
        if zone is not None or before is None:
            return zone
        parent = self.link(before)
        if isinstance(parent, OpenAgency):
            return None
        top = root_of(parent.body)
        if mention.core in GOVERNMENTS and (town := branches.government_of_town(top)) is not None:
            return town
        if top.region is None:
            return listed_nationally(self.gazetteer, mention) if top.resolved else None
        return Body(compose(self.gazetteer, top.region, mention.core), top.region, mention.core, mention.shape)

    def _bare(self, mention: AgencyMention) -> Body | None:
        """Read 水务局 alone: the bureau of the division that the document is of, where its level has bureaus of that form."""
        zone = zone_said(self.said, mention.core)
        if zone is None and self.home.town is not None and TOWN_ORGAN.fullmatch(mention.core):
            return Body(
                compose(self.gazetteer, self.home.town, mention.core), self.home.town, mention.core, Shape.PARTY
            )
        region = self.home.region or told_most(self.region_of, self.home.votes)
        if zone is None and self.home.region is None and speaks_nationally(self.links, self.said, mention):
            return listed_nationally(self.gazetteer, mention)
        if zone is not None or region is None or region.level not in ("province", "prefecture", "county"):
            return zone
        of_province = region.level == "province" and region.code not in MUNICIPALITIES
        if mention.core.endswith("局" if of_province else "厅"):
            return None
        return Body(compose(self.gazetteer, region, mention.core), region, mention.core, mention.shape)

    def _by_name(self, mention: AgencyMention) -> Body | None:
        core = mention.core
        home = self.home.region
        if mention.shape is Shape.TOWN:
            town = next((self.towns[e] for e in range(mention.start + 2, mention.end) if e in self.towns), None)
            return branches.town_by_name(self.gazetteer, core, town, home)
        if mention.shape is Shape.BRANCH:
            return branches.branch_by_name(self.gazetteer, core, self.headed("局"))
        if mention.shape is Shape.REGIMENT:
            corps = self.home.near("师")
            return Body(corps.name + core, corps, core, mention.shape) if corps is not None else None
        if mention.shape is Shape.ZONE:
            return Body(zone_name(core), home, core, mention.shape)
        known = next((body for body in reversed(self.said) if body.name.endswith(core) and body.name != core), None)
        if known is not None and len(core) >= SHORTEST_OWN:
            return known  # 综合执法队 after 街道综合执法队
        town = self.home.town
        if town is not None and OF_TOWN.search(core):
            return Body(town.name + core, town, core, mention.shape)
        if not mention.proper:
            return None
        return Body(zone_name(core), seat_of(mention, self.region_of, self.home), core, mention.shape)

    def _short(self, mention: AgencyMention) -> Body | None:
        """Bind 领导小组, 专班办公室, 检查组 to the long form before it; a bare 办公室 is the last team's."""
        if mention.core == "办公室":
            return self.team_office(mention.start)
        long = long_form(self.said, mention)
        return long or (office_of_level(self.home, self.gazetteer, mention) if self.all_said else None)

    # -- inner offices ---------------------------------------------------------------------------------------------------

    def _with_units(self, body: Body | None, mention: AgencyMention) -> Body | None:
        for unit in mention.units:
            if body is None:
                return None
            above = branches.of_the_city(self.gazetteer, body, unit)
            body = said_team(self.said, unit) or branches.placed_branch(self.gazetteer, unit_of(above, unit))
        if body is not None and body.region is None and body.parent is not None and mention.scope is Scope.NATIONAL:
            return replace(body, region=named_in(mention, self.region_of))  # 国家税务总局某市税务局
        return body

"""Make a briefing in one of its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .content import Briefing
from .of_agency import agency_briefing
from .of_event import event_briefing
from .of_plan import plan_briefing
from .of_region import region_briefing
from .reading import Rows

READERS: Mapping[str, Callable[..., Briefing]] = {
    "plan": plan_briefing,
    "agency": agency_briefing,
    "event": event_briefing,
    "region": region_briefing,
}


def read_briefing(rows: Rows, kind: str, uid: str, *, made: str, version: str) -> Briefing:
    """Return the briefing of a subject; `made` is the day (YYYY-MM-DD), `version` the graph's."""
    return READERS[kind](rows, uid, made=made, version=version)

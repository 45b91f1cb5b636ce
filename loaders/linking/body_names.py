"""Full names of bodies that no kind of the gazetteer covers: zones and townships."""

from __future__ import annotations

from ..mentions.mention import AgencyMention

ZONE_NAMES = (("高新区", "高新技术产业开发区"), ("经开区", "经济技术开发区"))


def zone_name(core: str) -> str:
    """Return the full name of a zone's own body (高新区管委会 is the administrative committee of the zone)."""
    core = core.replace("管委会", "管理委员会")
    for short, full in ZONE_NAMES:
        core = core.replace(short, full)
    return core


def government_name(name: str) -> str:
    """Return the full name of a township's government, or the name itself where it is a committee or a sub-district office."""
    if name.endswith("人大"):
        return name.removesuffix("人大") + "人民代表大会"
    return name if name.endswith(("人民政府", "委", "办事处")) else name.removesuffix("政府") + "人民政府"


def as_written(mention: AgencyMention, core: str) -> str:
    """Return a name with its divisions as the text writes them."""
    return "".join(region.text for region in mention.regions) + core

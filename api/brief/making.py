"""Make a briefing in one of its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from envgov.graph.errors import EnvGovError

from ..problems import ApiError
from ..showing import harmless
from .content import Briefing
from .fonts import find_font
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


class UnwritableError(EnvGovError):
    """A file that cannot be written."""


# What each form is called as a file.
SUFFIXES: Mapping[str, str] = {
    "pptx": ".pptx",
    "docx": ".docx",
    "svg": ".svg",
    "png": ".png",
    "network": "-network.svg",
}


# The libraries of each form, as Python calls them; the extra `brief` brings them all.
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "pptx": ("pptx", "altair", "vl_convert"),
    "docx": ("docx",),
    "svg": ("altair", "vl_convert"),
    "png": ("altair", "vl_convert"),
    "network": ("graphviz",),
}
LACKING = (
    "briefings as {form} need {libraries}, which a plain install leaves out; add them: pip install 'envgov[brief]'"
)


def check_libraries(form: str) -> None:
    """Raise ApiError where the libraries that a form of SUFFIXES is made with are not installed."""
    if lacking := [name for name in LIBRARIES[form] if find_spec(name) is None]:
        raise ApiError("tool_missing", LACKING.format(form=form, libraries=" and ".join(lacking)))


def write_briefing(briefing: Briefing, form: str, out: Path) -> None:
    """Write a briefing in a form of SUFFIXES; a network is PNG where the file is called so.

    Raises ApiError where the machine lacks a library, a font or a program, NothingToDrawError where a picture would be empty.
    """
    check_libraries(form)
    try:
        _write(briefing, form, out)
    except OSError as error:
        raise UnwritableError(f"{out} cannot be written: {error.strerror or error}") from error


def _write(briefing: Briefing, form: str, out: Path) -> None:
    # Imported here: each form needs a library of weight that the others, and a plain install, do without.
    if form == "docx":
        from .word import write_word

        write_word(briefing, out)
    elif form == "pptx":
        from .slides import write_slides

        write_slides(briefing, find_font(), out)
    elif form == "network":
        from .network import network_picture

        out.write_bytes(network_picture(briefing, find_font(), "png" if out.suffix.lower() == ".png" else "svg"))
    else:
        from .gantt import gantt_picture, gantt_svg

        out.write_bytes((gantt_svg if form == "svg" else gantt_picture)(briefing, find_font()))


def file_name(briefing: Briefing, form: str) -> str:
    """Return a name for the file of a briefing that every file system takes."""
    name = "".join("_" if each in '<>:"/\\|?*\n' else each for each in harmless(briefing.name)).strip(". ")
    return f"{name[:80] or briefing.uid}{SUFFIXES[form]}"

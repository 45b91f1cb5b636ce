"""The words by which a clause tells that somebody takes part: verbs of attending, chairing and speaking, and how."""

from __future__ import annotations

from ..language.rules import pattern, word_list

CHAIRED = pattern("attendance.chaired")
ATTENDED = pattern("attendance.attended")
VIDEO = pattern("attendance.video")
CAPACITIES = word_list("attendance.capacities")
# The ways to speak; the longer wording is tried first.
SPEECH_KINDS = ("致辞", "动员", "部署", "点评", "讲授", "解读", "汇报", "发言", "讲话")
SPEECHES = {kind: pattern(f"speaking.{kind}") for kind in SPEECH_KINDS}
LISTENS = pattern("attendance.listens")
SAYS = pattern("attendance.says")
DUTY = pattern("attendance.obliged")


def predicates_of(clause: str) -> tuple[tuple[str, int, int], ...]:
    """Return (what, start, end) of the predicates of a clause that tell of taking part, in order."""
    found: list[tuple[int, int, str]] = []
    for match in CHAIRED.finditer(clause):
        found.append((match.start(), match.end(), "chaired"))
    for match in ATTENDED.finditer(clause):
        found.append((match.start(), match.end(), "attended"))
    for kind in SPEECH_KINDS:
        for match in SPEECHES[kind].finditer(clause):
            if not any(
                a < match.end() and match.start() < b for a, b, w in found if w != "chaired" or a == match.start()
            ):
                found.append((match.start(), match.end(), kind))
    for match in SAYS.finditer(clause):
        if not any(a < match.end() and match.start() < b for a, b, _w in found):
            found.append((match.start(), match.end(), "讲话"))
    told = ((what, start, end) for start, end, what in sorted(found) if not DUTY.search(clause[:start]))
    return tuple(each for each in told if each[0] not in SPEECH_KINDS or not LISTENS.search(clause[: each[1]]))


def manner(clause: str) -> tuple[str, str]:
    """Return how a clause says somebody took part: mode (onsite, video or empty) and capacity (列席, 主会场, …)."""
    mode = (
        "video"
        if VIDEO.search(clause) or "分会场" in clause
        else "onsite"
        if "现场" in clause or "主会场" in clause
        else ""
    )
    return mode, next((capacity for capacity in CAPACITIES if capacity in clause), "")

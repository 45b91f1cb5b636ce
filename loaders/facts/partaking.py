"""The words by which a clause tells that somebody takes part: verbs of attending, chairing and speaking, and how."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from ..marking import rule
from ..words import alternatives, load_words

CHAIRED = rule(r"(?<!协助)主持(?:召开|了)?(?!人|工作|日常|编制|规划|制定|分组|小组)")
ATTENDED = regex.compile(
    r"(?:参加|出席|列席|参会|参训|观摩|收听收看|收看|与会|到会|陪同|旁听|授牌|揭牌|颁奖|授旗|参演|发放宣传|设置了?[^，。；]{0,6}展[位台板区]|发放[^，。；]{0,8}(?:资料|手册|袋|宣传品|材料)|现场咨询|派员|现场指导|全程指导)(?!人员|对象|范围|单位|会议的|代表|专家|同志)"
)
VIDEO = regex.compile(r"视频|线上|网络|远程|电视电话")
CAPACITIES = (
    ("分会场", "分会场"),
    ("主会场", "主会场"),
    ("列席", "列席"),
    ("观摩", "观摩"),
    ("旁听", "旁听"),
    ("陪同", "陪同"),
    ("收看", "收看"),
)
DUTY = regex.compile(r"(?:(?<![主重首纪需])要(?!求)|须|应当?|必须|(?<!邀)请|不得|拟|将)[^，。；]{0,16}$")


@cache
def _speech() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Return the ways to speak, by kind; the longer wording is tried first."""
    kinds = load_words().speech_kinds
    order = ["致辞", "动员", "部署", "点评", "讲授", "解读", "汇报", "发言", "讲话"]
    prefix = r"(?:作|作了|做|做了|进行了?|发表了?|分别|并|就[^，。；]{1,40}?|对[^，。；]{1,40}?|围绕[^，。；]{1,40}?|从[^，。；]{1,30}?)?"
    return tuple((kind, regex.compile(prefix + alternatives(kinds[kind]))) for kind in order)


def predicates_of(clause: str) -> Iterator[tuple[str, int, int]]:
    """Yield (what, start, end) of the predicates of a clause that tell of taking part, in order."""
    found: list[tuple[int, int, str]] = []
    for match in CHAIRED.finditer(clause):
        found.append((match.start(), match.end(), "chaired"))
    for match in ATTENDED.finditer(clause):
        found.append((match.start(), match.end(), "attended"))
    for kind, pattern in _speech():
        for match in pattern.finditer(clause):
            if not any(
                a < match.end() and match.start() < b for a, b, w in found if w != "chaired" or a == match.start()
            ):
                found.append((match.start(), match.end(), kind))
    for start, end, what in sorted(found):
        if not DUTY.search(clause[:start]):
            yield what, start, end


def manner(clause: str) -> tuple[str, str]:
    """Return how a clause says somebody took part: mode (onsite, video or empty) and capacity (列席, 主会场, …)."""
    mode = (
        "video"
        if VIDEO.search(clause) or "分会场" in clause
        else "onsite"
        if "现场" in clause or "主会场" in clause
        else ""
    )
    return mode, next((capacity for word, capacity in CAPACITIES if word in clause), "")

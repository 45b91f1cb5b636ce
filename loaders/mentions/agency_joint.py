"""Read bureaus of several fields, which no table can list: 环保林业局, 农牧和水利局, 住房城乡建设和环境保护局."""

from __future__ import annotations

from functools import cache

import regex

from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern, word_list
from ..language.words import alternatives
from .agency_scan import Scan

SHORTEST = 2  # code points of a field
NOT_BEHIND = pattern("agencies.not_behind_alone")
END = pattern("agencies.joint_bureau_end")


@cache
def _fields() -> regex.Pattern[str]:
    """Return an expression for two to four fields with the word that makes a body of them; fields are the stems of kinds."""
    stems = [each for each in load_gazetteer().agencies.by_stem if len(each) >= SHORTEST]
    field = alternatives([*stems, *word_list("agencies.fields")])
    return regex.compile(rf"{field}(?:[和与及]?{field}){{1,3}}(?={END.pattern})")


def joint_bureau_at(scan: Scan, position: int) -> str | None:
    """Return the name of a bureau of several fields that begins here, as written; None where a single kind's name is as long."""
    fields = _fields().match(scan.text, position, scan.end)
    if fields is None:
        return None
    end = END.match(scan.text, fields.end(), scan.end)
    if end is None or NOT_BEHIND.match(scan.text, end.end()):
        return None
    name = scan.text[position : end.end()]
    single = scan.kind_at(position)
    return name if single is None or len(single) < len(name) else None

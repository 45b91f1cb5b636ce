"""The compiled word classes of agency names: what may stand in front, at the core and behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from envgov.graph.yaml_text import read_yaml

from .words import HAN, alternatives, load_words

OTHER_WORD = "(?<=组)(?:成(?!员)|织|建(?!议))"  # 聘请专家组成委员会: 组 ends no name there
LONGEST_BODY = 45  # code points; temporary bodies carry whole plan titles in their names
LONGEST_INSTITUTION = 22
LONGEST_OFFICE = 12
LONGEST_ZONE = 10
LONGEST_TOWN = 4
LONGEST_BRANCH = 8

IN_NAME = rf"[{HAN}“”\"0-9A-Za-z·（）()]"


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """Compiled expressions over the repaired text; each matches at a position, those of `ends` alone search.

    `ends` has for each shape of open name the word that closes it, and how far before it the name may begin.
    """

    marker: regex.Pattern[str]
    head: regex.Pattern[str]
    party: regex.Pattern[str]
    temporary: regex.Pattern[str]
    institution: regex.Pattern[str]
    office: regex.Pattern[str]
    zone: regex.Pattern[str]
    town: regex.Pattern[str]
    branch: regex.Pattern[str]
    stationed: regex.Pattern[str]
    never: regex.Pattern[str]
    common: regex.Pattern[str]
    begins_temporary: regex.Pattern[str]
    never_in_office: regex.Pattern[str]
    short_body: regex.Pattern[str]
    suffixes: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, tuple[regex.Pattern[str], int]]


@cache
def load_agency_words() -> AgencyWords:
    """Return the compiled word classes of patterns/agencies.yaml."""
    data = read_yaml(files("envgov.loaders").joinpath("patterns/agencies.yaml").read_text("utf-8"))
    temporary, offices = alternatives(data["temporary"]), alternatives(data["offices"])
    zones = alternatives(data["zones"])
    words = load_words()
    return AgencyWords(
        marker=regex.compile(rf"(?:我|本|该|全)?{alternatives(data['markers'])}"),
        head=regex.compile(alternatives(data["heads"])),
        party=regex.compile(r"委(?![托派任员会以])|党委(?!会)|党工委"),
        temporary=regex.compile(
            rf"(?!级){IN_NAME}{{0,{LONGEST_BODY}}}?{temporary}(?:办公室|(?<=指挥部|小组)办(?!理|法|事|好|公))?"
        ),
        institution=regex.compile(
            rf"{IN_NAME}{{1,{LONGEST_INSTITUTION}}}?{alternatives(data['institutions'])}(?!）|{OTHER_WORD})"
            rf"(?:(?<=集团)[{HAN}]{{2,14}}?(?:有限责任公司|有限公司|分公司))?"
        ),
        office=regex.compile(
            rf"(?:第[一二三四五六七八九十0-9]+)?[{HAN}与]{{1,{LONGEST_OFFICE}}}?{offices}(?!长|员|务|级|学|理|室)|执法局|办公厅(?!室)|办公室(?!主任会)|党组(?![书成副会])|机关党委"
        ),
        zone=regex.compile(rf"[{HAN}]{{0,{LONGEST_ZONE}}}?{zones}(?:管理委员会|管委会|党工委)"),
        town=regex.compile(
            rf"[{HAN}]{{1,{LONGEST_TOWN}}}?{alternatives(data['towns'])}(?:人民政府|政府|党委|党工委|办事处)"
        ),
        branch=regex.compile(rf"(?:[{HAN}]{{2,{LONGEST_BRANCH}}}?|生态环境)?分局(?!长)"),
        stationed=regex.compile(rf"(?:[{HAN}]{{0,3}}纪委(?:[{HAN}]?监委)?)?派?驻(?P<host>[{HAN}]{{1,12}}?)纪检监察组"),
        never=regex.compile(alternatives(words.never_in_institution)),
        common=regex.compile(alternatives(words.common_in_names)),
        begins_temporary=regex.compile("^" + alternatives(words.begins_temporary)),
        never_in_office=regex.compile(
            alternatives(words.never_in_office) + "|^" + alternatives(words.never_begins_office)
        ),
        short_body=regex.compile(
            rf"(?:[省市县区州盟旗厅局])?{alternatives([*data['temporary'], '检查组', '工作组', '督察组'])}(?:办公室)?"
        ),
        ends=_ends(data),
        suffixes={key: tuple(data[key]) for key in ("temporary", "institutions", "offices", "zones", "towns")},
    )


def _ends(data: Mapping[str, Any]) -> dict[str, tuple[regex.Pattern[str], int]]:
    """Return for each shape of open name the word that closes it and how far before it the name may begin."""
    longest = {
        "town": (data["towns"], LONGEST_TOWN),
        "zone": (data["zones"], LONGEST_ZONE),
        "branch": (["分局"], LONGEST_BRANCH),
        "temporary": (data["temporary"], LONGEST_BODY),
        "institution": (data["institutions"], LONGEST_INSTITUTION),
    }
    return {shape: (regex.compile(f"(?={alternatives(words)})"), most) for shape, (words, most) in longest.items()}

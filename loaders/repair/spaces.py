"""Close gaps inside words and names; keep the blanks that separate names, posts and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from envgov.loaders.repair.lines import lines_of
from envgov.loaders.repair.punctuation import HAN
from envgov.loaders.repair.rules import load_list
from envgov.loaders.repair.text import Edit, Text

FEWEST_GAPS = 4  # gaps inside sentences before a text counts as torn; below it they separate headings or bodies
GAPS_PER_TEXT = 250  # a torn text has at least one gap in this many characters
SENTENCE = 20  # code points; shorter lines are titles, signatures or rows of a roster

_AROUND = re.compile(r"(?:^|(?<=\n))[ ]+|[ ]+(?=\n|$)|(?<=\t) +| +(?=\t)")
_BLANK_LINE = re.compile(r"(?:(?<=\n)|\A)[ \t]*\n|\n[ \t]*\Z|\A[ \t]+\Z")
_INDENT = re.compile(r"(?:(?<=\n)|\A)\t+(?=[^\t\n]*(?:\n|\Z))")
_SURPLUS = re.compile(r"(?<= ) +")
_SIGN = re.compile(
    rf" +(?=[，。、；：！？）》”’】〕%])|(?<=[，。、；：！？（《“‘【〔]) +|(?<=[{HAN}]) +(?=[（《])"
    rf"|(?<=[{HAN}])(?: +·|· +| +· +)(?=[{HAN}])"
)
_NUMBER = re.compile(r"(?<=\d) +(?=[年月日号时分条项款次届个])|(?<=[年月]) +(?=\d)|(?<=第) +(?=\d)")
_SINGLES = re.compile(rf"(?<![{HAN}\w])[{HAN}](?: +[{HAN}])+(?![{HAN}\w])")
_SPACED_LABEL = re.compile(
    rf"(?<![{HAN}])(?:组 +长|成 +员|副 *组 +长|主 +任|委 +员|责 +任 +人|联 +系 +人|来 +源|附 +件|抄 +送|签 +发)(?![{HAN}])"
)
_NAME_AFTER = "(?=[，、；。：）]|$|\n|同志|兼|任|为| |担任|主持|出席|参加|陪同)"
_HAN_GAP = re.compile(rf"(?<=[{HAN}”》）]) +(?=[{HAN}“《（\d])|(?<=\d) +(?=[{HAN}])")
_ROSTER = re.compile(rf"^(?:[{HAN}]{{2,8}}：)?[{HAN}·]{{2,10}} [{HAN}]")
_REPORTER = re.compile("(?:记者|通讯员|作者|编辑)$")
_ORGAN = "(?:办公室|办公厅|委员会|局|厅|政府)"
_ORGANS = re.compile(rf"(?:{_ORGAN}|中央|党委) (?=[{HAN}]{{2,}}(?:{_ORGAN}|国务院)|国务院)")


def trim(text: Text) -> Text:
    """Take out blanks at the ends of lines, surplus ones within, and empty lines; TABs between cells stay."""
    text = text.edit((Edit(m.start(), m.end(), "") for m in _beside_blanks(_AROUND, text.chars)), "spaces")
    for pattern in (_INDENT, _BLANK_LINE):
        text = text.edit((Edit(m.start(), m.end(), "") for m in pattern.finditer(text.chars) if m.group()), "spaces")
    return text.edit((Edit(m.start(), m.end(), "") for m in _beside_blanks(_SURPLUS, text.chars)), "spaces")


def close_gaps(text: Text) -> Text:
    """Take out blanks beside full-width signs, inside numerals, spaced labels and names of two characters."""
    for pattern in (_SIGN, _NUMBER):
        text = text.edit(_closed(pattern, text.chars), "spaces")
    for pattern in (_SINGLES, _SPACED_LABEL, _spaced_name()):
        text = text.edit(_inner(pattern, text.chars), "spaces")
    return text


def mend_torn(text: Text) -> Text:
    """Take out every gap between Chinese characters of a torn text, where gaps stand inside words at random.

    A text is torn when its sentences have many gaps; elsewhere a gap is kept, since it separates two headings,
    two bodies (中共中央 国务院) or a name from a post.
    """
    gaps = list(_gaps(text.chars))
    torn = sum(inside for _, inside in gaps)
    if torn < FEWEST_GAPS or torn * GAPS_PER_TEXT < len(text.chars):
        return text
    return text.edit((edit for edit, _ in gaps), "spaces")


def _gaps(chars: str) -> Iterator[tuple[Edit, bool]]:
    """Yield the gaps that may be closed, and whether each stands inside a sentence."""
    for line in lines_of(chars):
        if " " not in line.chars or "\t" in line.chars:
            continue
        sentence = len(line.chars) >= SENTENCE and any(sign in line.chars for sign in "，。；")
        if not sentence and _ROSTER.match(line.chars):
            continue
        organs = {m.end() - 1 for m in _ORGANS.finditer(line.chars)}
        for found in _HAN_GAP.finditer(line.chars):
            if found.start() in organs or _REPORTER.search(line.chars[: found.start()]):
                continue
            yield Edit(line.start + found.start(), line.start + found.end(), ""), sentence


def _beside_blanks(pattern: re.Pattern[str], chars: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that needs a blank within its line: only the few lines that hold one are searched."""
    end = 0
    while (blank := chars.find(" ", end)) >= 0:
        start = chars.rfind("\n", 0, blank) + 1
        end = chars.find("\n", blank) + 1 or len(chars)
        yield from pattern.finditer(chars, start, end)


def _closed(pattern: re.Pattern[str], chars: str) -> Iterator[Edit]:
    for found in _beside_blanks(pattern, chars):
        new = "·" if "·" in found.group() else ""
        yield Edit(found.start(), found.end(), new)


def _inner(pattern: re.Pattern[str], chars: str) -> Iterator[Edit]:
    """Yield the removal of each blank inside a match, but not between two names that stand side by side."""
    for found in _beside_blanks(pattern, chars):
        start, parts = found.start(), found.group()
        singles = parts.split()
        names = len(singles) >= 4 and len(singles) % 2 == 0 and all(each in _surnames() for each in singles[::2])
        for number, blank in enumerate(re.finditer(" +", parts)):
            if not (names and number % 2):
                yield Edit(start + blank.start(), start + blank.end(), "")


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(load_list("repair-surnames.yaml", "surnames"))


@lru_cache(maxsize=1)
def _spaced_name() -> re.Pattern[str]:
    """Return the pattern of a surname, a gap and one character, between a post and the end of the phrase."""
    surnames = "".join(sorted(_surnames()))
    return re.compile(rf"(?:(?<=[、，：；（])|(?<=[长记任员师席表])|(?<=\n)|\A)[{surnames}] +[{HAN}]{_NAME_AFTER}")

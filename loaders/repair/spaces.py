"""Close gaps inside words and names; keep the blanks that separate names, posts and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from ..language.rules import part, pattern
from .lines import lines_of
from .punctuation import HAN
from .text import Edit, Text

Form = re.Pattern[str] | regex.Pattern[str]  # signs here, words in patterns/repair-spaces.yaml
Match = re.Match[str] | regex.Match[str]

FEWEST_GAPS = 4  # gaps inside sentences before a text counts as torn; below it they separate headings or bodies
GAPS_PER_TEXT = 250  # a torn text has at least one gap in this many characters
SENTENCE = 20  # code points; shorter lines are titles, signatures or rows of a roster

# A run of blanks is looked at once, from its first: many thousands of them cost no more than their number.
_AROUND = re.compile(r"(?:^|(?<=\n)|(?<=\t)) +|(?<! ) ++(?=\n|\t|$)")
_BLANK_LINE = re.compile(r"(?:(?<=\n)|\A)[ \t]*\n|\n[ \t]*\Z|\A[ \t]+\Z")
_INDENT = re.compile(r"(?:(?<=\n)|\A)\t+(?=[^\t\n]*(?:\n|\Z))")
_SURPLUS = re.compile(r"(?<= ) +")
_SIGN = re.compile(
    rf"(?<! ) ++(?=[，。、；：！？）》”’】〕%])|(?<=[，。、；：！？（《“‘【〔]) +|(?<=[{HAN}]) +(?=《|（(?![一二三四五六七八九十]{{1,3}}）))"
    rf"|(?<=[{HAN}])(?: +·|· +| +· +)(?=[{HAN}])"
)
_NUMBER = pattern("repair-spaces.number")
_POST_AND_NAME = pattern("repair-spaces.post_and_name")
_SINGLES = re.compile(rf"(?<![{HAN}\w])[{HAN}](?: +[{HAN}])+(?![{HAN}\w])")
_SPACED_LABEL = pattern("repair-spaces.spaced_label")
_SPACED_NAME = pattern("repair-spaces.spaced_name")
_HAN_GAP = re.compile(rf"(?<=[{HAN}”》）]) +(?=[{HAN}“《（\d])|(?<=\d) +(?=[{HAN}])")
_ROSTER = re.compile(rf"^(?:[{HAN}]{{2,8}}：)?[{HAN}·]{{2,10}} [{HAN}]")
_REPORTER = pattern("repair-spaces.reporter")
_BODIES = pattern("repair-spaces.bodies")
_BEFORE_MARK = pattern("repair-spaces.before_mark")
_BEHIND_NUMBER = pattern("repair-spaces.behind_number")
_COLUMNS = pattern("repair-spaces.columns")
_HEADING = pattern("repair-spaces.heading")
_SURNAMES = frozenset(part("repair-surnames.surnames"))


def trim(text: Text) -> Text:
    """Take out blanks at the ends of lines, surplus ones within, and empty lines; TABs between cells stay."""
    text = text.edit((Edit(m.start(), m.end(), "") for m in _beside_blanks(_AROUND, text.chars)), "spaces")
    for form in (_INDENT, _BLANK_LINE):
        text = text.edit((Edit(m.start(), m.end(), "") for m in form.finditer(text.chars) if m.group()), "spaces")
    return text.edit((Edit(m.start(), m.end(), "") for m in _beside_blanks(_SURPLUS, text.chars)), "spaces")


def close_gaps(text: Text) -> Text:
    """Take out blanks beside full-width signs, inside numerals, spaced labels and names of two characters."""
    for form in (_SIGN, _NUMBER, _POST_AND_NAME):
        text = text.edit(_closed(form, text.chars), "spaces")
    for form in (_SINGLES, _SPACED_LABEL, _SPACED_NAME):
        text = text.edit(_inner(form, text.chars), "spaces")
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
    table = False  # behind the names of columns blanks part cells
    for line in lines_of(chars):
        if " " not in line.chars or "\t" in line.chars:
            continue
        columns = _COLUMNS.search(line.chars)
        table = columns is not None or (table and not _HEADING.match(line.chars))
        if table:
            continue
        sentence = len(line.chars) >= SENTENCE and any(sign in line.chars for sign in "，。；")
        if not sentence and _ROSTER.match(line.chars):
            continue
        bodies = {m.end() - 1 for m in _BODIES.finditer(line.chars)}
        for found in _HAN_GAP.finditer(line.chars):
            if found.start() in bodies or _REPORTER.search(line.chars[: found.start()]):
                continue
            if _BEFORE_MARK.match(line.chars, found.end()):
                continue  # 改善水质。 二、步骤: a lost line end
            if _BEHIND_NUMBER.fullmatch(line.chars[: found.start()].strip()):
                continue
            yield Edit(line.start + found.start(), line.start + found.end(), ""), sentence


def _beside_blanks(form: Form, chars: str) -> Iterator[Match]:
    """Yield the matches of a form that needs a blank within its line: only the few lines that hold one are searched."""
    end = 0
    while (blank := chars.find(" ", end)) >= 0:
        start = chars.rfind("\n", 0, blank) + 1
        end = chars.find("\n", blank) + 1 or len(chars)
        yield from form.finditer(chars, start, end)


def _closed(form: Form, chars: str) -> Iterator[Edit]:
    for found in _beside_blanks(form, chars):
        new = "·" if "·" in found.group() else ""
        yield Edit(found.start(), found.end(), new)


def _inner(form: Form, chars: str) -> Iterator[Edit]:
    """Yield the removal of each blank inside a match, but not between two names that stand side by side."""
    for found in _beside_blanks(form, chars):
        start, parts = found.start(), found.group()
        singles = parts.split()
        names = len(singles) >= 4 and len(singles) % 2 == 0 and all(each in _SURNAMES for each in singles[::2])
        for number, blank in enumerate(re.finditer(" +", parts)):
            if not (names and number % 2):
                yield Edit(start + blank.start(), start + blank.end(), "")

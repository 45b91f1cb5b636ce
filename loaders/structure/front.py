"""Read the lines above a document's body: title, subtitle, dateline, issuer."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from .flattened import is_official_title
from .lines import Line, is_date, is_dateline, is_issuer, load_words, looks_like_title, numbering

_LAST_BRACKET = regex.compile(r"[（(][^（）()]*[)）]$")
_IN_BRACKETS = regex.compile(r"[（(].*[)）]$")
_NO_LETTER = regex.compile(r"\W")
FRONT = 15  # lines; no title stands lower on a page whose navigation is still there
_UNDER_TITLE = ("——", "--", "──")  # what opens the line under a title that says when and where it was spoken
_LEADS_ON = ("：", ":")  # what ends a line that announces others
_REPORT = "工作报告"  # 政府工作报告 alone is a title
_SHORTEST_TITLE = 6  # code points; shorter lines above a title name a section of the site


class Front:
    """The lines above the body: number, title, subtitle, dateline, issuer; open again after a signature or 附件."""

    def __init__(
        self, lines: Sequence[Line], kinds: Sequence[str | None], fields: Sequence[object], title: str
    ) -> None:
        self.lines, self.kinds, self.fields, self.title = lines, kinds, fields, title
        self.named = ""
        self.reopen(0)

    def reopen(self, position: int) -> None:
        """Expect another title from a line on."""
        self.end = self._body_from(position)
        self.chosen = self._title_in(position, self.end)
        self.titled = False

    def conveyed(self, position: int) -> None:
        """Expect a title where a line below the notice repeats the name of the document that its title conveys."""
        name = _letters(_LAST_BRACKET.sub("", self.lines[position].text))
        below = self.named and self.end <= position and looks_like_title(self.lines[position].text)
        if below and len(name) > _SHORTEST_TITLE and name in self.named:
            self.reopen(position)

    def _body_from(self, position: int) -> int:
        for index in range(self._official_title(position), min(len(self.lines), position + FRONT)):
            text = self.lines[index].text
            own = self.kinds[index] in {None, "number"} and not self.fields[index]
            if (
                self.kinds[index] == "addressee"
                or (own and (not looks_like_title(text) or (text.endswith(_LEADS_ON) and "，" in text)))
                or numbering(text)
                or "\t" in text
            ):
                return index
            if self.kinds[index] == "attachment" or self.fields[index]:
                return index
        return min(len(self.lines), position + FRONT)

    def _official_title(self, position: int) -> int:
        """Return the line of a title that the number or the addressee of a document follows: teasers may stand above it."""
        title = position
        for index in range(position, min(len(self.lines), position + FRONT)):
            if self.kinds[index] in {"number", "addressee"}:
                return title
            if is_official_title(self.lines[index].text):
                title = index
        return position

    def _title_in(self, first: int, end: int) -> int | None:
        """Choose the line most like a title: the page's own title, then words of the genre, then the first."""
        own = [(i, self.lines[i].text) for i in range(first, end) if self.kinds[i] is None]
        candidates = [i for i, text in own if self._titular(text) and not text.endswith(_LEADS_ON)]
        return max(candidates, key=lambda i: (self._likeness(self.lines[i].text), -i), default=None)

    def _titular(self, text: str) -> bool:
        told = is_date(text) or is_dateline(text) or text.startswith(_UNDER_TITLE)
        return not told and not _IN_BRACKETS.match(text) and not text.isdigit()

    def _likeness(self, text: str) -> int:
        if self.title and _letters(text) in _letters(self.title):
            return 2 if len(text) > _SHORTEST_TITLE else 0
        return int(
            any(word in text for word in load_words().title_words)
            and (len(text) > _SHORTEST_TITLE or text.endswith(_REPORT))
            and not is_issuer(text)
        )

    def read(self, position: int) -> tuple[int, str] | None:
        """Return how many lines the block at a line of the front takes, and its kind, or None where it is no front."""
        if position >= self.end or self.kinds[position] is not None:
            return None
        text = self.lines[position].text
        if is_date(text) or is_dateline(text) or (self.titled and is_issuer(text)):
            return 1, "dateline"
        if self.chosen is None or not self._titular(text):
            return None
        if position < self.chosen and not self._joins(position):
            return 1, "subtitle" if len(text) > _SHORTEST_TITLE else "boilerplate"
        if position <= self.chosen:
            self.titled = True
            self.named = self.named or _letters("".join(line.text for line in self.lines[position : position + 2]))
            return 1 + self._joins(position), "title"
        return 1, "subtitle"

    def _joins(self, position: int) -> int:
        """Return 1 where a title goes on in the next line: the issuers, then 关于…."""
        if position + 1 >= self.end:
            return 0
        text, following = self.lines[position].text, self.lines[position + 1].text
        cut = is_issuer(text) and following.startswith(("关于", "印发", "转发"))
        return int(cut or text.count("《") > text.count("》") or text.endswith(("的", "和", "及")))


def _letters(text: str) -> str:
    letters: str = _NO_LETTER.sub("", text)
    return letters

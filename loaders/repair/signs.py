"""Take out the commas that a copying page put in front of every other sign (9月4日，，某厅…约谈，。)."""

from __future__ import annotations

import regex

from .text import Edit, Text

FEWEST = 3  # such commas that make it a habit of the page and no slip
_SPARE = regex.compile(r"，(?=[，。、；：！？])")


def spare_commas(text: Text) -> Text:
    """Take out each comma that stands right before another sign, where the page does so again and again."""
    if "，，" not in text.chars and "，。" not in text.chars:
        return text
    found = [Edit(match.start(), match.end(), "") for match in _SPARE.finditer(text.chars)]
    return text.edit(found, "spare_comma") if len(found) >= FEWEST else text

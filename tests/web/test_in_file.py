"""The place of a statement in words, and the row of a table that a quote is a part of."""

from __future__ import annotations

from envgov.api.web.in_file import RowCell, place_said, row_shown
from envgov.api.web.language import words

TEXT = "清单\n序号\t任务\t牵头单位\n一、水\n1\t清淤\t市水务局\n2\t补种\t市林业局\n此件公开"


def test_a_place_is_said_in_both_languages() -> None:
    row = {"page": 3, "table": 2, "row": 5, "column": 4, "sheet": None}
    assert place_said(words("zh"), row) == "第 3 页，表 2，第 5 行第 4 列"
    assert place_said(words("en"), row) == "page 3, table 2, row 5, column 4"
    assert place_said(words("zh"), {"sheet": "水", "table": 1, "row": 5}) == "工作表“水”，第 5 行"
    assert place_said(words("zh"), {"paragraph": 7}) == "第 7 段"
    assert place_said(words("en"), {}) == ""


def test_a_quote_is_shown_in_its_whole_row() -> None:
    start = TEXT.index("市林业局")
    assert row_shown(TEXT, start, start + 4) == (
        RowCell("2", "", "", "序号"),
        RowCell("补种", "", "", "任务"),
        RowCell("", "市林业局", "", "牵头单位"),
    )
    whole = TEXT.index("1\t")
    assert [each.quote for each in row_shown(TEXT, whole, TEXT.index("\n2"))] == ["1", "清淤", "市水务局"]
    assert row_shown(TEXT, 0, 2) == ()

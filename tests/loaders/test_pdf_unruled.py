"""Tables of a PDF whose columns no rules part: with three lines, with lines between the rows only, with none."""

from __future__ import annotations

import pytest
from envgov.loaders.formats.pdf import read_pdf
from pdf_files import HEIGHT, pdf, words

COLUMNS = (60, 110, 250, 350, 460)
NAMES = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "清理河道淤泥，修复|岸坡", "市水务局", "市财政局", "2024年6月底"),
    ("2", "封堵入河排口", "市生态环境局、|市水务局", "市财政局", "2024年9月底"),
    ("3", "补种岸边芦苇", "市林业局", "市财政局", "2024年11月底"),
)
TITLE, LEAD = "芜湖市青弋江治理重点任务清单", "现将任务清单印发给你们，请各单位抓好落实。"


def across(*tops: float) -> bytes:
    """Return the drawing of rules across the page."""
    return "".join(f"60 {HEIGHT - top} m 560 {HEIGHT - top} l S\n" for top in tops).encode()


def placed(*, middle: bool = False) -> list[tuple[float, float, str]]:
    """Return the words of the table: its rows are 44 points high; with `middle` the numbers stand in their middles."""
    found = [(left, 130.0, name) for left, name in zip(COLUMNS, NAMES, strict=True)]
    for number, row in enumerate(ROWS):
        top = 160.0 + 40 * number
        for column, (left, cell) in enumerate(zip(COLUMNS, row, strict=True)):
            shift = 8 if middle and column == 0 and any("|" in each for each in row) else 0
            found += [(left, top + shift + 16 * n, line) for n, line in enumerate(cell.split("|"))]
    return found


@pytest.mark.parametrize(
    ("rules", "middle"),
    [((), False), ((), True), ((115, 140, 270), False), ((115, 140, 185, 225, 265), False)],
    ids=["none", "numbers in the middle", "three lines", "lines between rows"],
)
def test_a_table_without_rules_between_its_columns_is_rows_and_cells(rules: tuple[float, ...], middle: bool) -> None:
    behind = [(350.0, 330.0, "芜湖市河长制办公室"), (380.0, 350.0, "2024年3月5日")]
    page = across(*rules) + words((150, 60, TITLE), (84, 90, LEAD), *placed(middle=middle), *behind)
    lines = read_pdf(pdf(page), "a.pdf").text.split("\n")
    assert lines == [
        TITLE,
        LEAD,
        "\t".join(NAMES),
        *("\t".join(cell.replace("|", "") for cell in row) for row in ROWS),
        "芜湖市河长制办公室",
        "2024年3月5日",
    ]


def test_columns_of_text_and_rows_without_numbers_are_no_table() -> None:
    page = words(
        (60, 60, TITLE),
        (60, 100, "任务"),
        (250, 100, "单位"),
        (400, 100, "时限"),
        (60, 120, "清淤"),
        (250, 120, "市水务局"),
    )
    assert "\t" not in read_pdf(pdf(page), "a.pdf").text

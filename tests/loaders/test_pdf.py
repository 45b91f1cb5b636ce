"""PDF files: tables with and without rules as rows and cells, columns in order, no heads and feet; pages without text are told."""

from __future__ import annotations

import io

import pytest
from envgov.graph.errors import InputError
from envgov.loaders.formats import pdf_bounds
from envgov.loaders.formats.pdf import read_pdf
from pdf_files import HEIGHT, PICTURE, bomb, pdf, table, words

COLUMNS = (50, 90, 250, 380, 520)
NAMES = ("序号", "任务", "责任单位", "完成时限")
LONG = "清理青石河淤泥并建立台账逐一明确整改措施和责任人员每月上报"


def lines(*pages: bytes) -> list[str]:
    return read_pdf(pdf(*pages), "m.pdf").text.split("\n")


def test_a_ruled_table_is_rows_and_cells() -> None:
    page = words((50, 60, "青石县河道整治任务清单")) + table(
        COLUMNS,
        100,
        [
            NAMES,
            ("1", "清理河道淤泥并建立台账逐|一明确措施", "县水利局|县财政局", "六月底前"),
            ("2", "封堵排口", "", "九月底前"),
        ],
    )
    assert lines(page) == [
        "青石县河道整治任务清单",
        "\t".join(NAMES),
        "1\t清理河道淤泥并建立台账逐一明确措施\t县水利局 县财政局\t六月底前",
        "2\t封堵排口\t\t九月底前",
    ]


def test_a_table_goes_on_on_the_next_page() -> None:
    first = table(
        COLUMNS,
        600,
        [NAMES, ("1", "清理河道", "县水利局", "六月底前"), ("2", "封堵入河的各类排口并逐", "县财政局", "九月")],
    )
    second = table(COLUMNS, 60, [NAMES, ("", "一溯源", "", ""), ("3", "补种芦苇", "县林业局", "十月")])
    assert lines(first, second)[1:] == [
        "1\t清理河道\t县水利局\t六月底前",
        "2\t封堵入河的各类排口并逐一溯源\t县财政局\t九月",
        "3\t补种芦苇\t县林业局\t十月",
    ]  # fmt: skip


def test_a_merged_cell_says_its_words_in_each_row() -> None:
    cells = [("任务", "单位"), ("清淤", "县水利局"), ("封堵", "")]
    drawn = table((50, 200, 400), 100, cells)
    across = f"200 {840 - 180} m 400 {840 - 180} l S\n".encode()
    assert across in drawn.replace(b"50 660 m 400 660 l S\n", b"50 660 m 200 660 l S\n" + across)
    merged = drawn.replace(b"50 660 m 400 660 l S\n", b"50 660 m 200 660 l S\n")
    assert lines(merged) == ["任务\t单位", "清淤\t县水利局", "封堵\t县水利局"]


def test_heads_feet_and_numbers_go_and_what_repeats_elsewhere_stays() -> None:
    pages = [
        words(
            (50, 40, "青石县人民政府公报"),
            (50, 120, f"{mark}、清理第{mark}条河道。"),
            (50, 300, "责任单位：县水利局"),
            (280, 810, f"— {number} —"),
        )
        for number, mark in enumerate("一二三", 1)
    ]
    found = [line for mark in "一二三" for line in (f"{mark}、清理第{mark}条河道。", "责任单位：县水利局")]
    assert lines(*pages) == found


def test_columns_come_one_after_the_other() -> None:
    left, right = (
        ["青石县水利局召开清淤推进", "会议，由局长白露晞主持，", "各乡镇负责人到会参加学习", "讨论。"],
        ["青石县林业局举办补种芦苇", "培训，由副局长纪春禾授课", "学员来自各村共计五十余名", "人员。"],
    )
    placed = [(60, 50, "治水工作动态")]
    placed += [(60, 100 + 20 * n, each) for n, each in enumerate(left)]
    placed += [(320, 106 + 20 * n, each) for n, each in enumerate(right)]
    placed += [(60, 220, "编辑：青石县河长制办公室")]
    assert lines(words(*placed)) == ["治水工作动态", "".join(left), "".join(right), "编辑：青石县河长制办公室"]


def test_a_roster_is_no_text_in_columns() -> None:
    placed = [(60 + 150 * c, 100 + 20 * r, name) for r, row in enumerate(ROSTER) for c, name in enumerate(row)]
    assert lines(words(*placed)) == [" ".join(row) for row in ROSTER]


ROSTER = [("组长：", "白露晞", "副县长"), ("副组长：", "纪春禾", "局长"), ("成员：", "季明川", "主任")]


def test_words_cut_at_the_end_of_a_line_are_whole() -> None:
    cut = [
        LONG[:20],
        LONG[20:] + "，于本年" + "底前完成清理",
        "任务。",
        LONG[:19] + "。",
        LONG[3:23],
        "（一）另一项任务",
    ]
    cut[1] = (LONG[20:] + "，于本年底前完成清理任务并")[:20]
    placed = [(60, 100 + 20 * n, each) for n, each in enumerate(cut)]
    assert lines(words(*placed)) == [cut[0] + cut[1] + cut[2], cut[3], cut[4], cut[5]]


def test_a_ragged_paragraph_that_begins_with_blanks_is_whole() -> None:
    cut = [
        (84, "清理河道淤泥，六月底前完成青石河"),
        (60, "和白露湖两处共三十里的清理任务并报"),
        (60, "县水利局备案。"),
        (60, "青石县水利局"),
    ]
    placed = [(left, 100 + 20 * n, text) for n, (left, text) in enumerate(cut)]
    assert lines(words(*placed)) == ["".join(text for _left, text in cut[:3]), "青石县水利局"]


def test_a_page_without_text_is_told_by_its_number() -> None:
    text = words((50, 100, "青石县河道整治方案"))
    page = read_pdf(pdf(text, PICTURE, PICTURE, text, PICTURE, b""), "m.pdf")
    assert len(page.left_out) == 1
    assert "第 2-3, 5 页" in page.left_out[0]
    assert "page 2-3, 5" in page.left_out[0]
    with pytest.raises(InputError, match="no text layer"):
        read_pdf(pdf(PICTURE), "m.pdf")


def test_letters_that_their_font_gives_no_meaning_are_told_and_not_guessed() -> None:
    known = words((50, 300, "青石县河道整治方案"))
    page = read_pdf(pdf(known, words((50, 300, LONG))), "m.pdf")
    assert page.left_out == ()
    blind = (
        pdf(words((50, 300, LONG)))
        .replace(b"UniGB-UCS2-H", b"Identity-H")
        .replace(b"Adobe)/Ordering(GB1", b"X)/Ordering(X")
    )
    with pytest.raises(InputError, match="ToUnicode"):
        read_pdf(blind, "m.pdf")


def test_a_page_that_lies_on_its_side_is_read() -> None:
    lying = words((50, 300, "青石县河道整治方案")).replace(b"1 0 0 1 50.0 540.0 Tm", b"0 1 -1 0 50 40 Tm")
    assert lines(lying, words((50, 300, LONG))) == ["青石县河道整治方案", LONG]


def test_a_pdf_that_only_its_owner_may_change_is_read_and_one_with_a_password_is_not() -> None:
    from pypdf import PdfReader, PdfWriter

    for user, owner in (("", "owner"), ("secret", "owner")):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(words((50, 100, "青石县河道整治方案"))))))
        writer.encrypt(user, owner, algorithm="AES-256")
        made = io.BytesIO()
        writer.write(made)
        if user:
            with pytest.raises(InputError, match="locked by a password"):
                read_pdf(made.getvalue(), "m.pdf")
        else:
            assert read_pdf(made.getvalue(), "m.pdf").text == "青石县河道整治方案"


def test_what_unpacks_or_draws_beyond_all_measure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError):
        read_pdf(pdf(b"", compressed=bomb(pdf_bounds.MOST_UNPACKED + 1)), "m.pdf")
    monkeypatch.setattr(pdf_bounds, "MOST_DRAWN", 20)
    page = read_pdf(pdf(words((50, 100, "青石县河道整治方案")), words((50, 100, LONG))), "m.pdf")
    assert page.text == "青石县河道整治方案"
    assert "page 2" in page.left_out[0]


BARE_COLUMNS = (60, 110, 250, 350, 460)
BARE_NAMES = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
BARE_ROWS = (
    ("1", "清理河道淤泥，修复|岸坡", "市水务局", "市财政局", "2024年6月底"),
    ("2", "封堵入河排口", "市生态环境局、|市水务局", "市财政局", "2024年9月底"),
    ("3", "补种岸边芦苇", "市林业局", "市财政局", "2024年11月底"),
)
BARE_TITLE, BARE_LEAD = "芜湖市青弋江治理重点任务清单", "现将任务清单印发给你们，请各单位抓好落实。"


def across(*tops: float) -> bytes:
    """Return the drawing of rules across the page."""
    return "".join(f"60 {HEIGHT - top} m 560 {HEIGHT - top} l S\n" for top in tops).encode()


def placed(*, middle: bool = False) -> list[tuple[float, float, str]]:
    """Return the words of the table: its rows are 44 points high; with `middle` the numbers stand in their middles."""
    found = [(left, 130.0, name) for left, name in zip(BARE_COLUMNS, BARE_NAMES, strict=True)]
    for number, row in enumerate(BARE_ROWS):
        top = 160.0 + 40 * number
        for column, (left, cell) in enumerate(zip(BARE_COLUMNS, row, strict=True)):
            shift = 8 if middle and column == 0 and any("|" in each for each in row) else 0
            found += [(left, top + shift + 16 * n, line) for n, line in enumerate(cell.split("|"))]
    return found


@pytest.mark.parametrize(
    ("rules", "middle"),
    [((), False), ((), True), ((115, 140, 270), False), ((115, 140, 185, 225, 265), False)],
    ids=["none", "numbers in the middle", "three bare_lines", "bare_lines between rows"],
)
def test_a_table_without_rules_between_its_columns_is_rows_and_cells(rules: tuple[float, ...], middle: bool) -> None:
    behind = [(350.0, 330.0, "芜湖市河长制办公室"), (380.0, 350.0, "2024年3月5日")]
    page = across(*rules) + words((150, 60, BARE_TITLE), (84, 90, BARE_LEAD), *placed(middle=middle), *behind)
    bare_lines = read_pdf(pdf(page), "a.pdf").text.split("\n")
    assert bare_lines == [
        BARE_TITLE,
        BARE_LEAD,
        "\t".join(BARE_NAMES),
        *("\t".join(cell.replace("|", "") for cell in row) for row in BARE_ROWS),
        "芜湖市河长制办公室",
        "2024年3月5日",
    ]


def test_columns_of_text_and_rows_without_numbers_are_no_table() -> None:
    page = words(
        (60, 60, BARE_TITLE),
        (60, 100, "任务"),
        (250, 100, "单位"),
        (400, 100, "时限"),
        (60, 120, "清淤"),
        (250, 120, "市水务局"),
    )
    assert "\t" not in read_pdf(pdf(page), "a.pdf").text

"""Write a briefing as Word, laid out like an official document (GB/T 9704-2012): margins, typefaces, line spacing, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .content import DERIVED, Briefing, Item, Line, Table, marks, spoken_day, visible

# By name only: the typefaces are not free and are not shipped; whoever lacks one sees their own in its place.
TITLE, BODY, HEAD, SUBHEAD, NUMBERS = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
ER, SAN, SI, XIAO_SI, WU = 22.0, 16.0, 14.0, 12.0, 10.5  # 二号, 三号, 四号, 小四, 五号
SPACING = 28.0  # points between lines of the body
TITLE_SPACING, TABLE_SPACING = 33.0, 15.0
NUMERALS = "一二三四五六七八九十"
# What comes after w:overflowPunct in a paragraph's properties (ISO/IEC 29500-1, 17.3.1.26): Word refuses another order.
AFTER_OVERFLOW = (
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
TEXT_WIDTH = 156.0  # mm: 210 less the margins of 28 and 26


def write_word(briefing: Briefing, out: Path) -> None:
    """Write a briefing as DOCX."""
    document = Document()
    _page(document)
    properties = document.core_properties
    properties.title, properties.author = briefing.title, "envgov"
    name, _colon, what = briefing.title.rpartition("：")
    for line in (name, f"{what}简报"):  # the title of a document is broken where its sense is
        _paragraph(document, line, TITLE, ER, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=TITLE_SPACING)
    _paragraph(document, f"（{spoken_day(briefing.made)}）", SUBHEAD, SAN, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, "", BODY, SAN)
    parts = [
        part for part in (_facts, _branches, _tables, _sources) if part is not _branches or any(briefing.tiers.items)
    ]
    for number, part in enumerate(parts):
        part(document, briefing, _numeral(number + 1))
    _paragraph(document, briefing.made_line, BODY, SAN, align=WD_ALIGN_PARAGRAPH.RIGHT)
    document.save(str(out))


def _numeral(number: int) -> str:
    if number <= 10:
        return NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return (
        f"{NUMERALS[tens - 1] if tens > 1 else ''}十{NUMERALS[ones - 1] if ones else ''}"
        if number < 100
        else str(number)
    )


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.footer_distance = Mm(28)  # the number stands 7 mm below the text
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(SAN)
    properties = normal.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    language = OxmlElement("w:lang")  # without it a program may take Japanese forms of the characters
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _page_number(footer: Any, align: Any) -> None:
    """Put — 1 — at the outer edge, one character in."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    indent = Pt(SI)
    if align == WD_ALIGN_PARAGRAPH.RIGHT:
        paragraph.paragraph_format.right_indent = indent
    else:
        paragraph.paragraph_format.left_indent = indent
    _run(paragraph, "— ", NUMBERS, SI, latin=NUMBERS)
    run = _run(paragraph, "", NUMBERS, SI, latin=NUMBERS)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)
    _run(paragraph, " —", NUMBERS, SI, latin=NUMBERS)


def _run(paragraph: Any, text: str, typeface: str, size: float, *, latin: str = LATIN, bold: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = latin, Pt(size), bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), typeface)
    return run


def _paragraph(
    document: Any, text: str, typeface: str, size: float, *, align: Any = None, spacing: float = SPACING, indent: float = 0.0, keep: bool = False
) -> Any:  # fmt: skip
    paragraph = document.add_paragraph()
    _spaced(paragraph, spacing)
    form = paragraph.paragraph_format
    form.keep_with_next = keep
    if align is not None:
        paragraph.alignment = align
    if indent:
        form.first_line_indent = Pt(size * indent)
    _run(paragraph, text, typeface, size)
    return paragraph


def _spaced(paragraph: Any, spacing: float) -> None:
    overflow = OxmlElement("w:overflowPunct")  # no comma hangs over the margin
    overflow.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(overflow, *AFTER_OVERFLOW)
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)


def _heading(document: Any, text: str, *, level: int) -> None:
    """Put a heading: 一、 in 黑体, （一） in 楷体; its level shows in the outline."""
    paragraph = _paragraph(document, text, HEAD if level == 1 else SUBHEAD, SAN, indent=2, keep=True)
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(outline)


def _body(document: Any, text: str) -> None:
    for line in text.split("\n"):
        _paragraph(document, line, BODY, SAN, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)


def _facts(document: Any, briefing: Briefing, numeral: str) -> None:
    _heading(document, f"{numeral}、基本情况", level=1)
    for line in briefing.lines:
        _body(document, _said(line))
    for note in briefing.notes:
        _body(document, note)


def _said(line: Line) -> str:
    derived = "（推得）" if line.derived else ""
    return f"{line.label}：{line.text}{derived}{marks(line.evidence)}。"


def _branches(document: Any, briefing: Briefing, numeral: str) -> None:
    _heading(document, f"{numeral}、{briefing.title.partition('：')[2]}", level=1)
    for number, branch in enumerate((each for each in briefing.tiers.branches if each.items), 1):
        span = f"（{branch.span}）" if branch.span else ""
        _heading(document, f"（{_numeral(number)}）{branch.name}{span}", level=2)
        for place, item in enumerate(branch.items, 1):
            _body(document, f"{place}. {_sentence(item, briefing)}")


def _sentence(item: Item, briefing: Briefing) -> str:
    """Return an item with who bears it and until when in brackets behind it."""
    text = item.full.rstrip("。；\n").replace("\n", "。")
    said = [each for each in item.side.split("\n") if each]
    if briefing.kind == "plan":
        said = [each if "：" in each else f"责任单位：{each}" for each in said]
        said += [f"期限：{item.due.replace('（', '，').rstrip('）')}"] if item.due else []
    derived = ["推得"] if item.derived and "推得" not in item.side else []
    behind = f"（{'；'.join(said + derived)}）" if said + derived else ""
    return f"{text}{behind}{marks(item.evidence)}。"


def _tables(document: Any, briefing: Briefing, numeral: str) -> None:
    _heading(document, f"{numeral}、附表", level=1)
    for number, table in enumerate(briefing.tables, 1):
        _paragraph(document, f"表{number}　{table.title}", HEAD, XIAO_SI, align=WD_ALIGN_PARAGRAPH.CENTER, keep=True)
        _table(document, table)
    if not briefing.tables:
        _body(document, "图谱没有可列表的事实。")


def _table(document: Any, table: Table) -> None:
    head = [table.columns] if table.columns else []
    grid = document.add_table(rows=0, cols=len(table.weights))
    grid.style, grid.alignment, grid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(weight * TEXT_WIDTH / sum(table.weights)) for weight in table.weights]
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = wide
    for index, row in enumerate((*head, *table.rows)):
        is_head = index < len(head)
        cells = grid.add_row().cells
        for cell, wide, text in zip(cells, widths, row, strict=True):
            cell.width = wide
            _cell(cell, text, HEAD if is_head else BODY, italic=index - len(head) in table.derived)
        _row_rules(grid.rows[-1], is_head=is_head)
    notes = [each for each in (table.note, DERIVED if table.derived and table.columns else "") if each]
    _paragraph(document, "注：" + "".join(notes) if notes else "", BODY, WU, spacing=18.0)


def _cell(cell: Any, text: str, typeface: str, *, italic: bool) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _spaced(paragraph, TABLE_SPACING)
        _run(paragraph, line, typeface, WU).font.italic = italic


def _row_rules(row: Any, *, is_head: bool) -> None:
    """Keep a row on one page, and repeat the head of a table on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _sources(document: Any, briefing: Briefing, numeral: str) -> None:
    _heading(document, f"{numeral}、资料来源与引文", level=1)
    for source in briefing.sources:
        _body(document, f"[{source.number}] {source.cited}。")
    _body(document, "以上事实均出自所列文件；没有写明的不作推测，由群体等推得的已注明。逐条引文如下。")
    quoted = Table("引文", ("事实", "来源", "原文"), (4.4, 2.9, 6), tuple(_quotes(briefing)))
    if quoted.rows:
        _table(document, quoted)


def _quotes(briefing: Briefing) -> Iterator[tuple[str, str, str]]:
    for what, each in briefing.quoted:
        place = f"[{each.source}]\n第{each.start + 1}—{each.end}字"
        yield what, place, visible(each.quote)

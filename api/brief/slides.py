"""Write a briefing as slides that can be edited: cover, facts, tiers, tables, charts, timeline, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from .content import DERIVED, Briefing, Chart, Evidence, Table, marks, short
from .deck import (  # fmt: skip
    BOTTOM,
    EDGE,
    FAINT,
    GREY,
    INK,
    NAVY,
    PALE,
    RED,
    TOP,
    WIDE,
    Area,
    Sheet,
    Style,
    new_deck,
    set_typeface,
    write_paragraphs,
)
from .fitting import LINE, Ruler
from .fonts import Font
from .gantt import chart_pages, gantt_png
from .tiers import Columns, Measure, draw, pages

KINDS = {"plan": "规划与方案简报", "agency": "机构简报", "event": "活动简报", "region": "地区简报"}
COLOURS = ("2B6CB0", "25706F", "B7791F", "B3261E")
LACKING_COLOUR = "7A8594"  # of what the texts do not say
TABLE_SIZES = (13, 12, 11, 10.5)  # the first that needs one slide; a table of several slides is in the second
CELL_PAD = 4.0
WHOLE = "……（全文见 Word 简报）"  # behind a text that no row of a slide holds
LONGEST_NAME = 200  # characters on the cover
NOTE = 16.0  # height of the line below a table


def write_slides(briefing: Briefing, font: Font, out: Path) -> None:
    """Write a briefing as PPTX."""
    deck, ruler = new_deck(), Ruler(font)
    _cover(Sheet(deck, ruler), briefing)
    sheets = [
        *_table_sheets(deck, ruler, _facts(briefing)),
        *_tier_sheets(deck, ruler, briefing),
        *(sheet for table in briefing.tables for sheet in _table_sheets(deck, ruler, table)),
        *_chart_sheets(deck, ruler, briefing.charts),
        *_timeline_sheets(deck, ruler, briefing, font),
        *_table_sheets(deck, ruler, _sources(briefing)),
    ]
    for number, sheet in enumerate(sheets, 2):
        sheet.footer(f"{briefing.sources_line}；{briefing.made_line}", f"{number} / {len(sheets) + 1}")
    properties = deck.core_properties
    properties.title, properties.author, properties.subject = briefing.title, "envgov", KINDS[briefing.kind]
    deck.save(str(out))


def _cover(sheet: Sheet, briefing: Briefing) -> None:
    sheet.block(Area(0, 0, WIDE, 16), NAVY, "题头")
    sheet.block(Area(EDGE + 20, 170, 6, 150), RED, "题线")
    centre = Style(ink=NAVY, bold=True, align=PP_ALIGN.LEFT)
    area = Area(EDGE + 40, 170, WIDE - 2 * EDGE - 60, 110)
    sheet.fitted(
        area, short(briefing.name, LONGEST_NAME), centre, (40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14), name="标题"
    )
    line = Style(ink=GREY, align=PP_ALIGN.LEFT)
    sheet.box(Area(EDGE + 40, 286, WIDE - 2 * EDGE - 60, 34), KINDS[briefing.kind], line, 20, name="副标题")
    sheet.fitted(Area(EDGE + 40, 400, WIDE - 2 * EDGE - 60, 44), briefing.sources_line, FAINT, (14, 13, 12, 11, 10, 9), name="来源")  # fmt: skip
    sheet.box(Area(EDGE + 40, 448, WIDE - 2 * EDGE - 60, 26), briefing.made_line, FAINT, 14, name="制作")


def _facts(briefing: Briefing) -> Table:
    rows = tuple((line.label, line.text, marks(line.evidence) or "—") for line in briefing.lines)
    derived = frozenset(index for index, line in enumerate(briefing.lines) if line.derived)
    note = "；".join(briefing.notes)
    return Table(f"{briefing.name}：基本情况", ("项目", "内容", "来源"), (1.6, 9, 1), rows, note, derived)


def _sources(briefing: Briefing) -> Table:
    rows = tuple(
        (
            f"[{each.number}]",
            each.title,
            each.mark or "—",
            each.publisher or "—",
            (each.published or "未写明").removesuffix("发布"),
        )
        for each in briefing.sources
    )
    note = f"{briefing.made_line}。事实均出自上列文件，逐条引文见备注与 Word 简报；没有写明的不作推测。"
    return Table("资料来源", ("编号", "文件", "文号", "发布者", "发布时间"), (0.8, 6, 2.2, 2.4, 1.8), rows, note)


def _tier_sheets(deck: Any, ruler: Ruler, briefing: Briefing) -> Iterator[Sheet]:
    columns = Columns.of(briefing.tiers)
    found = pages(briefing.tiers, Measure(ruler, columns))
    for number, page in enumerate(found, 1):
        sheet = Sheet(deck, ruler)
        title = briefing.title
        if len(found) > 1:
            names = list(dict.fromkeys(branch.name for branch in page.branches))
            part = f"：{'、'.join(names)}" if len(names) <= 2 else ""
            title = f"{title}（{number}/{len(found)}{part}）"
        sheet.title(title)
        draw(sheet, briefing.tiers, page, columns)
        said = [(item.full, item.evidence) for branch in page.branches for item in branch.items]
        sheet.notes("\n".join(line for what, evidence in said for line in quotes(what, evidence)))
        yield sheet


def quotes(what: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield a fact with its quotes: each with the source's number and its characters."""
    yield f"■ {what}"
    for each in dict.fromkeys(evidence):
        yield f"　[{each.source}] 第{each.start + 1}—{each.end}字：“{each.quote}”{'（推得）' if each.derived else ''}"


def _table_sheets(deck: Any, ruler: Ruler, table: Table) -> Iterator[Sheet]:
    if not table.rows:
        return
    widths = [weight * (WIDE - 2 * EDGE) / sum(table.weights) for weight in table.weights]
    rows = [tuple(_cut(cell, wide, ruler) for cell, wide in zip(row, widths, strict=True)) for row in table.rows]
    size = next((each for each in TABLE_SIZES if len(list(_paged(rows, widths, ruler, each))) == 1), TABLE_SIZES[1])
    parts = list(_paged(rows, widths, ruler, size))
    first = 0
    for number, part in enumerate(parts, 1):
        sheet = Sheet(deck, ruler)
        sheet.title(table.title + (f"（{number}/{len(parts)}）" if len(parts) > 1 else ""))
        derived = {index - first for index in table.derived if first <= index < first + len(part)}
        _draw_table(sheet, table, part, (widths, derived, size))
        first += len(part)
        yield sheet


def _cut(cell: str, wide: float, ruler: Ruler) -> str:
    """Return a text that a row of a slide can hold; one that was cut says where the whole is."""
    size = TABLE_SIZES[0]
    most = int((_room(size) - 2 * CELL_PAD) / (size * LINE))
    lines = ruler.wrapped(cell, size, wide - 2 * CELL_PAD)
    return cell if len(lines) <= most else "".join(lines[: most - 2]) + WHOLE


def _room(size: float) -> float:
    """Return the height that the rows of a table have on a slide."""
    return BOTTOM - TOP - NOTE - (size * LINE + 2 * CELL_PAD)


def _row_height(row: Sequence[str], widths: Sequence[float], ruler: Ruler, size: float) -> float:
    pairs = zip(row, widths, strict=True)
    return max(ruler.height(cell, size, wide - 2 * CELL_PAD) for cell, wide in pairs) + 2 * CELL_PAD


def _paged(
    rows: Sequence[tuple[str, ...]], widths: Sequence[float], ruler: Ruler, size: float
) -> Iterator[list[tuple[str, ...]]]:
    room = _room(size)
    part: list[tuple[str, ...]] = []
    used = 0.0
    for row in rows:
        high = _row_height(row, widths, ruler, size)
        if part and used + high > room:
            yield part
            part, used = [], 0.0
        part.append(row)
        used += high
    yield part


def _draw_table(
    sheet: Sheet, table: Table, part: list[tuple[str, ...]], how: tuple[list[float], set[int], float]
) -> None:
    widths, derived, size = how
    head = [table.columns] if table.columns else []
    heights = [_row_height(row, widths, sheet.ruler, size) for row in (*head, *part)]
    frame = sheet.shapes.add_table(len(heights), len(widths), Pt(EDGE), Pt(TOP - 6), Pt(sum(widths)), Pt(sum(heights)))
    frame.name = f"表 {table.title}"[:60]
    grid = frame.table
    grid.first_row = bool(head)
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Pt(wide)
    for number, (row, high) in enumerate(zip((*head, *part), heights, strict=True)):
        grid.rows[number].height = Pt(high)
        is_head = number < len(head)
        fill = NAVY if is_head else PALE if (number - len(head)) % 2 else "FFFFFF"
        style = Style(
            ink="FFFFFF" if is_head else INK, bold=is_head, align=PP_ALIGN.LEFT, italic=number - len(head) in derived
        )
        for index, text in enumerate(row):
            _fill_cell(grid.cell(number, index), text, style, (fill, size))
    notes = [each for each in (table.note, DERIVED if derived and table.columns else "") if each]
    if notes:
        area = Area(EDGE, TOP - 6 + sum(heights) + 3, WIDE - 2 * EDGE, NOTE + 2)
        sheet.fitted(area, " ".join(notes), FAINT, (10, 9, 8, 7), name="表注")


def _fill_cell(cell: Any, text: str, style: Style, how: tuple[str, float]) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(how[0])
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(CELL_PAD - 0.5)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write_paragraphs(cell.text_frame, text, style, how[1])


def _chart_sheets(deck: Any, ruler: Ruler, charts: Sequence[Chart]) -> Iterator[Sheet]:
    for chart in charts:
        sheet = Sheet(deck, ruler)
        sheet.title(chart.title)
        _draw_chart(sheet, chart)
        yield sheet


def _draw_chart(sheet: Sheet, chart: Chart) -> None:
    data = CategoryChartData(number_format="0")
    data.categories = chart.categories
    for name, values in chart.series:
        data.add_series(name, values)
    high = min(BOTTOM - TOP - 8, 90 + 52 * len(chart.categories))
    area = (Pt(EDGE), Pt(TOP), Pt(WIDE - 2 * EDGE), Pt(high))
    frame = sheet.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *area, data)
    frame.name = f"图 {chart.title}"[:60]
    drawn = frame.chart
    drawn.font.size = Pt(12)
    set_typeface(drawn._chartSpace.txPr.find(".//{*}defRPr"))
    drawn.has_title = False
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.category_axis.reverse_order = True  # the first category on top, as in the tables
    drawn.category_axis.format.line.color.rgb = RGBColor.from_string("9AA5B1")
    drawn.category_axis.has_major_gridlines = drawn.value_axis.has_major_gridlines = False
    drawn.value_axis.visible = False
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for colour, series in zip(COLOURS, plot.series, strict=False):
        series.format.fill.solid()
        fill = LACKING_COLOUR if series.name.startswith("未") else colour
        series.format.fill.fore_color.rgb = RGBColor.from_string(fill)
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;", False
        labels.font.size, labels.font.color.rgb = Pt(12), RGBColor.from_string("FFFFFF")


def _timeline_sheets(deck: Any, ruler: Ruler, briefing: Briefing, font: Font) -> Iterator[Sheet]:
    parts = chart_pages(briefing.bars)
    for number, bars in enumerate(parts, 1):
        sheet = Sheet(deck, ruler)
        sheet.title(f"{briefing.name}：时间安排" + (f"（{number}/{len(parts)}）" if len(parts) > 1 else ""))
        picture = sheet.shapes.add_picture(BytesIO(gantt_png(bars, font, title="")), Pt(EDGE), Pt(TOP))
        scale = min(Pt(WIDE - 2 * EDGE) / picture.width, Pt(BOTTOM - TOP) / picture.height)
        picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
        picture.left = int((Pt(WIDE) - picture.width) / 2)
        picture.name = "时间安排图"
        described = "；".join(f"{bar.label}：{bar.text}" for bar in bars)
        picture._element.nvPicPr.cNvPr.set("descr", described[:1000])
        yield sheet

"""Draw phases, tasks and events over time as SVG or PNG, by Vega-Lite without a browser; an unknown year stays unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from ..faces import faces
from .content import Bar, Briefing, NothingToDrawError
from .fitting import Ruler
from .fonts import Font
from .vega import rendered

MOST_ROWS = 18  # of one picture on a slide
MOST_ROWS_ALONE = 200  # of a picture of its own
PLOT = 860.0  # pixels of the time axis
SIZE = 13.0
LABEL_ROOM = 380.0  # pixels beside the plot for the names
BESIDE_ROOM = 250.0  # pixels at its right for what stands beside a bar
LINE = 17.0
KINDS = ("阶段", "任务所在阶段", "活动")
COLOURS = ("#8A5A12", "#B9D3D1", faces()["Event"].colour)
MARKS = ("期限：原文写明", "期限：随阶段")
GREY, INK, RED = "#5F6B7A", "#1A202C", "#B3261E"
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # between the marks of the axis
NO_DATES = "the texts give no date of this subject, so there is no timeline to draw; the other forms can be made"


def chart_pages(bars: Sequence[Bar]) -> list[Sequence[Bar]]:
    """Return the bars in parts for a slide each; none where fewer than two have a date: a point alone is no time line."""
    if sum(bool(bar.start or bar.due) for bar in bars) < 2:
        return []
    count = -(-len(bars) // MOST_ROWS)
    size = -(-len(bars) // count)
    return [bars[first : first + size] for first in range(0, len(bars), size)]


def gantt_svg(briefing: Briefing, font: Font) -> bytes:
    """Return the timeline of a briefing as SVG; raise NothingToDrawError where there is nothing to show."""
    spec = _spec(_bars(briefing), font, briefing.name, _foot(briefing))
    return rendered(spec, "svg", font.folder)


def gantt_picture(briefing: Briefing, font: Font) -> bytes:
    """Return the timeline of a briefing as PNG; raise NothingToDrawError where there is nothing to show."""
    return gantt_png(_bars(briefing), font, title=briefing.name, foot=_foot(briefing))


def gantt_png(bars: Sequence[Bar], font: Font, *, title: str, foot: str = "") -> bytes:
    """Return some bars as PNG."""
    return rendered(_spec(bars, font, title, foot), "png", font.folder)


def _bars(briefing: Briefing) -> Sequence[Bar]:
    if not briefing.bars:
        raise NothingToDrawError(f"{briefing.name}: {NO_DATES}")
    return briefing.bars[:MOST_ROWS_ALONE]


def _foot(briefing: Briefing) -> str:
    left = len(briefing.bars) - MOST_ROWS_ALONE
    more = f"其余{left}行未画。" if left > 0 else ""
    return f"{more}{briefing.sources_line}；{briefing.made_line}"


def _spec(bars: Sequence[Bar], font: Font, title: str, foot: str) -> dict[str, Any]:
    """Return the picture as Vega-Lite."""
    ruler = Ruler(font, exact=True)
    rows = list(_rows(bars, ruler, font))
    deepest = max(max(row["label_lines"], row["beside_lines"]) for row in rows)
    base = alt.Chart(alt.Data(values=rows)).properties(width=PLOT, height=alt.Step(max(26.0, deepest * LINE + 9)))
    layers = list(_layers(base, rows))
    chart: Any = alt.layer(*layers)
    if foot:
        foot_lines = ruler.wrapped(font.spelled(foot), 11, PLOT + LABEL_ROOM)
        under = alt.Chart(alt.Data(values=[{}])).mark_text(align="left", baseline="top", fontSize=11, color=GREY)
        under = under.encode(text=alt.value(foot_lines), x=alt.value(-LABEL_ROOM), y=alt.value(0))
        under = under.properties(width=PLOT, height=14 * len(foot_lines), view=alt.ViewConfig(stroke=None))
        chart = alt.vconcat(chart, under, spacing=8)
    if title:
        lines = ruler.wrapped(font.spelled(title), 20, PLOT + LABEL_ROOM)
        chart = chart.properties(title=alt.TitleParams(lines, anchor="start", frame="bounds", fontSize=20, offset=14))
    chart = chart.configure(font=font.family, padding=14, background="white").configure_view(stroke="#D5DBE3")
    chart = chart.configure_title(font=font.family, color=INK).configure_text(lineBreak="\n", font=font.family)
    return dict(chart.to_dict())


def _rows(bars: Sequence[Bar], ruler: Ruler, font: Font) -> Iterator[dict[str, Any]]:
    """Yield a row of data a bar; its name is broken into lines here, as Vega breaks nothing without spaces."""
    for number, bar in enumerate(bars):
        label = ruler.wrapped(font.spelled(bar.label), SIZE, LABEL_ROOM - 16)
        beside = ruler.wrapped(font.spelled(bar.text), SIZE - 1, BESIDE_ROOM if bar.start or bar.due else PLOT - 20)
        kind = {"phase": "阶段", "task": "任务所在阶段", "event": "活动"}[bar.kind]
        row: dict[str, Any] = {
            "row": f"{number:04d}", "label": "\n".join(label), "beside": "\n".join(beside), "kind": kind,
        }  # fmt: skip
        row |= {"label_lines": len(label), "beside_lines": len(beside)}
        if bar.start and bar.end:
            row |= {"start": _stamp(bar.start), "end": _stamp(bar.end + timedelta(days=1))}
        if bar.due:
            row |= {"due": _stamp(bar.due + timedelta(days=1)), "mark": MARKS[0] if bar.due_stated else MARKS[1]}
        if last := max((each for each in (bar.end, bar.due) if each), default=None):
            row["last"] = _stamp(last + timedelta(days=1))
        yield row


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def _layers(base: alt.Chart, rows: Sequence[dict[str, Any]]) -> Iterator[alt.Chart]:
    y = alt.Y("row:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.36, paddingOuter=0.2))
    dated = [row for row in rows if "last" in row]
    scale = _scale(dated) if dated else None
    if scale:
        yield from _marks(base, y, dated, scale)
    for deep in sorted(
        {row["label_lines"] for row in rows}
    ):  # a text of several lines begins above the middle of its row
        some = base.transform_filter(f"datum.label_lines == {deep}")
        names = some.mark_text(align="right", fontSize=SIZE, color=INK, lineHeight=LINE, dy=(1 - deep) * LINE / 2)
        yield names.encode(y=y, x=alt.value(-10), text="label:N")
    for deep in sorted({row["beside_lines"] for row in rows}):
        lines = {"align": "left", "fontSize": SIZE - 1, "lineHeight": LINE - 1, "dy": (1 - deep) * (LINE - 1) / 2}
        some = base.transform_filter(f"datum.beside_lines == {deep}")
        if scale:
            beside = some.transform_filter("isValid(datum.last)").mark_text(color=INK, dx=11, **lines)
            yield beside.encode(y=y, x=alt.X("last:T", scale=scale), text="beside:N")
        yield (
            some.transform_filter("!isValid(datum.last)")
            .mark_text(color=GREY, **lines)
            .encode(y=y, x=alt.value(10), text="beside:N")
        )


def _scale(rows: Sequence[dict[str, Any]]) -> alt.Scale:
    """Return the scale of the time axis, with room at its right for the texts beside the last bars."""
    begin, end = _span(rows)
    days = (end - begin).days
    until = end + timedelta(days=round(days * (BESIDE_ROOM + 20) / (PLOT - BESIDE_ROOM - 20)))
    return alt.Scale(domain=[_stamp(begin), _stamp(until)], nice=False)


def _span(rows: Sequence[dict[str, Any]]) -> tuple[date, date]:
    first = min(row[key] for row in rows for key in ("start", "due", "last") if key in row)
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat(max(row["last"] for row in rows)[:10])
    room = max((end - begin).days, 20)
    return begin - timedelta(days=max(2, room // 40)), begin + timedelta(days=room)


def _ticks(begin: date, end: date) -> tuple[list[str], str]:
    """Return where the axis is marked, and how a mark is written."""
    days = (end - begin).days
    if days <= 45:
        return [
            _stamp(begin + timedelta(days=step)) for step in range(0, days + 1, max(1, days // 5))
        ], "%Y年%-m月%-d日"
    step = next((each for each in MONTHS if days / 30.4 / each <= 7), MONTHS[-1])
    months = range(begin.year * 12 + begin.month, end.year * 12 + end.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    return [_stamp(each) for each in starts if each <= end], "%Y年" if step >= 12 else "%Y年%-m月"


def _marks(base: alt.Chart, y: alt.Y, rows: Sequence[dict[str, Any]], scale: alt.Scale) -> Iterator[alt.Chart]:
    ticks, form = _ticks(*_span(rows))
    axis = alt.Axis(
        format=form, values=ticks, title=None, labelFontSize=12, gridColor="#E3E8EF", labelOverlap=True, orient="top"
    )
    kinds = [each for each in KINDS if any(row["kind"] == each and "start" in row for row in rows)]
    marks = [each for each in MARKS if any(row.get("mark") == each for row in rows)]
    legend: dict[str, Any] = {"title": None, "orient": "top", "labelFontSize": 12, "labelLimit": 400}
    colours = [COLOURS[KINDS.index(each)] for each in kinds]
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=kinds, range=colours), legend=alt.Legend(symbolType="square", **legend)
    )
    bars = base.transform_filter("isValid(datum.start)").mark_bar(cornerRadius=3)
    x = alt.X("start:T", axis=axis, scale=scale)
    yield bars.encode(y=y, x=x, x2="end:T", color=colour if kinds else alt.value(COLOURS[0]))
    if marks:
        fills = [RED if each == MARKS[0] else "#FFFFFF" for each in marks]
        shown = alt.Legend(symbolType="diamond", symbolStrokeColor=RED, **legend)
        fill = alt.Fill("mark:N", scale=alt.Scale(domain=marks, range=fills), legend=shown)
        points = base.transform_filter("isValid(datum.due)").mark_point(
            shape="diamond", size=90, stroke=RED, strokeWidth=1.6, opacity=1
        )
        yield points.encode(y=y, x=alt.X("due:T", axis=axis, scale=scale), fill=fill)

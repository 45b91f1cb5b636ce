"""Draw the timeline of a plan: what is said at the left, days in the middle, dates at the right; nothing lies on another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from .geometry.timeline import PASSED, Entry, Timeline, state
from .svg import FAINT, INK, LINE, Say, line_height, lines, picture, tag, words_at

WIDE, LABELS, DATES, EDGE = 1080, 356, 150, 14  # px: the whole, the two columns beside the days, the margin
HEAD, LEGEND, SIZE, SMALL, ROW_GAP = 66, 84, 14, 12, 12
PHASE, TASK, OWN, LATE, TODAY = "#0b6b4f", "#bfe0d2", "#7a4a00", "#b3261e", "#1d4ed8"
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two marks of the axis
LEAST_STEP = 46  # px between two marks, so that their texts stay apart
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day lies: the days of the axis are whole months."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return the place where a day begins."""
        whole = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * (day - self.first).days / whole

    def after(self, day: date) -> float:
        """Return the place where a day ends."""
        return self.at(day + timedelta(days=1))


def draw_timeline(timeline: Timeline, say: Say, *, on: date, plan: str, key: str = "timeline") -> Markup:
    """Return the picture of a timeline that has days, with the line of a day; `say` gives the texts."""
    assert timeline.first and timeline.last  # noqa: S101 - the caller draws no empty picture
    start = timeline.first.replace(day=1)
    scale = Scale(start, _next_month(timeline.last) - timedelta(days=1), LABELS + EDGE, WIDE - DATES - EDGE)
    rows, y = [], float(HEAD)
    for entry in _rows(timeline, say):
        row, tall = _row(entry, scale, y, say, on, key)
        rows.append(row)
        y += tall
    high = y + LEGEND
    desc = say("plan.timeline.desc", first=timeline.first, last=timeline.last, entries=len(timeline.entries), on=on)
    return picture(
        key, WIDE, high, _fades(key), *_axis(scale, y, say), *rows, *_today(scale, y, say, on), _legend(y, say, key),
        title=say("plan.timeline.of", plan=plan), desc=desc,
    )  # fmt: skip


def _rows(timeline: Timeline, say: Say) -> Iterator[Entry | str]:
    for phase, tasks in timeline.lanes:
        yield phase or say("plan.timeline.no_phase")
        yield from tasks


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _row(entry: Entry | str, scale: Scale, y: float, say: Say, on: date, key: str) -> tuple[Markup, float]:
    """Return a row and how tall it is."""
    heading = isinstance(entry, str) or entry.kind == "phase"
    indent = EDGE + (8 if heading else 26)
    name = entry if isinstance(entry, str) else entry.name
    label = lines(name, (LABELS - indent - 6) / SIZE, MOST_LINES)
    dates = [] if isinstance(entry, str) else _dates(entry, say, on)
    tall = ROW_GAP + max(len(label) * line_height(SIZE), sum(line_height(SMALL) for _ in dates))
    foot = y + ROW_GAP / 2 + SIZE
    parts: list[Markup] = [
        tag("line", x1=EDGE, x2=WIDE - EDGE, y1=y + tall, y2=y + tall, stroke=LINE, stroke_width=0.6)
    ]
    if heading:
        parts.insert(0, tag("rect", x=EDGE, y=y, width=WIDE - 2 * EDGE, height=tall, fill="#eef5f1"))
    parts.append(words_at(indent, foot, label, font_weight="bold" if heading else None))
    if not isinstance(entry, str):
        parts += _bars(entry, scale, y + tall / 2, key, late=state(entry, on) == PASSED)
        for number, text in enumerate(dates):
            late = number == len(dates) - 1 and number > 0
            parts.append(words_at(WIDE - DATES - 2, foot + number * line_height(SMALL), [text], size=SMALL, fill=LATE if late else FAINT))  # fmt: skip
        parts.append(tag("title", f"{name} · {' · '.join(dates)}"))
    return tag("g", *parts), tall


def _dates(entry: Entry, say: Say, on: date) -> list[str]:
    """Return the dates as written, and that the deadline has passed."""
    if entry.kind == "phase":
        said = dated(entry.start, entry.end, say)
    elif entry.due:
        said = say("plan.by", due=entry.due) if entry.due_basis == "text" else say("plan.with_phase", due=entry.due)
    else:
        said = entry.due_text or say("plan.in_phase")
    passed = entry.kind == "task" and state(entry, on) == PASSED
    return [*lines(said, (DATES - EDGE) / SMALL, 2), *([say("plan.passed_mark")] if passed else [])]


def dated(start: str, end: str, say: Say) -> str:
    """Return a span as people read it, with a question mark for an end that no text gives."""
    if not start and not end:
        return ""
    return start if start == end else say("plan.span", start=start or "?", end=end or "?")


def _bars(entry: Entry, scale: Scale, middle: float, key: str, *, late: bool) -> list[Markup]:
    found = entry.bar
    if found is None:
        return []
    first, last = found.first or scale.first, found.last or scale.last
    own = entry.kind == "task" and not entry.from_phase
    thick = 14 if entry.kind == "phase" else 9
    colour, top = PHASE if entry.kind == "phase" else OWN if own else TASK, middle - thick / 2
    edge = LATE if late else PHASE if not own else OWN
    stroke = {"stroke": edge, "stroke_width": 1.6 if late else 0.8} if entry.kind == "task" else {}
    sure_first = found.sure_first if found.sure_first and found.first else None
    sure_last = found.sure_last if found.sure_last and found.last else None
    marks = [scale.at(first), scale.after(last)]
    inner = [scale.after(sure_first - timedelta(days=1)) if sure_first else None, scale.after(sure_last) if sure_last else None]  # fmt: skip
    name = "phase" if entry.kind == "phase" else "own" if own else "task"
    if inner[0] is None or inner[1] is None or inner[1] < inner[0]:
        whole = _box(marks[0], marks[1], top, thick, f"url(#{key}-{name}-both)")
        return [whole, *_frame(marks, top, thick, stroke), *_limit(entry, scale, middle, edge, own=own)]
    boxes = [
        _box(marks[0], inner[0], top, thick, f"url(#{key}-{name}-in)"),
        _box(inner[0], inner[1], top, thick, colour),
        _box(inner[1], marks[1], top, thick, f"url(#{key}-{name}-out)"),
    ]
    return [*boxes, *_frame(marks, top, thick, stroke), *_limit(entry, scale, middle, edge, own=own)]


def _box(left: float, right: float, top: float, thick: float, fill: str) -> Markup:
    return tag("rect", x=left, y=top, width=max(right - left, 0), height=thick, fill=fill)


def _frame(marks: list[float], top: float, thick: float, stroke: dict[str, object]) -> list[Markup]:
    """Return the frame of a task's bar: two lines, open at the ends, that the text may leave open."""
    return [
        tag("line", x1=marks[0], x2=marks[1], y1=y, y2=y, stroke_dasharray="4 2" if stroke["stroke"] == LATE else None, **stroke)
        for y in ((top, top + thick) if stroke else ())
    ]  # fmt: skip


def _limit(entry: Entry, scale: Scale, middle: float, edge: str, *, own: bool) -> list[Markup]:
    """Return the diamond at the last day of a deadline that the text sets for the task itself."""
    last = entry.bar.last if entry.bar else None
    if not own or last is None:
        return []
    x, r = min(scale.after(last), scale.right), 6
    return [tag("path", d=f"M{x:.1f} {middle - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z", fill="#fff", stroke=edge, stroke_width=2)]  # fmt: skip


def _fades(key: str) -> Markup:
    """Return the fillings of the parts of a bar that the text leaves open."""
    made = []
    for name, colour in (("phase", PHASE), ("task", TASK), ("own", OWN)):
        for way, stops in (("in", (0.08, 0.95)), ("out", (0.95, 0.08)), ("both", (0.15, 0.6, 0.15))):
            steps = [
                tag("stop", offset=number / (len(stops) - 1), stop_color=colour, stop_opacity=f"{level:g}")
                for number, level in enumerate(stops)
            ]
            made.append(tag("linearGradient", *steps, id=f"{key}-{name}-{way}"))
    return tag("defs", *made)


def _axis(scale: Scale, bottom: float, say: Say) -> list[Markup]:
    """Return the years and months on top, and a thin line down from each mark."""
    months = [scale.first]
    while (following := _next_month(months[-1])) <= scale.last:
        months.append(following)
    each = (scale.right - scale.left) / len(months)
    step = next((step for step in STEPS if each * step >= LEAST_STEP), STEPS[-1])
    marks = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
    made = [
        tag("line", x1=scale.at(day), x2=scale.at(day), y1=HEAD - 20, y2=bottom, stroke=LINE, stroke_width=0.8)
        for day in marks
    ]
    if step < 12:
        names = say("plan.months").split()
        made += [words_at(scale.at(day) + 3, HEAD - 6, [names[day.month - 1]], size=SMALL, fill=FAINT) for day in marks]
    years = [day for day in months if day.month == 1 and (step < 12 or day in marks)] if len(months) > 1 else []
    heads = [scale.first, *[day for day in years if day > scale.first]]
    ends = [*[scale.at(day) for day in heads[1:]], scale.right]
    made += [
        words_at(scale.at(day) + 3, HEAD - 26, [say("plan.year", year=day.year)], size=13, font_weight="bold")
        for day, end in zip(heads, ends, strict=True)
        if end - scale.at(day) >= LEAST_STEP
    ]
    return made


def _today(scale: Scale, bottom: float, say: Say, on: date) -> list[Markup]:
    """Return the line of the chosen day, or at which side of the picture it lies."""
    inside = scale.first <= on <= scale.last
    x = scale.at(on) if inside else scale.left if on < scale.first else scale.right
    word = say(
        "plan.on_here" if inside else "plan.on_before" if on < scale.first else "plan.on_after", on=on.isoformat()
    )
    anchor = "start" if x < scale.left + 90 else "end" if x > scale.right - 90 else "middle"
    text = words_at(x, 18, [word], size=SMALL, fill=TODAY, text_anchor=anchor)
    # It begins below the axis, so that it crosses no month.
    line = tag("line", x1=x, x2=x, y1=HEAD, y2=bottom, stroke=TODAY, stroke_width=1.6, stroke_dasharray="5 4")
    point = tag("path", d=f"M{x - 5:.1f} 22h10l-5 7z", fill=TODAY)
    return [text, point, line] if inside else [text]


def _legend(y: float, say: Say, key: str) -> Markup:
    """Return what the forms mean."""
    kinds = (("phase", PHASE, 14), ("task", TASK, 9), ("own", OWN, 9), ("passed", LATE, 9), ("fuzzy", PHASE, 14))
    wide = (WIDE - 2 * EDGE) / 3
    parts = []
    for number, (name, colour, thick) in enumerate(kinds):
        x, middle = EDGE + wide * (number % 3), y + 24 + 28 * (number // 3)
        top = middle - thick / 2
        if name == "own":
            parts.append(
                tag(
                    "path", d=f"M{x + 26:.1f} {middle - 6:.1f}l6 6l-6 6l-6 -6z", fill="#fff", stroke=OWN, stroke_width=2
                )
            )
        else:
            fill = f"url(#{key}-phase-out)" if name == "fuzzy" else TASK if name == "passed" else colour
            parts.append(tag("rect", x=x, y=top, width=44, height=thick, fill=fill))
        if name in ("task", "passed"):
            parts += _frame([x, x + 44], top, thick, {"stroke": PHASE if name == "task" else LATE, "stroke_width": 1.2})
        parts.append(words_at(x + 54, middle + 4, [say(f"plan.legend.{name}")], size=SMALL, fill=INK))
    return tag("g", *parts)

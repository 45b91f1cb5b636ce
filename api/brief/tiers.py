"""The slides of tiers: a subject, its branches, their items and who bears each, in rows, without crossing lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..faces import faces
from .content import Branch, Item, Tiers, short
from .deck import ABOVE, BELOW, BOTTOM, EDGE, LEFT, PAD, RIGHT, TOP, WIDE, Area, Sheet, Style
from .fitting import Ruler

MOST_ITEMS = 14  # rows of a slide: what a room can read from its last row
SIZES = (16, 15, 14, 13, 12, 11, 10.5)
SMALL_SIZES = (*SIZES, 10, 9, 8, 7)
GAP, BRANCH_GAP, COLUMN_GAP = 5.0, 12.0, 24.0
MOST_IN_BRANCH, MOST_BESIDE, MOST_IN_ROOT, MOST_LEFT = 60, 200, 180, 90  # characters of a box
TALLEST_ROW = 46.0  # a row that stands in more room than this looks empty
BODY = faces()["Agency"].colour.removeprefix("#").upper()
DOCUMENT, AGENCY, SUBJECT, BRANCH, TASK = (Style(fill=each, ink="FFFFFF") for each in ("4A5568", BODY, "B3261E", "8A5A12", "25706F"))  # fmt: skip
UNSAID = Style(fill="FFFFFF", ink="5F6B7A", line="9AA5B1", dashed=True)
HEAD = Style(ink="1A202C", bold=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """The left edges and widths of the five columns; one that stays empty gives its room to the items."""

    left: tuple[float, float]
    root: tuple[float, float]
    branch: tuple[float, float]
    item: tuple[float, float]
    side: tuple[float, float]

    @classmethod
    def of(cls, tiers: Tiers) -> Columns:
        """Return the columns that a subject needs."""
        has_left = bool(tiers.left)
        has_side = bool(tiers.unsaid) or any(item.side for item in tiers.items)
        fixed = [118.0 if has_left else 0.0, 118.0, 122.0, 0.0, 176.0 if has_side else 0.0]
        gaps = COLUMN_GAP * (sum(each > 0 for each in fixed))
        fixed[3] = WIDE - 2 * EDGE - sum(fixed) - gaps
        places, x = [], EDGE
        for each in fixed:
            places.append((x, each))
            x += each + (COLUMN_GAP if each else 0.0)
        return cls(*places)


@dataclass(frozen=True, slots=True)
class Page:
    """The branches of one slide and the size of its texts."""

    branches: tuple[Branch, ...]
    size: float

    @property
    def rows(self) -> int:
        """Return how many rows the slide has."""
        return sum(len(branch.items) or 1 for branch in self.branches)


class Measure:
    """How high rows and branches are."""

    def __init__(self, ruler: Ruler, columns: Columns) -> None:
        self.ruler, self.columns = ruler, columns

    def row(self, item: Item, size: float) -> float:
        """Return the least height of a row."""
        heights = [self._needs(item.text, size, self.columns.item[1])]
        if item.side and self.columns.side[1]:
            heights.append(self._needs(beside(item), size - 1, self.columns.side[1]))
        return max(heights)

    def branch(self, branch: Branch, size: float) -> float:
        """Return the least height of a branch with its rows."""
        rows = [self.row(item, size) for item in branch.items]
        return max(sum(rows) + GAP * max(0, len(rows) - 1), self.box(branch, size))

    def box(self, branch: Branch, size: float) -> float:
        """Return the least height of the box of a branch."""
        return self._needs(label(branch), size, self.columns.branch[1])

    def page(self, branches: Sequence[Branch], size: float) -> float:
        """Return the least height of some branches."""
        return sum(self.branch(each, size) for each in branches) + BRANCH_GAP * max(0, len(branches) - 1)

    def _needs(self, text: str, size: float, width: float) -> float:
        return self.ruler.height(text, size, width - 2 * PAD) + PAD + 3


def label(branch: Branch) -> str:
    """Return what stands in the box of a branch."""
    name = short(branch.name, MOST_IN_BRANCH)
    return f"{name}\n{branch.span}" if branch.span else name


def beside(item: Item) -> str:
    """Return what stands in the box beside an item; a list that is too long for a row leads to the table."""
    if len(item.side) <= MOST_BESIDE:
        return item.side
    cut = item.side.rfind("、", 0, MOST_BESIDE)
    return f"{item.side[: cut if cut > 0 else MOST_BESIDE]}……（见表）"


ROOM = BOTTOM - TOP - 26  # below the headings of the columns


def pages(tiers: Tiers, measure: Measure) -> list[Page]:
    """Return the slides: everything on one where it fits, else as many whole branches as fit, else parts of one."""
    shown = [branch for branch in tiers.branches if branch.items or branch.span]
    if page := _fitted(shown, measure):
        return [page]
    found: list[Page] = []
    waiting: list[Branch] = []
    for part in (part for branch in shown for part in _parts(branch, measure)):
        if waiting and not _fits([*waiting, part], measure):
            found.append(_page(waiting, measure))
            waiting = []
        waiting.append(part)
    return [*found, _page(waiting, measure)] if waiting else found


def _fits(branches: Sequence[Branch], measure: Measure) -> bool:
    return _fitted(branches, measure) is not None


def _fitted(branches: Sequence[Branch], measure: Measure) -> Page | None:
    if sum(len(each.items) or 1 for each in branches) > MOST_ITEMS:
        return None
    for size in SIZES:
        if measure.page(branches, size) <= ROOM:
            return Page(tuple(branches), size)
    return None


def _page(branches: Sequence[Branch], measure: Measure) -> Page:
    for size in SMALL_SIZES:
        if measure.page(branches, size) <= ROOM:
            return Page(tuple(branches), size)
    return Page(tuple(branches), SMALL_SIZES[-1])


def _parts(branch: Branch, measure: Measure) -> Iterator[Branch]:
    """Yield a branch in parts that fit a slide each."""
    if _fits([branch], measure):
        yield branch
        return
    part: list[Item] = []
    for item in branch.items:
        if part and not _fits([Branch(branch.name, branch.span, (*part, item))], measure):
            yield Branch(branch.name, branch.span, tuple(part))
            part = []
        part.append(item)
    yield Branch(branch.name, branch.span, tuple(part))


def draw(sheet: Sheet, tiers: Tiers, page: Page, columns: Columns) -> None:
    """Draw a page of tiers below the title of a slide."""
    measure = Measure(sheet.ruler, columns)
    _headings(sheet, tiers, columns)
    least = measure.page(page.branches, page.size)
    slack = max(0.0, ROOM - least) / max(1, page.rows)
    extra = min(slack, TALLEST_ROW - 30)
    y = TOP + 26 + max(0.0, ROOM - least - extra * page.rows) / 2
    root = _root(sheet, tiers, columns)
    for number, branch in enumerate(page.branches, 1):
        rows = [measure.row(item, page.size) + extra for item in branch.items]
        high = max(sum(rows) + GAP * max(0, len(rows) - 1), measure.box(branch, page.size))
        box = _branch(sheet, branch, columns, Area(columns.branch[0], y, columns.branch[1], high), page.size)
        sheet.connect(root, RIGHT, box, LEFT)
        _items(sheet, branch, columns, y + (high - sum(rows) - GAP * (len(rows) - 1)) / 2, rows, (number, page.size, box, tiers.unsaid))  # fmt: skip
        y += high + BRANCH_GAP


def _headings(sheet: Sheet, tiers: Tiers, columns: Columns) -> None:
    places = (columns.left, columns.root, columns.branch, columns.item, columns.side)
    for heading, (x, wide) in zip(tiers.headings, places, strict=True):
        if wide:
            sheet.fitted(Area(x, TOP - 12, wide, 22), heading, HEAD, (14, 13, 12, 11, 10, 9), name=f"栏目 {heading}")


def _root(sheet: Sheet, tiers: Tiers, columns: Columns) -> object:
    middle = TOP + 26 + ROOM / 2
    x, wide = columns.root
    text = short(tiers.root, MOST_IN_ROOT) if len(tiers.root) > MOST_IN_ROOT else tiers.root
    size = sheet.ruler.fit(text, wide - 2 * PAD, 240, (16, 15, 14, 13, 12, 11, 10, 9, 8))
    high = sheet.ruler.height(text, size, wide - 2 * PAD) + 18
    root = sheet.box(Area(x, middle - high / 2, wide, high), text, SUBJECT, size, name="主体")
    _left(sheet, tiers, columns, root)
    return root


def _left(sheet: Sheet, tiers: Tiers, columns: Columns, root: object) -> None:
    """Put the boxes on the left, one below the other around the middle; who stands behind one is above it."""
    x, wide = columns.left
    texts = [(short(text, MOST_LEFT), box) for box in tiers.left for text in (box.above, box.text) if text]
    size = next((each for each in SMALL_SIZES[3:] if _stack(sheet, texts, each, wide) <= ROOM), SMALL_SIZES[-1])
    y = TOP + 26 + (ROOM - _stack(sheet, texts, size, wide)) / 2
    above = None
    for number, (text, box) in enumerate(texts, 1):
        high = sheet.ruler.height(text, size, wide - 2 * PAD) + 12
        behind = text == short(box.above, MOST_LEFT) and text != short(box.text, MOST_LEFT)
        style = AGENCY if behind or box.agency else DOCUMENT
        shape = sheet.box(
            Area(x, y, wide, high), text, style.derived() if box.derived else style, size, name=f"依据 {number}"
        )
        if behind:
            above = shape
        else:
            if above is not None:
                sheet.connect(above, BELOW, shape, ABOVE)
            sheet.connect(shape, RIGHT, root, LEFT)
            above = None
        y += high + 22


def _stack(sheet: Sheet, texts: Sequence[tuple[str, object]], size: float, wide: float) -> float:
    return sum(sheet.ruler.height(text, size, wide - 2 * PAD) + 12 for text, _box in texts) + 22 * max(
        0, len(texts) - 1
    )


def _branch(sheet: Sheet, branch: Branch, columns: Columns, area: Area, size: float) -> object:
    text = label(branch)
    high = min(area.h, max(Measure(sheet.ruler, columns).box(branch, size) + 6, 40))
    middle = Area(area.x, area.y + (area.h - high) / 2, area.w, high)
    return sheet.box(middle, text, BRANCH, size, name=f"分支 {branch.name}"[:60])


def _items(
    sheet: Sheet, branch: Branch, columns: Columns, y: float, rows: Sequence[float], how: tuple[int, float, object, str]
) -> None:
    number, size, box, unsaid = how
    x, wide = columns.item
    top, nobody = y, bool(unsaid) and not any(item.side for item in branch.items)
    for place, (item, high) in enumerate(zip(branch.items, rows, strict=True), 1):
        name = f"任务 {number}.{place}"
        shape = sheet.box(Area(x, y, wide, high), item.text, TASK.derived() if item.derived else TASK, size, name=name)
        sheet.connect(box, RIGHT, shape, LEFT)
        if columns.side[1] and (item.side or (unsaid and not nobody)):
            style = AGENCY if item.side else UNSAID
            style = style.derived() if item.derived or item.side_derived else style
            area = Area(columns.side[0], y, columns.side[1], high)
            side = sheet.box(area, beside(item) or unsaid, style, size - 1, name=f"责任 {number}.{place}")
            sheet.connect(shape, RIGHT, side, LEFT)
        y += high + GAP
    if nobody and branch.items and columns.side[1]:
        area = Area(columns.side[0], top, columns.side[1], y - GAP - top)
        sheet.box(area, unsaid, UNSAID, size - 1, name=f"责任 {number}")

"""Parts of slides: boxes, glued connectors, tables, charts; lengths are points, texts are fitted to their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from .fitting import LINE, Ruler

WIDE, HIGH = 960.0, 540.0  # 16:9, as 13.333 by 7.5 inches
EDGE = 27.0
TOP, BOTTOM = 84.0, 500.0  # of what stands between title and footer
TYPEFACE = "微软雅黑"  # by name only: on every Windows and in WPS; others put their own Chinese font in its place
PAD = 5.0  # between a box and its text
NAVY, RED, GREY, INK, PALE = "1F3864", "C00000", "5F6B7A", "1A202C", "F2F5F9"
TITLE_SIZES = (28, 26, 24, 22, 20, 18, 16, 14, 12)
LONGEST_TITLE, LONGEST_FOOTER = 150, 260  # characters that fit in the smallest size; longer names are damage
FOOTER_SIZES = (10, 9, 8, 7)
LEFT, RIGHT, ABOVE, BELOW = 1, 3, 0, 2  # connection sites of a rounded rectangle


@dataclass(frozen=True, slots=True)
class Style:
    """How a box looks; without a fill it is only text."""

    fill: str | None = None
    ink: str = INK
    line: str | None = None
    dashed: bool = False
    bold: bool = False
    align: Any = PP_ALIGN.CENTER
    anchor: Any = MSO_ANCHOR.MIDDLE
    italic: bool = False

    def derived(self) -> Style:
        """Return the style of a thing that follows from another fact: pale, with a dashed line."""
        return replace(self, fill="FFFFFF", ink=self.fill or self.ink, line=self.fill or self.ink, dashed=True)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a slide."""

    x: float
    y: float
    w: float
    h: float

    @property
    def inside(self) -> tuple[float, float]:
        """Return the room for a text."""
        return self.w - 2 * PAD, self.h - 2 * PAD / 2


HEADING = Style(ink=NAVY, bold=True, align=PP_ALIGN.LEFT)
FAINT = Style(ink=GREY, align=PP_ALIGN.LEFT)


def new_deck() -> Any:
    """Return an empty presentation of wide slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    return deck


class Sheet:
    """One slide: what is put on it, in the typeface of the deck."""

    def __init__(self, deck: Any, ruler: Ruler) -> None:
        self.slide = deck.slides.add_slide(deck.slide_layouts[6])
        self.shapes = self.slide.shapes
        self.ruler = ruler

    def box(self, area: Area, text: str, style: Style, size: float, *, name: str = "") -> Any:
        """Put a box with a text; the caller has made sure that the text fits."""
        places = (Pt(area.x), Pt(area.y), Pt(area.w), Pt(area.h))
        if style.fill is None and style.line is None:
            shape = self.shapes.add_textbox(*places)
        else:
            shape = self.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *places)
            shape.adjustments[0] = min(0.5, 5 / min(area.w, area.h))
            _paint(shape, style)
        if name:
            shape.name = name
        _write(shape.text_frame, text, style, size)
        return shape

    def fitted(self, area: Area, text: str, style: Style, sizes: Sequence[float], *, name: str = "") -> Any:
        """Put a box with a text in the largest size that fits."""
        return self.box(area, text, style, self.ruler.fit(text, *area.inside, sizes), name=name)

    def block(self, area: Area, colour: str, name: str) -> None:
        """Put a plain rectangle without a text."""
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(area.x), Pt(area.y), Pt(area.w), Pt(area.h))
        shape.name = name
        _paint(shape, Style(fill=colour))

    def title(self, text: str) -> None:
        """Put the title with a line under it."""
        text = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE]}……"
        self.fitted(Area(EDGE, 14, WIDE - 2 * EDGE, 50), text, HEADING, TITLE_SIZES, name="标题")
        self.block(Area(EDGE, 66, WIDE - 2 * EDGE, 2), RED, "标题线")

    def footer(self, text: str, page: str) -> None:
        """Put the sources, the day and the page at the foot."""
        text = text if len(text) <= LONGEST_FOOTER else f"……{text[-LONGEST_FOOTER:]}"
        self.fitted(Area(EDGE, 506, WIDE - 2 * EDGE - 70, 28), text, FAINT, FOOTER_SIZES, name="页脚")
        right = replace(FAINT, align=PP_ALIGN.RIGHT)
        self.box(Area(WIDE - EDGE - 64, 506, 64, 28), page, right, 10, name="页码")

    def connect(self, first: Any, site: int, second: Any, other: int) -> None:
        """Glue a connector to two boxes, behind everything, so that it follows a box that is moved."""
        straight = abs(_middle(first) - _middle(second)) < Pt(1) and {site, other} == {LEFT, RIGHT}
        kind = MSO_CONNECTOR.STRAIGHT if straight or {site, other} == {ABOVE, BELOW} else MSO_CONNECTOR.ELBOW
        line = self.shapes.add_connector(kind, 0, 0, 0, 0)
        line.begin_connect(first, site)
        line.end_connect(second, other)
        line.name = f"连线 {first.name} → {second.name}"[:80]
        line.line.color.rgb = RGBColor.from_string("8A97A8")
        line.line.width = Pt(1.25)
        _flat(line)
        outline = line.line._get_or_add_ln()
        outline.append(_element("a:tailEnd", type="triangle", w="med", len="med"))
        tree = self.shapes._spTree
        tree.remove(line._element)
        tree.insert(2, line._element)  # behind the two entries that every tree begins with

    def notes(self, text: str) -> None:
        """Write what the speaker sees below the slide."""
        self.slide.notes_slide.notes_text_frame.text = text


def _middle(shape: Any) -> int:
    return int(shape.top + shape.height / 2)


def _flat(shape: Any) -> None:
    """Take away the shadow that the theme gives."""
    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")


def _paint(shape: Any, style: Style) -> None:
    _flat(shape)
    if style.fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(style.fill)
    else:
        shape.fill.background()
    if style.line:
        shape.line.color.rgb = RGBColor.from_string(style.line)
        shape.line.width = Pt(1.25)
        if style.dashed:
            shape.line.dash_style = MSO_LINE.DASH
    else:
        shape.line.fill.background()


def _write(frame: Any, text: str, style: Style, size: float) -> None:
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = style.anchor
    frame.margin_left = frame.margin_right = Pt(PAD)
    frame.margin_top = frame.margin_bottom = Pt(PAD / 2)
    write_paragraphs(frame, text, style, size)


def write_paragraphs(frame: Any, text: str, style: Style, size: float) -> None:
    """Write a text into a frame, a paragraph a line, with the typeface for Chinese and Latin letters."""
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = style.align
        paragraph.line_spacing = Pt(size * LINE)
        paragraph._p.get_or_add_pPr().set("hangingPunct", "0")  # a comma that hangs over the edge would leave the box
        run = paragraph.add_run()
        run.text = line
        font = run.font
        font.size, font.bold, font.italic = Pt(size), style.bold, style.italic
        font.color.rgb = RGBColor.from_string(style.ink)
        set_typeface(run._r.get_or_add_rPr())


def set_typeface(properties: Any) -> None:
    """Name the typeface of Latin and of East Asian letters (python-pptx itself sets the first only), and the language."""
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    for tag in ("a:latin", "a:ea"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        properties.append(_element(tag, typeface=TYPEFACE))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(name, value)
    return element

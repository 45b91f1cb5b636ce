"""Briefings as their readers see them: geometry of the slides, and what LibreOffice makes of slides and Word."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import needed
from envgov.api.brief.content import Box, Branch, Briefing, Evidence, Item, Line, Source, Table, Tiers, visible
from envgov.api.brief.fonts import Font, chosen, extra, find_font
from envgov.api.brief.gantt import gantt_svg
from envgov.api.brief.making import read_briefing, write_briefing
from envgov.api.brief.network import network_picture
from envgov.api.brief.reading import find
from envgov.api.cli.brief import rows_of
from envgov.api.problems import ApiError
from envgov.graph.store import open_store
from PIL import Image, ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

pytestmark = pytest.mark.parametrize("filled", ["embedded"], indirect=True, scope="module")

SUBJECTS = {
    "ningde": ("plan", "宁德市三都澳海湾生态修复实施方案"),
    "ganzhou": ("plan", "赣州市“十四五”生态环境保护规划编制工作方案"),
    "lijiang": ("plan", "桂林市漓江流域生态环境保护三年行动计划（2024—2026年）"),
    "yunnan": ("event", "全省生态环境“十五五”规划编制和美丽云南建设培训班"),
    "chizhou": ("agency", "池州市生态环境局"),
    "region": ("region", "云南省"),
}
MOST_TASKS = 14
NEAR = 2.5  # points by which a program may set a line off
MM = 72 / 25.4


def hostile() -> Briefing:
    """Return a briefing of texts that are long, many, and meant to break files."""
    bad = visible("整治<script>alert('x')</script>&amp;\x00\x0b\u202e]]> \\l {\"a\"} 😀")
    evidence = (Evidence(1, bad, 0, 9),)
    owners = "牵头：甲市生态环境局\n配合：" + "、".join(f"第{number}市住房和城乡建设局" for number in range(60))
    items = [
        Item(f"{bad}第{number}项", bad * 3, owners if number % 3 == 0 else "乙局", "2024年", evidence)
        for number in range(23)
    ]
    items.append(Item("治理" * 50, "治理" * 900, "", "", evidence, derived=True))
    branches = (
        Branch("一个名称很长很长很长的阶段，另有说明", "2024年1月至12月", tuple(items)),
        Branch("空阶段", "2025年", ()),
    )
    tiers = Tiers(
        ("依据与制定", "方案", "阶段", "任务", "责任单位"),
        (Box(bad, "省人民政府" * 5),),
        bad * 3,
        branches,
        "原文未写明",
    )
    rows = tuple((str(number), item.full, item.side) for number, item in enumerate(items))
    table = Table("表" * 60, ("序号", "任务", "责任单位"), (1, 6, 4), rows, "注" * 90, frozenset({1}))
    source = Source(1, "document-1", bad, "某政办〔2024〕1号", "2024年1月发布", "某网")
    lines = tuple(Line(f"项目{number}", bad * 2, evidence) for number in range(30))
    return Briefing("plan", "plan-1", "敌意" * 300, f"{'敌意' * 40}：任务", "2026-01-02", "0" * 16, lines, tiers, (table,), (), (), (source,))  # fmt: skip


@pytest.fixture(scope="module")
def briefings(filled: str) -> dict[str, Briefing]:
    """Return the briefings of the samples, and a hostile one."""
    with open_store(filled) as store:
        rows = rows_of(store)
        made = {
            name: read_briefing(rows, kind, find(rows, kind, title), made="2026-11-25", version="0123456789abcdef")
            for name, (kind, title) in SUBJECTS.items()
        }
    return {**made, "hostile": hostile()}


@pytest.fixture(scope="module")
def decks(briefings: dict[str, Briefing], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the slides of every briefing."""
    folder = tmp_path_factory.mktemp("decks")
    for name, briefing in briefings.items():
        write_briefing(briefing, "pptx", folder / f"{name}.pptx")
        write_briefing(briefing, "docx", folder / f"{name}.docx")
    return {name: folder / f"{name}.pptx" for name in briefings}


# -- geometry ----------------------------------------------------------------------------------------------------------


def boxes(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if not shape.element.tag.endswith("cxnSp")]


def rectangle(shape: Any) -> tuple[float, float, float, float]:
    return tuple(each / Pt(1) for each in (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height))  # type: ignore[return-value]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] - 0.1 and other[0] < one[2] - 0.1 and one[1] < other[3] - 0.1 and other[1] < one[3] - 0.1


def text_height(frame: Any, room: float, face: ImageFont.FreeTypeFont) -> float:
    """Return the height of a text set character by character: an own measure, with the widths of the glyphs."""
    high = 0.0
    for paragraph in frame.paragraphs:
        size = max((run.font.size / Pt(1) for run in paragraph.runs), default=0.0)
        assert paragraph.line_spacing is not None
        used, lines = 0.0, 1
        for character in "".join(run.text for run in paragraph.runs):
            wide = face.getlength(character) / 100 * size
            lines, used = (lines + 1, wide) if used + wide > room else (lines, used + wide)
        high += lines * paragraph.line_spacing / Pt(1)
    return high


def test_nothing_overlaps_leaves_the_slide_or_is_too_long_for_its_box(decks: dict[str, Path]) -> None:
    font = find_font()
    face = ImageFont.truetype(str(font.path), 100, index=font.index)
    for name, path in decks.items():
        deck = Presentation(str(path))
        for number, slide in enumerate(deck.slides, 1):
            where = f"{name} {number}"
            shapes = [(shape, rectangle(shape)) for shape in boxes(slide)]
            for shape, (left, top, right, bottom) in shapes:
                assert left >= -0.1 and top >= -0.1, (where, shape.name)
                assert right <= deck.slide_width / Pt(1) + 0.1 and bottom <= deck.slide_height / Pt(1) + 0.1, (
                    where,
                    shape.name,
                )
                if shape.has_text_frame and shape.text_frame.text:
                    assert text_height(shape.text_frame, right - left - 10, face) <= bottom - top + 0.1, (
                        where,
                        shape.text_frame.text,
                    )
                    assert shape.text_frame.word_wrap
            for (one, first), (other, second) in combinations(shapes, 2):
                assert not overlap(first, second), (where, one.name, other.name)


def test_connectors_are_glued_at_both_ends_and_lie_behind_the_boxes(decks: dict[str, Path]) -> None:
    glued = 0
    for name, path in decks.items():
        for slide in Presentation(str(path)).slides:
            order = [shape.element.tag.endswith("cxnSp") for shape in slide.shapes]
            assert order == sorted(order, reverse=True), name
            known = {shape.shape_id for shape in boxes(slide)}
            for line in (shape for shape in slide.shapes if shape.element.tag.endswith("cxnSp")):
                ends = [line.element.find(f".//{qn(tag)}") for tag in ("a:stCxn", "a:endCxn")]
                assert all(end is not None and int(end.get("id")) in known for end in ends), (name, line.name)
                glued += 1
    assert glued > 60


def test_no_slide_has_more_than_fourteen_tasks_and_each_stands_beside_who_bears_it(
    decks: dict[str, Path], briefings: dict[str, Briefing]
) -> None:
    for name, path in decks.items():
        items = []
        for slide in Presentation(str(path)).slides:
            tasks = [shape for shape in slide.shapes if shape.name.startswith("任务 ")]
            assert len(tasks) <= MOST_TASKS, name
            items += [shape.text_frame.text for shape in tasks]
            sides = {shape.name.split()[1]: shape for shape in slide.shapes if shape.name.startswith("责任 ")}
            for task in tasks:
                beside = sides.get(task.name.split()[1])
                assert beside is None or (beside.top, beside.height) == (task.top, task.height), name
        assert items == [item.text for item in briefings[name].tiers.items], name


def test_every_text_names_its_chinese_typeface_and_every_slide_its_sources_and_day(
    decks: dict[str, Path], briefings: dict[str, Briefing]
) -> None:
    for name, path in decks.items():
        deck = Presentation(str(path))
        for run in (run for slide in deck.slides for run in slide.element.iter(qn("a:r"))):
            properties = run.find(qn("a:rPr"))
            assert properties.find(qn("a:ea")).get("typeface") == "微软雅黑"
        for slide in list(deck.slides)[1:]:
            foot = next(shape.text_frame.text for shape in slide.shapes if shape.name == "页脚")
            assert briefings[name].sources_line in foot and "2026年" in foot


def test_the_whole_text_of_every_task_is_in_a_table_with_its_quote_in_the_notes(
    decks: dict[str, Path], briefings: dict[str, Briefing]
) -> None:
    for name in ("ningde", "ganzhou", "lijiang"):
        deck = Presentation(str(decks[name]))
        cells = {cell.text for slide in deck.slides for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells}  # fmt: skip
        notes = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)
        for item in briefings[name].tiers.items:
            assert item.full in cells
            assert item.evidence and all(each.quote in notes for each in item.evidence)
    assert any(shape.has_chart for slide in Presentation(str(decks["ganzhou"])).slides for shape in slide.shapes)


# -- rendered by LibreOffice -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(decks: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every deck and Word document as PDF, made in one start of LibreOffice."""
    needed("soffice", "pdftotext", "pdftoppm", "pdffonts")
    folder = tmp_path_factory.mktemp("pdf")
    home = tmp_path_factory.mktemp("office").as_uri()
    for suffix in ("pptx", "docx"):
        files = [str(path.with_suffix(f".{suffix}")) for path in decks.values()]
        out = folder / suffix
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={home}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
            *files,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
        assert len(list(out.glob("*.pdf"))) == len(files), done.stderr[-500:]
    return folder


Word = tuple[float, float, float, float, str]


def words(path: Path) -> list[list[Word]]:
    """Return the words of every page of a PDF with their rectangles."""
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True)
    found: list[list[Word]] = []
    for page in ElementTree.fromstring(done.stdout).iter("{http://www.w3.org/1999/xhtml}page"):  # noqa: S314 - poppler's own
        here = [
            (*(float(word.get(side, "")) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
            for word in page
        ]
        found.append(here)  # type: ignore[arg-type]
    return found


def letters(text: str) -> Counter[str]:
    return Counter(each for each in text if not each.isspace())


def test_every_text_of_a_slide_comes_back_from_the_picture_inside_its_box(decks: dict[str, Path], pages: Path) -> None:
    for name, path in decks.items():
        rendered = words(pages / "pptx" / f"{name}.pdf")
        slides = list(Presentation(str(path)).slides)
        assert len(rendered) == len(slides)
        for number, (slide, found) in enumerate(zip(slides, rendered, strict=True), 1):
            for shape in boxes(slide):
                if shape.has_text_frame and shape.text_frame.text:
                    inside(shape, found, f"{name} {number} {shape.name}", exact=name != "hostile")
            cells = "".join(
                cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
            )
            assert not letters(cells) - letters("".join(word[4] for word in found)) or name == "hostile", (name, number)


def inside(shape: Any, found: list[Word], where: str, *, exact: bool) -> None:
    """Check that a box holds its whole text and nothing of it stands outside."""
    left, top, right, bottom = rectangle(shape)
    here = [
        word for word in found if left <= (word[0] + word[2]) / 2 <= right and top <= (word[1] + word[3]) / 2 <= bottom
    ]
    if exact:
        assert letters("".join(word[4] for word in here)) == letters(shape.text_frame.text), where
    for x, y, end, low, text in here:
        middle = (y + low) / 2  # the rectangle of a word is as high as the font's box, which is higher than its letters
        assert x >= left - NEAR and end <= right + NEAR and top - NEAR <= middle <= bottom + NEAR, (where, text)


def test_no_table_reaches_what_stands_below_it(decks: dict[str, Path], pages: Path) -> None:
    for name, path in decks.items():
        for slide, found in zip(Presentation(str(path)).slides, words(pages / "pptx" / f"{name}.pdf"), strict=True):
            for table in (shape for shape in slide.shapes if shape.has_table):
                bottom = rectangle(table)[3]
                below = [shape for shape in boxes(slide) if rectangle(shape)[1] >= bottom and shape.has_text_frame]
                own = letters("".join(shape.text_frame.text for shape in below))
                there = letters("".join(word[4] for word in found if (word[1] + word[3]) / 2 > bottom))
                assert there == own or name == "hostile", (name, there - own)


def test_the_picture_shows_the_boxes_where_the_slide_has_them(
    decks: dict[str, Path], pages: Path, tmp_path: Path
) -> None:
    scale = 0.75  # of a pixel a point
    seen = 0
    for name in ("ningde", "yunnan"):
        subprocess.run(
            ["pdftoppm", "-r", str(72 * scale), "-png", str(pages / "pptx" / f"{name}.pdf"), str(tmp_path / name)],
            check=True,
        )
        pictures = sorted(tmp_path.glob(f"{name}-*.png"))
        for slide, picture in zip(Presentation(str(decks[name])).slides, pictures, strict=True):
            image = Image.open(picture).convert("RGB")
            for shape in boxes(slide):
                if not shape.element.findall(f"{qn('p:spPr')}/{qn('a:solidFill')}") or shape.height < Pt(12):
                    continue
                left, top, _right, bottom = rectangle(shape)
                colour = image.getpixel((int((left + 2.5) * scale), int((top + bottom) / 2 * scale)))
                wanted = tuple(bytes.fromhex(str(shape.fill.fore_color.rgb)))
                assert isinstance(colour, tuple)
                assert all(abs(one - other) < 48 for one, other in zip(colour, wanted, strict=True)), (
                    name,
                    shape.name,
                    colour,
                )
                seen += 1
    assert seen > 40


def test_no_character_is_a_box_and_every_font_is_in_the_file(pages: Path) -> None:
    for path in pages.rglob("*.pdf"):
        listed = subprocess.run(
            ["pdffonts", str(path)], capture_output=True, text=True, check=True
        ).stdout.splitlines()[2:]
        assert listed and all(re.search(r"\byes (yes|no ) ", line) for line in listed), path.name
        assert (
            "\ufffd"
            not in subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
        )


def test_word_is_laid_out_like_an_official_document_and_loses_nothing(
    decks: dict[str, Path], pages: Path, briefings: dict[str, Briefing]
) -> None:
    from docx import Document

    for name, path in decks.items():
        document = Document(str(path.with_suffix(".docx")))
        section = document.sections[0]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
        title = document.paragraphs[0]
        assert (
            title.runs[0].font.size.pt == 22 and title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
        )
        heading = next(each for each in document.paragraphs if each.text.startswith("一、"))
        said = [each.text for each in document.paragraphs]
        body = document.paragraphs[said.index(heading.text) + 1]
        assert heading.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
        assert (body.paragraph_format.line_spacing.pt, body.runs[0].font.size.pt) == (28, 16)
        assert body.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
        said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        found = words(pages / "docx" / f"{name}.pdf")
        shown = "".join(word[4] for page in found for word in page)
        if name != "hostile":
            assert not letters("".join(said)) - letters(shown), name
        assert letters("—1—") <= letters(shown)
        for word in (word for page in found for word in page):
            assert word[0] >= 28 * MM - NEAR and word[2] <= 184 * MM + 18, (name, word)  # a stop may hang over the edge
        assert all(
            item.full.replace("\n", "。").rstrip("。；") in "".join(said) for item in briefings[name].tiers.items
        )


# -- pictures ----------------------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


def texts(
    element: ElementTree.Element, x: float = 0.0, y: float = 0.0
) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield the texts of an SVG with their rectangles, in the units of its viewBox."""
    font = find_font()
    face = ImageFont.truetype(str(font.path), 100, index=font.index)
    for moved in re.findall(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)", element.get("transform", "")):
        x, y = x + float(moved[0]), y + float(moved[1])
    if element.tag == f"{SVG}text":
        size = float((element.get("font-size") or "14").removesuffix("px"))
        spans = [span for span in element if span.tag == f"{SVG}tspan"] or [element]
        here = [float(element.get("x", 0)), float(element.get("y", 0))]
        for span in spans:
            here[1] += float(span.get("dy", 0)) if span is not element else 0.0
            wide = face.getlength(span.text or "") / 100 * size
            start = x + here[0] - wide * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
            yield start, y + here[1] - size * 0.8, start + wide, y + here[1] + size * 0.1, span.text or ""
        return
    for child in element:
        yield from texts(child, x, y)


def check_svg(data: bytes, wanted: list[str], where: str) -> None:
    """Check that a picture holds texts, inside its frame and not over one another."""
    root = ElementTree.fromstring(data)  # noqa: S314 - made here
    frame = [float(each) for each in root.get("viewBox", "").split()]
    found = [each for each in texts(root) if each[4].strip()]
    for left, top, right, bottom, text in found:
        assert left >= frame[0] - 1 and right <= frame[0] + frame[2] + 1, (where, text, left, right, frame)
        assert top >= frame[1] - 1 and bottom <= frame[1] + frame[3] + 1, (where, text, top, bottom, frame)
    for one, other in combinations(found, 2):
        assert not overlap(one[:4], other[:4]), (where, one, other)
    shown = letters("".join(each[4] for each in found))
    for text in wanted:
        assert not letters(text) - shown, (where, text)
    assert not list(root.iter(f"{SVG}script"))


def test_the_pictures_hold_every_text_inside_their_frame(briefings: dict[str, Briefing]) -> None:
    font = find_font()
    for name in ("ningde", "yunnan", "lijiang"):
        briefing = briefings[name]
        check_svg(
            gantt_svg(briefing, font), [bar.label for bar in briefing.bars] + [briefing.sources_line], f"{name} gantt"
        )
    assert "年份原文未写明" in gantt_svg(briefings["yunnan"], font).decode()


def test_the_network_holds_every_text_inside_its_frame(
    briefings: dict[str, Briefing], monkeypatch: pytest.MonkeyPatch
) -> None:
    needed("dot")
    font = find_font()
    for name in ("ningde", "yunnan", "lijiang", "hostile"):
        tiers = briefings[name].tiers
        wanted = [font.spelled(item.text) for item in tiers.items] + [font.spelled(tiers.root)]
        check_svg(network_picture(briefings[name], font, "svg"), wanted, f"{name} network")
    assert network_picture(briefings["ningde"], font, "png").startswith(b"\x89PNG")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ApiError, match="install graphviz") as caught:
        network_picture(briefings["ningde"], font, "svg")
    assert caught.value.code == "tool_missing"


# -- fonts -------------------------------------------------------------------------------------------------------------


def test_every_character_of_the_briefings_has_a_glyph_or_is_spelled_out(briefings: dict[str, Briefing]) -> None:
    font = find_font()
    for name, briefing in briefings.items():
        said = "".join([briefing.title, briefing.sources_line, *(line.text for line in briefing.lines)])
        said += "".join(item.full + item.side + item.due for item in briefing.tiers.items)
        assert font.missing(said) == (frozenset("😀") if name == "hostile" else frozenset())
        assert not font.missing(font.spelled(said))
    assert font.spelled("治理😀") == "治理〔U+1F600〕"


def test_the_extra_font_stands_in_and_without_any_there_is_one_sentence(filled: str) -> None:
    (spare,) = extra()
    assert (chosen([spare]).family, spare.missing("环境治理")) == ("Noto Sans CJK SC", frozenset())
    latin = [Font("DejaVu Sans", Path(each), 0) for each in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")]
    for fonts in ([], latin):  # a font without Chinese characters would draw boxes
        with pytest.raises(ApiError, match=r"envgov\[fonts\]"):
            chosen(fonts)


def test_no_box_of_the_tiers_is_smaller_than_can_be_read(decks: dict[str, Path]) -> None:
    for name, path in decks.items():
        for slide in Presentation(str(path)).slides:
            for shape in slide.shapes:
                if name != "hostile" and shape.name.startswith(("任务", "责任", "分支", "主体", "依据")):
                    sizes = [run.font.size for each in shape.text_frame.paragraphs for run in each.runs]
                    assert min(sizes) >= Pt(9.5), (name, shape.text_frame.text)
    assert replace(hostile(), sources=()).sources_line == "资料来源：行政区划资料"

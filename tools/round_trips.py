"""Make one text a web page of three kinds of sites, a Word file and, by LibreOffice, a Word file and a PDF of its own.

What a reader sees is the same in all of them, so that the same facts have to come out of each.

Usage: python tools/round_trips.py FOLDER   (the samples in every form, to be looked at)
"""

from __future__ import annotations

import html
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from envgov.graph.model import DocumentFacts
from envgov.graph.versions import told_by
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths

ROOT = Path(__file__).parent.parent
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN = 7  # characters of a run: Word cuts words where spelling, history or a font changes
INDENTED, CENTRED = '<w:pPr><w:ind w:firstLine="420"/></w:pPr>', '<w:pPr><w:jc w:val="center"/></w:pPr>'
SECONDS = 240  # for LibreOffice, which starts slowly beside other tests
Rows = list[list[str]]
Part = str | Rows


def texts() -> dict[str, str]:
    """Return the texts of the samples as their readers give them, by the stem of the file."""
    found = (each for each in read_paths([ROOT / "samples"]) if isinstance(each, Document))
    return {Path(each.source).stem: each.raw for each in found if each.format != "JSON Lines"}


def parts(text: str) -> Iterator[Part]:
    """Yield the lines of a text, and the rows of its tables together."""
    for tabbed, lines in groupby((line for line in text.split("\n") if line.strip()), key=lambda line: "\t" in line):
        if tabbed:
            yield [line.split("\t") for line in lines]
        else:
            yield from lines


def of_editor(text: str) -> bytes:
    """Return the page of a site whose editor puts a paragraph in `p`, with a head, a trail and a foot around it."""
    return _page(_marked(text, "<p style='text-indent:2em'>{}</p>"), "<div class='TRS_Editor'>{}</div>").encode()


def of_breaks(text: str) -> bytes:
    """Return the page of a site that ends its lines by breaks and begins them with blanks."""
    return _page(_marked(text, "　　{}<br>\n"), "<div id='zoom'>{}</div>").encode("utf-8-sig")


def of_old_site(text: str) -> bytes:
    """Return the page of an old site: in GB18030, laid out by tables, a font around every line."""
    layout = "<table width=100%><tr><td>导航<td><table><tr><td class='content'>{}</td></tr></table></td></tr></table>"
    page = _page(_marked(text, "<p><font size=3>{}</font></p>"), layout)
    return page.replace("charset=utf-8", "charset=gb2312").encode("gb18030")


def _page(body: str, around: str) -> str:
    head = "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"
    trail = "<div class='nav'><a href='/'>首页</a> &gt; <a href='/zw/'>政务公开</a></div>"
    foot = "<div class='footer'><p>网站地图 | 联系我们</p></div>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{trail}{around.format(body)}{foot}</body></html>"


def _marked(text: str, line: str) -> str:
    return "".join(
        line.format(html.escape(part)) if isinstance(part, str) else _html_table(part) for part in parts(text)
    )


def _html_table(rows: Rows) -> str:
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def of_word(text: str) -> bytes:
    """Return a Word file: runs cut in the middle of words, tables as tables."""
    made = (_paragraph(part, INDENTED) if isinstance(part, str) else _word_table(part) for part in parts(text))
    body = "".join(made).replace(INDENTED, CENTRED, 1)
    main = f'<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", kinds), ("_rels/.rels", related), ("word/document.xml", main)):
            archive.writestr(name, content)
    return file.getvalue()


def _paragraph(line: str, properties: str = "") -> str:
    runs = (html.escape(line[at : at + RUN], quote=False) for at in range(0, len(line), RUN))
    return (
        f"<w:p>{properties}" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"
    )


def _word_table(rows: Rows) -> str:
    width = max(map(len, rows))
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(f'<w:{name} w:val="single" w:sz="4"/>' for name in names)
    grid = f'<w:gridCol w:w="{9000 // width}"/>' * width
    filled = (row + [""] * (width - len(row)) for row in rows)
    lines = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in filled)
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


FORMS: Mapping[str, tuple[str, Callable[[str], bytes]]] = {
    "text": (".txt", lambda text: text.encode()),
    "editor": (".html", of_editor),
    "breaks": (".html", of_breaks),
    "old-site": (".html", of_old_site),
    "word": (".docx", of_word),
}


def write(folder: Path, form: str, given: Mapping[str, str]) -> list[Path]:
    """Write texts in a form into a folder of their own; return the files."""
    suffix, make = FORMS[form]
    place = folder / form
    place.mkdir(parents=True, exist_ok=True)
    files = [place / f"{name}{suffix}" for name in given]
    for file, text in zip(files, given.values(), strict=True):
        file.write_bytes(make(text))
    return files


def converted(folder: Path, files: Sequence[Path], suffix: str) -> list[Path]:
    """Let LibreOffice read Word files and write them anew, as .docx or .pdf; return the files, in one run for all."""
    place = folder / f"office{suffix}"
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix[1:], "--outdir", str(place), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
    return [place / f"{file.stem}{suffix}" for file in files]


def said(facts: DocumentFacts) -> set[tuple[str, ...]]:
    """Return what a document states, by names."""
    return {(*each.slot, each.said) for each in told_by(facts) if each.predicate not in ("occasion", "seq")}


def agreement(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """Return the F1 of what two forms state, 1.0 where both state nothing."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def main() -> None:
    """Write the samples in every form."""
    folder = Path(sys.argv[1])
    for form in FORMS:
        files = write(folder, form, texts())
    for suffix in (".docx", ".pdf"):
        converted(folder, files, suffix)


if __name__ == "__main__":
    main()

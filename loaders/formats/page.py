"""Read web pages: the article of a government site, its title, and what its meta tags say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

import regex
import trafilatura
from envgov.graph.errors import InputError
from envgov.graph.yaml_text import read_yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..dates.publication import publication_date
from ..language.rules import pattern
from .content import Page
from .encoding import decode
from .linked_data import linked_data
from .table import MOST_COLUMNS, Cell, Table, lines_of

HAN = regex.compile(r"\p{Han}")
CHARSET = regex.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", regex.IGNORECASE)
CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "blockquote",
        "dd",
        "dt",
        "dl",
        "center",
        "pre",
        "header",
        "main",
        "td",
        "th",
    ]
)
MARKED_ROW = regex.compile(r"\s*\|.*\|\s*$")
RULE = regex.compile(r"\s*\|[\s|:-]+\|\s*$")  # |---|---|
WHITE, BLANKS = regex.compile(r"\s+"), regex.compile(r"[ \u00a0\u3000]+")
BEGINS_ITEM = pattern("repair-lines.heading")
UNNUMBERED = regex.compile(r"list-style(?:-type)?\s*:\s*none", regex.IGNORECASE)
DEEPEST = 12  # tables in tables
LONGEST_NUMBER = 6  # digits
HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)


@cache
def _patterns() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(files("envgov.loaders").joinpath("patterns/pages.yaml").read_text("utf-8"))
    return data


def read_page(data: bytes, source: str) -> Page:
    """Return the article of a page; raise InputError where it holds none."""
    html, left_out = _decoded(data, source)
    tree = LexborHTMLParser(html)
    stated = linked_data(tree)
    meta = {key: _meta(tree, names) or stated.get(key) for key, names in _patterns()["meta"].items()}
    canonical = tree.css_first('link[rel="canonical"]')
    address = meta["url"] or (canonical.attributes.get("href") if canonical is not None else None)
    body = _article(tree) or _rows(trafilatura.extract(html, include_tables=True, favor_recall=True) or "")
    if len(HAN.findall(body)) < _patterns()["fewest"]:
        raise InputError(
            f"{source}: 网页上没有找到正文；请把正文存为 .txt。/ no article was found on this page; save its text as .txt instead."
        )
    shown = _title(tree)
    title = meta["title"] or shown
    lines = [line for line in (shown or title, _information(tree, body)) if line and line not in body[:400]]
    return Page(
        "\n".join([*lines, body]),
        title,
        publication_date(meta["published"]),
        meta["publisher"],
        address,
        left_out,
    )


def _decoded(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    declared = CHARSET.search(data[:4096])
    encoding = CHINESE.get(declared.group(1).decode("ascii").lower()) if declared else None
    return decode(data, source, encoding)


def _meta(tree: LexborHTMLParser, names: list[str]) -> str | None:
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        if name in names and (content := (node.attributes.get("content") or "").strip()):
            return content
    return None


def _article(tree: LexborHTMLParser) -> str:
    patterns = _patterns()
    for tag in patterns["outside"]:
        for node in tree.css(tag):
            node.decompose()
    for selector in patterns["content"]:
        text = "\n".join(_lines(node) for node in _parts(tree.css(selector), selector))
        if len(HAN.findall(text)) >= patterns["fewest"]:
            return text
    return ""


def _parts(nodes: Sequence[LexborNode], selector: str) -> Iterator[LexborNode]:
    """Yield the containers of an article: the first, and others of its kind beside it that hold sentences, no links."""
    if not nodes:
        return
    first = nodes[0]
    yield first
    if selector.endswith("article"):  # the cards of other articles are called so too
        return
    beside = {parent.mem_id for parent in (first.parent, first.parent.parent if first.parent else None) if parent}
    for node in nodes[1:]:
        parent = node.parent
        near = parent is not None and (parent.mem_id in beside or (parent.parent and parent.parent.mem_id in beside))
        words = node.text() or ""
        linked = sum(len(each.text() or "") for each in node.css("a"))
        if near and "。" in words and linked * 2 < len(words):
            yield node


def _rows(text: str) -> str:
    """Return a text whose rows of a table (| a | b |) are lines with tabs, as the rest of the reader writes them."""
    return "\n".join(
        "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")) if MARKED_ROW.match(line) else line
        for line in text.split("\n")
        if not RULE.match(line)
    )


def _title(tree: LexborHTMLParser) -> str | None:
    for selector in _patterns()["title"]:
        node = tree.css_first(selector)
        if node is not None and (text := " ".join(node.text().split())):
            return text
    return None


def _information(tree: LexborHTMLParser, body: str) -> str:
    for selector in _patterns()["information"]:
        node = tree.css_first(selector)
        if node is not None and (text := " ".join(node.text(separator=" ").split())) and text not in body:
            return text
    return ""


def _lines(root: LexborNode) -> str:
    """Return the words of an element as lines; a row of a table is one line with tabs between its cells."""
    return "\n".join(lines_of(list(_content(root, 0))))


def _content(root: LexborNode, depth: int) -> Iterator[str | Table]:
    """Yield the lines of an element and the tables in it, in order."""
    words = ""
    for piece in _pieces(root, depth):
        if isinstance(piece, str) and piece != "\n":
            words += piece
            continue
        if line := BLANKS.sub(" ", words).strip(" "):
            yield line
        words = ""
        if isinstance(piece, Table):
            yield piece
    if line := BLANKS.sub(" ", words).strip(" "):
        yield line


def _pieces(node: LexborNode, depth: int) -> Iterator[str | Table]:
    numbers = _numbers(node)
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            yield WHITE.sub(" ", child.text_content or "")
        elif HIDDEN.search(child.attributes.get("style") or "") or "hidden" in child.attributes:
            continue
        elif tag == "table":
            yield "\n"
            yield _table(child, depth + 1)
        elif tag == "br":
            yield "\n"
        elif tag in BLOCKS:
            yield "\n"
            if tag == "li" and numbers is not None and not BEGINS_ITEM.match((child.text() or "").strip()):
                yield f"{next(numbers)}. "
            yield from _pieces(child, depth)
            yield "\n"
        else:
            yield from _pieces(child, depth)


def _numbers(node: LexborNode) -> Iterator[int] | None:
    """Return the numbers that a browser shows before the items of a list, None where it shows none."""
    if node.tag != "ol" or UNNUMBERED.search(node.attributes.get("style") or ""):
        return None
    start = node.attributes.get("start") or "1"
    return count(int(start) if start.isdecimal() and len(start) < LONGEST_NUMBER else 1)


def _table(table: LexborNode, depth: int) -> Table:
    """Return a table with the tables in its cells; those nested beyond all measure are read as words."""
    made = Table()
    for row in _rows_of(table):
        cells = []
        for cell in row.iter():
            if cell.tag not in ("td", "th") or HIDDEN.search(cell.attributes.get("style") or ""):
                continue
            deep = depth > DEEPEST
            words = " ".join((cell.text(separator=" ") or "").split()) if deep else ""
            content: list[str | Table] = [words] if deep else list(_content(cell, depth))
            cells.append(Cell(content, _span(cell, "colspan"), _span(cell, "rowspan")))
        made.rows.append(cells)
    return made


def _rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the rows of a table itself, not those of tables in its cells."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), MOST_COLUMNS)) if value.isdecimal() and len(value) < LONGEST_NUMBER else 1

"""Read web pages: the article of a government site, its title, and what its meta tags say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import regex
import trafilatura
from envgov.graph.errors import InputError
from envgov.graph.yaml_text import read_yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..dates.publication import publication_date
from .content import Page
from .encoding import decode
from .linked_data import linked_data

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
        nodes = tree.css(selector)
        text = "\n".join(_lines(node) for node in nodes[:1])
        if len(HAN.findall(text)) >= patterns["fewest"]:
            return text
    return ""


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
    lines: list[str] = [""]
    for piece in _pieces(root):
        if piece == "\n":
            lines.append("")
        else:
            lines[-1] += piece
    cleaned = (regex.sub(r"[ \u00a0\u3000]+", " ", line).strip(" ") for line in lines)
    return "\n".join(line for line in cleaned if line.strip())


def _pieces(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            yield regex.sub(r"\s+", " ", child.text_content or "")
        elif HIDDEN.search(child.attributes.get("style") or ""):
            continue
        elif tag == "table":
            yield "\n"
            yield from _table(child)
        elif tag == "br":
            yield "\n"
        elif tag in BLOCKS:
            yield "\n"
            yield from _pieces(child)
            yield "\n"
        else:
            yield from _pieces(child)


def _table(table: LexborNode) -> Iterator[str]:
    """Yield the rows of a table; a cell that spans rows says its words in each of them."""
    carried: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in row.css("td, th"):
            while len(cells) in carried:
                cells.append(_carry(carried, len(cells)))
            text = " ".join("".join(_pieces(cell)).split())
            span = cell.attributes.get("rowspan") or "1"
            if span.isdecimal() and int(span) > 1:
                carried[len(cells)] = (int(span) - 1, text)
            cells.append(text)
        while len(cells) in carried:
            cells.append(_carry(carried, len(cells)))
        if any(cells):
            yield "\t".join(cells)
            yield "\n"


def _carry(carried: dict[int, tuple[int, str]], column: int) -> str:
    left, text = carried.pop(column)
    if left > 1:
        carried[column] = (left - 1, text)
    return text

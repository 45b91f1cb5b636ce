"""Read web pages: the article of a government site, its title, and what its meta tags say of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import regex
import trafilatura
from envgov.graph.errors import InputError
from envgov.graph.model import Place
from envgov.graph.yaml_text import read_yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..dates.publication import publication_date
from .content import Line, Page, laid_out
from .encoding import decode
from .page_lines import lines_shown

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
SHORTEST = 12  # Han characters of a notice
FEWEST_CELLS, FEWEST_ROWS = 3, 2  # of a table of data
NEARLY_ALL, MOST_NESTED = 0.85, 60
MOST_OF_WORDS = 0.6  # of a page, in one cell of a table: it lays out the page
NESTING = regex.compile(r"<(/?)(?:div|span|section|article|font|center|blockquote|b|strong|em|i|u)\b", regex.IGNORECASE)
MOST_WITHIN = 4000  # elements within one another
ARTICLES = ("Article", "NewsArticle", "Report", "GovernmentService", "WebPage", "CreativeWork")
KEYS = {
    "title": ("headline",),
    "published": ("datePublished",),
    "publisher": ("sourceOrganization", "publisher", "author"),
    "url": ("url",),
}
DEEPEST = 4  # a graph in a list; what lies deeper is about something else
MARKED_ROW = regex.compile(r"\s*\|.*\|\s*$")
RULE = regex.compile(r"\s*\|[\s|:-]+\|\s*$")  # |---|---|


@cache
def _patterns() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(files("envgov.loaders").joinpath("patterns/pages.yaml").read_text("utf-8"))
    return data


def read_page(data: bytes, source: str) -> Page:
    """Return the article of a page; raise InputError where it holds none."""
    html, left_out = _decoded(data, source)
    if _is_too_deep(html):
        raise InputError(
            f"{source}: 网页嵌套过深；请把正文存为 .txt。/ its elements are nested too deep; save its text as .txt."
        )
    tree = LexborHTMLParser(html)
    stated = linked_data(tree)
    meta = {key: _meta(tree, names) or stated.get(key) for key, names in _patterns()["meta"].items()}
    canonical = tree.css_first('link[rel="canonical"]')
    address = meta["url"] or (canonical.attributes.get("href") if canonical is not None else None)
    article = _article(tree) or _short_article(tree) or _block_with_table(tree) or _extracted(html, tree)
    if _han(_text(article)) < _patterns()["fewest"]:
        article = _article(tree, fewest=SHORTEST)  # a short notice, in a place that holds nothing but articles
    body = _text(article)
    if _han(body) < SHORTEST or (_han(body) < _patterns()["fewest"] and "。" not in body):
        raise InputError(
            f"{source}: 网页上没有找到正文；请把正文存为 .txt。/ no article was found on this page; save its text as .txt instead."
        )
    shown = _title(tree)
    title = meta["title"] or shown
    lines = [Line(line) for line in (shown or title, _information(tree, body)) if line and line not in body[:400]]
    text, layout = laid_out([*lines, *article])
    published = publication_date(meta["published"])
    return Page(text, title, published, meta["publisher"], address, left_out, layout=layout)


def shown_page(html: str) -> Page:
    """Return all that a page shows, as of a mail: there is nothing around its article."""
    body = LexborHTMLParser(html).body if not _is_too_deep(html) else None
    text, layout = laid_out(lines_shown(body) if body is not None else ())
    return Page(text, layout=layout)


def _decoded(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    declared = CHARSET.search(data[:4096])
    encoding = CHINESE.get(declared.group(1).decode("ascii").lower()) if declared else None
    return decode(data, source, encoding)


def _is_too_deep(html: str) -> bool:
    """Say whether elements are nested so deep that a parser would need minutes: no page of a site is."""
    depth = 0
    for tag in NESTING.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > MOST_WITHIN:
            return True
    return False


def _meta(tree: LexborHTMLParser, names: list[str]) -> str | None:
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        if name in names and (content := (node.attributes.get("content") or "").strip()):
            return content
    return None


def _han(text: str) -> int:
    return len(HAN.findall(text))


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _article(tree: LexborHTMLParser, *, fewest: int = 0) -> list[Line]:
    patterns = _patterns()
    for tag in patterns["outside"]:
        for node in tree.css(tag):
            node.decompose()
    for selector in patterns["content"]:
        lines = [line for node in _parts(tree.css(selector), selector) for line in lines_shown(node)]
        if _han(_text(lines)) >= (fewest or patterns["fewest"]):
            return lines
    return []


def _short_article(tree: LexborHTMLParser) -> list[Line]:
    """Return the lines of a short article in a known place, where it holds sentences and most words of the page, links aside."""
    lines = _article(tree, fewest=SHORTEST)
    text = _text(lines)
    whole = _own_words(tree.body) if tree.body is not None else 0
    return lines if "。" in text and _han(text) >= MOST_OF_WORDS * whole else []


def _block_with_table(tree: LexborHTMLParser) -> list[Line]:
    """Return the lines of the block that holds nearly all words of a page without a known place for its article.

    Only where it holds a table of several columns: the general extractor reads other pages better, and parts their cells.
    """
    if sum(len(row.css("td, th")) >= FEWEST_CELLS for row in tree.css("tr")) < FEWEST_ROWS:
        return []
    return _block(tree)


def _block(tree: LexborHTMLParser) -> list[Line]:
    """Return the lines of the smallest block that holds nearly all words of a page."""
    node = tree.body
    if node is None:
        return []
    whole = _own_words(node)
    for _depth in range(MOST_NESTED):
        inner = [child for child in node.iter() if child.tag not in ("tr", "td", "tbody", "a")]
        best = max(inner, key=_own_words, default=None)
        if best is None or _own_words(best) < NEARLY_ALL * whole:
            break
        node = best
    return lines_shown(node)


def _own_words(node: LexborNode) -> int:
    """Return how many Chinese characters an element holds outside of links."""
    return _han(node.text() or "") - sum(_han(each.text() or "") for each in node.css("a"))


def _extracted(html: str, tree: LexborHTMLParser) -> list[Line]:
    """Return what the general extractor takes for the article; of a page laid out by tables, which it flattens, the block."""
    lines = list(_rows(trafilatura.extract(html, include_tables=True, favor_recall=True) or ""))
    largest = max((_han(cell) for line in lines if line.place.row for cell in line.text.split("\t")), default=0)
    return _block(tree) if largest > MOST_OF_WORDS * _han(_text(lines)) else lines


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


def _rows(text: str) -> Iterator[Line]:
    """Yield the lines of a text; rows of a table (| a | b |) have tabs between their cells, as the other readers write them."""
    row = 0
    for line in text.split("\n"):
        if RULE.match(line):
            continue
        row = row + 1 if MARKED_ROW.match(line) else 0
        if row:
            cells = line.strip().strip("|").split("|")
            yield Line("\t".join(cell.strip() for cell in cells), Place(row=row))
        else:
            yield Line(line)


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


def linked_data(tree: LexborHTMLParser) -> Mapping[str, str]:
    """Return the title, published, publisher and url that the JSON-LD of a page states, those that it does.

    A script that is no JSON states nothing.
    """
    found: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except (json.JSONDecodeError, RecursionError):
            continue
        for each in _described(data, 0):
            for key, names in KEYS.items():
                value = next((text for name in names if (text := _first_text(each.get(name)))), None)
                if value is not None:
                    found.setdefault(key, value)
    return found


def _described(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _described(each, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(kind in ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data
        yield from _described(data.get("@graph"), depth + 1)


def _first_text(value: Any) -> str | None:
    """Return a value as text: itself, or the name of a thing; of several the first."""
    if isinstance(value, list):
        return next((text for each in value if (text := _first_text(each))), None)
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None

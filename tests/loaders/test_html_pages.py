"""Web pages: an article in several containers, tables in tables, cells that span, lists."""

from __future__ import annotations

import pytest
from envgov.graph.errors import InputError
from envgov.loaders.formats.page import read_page

LEAD = "全县河道整治任务如下，请各单位按照职责抓好落实，确保按期完成各项任务，并将进展情况每月报县水利局汇总，由县河长制办公室按季度通报全县。"


def lines(body: str) -> list[str]:
    """Return the lines of an article behind its first paragraph."""
    page = read_page(f"<html><body>{body}</body></html>".encode(), "m.html")
    return page.text.split("\n")[1:]


def article(content: str) -> str:
    return f'<div id="zoom"><p>{LEAD}</p>{content}</div>'


def rows(*cells: tuple[str, ...]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in cells)


PLAIN = rows(("任务", "单位"), ("清淤", "县水利局"))
CASES = {
    "line ends that are kept": ("<pre>一是清淤\n<b>二是补种</b>\n  三是巡查</pre>", ["一是清淤", "二是补种", "三是巡查"]),
    "line ends kept by style": ("<div style='white-space: pre-wrap'>一是清淤\n二是补种</div>", ["一是清淤", "二是补种"]),
    "numbers in characters": (
        "<ol style='list-style-type:cjk-ideographic' start='2'><li>清淤<ol type='a'><li>芦苇</li></ol></li><li>补种</li></ol>",
        ["二、清淤", "a. 芦苇", "三、补种"],
    ),
    "plain": (f"<table>{PLAIN}</table>", ["任务\t单位", "清淤\t县水利局"]),
    "sections of rows": (
        f"<table><thead>{rows(('任务', '单位'))}</thead><tbody>{rows(('清淤', '县水利局'))}</tbody></table>",
        ["任务\t单位", "清淤\t县水利局"],
    ),
    "a table in a layout": (
        f"<table><tr><td>甲<table>{PLAIN}</table>乙</td></tr></table>",
        ["甲", "任务\t单位", "清淤\t县水利局", "乙"],
    ),
    "a layout of two cells": (
        f"<table><tr><td><table>{PLAIN}</table></td><td>附注</td></tr></table>",
        ["任务\t单位", "清淤\t县水利局", "附注"],
    ),
    "a table in a cell": (
        f"<table>{rows(('任务', '单位及时限'), ('清淤', '<table><tr><td>县水利局</td><td>六月</td></tr></table>'))}</table>",
        ["任务\t单位及时限", "清淤\t县水利局 六月"],
    ),
    "lines of a frame": (
        "<table><tr><td>一、清淤<br>县水利局负责。<br/>二、封堵</td></tr></table>",
        ["一、清淤", "县水利局负责。", "二、封堵"],
    ),
    "lines in a cell": (
        f"<table>{rows(('任务', '单位'), ('清淤', '县水利局<br>县财政局'))}</table>",
        ["任务\t单位", "清淤\t县水利局 县财政局"],
    ),
    "a name over two columns": (
        '<table><tr><td>序号</td><td colspan=2>任务</td></tr><tr><td>1</td><td>河道</td><td>清淤</td></tr></table>',
        ["序号\t任务\t任务", "1\t河道\t清淤"],
    ),
    "a body over two rows": (
        '<table><tr><td>任务</td><td>单位</td></tr><tr><td>清淤</td><td rowspan="2">县水利局</td></tr><tr><td>封堵</td></tr></table>',
        ["任务\t单位", "清淤\t县水利局", "封堵\t县水利局"],
    ),
    "names in two rows": (
        '<table><tr><td rowspan=2>任务</td><td colspan=2>单位</td></tr><tr><td>牵头</td><td>配合</td></tr>'
        f"{rows(('清淤', '县水利局', '县财政局'))}</table>",
        ["任务\t单位牵头\t单位配合", "清淤\t县水利局\t县财政局"],
    ),
    "a section over all columns": (
        f"<table>{rows(('任务', '单位'))}<tr><td colspan=2>一、河道</td></tr>{rows(('清淤', '县水利局'))}</table>",
        ["任务\t单位", "一、河道", "清淤\t县水利局"],
    ),
    "a list with numbers": (
        "<ol start=3><li>清淤</li><li>4、封堵</li></ol><ul><li>补种</li></ul>", ["3. 清淤", "4、封堵", "补种"]
    ),
    "hidden": ("<p style='display: none'>草稿</p><p hidden>废止</p><p>清淤</p>", ["清淤"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_page_shows_is_read_as_it_shows_it(name: str) -> None:
    content, shown = CASES[name]
    assert lines(article(content)) == shown


def test_an_article_may_stand_in_several_containers() -> None:
    part = '<div class="TRS_Editor"><p>{}</p></div>'
    links = '<div class="TRS_Editor">' + '<a href="#">相关新闻：某县清淤。</a>' * 3 + "</div>"
    found = lines(part.format(LEAD) + "<p>　</p>" + part.format("会议强调，要清淤。") + links + part.format("更多"))
    assert found == ["会议强调，要清淤。"]


def test_other_articles_are_no_part_of_one() -> None:
    assert lines(f"<article><p>{LEAD}</p></article><article><p>另一篇。</p></article>") == []


def test_tables_nested_beyond_measure_cost_no_time() -> None:
    nested = "<table><tr><td>" * 400 + "清淤" + "</td></tr></table>" * 400
    assert lines(article(nested)) == ["清淤"]


def test_a_table_in_no_known_place_keeps_its_cells() -> None:
    table = f"<table>{rows(('序号', '任务', '单位'), ('1', '清淤', '县水利局'))}</table>"
    menu = "<div class=menu>" + "<a href=#>首页</a>" * 5 + "</div>"
    for body in (
        f"<div><h1>任务表</h1><div><p>{LEAD}</p>{table}</div></div>",
        f"<table><tr><td><p>{LEAD}</p>{table}</td></tr></table>",
    ):
        page = read_page(f"<html><body>{menu}{body}</body></html>".encode(), "m.html")
        assert page.text.split("\n")[-2:] == ["序号\t任务\t单位", "1\t清淤\t县水利局"]
        assert "首页" not in page.text


def test_a_short_notice_in_a_place_for_articles_is_read() -> None:
    assert (
        read_page("<div id=zoom>县水利局六月五日召开清淤会。</div>".encode(), "m.html").text
        == "县水利局六月五日召开清淤会。"
    )


def test_elements_nested_beyond_measure_are_refused_at_once() -> None:
    with pytest.raises(InputError, match="nested too deep"):
        read_page(("<div>" * 60_000 + "清淤").encode(), "m.html")


def test_a_page_that_is_a_table_and_nothing_else_keeps_its_cells() -> None:
    table = f"<table>{rows(('序号', '任务', '单位'), ('1', LEAD, '县水利局'), ('2', '封堵排口', '县林业局'))}</table>"
    page = read_page(table.encode(), "m.xls")
    assert page.text.split("\n")[-1] == "2\t封堵排口\t县林业局"


def test_a_short_article_is_read_without_its_surroundings() -> None:
    news = "三月五日，县水利局召开护河会。县水利局局长方渡舟主持会议。"
    body = f"<div><a href=#>首页</a></div><div class=TRS_Editor><p>{news}</p></div><div>相关<a href=#>邻县召开治水会</a></div>"
    assert read_page(f"<html><body>{body}</body></html>".encode(), "m.html").text == news


def test_an_item_that_says_its_number_has_it() -> None:
    listed = "<ol><li>清淤</li><li value=5>封堵</li><li>补种</li></ol>"
    text = read_page(f"<div id=zoom><p>{LEAD}</p>{listed}</div>".encode(), "m.html").text
    assert text.split("\n")[1:] == ["1. 清淤", "5. 封堵", "6. 补种"]


def test_big5_that_is_said_to_be_gb_is_read() -> None:
    words = "縣水利局六月五日召開護河會議，縣林業局負責人參加會議，研究河道治理工作，部署下一階段任務。"
    page = f"<html><head><meta charset=gb2312></head><body><div id=zoom>{words}</div></body></html>"
    assert read_page(page.encode("big5"), "m.html").text == words
    assert read_page(page.encode("gb18030"), "m.html").text == words

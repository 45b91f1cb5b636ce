"""One text may hold one article or several, told apart by their heads."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.loaders.document import Document
from envgov.loaders.formats.articles import articles
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record

ONE = "2024年3月5日，芜湖市水务局召开护河会。芜湖市水务局局长方渡舟主持会议，市林业局负责人参加会议。"
TWO = "3月6日，肇庆市林业局召开护林会。肇庆市林业局局长白露晞主持会议，市水利局负责人参加会议。"
TITLES = ("芜湖市召开护河会", "肇庆市召开护林会")
SEVERAL = {
    "labels": f"标题：{TITLES[0]}\n来源：芜湖日报\n日期：2024-03-08\n正文：\n{ONE}\n\n标题：{TITLES[1]}\n来源：肇庆日报\n日期：2024年3月9日\n正文：\n{TWO}\n",
    "text behind its label": f"标题：{TITLES[0]}\n日期：2024-03-08\n内容：{ONE}\n标题：{TITLES[1]}\n日期：2024-03-09\n内容：{TWO}",
    "front matter": f"---\ntitle: {TITLES[0]}\ndate: 2024-03-08\n---\n{ONE}\n\n---\ntitle: {TITLES[1]}\ndate: 2024-03-09\nsource: 肇庆日报\n---\n{TWO}",
    "rules": f"{TITLES[0]}\n2024-03-08 来源：芜湖日报\n{ONE}\n==========\n{TITLES[1]}\n发布时间：2024-03-09 来源：肇庆日报\n{TWO}\n==========\n",
}
ONLY_ONE = {
    "a rule before an attachment": f"{TITLES[0]}\n来源：芜湖日报 2024-03-08\n{ONE}\n——————————\n附件：名单\n{TWO}",
    "a table of fields": f"{TITLES[0]}\n标题：护河\n来源：芜湖日报\n{ONE}",
    "plain": f"{TITLES[0]}\n{ONE}\n{TWO}",
    "rules without sources": f"一、护河\n{ONE}\n----------\n二、护林\n{TWO}",
    "an interview": "主持人：今天谈谈护河。\n方渡舟：好的，我们今年清理了三十条河道。\n标题：没有\n",
}


def documents(folder: Path, text: str) -> list[Document]:
    """Return the documents of a text."""
    file = folder / "a.txt"
    file.write_text(text, "utf-8")
    found = list(read_paths([file]))
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_several_articles_are_several_documents(tmp_path: Path, text: str) -> None:
    found = documents(tmp_path, text)
    assert [each.source.rpartition("#")[2] for each in found] == ["1", "2"]
    records = [record(read_facts(each)) for each in found]
    assert tuple(each["title"] for each in records) == TITLES
    assert [each["published"] for each in records] == ["2024-03-08", "2024-03-09"]
    chairs = [[event["chaired_by"] for event in each["events"]] for each in records]  # type: ignore[attr-defined]
    assert chairs == [[["方渡舟"]], [["白露晞"]]]
    assert records[1]["events"][0]["start"] == "2024-03-06"  # type: ignore[index] # the year of its own head
    assert len({each.sha256 for each in found}) == len({each.path for each in found}) == 2


@pytest.mark.parametrize("text", ONLY_ONE.values(), ids=ONLY_ONE)
def test_one_article_stays_one(text: str) -> None:
    (found,) = articles(text)
    assert (found.start, found.end) == (0, len(text))


def test_front_matter_says_what_the_text_does_not(tmp_path: Path) -> None:
    (found,) = documents(
        tmp_path, f"---\ntitle: {TITLES[1]}\ndate: 2024-03-09\nurl: http://www.zhaoqing.gov.cn/a/1.html\n---\n\n{TWO}"
    )
    assert (found.title, found.published, found.url) == (TITLES[1], "2024-03-09", "http://www.zhaoqing.gov.cn/a/1.html")
    assert found.raw == f"{TITLES[1]}\n{TWO}"


def test_a_bad_article_costs_no_other(tmp_path: Path) -> None:
    text = SEVERAL["rules"].replace(
        ONE,
        "Мы провели совещание. Очистили реку от мусора в тридцати местах。护河护林护湖护田护草护路护桥护岸护坡护堤护塘",
    )
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    found = list(read_paths([file]))
    assert [isinstance(each, Document) for each in found].count(True) >= 1

"""A name of a body begins and ends where the name does, and a class is no body."""

from __future__ import annotations

from hashlib import sha256

import pytest
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record


def _names(text: str) -> list[str]:
    """Return the agencies that a text names."""
    digest = sha256(text.encode()).hexdigest()
    found = record(read_facts(Document("case", "case.txt", digest, text, text, Offsets.identity(len(text)))))[
        "agencies"
    ]
    assert isinstance(found, list)
    return [str(each["name"]) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "深化公立医院改革，新增公办幼儿园三所。",
        "第十五条乡镇人民政府组织实施，第十六条人民法院依法审理。",
        "巩固大学生就业，增加普通高中学位供给。",
        "建成区域物流中心，打造国际消费中心，二级医院和三级医院均已达标。",
        "给予治安管理处罚，做好服务中心城区的工作。",
        "行业协会加强自律，中小学开展宣传。",
    ],
)
def test_verbs_articles_cut_words_and_classes_give_no_body(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("白露晞代表滁州水利职业学院致辞。", "滁州水利职业学院"),
        ("2021年3月5日最高人民法院发布案例。", "最高人民法院"),
        ("昆明市生态环境局转发云南省生态环境厅办公室的通知。", "云南省生态环境厅办公室"),
        ("青石水务集团有限公司、国铁集团参加演练。", "国铁集团"),
        ("会议由清华大学承办。", "清华大学"),
    ],
)
def test_the_name_is_found_where_it_begins(text: str, name: str) -> None:
    assert name in _names(text)

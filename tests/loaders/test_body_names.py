"""A name of a body begins and ends where the name does, and a class is no body."""

from __future__ import annotations

from hashlib import sha256

import pytest
from envgov.loaders.document import Document, Offsets
from envgov.loaders.gazetteer.gazetteer import issuer_of_number
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("洛阳市园林局、洛阳市交通局参加会议。", ["洛阳市园林局", "洛阳市交通局"]),
        ("常德市住建局、常德市发改委参加会议。", ["常德市住房和城乡建设局", "常德市发展和改革委员会"]),
        ("青川县环保林业局、青川县农牧和水利局参加座谈。", ["青川县环保林业局", "青川县农牧和水利局"]),
        (
            "天津市教育、农业农村、交通等部门联合检查。",
            ["天津市教育委员会", "天津市农业农村委员会", "天津市交通运输委员会"],
        ),
        ("昆明市党委政府高度重视。", ["中共昆明市委员会", "昆明市人民政府"]),
        ("证监会、国家医保局联合发文。", ["中国证券监督管理委员会", "国家医疗保障局"]),
        ("昆明市治水办、昆明市减排办参加会议。", ["昆明市治水办", "昆明市减排办"]),
        ("法国外交部、两国卫生部门加强合作。", []),
    ],
)
def test_names_stay_as_written_and_known_short_forms_are_resolved(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("number", "issuer"),
    [
        ("环办〔2013〕7号", "环境保护部办公厅"),
        ("环发〔2006〕7号", "国家环境保护总局"),
        ("环办〔2021〕7号", "生态环境部办公厅"),
        ("环发〔2018〕7号", None),  # the ministry was renamed in that year
    ],
)
def test_the_year_in_the_number_says_what_the_issuer_was_called(number: str, issuer: str | None) -> None:
    assert issuer_of_number(number, None) == issuer


@pytest.mark.parametrize("text", ["在坚强有力的党中央领导下。", "国务院总理作报告。", "原财政部门外，财政部另作规定。"])
def test_a_national_body_counts_whatever_word_stands_beside_it(text: str) -> None:
    assert len(_names(text)) == 1

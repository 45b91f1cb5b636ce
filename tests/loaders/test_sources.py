"""What whoever loads documents knows of them: options, fields, sources.yaml, and what a page says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from envgov.graph.errors import InputError
from envgov.graph.model import DocumentFacts
from envgov.loaders.document import Document
from envgov.loaders.formats.page import read_page
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.gazetteer.told import division
from envgov.loaders.pipeline import read_facts
from envgov.loaders.sources import NOTHING_TOLD, Sources, options_told, read_sources, told

TEXT = "关于清淤的通知\n\n市水利局定于5月6日召开清淤工作会议，会议由市水利局局长白露晞主持。\n"
ELSEWHERE = "曲靖市河道清淤方案\n\n曲靖市水务局负责清淤。曲靖市财政局安排经费，我市各县配合，市水务局按月通报。\n"


def facts(folder: Path, text: str, sources: Sources, *, name: str = "a.txt") -> DocumentFacts:
    """Return the facts of a text that lies in a file, with what is known of it."""
    (folder / name).write_text(text, "utf-8")
    (found,) = (each for each in read_paths([folder / name]) if isinstance(each, Document))
    return read_facts(sources.tell(found))


def agencies(found: DocumentFacts) -> set[str]:
    return {fact.subject.name for fact in found.facts if fact.subject.kind == "Agency"}


def test_a_home_that_is_told_resolves_what_the_text_leaves_open(tmp_path: Path) -> None:
    known = Sources(options_told(home="昆明市", publisher="昆明市水务局", published="2024-05"))
    found = facts(tmp_path, TEXT, known)
    assert "昆明市水利局" in agencies(found)
    properties = found.document.properties
    assert (properties["home"], properties["home_rule"]) == ("530100", "home.told")
    assert properties["home_evidence"] == ("昆明市@--home",)
    assert (properties["publisher"], properties["published"]) == ("昆明市水务局", "2024-05")


def test_nothing_told_is_nothing_known(tmp_path: Path) -> None:
    found = facts(tmp_path, TEXT, NOTHING_TOLD)
    assert "home" not in found.document.properties
    assert "昆明市水利局" not in agencies(found)


def test_a_text_that_names_another_place_keeps_it(tmp_path: Path) -> None:
    found = facts(tmp_path, ELSEWHERE, Sources(options_told(home="昆明市", publisher=None, published=None)))
    assert found.document.properties["home"] == "530300"
    assert "曲靖市水务局" in agencies(found)


def test_a_text_that_names_its_province_has_it(tmp_path: Path) -> None:
    found = facts(tmp_path, "云南省生态环境厅通报水质。各地要落实责任。\n", NOTHING_TOLD)
    assert (found.document.properties["home"], found.document.properties["home_rule"]) == ("530000", "home.text")


def test_sources_are_told_by_path_and_by_host(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        '- {match: "kunming/*", home: 昆明市, publisher: 昆明市水务局, date: name}\n'
        '- {host: "*.qj.gov.cn", home: 曲靖市, date: address}\n'
        "- {match: '*', published: 2020}\n",
        "utf-8",
    )
    known = read_sources(tmp_path / "sources.yaml")
    (tmp_path / "kunming").mkdir()
    by_path = facts(tmp_path / "kunming", TEXT, known, name="20240506-a.txt").document.properties
    assert (by_path["home"], by_path["published"]) == ("530100", "2024-05-06")
    assert by_path["home_evidence"] == ("昆明市@sources.yaml:1",)
    line = json.dumps({"text": TEXT, "url": "https://www.qj.gov.cn/html/2024/3/7/11.html"}, ensure_ascii=False)
    by_host = facts(tmp_path, line, known, name="lines.jsonl").document.properties
    assert (by_host["home"], by_host["published"]) == ("530300", "2024-03-07")


def test_a_line_may_say_its_home_and_goes_before_the_options(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT, "home": "曲靖市", "published": "2023-01"}, ensure_ascii=False)
    known = Sources(options_told(home="昆明市", publisher=None, published="2024"))
    found = facts(tmp_path, line, known, name="lines.jsonl").document.properties
    assert (found["home"], found["published"]) == ("530300", "2023-01")


def test_a_page_is_read_for_what_it_says_of_itself() -> None:
    stated = {
        "@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-06", "publisher": {"name": "昆明市水务局"}}]
    }
    html = (
        f'<link rel="canonical" href="https://a.gov.cn/1.html"><script type="application/ld+json">{json.dumps(stated)}'
        f'</script><script type="application/ld+json">no json</script><article>{"清淤工作有序推进。" * 12}</article>'
    )
    page = read_page(html.encode("utf-8"), "a.html")
    assert (page.published, page.publisher, page.url) == ("2024-05-06", "昆明市水务局", "https://a.gov.cn/1.html")


@pytest.mark.parametrize(
    ("name", "code"),
    [("昆明市", "530100"), ("530100", "530100"), ("南京市鼓楼区", "320106"), ("湖北省荆州市公安县", "421022")],
)
def test_a_division_is_found_by_its_name(name: str, code: str) -> None:
    assert division(name, "--home").code == code


@pytest.mark.parametrize("name", ["鼓楼区", "某某", "昆明市水务局"])
def test_a_name_that_is_unclear_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=f"--home: '{name}'"):
        division(name, "--home")


@pytest.mark.parametrize(
    ("text", "said"),
    [("home: 昆明市", "must be a list"), ("- {home: 昆明市}", "sources.yaml:1: an entry needs match"),
     ("- {match: a, town: b}", "town is unknown"), ("- {match: a, home: 鼓楼区}", "sources.yaml:1: '鼓楼区'"),
     ("- {match: a, published: bald}", "'bald' is no date"), ("- [", "cannot be read as YAML")],
)  # fmt: skip
def test_a_file_of_sources_that_is_wrong_is_refused_with_the_entry(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "sources.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        read_sources(tmp_path / "sources.yaml")


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="--published: 'bald' is no date"):
        told(published="bald", by="--published")

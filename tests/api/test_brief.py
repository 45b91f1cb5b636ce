"""What briefings say, on both engines; how they are asked for on the command line and over HTTP."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import run_envgov
from docx import Document
from envgov.api.brief import making
from envgov.api.brief.content import Briefing, NothingToDrawError, short, visible
from envgov.api.brief.dates import dated, due, spoken
from envgov.api.brief.gantt import chart_pages
from envgov.api.brief.making import file_name, read_briefing, write_briefing
from envgov.api.brief.reading import AmbiguousSubjectError, UnknownSubjectError, find
from envgov.api.cli.brief import rows_of
from envgov.api.problems import ApiError
from envgov.graph.store import open_store
from pptx import Presentation

PLAN = "赣州市“十四五”生态环境保护规划编制工作方案"
BAY = "宁德市三都澳海湾生态修复实施方案"
TRAINING = "全省生态环境“十五五”规划编制和美丽云南建设培训班"


def briefing(filled: str, kind: str, name: str) -> Briefing:
    with open_store(filled) as store:
        rows = rows_of(store)
        return read_briefing(rows, kind, find(rows, kind, name), made="2026-11-25", version="0123456789abcdef")


def said(found: Briefing, label: str) -> list[str]:
    return [line.text for line in found.lines if line.label == label]


# -- what they say -----------------------------------------------------------------------------------------------------


def test_a_plan_is_told_by_basis_phases_tasks_and_who_bears_them(filled: str) -> None:
    found = briefing(filled, "plan", PLAN)
    assert said(found, "依据") == ["《赣州市“十四五”规划编制工作方案》（赣市府办字〔2019〕40号）"]
    assert said(found, "印发机关") == []
    assert [box.above for box in found.tiers.left] == ["赣州市人民政府办公厅"]
    spans = [(branch.name, branch.span, len(branch.items)) for branch in found.tiers.branches]
    assert spans == [
        ("前期调研", "2019年10月至2020年4月", 4), ("起草规划", "2020年5月至9月", 3), ("论证报批", "2020年10月至2021年3月", 3),
        ("组织保障", "阶段之外", 3),
    ]  # fmt: skip
    first = next(found.tiers.items)
    assert (first.side, first.due) == ("", "2020年4月（随阶段）")  # nobody is named: nobody is made up
    assert all(item.evidence for item in found.tiers.items)
    assert [source.title for source in found.sources] == [f"《{PLAN}》"]
    assert found.bars[-1].label == "另有3项任务" and found.bars[-1].text == "期限原文未写明"
    (table,) = found.tables
    assert len(table.rows) == 13 and all(row[-1] == "[1]" for row in table.rows)


def test_roles_and_deadlines_stand_as_the_text_writes_them(filled: str) -> None:
    found = briefing(filled, "plan", BAY)
    by_text = {item.text: item for item in found.tiers.items}
    assert by_text["清理违规养殖网箱"].side == "牵头：宁德市海洋与渔业局\n配合：宁德市蕉城区人民政府、福安市人民政府"
    assert by_text["除治互花米草"].due == "2025年3月31日"
    quotes = {each.quote for each in by_text["除治互花米草"].evidence}
    assert quotes  # a row of the table is the evidence of all that stands in it
    assert all(each in quote for each in ("除治互花米草", "市林业局", "2025年3月31日") for quote in quotes)
    assert "宁政办〔2023〕26号，宁德市人民政府办公室，2023年5月10日发布" in found.sources_line
    assert {"0123456789abcdef", "2026年11月25日"} <= set(re.split(r"制作 · 图谱版本 ", found.made_line))


def test_an_event_says_who_came_by_the_text_and_who_by_a_collective(filled: str) -> None:
    found = briefing(filled, "event", TRAINING)
    assert said(found, "时间") == ["12月11日至13日（年份原文未写明）"]
    assert said(found, "参加") == ["文中写明6人、3个单位、2个群体；由群体推得145个单位"]
    branches = {branch.name: branch for branch in found.tiers.branches}
    (onsite,) = branches["现场参加"].items
    assert (onsite.text, onsite.side, onsite.side_derived) == ("16个州（市）生态环境局", "推得16个单位", True)
    assert (branches["现场参加"].span, branches["视频参加"].span) == ("90余人", "400余人")
    names = [table for table in found.tables if "推得" in table.title]
    assert sorted(sum(bool(cell) for row in table.rows for cell in row) for table in names) == [16, 129]
    assert all(table.derived == frozenset(range(len(table.rows))) for table in names)
    assert chart_pages(found.bars) == []  # a year that nobody knows has no place on a time line
    (chart,) = found.charts
    assert dict(zip(chart.categories, chart.series[1][1], strict=True)) == {"形式未写明": 0, "现场": 16, "视频": 129}


def test_an_agency_and_a_region_are_told_by_what_they_do(filled: str) -> None:
    bureau = briefing(filled, "agency", "池州市生态环境局")
    assert [(item.text, item.side) for item in bureau.tiers.items] == [
        ("完成升金湖周边12个村庄生活污水治理", "牵头，2024年10月底前"), ("实施黄湓闸生态调度", "配合，长期坚持"),
    ]  # fmt: skip
    branch = briefing(filled, "agency", "曲靖市生态环境局陆良分局")
    (attended,) = branch.tiers.items
    assert attended.derived and attended.side.startswith("视频参加（由“129个县（市、区）生态环境分局”推得）")
    region = briefing(filled, "region", "530000")
    assert said(region, "级别") == ["省级"]
    assert TRAINING in [row[1] for table in region.tables for row in table.rows]
    assert TRAINING in [item.text for item in region.tiers.items]


def test_a_subject_is_found_by_name_number_code_or_a_part_and_never_guessed(filled: str) -> None:
    with open_store(filled) as store:
        rows = rows_of(store)
        uid = find(rows, "plan", "三都澳")
        assert (
            find(rows, "plan", "宁政办〔2023〕26号") == find(rows, "plan", uid) == find(rows, "plan", f" {BAY} ") == uid
        )
        assert find(rows, "region", "云南") == find(rows, "region", "530000") == "region-530000"
        with pytest.raises(AmbiguousSubjectError, match="may mean 2 plans") as caught:
            find(rows, "plan", "规划编制工作方案")
        assert PLAN in [name for _uid, name in caught.value.candidates]
        for nothing in ("没有的方案", "", "  ", "' OR 1=1 //"):
            with pytest.raises(UnknownSubjectError):
                find(rows, "plan", nothing)


# -- dates and texts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020", "2020年"), ("2020-07", "2020年7月"), ("2020-07-30", "2020年7月30日"), ("2020-07/2020-08", "2020年7月至8月"),
        ("2019-10/2020-04", "2019年10月至2020年4月"), ("2024-09-04/2024-09-05", "2024年9月4日至5日"),
        ("XXXX-12-11/XXXX-12-13", "12月11日至13日"), ("2024/2026", "2024年至2026年"), ("2020-03/..", "2020年3月起"),
        ("../2020-09", "至2020年9月"), ("2020-05~", "2020年5月（约）"), ("2020-22", "2020-22"), ("some day", "some day"), (None, ""),
    ],
)  # fmt: skip
def test_dates_keep_the_precision_of_the_text(edtf: str | None, words: str) -> None:
    assert spoken(edtf) == words


def test_a_year_that_was_inferred_or_is_open_says_so() -> None:
    assert dated("2020-07-30", "7月30日", "published") == "2020年7月30日（年份据发布日期）"
    assert dated("XXXX-12-11", "12月11日", "unknown") == "12月11日（年份原文未写明）"
    assert dated(None) == "日期原文未写明"
    assert due({"due": "2020-04", "due_text": None, "due_basis": "phase"}) == "2020年4月（随阶段）"
    assert due({"due": None, "due_text": "长期坚持", "due_basis": None}) == "长期坚持"


def test_characters_that_no_file_may_hold_are_spelled_out() -> None:
    assert visible("甲\x00乙\x1b[31m丙\u202e\ufffe") == "甲〔U+0000〕乙〔U+001B〕[31m丙〔U+202E〕〔U+FFFE〕"
    assert visible("甲\r\n乙\t丙") == "甲\n乙 丙"
    assert visible("\ud800") == "〔U+D800〕"


def test_a_text_is_shortened_at_a_clause_and_says_so() -> None:
    assert short("加强研究\n充分利用各种资料") == "加强研究"
    assert short("治理" * 50) == "治理" * 50
    assert short("开展整治工作，" * 30).endswith("……") and len(short("开展整治工作，" * 30)) <= 103
    assert short("完成这一项工作任务。" + "说明" * 60) == "完成这一项工作任务……"


def test_a_file_is_named_so_that_every_system_takes_it(filled: str) -> None:
    found = briefing(filled, "plan", BAY)
    assert file_name(found, "network") == f"{BAY}-network.svg"
    odd = replace(found, name='../a/b\\c:"x"\x1b\n' + "长" * 300)
    name = file_name(odd, "pptx")
    assert not set('/\\:"\n\x1b') & set(name) and len(name.encode()) < 255 and not name.startswith(".")


# -- asked for ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filled", ["embedded"], indirect=True, scope="module")
def test_the_command_line_makes_every_form_and_refuses_in_one_line(filled: str, tmp_path: Path) -> None:
    forms = [word for form in ("pptx", "docx", "svg") for word in ("--form", form)]
    done = run_envgov("brief", "plan", BAY, *forms, "--out", str(tmp_path / "made"), "--store", filled)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [f"{BAY}.docx", f"{BAY}.pptx", f"{BAY}.svg"]
    assert len(done.stdout.splitlines()) == 3
    assert len(Presentation(str(tmp_path / "made" / f"{BAY}.pptx")).slides) > 5
    one = run_envgov(
        "brief", "event", TRAINING, "--out", str(tmp_path / "yunnan.docx"), "--store", filled
    )  # the name says the form
    assert one.returncode == 0 and Document(str(tmp_path / "yunnan.docx")).paragraphs
    several = run_envgov("brief", "plan", "规划编制工作方案", "--store", filled)
    lines = several.stderr.splitlines()
    assert (several.returncode, several.stdout) == (2, "")
    assert "may mean 2 plans" in lines[0] and len(lines) == 3 and any(PLAN in line for line in lines[1:])
    nothing = run_envgov("brief", "agency", "没有的局\x1b[2J", "--store", filled)
    assert nothing.returncode == 3 and "\x1b" not in nothing.stderr and len(nothing.stderr.splitlines()) == 1
    nowhere = run_envgov("brief", "plan", BAY, "--out", str(tmp_path / "no" / "folder.docx"), "--store", filled)
    assert nowhere.returncode == 1 and "cannot be written" in nowhere.stderr and len(nowhere.stderr.splitlines()) == 1
    wrong = run_envgov("brief", "plan", BAY, "--form", "gif", "--store", filled)
    assert wrong.returncode == 2


def test_the_help_of_the_command_is_in_both_languages() -> None:
    done = run_envgov("brief", "plan", "--help")
    assert done.returncode == 0 and " / " in done.stdout and "规划" in done.stdout


def test_a_picture_of_nothing_is_refused(filled: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToDrawError, match="no date"):
        write_briefing(briefing(filled, "region", "630000"), "svg", tmp_path / "x.svg")


def test_a_library_that_is_not_installed_is_said_with_the_command_that_adds_it(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "LIBRARIES", {"docx": ("no_such_library",)})
    with pytest.raises(ApiError, match=r"need no_such_library.*pip install 'envgov\[brief\]'") as caught:
        write_briefing(briefing(filled, "region", "630000"), "docx", tmp_path / "a.docx")
    assert caught.value.code == "tool_missing"

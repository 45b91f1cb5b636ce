"""Reading files: every format and encoding, several articles in one text, and every file that is no document."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from envgov.graph.errors import InputError
from envgov.loaders.document import Document
from envgov.loaders.formats import readable, recognition
from envgov.loaders.formats.articles import articles
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import record
from envgov.loaders.refusals import Refusal
from PIL import Image, ImageDraw, ImageFont

NEWS = "某县召开水环境会议\n\n5月6日，某县生态环境分局召开水环境治理工作会议，研究入河排污口整治。会议由局长主持，各乡镇负责人参加。\n"


def read(*paths: Path, max_bytes: int = 1_000_000) -> list[Document | Refusal]:
    return list(read_paths(paths, max_bytes=max_bytes))


def refusal(path: Path) -> str:
    """Return why a path was refused; nothing else came of it."""
    (found,) = read(path)
    assert isinstance(found, Refusal), found
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"])
def test_any_chinese_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(NEWS.encode(encoding))
    (found,) = read(path)
    assert isinstance(found, Document)
    assert found.raw == NEWS


def test_big5_is_read(tmp_path: Path) -> None:
    news = (
        "某縣召開水環境會議\n\n五月六日，某縣環境保護局召開水環境治理工作會議，研究排水整治，各鄉鎮負責人參加。\n" * 3
    )
    path = tmp_path / "a.txt"
    path.write_bytes(news.encode("big5"))
    (found,) = read(path)
    assert isinstance(found, Document)
    assert found.raw == news


def test_a_page_says_its_encoding_title_and_date(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="gb2312"><title>某县召开会议-某县人民政府</title>'
        '<meta name="PubDate" content="2024-05-07 10:00"><meta name="ContentSource" content="某县生态环境局"></head>'
        f"<body><div class='nav'><a href='/'>首页</a></div><div class='TRS_Editor'><p>{NEWS.strip() * 3}</p><script>x()</script>"
        "</div></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("gb18030"))
    (found,) = read(path)
    assert isinstance(found, Document)
    assert (found.published, found.publisher) == ("2024-05-07", "某县生态环境局")
    assert "5月6日" in found.raw
    assert "x()" not in found.raw


def test_a_word_file_is_read_in_order_with_its_tables(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("某县水环境任务清单")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["任务", "责任单位", "清理河道", "县水利局"], strict=True
    ):
        cell.text = text
    made.add_paragraph("某县人民政府办公室")
    made.save(str(tmp_path / "a.docx"))
    (found,) = read(tmp_path / "a.docx")
    assert isinstance(found, Document)
    assert (
        found.raw.index("任务清单")
        < found.raw.index("清理河道")
        < found.raw.index("县水利局")
        < found.raw.index("办公室")
    )


def test_json_lines_give_one_document_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": "x", "text": NEWS, "published": "2024-05-07"}, ensure_ascii=False),
        "{ not json",
        json.dumps({"id": "y"}),
        "[1, 2]",
        "",
        json.dumps({"content": NEWS.replace("5月6日", "5月8日")}, ensure_ascii=False),
    ]
    path.write_text("\n".join(lines), "utf-8")
    found = read(path)
    assert [type(each).__name__ for each in found] == ["Document", "Refusal", "Refusal", "Refusal", "Document"]
    assert [each.source for each in found if isinstance(each, Refusal)] == [f"{path}#{n}" for n in (2, 3, 4)]
    assert isinstance(found[0], Document)
    assert found[0].published == "2024-05-07"


def test_a_folder_gives_its_documents_by_name_and_each_once(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(NEWS, "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(NEWS.replace("5月", "6月"), "utf-8")
    (tmp_path / "c.txt").write_text(NEWS, "utf-8")  # the same bytes as b.txt
    (tmp_path / "README.md").write_text("about", "utf-8")
    (tmp_path / ".hidden.txt").write_text(NEWS, "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert [each.source for each in read(tmp_path) if isinstance(each, Document)] == [
        str(tmp_path / "b.txt"),
        str(tmp_path / "sub" / "a.txt"),
    ]
    (pattern,) = read(tmp_path / "b*.txt")
    assert isinstance(pattern, Document)


def test_what_is_no_document_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert "empty" in refusal(path)
    path.write_bytes(bytes(range(256)) * 50)
    assert "binary" in refusal(path)
    path.write_text("The bureau met on Monday to discuss water. " * 20, "utf-8")
    assert "Chinese" in refusal(path)
    path.write_text("環境省は月曜日に会議を開き、水質について話し合いました。" * 10, "utf-8")
    assert "Chinese" in refusal(path)
    path.write_text(" \n\u3000\n", "utf-8")
    assert refusal(path)
    path.write_text(NEWS * 40_000, "utf-8")
    assert "--max-bytes" in refusal(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", b""),
        ("a.pdf", b"%PDF-1.4 broken"),
        ("a.pdf", b"no pdf"),
        ("a.html", b""),
        ("a.jsonl", b""),
        ("a.xlsx", b"PK\x03\x04"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert str(path) in refusal(path) or name in refusal(path)


def test_a_path_that_is_not_there_or_not_readable_is_refused(tmp_path: Path) -> None:
    assert "nowhere" in refusal(tmp_path / "nowhere.txt")
    (tmp_path / "empty").mkdir()
    assert "holds no document" in refusal(tmp_path / "empty")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert refusal(tmp_path / "loop.txt")


def test_a_line_of_json_ends_at_a_newline_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    signs = ("\u2028", "\u2029", "\u0085", "\u000b", "\u001c")
    lines = [json.dumps({"text": f"标题{sign}{NEWS}"}, ensure_ascii=False) for sign in signs]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    found = read(path)
    assert [each.raw for each in found if isinstance(each, Document)] == [f"标题{sign}{NEWS}" for sign in signs[:3]] + [
        each.raw for each in found[3:] if isinstance(each, Document)
    ]
    assert len(found) == len(signs)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_a_broken_byte_costs_a_character_and_is_told(tmp_path: Path, encoding: str, suffix: str, damage: str) -> None:
    text = NEWS.replace("\n", "") * 3
    page = f"<html><meta charset={encoding}><div id=zoom><p>{text}</p></div></html>" if suffix == ".html" else text
    data = page.encode(encoding)
    place = data.index("县".encode(encoding)) + 1
    broken = data[:place] + (b"\xff" if damage == "changed" else b"") + data[place + 1 :]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(broken)
    (found,) = read(path)
    assert isinstance(found, Document), found
    assert "broken bytes in 1 places" in found.left_out[0]
    assert sum(a != b for a, b in zip(found.raw, text, strict=False)) <= 2
    assert found.raw.endswith(text[10:])


def test_every_file_of_a_folder_is_read_or_named(tmp_path: Path) -> None:
    read_names = ["notice-3.txt", "notice.txt", "a.md", "b.xhtml", "c.aspx", "d.docm", "e.dotx", "f.xlsx", "g.jsonl"]
    passed = [
        "old.ppt",
        "t.msg",
        "t.epub",
        "t.png",
        "t.zip",
        "t.xyz",
        ".x",
        "README",
    ]
    for number, name in enumerate(read_names):
        (tmp_path / name).write_bytes(of_kind(name, NEWS.replace("5月6日", f"5月{number + 1}日")))
    for name in passed:
        (tmp_path / name).write_text(NEWS, "utf-8")
    found = read(tmp_path)
    assert {Path(each.source.split("#")[0]).name for each in found if isinstance(each, Document)} == set(read_names)
    refusals = [each for each in found if isinstance(each, Refusal)]
    assert {Path(each.source).name for each in refusals} == set(passed)
    assert all(each.passed_over and "not read" in each.reason and "未读" in each.reason for each in refusals)


def of_kind(name: str, news: str) -> bytes:
    """Return a file of the kind that its name says, with a news text."""
    made = io.BytesIO()
    if name.endswith((".docm", ".dotx")):
        document = docx.Document()
        document.add_paragraph(news)
        document.save(made)
    elif name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        book.active.append([news])
        book.save(made)
    elif name.endswith((".xhtml", ".aspx")):
        made.write(f"<html><div id=zoom>{news * 2}</div></html>".encode())
    elif name.endswith(".jsonl"):
        made.write(json.dumps({"text": news}).encode())
    else:
        made.write(news.encode())
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Office"), (b"\x89PNG\r\n", "PNG"), (b"Rar!\x1a", "RAR"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_says_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    for name in ("a.txt", "a.doc"):
        (tmp_path / name).write_bytes(data)
        assert said in refusal(tmp_path / name) or "Word" in refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.wps"])
def test_a_file_is_read_by_what_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for number, kind in enumerate(("x.docm", "x.xhtml", "x.xlsx")):
        path.write_bytes(of_kind(kind, NEWS.replace("5月6日", f"5月{number + 1}日")))
        (found,) = read(path)
        assert isinstance(found, Document), found


def test_a_list_of_tasks_in_a_spreadsheet_is_a_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某县河道整治任务清单"])
    sheet.append(["序号", "任务", "责任单位", "完成时限"])
    sheet.append([1, "清理河道淤泥", "县水利局", datetime.date(2024, 6, 30)])
    sheet.append([2.0, "封堵入河排口", None, "2024年9月底前"])
    sheet.append([None, None, None, None])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("C3:C4")
    hidden = book.create_sheet("草稿")
    hidden.sheet_state = "hidden"
    hidden.append(["不应读入"])
    book.save(tmp_path / "a.xlsx")
    (found,) = read(tmp_path / "a.xlsx")
    assert isinstance(found, Document)
    assert found.raw.split("\n") == [
        "某县河道整治任务清单",
        "序号\t任务\t责任单位\t完成时限",
        "1\t清理河道淤泥\t县水利局\t2024年6月30日",
        "2\t封堵入河排口\t县水利局\t2024年9月底前",
    ]
    assert "草稿" in found.left_out[0]


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


FONTS = ("wqy-zenhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc")
LINES = ("芜湖市召开护河会", "2024年3月5日，芜湖市水务局召开护河会。")


def picture(folder: Path) -> Image.Image:
    """Return a page of Chinese as a picture; skip where the machine has no font for it."""
    for name in FONTS:
        try:
            font = ImageFont.truetype(name, 44)
        except OSError:
            continue
        page = Image.new("RGB", (1400, 600), "white")
        for number, line in enumerate(LINES):
            ImageDraw.Draw(page).text((100, 100 + 90 * number), line, font=font, fill="black")
        return page
    pytest.skip("left out: characters of pictures: apt-get install fonts-wqy-zenhei")


def test_pictures_are_named_and_not_read_unless_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(recognition.SETTING, raising=False)
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "PNG")
    (tmp_path / "a.png").write_bytes(file.getvalue())
    (refused,) = read_paths([tmp_path / "a.png"])
    assert isinstance(refused, Refusal) and "OCR" in refused.reason
    assert recognition.recogniser() is None and ".png" not in readable()


def test_what_is_asked_for_and_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(recognition.SETTING, "1")
    monkeypatch.setattr(recognition, "ENGINE", "no_engine_of_this_name")
    recognition._engine.cache_clear()
    with pytest.raises(InputError, match=r"envgov\[ocr\]"):
        recognition.recogniser()
    recognition._engine.cache_clear()


@pytest.mark.parametrize("suffix", ["png", "pdf"])
def test_a_scanned_page_is_read_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    pytest.importorskip(recognition.ENGINE, reason="left out: characters of pictures: pip install -e '.[ocr]'")
    monkeypatch.setenv(recognition.SETTING, "1")
    picture(tmp_path).save(tmp_path / f"a.{suffix}", resolution=200)
    (found,) = read_paths([tmp_path])
    assert isinstance(found, Document)
    letters = [line.strip("。，. ") for line in found.raw.split("\n")]
    assert letters == [line.strip("。") for line in LINES]  # signs are read worse than letters
    assert "OCR" in found.left_out[0]

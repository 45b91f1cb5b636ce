"""Word files: all text once and in reading order, tables by rows and cells, numbers as Word shows them."""

from __future__ import annotations

import io
import zipfile

import pytest
from envgov.loaders.formats.counting import shown
from envgov.loaders.formats.word import read_word

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def lines(body: str, **parts: str) -> list[str]:
    """Return the lines of a Word file with this body and these other parts."""
    return read_word(made(body, **parts), "m.docx").text.split("\n")


def made(body: str, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{content}</w:{name}>")
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def para(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if '<' in content else run(content)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if '<w:p' in content or not content else para(content)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(each if each.startswith('<') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


BOX = f"<w:txbxContent>{para('框内：市水利局清淤')}</w:txbxContent>"
INLINE = {
    "a letter by its number": ("<w:r><w:sym w:font='仿宋' w:char='6C5F'/></w:r><w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "江"),
    "smart tag": (f"<w:smartTag>{run('三月')}</w:smartTag>{run('五日')}", "三月五日"),
    "insertion and deletion": (
        f"{run('三月')}<w:del><w:r><w:delText>五</w:delText></w:r></w:del><w:ins>{run('六')}</w:ins>{run('日')}",
        "三月六日",
    ),
    "moved": (f"<w:moveFrom>{run('清淤')}</w:moveFrom>{run('先封堵，')}<w:moveTo>{run('后清淤')}</w:moveTo>", "先封堵，后清淤"),
    "content control": (f"<w:sdt><w:sdtContent>{run('白露湖')}</w:sdtContent></w:sdt>{run('清淤')}", "白露湖清淤"),
    "placeholder": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>{run('清淤')}",
        "清淤",
    ),
    "link": (f"<w:hyperlink>{run('白露湖')}</w:hyperlink>{run('清淤')}", "白露湖清淤"),
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("三月")}<w:fldSimple w:instr="X">{run("五日")}</w:fldSimple>',
        "三月五日",
    ),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{run('lù')}</w:rt><w:rubyBase>{run('露')}</w:rubyBase></w:ruby></w:r>{run('湖')}",
        "露湖",
    ),
    "hidden": (f"{run('密', '<w:vanish/>')}{run('明', '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}", "明"),
    "formula": ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
}  # fmt: skip


@pytest.mark.parametrize("name", INLINE)
def test_text_outside_plain_runs_is_read_once(name: str) -> None:
    content, text = INLINE[name]
    assert lines(para(content)) == [text]


@pytest.mark.parametrize(
    "drawn",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_a_box_stands_behind_its_paragraph_and_once(drawn: str) -> None:
    assert lines(para(f"{run('甲')}<w:r>{drawn}</w:r>{run('乙')}") + para("丙")) == ["甲乙", "框内：市水利局清淤", "丙"]


def test_blocks_in_content_controls_and_insertions_are_read() -> None:
    control = f"<w:sdt><w:sdtContent>{para('标题')}{table(row('甲', '乙'))}</w:sdtContent></w:sdt>"
    assert lines(control + f"<w:ins>{para('丙')}</w:ins>") == ["标题", "甲\t乙", "丙"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    assert lines(para("三月", "<w:rPr><w:del/></w:rPr>") + para("五日")) == ["三月五日"]


def test_notes_stand_behind_the_text() -> None:
    content = f'{run("清淤")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("三处")}'
    notes = f'<w:footnote w:id="0">{para("线")}</w:footnote><w:footnote w:id="2">{para("指城区段")}</w:footnote>'
    assert lines(para(content) + para("完"), footnotes=notes) == ["清淤三处", "完", "注1：指城区段"]


TABLES = {
    "a cell within a cell": (
        table(row("序号", "单位及时限"), row("1", cell(para("") + table(row("市水利局", "六月")) + para("")))),
        ["序号\t单位及时限", "1\t市水利局 六月"],
    ),
    "merged downwards": (
        table(
            row("任务", "单位"),
            row("清淤", cell("市水利局", '<w:vMerge w:val="restart"/>')),
            row("封堵", cell("", "<w:vMerge/>")),
        ),
        ["任务\t单位", "清淤\t市水利局", "封堵\t市水利局"],
    ),
    "merged across": (
        table(row("序号", cell("任务", '<w:gridSpan w:val="2"/>'), "单位"), row("1", "河道", "清淤", "市水利局")),
        ["序号\t任务\t任务\t单位", "1\t河道\t清淤\t市水利局"],
    ),
    "a section": (
        table(row("任务", "单位"), row(cell("一、河道", '<w:gridSpan w:val="2"/>')), row("清淤", "市水利局")),
        ["任务\t单位", "一、河道", "清淤\t市水利局"],
    ),
    "two rows of names": (
        table(
            row(cell("任务", '<w:vMerge w:val="restart"/>'), cell("单位", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), "牵头", "配合"),
            row("清淤", "市水利局", "市财政局"),
        ),
        ["任务\t单位牵头\t单位配合", "清淤\t市水利局\t市财政局"],
    ),
    "rows and cells in controls, a row deleted": (
        table(
            f"<w:sdt><w:sdtContent>{row('任务', '单位')}</w:sdtContent></w:sdt>",
            "<w:tr><w:trPr><w:del/></w:trPr>" + cell("废止") + cell("某局") + "</w:tr>",
            f"<w:tr><w:sdt><w:sdtContent>{cell('清淤')}</w:sdtContent></w:sdt>{cell('市水利局')}</w:tr>",
        ),
        ["任务\t单位", "清淤\t市水利局"],
    ),
    "a frame": (table(row(cell(para("一、清淤") + para("二、封堵")))), ["一、清淤", "二、封堵"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_rows_and_cells(name: str) -> None:
    content, rows = TABLES[name]
    assert lines(content) == rows


def level(depth: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def listed(*levels: str, override: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/>'
        f'</w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


LISTS = {
    "levels begin anew": (
        listed(level(0, "chineseCounting", "%1、"), level(1, "japaneseCounting", "（%2）")),
        [item("甲"), item("乙", 1), item("丙", 1), item("丁"), item("戊", 1)],
        ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"],
    ),
    "numbers of upper levels": (
        listed(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>")),
        [item("甲"), item("乙", 1), item("丙", 2)],
        ["一、甲", "一.1 乙", "1.1.1 丙"],
    ),
    "a start": (listed(level(0, "chineseCounting", "%1号河段", start=3)), [item("清淤"), item("封堵")], ["三号河段清淤", "四号河段封堵"]),
    "a list begun again": (
        listed(level(0, "decimal", "%1."), override='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        [item("甲"), item("乙"), item("丙", 0, 2)],
        ["1. 甲", "2. 乙", "1. 丙"],
    ),
    "a list that goes on": (
        listed(level(0, "decimal", "%1.")), [item("甲"), para("间"), item("乙", 0, 2)], ["1. 甲", "间", "2. 乙"]
    ),
    "bullets and no list": (listed(level(0, "bullet", "•")), [item("甲"), item("乙", 0, 0)], ["甲", "乙"]),
    "a deleted item": (
        listed(level(0, "decimal", "%1、")),
        [
            item("甲"),
            para(
                "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>",
                '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
            ),
            item("丙"),
        ],
        ["1、甲", "2、丙"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_numbers_are_those_that_word_shows(name: str) -> None:
    numbering, paragraphs, shown_lines = LISTS[name]
    assert lines("".join(paragraphs), numbering=numbering) == shown_lines


def test_a_number_may_come_from_the_style_or_from_what_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    numbering = listed(level(0, "decimal", "%1、"), level(1, "chineseCountingThousand", "（%2）"))
    body = item("甲") + para("乙", '<w:pStyle w:val="a"/>') + para("丙", '<w:pStyle w:val="b"/>')
    assert lines(body, numbering=numbering, styles=styles) == ["1、甲", "（一）乙", "（二）丙"]


@pytest.mark.parametrize(
    ("form", "count", "text"),
    [
        ("chineseCounting", 10, "十"), ("japaneseCounting", 12, "十二"), ("chineseCountingThousand", 20, "二十"),
        ("chineseCounting", 101, "一百零一"), ("chineseCounting", 110, "一百一十"), ("chineseCountingThousand", 2005, "二千零五"),
        ("ideographDigital", 20, "二〇"), ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 3, "③"), ("decimalZero", 7, "07"), ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"), ("none", 3, ""), ("somethingElse", 3, "3"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_form(form: str, count: int, text: str) -> None:
    assert shown(count, form) == text


def test_what_is_embedded_is_told() -> None:
    page = read_word(made(para(f"{run('甲')}<w:r><w:object/></w:r>") + "<w:altChunk/>"), "m.docx")
    assert len(page.left_out) == 2
    assert page.text == "甲"


def test_a_deleted_cell_is_none() -> None:
    assert lines(table(row(cell("甲"), cell("乙", "<w:cellDel/>"), cell("丙")), row("1", "2"))) == ["甲\t丙", "1\t2"]

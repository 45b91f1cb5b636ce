"""One table in every format gives the same tasks; a folder of every type is read whole, or told."""

from __future__ import annotations

import base64
import csv
import io
import json
import random
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from envgov.graph.model import Place
from envgov.loaders.document import Document, Layout, reading_order
from envgov.loaders.formats import read_content
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.record import reading, record
from envgov.loaders.refusals import Refusal
from pdf_files import pdf, table, words
from pptx import Presentation
from test_word import cell, made, para, row
from test_word import table as word_table

TITLE = "芜湖市青弋江治理重点任务清单"
NAMES = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
TASKS = (
    ("1", "清理河道淤泥", "市水务局", "市财政局", "2024年6月底前"),
    ("2", "封堵入河排口", "市生态环境局", "市水务局", "2024年9月底前"),
    ("3", "补种岸边芦苇", "市林业局", "市财政局", "2024年11月底前"),
)
LEAD = "现将任务清单印发给你们，请各单位按照职责分工抓好落实，确保按期完成各项任务，并将进展情况每季度报市河长制办公室汇总后通报全市。"


def of_text(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    return "a.txt", "\n".join([TITLE, *("\t".join(each) for each in rows)]).encode()


def of_page(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in each)}</tr>" for each in rows)
    return "a.html", f"<h1>{TITLE}</h1><div id=zoom><p>{LEAD}</p><table>{body}</table></div>".encode()


def of_layout(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    name, data = of_page(rows)
    return name, data.replace(b"<table>", b"<table><tr><td><table>").replace(b"</table>", b"</table></td></tr></table>")


def of_word(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    return "a.docx", made(para(TITLE) + word_table(*(row(*(cell(each) for each in line)) for line in rows)))


def of_sheet(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    for each in rows:
        sheet.append(list(each))
    data = io.BytesIO()
    book.save(data)
    return "a.xlsx", data.getvalue()


def of_pdf(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    columns = (40, 80, 220, 340, 460, 570)
    first, second = [*rows[:3]], [rows[0], *rows[3:]]
    pages = (words((60, 100, TITLE)) + table(columns, 140, first), table(columns, 60, second))
    return "a.pdf", pdf(*pages)


def of_values(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    made = io.StringIO()
    csv.writer(made).writerows([[TITLE], *rows])
    return "a.csv", made.getvalue().encode("gb18030")


def of_slides(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    made, data = Presentation(), io.BytesIO()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = TITLE
    made_table = slide.shapes.add_table(len(rows), len(rows[0]), 0, 900_000, 8_000_000, 900_000).table
    for number, line in enumerate(rows):
        for column, text in enumerate(line):
            made_table.cell(number, column).text = text
    made.save(data)
    return "a.pptx", data.getvalue()


def of_rich_text(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    body = "".join(rich_row(line) for line in rows)
    head = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}}{\stylesheet{\s0 Normal;}}\f0 "
    return "a.rtf", rf"{head}{rich(TITLE)}\par\intbl {body}\pard}}".encode()


def rich_row(line: Sequence[str]) -> str:
    edges = "".join(rf"\cellx{2000 * (number + 1)}" for number in range(len(line)))
    return rf"\trowd{edges} " + "".join(rich(cell) + r"\cell " for cell in line) + r"\row "


def rich(text: str) -> str:
    """Return words in RTF: half of them in the code page, half by their numbers."""
    half = len(text) // 2
    return "".join(rf"\'{byte:02x}" for byte in text[:half].encode("gbk")) + "".join(
        rf"\u{ord(each)}?" for each in text[half:]
    )


ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def of_open_document(rows: Sequence[Sequence[str]], kind: str = "text") -> tuple[str, bytes]:
    lines = "".join(
        f"<t:table-row>{''.join(f'<t:table-cell><x:p>{cell}</x:p></t:table-cell>' for cell in line)}</t:table-row>"
        for line in rows
    )
    title = f"<x:p>{TITLE}</x:p>" if kind == "text" else ""
    above = f'<t:table-row><t:table-cell t:number-columns-spanned="5"><x:p>{TITLE}</x:p></t:table-cell></t:table-row>'
    table = f'<t:table t:name="清单">{"" if title else above}{lines}<t:table-row t:number-rows-repeated="9999999"/></t:table>'
    spaces = " ".join(
        f'xmlns:{short}="{ODF}{name}:1.0"' for short, name in (("o", "office"), ("x", "text"), ("t", "table"))
    )
    content = f"<o:document-content {spaces}><o:body><o:{kind}>{title}{table}</o:{kind}></o:body></o:document-content>"
    return "a.odt", packed({"mimetype": "application/vnd.oasis.opendocument", "content.xml": content})


def of_open_sheet(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    return "a.ods", of_open_document(rows, "spreadsheet")[1]


def of_fixed_pages(rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    return "a.ofd", ofd(shown(50, 20, TITLE) + ruled(40, rows[:3]), ruled(30, [rows[0], *rows[3:]]))


SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str) -> bytes:
    """Return an OFD file of pages, each as the elements of its layer."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n}.xml"/>' for n in range(len(pages)))
    layer = "<ofd:Page {}><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>"
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D/D.xml": f"<ofd:Document {SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **{f"D/P{n}.xml": layer.format(SPACE, page) for n, page in enumerate(pages)},
        }
    )


def shown(left: float, top: float, words: str, size: float = 3.5) -> str:
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(words)} {size}">{words}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{left} {top} 99 5" Size="{size}">{code}</ofd:TextObject>' if words else ""


def ruled(top: float, rows: Sequence[Sequence[str]], width: float = 38, height: float = 10) -> str:
    """Return a ruled table of an OFD page."""
    right, bottom = 10 + width * len(rows[0]), height * len(rows)
    across = [f"M 10 {top + height * n} L {right} {top + height * n} " for n in range(len(rows) + 1)]
    down = [f"M {10 + width * n} {top} L {10 + width * n} {top + bottom} " for n in range(len(rows[0]) + 1)]
    path = f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>{"".join(across + down)}</ofd:AbbreviatedData></ofd:PathObject>'
    cells = (
        shown(11 + width * c, top + height * r + 2, cell) for r, line in enumerate(rows) for c, cell in enumerate(line)
    )
    return path + "".join(cells)


def packed(parts: Mapping[str, str]) -> bytes:
    """Return a package of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


# The title and the table in files of before 2007, which nothing here can write: made with LibreOffice and with xlwt.
OLD_WORD = (
    "c-rk+S!`5Q82-<ly+D~x7qC=2lnD^T(q+IBB$T#dDRiMzHmL(`X9_LTX>F&mBqkcbq%k1Hjf9X03HqQ0P<#-"
    "5&=;dIL3xlSBtAey5))037z{CV{Qh&#&`BwBXNpx|{>e9Ix%Xer`Tw)rd(XM=GcF$cDEAVLp=D&Ek*I^LadiU7iWQthnyMR#Mx(LnXo~JDx~Wq"
    "3p&9<O0PJ&{@~Z=B8ZZTz3QPmif$4e(PzK-vGS&UrDoxS-L5<XnUxeKBG=-"
    "7&(k@Dbau6}`@{I6|7`)FYrSvDSKQ@1lH~#HFBIBRehHM!VL^FVyz#~8|Fbl{79t9p#I^9TTtNfhQyz!rqK(Cw9^cb=_G#L|L>Y=fU{a4%3*4y"
    "3J-5zmo?CuRbQPsV(zbhDy$e5`0aa~n+n~Vg`7os4q7nac<OFw@8?y)HJZA8-KLe!-}$`%=sI{6WrzehDr5zBR$-"
    "+HNwS}3IAxY$DrJYuDXsFW%eP<@S=)&Z3@In-"
    "6{F!up#sx@k;u~4|$Y>xo`8Y{Kb%%rW=OU?gi&ng<p7o>?*atu{d5PAdDfw^_N96i%1^Y~TDIzB*FkH842udzY74a)PRLS0cFd8xw5a=da3HbK"
    "sSoTV$!nt+_6o%p!|SwcV}#@_LLsB_aIrw}f|Bg;%{p|=lQ+{GCv`)lk}P6d!#Aj+kEm9VY{cXU8%SlZ`;v;k?~RM_W&T{CHkT`()R|2eyuD_d"
    "BClxK_8;0s9WxRfcmbWKcqr5$oYkP*gHiq)adGMrxv3<BS%db?x%*(WB8Npr?kH0bxq8=uJ;5=KI%3C-<-"
    "$$jXqI;1Zk<z<jVggap|<QR!bAKcJIt>EOqDxGUg`$`03hYH3HXc8HB=V3>-!qQ&w#hm4a{-BiAZlFz1vL*x8RZ7cP8%riyV>QON5jw-Pj{2p("
    "&ER#@v$D=D2La1kVNg~T?(c-04UopIWQl#;-{@iCOun~ba^gL(!ZR_ODiGenz8^E?R|uIMVw~v>)B^03rEEDM_6%j;R-"
    "3Ij=9$PXGiFNBL>7jkdoOd$tl&22q=YSb+4!v^Q4Sz&ymgf>zVgns8}&P!9~`vP<MU2mU^`w^`#Zi~rY6pEHOsD5>*FT1*9)lqUXN<}FE{nQo2"
    "J@S9;eSpJ`wx5MmvA@{E@<0&NmLh{)IPARPh=!rmk7-"
    "GlhaP&el8Cr)ZRZeOHKDw*zr})%8VuxZ3sAIGrk6x<f7DvT=ggVa}oDIiuyhcYRKoE?0h`@>cb{!TGT?DE|+u3H7jnIhyauN}%N@gdXLeAzc_("
    "Z$p?2XcO<*D<V0*m*9)mIQ`ee=;Dx~2am3(IGk+K=t8RVQ<S2InvU$=5Z3&Sho)@Z8u~nBjhsDrrsuD^V~v*ZdfzlU;Q!NSqgb7d`g^^b*ZXSg"
    "ZB%>E-lXUDZE?0<4>r7Q!&7@PU<q3zr$fG>%UwT*Y^3?Up<|8Z&73RPzaq%F5^OO_$V(Cb60&c9%U|2byd{8WUc4!|?sVw&wx4{=k>4-"
    "2o$TAQN#~DA8s%Ra$6pEr2hZ;MwE4_|_jZ51n>h|`&#k+Y?qXOw%Kgxidh?Q^hmr*Q|1rP=6ar;Hg?cl0BmU0cCR#|*<P!FjIUcdPogYI?9%}L"
    "Md+(JVe(KVT`~uv{ey#%=fo(u15K(Vs>*K{$PPCAWt#ndem=U{XAMPc~o6*ZwZ~ETsAM!k&$>_+e>)K$ZV>m7D-"
    "O_LgKej3u%=JtflXuukLYP!WGllewIaXswO}m#&UihE={3`Goa0GZC_(Z*tPx=4B_domjTi`q3N8k!@RqY8<{(tcOAN%T7|NmUXQvUyU{V$f$Q"
    "$<wXfK6Y6M){}CEpnf_xP11hqm}|-&d^bd2Pnby;-LT)_3(T2Qk3SGP<j!i=)R|WdH#z>=-"
    "4wP<MEjI&k=h7sg$3odoTmFQfI>UyGWDYb@)SEG=Xzfowpu<>M2CQr28)o+F7qD0sU-"
    "m>`O&4HBk#%o~#Y&N`E5fzu4AG>R_*heAJKr=Ys<5dp^(6e(S`{=*f^f(R}ESof$K#KOgu|<u^)Q0jfgUCM^ldI5bMRNwl9&jKscMS#HyuSbvl"
    "yp}zo#+`}<Ek@J6l1G#v{_5"
)
OLD_SHEET = (
    "c-rk)O-NKx6h8O8H^1sQV;X2+B4lMQ(kyDBV?jxaF`db>8phv2!fBLAAzhTsB(zA>q@-"
    "{oNYF+LsT3n>Rg1)^MGyp<xoQ>k2dS@f&%8Iz*en!EGTwRI^UgW<obTSb_uQX(ucmD?L-#XgVFeX~2urdF^iej3#iS}$z<OEcqWU&sku};-"
    "WHRDJ>UA)g^wPlRkk9ul2yjn&h8*An7B{p&S+n1pwT^U%`cTVwABvcSxhKFN77L_Pzfy?T6W>I9lzbl(FCj}e@gnq{VW(l*UY5IG$>S;^o9Zmc"
    "89btxcVx+jG<d=D_);$m`|99e;B2k$->k@#5@8r{=1RSOZ=lvU1F1NL!|+wk0{Eh?)u&mSeSPf=(EcOVZir*=7bJjAkZTxE#4g-"
    "bA4t4LVn54<oH~D{s|ymL-"
    "@vC_U`Iptjs;l2ga@!u`m({`3BTZR4kT1p`zC$*)~UXU7Bv(hdpzG=xOh}6ifw_yQ<W~qF%%tr#^Z{3?ToeVo45R?9+=LrZyocwdOx0<_hF6TD"
    "fA6FOWY)8ciX)sZWFKq*bN0x2(6xdU~IhMaX2xOx%XCiE5>}+>*rj0?!L8+)r_7GRjmj)upHvOI@Lbzp6Iy~d>*701{yQUO5EmX_k3KG;Q-"
    "A23ub-@(WYgM*|d^qDJLRtfMk+ww4kkcEG^vq{Mu1hZm%XwCmmGb<7^ure~{rakHBCH)#xHTmm+o%4-"
    ")DYk~4^>q7S}v%F`6#NQiu{P;Cyjvxn%7eS4I=1Ldwy72}y*bM~DmkCe`Kq>j9`4?#8_uMHT_pAh7+Ja+pQrwP0IX3EC*o_P9io1js!Dt(ugGd"
    "md;!Azo!_!F?uZ?`FrL@_K*45Jv%!<ssxVNF0yjA$YushWhEPU(%X0{Nm~CYz0Bjr)h^YFXpRhKR<IjS-C_n-pX*4zftdX2oA5<YkQ`Cqy(csv"
    "VJ#6BT4B4zfhZ7R6s8<fMou#MDLiSt8_Q)aI2jrS%QPLJB<O1A&LtGOb5;vk2d)+0Ei+H?N~ng?OW?kwzM6q>)A%#eCD@N2^GelJKRMUpNfPcb"
    "!EnOWJ3W|CXH4j87~6Ej<i=d<UR?P5HAKbWFu!tBg^<7jim@tp}h9>Zl)0YtCQ1FtX_1v+6+WpIbs}ZGUMk{rt=A{{lrKNWK"
)


def of_old_word(_rows: object = ()) -> tuple[str, bytes]:
    return "a.doc", zlib.decompress(base64.b85decode(OLD_WORD))


def of_old_sheet(_rows: object = ()) -> tuple[str, bytes]:
    return "a.xls", zlib.decompress(base64.b85decode(OLD_SHEET))


OTHERS = [
    of_values, of_slides, of_rich_text, of_open_document, of_open_sheet, of_fixed_pages, of_old_word, of_old_sheet,
]  # fmt: skip


@pytest.mark.parametrize("form", [of_text, of_page, of_layout, of_word, of_sheet, of_pdf, *OTHERS])
def test_a_table_gives_its_tasks(tmp_path: Path, form: Callable[[Sequence[Sequence[str]]], tuple[str, bytes]]) -> None:
    name, data = form([NAMES, *TASKS])
    (tmp_path / name).write_bytes(data)
    (found,) = read_paths([tmp_path / name])
    assert isinstance(found, Document), found
    tasks = record(read_facts(found))["tasks"]
    assert isinstance(tasks, list)
    assert [(each["text"], each["lead"], each["support"], each["deadline"]) for each in tasks] == [
        (task, [f"芜湖{lead}"], [f"芜湖{support}"], f"2024-{int(due[5:].split('月')[0]):02d}")
        for _number, task, lead, support, due in TASKS
    ]


def test_a_long_line_across_a_table_ends_it_not(tmp_path: Path) -> None:
    across = "一、河道（本部分任务由市水务局统筹，各县区按月报送进展，年底前由市河长制办公室组织验收并通报全市）。"
    rows = ["\t".join(each) for each in (NAMES, *TASKS)]
    (tmp_path / "a.txt").write_text("\n".join([TITLE, *rows[:3], across, rows[3]]), "utf-8")
    (found,) = read_paths([tmp_path / "a.txt"])
    assert isinstance(found, Document)
    tasks = record(read_facts(found))["tasks"]
    assert isinstance(tasks, list)
    assert [each["lead"] for each in tasks if each["lead"]][-1] == ["芜湖市林业局"]


TEXT = (
    "芜湖市召开护河会{}\n2024年3月5日，芜湖市水务局召开护河会。芜湖市水务局局长方渡舟主持会议，市林业局负责人参加会议。"
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def web_page(number: int) -> bytes:
    title, _, body = TEXT.format(number).partition("\n")
    return f"<html><body><h1>{title}</h1><div id=zoom><p>{body}</p></div></body></html>".encode()


def word_file(number: int) -> bytes:
    return made("".join(para(line) for line in TEXT.format(number).split("\n")))


def sheet_file(number: int) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in (("序号", "重点任务", "牵头单位"), (str(number), "清理河道淤泥", "芜湖市水务局")):
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def package_of(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, TEXT)
    return file.getvalue()


def mail(number: int) -> bytes:
    made = EmailMessage()
    made["Subject"], made["Date"], made["To"] = f"护河会{number}", "Wed, 06 Mar 2024 10:00:00 +0800", "a@example.org"
    made.set_content(TEXT.format(number))
    made.add_attachment(TEXT.format(f"{number}附件").encode(), maintype="text", subtype="plain", filename="会议.txt")
    return made.as_bytes()


def archived(number: int) -> bytes:
    made = EmailMessage()
    made.set_content(web_page(number).decode(), subtype="html")
    made.make_related()
    return made.as_bytes()


def own_table(make: Callable[..., tuple[str, bytes]]) -> Callable[[int], bytes]:
    """Return what makes a file of a own_table with a task of its own, one that no other file has."""
    return lambda number: make([NAMES, *TASKS, (str(number), f"清理第{number}处排口", "市水务局", "市财政局", "长期")])[
        1
    ]


def old(make: Callable[..., tuple[str, bytes]]) -> Callable[[int], bytes]:
    """Return what makes a file of before 2007 with one letter of its own."""
    return lambda number: make()[1].replace("芦".encode("utf-16-le"), chr(0x8300 + number).encode("utf-16-le"))


READ = {
    "csv": own_table(of_values), "tsv": lambda n: own_table(of_values)(n).replace(b",", b"\t"), "pptx": own_table(of_slides),
    "rtf": own_table(of_rich_text), "odt": own_table(of_open_document), "ods": own_table(of_open_sheet),
    "ofd": lambda n: ofd(shown(20, 20, TEXT.format(n).replace("\n", "：")[:45])), "eml": mail, "mht": archived,
    "doc": old(of_old_word), "wps": old(of_old_word), "xls": old(of_old_sheet), "et": old(of_old_sheet),
    "json": lambda n: json.dumps([{"text": TEXT.format(n)}]).encode(),
    "txt": lambda n: TEXT.format(n).encode(), "md": lambda n: TEXT.format(n).encode("gb18030"),
    "html": web_page, "htm": web_page, "shtml": web_page, "xhtml": web_page, "aspx": web_page, "jsp": web_page, "php": web_page,
    "docx": word_file, "docm": word_file, "dotx": word_file, "xlsx": sheet_file, "xlsm": sheet_file,
    "pdf": lambda n: pdf(words(*((60, 60 + 30 * i, line) for i, line in enumerate(TEXT.format(n).replace("。", "。\n").split("\n")) if line))),
    "jsonl": lambda n: json.dumps({"text": TEXT.format(n)}, ensure_ascii=False).encode(),
}  # fmt: skip
NAMED = {
    "ppt": (OLD, "演示"), "dps": (OLD, "演示"), "msg": (OLD, "邮件"), "key": (package_of("index.apxl"), "演示"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(9), "图片"), "jpg": (b"\xff\xd8\xff\xe0" + bytes(9), "图片"), "tif": (b"II*\x00" + bytes(9), "图片"),
    "zip": (package_of("a.txt"), "压缩包"), "rar": (b"Rar!\x1a\x07", "压缩包"), "mp4": (bytes(64), "音像"), "exe": (b"MZ" + bytes(64), "程序"),
    "xml": (b"<a/>", "未知"), "ceb": (bytes(64), "版式"), "epub": (package_of("a"), "电子书"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file of each type."""
    for number, (suffix, make) in enumerate(READ.items()):
        (tmp_path / f"read.{suffix}").write_bytes(make(number))
    for suffix, (data, _kind) in NAMED.items():
        (tmp_path / f"named.{suffix}").write_bytes(data)
    (tmp_path / ".hidden").write_text("x", "utf-8")
    (tmp_path / "~$read.docx").write_text("x", "utf-8")
    (tmp_path / "noticeboard.txt").write_text(TEXT.format("公告"), "utf-8")
    (tmp_path / "README.txt").write_text("说明", "utf-8")
    return tmp_path


def test_every_file_of_a_folder_is_accounted_for(folder: Path) -> None:
    found = list(read_paths([folder]))
    inside = [each for each in found if "eml#" in each.source]
    assert [each.source.rpartition("#")[2] for each in inside] == ["会议.txt"]
    assert all(isinstance(each, Document) for each in inside)
    found = [each for each in found if each not in inside]
    by_name = {Path(each.source.partition("#")[0]).name: each for each in found}
    assert len(found) == len(by_name) == len(READ) + len(NAMED) + 4 > 40
    assert set(by_name) == {each.name for each in folder.iterdir()}
    for suffix in READ:
        assert isinstance(by_name[f"read.{suffix}"], Document), by_name[f"read.{suffix}"]
    assert isinstance(by_name["noticeboard.txt"], Document)
    for suffix, (_data, kind) in NAMED.items():
        refused = by_name[f"named.{suffix}"]
        assert isinstance(refused, Refusal) and refused.passed_over, suffix
        assert kind in refused.reason and " / " in refused.reason and f"named.{suffix}" in refused.reason
    assert all(isinstance(by_name[name], Refusal) for name in (".hidden", "~$read.docx", "README.txt"))


def test_what_is_named_by_itself_is_refused_and_not_passed_over(folder: Path) -> None:
    for suffix in set(NAMED) - {"xml"}:  # which are texts: whoever names them wants them read
        (refused,) = read_paths([folder / f"named.{suffix}"])
        assert isinstance(refused, Refusal) and not refused.passed_over, suffix


def read_bytes(folder: Path, name: str, data: bytes) -> list[Document | Refusal]:
    (folder / name).write_bytes(data)
    return list(read_paths([folder / name]))


@pytest.mark.parametrize("form", OTHERS)
def test_a_broken_file_is_read_or_refused_in_a_sentence(tmp_path: Path, form: Callable[..., tuple[str, bytes]]) -> None:
    name, data = form([NAMES, *TASKS])
    chance = random.Random(7)  # noqa: S311 - which bytes are broken is no secret
    for number in range(40):
        broken = bytearray(data[: chance.randrange(len(data))] if number % 8 == 0 else data)
        for _each in range(chance.randint(1, 12)):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        for found in read_bytes(tmp_path, name, bytes(broken)):
            assert isinstance(found, Document) or "failed on it" not in found.reason, found.reason


WIDE = '<t:table-row t:number-rows-repeated="9999999"><t:table-cell t:number-columns-repeated="9999999"><x:p>市</x:p></t:table-cell></t:table-row>'
TRAPS = {
    "unpacks.pptx": lambda: packed({"ppt/presentation.xml": " " * (201 * 2**20)}),
    "deep.odt": lambda: packed({"mimetype": "", "content.xml": "<a>" * 20_000}),
    "deep.rtf": lambda: rb"{\rtf1" + b"{" * 500_000,
    "cells.rtf": lambda: rb"{\rtf1\trowd" + rb"\cellx9" * 100_000 + b"}",
    "levels.rtf": lambda: rb"{\rtf1" + rb"\intbl\itap9999 \nestcell\nestrow" * 20_000 + b"}",
    "commas.csv": lambda: b"," * 2_000_000,
    "quoted.csv": lambda: b'"' + b"a\n" * 1_000_000,
    "deep.json": lambda: b"[" * 1_000_000,
    "parts.eml": lambda: b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 100_000,
    "nested.eml": lambda: b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (n, n) for n in range(2000)),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_costs_little_and_is_refused(tmp_path: Path, name: str) -> None:
    started = time.process_time()
    found = read_bytes(tmp_path, name, TRAPS[name]())
    assert found and all(isinstance(each, Refusal) and " / " in each.reason.replace("/ ", " / ") for each in found)
    assert time.process_time() - started < 20


def test_a_table_that_repeats_its_rows_without_end_is_cut(tmp_path: Path) -> None:
    content = of_open_document([NAMES, *TASKS], "spreadsheet")[1]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = archive.read("content.xml").decode().replace("</t:table>", f"{WIDE * 50}</t:table>")
    (found,) = read_bytes(tmp_path, "a.ods", packed({"mimetype": "", "content.xml": whole}))
    assert isinstance(found, Document) and len(found.raw) < 1_000_000


def test_a_value_knows_its_row_and_column(tmp_path: Path) -> None:
    text = '\ufeff芜湖市任务清单\r\n序号;任务;单位\r\n1;"清理\r\n河道";市水务局\r\n2;封堵排口;市林业局\r\n'
    (found,) = read_bytes(tmp_path, "a.csv", text.encode())
    assert isinstance(found, Document)
    assert found.raw.split("\n") == [
        "芜湖市任务清单",
        "序号\t任务\t单位",
        "1\t清理 河道\t市水务局",
        "2\t封堵排口\t市林业局",
    ]
    place = found.layout.at(found.raw, found.raw.index("封堵"), found.raw.index("封堵") + 4)
    assert (place.row, place.column) == (4, 2)


def test_slides_tell_their_number_their_notes_and_what_is_hidden(tmp_path: Path) -> None:
    made, data = Presentation(), io.BytesIO()
    for number, words_of in enumerate(("芜湖市召开护河会", "2024年3月5日，芜湖市水务局召开护河会。", "草稿")):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = words_of
        if number == 1:
            slide.notes_slide.notes_text_frame.text = "市林业局补种芦苇。"
    made.slides[2]._element.set("show", "0")
    made.save(data)
    (found,) = read_bytes(tmp_path, "a.pptx", data.getvalue())
    assert isinstance(found, Document)
    assert found.raw.split("\n")[2] == "备注：市林业局补种芦苇。"
    assert [place.page for place in found.layout.places] == [1, 2, 2]
    assert reading(found)["held"] == {"slides": 2, "notes": 1}
    assert reading(found)["share"] == 0.667 and "hidden slides: 3" in found.left_out[0]


def test_a_mail_that_says_nothing_is_told_and_its_attachments_are_read(tmp_path: Path) -> None:
    made = EmailMessage()
    made["Subject"] = "转发"
    made.set_content("见附件")
    made.add_attachment(of_old_word()[1], maintype="application", subtype="msword", filename="../清单.doc")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="图.png")
    told, listed, picture = read_bytes(tmp_path, "a.eml", made.as_bytes())
    assert isinstance(told, Refusal) and told.passed_over and "邮件正文" in told.reason
    assert isinstance(listed, Document) and listed.source.endswith("a.eml#清单.doc") and listed.path is not None
    assert isinstance(picture, Refusal) and picture.passed_over and "PNG" in picture.reason


def test_an_array_of_json_is_read_entry_by_entry(tmp_path: Path) -> None:
    entries = [{"id": "甲", "text": TEXT.format(1), "published": "2024-3-6"}, {"title": "无"}, "x"]
    one, two, three = read_bytes(tmp_path, "a.json", json.dumps({"data": entries}).encode())
    assert isinstance(one, Document) and (one.id, one.published, one.source[-2:]) == ("甲", "2024-03-06", "#1")
    assert isinstance(two, Refusal) and isinstance(three, Refusal)
    assert "an array of objects" in str(read_bytes(tmp_path, "b.json", b"[]"))


RICH = (
    (r"\u33436?\u28246?{\deleted x}{\v y}\par", ["芜湖"]),
    (r"{\listtext 1.\tab}\u28165?\u28132?\par{\listtext 2.\tab}\u23553?\par", ["1. 清淤", "2. 封"]),
    (r"\u27827?{\footnote \u27880?\par}\u27969?\par{\header z}{\*\zzz q}{\field{\*\fldinst D}{\fldrslt 3}}\par", ["河流", "3", "注1：注"]),
    (r"\u27827?\par{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \u26694?\par}}{\shprslt no}}\u27969?\par", ["河", "流", "框"]),
    (
        r"\intbl\itap1 a\par\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx1\cellx9000\nestrow}"
        r"\itap1\cell d\cell\trowd\cellx4000\cellx9000\row\pard",
        ["a b c\td"],
    ),
    (r"\'e7\'a0\'e7\u55357?\u56832?\par", ["鐮\ufffd😀"]),
)  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), RICH)
def test_rich_text_is_read_as_it_is_shown(body: str, expected: list[str]) -> None:
    data = (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}}\f0 " + body + "}").encode()
    assert read_content(".rtf", data, "a.rtf").text.split("\n") == expected


def test_a_file_is_told_in_the_order_in_which_it_was_read() -> None:
    places = (
        Place(page=1),
        Place(page=1),
        *(Place(page=1, table=1, row=n) for n in (1, 2)),
        Place(page=2, table=1, row=3),
        Place(page=2),
    )
    told = reading_order(Layout(tuple(range(len(places))), places))
    assert told == (
        "次序：第1页正文、第1页表1（2 行）、第2页表1（1 行）、第2页正文 / "
        "in this order: page 1 text, page 1 table 1 (2 rows), page 2 table 1 (1 rows), page 2 text"
    )
    sheets = (Place(sheet="甲/乙", table=1, row=1), Place(sheet="丙", table=2, row=1))
    assert reading_order(Layout((0, 1), sheets)).startswith("次序：“甲／乙”表1（1 行）、“丙”表2（1 行） / ")
    assert reading_order(Layout()) == reading_order(Layout((0,), (Place(paragraph=1),))) == ""
    many = tuple(Place(page=n + 1) for n in range(100))
    assert reading_order(Layout(tuple(range(100)), many)).count("、") == 29

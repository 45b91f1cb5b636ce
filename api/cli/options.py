"""The options that several commands share, each named and explained once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_STORE = "./envgov-data"
MAX_BYTES = 8 * 1024 * 1024
NOTHING_FOUND = "no document was found; give .txt, .html, .docx, .doc, .pdf, .ofd, .xlsx, .csv or .jsonl files"


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    table = "table"
    json = "json"
    csv = "csv"


class ExtractFormat(StrEnum):
    """What `extract` prints: one record a document, or one fact a line."""

    record = "record"
    facts = "facts"


Store = Annotated[
    str,
    typer.Option(
        "--store", envvar="ENVGOV_STORE", help="图库：文件夹或 bolt:// 地址 / The store: a folder or a bolt:// address."
    ),
]
Paths = Annotated[
    list[str], typer.Argument(help="文件、文件夹或通配符 / Files, folders or patterns.", show_default=False)
]
MaxBytes = Annotated[int, typer.Option("--max-bytes", min=1, help="单个文件的上限（字节）/ Largest file, in bytes.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="抽取进程数 / Processes for extraction.")]
Home = Annotated[
    str | None,
    typer.Option(
        "--home",
        help="文档所属的行政区（全称或代码），如 昆明市 / The division the documents are of: its full name or code.",
        show_default=False,
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option("--publisher", help="发布机构 / The body that published the documents.", show_default=False),
]
PublishedOn = Annotated[
    str | None,
    typer.Option(
        "--published",
        help="发布日期，可只到年或月 / When they were published: 2024-05-06, 2024-05 or 2024.",
        show_default=False,
    ),
]
SourcesFile = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        envvar="ENVGOV_SOURCES",
        help="sources.yaml：按路径或网站说明文档属地、发布机构、日期位置；默认用所给文件夹里的 / "
        "Whose documents these are, by path or host; by default the sources.yaml in the folder that is given.",
        show_default=False,
    ),
]
Format = Annotated[AnswerFormat, typer.Option("--format", help="输出格式 / Output format.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="最多行数 / Most rows.")]
Asked = Annotated[
    str | None,
    typer.Argument(
        help="查询名，如 trainings.attendance，或一个问题；不给则列出全部 / Name of a query, or a question in words; none lists the queries."
    ),
]
Explain = Annotated[bool, typer.Option("--explain", help="提问时也显示 Cypher / With a question, show its Cypher too.")]
Evidence = Annotated[
    bool,
    typer.Option(
        "--evidence",
        help="表格也列出 uid、事实键、置信度与文档数 / Tables with uids, keys of facts, confidence and documents too.",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="写入文件 / Write to a file.", show_default=False)]
OfflineImport = Annotated[
    Path | None,
    typer.Option(
        "--offline-import",
        help="不写图库，改为在此文件夹生成 neo4j-admin 导入用的 CSV / Write CSV for neo4j-admin to this folder instead.",
        show_default=False,
    ),
]
Ledger = Annotated[
    bool,
    typer.Option(
        "--ledger", help="每个分句一行：用了、未用、无人读 / One line a clause: gave facts, set aside, unread."
    ),
]

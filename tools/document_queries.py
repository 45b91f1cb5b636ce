"""Write docs/queries.md from the named queries: what each asks, its parameters and columns.

Usage: python tools/document_queries.py
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from envgov.graph.queries import NamedQuery, Param, load_queries

TARGET = Path(__file__).parent.parent / "docs" / "queries.md"
HEAD = """# 命名查询 · Named queries

由 `tools/document_queries.py` 从 `cypher/` 生成。· Made from `cypher/` by `tools/document_queries.py`.

每个查询都可以在命令行 (`envgov ask NAME key=value`)、HTTP 接口 (`/queries/NAME?key=value`) 和 Neo4j Browser 中使用；两种图库给出相同的
结果。每行带 `uid`，可由 `/nodes/{uid}` 或 `facts.provenance` 查到原文出处。
Each can be asked on the command line, over HTTP and in the Neo4j Browser, and answers alike on both engines. Rows carry
uids; `/nodes/{uid}` and `facts.provenance` lead from them to the words of the text.

陈述一个事实的行带 `fact`（键）、`derived`、`confidence`、`documents`（支持它的文档数）；汇总多个事实的行带 `facts`；度量没有。命令行的表格略去它们，
`--evidence` 列出；JSON 与 CSV 总有。
A row that states one fact names its `fact` (the key), `derived`, `confidence` and how many `documents` support it; a row that gathers
several has `facts`; a measure has none. Tables of the command line leave them out unless `--evidence` is given; JSON and CSV have them.

“遍历”列出查询在任一引擎上要逐个查看的标签或关系 (`everything`：全部关系)，其耗时随之增长；没有这一行的查询只用索引。
What a query "looks through", on one of the engines, are the labels and relationships that it visits one by one (`everything`: all
relationships): its cost grows with them. A query without that line goes by indexes.
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for subject, queries in groupby(load_queries().values(), key=lambda query: query.name.split(".")[0]):
        parts.append(f"## {subject}\n")
        parts.extend(_described(query) for query in queries)
    return "\n".join(parts).rstrip() + "\n"


def _described(query: NamedQuery) -> str:
    given = " ".join(_given(param) for param in query.params if param.required)
    command = f"envgov ask {query.name} {given}".rstrip()
    lines = [f"### {query.name}\n", f"{query.zh} {query.en}\n", f"```\n{command}\n```\n"]
    if query.params:
        lines += ["| 参数 parameter | 类型 type | 说明 meaning | 默认 default |", "| --- | --- | --- | --- |"]
        lines += [f"| `{p.name}` | {p.type} | {p.doc} | {_default(p)} |" for p in query.params]
        lines.append("")
    columns = ", ".join(f"`{name}` {kind}" for name, kind in query.returns.items())
    lines.append(f"列 Columns: {columns}\n")
    if query.scans:
        lines.append(f"遍历 Looks through: {', '.join(f'`{name}`' for name in query.scans)}\n")
    return "\n".join(lines)


def _given(param: Param) -> str:
    return f"{param.name}={param.example}"


def _default(param: Param) -> str:
    if param.required:
        return "必填 required"
    return "—" if param.default is None else str(param.default).lower()


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")

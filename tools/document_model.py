"""Write docs/model.md from graph/kinds.yaml: labels, relationships and properties.

Usage: python tools/document_model.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from envgov.graph.kinds import Property, load_kinds

TARGET = Path(__file__).parent.parent / "docs" / "model.md"
HEAD = """# 图模型 · The graph

由 `tools/document_model.py` 从 `graph/kinds.yaml` 生成。· Made from `graph/kinds.yaml` by `tools/document_model.py`.

每个节点有 `uid` 和 `name`；每条事实关系带 `fact`，与之相同的 `Statement` 给出文档、起止位置和原文。日期为 EDTF（`XXXX-12-11`：年份未知）。
Every node has `uid` and `name`. Every relationship that states a fact carries `fact`; the `Statement` nodes with the same
key give document, place and words. Dates are EDTF (`XXXX-12-11`: the year is not known). Offsets count code points of
the repaired text, half-open.
"""
TABLE = ("| 属性 property | 类型 type | 必填 required | 含义 meaning |", "| --- | --- | --- | --- |")


def page() -> str:
    """Return the page."""
    kinds = load_kinds()
    lines = [HEAD, "## 节点 · Nodes\n"]
    for kind in kinds.nodes.values():
        lines.append(f"### {kind.label}\n\n{kind.zh} · {kind.en}\n")
        if kind.sub:
            lines.append("子标签 Sub-labels: " + ", ".join(f"`{sub}`" for sub in kind.sub) + "\n")
        lines.extend(_table(kind.properties.values()))
    lines += ["## 关系 · Relationships\n", "| 类型 type | 从 from | 到 to | 含义 meaning | 属性 properties |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for each in kinds.relationships.values():
        properties = ", ".join(f"`{name}`" for name in each.properties)
        ends = f"{', '.join(each.sources)} | {', '.join(each.targets)}"
        lines.append(f"| `{each.type}` | {ends} | {each.zh} · {each.en} | {properties} |")
    lines += ["", "事实关系还带有 · A relationship that states a fact also carries:\n"]
    lines.extend(_table(kinds.fact_properties.values()))
    return "\n".join(lines).rstrip() + "\n"


def _table(properties: Iterable[Property]) -> Iterator[str]:
    rows = list(properties)
    if not rows:
        return
    yield from TABLE
    for each in rows:
        closed = f" ({', '.join(each.one_of)})" if each.one_of else ""
        yield f"| `{each.name}` | {each.type}{closed} | {'是 yes' if each.required else ''} | {each.zh} · {each.en} |"
    yield ""


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")

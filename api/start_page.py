"""The service's page for people: what can be asked, with a link to each; no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from envgov.graph.queries import NamedQuery

STYLE = """body{font:16px/1.6 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1c2b24}
h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d5ddd8;padding:.4rem .6rem;
text-align:left;vertical-align:top}code{background:#eef3f0;padding:.1rem .3rem;border-radius:3px}a{color:#0b6b4f}"""


def start_page(queries: Iterable[NamedQuery]) -> str:
    """Return the page as HTML."""
    rows = "\n".join(_row(query) for query in queries)
    return f"""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>envgov</title><style>{STYLE}</style></head>
<body><h1>envgov：生态环境治理主体与任务知识图谱</h1>
<p>A knowledge graph of environmental governance actors and tasks. Machine-readable description:
<a href="/openapi.json">/openapi.json</a>; <a href="/v1/version">/v1/version</a>; <a href="/v1/documents">/v1/documents</a>.</p>
<table><thead><tr><th>查询 / query</th><th>问题 / question</th><th>参数 / parameters</th></tr></thead>
<tbody>{rows}</tbody></table></body></html>"""


def _row(query: NamedQuery) -> str:
    params = "<br>".join(
        f"<code>{escape(param.name)}</code>{'' if param.required else '?'} {escape(param.doc)}"
        for param in query.params
    )
    example = {param.name: str(param.example or "") for param in query.params if param.required}
    link = f"/v1/queries/{query.name}" + (f"?{urlencode(example)}" if example else "")
    return (
        f'<tr><td><a href="{escape(link)}"><code>{escape(query.name)}</code></a></td>'
        f"<td>{escape(query.zh)}<br>{escape(query.en)}</td><td>{params}</td></tr>"
    )

"""Write docs/neo4j-browser.md, the steps for the Neo4j Browser; with a folder, write the files of the kit there instead.

Usage: python tools/write_browser_kit.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from envgov.api.browser_kit import guide, saved_queries, steps, style

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "neo4j-browser.md"
HEAD = """# 在 Neo4j 浏览器中分析 · Analysis in the Neo4j Browser

由 `tools/write_browser_kit.py` 生成，每一段都由测试在真实的浏览器里粘贴执行。· Made by `tools/write_browser_kit.py`; a test pastes
every block into a real Neo4j Browser.

## 一、启动 · Start

三个终端各一条命令。`make neo4j` 打印浏览器的地址和密码；需要 Java 17 与 Maven，或用 `docker/compose.yaml`。
One command in each of three terminals. `make neo4j` prints the Browser's address and the password; it needs Java 17 and
Maven, or use `docker/compose.yaml`.

```
make neo4j
NEO4J_PASSWORD=envgov-tests .venv/bin/envgov load samples --store bolt://127.0.0.1:7687
NEO4J_PASSWORD=envgov-tests .venv/bin/envgov serve --store bolt://127.0.0.1:7687
```

打开 Open <http://127.0.0.1:7474/browser/>，用户 user `neo4j`。

## 二、样式、指南、保存的查询 · Style, guide, saved queries

在编辑框粘贴（`localhost` 是浏览器默认允许的主机）· Paste into the editor (`localhost` is a host that the Browser allows):

```browser
:style http://localhost:8000/browser/envgov.grass
```

```browser
:play http://localhost:8000/browser/guide.html
```

下载 <http://localhost:8000/browser/queries.zip>，把它拖到浏览器窗口里：左侧星号下出现全部查询，标题为中文，按主题分文件夹。“图”里的返回节点，其余返回表格；
第一行的值可以改。不用接口时，`python tools/write_browser_kit.py kit` 把同样的文件写到 `kit/`。
Download the archive and drop it on the Browser's window: under the star on the left are all named queries, with Chinese
titles, in folders. Those in 图 return nodes, the others tables; change the values in the first line. Without the API,
`python tools/write_browser_kit.py kit` writes the same files into `kit/`.

## 三、十步 · Ten steps
"""
TAIL = """
![培训与参加的机构 · Trainings and who attended](images/browser-training.png)

![规划、阶段、任务 · Plan, phase, task](images/browser-plan.png)
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for number, step in enumerate(steps("guide"), 1):
        lines = "\n".join(step.lines)
        parts.append(f"\n### {number}. {step.zh} · {step.en}\n\n{lines}\n\n```cypher\n{step.text}\n```\n")
    return "".join([*parts, TAIL])


def kit() -> dict[str, str]:
    """Return the files of the kit by their path."""
    saved = {f"saved/{path}": text for path, text in saved_queries()}
    return {"envgov.grass": style(), "guide.html": guide(), **saved}


def main() -> None:
    """Write the page, or the kit."""
    if len(sys.argv) < 2:
        TARGET.write_text(page(), "utf-8")
        return
    for path, text in kit().items():
        target = Path(sys.argv[1]) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

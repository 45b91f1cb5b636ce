"""Write docs/configuration.md from the settings of the service: `python tools/document_configuration.py`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from envgov.api.settings import Settings

TARGET = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"
HEAD = """# 配置 · Configuration

由 `tools/document_configuration.py` 生成。· Made by `tools/document_configuration.py`.

每项由环境变量给出，或写入 `ENVGOV_CONFIG` 所指的 TOML 文件（名称小写、无前缀）；环境变量优先。
Each setting comes from the environment, or from the TOML file that `ENVGOV_CONFIG` names (small letters, no prefix). The environment
wins. Lists are parted by commas. A value of another type, or an unknown name in the file, is refused at the start.

```
at_once = 32
cypher = true
hosts = ["graph.example.org"]
```

| 变量 variable | 默认 default | 含义 meaning |
| --- | --- | --- |
"""
TAIL = """
另有 Others: `ENVGOV_STORE`（图库 · the store）, `ENVGOV_HEAP`（内嵌引擎的堆 · heap of the embedded engine）,
`ENVGOV_OCR=1`（识别扫描页的文字，须 `envgov[ocr]` · characters of scanned pages, with `envgov[ocr]`）, `NEO4J_USERNAME`,
`NEO4J_PASSWORD`, `NEO4J_DATABASE`。

`envgov doctor` 检查环境、设置、密钥与图库。· `envgov doctor` looks at the set-up, the settings, the keys and the store.

日志为每行一个 JSON 对象，写到标准错误：时间、请求标识、密钥标识、方法、路由、状态、毫秒、字节；不含地址、参数与姓名。
Logs are JSON objects, one a line, on standard error: time, request id, key id, method, route, status, milliseconds and bytes; neither
addresses nor parameters, as they may hold names of people. `/v1/metrics` 为 Prometheus 格式 · is in Prometheus' format.

SIGTERM：`/v1/ready` 先答 503，进行中的请求在 `ENVGOV_GRACE_SECONDS` 内完成，未完成的任务下次启动时继续。
At SIGTERM `/v1/ready` turns to 503, running requests get `ENVGOV_GRACE_SECONDS` to finish, and jobs go on at the next start.
"""


def page() -> str:
    """Return the page."""
    rows = []
    for each in fields(Settings):
        shown = ",".join(each.default) if isinstance(each.default, tuple) else str(each.default).lower()
        doc = str(each.metadata["doc"]).replace(" / ", " · ")
        rows.append(f"| `ENVGOV_{each.name.upper()}` | {f'`{shown}`' if shown else ''} | {doc} |")
    return HEAD + "\n".join(rows) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")

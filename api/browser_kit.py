"""The kit for analysts in the Neo4j Browser: saved queries, a style, a guide; all made from what stands in cypher/."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from math import log

from envgov.graph.kinds import load_kinds
from envgov.graph.queries import NamedQuery, Param, load_queries, with_map

from .faces import faces

KIT = "browser"
FOLDERS = {
    "trainings": "培训", "plans": "规划", "events": "会议与活动", "campaigns": "专项行动", "groups": "群体", "agencies": "机构",
    "officials": "人员", "paths": "路径", "regions": "地区", "tasks": "任务", "directives": "要求", "facts": "出处",
    "quality": "质量", "clauses": "未读", "pictures": "图",
}  # fmt: skip
WHITE, DARK = "#FFFFFF", "#1F2937"
GENERAL = """node {
  diameter: 50px;
  color: #A5ABB6;
  border-color: #6B7280;
  border-width: 2px;
  text-color-internal: #FFFFFF;
  font-size: 10px;
  caption: '{name}';
}
relationship {
  color: #9AA1AC;
  shaft-width: 1px;
  font-size: 8px;
  padding: 3px;
  text-color-external: #1F2937;
  text-color-internal: #FFFFFF;
  caption: '<type>';
}
"""
ZIP_TIME = (2026, 1, 1, 0, 0, 0)  # the same kit is the same file


@dataclass(frozen=True, slots=True)
class Step:
    """A statement with a title in both languages and a few lines about it."""

    name: str
    zh: str
    en: str
    lines: tuple[str, ...]
    text: str


def steps(name: str) -> list[Step]:
    """Return the statements of a file of the kit, in order: after the first, empty lines part them."""
    text = files("envgov.cypher").joinpath(f"{KIT}/{name}.cypher").read_text("utf-8")
    return [_step(block) for block in text.strip().split("\n\n")[1:]]


def _step(text: str) -> Step:
    lines = text.splitlines()
    comments = [line.removeprefix("//").strip() for line in lines if line.startswith("//")]
    statement = "\n".join(line for line in lines if not line.startswith("//")).strip()
    name, zh, en = (comments[at].removeprefix(f"{key}:").strip() for at, key in enumerate(("name", "zh", "en")))
    return Step(name, zh, en, tuple(comments[3:]), statement)


def saved_queries() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every saved query: the Browser shows the first line as its name, the folder as its folder."""
    for step in steps("pictures"):
        yield f"{FOLDERS['pictures']}/{step.name}.cypher", f"// {step.zh}\n// {step.en}\n{step.text}\n"
    for query in load_queries().values():
        subject, _, name = query.name.partition(".")
        yield f"{FOLDERS[subject]}/{name}.cypher", _saved(query)


def _in_browser(query: NamedQuery) -> NamedQuery:
    """Return a query as the Browser asks it: a Neo4j answers by itself what the service works out for both engines."""
    own = files("envgov.cypher").joinpath(f"{KIT}/own/{query.name}.cypher")
    return replace(query, text=own.read_text("utf-8").strip(), post=None) if own.is_file() else query


def _saved(query: NamedQuery) -> str:
    query = _in_browser(query)
    values = {param.name: _literal(param, param.example if param.required else param.default) for param in query.params}
    lines = [f"// {query.zh}", f"// {query.en}  ({query.name})"]
    for param in query.params:
        example = "" if param.example is None else f"；如 such as {_literal(param, param.example)}"
        lines.append(f"// {param.name}：{param.doc}{example}")
    if query.post:
        lines.append(f"// 命令行与接口在此之上另行计算 / the command line and the API work on these rows: {query.post}")
    return "\n".join([*lines, with_map(query, values)]) + "\n"


def _literal(param: Param, value: object) -> str:
    if value is None or param.type not in ("str", "day"):
        return json.dumps(value)
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


def saved_zip() -> bytes:
    """Return the saved queries as the archive that the Browser takes when it is dropped on its window."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, text in saved_queries():
            archive.writestr(zipfile.ZipInfo(path, ZIP_TIME), text)
    return target.getvalue()


def style() -> str:
    """Return the GraSS style: colour and caption by kind."""
    parts = [GENERAL]
    for label in load_kinds().nodes:
        face = faces()[label]
        own = {name: sub.colour for name, sub in face.sub.items() if sub.colour}
        for each, colour in {label: face.colour, **own}.items():
            parts.append(
                f"node.{each} {{\n  color: {colour.upper()};\n  border-color: #374151;\n"
                f"  text-color-internal: {letters_on(colour)};\n  caption: '{{{face.caption}}}';\n}}\n"
            )
    return "".join(parts)


def letters_on(colour: str) -> str:
    """Return the colour of letters, white or dark, that reads better on a colour (contrast of WCAG 2.2)."""
    ground = _light(colour)
    return max((WHITE, DARK), key=lambda ink: abs(log((_light(ink) + 0.05) / (ground + 0.05))))


def _light(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def guide() -> str:
    """Return the guide as the page that `:play` and `:guide` show."""
    slides = "".join(map(_slide, steps("guide")))
    return (
        '<article class="guide">\n<title>envgov 十步入门 · ten steps</title>\n<carousel class="deck container-fluid">\n'
        f"{slides}</carousel>\n</article>\n"
    )


def _slide(step: Step) -> str:
    words = "".join(f"<p>{html.escape(line)}</p>" for line in step.lines)
    code = f'<figure><pre mode="cypher" class="code runnable">{html.escape(step.text)}</pre></figure>'
    title = f"{html.escape(step.zh)}<br><small>{html.escape(step.en)}</small>"
    return f'<slide class="row-fluid"><div class="col-sm-12"><h3>{title}</h3>{words}{code}</div></slide>\n'

"""Draw a briefing's subject as a network with the program `dot` of Graphviz, as SVG or PNG."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

import graphviz
from envgov.graph.errors import EnvGovError

from ..faces import faces
from ..problems import ApiError
from .content import Briefing
from .fitting import Ruler
from .fonts import Font, known_to_programs

LACKING = "the program `dot` was not found, and it draws networks; install graphviz (apt-get install graphviz, or graphviz.org)"
SECONDS = 30
SIZE = 13
MOST_ITEMS = 120  # tasks of one picture; the picture says how many are left out
ROOMS = {"left": 130.0, "root": 150.0, "branch": 130.0, "item": 220.0, "side": 170.0}  # points for a text in a box
COLOURS = {
    "left": "#4A5568",
    "agency": faces()["Agency"].colour,
    "root": "#B3261E",
    "branch": "#8A5A12",
    "item": "#25706F",
    "side": faces()["Agency"].colour,
}
PNG_DPI = 144


class DrawingError(EnvGovError):
    """A picture that Graphviz did not draw."""


def network_picture(briefing: Briefing, font: Font, form: str) -> bytes:
    """Return the network as svg or png; raise ApiError where the machine has no `dot`, DrawingError where it fails."""
    program = shutil.which("dot")
    if not program:
        raise ApiError("tool_missing", LACKING)
    source = network_source(briefing, font)
    # `dpi` scales a PNG; in an SVG of Graphviz 2.43 it makes the viewBox wrong, so that the picture is cut.
    options = [f"-Gdpi={PNG_DPI}"] if form == "png" else []
    with known_to_programs(font) as environment:
        command = [program, f"-T{form}", *options]
        try:
            done = subprocess.run(  # noqa: S603
                command, input=source.encode(), capture_output=True, timeout=SECONDS, env=environment, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise DrawingError(
                f"{briefing.name}: dot took more than {SECONDS} seconds; ask for slides or a table"
            ) from error
    if done.returncode:
        raise DrawingError(f"{briefing.name}: dot failed: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout


def network_source(briefing: Briefing, font: Font) -> str:
    """Return the network in the language of Graphviz; bodies that bear several tasks stand there once."""
    ruler, tiers = Ruler(font, exact=True), briefing.tiers
    graph = graphviz.Digraph(
        graph_attr={"rankdir": "LR", "fontname": font.family, "nodesep": "0.14", "ranksep": "0.55", "pad": "0.2", "labelloc": "b",
                    "labeljust": "l", "fontsize": "11", "fontcolor": "#5F6B7A", "bgcolor": "white"},
        node_attr={"shape": "box", "style": "rounded,filled", "fontname": font.family, "fontsize": str(SIZE), "fontcolor": "white",
                   "penwidth": "0", "margin": "0.14,0.08"},
        edge_attr={"color": "#8A97A8", "arrowsize": "0.7", "fontname": font.family, "fontsize": "10"},
    )  # fmt: skip
    bodies: dict[str, str] = {}

    def node(name: str, text: str, kind: str, **more: str) -> str:
        lines = ruler.wrapped(font.spelled(text), SIZE, ROOMS[kind if kind in ROOMS else "left"])
        # nohtml: a label that begins with < and ends with > would be taken for markup
        label = "\\n".join(_plain(line) for line in lines)
        graph.node(name, graphviz.nohtml(label), **{"fillcolor": COLOURS[kind], **more})
        return name

    root = node("root", tiers.root, "root", fontsize=str(SIZE + 2))
    for number, box in enumerate(tiers.left):
        left = node(f"left{number}", box.text, "agency" if box.agency else "left")
        graph.edge(left, root)
        if box.above:
            graph.edge(_body(bodies, box.above, node), left)
    _branches(briefing, graph, node, bodies)
    shown = min(sum(1 for _item in tiers.items), MOST_ITEMS)
    left_out = sum(1 for _item in tiers.items) - shown
    more = f"其余{left_out}项未画。" if left_out else ""
    foot = ruler.wrapped(font.spelled(f"{more}{briefing.sources_line}；{briefing.made_line}"), 11, 900)
    graph.graph_attr["label"] = "".join(f"{_plain(line)}\\l" for line in foot)
    return str(graph.source)


def _branches(briefing: Briefing, graph: graphviz.Digraph, node: object, bodies: dict[str, str]) -> None:
    assert callable(node)  # noqa: S101 - the maker of nodes above
    drawn = 0
    for number, branch in enumerate(briefing.tiers.branches):
        if drawn >= MOST_ITEMS or not (branch.items or branch.span):
            continue
        text = f"{branch.name}\n{branch.span}" if branch.span else branch.name
        name = node(f"branch{number}", text, "branch")
        graph.edge("root", name)
        for place, item in enumerate(branch.items[: MOST_ITEMS - drawn]):
            task = node(f"item{number}_{place}", item.text, "item", **_how(item.derived))
            graph.edge(name, task)
            drawn += 1
            for role, body in _sides(item.side):
                graph.edge(task, _body(bodies, body, node), label=_plain(role), **_line(item.side_derived or item.derived))  # fmt: skip


def _sides(side: str) -> list[tuple[str, str]]:
    """Return who stands beside an item with the role of each: 牵头：甲、乙 is two bodies, any other text is one."""
    found: list[tuple[str, str]] = []
    for line in side.split("\n"):
        role, colon, names = line.partition("：")
        if colon and role in ("牵头", "配合", "责任"):
            found += [(role, name) for name in names.split("、")]
        elif line:
            found.append(("", line))
    return found


def _body(bodies: dict[str, str], text: str, node: object) -> str:
    assert callable(node)  # noqa: S101 - the maker of nodes above
    if text not in bodies:
        bodies[text] = str(node(f"body{len(bodies)}", text, "side"))
    return bodies[text]


def _plain(text: str) -> str:
    """Return a text as Graphviz prints it: backslashes begin no sequence, and & begins no entity of HTML."""
    return str(graphviz.escape(text.replace("&", "&amp;")))


def _how(derived: bool) -> Mapping[str, str]:
    """Return the look of a thing that follows from another fact: pale, with a dashed line."""
    dashed = {"style": "rounded,filled,dashed", "penwidth": "1.5", "fillcolor": "white"}
    return {**dashed, "color": COLOURS["item"], "fontcolor": COLOURS["item"]} if derived else {}


def _line(derived: bool) -> Mapping[str, str]:
    return {"style": "dashed"} if derived else {}

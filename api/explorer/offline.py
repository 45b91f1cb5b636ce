"""A figure as one HTML file that opens without a network: script, style and data inside, under a policy that names their hashes."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

import regex
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from ..web.cells import dated
from ..web.language import Words
from ..web.static_files import served
from .figures import Figure, filtered, pinned
from .looks import LOOKS
from .payload import in_page, kind_name, payload
from .views import View

LIBRARY = "vendor/cytoscape/cytoscape-3.34.4.min.js"
STYLE = "explorer/explorer.css"
SCRIPTS = ("explorer/style.mjs", "explorer/offline.mjs")
TEMPLATES = Path(__file__).parent.parent / "web" / "templates"
MODULE_WORDS = regex.compile(r"^(?:import [^\n]*;$|export (?=\w))", regex.MULTILINE)


def offline(figure: Figure, view: View, t: Words, *, title: str, footer: str) -> str:
    """Return the file; what filters leave out is not in it."""
    shown = pinned(filtered(figure, view.filters), view.pins)
    library, script, style = _texts()
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        t=t,
        lang="zh-CN" if t.language == "zh" else "en",
        title=title,
        footer=footer,
        policy=policy,
        library=library,
        script=script,
        style=style,
        figure=shown,
        names={node.uid: node.name for node in shown.nodes},
        kind_name=kind_name,
        dated=dated,
        data=in_page({**payload(shown, t), "words": js_words(t), "kinds": {label: t.kind(label) for label in LOOKS}}),
    )


def js_words(t: Words) -> dict[str, str]:
    """Return the words that the scripts say."""
    before = "explorer.js."
    return {key.removeprefix(before): text for key, text in t.texts.items() if key.startswith(before)}


@cache
def _texts() -> tuple[str, str, str]:
    files = served()
    # The modules stand in one script here, so they neither import from each other nor export.
    script = "\n".join(MODULE_WORDS.sub("", files[name].body.decode("utf-8")) for name in SCRIPTS)
    return files[LIBRARY].body.decode("utf-8"), script, files[STYLE].body.decode("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return made.get_template("explorer_file.html")

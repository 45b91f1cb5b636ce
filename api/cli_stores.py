"""The commands about stores as wholes: search."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import DEFAULT_STORE, AnswerFormat, Format, Out, Store
from .output import print_answer

stores_app = typer.Typer()
Text = Annotated[str, typer.Argument(help="词，以空格分隔 / Words, parted by spaces.")]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="标签，如 Agency，可重复 / A label such as Agency; may be repeated.")
]


@stores_app.command()
def search(
    text: Text,
    kind: Kinds = None,
    store: Store = DEFAULT_STORE,
    format: Format = AnswerFormat.table,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="最多行数 / Most rows.")] = 20,
    out: Out = None,
) -> None:
    """按名称、别名、任务和要求检索；繁体与单字均可。/ Search names, aliases, tasks and demands."""
    from envgov.graph.search import search as search_in
    from envgov.graph.store import Answer, open_store

    with open_store(store) as opened:
        hits = search_in(opened, text, kinds=kind, limit=limit + 1)
    rows: list[tuple[object, ...]] = [(hit.kind, hit.text or hit.name, hit.uid) for hit in hits[:limit]]
    found = Answer(("kind", "name", "uid"), rows, truncated=len(hits) > limit)
    print_answer(found, format, out, hide_uids=False)

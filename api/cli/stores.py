"""The commands about stores as wholes: search, copy, backup, restore, migrate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from envgov.graph.errors import StoreError

from .options import DEFAULT_STORE, AnswerFormat, Format, Out, Store
from .output import print_answer

if TYPE_CHECKING:
    from envgov.graph.backup import Copied

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
    from envgov.graph.answers import Answer
    from envgov.graph.search import search as search_in
    from envgov.graph.store import open_store

    with open_store(store) as opened:
        hits = search_in(opened, text, kinds=kind, limit=limit + 1)
    rows: list[tuple[object, ...]] = [(hit.kind, hit.text or hit.name, hit.uid) for hit in hits[:limit]]
    found = Answer(("kind", "name", "uid"), rows, truncated=len(hits) > limit)
    print_answer(found, format, out, hide_uids=False)


@stores_app.command()
def copy(
    source: Annotated[str, typer.Option("--from", help="来源图库 / The store to copy.")],
    target: Annotated[str, typer.Option("--to", help="空的目标图库 / An empty store.")],
) -> None:
    """在引擎之间复制图库，并核对散列。/ Copy a store to another engine; both hashes must be equal."""
    from envgov.graph.backup import copy as copy_store

    _say(copy_store(source, target))


@stores_app.command()
def backup(
    out: Annotated[Path, typer.Option("--out", help="备份文件 (.ndjson.gz) / File to write.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """把整个图谱写入一个文件。/ Write the whole graph to one file."""
    from envgov.graph.backup import backup as write_backup
    from envgov.graph.store import open_store

    with open_store(store) as opened:
        _say(write_backup(opened, out))


@stores_app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="备份文件 / The file that `envgov backup` wrote.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """把备份读入一个空图库。/ Read a backup into an empty store."""
    from envgov.graph.backup import restore as read_backup
    from envgov.graph.store import open_store

    if not file.is_file():
        raise StoreError(f"{file} is no file; give what `envgov backup --out` wrote")
    with open_store(store, access="write") as opened:
        _say(read_backup(opened, file))


@stores_app.command()
def migrate(store: Store = DEFAULT_STORE) -> None:
    """执行尚未执行的迁移（写入时也会自动执行）。/ Run the migrations that are lacking, as every write does first."""
    from envgov.graph.store import open_store

    with open_store(store, access="write") as opened:
        for name in opened.migrated:
            typer.echo(name)
        typer.echo(f"{store}: {len(opened.migrated)} 项已执行 / run", err=True)


def _say(copied: Copied) -> None:
    typer.echo(f"{copied.nodes} 节点 / nodes, {copied.relationships} 关系 / relationships, graph {copied.graph}")

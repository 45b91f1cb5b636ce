"""The commands about the service: its keys, the list of suppressions, and what is wrong with the set-up."""

from __future__ import annotations

import getpass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from envgov.graph.errors import EnvGovError

from ..showing import harmless
from .options import DEFAULT_STORE, Store
from .output import FAILED, NOT_FOUND, complain

service_app = typer.Typer()
keys_app = typer.Typer(help="服务的密钥 / Keys of the service.", no_args_is_help=True)
suppress_app = typer.Typer(help="屏蔽人员或事实 / Suppress people or facts.", no_args_is_help=True)
service_app.add_typer(keys_app, name="keys")
service_app.add_typer(suppress_app, name="suppress")
Reason = Annotated[str, typer.Option("--reason", help="缘由，记入名单 / Why; it is written down.")]


class Scope(StrEnum):
    """What a key may do."""

    read = "read"
    cypher = "cypher"
    write = "write"
    admin = "admin"


def _folder(store: str) -> Path:
    from envgov.graph.folder import refuse_foreign

    from ..settings import load_settings, state_folder

    settings = load_settings()
    if not settings.state and "://" not in store:
        refuse_foreign(Path(store))
    return state_folder(settings, store)


@keys_app.command("new")
def new_key(
    name: Annotated[str, typer.Argument(help="谁用 / Whose it is.")],
    scope: Annotated[list[Scope] | None, typer.Option("--scope", help="权限，可重复 / Scope; may be repeated.")] = None,
    days: Annotated[int | None, typer.Option("--days", min=1, help="有效天数 / Days until it ends.")] = 365,
    store: Store = DEFAULT_STORE,
) -> None:
    """建立密钥；只显示这一次。/ Make a key; it is shown this once."""
    from ..gates.keys import Keys

    key, secret = Keys(_folder(store)).new(name, [each.value for each in scope or [Scope.read]], days=days)
    typer.echo(secret)
    typer.echo(f"{key.id}: {', '.join(key.scopes)}, 至 / until {key.expires or '—'}", err=True)


@keys_app.command("list")
def list_keys(store: Store = DEFAULT_STORE) -> None:
    """列出密钥（不含密文）。/ List the keys, without their secrets."""
    from ..gates.keys import Keys

    for key in Keys(_folder(store)).all():
        typer.echo(harmless(f"{key.id}\t{key.name}\t{','.join(key.scopes)}\t{key.created}\t{key.expires or '-'}"))


@keys_app.command("remove")
def remove_key(
    id: Annotated[str, typer.Argument(help="密钥标识 / Id of the key.")], store: Store = DEFAULT_STORE
) -> None:
    """移除密钥。/ Remove a key."""
    from ..gates.keys import KeyFileError, Keys

    try:
        Keys(_folder(store)).remove(id)
    except KeyFileError as error:
        complain(str(error))
        raise typer.Exit(NOT_FOUND) from error


@suppress_app.command("add")
def add_suppression(
    target: Annotated[str, typer.Argument(help="官员 uid 或事实键 / uid of an official or key of a fact.")],
    reason: Reason,
    store: Store = DEFAULT_STORE,
) -> None:
    """屏蔽人员或事实，重新载入后仍然有效。/ Suppress a person or a fact; it holds when documents are loaded again."""
    from envgov.graph.store import open_store
    from envgov.graph.suppression import SuppressionError, Suppressions, suppress

    with open_store(store, access="write") as opened:
        try:
            entry = suppress(
                opened, Suppressions.of(store, _folder(store)), target, reason=reason, by=getpass.getuser()
            )
        except SuppressionError as error:
            complain(str(error))
            raise typer.Exit(NOT_FOUND) from error
    typer.echo(f"{entry.target} suppressed")


@suppress_app.command("list")
def list_suppressions(store: Store = DEFAULT_STORE) -> None:
    """列出名单的全部记录。/ List every line of the list."""
    from envgov.graph.suppression import Suppressions

    for entry in Suppressions.of(store, _folder(store)).log():
        state = "lifted" if entry.lifted else "suppressed"
        typer.echo(harmless(f"{entry.at}\t{state}\t{entry.target}\t{entry.by}\t{entry.reason}"))


@suppress_app.command("lift")
def lift_suppression(
    target: Annotated[str, typer.Argument(help="官员 uid 或事实键 / uid or key.")],
    reason: Reason,
    store: Store = DEFAULT_STORE,
) -> None:
    """解除屏蔽；重新载入文档后恢复。/ Lift a suppression; what it hid comes back when documents are loaded again."""
    from envgov.graph.suppression import SuppressionError, Suppressions, lift

    try:
        lift(Suppressions.of(store, _folder(store)), target, reason=reason, by=getpass.getuser())
    except SuppressionError as error:
        complain(str(error))
        raise typer.Exit(NOT_FOUND) from error


@service_app.command()
def doctor(store: Store = DEFAULT_STORE) -> None:
    """检查环境与图库，逐行说明问题与办法。/ Check set-up and store; one line for each thing, with what to do."""
    from .doctor import findings

    worst = 0
    for finding in findings(store):
        typer.echo(harmless(f"{finding.state}\t{finding.what}\t{finding.detail}"))
        worst = max(worst, finding.state == "fail")
    if worst:
        raise typer.Exit(FAILED)


@service_app.command()
def mcp(
    store: Store = DEFAULT_STORE,
    cypher: Annotated[
        bool,
        typer.Option("--cypher", help="另有只读 Cypher，先经检查 / With a tool for Cypher, which is checked first."),
    ] = False,
) -> None:
    """以 MCP（标准输入输出）供语言模型使用。/ Serve tools for language models over MCP on standard input and output."""
    from ..access import open_graph
    from ..mcp.server import mcp_server
    from ..settings import load_settings

    settings = load_settings()
    with open_graph(store, settings) as graph:
        guarded = graph.guarded(settings) if cypher else None
        server = mcp_server(lambda: graph, (lambda: guarded) if guarded else None)
        server.run("stdio")


__all__ = ["EnvGovError", "service_app"]

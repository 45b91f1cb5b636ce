"""The command line: load documents, extract records, ask the graph, serve it. Help is in Chinese and English."""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from envgov.graph.errors import EnvGovError, QueryError
from envgov.graph.trouble import is_full

from .brief import brief_app
from .loading import loading_app
from .options import (
    DEFAULT_STORE,
    MAX_BYTES,
    NOTHING_FOUND,
    AnswerFormat,
    Asked,
    Evidence,
    Explain,
    ExtractFormat,
    Format,
    Home,
    Ledger,
    Limit,
    MaxBytes,
    Out,
    Paths,
    PublishedOn,
    Publisher,
    SourcesFile,
    Store,
    Workers,
)
from .output import FAILED, NOT_FOUND, USAGE, complain, list_queries, output, pairs, print_answer
from .quality import print_ledgers, register
from .querying import answer_words, is_question, querying_app
from .service import service_app
from .sourcing import sources_of
from .stores import stores_app

if TYPE_CHECKING:
    pass

app = typer.Typer(
    name="envgov",
    help="生态环境治理主体与任务知识图谱 / A knowledge graph of environmental governance actors and tasks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
documents_app = typer.Typer(help="列出或移除已载入的文档 / List or remove loaded documents.", no_args_is_help=True)
app.add_typer(documents_app, name="documents")
register(app)
app.add_typer(loading_app)
app.add_typer(stores_app)
app.add_typer(querying_app)
app.add_typer(brief_app, name="brief")
app.add_typer(service_app)


@app.callback(invoke_without_command=True)
def _version(
    show: Annotated[bool, typer.Option("--version", help="显示版本 / Show the version.")] = False,
) -> None:
    if show:
        typer.echo(f"envgov {installed('envgov')}")
        raise typer.Exit


@app.command()
def extract(
    paths: Paths,
    format: Annotated[
        ExtractFormat,
        typer.Option("--format", help="record：每文档一行；facts：每事实一行 / one line a document, or a fact."),
    ] = ExtractFormat.record,
    ledger: Ledger = False,
    max_bytes: MaxBytes = MAX_BYTES,
    workers: Workers = 1,
    out: Out = None,
    home: Home = None,
    publisher: Publisher = None,
    published: PublishedOn = None,
    sources_file: SourcesFile = None,
) -> None:
    """抽取但不入库，输出 JSON Lines。/ Extract without a store; prints JSON Lines."""
    from envgov.loaders.refusals import Refusal

    from ..loading.finding import extracted_as
    from .fact_lines import facts_text, print_lines, record_line

    files = [Path(path) for path in paths]
    if ledger:
        print_ledgers(files, max_bytes=max_bytes, out=out)
        return
    known = sources_of(files, sources_file, home=home, publisher=publisher, published=published)
    refused = done = 0
    made = record_line if format is ExtractFormat.record else facts_text
    with output(out) as write:
        for found in extracted_as(made, files, max_bytes=max_bytes, workers=workers, sources=known):
            if isinstance(found, Refusal):
                refused += not found.passed_over
                complain(found.reason)
                continue
            done += 1
            print_lines(found, write)
    if not done and not refused:
        complain(f"{' '.join(paths)}: {NOTHING_FOUND}")
    if refused or not done:
        raise typer.Exit(FAILED)


@app.command()
def ask(
    name: Asked = None,
    params: Annotated[list[str] | None, typer.Argument(help="参数 key=value / Parameters as key=value.")] = None,
    store: Store = DEFAULT_STORE,
    format: Format = AnswerFormat.table,
    limit: Limit = 1000,
    out: Out = None,
    evidence: Evidence = False,
    explain: Explain = False,
) -> None:
    """问一个命名查询，或用中文提问。/ Ask a named query, or a question in words."""
    from envgov.graph.asking import UNREAD, answer, unread_count
    from envgov.graph.queries import bind, load_queries, named
    from envgov.graph.store import open_store

    if name is None:
        list_queries(load_queries().values())
        return
    if is_question(name):
        answer_words(" ".join([name, *(params or [])]), store, format, limit, out, evidence=evidence, explain=explain)
        return
    try:
        query = named(name)
    except QueryError as error:
        complain(str(error))
        raise typer.Exit(NOT_FOUND) from error
    given = pairs(params or [])
    try:
        bind(query, given)
    except QueryError as error:
        complain(str(error))
        raise typer.Exit(USAGE) from error
    with open_store(store) as opened:
        found = answer(opened, query, given, limit=limit)
        waiting = 0 if found.rows or query.name == UNREAD else unread_count(opened)
    print_answer(found, format, out, hide_uids=not evidence)
    _tell_unread(waiting)


def _tell_unread(waiting: int) -> None:
    """Say behind an empty answer how many clauses look like a fact that nobody read; 0 says nothing."""
    if waiting:
        complain(
            f"没有结果；另有 {waiting} 句可能含有事实而未读出，见 envgov review clauses / "
            f"no rows; {waiting} clauses look like a fact and gave none: envgov review clauses lists them"
        )


@app.command()
def serve(
    store: Store = DEFAULT_STORE,
    host: Annotated[str, typer.Option("--host", help="监听地址 / Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="端口，0 为任意空闲端口 / Port; 0 takes a free one.")
    ] = 8000,
) -> None:
    """以 HTTP 提供查询。/ Serve the queries over HTTP."""
    from ..serving import run

    run(store, host=host, port=port)


@app.command()
def check(store: Store = DEFAULT_STORE) -> None:
    """检查图谱：无证据的事实、模式外的边、不符的计数。/ Check the graph: facts without evidence, edges outside the schema, wrong counts."""
    from envgov.graph.check import check as findings_of
    from envgov.graph.check import outdated
    from envgov.graph.store import open_store
    from envgov.loaders.extractor import EXTRACTOR

    from ..showing import harmless

    with open_store(store) as opened:
        findings = [*findings_of(opened), *outdated(opened, EXTRACTOR)]
    for finding in findings:
        typer.echo(harmless(f"{finding.kind}\t{finding.uid}\t{finding.message}"))
    typer.echo(f"{len(findings)} 处问题 / findings", err=True)
    if findings:
        raise typer.Exit(FAILED)


@documents_app.command("list")
def list_documents(store: Store = DEFAULT_STORE, format: Format = AnswerFormat.table, out: Out = None) -> None:
    """列出已载入的文档。/ List the loaded documents."""
    from envgov.graph.answers import Answer
    from envgov.graph.store import open_store

    with open_store(store) as opened:
        rows = opened.documents()
    columns = ("uid", "title", "file", "published", "kind", "statements")
    print_answer(Answer(columns, [tuple(getattr(row, column) for column in columns) for row in rows]), format, out)


@documents_app.command("remove")
def remove_documents(
    uids: Annotated[list[str], typer.Argument(help="文档 uid / uids of documents.")], store: Store = DEFAULT_STORE
) -> None:
    """移除文档及仅由其支持的事实。/ Remove documents and what only they support."""
    from envgov.graph.store import open_store

    missing = 0
    with open_store(store, access="write") as opened:
        for uid in uids:
            if opened.remove(uid):
                typer.echo(f"{uid} removed")
            else:
                missing += 1
                complain(f"there is no document {uid!r}; `envgov documents list` shows them")
    if missing:
        raise typer.Exit(NOT_FOUND)


@documents_app.command("versions")
def list_versions(
    uid: Annotated[str | None, typer.Argument(help="文档 uid；不写则列出有旧版的 / uid; without it, all that have earlier versions.")] = None,
    changes: Annotated[bool, typer.Option("--changes", help="逐条列出变动 / Every change.")] = False,
    store: Store = DEFAULT_STORE,
    format: Format = AnswerFormat.table,
    out: Out = None,
) -> None:  # fmt: skip
    """列出一篇文档的各个版本及其变动。/ List the versions of a document and what changed between them."""
    from envgov.graph.store import open_store

    from .versions import changed, listed, versions

    with open_store(store) as opened:
        answer = (
            listed(opened.run) if uid is None else changed(opened.run, uid) if changes else versions(opened.run, uid)
        )
    print_answer(answer, format, out, hide_uids=False)


def _stop(_number: int, _frame: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def main() -> None:
    """Run the command line; an error is one line on stderr, and what was opened is closed whatever happens."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        app(standalone_mode=True)
    except EnvGovError as error:
        complain(str(error))
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except OSError as error:
        if not is_full(error):
            raise
        complain(
            f"{error.filename or 'output'}: 磁盘已满，腾出空间后再执行 / the disk is full; make room and run it again"
        )
        sys.exit(FAILED)

"""The command that lists doubtful pairs and records what a person decides about them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from envgov.graph.errors import InputError
from envgov.graph.identity import DIFFERENT, KINDS, SAME, Decision, decided, read_decisions, undone, write_decisions

from .options import DEFAULT_STORE, AnswerFormat, Format, Limit, Out, Store
from .output import NOT_FOUND, complain, print_answer

if TYPE_CHECKING:
    from envgov.graph.review import Known

FILE = "identity.csv"
Identity = Annotated[
    Path | None,
    typer.Option(
        "--identity",
        help="判断记录，默认在图库文件夹中 / The decisions; by default beside the store's files.",
        show_default=False,
    ),
]
Uid = Annotated[str, typer.Argument(help="节点 uid / uid of a node.")]
Others = Annotated[list[str], typer.Argument(help="其他节点的 uid / uids of the others.")]
By = Annotated[str, typer.Option("--by", help="谁判断的 / Who decided.")]
Note = Annotated[str, typer.Option("--note", help="理由 / Why.")]
review_app = typer.Typer(
    help="列出可能重复的节点并记录判断；重新载入后生效，可撤销。/ List doubtful pairs and record decisions; loading again applies them.",
    no_args_is_help=True,
)


def decisions_file(store: str, given: Path | None) -> Path:
    """Return where the decisions of a store are: in its folder, or for a server in the working folder."""
    if given is not None:
        return given
    return Path(FILE) if "://" in store else Path(store) / FILE


@review_app.command("list")
def list_doubts(
    store: Store = DEFAULT_STORE,
    identity: Identity = None,
    open_only: Annotated[bool, typer.Option("--open", help="只列未判断的 / Only the undecided.")] = False,
    format: Format = AnswerFormat.table,
    limit: Limit = 1000,
    out: Out = None,
) -> None:
    """列出同名官员、名称相近的机构与规划、可能相同的活动，及按规则合并的活动。

    List homonyms, agencies, plans and events that may be one, and the events that a rule made one.
    """
    from envgov.graph.answers import Answer
    from envgov.graph.review import doubts
    from envgov.graph.store import open_store

    decisions = read_decisions(decisions_file(store, identity))
    with open_store(store) as opened:
        found = [each for each in doubts(opened, decisions) if not open_only or each.judgement == "open"]
    columns = ("kind", "name", "other_name", "reason", "judgement", "uid", "other_uid")
    rows: list[tuple[object, ...]] = [tuple(getattr(each, column) for column in columns) for each in found[:limit]]
    print_answer(Answer(columns, rows, truncated=len(found) > limit), format, out, hide_uids=False)


@review_app.command("unresolved")
def list_unresolved(
    store: Store = DEFAULT_STORE, format: Format = AnswerFormat.table, limit: Limit = 1000, out: Out = None
) -> None:
    """列出文中没有写明是哪里的机构，及其可能是谁；用 same 认定。/ List bodies that no text places, with candidates; `same` decides."""
    from envgov.graph.answers import Answer
    from envgov.graph.store import open_store
    from envgov.graph.unresolved import unresolved

    with open_store(store) as opened:
        found = unresolved(opened, limit=limit + 1)
    columns = ("name", "document", "tasks", "events", "posts", "candidates", "uid", "candidate_uids")
    rows: list[tuple[object, ...]] = []
    for each in found[:limit]:
        names, uids = [c.name for c in each.candidates], [c.uid for c in each.candidates]
        rows.append((each.name, each.document, each.tasks, each.events, each.posts, names, each.uid, uids))
    print_answer(Answer(columns, rows, truncated=len(found) > limit), format, out, hide_uids=False)


@review_app.command("clauses")
def list_clauses(
    store: Store = DEFAULT_STORE,
    document: Annotated[
        str | None, typer.Option(help="文档标题、文件名或 uid / Title, file or uid of a document.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="task、demand、event、part、post、plan 之一 / One of these.", show_default=False)
    ] = None,
    format: Format = AnswerFormat.table,
    limit: Limit = 100,
    out: Out = None,
) -> None:
    """列出可能含有事实而未读出的分句，最可能的在前。/ List the clauses that look like a fact and gave none, the likeliest first."""
    from envgov.graph.asking import answer
    from envgov.graph.queries import load_queries
    from envgov.graph.store import open_store

    with open_store(store) as opened:
        given = {key: value for key, value in (("document", document), ("kind", kind)) if value is not None}
        found = answer(opened, load_queries()["clauses.unread"], given, limit=limit)
    print_answer(found, format, out, hide_uids=True)


@review_app.command("same")
def same(
    uid: Uid, others: Others, store: Store = DEFAULT_STORE, identity: Identity = None, by: By = "", note: Note = ""
) -> None:
    """这些节点是同一个，归到第一个。/ The nodes are one, under the first one's uid and name."""
    for other in others:
        _record((uid, other), SAME, store, identity, (by, note))


@review_app.command("different")
def different(
    uid: Uid, other: Uid, store: Store = DEFAULT_STORE, identity: Identity = None, by: By = "", note: Note = ""
) -> None:
    """两个节点不是同一个。/ The two nodes are two."""
    _record((uid, other), DIFFERENT, store, identity, (by, note))


@review_app.command("undo")
def undo(uid: Uid, other: Uid, store: Store = DEFAULT_STORE, identity: Identity = None) -> None:
    """撤销一个判断。/ Take a decision back."""
    path = decisions_file(store, identity)
    before = read_decisions(path)
    after = undone(before, frozenset({uid, other}))
    if len(after) == len(before):
        complain(f"{path} holds no decision on {uid} and {other}; `envgov review list` shows them")
        raise typer.Exit(NOT_FOUND)
    write_decisions(path, after)
    typer.echo("已撤销；重新载入文档后生效 / taken back; load the documents again to apply it", err=True)


def _record(pair: tuple[str, str], judgement: str, store: str, identity: Path | None, who: tuple[str, str]) -> None:
    from envgov.graph.review import named_nodes
    from envgov.graph.store import open_store

    with open_store(store) as opened:
        known = named_nodes(opened, pair)
    for uid in pair:
        if uid not in known or known[uid].kind not in KINDS:
            complain(f"there is no official, agency, plan or event {uid!r}; `envgov review list` shows the uids")
            raise typer.Exit(NOT_FOUND)
    if judgement == SAME and known[pair[1]].resolved and not known[pair[0]].resolved:
        pair = (pair[1], pair[0])  # the body whose place is known gives the name
    one, two = known[pair[0]], known[pair[1]]
    if one.kind == "Event" and judgement == SAME and one.labels != two.labels:
        raise InputError(f"{one.name} and {two.name} are events of two kinds, {_kinds(one)} and {_kinds(two)}: not one")
    if one.kind != two.kind or pair[0] == pair[1]:
        raise InputError(f"{pair[0]} and {pair[1]} can not be compared: give two different nodes of one kind")
    path = decisions_file(store, identity)
    new = Decision(one.kind, pair[0], one.name, pair[1], two.name, judgement, who[0], date.today().isoformat(), who[1])  # noqa: DTZ011 - the day where the person is
    write_decisions(path, decided(read_decisions(path), new))
    typer.echo(f"{path}：已记录；重新载入文档后生效 / recorded; load the documents again to apply it", err=True)


def _kinds(known: Known) -> str:
    return "、".join(sorted(known.labels)) or "other"

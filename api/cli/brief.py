"""The command that makes briefings: slides, Word and pictures of a plan, an agency, an event or a region."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..showing import harmless
from .options import DEFAULT_STORE, Store
from .output import NOT_FOUND, USAGE, complain

if TYPE_CHECKING:
    from envgov.graph.store import Store as OpenStore

    from ..brief.content import Briefing
    from ..brief.reading import Rows

brief_app = typer.Typer(
    help="制作简报：可编辑的 PPTX、公文样式的 Word、甘特图与关系网络图 / Make briefings: slides, Word, a Gantt chart, a network.",
    no_args_is_help=True,
)


class Form(StrEnum):
    """What a briefing is made as."""

    pptx = "pptx"
    docx = "docx"
    svg = "svg"
    png = "png"
    network = "network"


Name = Annotated[str, typer.Argument(help="名称、名称的一部分或 uid / Name, a part of it, or uid.", show_default=False)]
Forms = Annotated[
    list[Form] | None,
    typer.Option(
        "--form",
        help="pptx、docx、svg 与 png（甘特图）、network（网络图）；可重复，则 --out 为文件夹 / May be repeated: --out is a folder then.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="文件；多种形式时为文件夹 / File; a folder for several forms.", show_default=False),
]


@brief_app.command()
def plan(name: Name, form: Forms = None, out: Out = None, store: Store = DEFAULT_STORE) -> None:
    """规划（方案）：依据、阶段、任务、责任单位。/ A plan: its basis, phases, tasks and who bears them."""
    _make("plan", name, form, (out, store))


@brief_app.command()
def agency(name: Name, form: Forms = None, out: Out = None, store: Store = DEFAULT_STORE) -> None:
    """机构：职务与人员、参加的培训与活动、承担的任务。/ An agency: its posts, events and tasks."""
    _make("agency", name, form, (out, store))


@brief_app.command()
def event(name: Name, form: Forms = None, out: Out = None, store: Store = DEFAULT_STORE) -> None:
    """活动：举办、讲话、参加（现场、视频）与要求。/ An event: hosts, speakers, attendance, demands."""
    _make("event", name, form, (out, store))


@brief_app.command()
def region(name: Name, form: Forms = None, out: Out = None, store: Store = DEFAULT_STORE) -> None:
    """地区：机构及其活动、文件与任务。/ A region: its agencies and what they do."""
    _make("region", name, form, (out, store))


def _make(kind: str, name: str, forms: list[Form] | None, where: tuple[Path | None, str]) -> None:
    from envgov.graph.store import open_store

    from ..brief.making import check_libraries, write_briefing

    out, store = where
    wanted = list(dict.fromkeys(forms)) if forms else [_form_of(out)]
    for each in wanted:
        check_libraries(each.value)
    with open_store(store) as opened:
        briefing = _briefing(opened, kind, name, store)
    for each, path in _paths(briefing, wanted, out):
        write_briefing(briefing, each.value, path)
        typer.echo(harmless(path))


def _form_of(out: Path | None) -> Form:
    """Return the form that the name of a file says, slides where it says none."""
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    return Form(suffix) if suffix in set(Form) else Form.pptx


def _paths(briefing: Briefing, forms: list[Form], out: Path | None) -> list[tuple[Form, Path]]:
    """Return where each form goes; leaves with code 2 where several would go to one file."""
    from ..brief.making import UnwritableError, file_name

    if out is not None and not out.is_dir() and len(forms) == 1:
        return [(forms[0], out)]
    folder = out or Path()
    if folder.exists() and not folder.is_dir():
        complain(f"{folder} is a file, and {len(forms)} forms need a folder; give --out FOLDER")
        raise typer.Exit(USAGE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"{folder} cannot be made: {error.strerror}") from error
    return [(each, folder / file_name(briefing, each.value)) for each in forms]


def _briefing(opened: OpenStore, kind: str, name: str, store: str) -> Briefing:
    from envgov.graph.statements import statement
    from envgov.graph.suppression import Suppressions

    from ..access import version_of
    from ..brief.making import read_briefing
    from ..settings import load_settings, state_folder

    rows = rows_of(opened)
    uid = _found(rows, kind, name)
    salt = Suppressions.of(store, state_folder(load_settings(), store)).stamp()
    version = version_of(opened.run(statement("api/version"), {}).rows, salt)
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the author is
    return read_briefing(rows, kind, uid, made=today, version=version)


def rows_of(opened: OpenStore) -> Rows:
    """Return the function that asks a store for the rows of a statement of the cypher folder."""
    from envgov.graph.statements import statement

    def rows(name: str, **params: object) -> list[dict[str, Any]]:
        found = opened.run(statement(name), params)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    return rows


def _found(rows: Rows, kind: str, name: str) -> str:
    """Return the uid that a name means; leaves with code 3 where there is none, with code 2 and the candidates where several."""
    from ..brief.reading import AmbiguousSubjectError, UnknownSubjectError, find

    try:
        return find(rows, kind, name)
    except UnknownSubjectError as error:
        complain(str(error))
        raise typer.Exit(NOT_FOUND) from error
    except AmbiguousSubjectError as error:
        complain(str(error))
        for uid, candidate in error.candidates:
            typer.echo(harmless(f"  {uid}\t{candidate}").replace("\n", " "), err=True)
        raise typer.Exit(USAGE) from error

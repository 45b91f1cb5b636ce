"""Where the answers of the command line go, and how it complains: one harmless line on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from envgov.graph.answers import Answer
from envgov.graph.errors import QueryError
from envgov.graph.queries import NamedQuery

from ..showing import as_csv, as_json, as_table, harmless, stdout_console
from .options import AnswerFormat

FAILED, USAGE, NOT_FOUND = 1, 2, 3


def complain(sentence: str) -> None:
    """Print one line on stderr, without anything a terminal would obey."""
    typer.echo(f"envgov: {harmless(sentence)}".replace("\n", " "), err=True)


def pairs(given: Iterable[str]) -> dict[str, object]:
    """Return the parameters written as key=value; leaves with code 2 where one is not."""
    read: dict[str, object] = {}
    for each in given:
        key, equals, value = each.partition("=")
        if not equals or not key:
            complain(f"{each!r} is no parameter; write key=value")
            raise typer.Exit(USAGE)
        read[key] = value
    return read


def list_queries(queries: Iterable[NamedQuery]) -> None:
    """Print the named queries with their parameters; those in brackets may be left out."""
    rows: list[tuple[object, ...]] = []
    for each in queries:
        params = " ".join(p.name if p.required else f"[{p.name}]" for p in each.params)
        rows.append((each.name, params, f"{each.zh} {each.en}"))
    as_table(Answer(("name", "parameters", "question"), rows), stdout_console())


def print_answer(answer: Answer, format: AnswerFormat, out: Path | None, *, hide_uids: bool = True) -> None:
    """Print an answer as a table, JSON or CSV, or write it to a file (a table becomes CSV there).

    With `hide_uids` a table leaves out the keys and the evidence; the other formats always have every column.
    """
    if format is AnswerFormat.table and out is None:
        as_table(answer, stdout_console(), hide_uids=hide_uids)
        return
    text = as_json(answer) + "\n" if format is AnswerFormat.json else as_csv(answer)
    with output(out, bom=format is not AnswerFormat.json) as write:
        write(text)


@contextmanager
def output(out: Path | None, *, bom: bool = False) -> Iterator[Callable[[str], int]]:
    """Give the function that writes to the file, or to stdout; `bom` is for spreadsheets that guess encodings."""
    if out is None:
        yield sys.stdout.write
        return
    try:
        with out.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
            yield file.write
    except OSError as error:
        raise QueryError(f"{out} cannot be written: {error.strerror}") from error

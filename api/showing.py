"""Show answers to people and programs: tables, JSON, CSV. What comes from documents is hostile and is made harmless."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence

import regex
from envgov.graph.answers import Answer
from envgov.graph.stating import PLACE
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Controls, and the marks that turn the direction of text: they would let a document rewrite the terminal.
HARMFUL = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so (OWASP, CSV injection)
KEYS = frozenset({"fact", "facts", "duty_fact"})
WIDE = 400  # columns of a table that goes to a file or a pipe: nothing is cut there
BOM = "\ufeff"


def harmless(value: object) -> str:
    """Return a value as text that a terminal prints as it stands."""
    text = "" if value is None else value if isinstance(value, str) else _joined(value)
    return HARMFUL.sub("�", text.replace("\r\n", "\n"))


def _joined(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "；".join(harmless(each) for each in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def stdout_console() -> Console:
    """Return a console on standard output that cuts nothing where no terminal listens."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDE, highlight=False, soft_wrap=False)


def stderr_console() -> Console:
    """Return a console on standard error."""
    return Console(file=sys.stderr, highlight=False, width=None if sys.stderr.isatty() else WIDE)


def readable(answer: Answer) -> list[int]:
    """Return the columns that a person reads: keys of nodes and facts, and how sure they are, are left to JSON and CSV.

    That a row is derived is worth its column only where one is. Of a statement the confidence is part of the answer.
    """
    hidden = set(KEYS)
    if "documents" in answer.columns and not _lists(answer, "documents"):
        hidden |= {"confidence", "documents"}
    if "derived" in answer.columns and not any(row[answer.columns.index("derived")] for row in answer.rows):
        hidden.add("derived")
    hidden |= {
        name for i, name in enumerate(answer.columns) if name in PLACE and not any(row[i] for row in answer.rows)
    }
    return [i for i, name in enumerate(answer.columns) if name not in hidden and not name.endswith("_uid")]


def _lists(answer: Answer, column: str) -> bool:
    """Say whether a column holds lists: the documents themselves and not their number."""
    at = answer.columns.index(column)
    return any(isinstance(row[at], list) for row in answer.rows)


def as_table(answer: Answer, console: Console, *, hide_uids: bool = True) -> None:
    """Print an answer as a table, with `hide_uids` only the columns that a person reads."""
    shown = readable(answer) if hide_uids else list(range(len(answer.columns)))
    table = Table(show_lines=False, header_style="bold", row_styles=("", "dim"))
    for index in shown:
        table.add_column(answer.columns[index], overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(harmless(row[index]).replace("\n", " ")) for index in shown))
    console.print(table)
    more = "，其余未列出 / more rows were left out; raise --limit" if answer.truncated else ""
    console.print(Text(f"{len(answer.rows)} 行 / rows{more}"))


def as_json(answer: Answer) -> str:
    """Return an answer as JSON: columns, rows as objects, and whether rows were left out."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(
        {"columns": answer.columns, "rows": rows, "truncated": answer.truncated}, ensure_ascii=False, indent=1
    )


def as_csv(answer: Answer) -> str:
    """Return an answer as CSV (RFC 4180); a cell that a spreadsheet would run is led by an apostrophe."""
    return csv_of(answer.columns, answer.rows)


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with their columns on top."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return out.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell of CSV that no spreadsheet runs."""
    text = harmless(value)
    number = isinstance(value, int | float)
    return "'" + text if text.startswith(FORMULA) and not number else text

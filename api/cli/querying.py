"""A statement of one's own, guarded; and a question in words, read as a named query."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import regex
import typer

from .options import DEFAULT_STORE, AnswerFormat, Format, Limit, Out, Store
from .output import NOT_FOUND, complain, pairs, print_answer

querying_app = typer.Typer()
NAME = regex.compile(r"[\w.-]*", regex.ASCII)


def is_question(text: str) -> bool:
    """Say whether a text is a question in words: it has what no name of a query has."""
    return NAME.fullmatch(text) is None


def answer_words(
    text: str, store: str, format: AnswerFormat, limit: int, out: Path | None, *, evidence: bool, explain: bool
) -> None:
    """Print how a question is read, on stderr, and its rows; the nearest readings, and code 3, where that is not sure."""
    from envgov.graph.asking import answer
    from envgov.graph.store import open_store

    from ..asked.names import read_names
    from ..asked.reading import understand

    with open_store(store) as opened:
        understood = understand(read_names(opened.run), text)
        sure = understood.sure
        found = answer(opened, sure.query, sure.params, limit=limit) if sure else None
    if sure is None or found is None:
        complain(UNSURE if understood.nearest else NOT_UNDERSTOOD)
        for each in understood.nearest:
            complain(f"  {each.query.zh} / {each.query.en}: envgov ask {each.said}")
        raise typer.Exit(NOT_FOUND)
    complain(f"问题读作 / read as: {sure.said} （{sure.query.zh} / {sure.query.en}）")
    for written, read in understood.guessed:
        complain(f"没有“{written}”，读作“{read}” / there is no {written}; it is read as {read}")
    if explain:
        typer.echo(sure.query.text, err=True)
    print_answer(found, format, out, hide_uids=not evidence)


UNSURE = "不能确定所问；最接近的读法 / it is not certain what is asked; the nearest readings:"
NOT_UNDERSTOOD = (
    "没有看懂这个问题；envgov ask 列出全部查询 / the question was not understood; `envgov ask` lists the queries"
)


@querying_app.command()
def query(
    cypher: Annotated[str, typer.Argument(help="只读 Cypher / Cypher that reads.")],
    param: Annotated[list[str] | None, typer.Option("--param", help="参数 key=value / Parameter as key=value.")] = None,
    store: Store = DEFAULT_STORE,
    format: Format = AnswerFormat.table,
    limit: Limit = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=600, help="秒 / Seconds.")] = 30.0,
    out: Out = None,
) -> None:
    """执行只读 Cypher，先经检查，限时间、行数与大小。/ Run Cypher that only reads: checked first, within limits of time, rows and size."""
    from envgov.graph.guarded import run_guarded

    answer = run_guarded(store, cypher, pairs(param or []), limit=limit, seconds=timeout)
    print_answer(answer, format, out, hide_uids=False)

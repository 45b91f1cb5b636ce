"""The command that runs a statement of one's own, guarded."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import DEFAULT_STORE, AnswerFormat, Format, Limit, Out, Store
from .output import pairs, print_answer

querying_app = typer.Typer()


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

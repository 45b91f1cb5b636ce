"""Show a long load's progress on stderr, and at its end what was kept, refused and set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ..loading.loading import UNRESOLVED, Loaded
from ..showing import harmless, stderr_console

T = TypeVar("T")
LONGEST_LIST = 40  # documents; a longer load is summed up


def progress(results: Iterable[T], *, quiet: bool, doing: str = "载入 / loading") -> Iterator[T]:
    """Yield the results while a line on stderr counts them and says what is being done."""
    if quiet:
        yield from results
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr_console(), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        for result in results:
            bar.advance(task)
            yield result


def summary(results: Sequence[Loaded], *, older: int = 0) -> None:
    """Print what became of each document and, by reason, what was set aside; `older` documents wait to be read again."""
    console = stderr_console()
    console.print(_table(results[:LONGEST_LIST]))
    if len(results) > LONGEST_LIST:
        console.print(f"… {len(results) - LONGEST_LIST} 篇未列出 / more documents")
    totals = Counter(each.status for each in results)
    console.print("，".join(f"{status} {count}" for status, count in sorted(totals.items())))
    if in_part := [Path(each.source).name for each in results if each.left_out]:
        listed = "，".join(in_part[:LONGEST_LIST])
        console.print(
            Text(f"只读了一部分 {len(in_part)} 篇，原因见上 / read in part, reasons above: {harmless(listed)}")
        )
    _set_aside(console, results)
    if older:
        console.print(
            f"{older} 篇由旧版抽取器读入，请重新载入 / documents were read by an older extractor: load them again"
        )
    _doubts(console, results)
    _unread(console, results)


def _table(results: Sequence[Loaded]) -> Table:
    """Return what became of each document as a table."""
    table = Table(title="载入结果 / What was loaded")
    for column in (
        "文档 / document",
        "结果 / result",
        "读出 / read",
        "节点 / nodes",
        "陈述 / statements",
        "异常 / anomalies",
        "未用 / set aside",
    ):
        table.add_column(column, overflow="fold")
    for each in results:
        cells = (
            Path(each.source).name,
            each.status,
            "\n".join(each.held),
            each.facts,
            each.statements,
            each.anomalies,
            sum(each.ignored.values()),
        )
        table.add_row(*(Text(harmless(cell)) for cell in cells))
    return table


def _unread(console: Console, results: Sequence[Loaded]) -> None:
    """Print how many clauses look like a fact and gave none, by kind, and where to look."""
    counts = _summed(each.unread for each in results)
    if counts:
        console.print(
            f"可能漏读 {counts.total()} 句，见 envgov review clauses / clauses that look like a fact and gave none: {_listed(counts)}"
        )


def _set_aside(console: Console, results: Sequence[Loaded]) -> None:
    """Print why something was set aside, the commonest reason first."""
    aside = _summed(each.ignored for each in results)
    if aside:
        console.print(Text(f"未用的原因 / set aside because: {harmless(_listed(aside))}"))


def _doubts(console: Console, results: Sequence[Loaded]) -> None:
    """Print what was kept and needs a look, and where to look."""
    counts = _summed(each.doubtful for each in results)
    if bodies := counts.pop(UNRESOLVED, 0):
        console.print(
            f"存疑：{bodies} 个机构文中没有写明是哪里的，见 envgov review unresolved / doubtful: {bodies} bodies that no text places"
        )
    if counts:
        console.print(Text(f"存疑的文字，见 envgov ask quality.anomalies / doubtful text: {harmless(_listed(counts))}"))


def _summed(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counters:
        total.update(each)
    return total


def _listed(counts: Counter[str]) -> str:
    """Return what was counted with its number, the commonest first."""
    return "，".join(f"{name} {count}" for name, count in counts.most_common())

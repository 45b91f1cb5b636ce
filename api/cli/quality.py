"""Commands about quality: what became of every clause, how well a gold set is met, which names a person must judge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from envgov.graph.errors import InputError

from ..showing import harmless
from .options import MAX_BYTES, Limit, MaxBytes, Out, Workers
from .output import FAILED, USAGE, complain, output
from .review import review_app

Gold = Annotated[
    Path | None,
    typer.Argument(
        help="标注的文件夹或文件：每篇一个 .json，或 .jsonl 每行一篇 / Gold records, a folder or a file: .json for one, "
        ".jsonl for one a line.",
        show_default=False,
    ),
]
Evaluated = Annotated[
    list[str] | None, typer.Argument(help="文件、文件夹或通配符 / Files, folders or patterns.", show_default=False)
]
Frequent = Annotated[
    str | None,
    typer.Option(
        "--frequent",
        help="不用标注：列出某文件夹中最常见的机构、人员、地区、活动，各附一例 / No gold: the most frequent bodies, "
        "officials, regions and events of a folder, with an example each.",
        show_default=False,
    ),
]
MOST_FREQUENT = 200
NO_DOCUMENT = "no document was found; give .txt, .html, .docx, .doc, .pdf, .ofd, .xlsx, .csv or .jsonl files"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    app.command(name="eval")(evaluate)
    app.add_typer(review_app, name="review")


def print_ledgers(paths: Iterable[Path], *, max_bytes: int, out: Path | None) -> None:
    """Print one line a clause of every document, as JSON; the share of unread characters follows on stderr."""
    from envgov.loaders.formats.readers import read_paths
    from envgov.loaders.ledger import Ledger, read_ledger, unread_share
    from envgov.loaders.refusals import Refusal

    ledgers: list[Ledger] = []
    refused = 0
    with output(out) as write:
        for found in read_paths(paths, max_bytes=max_bytes):
            if isinstance(found, Refusal):
                refused += 1
                complain(found.reason)
                continue
            ledger = read_ledger(found)
            for line in _ledger_lines(ledger):
                write(json.dumps(line, ensure_ascii=False) + "\n")
            # The clauses are printed: only their counts are kept, so that memory does not grow with the documents.
            ledgers.append(Ledger(ledger.document, tuple(_without_text(ledger)), ()))
    if not ledgers and not refused:
        complain(NO_DOCUMENT)
    if ledgers:
        typer.echo(f"无人读的字符 / unread characters: {unread_share(ledgers):.1%}", err=True)
    if refused or not ledgers:
        raise typer.Exit(FAILED)


def _ledger_lines(ledger: Any) -> Iterator[dict[str, object]]:
    for step, text in ledger.removed:
        yield {"document": ledger.document, "state": "removed", "rules": [f"repair.{step}"], "text": text}
    for clause in ledger.clauses:
        yield {
            "document": ledger.document,
            "start": clause.start,
            "end": clause.end,
            "state": clause.state,
            "rules": list(clause.rules),
            "text": clause.text,
        }


def _without_text(ledger: Any) -> Iterator[Any]:
    """Yield one clause a state that is as long as all of that state together."""
    from envgov.loaders.clauses.states import Clause

    for state, characters in ledger.characters.items():
        yield Clause(0, characters, "", state)


def evaluate(
    gold: Gold = None,
    paths: Evaluated = None,
    frequent: Frequent = None,
    limit: Limit = MOST_FREQUENT,
    errors: Annotated[bool, typer.Option("--errors", help="列出每个错误 / List every mistake.")] = False,
    max_bytes: MaxBytes = MAX_BYTES,
    workers: Workers = 1,
    out: Out = None,
) -> None:
    """用人工标注衡量抽取：准确率、召回率、F1。/ Measure the extraction on gold records: precision, recall, F1."""
    if frequent is not None:
        sources = [Path(frequent), *([gold] if gold else []), *map(Path, paths or ())]
        print_frequent(sources, limit=limit, max_bytes=max_bytes, workers=workers, out=out)
        return
    if gold is None or not paths:
        complain("give the folder of gold records and the documents: envgov eval GOLD FILES…; or --frequent FOLDER")
        raise typer.Exit(USAGE)
    print_scores(gold, paths, errors=errors, max_bytes=max_bytes, workers=workers, out=out)


def print_scores(
    gold: Path, paths: Iterable[str], *, errors: bool, max_bytes: int, workers: int, out: Path | None
) -> None:
    """Print how well the extraction of some documents meets their gold records, and with `errors` every mistake."""
    from envgov.loaders.refusals import Refusal
    from envgov.loaders.scoring.documents import score_document
    from envgov.loaders.scoring.gold import read_gold
    from envgov.loaders.scoring.tally import Tally, table

    from ..loading.finding import extracted_as
    from .fact_lines import record_of

    wanted = read_gold(gold)
    tally = Tally()
    said: dict[str, Any] = {}
    files = list(_without(gold, map(Path, paths)))
    for found in extracted_as(record_of, files, max_bytes=max_bytes, workers=workers):
        if isinstance(found, Refusal):
            complain(found.reason)
            continue
        said[str(found["id"])] = found
    for each in wanted:
        if each["id"] not in said:
            complain(f"{each['id']}: gold has this document, but no file of that name was given")
        score_document(tally, each, said.get(each["id"], {}))
    for name in sorted(set(said) - {each["id"] for each in wanted}):
        complain(f"{name}: no gold record of that name in {gold}; it is not scored")
    with output(out) as write:
        write(table(tally) + "\n")
        if errors:
            for mistake in tally.mistakes:
                cells = (mistake.document, mistake.kind, mistake.what, mistake.value)
                write(harmless("\t".join(cells)) + "\n")
    if not said:
        raise InputError(f"{' '.join(paths)}: {NO_DOCUMENT}")


def _without(gold: Path, paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that paths mean, but for gold records: they may lie in the folder of their documents."""
    from envgov.loaders.formats.readers import files_of
    from envgov.loaders.refusals import Refusal, each_attempted

    own = gold.resolve()
    for path in paths:
        for file in each_attempted(files_of(path), str(path)):
            place = Path(file.source if isinstance(file, Refusal) else file).resolve()
            if place != own and own not in place.parents:
                if isinstance(file, Refusal):
                    complain(file.reason)
                else:
                    yield file


def print_frequent(paths: Iterable[Path], *, limit: int, max_bytes: int, workers: int, out: Path | None) -> None:
    """Print the most frequent names of each kind in some documents: kind, places, documents, name, example, file."""
    from envgov.loaders.refusals import Refusal

    from ..loading.finding import extracted_as
    from ..loading.frequent import KINDS, Frequent, uses_of
    from .progress import progress

    counted = Frequent()
    sources = list(paths)
    done = 0
    found = extracted_as(uses_of, sources, max_bytes=max_bytes, workers=workers)
    for uses in progress(found, quiet=False, doing="读取 / reading"):
        if isinstance(uses, Refusal):
            complain(uses.reason)
            continue
        done += 1
        counted.add(uses)
    if not done:
        raise InputError(f"{' '.join(map(str, sources))}: {NO_DOCUMENT}")
    with output(out) as write:
        write("kind\ttimes\tdocuments\tname\texample\tfile\n")
        for kind in KINDS:
            for each in counted.top(kind, limit):
                cells = (kind, str(each.times), str(each.documents), each.name, each.example, each.file)
                write(harmless("\t".join(" ".join(cell.split()) for cell in cells)) + "\n")

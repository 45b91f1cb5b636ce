"""Load generated documents into a growing store, on each engine, and print facts a second as it grows; then load them all again.

Usage: python bench/growth.py [--documents 10000] [--seed 1] [--engine embedded|neo4j|both]

`whole` is what a user waits for (reading, extraction, writing), `writing` the store's share. Both are given by the clock and by
the processor time of the loader and the store's server together, which other work on the machine hardly changes. The first
hundred documents start the engine; "the first thousand" are those after them.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from envgov.api.loading.finding import extracted
from envgov.api.loading.loading import load, written
from envgov.graph.store import Store, open_store
from envgov.loaders.pipeline import prepare
from growing import Texts

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import neo4j_server

PART = 100  # documents between two lines of figures; the first part starts the engine
WINDOW = 1000
MAX_BYTES = 1 << 20
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Cost:
    """What some documents cost: seconds by the clock and of processor, to extract and to write, and the facts they gave."""

    facts: int = 0
    extract_clock: float = 0.0
    extract_processor: float = 0.0
    write_clock: float = 0.0
    write_processor: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def rates(self) -> tuple[float, float, float, float]:
        """Return facts a second: the whole by the clock and by processor, writing by the clock and by processor."""
        clock, processor = self.extract_clock + self.write_clock, self.extract_processor + self.write_processor
        return tuple(
            self.facts / max(each, 1e-9) for each in (clock, processor, self.write_clock, self.write_processor)
        )  # type: ignore[return-value]


class Watch:
    """The clock, and the processor time of this process and of the server's."""

    def __init__(self, server: int | None) -> None:
        self._server = server

    def now(self) -> tuple[float, float]:
        """Return seconds by the clock and of processor."""
        return time.perf_counter(), time.process_time() + (_processor(self._server) if self._server else 0.0)


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def stores(engine: str, folder: Path) -> Iterator[tuple[Store, int | None]]:
    """Yield an empty store of an engine, and the process of its server where it is another one."""
    with ExitStack() as stack:
        if engine == "embedded":
            yield stack.enter_context(open_store(str(folder / "store"), access="write")), None
            return
        os.environ["NEO4J_PASSWORD"] = neo4j_server.PASSWORD
        server = stack.enter_context(neo4j_server.neo4j_server(folder / "neo4j"))
        yield stack.enter_context(open_store(server.uri, access="write")), server.process.pid


def write_texts(texts: Texts, folder: Path, documents: int) -> list[Path]:
    """Write the documents into folders of a part each, and return the folders."""
    folders = []
    for first in range(0, documents, PART):
        part = folder / f"{first:06d}"
        part.mkdir(parents=True)
        for number in range(first, min(first + PART, documents)):
            (part / f"{number:06d}.txt").write_text(texts.text(number), "utf-8")
        folders.append(part)
    return folders


def grow(store: Store, watch: Watch, folders: list[Path]) -> list[Cost]:
    """Load the folders one after another, print figures as it goes, and return the cost of each."""
    costs: list[Cost] = []
    print(f"{'documents':>10}{'facts':>10}{'whole/s':>10}{'whole/cpu s':>13}{'writing/s':>11}{'writing/cpu s':>15}")
    for number, folder in enumerate(folders, 1):
        start = watch.now()
        found = list(extracted([folder], max_bytes=MAX_BYTES))
        middle = watch.now()
        facts = sum(each.statements for each in written(store, found))
        end = watch.now()
        costs.append(Cost(facts, middle[0] - start[0], middle[1] - start[1], end[0] - middle[0], end[1] - middle[1]))
        if number == 1 or number % (WINDOW // PART) == 0:
            last = sum(costs[-(WINDOW // PART) :], Cost())
            rates = last.rates()
            print(
                f"{number * PART:>10,}{sum(each.facts for each in costs):>10,}{rates[0]:>10,.0f}{rates[1]:>13,.0f}"
                f"{rates[2]:>11,.0f}{rates[3]:>15,.0f}",
                flush=True,
            )
    return costs


def compare(costs: list[Cost]) -> None:
    """Print the last thousand documents against the first thousand after the start."""
    window = min(WINDOW // PART, (len(costs) - 1) // 2)
    if window < 1:
        return
    first, last = sum(costs[1 : 1 + window], Cost()).rates(), sum(costs[-window:], Cost()).rates()
    shares = "   ".join(
        f"{name} {b / a:.2f}"
        for name, a, b in zip(("whole", "whole cpu", "writing", "writing cpu"), first, last, strict=True)
    )
    print(f"last {window * PART:,} against the first {window * PART:,} after the start:   {shares}", flush=True)


def again(store: Store, watch: Watch, folders: list[Path], costs: list[Cost]) -> None:
    """Load everything again, and print how many times as fast it went."""
    start = watch.now()
    results = [each.status for each in load(store, folders, max_bytes=MAX_BYTES)]
    end = watch.now()
    unchanged = results.count("unchanged")
    every = sum(costs, Cost())
    clock, processor = every.extract_clock + every.write_clock, every.extract_processor + every.write_processor
    print(
        f"the second load: {unchanged:,} of {len(results):,} unchanged, {end[0] - start[0]:.1f} s "
        f"({clock:.0f} s the first time: {clock / (end[0] - start[0]):.0f} times as fast; "
        f"by processor time {processor / (end[1] - start[1]):.0f} times)",
        flush=True,
    )


def main() -> int:
    """Print the figures of each engine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("embedded", "neo4j", "both"), default="both")
    given = parser.parse_args()
    prepare()
    with TemporaryDirectory(prefix="envgov-growth-") as name:
        folders = write_texts(Texts(given.seed), Path(name) / "texts", given.documents)
        for engine in ("embedded", "neo4j") if given.engine == "both" else (given.engine,):
            print(f"\n{engine}", flush=True)
            with stores(engine, Path(name)) as (store, server):
                watch = Watch(server)
                costs = grow(store, watch, folders)
                compare(costs)
                again(store, watch, folders, costs)
    return 0


if __name__ == "__main__":
    sys.exit(main())

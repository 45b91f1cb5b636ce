"""Measure what the pipeline costs, as ratios that hold on any machine; never a test.

Usage: python bench/ratios.py [COPIES]

- tagging : extraction  how many times faster a whole extraction is than jieba.posseg alone tags the same text (3 is asked for):
                        on texts restated from real pages, and on the shorter, cleaner ones that were written as cases
- extraction : reading   how much dearer facts are than decoding the same files
- writing : extraction   how much of a load is the store
- second load : first    what loading the same documents again costs
- one : two workers     how many times faster two processes are than one (1.7 is asked for)
- memory of 10 : 1       peak memory of ten times the documents over once, in a fresh process each (streams stay near 1)
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import prepare, read_facts

SAMPLES = Path(__file__).parent.parent / "samples"
GOLD = Path(__file__).parent.parent / "tests" / "gold"
RUNS = 5
COMMAND = "from envgov.api.cli.main import main; main()"
MANY = 30  # copies of each text: enough that starting a process counts little


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def copies(folder: Path, times: int) -> Path:
    """Return a folder with every text that may be read `times` times, each copy a document of its own."""
    for text in documents(SAMPLES, GOLD / "read" / "texts"):
        for number in range(times):
            (folder / f"{text.id}-{number}.txt").write_text(f"{text.raw}\n{number}\n", "utf-8")
    return folder


def documents(*folders: Path) -> list[Document]:
    """Return the documents of folders."""
    return [found for found in read_paths(folders) if isinstance(found, Document)]


def processor(work: Callable[[], object]) -> float:
    """Return the processor time of one call: what other processes do beside it does not count."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def tagging(gold: str) -> float:
    """Return the processor time of jieba.posseg on the documents of a gold set, for one of extracting them.

    No store may be open: the threads of its engine would count as ours.
    """
    import jieba.posseg

    list(jieba.posseg.cut("热身"))  # its dictionary, like our data, is loaded once a process
    prepare()
    extraction = tags = 0.0
    # The best of some runs, document by document: what others do meanwhile does not count.
    for each in documents(GOLD / gold / "texts"):
        read_facts(each)
        extraction += min(processor(lambda one=each: read_facts(one)) for _ in range(RUNS))  # type: ignore[misc]
        tags += min(processor(lambda one=each: list(jieba.posseg.cut(one.raw))) for _ in range(RUNS))  # type: ignore[misc]
    return tags / extraction


def by_workers(folder: Path) -> float:
    """Return the wall time of one process for one of two, over a folder: whole runs of the command, start included."""

    def run(workers: int) -> float:
        command = [sys.executable, "-c", COMMAND, "extract", str(folder), "--workers", str(workers)]
        return seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))

    return run(1) / run(2)


def memory(times: int) -> int:
    """Return the peak memory, in the units of the system, of an extraction in a process of its own."""
    script = Path(__file__)
    done = subprocess.run(
        [sys.executable, str(script), "--memory", str(times)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def _memory_of(times: int) -> None:
    with TemporaryDirectory() as name:
        for found in read_paths([copies(Path(name), times)]):
            if isinstance(found, Document):
                read_facts(found)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main() -> None:
    """Print the ratios."""
    if sys.argv[1:2] == ["--memory"]:
        _memory_of(int(sys.argv[2]))
        return
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for gold in ("pages", "read"):
        print(f"tagging : extraction  {tagging(gold):8.2f}  {gold}")
    with TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        copies(folder, times)
        read_facts(documents(SAMPLES / "lishui-drill.txt")[0])  # the gazetteer is loaded once a process
        reading = seconds(lambda: documents(folder))
        found = documents(folder)
        extraction = seconds(lambda: [read_facts(each) for each in found])
        facts = [read_facts(each) for each in found]
        characters = sum(len(each.raw) for each in found)
        with open_store(str(Path(name) / "store"), access="write") as store:
            first = seconds(lambda: store.write(facts))
            second = seconds(lambda: store.write(facts))
    print(f"documents {len(found)}, characters {characters}, processors {os.cpu_count()}")
    print(f"extraction : reading  {extraction / reading:8.2f}   ({characters / extraction:,.0f} characters a second)")
    print(f"writing : extraction  {first / extraction:8.2f}")
    print(f"second load : first   {second / first:8.2f}")
    with TemporaryDirectory() as name:
        print(f"one : two workers     {by_workers(copies(Path(name), MANY)):8.2f}")
    print(f"memory of 10 : 1      {memory(10) / memory(1):8.2f}")


if __name__ == "__main__":
    main()

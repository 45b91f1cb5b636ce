"""Kill loads at random times and count what was lost, doubled or left in part; never anything, or the exit code is 1.

Usage: python bench/kills.py [--embedded N] [--loader N] [--server N] [--both N] [--cuts N] [--seed N]

- embedded   SIGKILL of the loader with the embedded engine in it
- loader     SIGKILL of a loader that writes to Neo4j
- server     SIGKILL of Neo4j; it is started again, and the same loader has to finish
- both       SIGKILL of Neo4j and of the loader
- cuts       the Bolt connections of a loader are cut, and the same loader has to finish

Documents are loaded in one order and some in a transaction, so after a kill the store must hold the first k batches and be, to the last property, the
graph that a load of just these gives: the hash after every k is taken from an undisturbed load. A document whose write was
acknowledged must be among them. After its kills each load is completed and compared once more.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from cutting import relay
from envgov.graph.store import open_store
from invented import invented

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import neo4j_server

DOCUMENTS, FACTS = 30, 120
BATCH = 3  # documents in one transaction
EARLY, LATEST = 0.15, 4.0  # the share of kills while a loader still opens its store; seconds after its first document
LONGEST_WAIT = 300.0
SETTLE = 20.0  # seconds in which a server ends the transaction of a client that is gone


@dataclass
class Tally:
    """What the kills of one kind did; `during` counts those that fell between begin and end of a document's write."""

    kills: int = 0
    during: int = 0
    lost: int = 0
    doubled: int = 0
    partial: int = 0
    unfinished: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Return how many checks failed."""
        return self.lost + self.doubled + self.partial + self.unfinished


class Loader:
    """A process that loads the documents in order and says of each when it begins and when it is written."""

    def __init__(self, location: str, seed: int) -> None:
        command = [sys.executable, __file__, "--load", location, "--seed", str(seed)]
        self._end, other = os.pipe()
        os.set_blocking(self._end, False)
        with os.fdopen(other, "wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        self.begun = self.written = 0
        self._said = b""

    def follow(self, until: float) -> bool:
        """Read what it says until a time; return whether it has ended."""
        while time.monotonic() < until and self.process.poll() is None:
            self._take()
            time.sleep(0.005)
        return self.process.poll() is not None

    def _take(self) -> None:
        with suppress(BlockingIOError):
            self._said += os.read(self._end, 65536)
        *lines, self._said = self._said.split(b"\n")
        for line in lines:
            word, number = line.split()
            if word == b"begin":
                self.begun = int(number) + 1
            else:
                self.written = int(number) + 1

    def starts(self) -> None:
        """Wait until it begins its first document."""
        until = time.monotonic() + LONGEST_WAIT
        while not self.begun and time.monotonic() < until and not self.follow(time.monotonic() + 0.02):
            pass

    def kill(self) -> bool:
        """Kill it, and return whether a document was being written."""
        self.process.kill()
        self.process.wait()
        self._take()
        os.close(self._end)
        return self.begun > self.written


def load(location: str, seed: int, say: Callable[[str, int], None]) -> None:
    """Write the documents, a batch in one transaction, and say of each batch when it begins and when it is written."""
    with open_store(location, access="write") as store:
        for first in range(0, DOCUMENTS, BATCH):
            numbers = range(first, first + BATCH)
            say("begin", numbers[-1])
            store.write([invented(number, seed, facts=FACTS) for number in numbers])
            say("written", numbers[-1])


def undisturbed(seed: int, folder: Path) -> list[str]:
    """Return the hash of the graph after the first 0, 1, 2, … documents, written one by one."""
    with open_store(str(folder), access="write") as store:
        hashes = [store.graph_hash()]
        for number in range(DOCUMENTS):
            store.write([invented(number, seed, facts=FACTS)])
            hashes.append(store.graph_hash())
    return hashes


def inspect(location: str, seed: int, hashes: list[str], acknowledged: int, tally: Tally) -> int:
    """Compare a store with the hashes, add what is wrong to the tally, and return how many documents it holds."""
    until = time.monotonic() + (SETTLE if "://" in location else 0)
    while True:
        with open_store(location, access="write") as store:
            there = Counter(row.uid for row in store.documents())
            found = store.graph_hash()
        count = len(there)
        whole = set(there) == {f"document-{seed}-{number}" for number in range(count)} and found == hashes[count]
        whole = whole and count % BATCH == 0
        if whole or time.monotonic() > until:
            break
        time.sleep(0.5)
    tally.doubled += sum(times - 1 for times in there.values())
    tally.lost += max(0, acknowledged - count)
    tally.partial += not whole
    return count


def emptied(location: str) -> None:
    """Remove every document of a store."""
    with open_store(location, access="write") as store:
        for row in store.documents():
            store.remove(row.uid)


def killed_loaders(
    location: str, kills: int, seed: int, hashes: list[str], random: Random, server: Server | None
) -> Tally:
    """Kill loaders, and the server with them where one is given; complete each load, then begin another."""
    tally, acknowledged = Tally(), 0
    while tally.kills < kills:
        loader = Loader(location, seed)
        if random.random() > EARLY:
            loader.starts()
        if loader.follow(time.monotonic() + random.uniform(0, LATEST)):
            acknowledged = 0
            tally.unfinished += inspect(location, seed, hashes, DOCUMENTS, tally) != DOCUMENTS
            emptied(location)
            continue
        if server:
            server.kill()
        tally.during += loader.kill()
        tally.kills += 1
        if server:
            tally.seconds.append(server.start())
        acknowledged = max(acknowledged, loader.written)
        count = inspect(location, seed, hashes, acknowledged, tally)
        print(
            f"  kill {tally.kills}: {loader.written} acknowledged, {count} whole documents", file=sys.stderr, flush=True
        )
    load(location, seed, lambda _word, _number: None)
    tally.unfinished += inspect(location, seed, hashes, DOCUMENTS, tally) != DOCUMENTS
    return tally


def disturbed_loader(
    location: str, inner: str, disturb: Callable[[], float], kills: int, seed: int, hashes: list[str], random: Random
) -> Tally:
    """Disturb what a loader writes to while the loader goes on; it must finish by itself, with the same graph."""
    tally = Tally()
    while tally.kills < kills:
        emptied(inner)
        loader = Loader(location, seed)
        loader.starts()
        while tally.kills < kills and not loader.follow(time.monotonic() + random.uniform(0.1, 2.0)):
            tally.during += loader.begun > loader.written
            tally.seconds.append(disturb())
            tally.kills += 1
        ended = loader.follow(time.monotonic() + LONGEST_WAIT)
        tally.unfinished += not ended or loader.process.returncode != 0
        loader.kill()
        inspect(inner, seed, hashes, loader.written, tally)
        print(f"  {tally.kills} disturbances, {loader.written} documents written", file=sys.stderr, flush=True)
    return tally


class Server:
    """A Neo4j that is killed and started again in the same home, at the same ports."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._stack = ExitStack()
        self._ports: tuple[int, int] | None = None
        self.uri = ""
        self.start()

    def start(self) -> float:
        """Start it and return how many seconds that took."""
        begin = time.monotonic()
        self._running = self._stack.enter_context(neo4j_server.neo4j_server(self._home, ports=self._ports))
        self.uri, bolt = self._running.uri, int(self._running.uri.rsplit(":", 1)[1])
        self._ports = (bolt, int(self._running.browser.split(":")[2].split("/")[0]))
        return time.monotonic() - begin

    def kill(self) -> None:
        """Kill it."""
        os.kill(self._running.process.pid, signal.SIGKILL)
        self._running.process.wait()

    def kill_and_start(self) -> float:
        """Kill it, start it, and return how long it was away."""
        self.kill()
        return self.start()

    def close(self) -> None:
        """Stop it."""
        self._stack.close()


@contextmanager
def server_in(home: Path) -> Iterator[Server]:
    """Yield a Neo4j that can be killed."""
    os.environ["NEO4J_PASSWORD"] = neo4j_server.PASSWORD
    server = Server(home)
    try:
        yield server
    finally:
        server.close()


def run(numbers: dict[str, int], seed: int) -> dict[str, Tally]:
    """Run the kills of every kind that is asked for, and return what they did."""
    random, found = Random(seed), {}  # noqa: S311 - times to kill at
    with TemporaryDirectory(prefix="envgov-kills-") as name, ExitStack() as stack:
        folder = Path(name)
        hashes = undisturbed(seed, folder / "undisturbed")
        if number := numbers["embedded"]:
            found["embedded"] = killed_loaders(str(folder / "store"), number, seed, hashes, random, None)
        if any(numbers[kind] for kind in ("loader", "server", "both", "cuts")):
            server = stack.enter_context(server_in(folder / "neo4j"))
            fixed = (seed, hashes, random)
            if number := numbers["loader"]:
                found["loader"] = killed_loaders(server.uri, number, *fixed, None)
            if number := numbers["cuts"]:
                through = stack.enter_context(relay(int(server.uri.rsplit(":", 1)[1])))
                address = f"bolt://127.0.0.1:{through.port}"
                found["cuts"] = disturbed_loader(address, server.uri, lambda: float(through.cut()), number, *fixed)
            if number := numbers["server"]:
                found["server"] = disturbed_loader(server.uri, server.uri, server.kill_and_start, number, *fixed)
            if number := numbers["both"]:
                emptied(server.uri)
                found["both"] = killed_loaders(server.uri, number, *fixed, server)
    return found


def main() -> int:
    """Print a line for every kind of kill."""
    parser = argparse.ArgumentParser(description="Kill loads at random times.")
    for kind, usual in {"embedded": 60, "loader": 20, "server": 10, "both": 10, "cuts": 30}.items():
        parser.add_argument(f"--{kind}", type=int, default=usual, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--load", metavar="STORE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.load:
        with suppress(KeyboardInterrupt):
            load(given.load, given.seed, lambda word, number: print(word, number, flush=True))
        return 0
    found = run({kind: getattr(given, kind) for kind in ("embedded", "loader", "server", "both", "cuts")}, given.seed)
    print(f"{'killed':10}{'kills':>7}{'in mid-write':>14}{'lost':>6}{'doubled':>9}{'partial':>9}{'unfinished':>12}")
    for kind, each in found.items():
        print(
            f"{kind:10}{each.kills:7}{each.during:14}{each.lost:6}{each.doubled:9}{each.partial:9}{each.unfinished:12}"
        )
    return 1 if any(each.faults for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Load a service as its users do for some minutes, and look whether it stays whole; never a test.

Usage: python bench/soak.py [MINUTES] [STORE]     (10, and a new embedded store; or a bolt:// address)

Readers, slow readers, callers that vanish, statements that run away, uploads; Bolt connections that are cut (a Neo4j) or a
restart of the service (an embedded store) in the middle. It prints the statuses that were answered, memory, threads and open
files of the service over time, and whether every upload that was acknowledged is in the graph. Exit code 1 where it is not whole:
another 5xx than 503 and 504, a lost write, or memory and handles that grow.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = (ROOT / "samples" / "jiangsu-monthly-meeting.txt").read_bytes()
CLIENTS, SECONDS_BETWEEN = 8, 0.05
PATHS = (
    "/v1/agencies?limit=50", "/v1/events?kind=training", "/v1/tasks?unassigned=true", "/v1/nodes/region-530000?limit=20",
    "/v1/queries/trainings.attendance?limit=50", "/v1/search?q=生态环境局", "/v1/agencies.csv", "/v1/regions.ndjson",
    "/v1/officials.xlsx", "/v1/subgraph?around=region-530000&derived=true", "/v1/schema", "/v1/nothing", "/v1/version",
)  # fmt: skip
STATEMENTS = (
    "MATCH (a:Agency) RETURN a.name LIMIT 20",
    "MATCH (a)-[*1..6]-(b) RETURN count(*) AS n",
    "LOAD CSV FROM 'file:///x' AS line RETURN line",
)
BAD = (500, 501, 502, 505)
GROWTH = 1.35  # of memory between the first quarter and the end


class Service:
    """A service in a process of its own, on one port."""

    def __init__(self, store: str, state: Path) -> None:
        self.store, self.state = store, state
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.key = self._envgov("keys", "new", "soak", "--scope", "admin").strip()
        self.start()

    def _environment(self) -> dict[str, str]:
        own = {
            "STATE": str(self.state),
            "CYPHER": "true",
            "REQUESTS_A_MINUTE": "0",
            "CYPHER_A_MINUTE": "100000",
            "CYPHER_SECONDS": "2",
        }
        return os.environ | {f"ENVGOV_{name}": value for name, value in own.items()} | {"ENVGOV_STORE": self.store}

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", "from envgov.api.cli import main; main()", *arguments]

    def _envgov(self, *arguments: str) -> str:
        return subprocess.run(
            self._command(*arguments), env=self._environment(), capture_output=True, text=True, check=True
        ).stdout

    def start(self) -> None:
        """Start, and wait until it is ready."""
        log = (self.state / "service.log").open("a")
        self.process = subprocess.Popen(
            self._command("serve", "--port", str(self.port)), env=self._environment(), stderr=log
        )
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/v1/ready").status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.3)
        raise SystemExit("the service did not get ready")

    def restart(self) -> None:
        """Stop as an operator does, and start again."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.start()

    def measured(self) -> dict[str, int]:
        """Return memory (MiB), threads and open files of the process."""
        process = Path("/proc") / str(self.process.pid)
        status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines() if ":\t" in line)
        files = len(list((process / "fd").iterdir()))
        return {"rss": int(status["VmRSS"].split()[0]) // 1024, "threads": int(status["Threads"]), "files": files}


class Cutter:
    """A proxy before a Neo4j that cuts every connection now and then."""

    def __init__(self, uri: str) -> None:
        host, _colon, port = uri.partition("://")[2].partition(":")
        self.target = (host, int(port))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self.listener.getsockname()[1]}"
        self.open: list[socket.socket] = []
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            near, _address = self.listener.accept()
            far = socket.create_connection(self.target)
            self.open += [near, far]
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(a, b), daemon=True).start()

    def _pass(self, a: socket.socket, b: socket.socket) -> None:
        try:
            while data := a.recv(65536):
                b.sendall(data)
        except OSError:
            pass
        for each in (a, b):
            each.close()

    def cut(self) -> None:
        """Cut every connection."""
        for each in self.open:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.open, self.cuts = [], self.cuts + 1


class Load:
    """The callers, and what they were answered."""

    def __init__(self, service: Service, until: float) -> None:
        self.service, self.until = service, until
        self.statuses: Counter[str] = Counter()
        self.acknowledged: set[str] = set()
        self.headers = {"Authorization": f"Bearer {service.key}"}

    def run(self, number: int) -> None:
        """Call until the time is over."""
        chance = random.Random(number)  # noqa: S311
        while time.monotonic() < self.until:
            work = chance.choices((self.read, self.vanish, self.slow, self.state, self.upload), (12, 3, 1, 2, 1))[0]
            try:
                work(chance)
            except (httpx.HTTPError, OSError):
                self.statuses["connection lost"] += 1
                time.sleep(0.5)
            time.sleep(SECONDS_BETWEEN)

    def read(self, chance: random.Random) -> None:
        """Read an answer whole."""
        path = chance.choice(PATHS)
        self._count(httpx.get(self.service.address + path, headers=self.headers, timeout=30).status_code)

    def vanish(self, chance: random.Random) -> None:
        """Ask, and leave before the answer."""
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=5) as caller:
            request = f"GET {chance.choice(PATHS[:5])} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.service.key}\r\n\r\n"
            caller.sendall(request.encode())
        self.statuses["vanished"] += 1

    def slow(self, chance: random.Random) -> None:
        """Read a stream in drops."""
        with httpx.stream("GET", self.service.address + "/v1/regions.csv", headers=self.headers, timeout=30) as answer:
            for number, _chunk in enumerate(answer.iter_raw(2048)):
                time.sleep(0.02)
                if number > 50:
                    break
            self._count(answer.status_code)

    def state(self, chance: random.Random) -> None:
        """Run a statement."""
        body = {"query": chance.choice(STATEMENTS)}
        self._count(
            httpx.post(self.service.address + "/v1/cypher", json=body, headers=self.headers, timeout=40).status_code
        )

    def upload(self, chance: random.Random) -> None:
        """Upload a document and wait until it is loaded."""
        headers = self.headers | {"Content-Type": "text/plain"}
        body = SAMPLE + f"\n{chance.random()}".encode()
        answer = httpx.post(
            f"{self.service.address}/v1/documents?name=soak.txt", content=body, headers=headers, timeout=30
        )
        self._count(answer.status_code)
        until = time.monotonic() + 60
        while answer.status_code == 202 and time.monotonic() < min(until, self.until + 30):
            job = httpx.get(f"{self.service.address}/v1/jobs/{answer.json()['id']}", headers=self.headers, timeout=30)
            if job.status_code == 200 and job.json()["finished"]:
                self.acknowledged |= {each["document"] for each in job.json()["results"] if each["document"]}
                return
            time.sleep(0.3)

    def _count(self, status: int) -> None:
        self.statuses[str(status)] += 1


def soak(minutes: float, store: str, folder: Path) -> bool:
    """Load a service for so many minutes; return whether it stayed whole."""
    cutter = Cutter(store) if store.startswith("bolt://") else None
    service = Service(cutter.uri if cutter else store, folder)
    load = Load(service, time.monotonic() + 60 * minutes)
    callers = [threading.Thread(target=load.run, args=(number,), daemon=True) for number in range(CLIENTS)]
    for caller in callers:
        caller.start()
    begin, samples, restarted = time.monotonic(), [], False
    while time.monotonic() < load.until:
        time.sleep(min(15, 60 * minutes / 8))
        if cutter:
            cutter.cut()
        elif not restarted and time.monotonic() - begin > 30 * minutes:
            service.restart()
            restarted = True
        samples.append(service.measured())
        print(json.dumps({"seconds": round(time.monotonic() - begin), **samples[-1]}), flush=True)
    for caller in callers:
        caller.join(60)
    whole = report(load, service, samples, cutter.cuts if cutter else 0)
    service.process.send_signal(signal.SIGTERM)
    service.process.wait(60)
    return whole


def report(load: Load, service: Service, samples: list[dict[str, int]], cuts: int) -> bool:
    """Print what happened; return whether all is well."""
    missing = [
        uid
        for uid in load.acknowledged
        if httpx.get(f"{service.address}/v1/documents/{uid}", headers=load.headers, timeout=30).status_code != 200
    ]
    bad = {status: count for status, count in load.statuses.items() if status.isdigit() and int(status) in BAD}
    half = samples[len(samples) // 2 :]  # after a restart a new process counts from anew
    first, last = half[min(2, len(half) - 1)], half[-1]
    flat = all(last[name] <= GROWTH * first[name] + 30 for name in ("rss", "threads", "files"))
    print(
        json.dumps(
            {
                "statuses": dict(load.statuses),
                "cuts": cuts,
                "uploads": len(load.acknowledged),
                "lost": len(missing),
                "bad": bad,
                "flat": flat,
                "first": first,
                "last": last,
            },
            ensure_ascii=False,
        )
    )
    return not missing and not bad and flat


def main() -> None:
    """Run the soak."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = sys.argv[2] if len(sys.argv) > 2 else str(folder / "store")
        command = [
            sys.executable,
            "-c",
            "from envgov.api.cli import main; main()",
            "load",
            str(ROOT / "samples"),
            "--store",
            store,
            "--quiet",
        ]
        subprocess.run(command, check=True)
        raise SystemExit(0 if soak(minutes, store, folder) else 1)


if __name__ == "__main__":
    main()

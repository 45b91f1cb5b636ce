"""Load a service as its users do for some minutes, and look whether it stays whole; never a test.

Usage: python bench/soak.py [MINUTES] [STORE]     (10, and a new embedded store; `neo4j` starts a Neo4j; or a bolt:// address)

Readers, slow readers, callers that vanish, statements that run away, uploads. In the middle the store is restarted: an embedded
one with the service that holds it, a Neo4j that was started here under the running service. Bolt connections to a Neo4j are
cut every quarter of a minute. It prints what was answered, and over time the memory, threads, open files, sessions with the store
and callers of the service. Exit code 1 where it is not whole: a 5xx other than 503, an upload that was accepted and is not in the
graph, or anything that grows from the first third after the restart to the last.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx
from cutting import Relay, relay
from soaking import Service, envgov_command, neo4j_server

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
MEASURED_EVERY = 15  # seconds
AT_REST = 20  # seconds after the last call: longer than an idle connection is kept
GROWTH = 1.25  # of a median, from the first third after the restart to the last
SLACK = {"rss": 40, "threads": 8, "files": 16, "sessions": 8, "children": 1}  # what may come and go
PATIENCE = 180  # seconds in which every accepted upload must be loaded


class Load:
    """The callers, and what they were answered."""

    def __init__(self, service: Service, until: float) -> None:
        self.service, self.until = service, until
        self.statuses: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()
        self.accepted: set[str] = set()
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
        self._count(path, httpx.get(self.service.address + path, headers=self.headers, timeout=30))

    def vanish(self, chance: random.Random) -> None:
        """Ask, and leave before the answer."""
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=5) as caller:
            request = f"GET {chance.choice(PATHS[:5])} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.service.key}\r\n\r\n"
            caller.sendall(request.encode())
        self.statuses["vanished"] += 1

    def slow(self, chance: random.Random) -> None:
        """Read a stream in drops."""
        with httpx.stream(
            "GET",
            f"{self.service.address}/v1/{chance.choice(('regions', 'agencies'))}.csv",
            headers=self.headers,
            timeout=30,
        ) as answer:
            for number, _chunk in enumerate(answer.iter_raw(2048)):
                time.sleep(0.02)
                if number > 50:
                    break
            self._count("slow", answer)

    def state(self, chance: random.Random) -> None:
        """Run a statement."""
        body = {"query": chance.choice(STATEMENTS)}
        address = self.service.address + "/v1/cypher"
        self._count("cypher", httpx.post(address, json=body, headers=self.headers, timeout=40))

    def upload(self, chance: random.Random) -> None:
        """Upload a document that nobody has uploaded; what was accepted is looked for at the end."""
        headers = self.headers | {"Content-Type": "text/plain"}
        body = SAMPLE + f"\n{chance.random()}".encode()
        address = f"{self.service.address}/v1/documents?name=soak.txt"
        answer = httpx.post(address, content=body, headers=headers, timeout=30)
        self._count("upload", answer)
        if answer.status_code == 202:
            self.accepted.add(answer.json()["id"])
            time.sleep(1)

    def _count(self, what: str, answer: httpx.Response) -> None:
        self.statuses[str(answer.status_code)] += 1
        if answer.status_code >= 500 and answer.status_code != 503:
            self.bad[f"{answer.status_code} {what}"] += 1

    def missing(self) -> list[str]:
        """Return the accepted uploads whose documents are not in the graph when all had time to be loaded."""
        until, lost = time.monotonic() + PATIENCE, []
        for id in sorted(self.accepted):
            job = self._get(f"/v1/jobs/{id}")
            while not job.get("finished") and time.monotonic() < until:
                time.sleep(0.3)
                job = self._get(f"/v1/jobs/{id}")
            results = job.get("results") or [{}]
            if not all(each.get("document") and self._get(f"/v1/documents/{each['document']}") for each in results):
                lost.append(f"{id} {job.get('status')} {job.get('reason')}")
        return lost

    def _get(self, path: str) -> dict[str, object]:
        answer = httpx.get(self.service.address + path, headers=self.headers, timeout=30)
        found: dict[str, object] = answer.json() if answer.status_code == 200 else {}
        return found


class Server:
    """A Neo4j that is started and stopped here, behind a relay that can cut its connections."""

    def __init__(self, stack: ExitStack, home: Path) -> None:
        self.stack, self.home, self.ports = stack, home, (neo4j_server.free_port(), neo4j_server.free_port())
        self.running = ExitStack()
        stack.callback(lambda: self.running.close())
        self.start()
        self.relay = stack.enter_context(relay(self.ports[0]))
        os.environ["NEO4J_PASSWORD"] = neo4j_server.PASSWORD

    def start(self) -> None:
        """Start it in its home, at its ports."""
        self.running.enter_context(neo4j_server.neo4j_server(self.home, ports=self.ports))

    def restart(self) -> None:
        """Stop it as an operator does, and start it again."""
        self.running.close()
        self.start()


def soak(minutes: float, service: Service, server: Server | None, cutter: Relay | None) -> bool:
    """Load a service for so many minutes; return whether it stayed whole."""
    load = Load(service, time.monotonic() + 60 * minutes)
    callers = [threading.Thread(target=load.run, args=(number,), daemon=True) for number in range(CLIENTS)]
    for caller in callers:
        caller.start()
    begin, cuts = time.monotonic(), 0
    samples: list[dict[str, int]] = []
    restarted = False
    while time.monotonic() < load.until:
        time.sleep(min(MEASURED_EVERY, 60 * minutes / 16))
        if not restarted and time.monotonic() - begin > 30 * minutes:
            restarted, samples = True, []  # a new process counts from anew
            if server:
                server.restart()
            elif not cutter:
                service.stop()
                service.start()
        samples.append({"seconds": round(time.monotonic() - begin), **service.measured()})
        print(json.dumps(samples[-1]), flush=True)
        cuts += cutter.cut() if cutter else 0  # after the sessions were counted
    for caller in callers:
        caller.join(60)
    service.wait()
    missing = load.missing()
    time.sleep(AT_REST)
    return report(load, samples, missing, cuts, service.measured())


def report(load: Load, samples: Sequence[dict[str, int]], missing: list[str], cuts: int, rest: dict[str, int]) -> bool:
    """Print what happened; return whether all is well."""
    third = max(1, len(samples) // 3)
    first, last = ({name: median(each[name] for each in part) for name in SLACK} for part in (samples[:third], samples[-third:]))  # fmt: skip
    grown = [name for name, slack in SLACK.items() if last[name] > GROWTH * first[name] and last[name] - first[name] > slack]  # fmt: skip
    whole = not missing and not load.bad and not grown and rest["callers"] == 0
    print(
        json.dumps(
            {
                "statuses": dict(sorted(load.statuses.items())),
                "5xx other than 503": dict(load.bad),
                "connections cut": cuts,
                "uploads accepted": len(load.accepted),
                "lost": missing,
                "first third": first,
                "last third": last,
                "grown": grown,
                "at rest": rest,
                "whole": whole,
            },
            ensure_ascii=False,
        )
    )
    return whole


def main() -> None:
    """Run the soak."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder, given = Path(name), sys.argv[2] if len(sys.argv) > 2 else ""
        server = Server(stack, folder / "neo4j") if given == "neo4j" else None
        cutter = server.relay if server else None
        if given.startswith("bolt://"):
            cutter = stack.enter_context(relay(int(given.rpartition(":")[2])))
        store = f"bolt://127.0.0.1:{cutter.port}" if cutter else given or str(folder / "store")
        subprocess.run(envgov_command("load", str(ROOT / "samples"), "--store", store, "--quiet"), check=True)
        service = Service(store, folder)
        stack.callback(service.stop)
        whole = soak(minutes, service, server, cutter)
    raise SystemExit(0 if whole else 1)


if __name__ == "__main__":
    main()

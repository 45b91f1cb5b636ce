"""The service that bench/soak.py wears out: started as its users do, measured from outside, stopped and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import neo4j_server
from command_line import envgov_command

SECONDS_TO_START, SECONDS_TO_STOP = 300, 180  # on a machine that others use too
__all__ = ["Service", "envgov_command", "neo4j_server"]
ESTABLISHED = "01"  # in /proc/net/tcp


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

    def _envgov(self, *arguments: str) -> str:
        return subprocess.run(
            envgov_command(*arguments), env=self._environment(), capture_output=True, text=True, check=True
        ).stdout

    def start(self) -> None:
        """Start, and wait until it is ready."""
        with (self.state / "service.log").open("a") as log:
            self.process = subprocess.Popen(
                envgov_command("serve", "--port", str(self.port)), env=self._environment(), stdout=log, stderr=log
            )
        self.wait()

    def wait(self) -> None:
        """Wait until it says that it is ready."""
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.address}/v1/ready", timeout=10).status_code == 200:
                    return
            time.sleep(0.3)
        raise SystemExit("the service did not get ready")

    def stop(self) -> None:
        """Stop as an operator does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(SECONDS_TO_STOP)

    def measured(self) -> dict[str, int]:
        """Return what the process holds: memory in MiB, threads, open files, sessions with its store, callers, children."""
        process = Path("/proc") / str(self.process.pid)
        status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines() if ":\t" in line)
        callers, sessions = self._connections(process)
        children = [child for each in process.glob("task/*/children") for child in each.read_text().split()]
        return {
            "rss": int(status["VmRSS"].split()[0]) // 1024,
            "threads": int(status["Threads"]),
            "files": len(list((process / "fd").iterdir())),
            "sessions": sessions,
            "callers": callers,
            "children": len(children),
        }

    def _connections(self, process: Path) -> tuple[int, int]:
        """Return how many connections of the process are open to callers, and to a store over Bolt."""
        ours: set[str] = set()
        for each in (process / "fd").iterdir():
            with suppress(OSError):  # closed since it was listed
                target = str(each.readlink())
                if target.startswith("socket:["):
                    ours.add(target[8:-1])
        callers = sessions = 0
        for name in ("tcp", "tcp6"):
            for line in (process / "net" / name).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] != ESTABLISHED or fields[9] not in ours:
                    continue
                if int(fields[1].rpartition(":")[2], 16) == self.port:
                    callers += 1
                else:
                    sessions += 1
        return callers, sessions

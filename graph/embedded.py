"""Run the embedded engine (ArcadeDB) in a folder of ours: it starts, hands out an address, and stops. It knows no graph.

The engine lives in this process and listens on loopback only, on free ports, with passwords made for the run. Whoever
only reads gets the user `reader`, whom the engine itself lets write nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from .errors import StoreError

MARKER = "envgov.json"
LOCK = "envgov.lock"
FORMAT = 1
DATABASE = "envgov"
HEAP = "512m"  # the graph of some thousand documents; ENVGOV_HEAP raises it
LOOPBACK = "127.0.0.1"
SECONDS_A_COMMAND = 120  # for every command: a query that runs away ends, a long load is many commands
# What the users may do: ArcadeDB's server-groups.json.
GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "reader": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": [],
                    "types": {"*": {"access": ["readRecord"]}},
                },
            }
        }
    },
    "version": 1,
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where the engine answers and as whom: a Bolt address, a user and the password of this run.

    `define` runs a statement of the engine's own language, for the indexes that its Cypher cannot make.
    """

    uri: str
    user: str
    password: str
    define: Callable[[str], None]
    database: str = DATABASE


@contextmanager
def embedded(folder: Path, *, write: bool) -> Iterator[Address]:
    """Open the store in a folder and give its address; close the database when the block ends.

    Raises StoreError where the folder is not ours, or another process has it open.
    """
    with running(folder, write=write) as addresses:
        yield addresses["root" if write else "reader"]


@contextmanager
def running(folder: Path, *, write: bool, seconds: int = SECONDS_A_COMMAND) -> Iterator[dict[str, Address]]:
    """Open the store in a folder and give the addresses of its users `root` and `reader`; close it after the block.

    The engine ends every command after so many seconds: it does not heed the time limits of the driver. Raises
    StoreError where the folder is not ours, or another process has it open.
    """
    _claim(folder, write=write)
    with _locked(folder):
        server, passwords, port = _start(folder, seconds)
        try:
            uri = f"bolt://{LOOPBACK}:{port}"
            yield {
                user: Address(uri, user, secret, lambda text: _define(server, text))
                for user, secret in passwords.items()
            }
        finally:
            server.stop()


def _claim(folder: Path, *, write: bool) -> None:
    """Make the folder ours if it is new or empty; refuse one that holds something else."""
    marker = folder / MARKER
    if marker.is_file():
        return
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file; give a folder for the store, such as --store ./envgov-data")
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} is not a store of envgov and not empty; name another folder with --store")
    if not write:
        raise StoreError(f"{folder} holds no store yet; load documents first: envgov load FOLDER --store {folder}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"format": FORMAT}), "utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be written ({error.strerror}); name another folder with --store") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        handle: IO[str] = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be opened ({error.strerror}); check who owns it") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            owner = handle.read().strip() or "unknown"
            raise StoreError(
                f"{folder} is open in another process (pid {owner}); stop that one first, "
                "or ask the running service instead"
            ) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
        handle.truncate(0)


def _start(folder: Path, seconds: int) -> tuple[Any, dict[str, str], int]:
    with _quiet(folder / "log"):
        from arcadedb_embedded.exceptions import ArcadeDBError
        from arcadedb_embedded.server import ArcadeDBServer

        config = folder / "config"
        config.mkdir(exist_ok=True)
        (config / "server-groups.json").write_text(json.dumps(GROUPS), "utf-8")
        (config / "server-users.jsonl").unlink(missing_ok=True)  # the passwords of an earlier run
        passwords = {"root": secrets.token_urlsafe(24), "reader": secrets.token_urlsafe(24)}
        bolt, http = _free_ports()
        settings = {
            "host": LOOPBACK,
            "http_port": http,
            "bolt_port": bolt,
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "command_timeout": seconds * 1000,
        }
        heap = os.environ.get("ENVGOV_HEAP", HEAP)
        # -Xrs leaves the signals to Python: without it SIGTERM ends the process by SIGSEGV.
        jvm = {"heap_size": heap, "jvm_args": _jvm_args()}
        try:
            server = ArcadeDBServer(str(folder), passwords["root"], settings, jvm_kwargs=jvm)
            server.start()
            if not server._java_server.existsDatabase(DATABASE):
                server.create_database(DATABASE)
            _make_reader(server, passwords["reader"])
        except ArcadeDBError as error:
            raise StoreError(f"the engine in {folder} did not start: {str(error).splitlines()[0]}") from error
    return server, passwords, bolt


def _define(server: Any, text: str) -> None:
    import jpype

    try:
        server._java_server.getDatabase(DATABASE).command("sql", text)
    except jpype.JException as error:
        raise StoreError(f"the engine refused {text[:80]!r}: {str(error).splitlines()[0][:200]}") from error


def _jvm_args() -> list[str]:
    # The same for every store: a process has one JVM, and its arguments are fixed when the first store is opened.
    logging = files("envgov.graph").joinpath("logging.properties")
    return ["-Xrs", f"-Djava.util.logging.config.file={logging}"]


def _make_reader(server: Any, password: str) -> None:
    import jpype

    json_object = jpype.JClass("com.arcadedb.serializer.json.JSONObject")
    security = server._java_server.getSecurity()
    user = json_object().put("name", "reader").put("password", security.encodePassword(password))
    security.createUser(user.put("databases", json_object(json.dumps({DATABASE: ["reader"]}))))


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind((LOOPBACK, 0))
        second.bind((LOOPBACK, 0))
        return first.getsockname()[1], second.getsockname()[1]


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Send what the engine prints while it starts to a file: stdout belongs to the answers."""
    log.mkdir(exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with (log / "engine.log").open("ab") as target:
        os.dup2(target.fileno(), 1)
        os.dup2(target.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])

"""Run the embedded engine (ArcadeDB) in a folder of ours: it starts, hands out an address, and stops. It knows no graph.

The engine lives in this process and listens on loopback only, on free ports, with passwords made for the run. Whoever
only reads gets the user `reader`, whom the engine itself lets write nothing.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .addresses import DATABASE, LOOPBACK, Address
from .errors import StoreError, StoreInUseError
from .folder import DATABASES, claim, copied, is_read_only, locked
from .sharing import reached, said
from .trouble import not_opened

HEAP = "512m"  # the graph of some thousand documents; ENVGOV_HEAP raises it
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


@contextmanager
def embedded(folder: Path, *, write: bool) -> Iterator[Address]:
    """Open the store in a folder and give its address; close the database when the block ends.

    Where a service of the same person has it open, the address is that of its engine. Raises StoreError where the
    folder is not ours, or another process has it open and shares it with nobody.
    """
    with open_users(folder, write=write) as addresses:
        yield addresses["root" if write else "reader"]


@contextmanager
def open_users(folder: Path, *, write: bool, seconds: int = SECONDS_A_COMMAND) -> Iterator[dict[str, Address]]:
    """Give the addresses of the users `root` and `reader` of a store, as `embedded` does; its own engine or a service's."""
    with ExitStack() as stack:
        try:
            users = stack.enter_context(running(folder, write=write, seconds=seconds))
        except StoreInUseError as error:
            users = reached(folder, error)
        yield users


@contextmanager
def running(
    folder: Path, *, write: bool, seconds: int = SECONDS_A_COMMAND, shared: bool = False
) -> Iterator[dict[str, Address]]:
    """Open the store in a folder and give the addresses of its users `root` and `reader`; close it after the block.

    The engine ends every command after so many seconds: it does not heed the time limits of the driver. What is
    `shared` can be reached by other processes of the same person meanwhile. A store that may only be read is read
    from a copy. Raises StoreError where the folder is not ours, StoreInUseError where another process has it open.
    """
    claim(folder, write=write)
    with ExitStack() as stack:
        place = folder
        if is_read_only(folder):
            if write:
                raise StoreError(
                    f"{folder} 只读，不能写入：请检查属主与权限 / may only be read: check who owns it and who may write"
                )
            place, shared = stack.enter_context(copied(folder)), False
        stack.enter_context(locked(place, serving=shared))
        try:
            server, passwords, ports = _start(place, seconds)
        except OSError as error:
            raise not_opened(folder, error, is_new=not (place / DATABASES).exists()) from error
        _stop_at_exit(stack, server)
        if shared:
            stack.enter_context(said(folder, ports, passwords))
        uri = f"bolt://{LOOPBACK}:{ports[0]}"
        yield {
            user: Address(uri, user, secret, lambda text: _define(server, text)) for user, secret in passwords.items()
        }


def _stop_at_exit(stack: ExitStack, server: Any) -> None:
    """Close the store when the block ends, or with the program where a notebook never ends it."""

    def stop() -> None:
        server.stop()

    atexit.register(stop)
    stack.callback(atexit.unregister, stop)
    stack.callback(stop)


def _start(folder: Path, seconds: int) -> tuple[Any, dict[str, str], tuple[int, int]]:
    with _quiet(folder / "log"):
        import jpype
        import jpype.config

        _leave_java(jpype)
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
        is_new = not (folder / DATABASES / DATABASE).exists()
        server = ArcadeDBServer(str(folder), passwords["root"], settings, jvm_kwargs=jvm)
        try:
            server.start()
            if not server._java_server.existsDatabase(DATABASE):
                server.create_database(DATABASE)
            _make_reader(server, passwords["reader"])
        except (ArcadeDBError, jpype.JException) as error:
            with suppress(ArcadeDBError, jpype.JException):
                server.stop()
            raise not_opened(folder, error, is_new=is_new) from error
    return server, passwords, (bolt, http)


@cache
def _leave_java(jpype: Any) -> None:
    """Let the program end without waiting for Java, once a process.

    A thread of Java that waits for a caller must not hold up the end: the store is closed by then. What must have
    ended is the one thread of JPype that calls into Python, since Python ends such a thread by unwinding it, which
    the C++ under it turns into an abort of the process.
    """
    jpype.config.destroy_jvm = False

    def stop() -> None:
        with suppress(TypeError, AttributeError):  # a JPype that names its parts in another way
            if jpype.isJVMStarted():
                jpype.JClass("org.jpype.ref.JPypeReferenceQueue").getInstance().stop()

    atexit.register(stop)


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

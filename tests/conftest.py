"""What the tests share: the samples as facts, stores on both engines."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import neo4j
import neo4j_server
import pytest
from command_line import envgov_command
from envgov.api.app import create_app
from envgov.api.settings import Settings
from envgov.graph.embedded import embedded
from envgov.graph.model import DocumentFacts
from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.reference import reference
from fastapi.testclient import TestClient
from hypothesis import settings

settings.register_profile("envgov", deadline=None)  # a busy machine is slow; no property of ours is about time
settings.load_profile("envgov")
ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
PROCESSES: dict[str, int] = {}  # of the servers that the tests started, by their addresses
FILLED: dict[str, object] = {}  # the shape of a graph right after it was filled: unchanged, it serves the next module


@pytest.fixture(scope="session")
def samples() -> tuple[DocumentFacts, ...]:
    """Return the facts of every sample document."""
    return tuple(read_facts(found) for found in read_paths([SAMPLES]) if isinstance(found, Document))


@pytest.fixture(scope="session")
def neo4j_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a real Neo4j: NEO4J_URI, or one started for the session."""
    if uri := os.environ.get("NEO4J_URI"):
        yield uri
        return
    with ExitStack() as stack:
        uri = _started(stack, tmp_path_factory.mktemp("neo4j"))
        os.environ["NEO4J_PASSWORD"] = neo4j_server.PASSWORD
        yield uri
        PROCESSES.pop(uri, None)


def _started(stack: ExitStack, home: Path) -> str:
    """Start a server from jars, else in Docker; where neither can be had, skip, and in CI fail."""
    reason = neo4j_server.unavailable()
    if reason is None:
        server = stack.enter_context(neo4j_server.neo4j_server(home))
        PROCESSES[server.uri] = server.process.pid
        return server.uri
    if neo4j_server.docker_answers():
        return stack.enter_context(neo4j_server.in_docker())
    if os.environ.get("CI"):
        pytest.fail(f"the tests on a real Neo4j cannot run: {reason}")
    pytest.skip(f"left out: the tests on a real Neo4j: {reason}; or set NEO4J_URI; or start Docker")


def require_jars() -> None:
    """Skip where a server of our own cannot be started from jars; in CI that is a failure."""
    if reason := neo4j_server.unavailable():
        if os.environ.get("CI"):
            pytest.fail(f"the tests on a real Neo4j cannot run: {reason}")
        pytest.skip(f"left out: the tests on a real Neo4j: {reason}")


def needed(*programs: str) -> None:
    """Skip where a program is lacking, with one line that says so; in CI that is a failure."""
    if lacking := [each for each in programs if shutil.which(each) is None]:
        if os.environ.get("CI"):
            pytest.fail(f"briefings cannot be drawn: {', '.join(lacking)} is missing")
        packages = "libreoffice-impress libreoffice-writer poppler-utils graphviz"
        pytest.skip(f"left out: briefings drawn ({', '.join(lacking)}): apt-get install -y {packages}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that the half on a real Neo4j was left out, and how to include it."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    if out := [each for each in skipped if "left out: the tests on a real Neo4j" in each]:
        reason = out[0].partition("left out: the tests on a real Neo4j: ")[2].rstrip("')")
        terminalreporter.write_line(f"left out: {len(out)} tests on a real Neo4j: {reason}")


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return an empty store's location, on either engine."""
    if request.param == "embedded":
        return str(tmp_path / "store")
    uri: str = request.getfixturevalue("neo4j_uri")
    empty(uri)
    return uri


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, samples: tuple[DocumentFacts, ...]) -> str:  # fmt: skip
    """Return the location of a store that holds the samples, on either engine."""
    if request.param == "embedded":
        location = tmp_path_factory.mktemp("filled") / "store"
        shutil.copytree(request.getfixturevalue("filled_folder"), location)
        return str(location)
    uri: str = request.getfixturevalue("neo4j_uri")
    fill_neo4j(uri, samples)
    return uri


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory, samples: tuple[DocumentFacts, ...]) -> Path:
    """Return an embedded store that holds the samples, made once for all test processes; to be copied, never opened."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "samples-store"
    with (shared / "samples-store.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not folder.exists():
            made = shared / "samples-store-made"
            shutil.rmtree(made, ignore_errors=True)
            _fill(str(made), samples)
            made.rename(folder)
    return folder


def fill_neo4j(uri: str, samples: tuple[DocumentFacts, ...]) -> None:
    """Put the samples, and nothing else, into a real Neo4j; where they stand there as they were written, leave them."""
    if FILLED.get(uri) != _shape(uri):
        empty(uri)
        _fill(uri, samples)
        FILLED[uri] = _shape(uri)


def _fill(location: str, samples: tuple[DocumentFacts, ...]) -> None:
    with open_store(location, access="write") as store:
        store.reference(*reference())
        store.write(samples)


def _shape(uri: str) -> object:
    """Return how many nodes and relationships of each kind a real Neo4j holds, how many properties, and its documents."""
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    asked = (
        "MATCH (n) WHERE NOT n:Meta RETURN labels(n) AS kind, count(n) AS many, sum(size(keys(n))) AS keys ORDER BY kind",
        "MATCH ()-[r]->() RETURN type(r) AS kind, count(r) AS many, sum(size(keys(r))) AS keys ORDER BY kind",
        "MATCH (d:Document) RETURN properties(d) AS d ORDER BY d.uid",
    )
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        return [session.run(text).data() for text in asked]


@pytest.fixture(scope="module")
def service(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a client of the service over the samples, without a rate limit."""
    state: Path = tmp_path_factory.mktemp("state")
    with TestClient(create_app(filled, settings=Settings(state=str(state), requests_a_minute=0))) as client:
        yield client


def empty(uri: str) -> None:
    """Remove everything from a real Neo4j."""
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) WHERE NOT n:Meta DETACH DELETE n").consume()


def run_envgov(*arguments: str, cwd: Path | None = None, timeout: int = 240) -> subprocess.CompletedProcess[str]:
    """Run the command line as its users do."""
    command = envgov_command(*arguments)
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, cwd=cwd, env=environment, check=False
    )


def drop_schema(location: str) -> None:
    """Make a store forget which migrations ran."""
    if "://" in location:
        auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
        with neo4j.GraphDatabase.driver(location, auth=auth) as driver, driver.session() as session:
            session.run("MATCH (m:Meta) DETACH DELETE m").consume()
        return
    with embedded(Path(location), write=True) as address:
        auth = (address.user, address.password)
        with (
            neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver,
            driver.session(database=address.database) as session,
        ):
            session.run("MATCH (m:Meta) DETACH DELETE m").consume()


def address_said(lines: Iterable[str]) -> str:
    """Return the address that a service says on its stderr when it starts; fail with what it said where there is none."""
    said: list[str] = []
    for line in lines:
        said.append(line)
        if address := next((word for word in line.split() if word.startswith("http")), None):
            return address
    raise AssertionError("the service did not start: " + "".join(said))


@contextmanager
def serving(store: str) -> Iterator[str]:
    """Serve a store in a process of its own and yield the address, at a free port of `localhost`."""
    command = envgov_command("serve", "--store", store, "--port", "0")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            said = address_said(process.stderr)
            # Its log has a line for every request; a pipe that nobody reads fills, and the service then stands still.
            Thread(target=lambda: deque(process.stderr or (), maxlen=0), daemon=True).start()
            yield f"http://localhost:{said.rpartition(':')[2].strip('/')}"
        finally:
            process.terminate()
            process.wait(30)

"""Start a real Neo4j Community from its Maven jars, on free loopback ports, and stop it by its own pid."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import neo4j
import pytest

VERSION = "5.26.30"
PASSWORD = "envgov-tests"  # noqa: S105 - a throw-away server on loopback
SECONDS_TO_START = 240
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>neo4j-jars</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
</dependencies></project>
"""
CONFIGURATION = """server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
"""
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


def jars() -> Path:
    """Return the folder of the server's jars; the first time they come through Maven."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "envgov-neo4j" / VERSION
    if (folder / ".complete").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pom.xml").write_text(POM.format(version=VERSION), "utf-8")
    command = ["mvn", "-q", "-B", "-ntp", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run([*command, f"-DoutputDirectory={folder}"], cwd=folder, check=True, timeout=900)
    (folder / ".complete").touch()
    return folder


def unavailable() -> str | None:
    """Return why no Neo4j can be started here, or None."""
    missing = [command for command in ("java", "mvn") if shutil.which(command) is None]
    return f"{' and '.join(missing)} missing; apt-get install openjdk-17-jre-headless maven" if missing else None


def require() -> None:
    """Skip where no Neo4j can be started; in CI that is a failure."""
    reason = unavailable()
    if reason and not os.environ.get("NEO4J_URI"):
        if os.environ.get("CI"):
            pytest.fail(f"the tests on a real Neo4j cannot run: {reason}")
        pytest.skip(f"left out: {reason}")


@contextmanager
def neo4j_server(home: Path) -> Iterator[str]:
    """Start a server in `home` and yield its Bolt address; the password is PASSWORD."""
    bolt, http = _free_port(), _free_port()
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (home / name).mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(bolt=bolt, http=http), "utf-8")
    command = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command += [f"--add-opens=java.base/{each}=ALL-UNNAMED" for each in OPENS]
    command += ["-Dfile.encoding=UTF-8", "-cp", f"{jars()}/*", "org.neo4j.server.CommunityEntryPoint"]
    command += [f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"]
    with (home / "logs" / "console.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=home, stdout=log, stderr=log)
    try:
        _wait(process, http)
        _set_password(bolt)
        yield f"bolt://127.0.0.1:{bolt}"
    finally:
        process.terminate()
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], http: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"Neo4j ended with code {process.returncode} before it answered")
        try:
            with urlopen(f"http://127.0.0.1:{http}/", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"Neo4j did not answer within {SECONDS_TO_START} s")


def _set_password(bolt: int) -> None:
    with (
        neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{bolt}", auth=("neo4j", "neo4j")) as driver,
        driver.session(database="system") as session,
    ):
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=PASSWORD).consume()

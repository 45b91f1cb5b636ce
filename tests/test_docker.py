"""The files of docker/: what compose makes of them, what a linter says, and that the server takes the settings."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import neo4j
import neo4j_server
import pytest
import yaml
from conftest import ROOT, require_jars

DOCKER = ROOT / "docker"
NEEDED = "apt-get install docker-compose"


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    """Return what compose makes of the file."""
    command = next((c for c in (["docker", "compose"], ["docker-compose"]) if _runs(c)), None)
    if command is None:
        if os.environ.get("CI"):
            pytest.fail(f"compose.yaml cannot be checked: {NEEDED}")
        pytest.skip(f"left out: {NEEDED}")
    environment = {**os.environ, "NEO4J_PASSWORD": "not-a-secret"}
    arguments = [*command, "-f", str(DOCKER / "compose.yaml"), "config"]
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    del environment["NEO4J_PASSWORD"]
    refused = subprocess.run(arguments, capture_output=True, text=True, env=environment, check=False)
    assert refused.returncode != 0
    assert "set NEO4J_PASSWORD" in refused.stderr
    return found


def _runs(command: list[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0


def test_compose_takes_the_file_and_hardens_both_services(composed: dict[str, Any]) -> None:
    database, service = composed["services"]["neo4j"], composed["services"]["api"]
    assert set(database["environment"]) >= {
        "NEO4J_db_transaction_timeout", "NEO4J_db_memory_transaction_max", "NEO4J_internal_dbms_cypher__ip__blocklist",
        "NEO4J_dbms_security_allow__csv__import__from__file__urls", "NEO4J_dbms_usage__report_enabled",
    }  # fmt: skip
    assert database["healthcheck"]
    assert database["volumes"]
    assert service["read_only"] is True
    assert service["user"] == "10001:10001"
    for each in (database, service):
        assert each["cap_drop"] == ["ALL"]
        assert each["security_opt"] == ["no-new-privileges:true"]
    published = re.findall(r"(\S+):\d+:\d+", (DOCKER / "compose.yaml").read_text("utf-8"))
    assert {address.strip('"') for address in published} == {"127.0.0.1"}


def test_a_linter_finds_nothing_in_the_dockerfile() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([str(hadolint), str(DOCKER / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_no_secret_gets_into_the_image() -> None:
    text = (DOCKER / "Dockerfile").read_text("utf-8")
    assert "PASSWORD" not in text
    assert {"**/.env", ".git", "envgov-data*"} <= set((ROOT / ".dockerignore").read_text("utf-8").split())
    assert "NEO4J_PASSWORD=\n" in (DOCKER / ".env.example").read_text("utf-8")
    assert "docker/.env" in (ROOT / ".gitignore").read_text("utf-8").split()


@pytest.mark.neo4j
def test_the_server_takes_the_settings_and_refuses_to_import(composed: dict[str, Any], tmp_path: Path) -> None:
    require_jars()
    given = composed["services"]["neo4j"]["environment"]
    settings = {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): value
        for name, value in given.items()
        if name not in ("NEO4J_AUTH", "NEO4J_PASSWORD")
    }
    text = "\n".join(f"{name}={value}" for name, value in settings.items())
    auth = ("neo4j", neo4j_server.PASSWORD)
    with (
        neo4j_server.neo4j_server(tmp_path / "neo4j", settings=text) as server,
        neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver,
        driver.session() as session,
    ):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.2)
            port = listener.getsockname()[1]
            for source in ("file:///etc/hostname", f"http://127.0.0.1:{port}/x", f"ftp://localhost:{port}/x"):
                with pytest.raises(neo4j.exceptions.Neo4jError, match=r"Cannot load from URL|block"):
                    session.run("LOAD CSV FROM $source AS line RETURN line", source=source).consume()
                with pytest.raises(TimeoutError):
                    listener.accept()
        shown = {row["name"]: row["value"] for row in session.run("SHOW SETTINGS YIELD name, value").data()}
        assert shown["db.transaction.timeout"] == "2m"
        assert shown["dbms.usage_report.enabled"] == "false"

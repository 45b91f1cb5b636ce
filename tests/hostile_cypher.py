"""The statements that nobody may run, with their long parts written out, and how busy a process is afterwards."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT

CASES = ROOT / "tests" / "cases" / "guard"
ALLOWED: list[str] = yaml.safe_load((CASES / "allowed.yaml").read_text("utf-8"))
REFUSED: list[dict[str, Any]] = yaml.safe_load((CASES / "refused.yaml").read_text("utf-8"))
LONG = {
    "{brackets}": "(" * 500 + "1" + ")" * 500,
    "{squares}": "[" * 500 + "1" + "]" * 500,
    "{braces}": "{a: " * 300 + "1" + "}" * 300,
    "{cases}": "CASE 1 WHEN 1 THEN " * 300 + "1" + " END" * 300,
    "{items}": ",".join("1" * 950),
    "{long}": "1" * 9000,
    "{steps}": "-->()" * 100,
    "{labels}": "|".join(f"L{number}" for number in range(200)),
    "{dots}": ".a" * 300,
    "{slices}": "[0..1]" * 300,
    "{minuses}": " - 1" * 600,
    "{nulls}": " IS NULL" * 600,
    "{text}": "a" * 20_000,
}
QUIET = 0.1  # of one processor


def written_out(value: Any, canary: str = "127.0.0.1:9") -> Any:
    """Return a statement or parameters with their long parts."""
    if isinstance(value, dict):
        return {name: written_out(each, canary) for name, each in value.items()}
    if isinstance(value, list):
        return [written_out(each, canary) for each in value]
    for name, text in (LONG | {"{canary}": canary}).items():
        value = value.replace(name, text)
    return value


def processor_seconds(process: int) -> float:
    """Return how long a process has worked so far, in seconds of one processor."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def becomes_quiet(process: int, *, within: float) -> bool:
    """Say whether a process stops working within so many seconds."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        before, begin = processor_seconds(process), time.monotonic()
        time.sleep(1)
        if (processor_seconds(process) - before) / (time.monotonic() - begin) < QUIET:
            return True
    return False

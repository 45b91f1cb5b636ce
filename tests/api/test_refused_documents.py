"""Whatever the writer raises for one document of a batch is its refusal; a store that is away is none's."""

from __future__ import annotations

import os
import re
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from envgov.api.loading.loading import Loaded, load
from envgov.api.loading.offline import load_offline
from envgov.api.loading.parallel import in_order
from envgov.graph import spool, store
from envgov.graph.check import check
from envgov.graph.errors import DocumentRefusedError, StoreError
from envgov.graph.store import open_store
from envgov.graph.suppression import Entry, Suppressions

NEWS = "某县召开水环境会议\n\n2024年5月{day}日，某县生态环境局局长高某某主持会议，要求6月底前完成排污口整治。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three documents, the second of which is called bad."""
    (tmp_path / "in").mkdir()
    for number, name in enumerate(("a", "bad", "c"), 1):
        (tmp_path / "in" / f"{name}.txt").write_text(NEWS.format(day=number), "utf-8")
    return tmp_path / "in"


def said(results: list[Loaded]) -> dict[str, str]:
    """Return what became of each document, by name."""
    return {Path(each.source).stem: each.status for each in results}


def test_what_the_writer_raises_for_one_document_costs_no_other(
    location: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.write_united
    with open_store(location, access="write") as opened:
        for error in (ValueError("no"), RecursionError(), DocumentRefusedError("the index takes no such value")):

            def write(tx: Any, batch: Any, error: Exception = error) -> Any:
                if any("bad" in facts.document.properties["file"] for facts in batch):
                    raise error
                return real(tx, batch)

            with monkeypatch.context() as patch:
                patch.setattr(store, "write_united", write)
                results = list(load(opened, [folder], max_bytes=1_000_000))
            assert {name for name, status in said(results).items() if status == "refused"} == {"bad"}
            (refused,) = [each for each in results if each.status == "refused"]
            assert "bad.txt" in refused.reason
            assert "\n" not in refused.reason
            assert {row.file for row in opened.documents()} == {"a.txt", "c.txt"}
        assert list(check(opened)) == []


def test_a_store_that_takes_nothing_ends_the_load(location: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(tx: Any, batch: Any) -> Any:
        raise DocumentRefusedError("no space left")

    def full(self: store.Store) -> None:
        raise StoreError("no space left")

    with monkeypatch.context() as patch, open_store(location, access="write") as opened:
        patch.setattr(store, "write_united", write)
        patch.setattr(store.Store, "verify_writing", full)
        with pytest.raises(StoreError, match="no space left"):
            list(load(opened, [folder], max_bytes=1_000_000))
    with open_store(location, access="write") as opened:
        opened.verify_writing()


def test_what_the_offline_import_cannot_take_costs_no_other(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relate = spool.Spool._relate
    counted: dict[str, int] = {}

    def breaking(self: spool.Spool, type_: str, source: Any, target: Any, properties: Any) -> None:
        if type_ == "FROM":
            counted[target[1]] = counted.get(target[1], 0) + 1
            if len(counted) == 2 and counted[target[1]] == 3:  # in the middle of the second document
                raise KeyError("a fault of ours")
        relate(self, type_, source, target, properties)

    monkeypatch.setattr(spool.Spool, "_relate", breaking)
    results = list(load_offline(tmp_path / "out", [folder], max_bytes=1_000_000))
    assert said(results) == {"a": "new", "bad": "refused", "c": "new"}
    every = "".join(path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.csv"))
    assert "a.txt" in every
    assert "bad.txt" not in every
    assert "5月2日" not in every  # nothing of the document that was refused half-way


def test_the_offline_import_leaves_out_what_is_suppressed(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("云州市生态环境局召开会议。局长高望山主持会议。\n", "utf-8")
    out, listed = tmp_path / "out", Suppressions(tmp_path / "suppressions.jsonl")
    assert [each.status for each in load_offline(out, [tmp_path / "texts"], max_bytes=1_000_000)] == ["new"]
    every = "".join(path.read_text("utf-8") for path in out.rglob("*.csv"))
    person = re.search(r"official-[0-9a-f]+", every)
    assert person and "高望山" in every
    listed.add(Entry(person.group(), "official", "asked", "test", "2026-01-01T00:00:00Z", name="高望山"))
    again = tmp_path / "again"
    assert list(load_offline(again, [tmp_path / "texts"], max_bytes=1_000_000, suppressed=listed))
    assert "高望山" not in "".join(path.read_text("utf-8") for path in again.rglob("*.csv"))


def fatal(number: int) -> int:
    """Return the number, or end the process as a lack of memory would."""
    if number in (3, 17):
        os._exit(9)
    return number


def absent(number: int) -> int:
    """Return what stands for an item that was lost."""
    return -number


def test_a_process_that_dies_costs_one_item() -> None:
    found = list(in_order(fatal, range(40), 2, lost=absent))
    assert found == [-number if number in (3, 17) else number for number in range(40)]


def test_a_process_that_dies_is_no_secret() -> None:
    with pytest.raises(BrokenProcessPool):
        list(in_order(fatal, range(40), 2))

"""A document that the store holds just so is known by its hash: it is read, and neither extracted nor written again."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from envgov.api.gates.metrics import Metrics
from envgov.api.loading import finding, known
from envgov.api.loading.extraction import Extractor, Known
from envgov.api.loading.finding import Found
from envgov.api.loading.jobs import Jobs
from envgov.api.loading.known import Kept
from envgov.api.loading.loading import load
from envgov.graph.identity import Decision, Identities
from envgov.graph.model import DocumentFacts
from envgov.graph.store import open_store
from envgov.graph.suppression import Suppressions
from envgov.loaders import facts
from envgov.loaders.document import Document
from envgov.loaders.sources import NOTHING_TOLD, Sources

TEXT = "宝鸡市生态环境局局长苏见山主持会议，要求凤翔区生态环境局6月底前完成整改。"
LINES = (
    '{"text": "泉州市水利局召开河湖巡查调度会，副局长石望舒出席。"}\n{"text": "承德市财政局参加黑臭水体整治培训班。"}\n'
)
MAX_BYTES = 1 << 20


def test_what_did_not_change_is_not_extracted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, "utf-8")
    (folder / "two.jsonl").write_text(LINES, "utf-8")
    extracted: list[str] = []
    original = finding.read_facts

    def counted(document: Document) -> DocumentFacts:
        extracted.append(document.id)
        return original(document)

    monkeypatch.setattr(finding, "read_facts", counted)
    with open_store(str(tmp_path / "store"), access="write") as store:

        def loaded(identities: Identities = finding.NONE_DECIDED) -> tuple[list[str], int]:
            extracted.clear()
            results = list(load(store, [folder], max_bytes=MAX_BYTES, identities=identities))
            assert all(each.statements and each.document for each in results)
            return [each.status for each in results], len(extracted)

        assert loaded() == (["new"] * 3, 3)
        before = store.graph_hash()
        assert loaded() == (["unchanged"] * 3, 0)
        assert store.graph_hash() == before

        (folder / "one.txt").write_text(TEXT + "会议在眉县召开。", "utf-8")
        statuses, times = loaded()
        assert (sorted(statuses), times) == (["new version", "unchanged", "unchanged"], 1)

        # Another decision of people, or another extractor, has everything read again; once, also where nothing came of it.
        other = Identities.of([Decision("Official", "official-a", "甲", "official-b", "乙", "same")])
        assert loaded(other) == (["unchanged"] * 3, 3)
        assert loaded(other) == (["unchanged"] * 3, 0)
        assert loaded() == (["unchanged"] * 3, 3)
        monkeypatch.setattr(known, "EXTRACTOR", "another")
        monkeypatch.setattr(facts, "EXTRACTOR", "another")
        assert loaded()[1] == 3
        assert loaded()[1] == 0


class Watched(Extractor):
    """An extractor that keeps what it found."""

    def __init__(self) -> None:
        super().__init__(seconds=120, memory=2 << 30)
        self.found: list[Found | Kept] = []

    def extract(
        self, file: Path, *, max_bytes: int, sources: Sources = NOTHING_TOLD, known: Known = list
    ) -> list[Found | Kept]:
        """Keep and return what was found."""
        self.found = super().extract(file, max_bytes=max_bytes, sources=sources, known=known)
        return self.found


def test_bytes_that_are_uploaded_again_are_not_extracted_again(tmp_path: Path) -> None:
    place, extractor = str(tmp_path / "store"), Watched()
    suppressed = Suppressions(tmp_path / "suppressions.jsonl")
    jobs = Jobs(tmp_path / "jobs", [extractor], suppressed, Metrics(), keep_days=0, max_bytes=MAX_BYTES)

    def uploaded(name: str, text: str, home: str | None = None) -> tuple[list[object], int]:
        (tmp_path / "upload").write_text(text, "utf-8")
        job = jobs.add(name, tmp_path / "upload", {"home": home})
        done = list(jobs.watch(job.id, seconds=120))[-1]
        assert done.status == "done", done.reason
        return [each["status"] for each in done.results], sum(
            1 for each in extractor.found if not isinstance(each, Kept)
        )

    with open_store(place, access="write") as store:
        jobs.start(lambda: nullcontext(store), lambda: None)
        try:
            assert uploaded("two.jsonl", LINES) == (["new"] * 2, 2)
            assert uploaded("again.jsonl", LINES) == (["unchanged"] * 2, 0)
            statuses, times = uploaded("more.jsonl", LINES + '{"text": "承德市财政局召开会议。"}\n')
            assert (sorted(map(str, statuses)), times) == (["new", "unchanged", "unchanged"], 1)
            assert uploaded("told.jsonl", LINES, "130800")[1] == 2  # whose it is changes what is read
        finally:
            jobs.stop(5)

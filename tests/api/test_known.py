"""A document that the store holds just so is known by its hash: it is read, and neither extracted nor written again."""

from __future__ import annotations

from pathlib import Path

import pytest
from envgov.api.loading import finding, known
from envgov.api.loading.loading import load
from envgov.graph.identity import Decision, Identities
from envgov.graph.model import DocumentFacts
from envgov.graph.store import open_store
from envgov.loaders.document import Document

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
        assert loaded()[1] == 3
        assert loaded()[1] == 0

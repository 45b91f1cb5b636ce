"""A file in the place of another is its next version: the graph says what the present one says, the one before stays readable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import run_envgov
from envgov.api.loading.loading import load
from envgov.api.loading.offline import load_offline
from envgov.graph.check import check
from envgov.graph.errors import InputError
from envgov.graph.store import Store, open_store
from envgov.graph.suppression import Suppressions, suppress
from envgov.graph.versions import Told, changes, history
from envgov.loaders.document import Document, Offsets
from envgov.loaders.sources import Sources, origin_of, told

LIST = """芜湖市青弋江治理重点任务清单
序号\t重点任务\t牵头单位\t完成时限
1\t清理河道淤泥\t市水务局\t2024年6月底前
2\t封堵入河排口\t市生态环境局\t2024年9月底前
"""
LATER = LIST.replace("2024年6月底前", "2024年8月底前").replace(
    "2\t封堵入河排口\t市生态环境局\t2024年9月底前", "2\t补种岸边芦苇\t市林业局\t2024年11月底前"
)
DUE = "MATCH (t:Task) RETURN t.text AS text, t.due AS due ORDER BY text"
MOST = 10_000_000


def loaded(store: Store, file: Path, text: str) -> tuple[str, str]:
    """Write a file anew, load it and return what became of it: its status and its uid."""
    file.write_text(text, "utf-8")
    (result,) = load(store, [file], max_bytes=MOST)
    assert not result.reason, result
    return result.status, result.document


def news(
    published: str, host: str, address: str = "http://www.wuhu.gov.cn/a/12.html", title: str = "芜湖市召开护河会"
) -> str:
    text = f"{title}\n2024年3月5日，{host}召开护河会。{host}局长方渡舟主持会议。"
    return json.dumps({"title": title, "text": text, "url": address, "published": published}, ensure_ascii=False)


def test_the_graph_says_what_the_present_version_says(location: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with open_store(location, access="write") as store:
        first, before = loaded(store, file, LIST)
        second, after = loaded(store, file, LATER)
        assert (first, second) == ("new", "new version")
        assert store.run(DUE, {}).rows == [("清理河道淤泥", "2024-08"), ("补种岸边芦苇", "2024-11")]
        assert [row.uid for row in store.documents()] == [after]
        assert list(check(store)) == []
        old, present = history(store.run, after)
        assert (old.seq, old.changes, present.uid) == (1, (), after)
        assert old.replaced is not None and present.replaced is None
        kept = store.run("MATCH (v:Version) RETURN v.text, v.sha256", {}).rows
        assert kept == [(LIST.strip(), kept[0][1])] and before == f"document-{str(kept[0][1])[:20]}"
        told = {
            (c.kind, c.told.subject, c.told.predicate, c.before and c.before.said, c.after and c.after.said)
            for c in present.changes
        }
        assert ("altered", "清理河道淤泥", "due", "2024-06", "2024-08") in told
        assert any(
            c.kind == "gone" and (c.told.subject, c.told.object) == ("芜湖市生态环境局", "封堵入河排口")
            for c in present.changes
        )
        assert any(
            c.kind == "added" and (c.told.subject, c.told.object) == ("芜湖市林业局", "补种岸边芦苇")
            for c in present.changes
        )
        hashed = store.graph_hash()
        assert loaded(store, file, LATER)[0] == "unchanged"
        assert store.graph_hash() == hashed
        assert loaded(store, file, LIST) == ("new version", before)
        assert [each.uid for each in history(store.run, before)][-1] == before
        assert len(history(store.run, old.uid)) == 3
        assert store.remove(before)
        assert "Version" not in store.counts()
        with pytest.raises(InputError, match="no document"):
            history(store.run, before)


def test_versions_stay_with_a_document_that_another_extractor_reads(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    with open_store(location, access="write") as store:
        loaded(store, file, LIST)
        _status, uid = loaded(store, file, LATER)
        counts = history(store.run, uid)[-1].counts
        # As if the extractor of then had found less: in the version before, and in the present one.
        (version, _present) = history(store.run, uid)
        then = {"extractor": "1", "left_out": ["x"], "text": "y"}
        store.fill("write/describe/Document", [{"uid": uid, "properties": then}])
        store.fill("write/describe/Version", [{"uid": version.uid, "properties": {"extractor": "1", "stated": None}}])
        assert history(store.run, uid)[-1].counts != counts
        monkeypatch.setattr("envgov.api.loading.known.EXTRACTOR", "next")
        monkeypatch.setattr("envgov.loaders.facts.EXTRACTOR", "next")
        assert loaded(store, file, LATER) == ("unchanged", uid)
        assert store.run("MATCH (d:Document) RETURN d.extractor, d.left_out, d.text", {}).rows == [
            ("next", None, LATER.strip())
        ]
        old, present = history(store.run, uid)
        assert (present.uid, present.counts) == (uid, counts)
        # The extractor after it reads the same bytes otherwise: the document is written anew, its versions stay its own.
        monkeypatch.setattr("envgov.loaders.facts.EXTRACTOR", "third")
        monkeypatch.setattr("envgov.api.loading.known.EXTRACTOR", "third")
        sources = Sources(told(home="马鞍山市", by="test"))
        (again,) = load(store, [file], max_bytes=MOST, sources=sources)
        assert (again.status, again.document) == ("replaced", uid)
        assert [each.uid for each in history(store.run, uid)] == [old.uid, uid]
        assert store.run("MATCH (v:Version) RETURN v.extractor", {}).rows == [("third",)]
        assert list(check(store)) == []


def test_what_comes_late_of_one_address_is_kept_as_an_earlier_version(location: str, tmp_path: Path) -> None:
    file = tmp_path / "pages.jsonl"
    with open_store(location, access="write") as store:
        lines = [news("2024-03-08", "芜湖市水务局"), news("2024-03-06", "芜湖市林业局")]
        file.write_text("\n".join(lines), "utf-8")
        assert [each.status for each in load(store, [file], max_bytes=MOST)] == ["new", "earlier version"]
        assert [each.status for each in load(store, [file], max_bytes=MOST)] == ["unchanged", "unchanged"]
        hosts = store.run("MATCH (a:Agency)-[:HOSTED]->() RETURN a.name", {}).rows
        assert hosts == [("芜湖市水务局",)]
        assert list(check(store)) == []


def test_one_address_for_all_pages_of_a_site_makes_no_versions(location: str, tmp_path: Path) -> None:
    file = tmp_path / "pages.jsonl"
    other = news("2024-03-09", "芜湖市水务局", title="关于清理围网养殖的通告")
    file.write_text("\n".join([news("2024-03-06", "芜湖市林业局"), other]), "utf-8")
    with open_store(location, access="write") as store:
        assert [each.status for each in load(store, [file], max_bytes=MOST)] == ["new", "new"]


def test_a_suppressed_person_is_in_no_earlier_version(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    meeting = "芜湖市召开护河会\n2024年3月5日，芜湖市水务局召开护河会。芜湖市水务局局长方渡舟主持会议。"
    with open_store(str(tmp_path / "store"), access="write") as store:
        loaded(store, file, meeting)
        loaded(store, file, meeting + "会议要求，要清理淤泥。")
        uid = str(store.run("MATCH (o:Official) RETURN o.uid", {}).rows[0][0])
        suppress(store, Suppressions.of(store.name), uid, reason="test", by="test")
        kept = store.run("MATCH (v:Version) RETURN v.text, v.stated", {}).rows
        assert "方渡舟" not in str(kept) and "■■■" in str(kept)


def test_the_command_lists_versions_and_changes(tmp_path: Path) -> None:
    file, store = tmp_path / "a.txt", str(tmp_path / "store")
    with open_store(store, access="write") as opened:
        loaded(opened, file, LIST)
        _status, uid = loaded(opened, file, LATER)
    said = json.loads(run_envgov("documents", "versions", uid, "--store", store, "--format", "json").stdout)
    assert [(row["seq"], row["altered"]) for row in said["rows"]] == [(1, 0), (2, 2)]
    every = run_envgov("documents", "versions", uid, "--changes", "--store", store, "--format", "csv").stdout
    assert "altered,清理河道淤泥,due,,2024-06,2024-08" in every
    assert uid in run_envgov("documents", "versions", "--store", store).stdout
    assert run_envgov("documents", "versions", "document-0", "--store", store).returncode != 0


def test_an_offline_import_takes_one_version_and_names_the_others(tmp_path: Path) -> None:
    file = tmp_path / "pages.jsonl"
    file.write_text("\n".join([news("2024-03-06", "芜湖市林业局"), news("2024-03-08", "芜湖市水务局")]), "utf-8")
    results = list(load_offline(tmp_path / "import", [file], max_bytes=MOST))
    assert [each.status for each in results] == ["new", "refused"]
    assert "another version" in results[1].reason


def test_what_says_the_same_of_other_things_is_no_change() -> None:
    one = Told("fact-1", "Task", "清淤", "due", value="2024-06", start=9)
    assert changes([one], [Told("fact-2", "Task", "清淤", "due", value="2024-06", start=40)]) == []
    (changed,) = changes([one], [Told("fact-3", "Task", "清淤", "due", value="2024-07", start=9)])
    assert (changed.kind, changed.told.value) == ("altered", "2024-07")
    seq = Told("fact-4", "Plan", "方案", "HAS_TASK", "Task", "清淤", '{"seq": 1}')
    assert changes([seq], [Told("fact-4", "Plan", "方案", "HAS_TASK", "Task", "清淤", '{"seq": 2}')]) == []


@pytest.mark.parametrize(
    ("url", "path", "same"),
    [
        ("https://www.wuhu.gov.cn/a/12.html#top", "/x", "http://wuhu.gov.cn/a/12.html"),
        ("https://www.wuhu.gov.cn/show?id=3", None, "http://www.wuhu.gov.cn/show?id=3"),
    ],
)
def test_an_address_is_one_whatever_leads_to_it(url: str, path: str | None, same: str) -> None:
    assert origin_of(document(url, path)) == origin_of(document(same, None)) is not None


@pytest.mark.parametrize(
    "front", ["http://www.wuhu.gov.cn/", "http://www.wuhu.gov.cn/index.html", "", "javascript:;", "http://["]
)
def test_the_front_page_of_a_site_is_the_address_of_no_document(front: str) -> None:
    assert origin_of(document(front, None)) is None
    assert origin_of(document(front, "/a.html")) == origin_of(document(None, "/a.html"))


def document(url: str | None, path: str | None) -> Document:
    return Document("a", "a.html", "0", "", "", Offsets.identity(0), url=url, path=path)

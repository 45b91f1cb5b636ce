"""One event told by several documents is one node, whatever their order; what held it together may go again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from envgov.graph.check import check
from envgov.graph.event_doubts import Told, doubt_of, numbered_apart
from envgov.graph.identity import DIFFERENT, SAME, Decision, Identities
from envgov.graph.merging import Sighting, moves, united
from envgov.graph.model import DocumentFacts
from envgov.graph.occasions import BY_DIVISION, BY_PLACE, Occasion, occasion_of
from envgov.graph.offline import new_folder, write_import
from envgov.graph.review import doubts, named_nodes
from envgov.graph.spool import Spool
from envgov.graph.store import Store, open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts

TOLD = "2023年5月8日，云南省生态环境厅在昆明市举办全省排污许可执法培训班。"
TEXTS = {
    "host": f"{TOLD}云南省生态环境厅副厅长白露晞主持开班式。",
    "name": "2023年5月8日，云南省排污许可执法培训班在昆明市举办。曲靖市生态环境局局长石涧鸣参加培训。",
    "other-words": "2023年5月8日，云南省生态环境厅在昆明市举办持证企业监管培训会。会议由云南省生态环境厅厅长江照野主持。",
    "next-day": TOLD.replace("8日", "9日"),
    "no-year": TOLD.replace("2023年5月8日", "5月8日"),
    "elsewhere": "2023年5月8日，云南省生态环境厅在大理市举办全省排污许可执法培训班。",
    "city": "2023年5月8日，昆明市生态环境局在昆明市举办全市排污许可执法培训班。",
    "meeting": "2023年5月8日，云南省生态环境厅在昆明市召开全省排污许可执法推进会。",
}


def facts_of(folder: Path, *names: str) -> list[DocumentFacts]:
    for name in names:
        (folder / f"{name}.txt").write_text(TEXTS[name], "utf-8")
    found = [each for each in read_paths([folder / f"{name}.txt" for name in names]) if isinstance(each, Document)]
    return [read_facts(each) for each in found]


def events(store: Store) -> list[tuple[object, ...]]:
    return store.run("MATCH (e:Event) RETURN e.name, e.uid ORDER BY e.name", {}).rows


def test_one_event_of_three_documents_is_one_and_falls_apart_again(location: str, tmp_path: Path) -> None:
    host, name, words = facts_of(tmp_path, "host", "name", "other-words")
    with open_store(location, access="write") as store:
        store.write([name])
        alone = store.graph_hash()
        store.write([host])
        store.write([words])
        assert len(events(store)) == 1
        together = store.graph_hash()
        assert list(check(store)) == []
        hosted = store.run("MATCH (:Agency)-[r:HOSTED]->(:Event) RETURN r.documents", {}).rows
        assert hosted == [(2,)]
        assert {each.status for each in store.write([host, name, words])} == {"unchanged"}
        assert store.graph_hash() == together
        assert store.remove(host.document.uid)  # what is left shares neither host nor name
        assert len(events(store)) == 2
        assert list(check(store)) == []
        assert store.remove(words.document.uid)
        assert store.graph_hash() == alone


def test_the_order_of_the_documents_does_not_matter(tmp_path: Path) -> None:
    documents = facts_of(tmp_path, *TEXTS)
    hashes = set()
    with open_store(str(tmp_path / "store"), access="write") as store:
        for seed in range(3):
            random.Random(seed).shuffle(documents)  # noqa: S311 - an order, no secret
            for facts in documents:
                store.write([facts])
            hashes.add(store.graph_hash())
            assert list(check(store)) == []
            for facts in documents:
                store.remove(facts.document.uid)
            assert store.counts() == {}
    spool = Spool(tmp_path / "spool.sqlite")
    for facts in documents:
        spool.add(facts)
    hashes.add(write_import(spool, new_folder(tmp_path / "import"))[2])
    spool.close()
    assert len(hashes) == 1


@pytest.mark.parametrize("other", ["next-day", "no-year", "elsewhere", "city", "meeting"])
def test_what_may_be_another_event_is_another(tmp_path: Path, other: str) -> None:
    sightings = []
    for facts in facts_of(tmp_path, "host", other):
        for fact in facts.facts:
            if fact.predicate == "occasion":
                sightings.append(Sighting(facts.document.uid, fact.subject.uid, occasion_of(str(fact.value))))
    assert len({each.event for each in sightings}) == 2
    assert moves(sightings) == []


def seen(document: str, told: str, key: str = "甲", **given: str | tuple[str, ...]) -> Sighting:
    occasion = Occasion(told, BY_PLACE, "meeting", "2024-03-01", "530100", key, **given)  # type: ignore[arg-type]
    return Sighting(document, told, occasion)


@pytest.mark.parametrize(
    ("sightings", "groups"),
    [
        ([seen("1", "a"), seen("2", "b")], [{"a", "b"}]),
        ([seen("1", "a"), seen("2", "b", "乙")], [{"a"}, {"b"}]),
        ([seen("1", "a"), seen("2", "b"), seen("2", "b", "乙"), seen("3", "c", "乙")], [{"a", "b", "c"}]),
        ([seen("1", "a"), seen("1", "b"), seen("2", "c")], [{"a"}, {"b"}, {"c"}]),
        ([seen("1", "a", ordinal="第1次"), seen("2", "b", ordinal="第2次")], [{"a"}, {"b"}]),
        ([seen("1", "a", ordinal="第1次"), seen("2", "b")], [{"a", "b"}]),
        ([seen("1", "a", sitting="常务会"), seen("2", "b", sitting="其他")], [{"a"}, {"b"}]),
        ([seen("1", "a", place="53/5301"), seen("2", "b", place="53/5301/530102")], [{"a", "b"}]),
        ([seen("1", "a", place="53/5301"), seen("2", "b", place="53/53010")], [{"a"}, {"b"}]),
        ([seen("1", "a", apart=("b",)), seen("2", "b")], [{"a"}, {"b"}]),
    ],
)
def test_events_are_one_where_nothing_contradicts(sightings: list[Sighting], groups: list[set[str]]) -> None:
    for seed in range(4):
        random.Random(seed).shuffle(sightings)  # noqa: S311 - an order, no secret
        found: dict[str, set[str]] = {}
        for told, event in united(sightings).items():
            found.setdefault(event, set()).add(told)
        assert sorted(found.values(), key=min) == groups
        assert all(event == min(tolds) for event, tolds in found.items())


def test_a_division_joins_what_places_do_not_hold_apart() -> None:
    def of(document: str, told: str, place: str = "") -> Sighting:
        return Sighting(document, told, Occasion(told, BY_DIVISION, "meeting", "2024-03-01", "530000", "甲", place))

    assert united([of("1", "a", "53/5301"), of("2", "b")]) == {"a": "a", "b": "a"}
    assert united([of("1", "a", "53/5301"), of("2", "b", "53/5329"), of("3", "c")]) == {"a": "a", "b": "b", "c": "c"}


def test_a_person_takes_apart_what_a_rule_made_one_and_puts_it_back(tmp_path: Path) -> None:
    documents = facts_of(tmp_path, "host", "name")
    with open_store(str(tmp_path / "store"), access="write") as store:
        store.write(documents)
        together = store.graph_hash()
        (merged,) = [each for each in doubts(store, ()) if each.kind == "Event"]
        assert merged.judgement == "merged"
        known = named_nodes(store, (merged.uid, merged.other_uid))
        assert {each.labels for each in known.values()} == {frozenset({"Training"})}
        apart = Decision("Event", merged.uid, merged.name, merged.other_uid, merged.other_name, DIFFERENT)
        store.write([Identities.of([apart]).apply(facts) for facts in documents])
        assert len(events(store)) == 2
        assert [each.judgement for each in doubts(store, [apart]) if each.kind == "Event"] == [DIFFERENT]
        assert list(check(store)) == []
        store.write(documents)
        assert store.graph_hash() == together


def test_a_person_makes_one_what_no_rule_may(tmp_path: Path) -> None:
    documents = facts_of(tmp_path, "host", "name", "no-year")
    with open_store(str(tmp_path / "store"), access="write") as store:
        store.write(documents)
        before = store.graph_hash()
        (doubt,) = [each for each in doubts(store, ()) if each.judgement == "open" and each.kind == "Event"]
        assert "年份未知" in doubt.reason
        for one, other in ((doubt.uid, doubt.other_uid), (doubt.other_uid, doubt.uid)):
            same = Decision("Event", one, doubt.name, other, doubt.other_name, SAME)
            store.write([Identities.of([same]).apply(facts) for facts in documents])
            assert len(events(store)) == 1
            assert list(check(store)) == []
            store.write(documents)
            assert store.graph_hash() == before


def told(name: str = "排污许可培训班", date: str = "2023-05-08", host: str = "甲", document: str = "2") -> Told:
    return Told(f"event-{document}", name, "training", date, frozenset({host}), frozenset(), frozenset({document}))


@pytest.mark.parametrize(
    ("other", "doubtful"),
    [
        (told(host="乙"), True),
        (told("持证企业监管培训会"), True),
        (told("持证企业监管培训会", host="乙"), False),
        (told(date="XXXX-05-08"), True),
        (told(date="2022-05-08"), False),
        (told(date="2023-05"), True),
        (told(date="2023-05-06/2023-05-09"), True),
        (told(date="2023-06-08"), False),
        (told(date=""), True),
        (told(date="", host="乙"), False),
        (told(document="1"), False),
    ],
)
def test_what_speaks_for_one_event_but_not_enough_is_doubtful(other: Told, doubtful: bool) -> None:
    assert bool(doubt_of(told(document="1"), other)) is doubtful


def test_two_of_a_series_are_no_doubtful_pair() -> None:
    assert not doubt_of(told("第1期培训班", "", document="1"), told("第2期培训班", ""))


def test_names_with_other_numbers_are_of_two_things() -> None:
    assert numbered_apart("某市“十三五”环境保护规划", "某市“十四五”生态环境保护规划")
    assert not numbered_apart("某市第3次例会", "某市第三次例会")
    assert not numbered_apart("某市2023年培训班", "某市环境培训班")

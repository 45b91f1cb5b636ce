"""Write and remove documents so that an event which several of them tell of is one node: its statements follow it.

What a document states is written about its own events first; then every event whose occasions met others is looked up by their
keys, which an index holds, and what the documents say of it is moved to where `merging.united` puts it. The same happens when a
document goes: what only it held together falls apart again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from .kinds import load_kinds
from .merging import Move, Sighting, moved_statement, moves, placed
from .model import DocumentFacts, Node
from .occasions import occasion_of, occasions
from .replacing import Turn, keep_older, tie, tie_again, turns, version_of
from .settling import Transaction, run_in_parts, settle, standing
from .statements import statement
from .stating import Row
from .writing import Written, remove_document, write_documents, write_nodes, write_supports

EVENT = "Event"


def write_united(tx: Transaction, batch: Sequence[DocumentFacts]) -> list[Written]:
    """Write different documents in one transaction, and return what became of each; `refuse` was asked before."""
    tx.run(statement("meta/lock"), document=batch[0].document.uid).consume()
    found_turns, tied = turns(tx, batch)
    met = {turn.facts.document.uid: turn for turn in found_turns}
    late = {uid: _late(tx, turn) for uid, turn in met.items() if turn.older}
    gone = [turn for turn in met.values() if not turn.older]
    written = (
        _united(tx, [facts for facts in batch if facts.document.uid not in late], gone)
        if len(late) < len(batch)
        else []
    )
    tie_again(tx, [each for each in tied if any(w.uid == each["target"] and w.status != "unchanged" for w in written)])
    found = late | {each.uid: each for each in written}
    return [found[facts.document.uid] for facts in batch]


def _late(tx: Transaction, turn: Turn) -> Written:
    uid, new = keep_older(tx, turn)
    return Written(uid, "earlier version" if new else "unchanged", 0, 0, 0)


def _united(tx: Transaction, batch: Sequence[DocumentFacts], gone: Sequence[Turn]) -> list[Written]:
    """Write documents after those whose place they take are out of the graph, and settle the events of both."""
    left = {each.occasion.key for each in _of_documents(tx, [turn.present.uid for turn in gone])} if gone else set()
    kept = [(turn, version_of(tx, turn)) for turn in gone]
    for turn in gone:
        remove_document(tx, turn.present.uid)
    known = _of_documents(tx, [facts.document.uid for facts in batch])
    at: dict[str, dict[str, str]] = {}
    for each in known:
        at.setdefault(each.document, {})[each.occasion.told] = each.event
    written = write_documents(tx, [placed(facts, at.get(facts.document.uid, {})) for facts in batch])
    changed = {each.uid for each in written if each.status != "unchanged"}
    touched = {each.key for facts in batch if facts.document.uid in changed for each in occasions(facts)}
    for turn, version in kept:
        tie(tx, turn, version)
    unite(tx, touched | left | {each.occasion.key for each in known if each.document in changed})
    new = {turn.facts.document.uid for turn in gone}
    return [replace(each, status="new version") if each.uid in new else each for each in written]


def remove_united(tx: Transaction, uid: str) -> bool:
    """Remove a document, its earlier versions and what only it supported, or one version; return False where there is none."""
    tx.run(statement("meta/lock"), document=uid).consume()
    versions = tx.run(statement("versions/forget"), uid=uid).single(strict=True)["removed"]
    keys = {each.occasion.key for each in _of_documents(tx, [uid])}
    removed = remove_document(tx, uid)
    unite(tx, keys)
    return removed or bool(versions)


def unite(tx: Transaction, keys: Collection[str]) -> None:
    """Put what documents say of the events with these keys where it belongs: one event together, others apart."""
    asked: set[str] = set()
    found: set[Sighting] = set()
    wanted = set(keys)
    while wanted:
        asked |= wanted
        found.update(_sightings(tx, "unite/of_keys", facts=sorted(wanted)))
        wanted = {each.occasion.key for each in found} - asked
    if changes := moves(found):
        _move(tx, changes)


def _of_documents(tx: Transaction, documents: Sequence[str]) -> list[Sighting]:
    return list(_sightings(tx, "unite/of_documents", documents=list(documents)))


def _sightings(tx: Transaction, name: str, **params: object) -> Iterator[Sighting]:
    for record in tx.run(statement(name), dict(params)):
        yield Sighting(record["document"], record["event"], occasion_of(record["value"]))


def _move(tx: Transaction, changes: Sequence[Move]) -> None:
    to: dict[str, dict[str, str]] = defaultdict(dict)
    for each in changes:
        to[each.document][each.event] = each.to
    asked = [{"document": each.document, "event": each.event} for each in changes]
    said: dict[str, tuple[str, Row]] = {}
    kinds: dict[str, str] = {}
    events: dict[str, Node] = {}
    for record in tx.run(statement("unite/said"), rows=asked):
        said[record["properties"]["uid"]] = (record["document"], record["properties"])
        kinds[record["end"]] = _kind(record["labels"])
        if record["end"] == record["event"]:
            uid = to[record["document"]][record["event"]]
            labels = tuple(sorted(set(record["labels"]) & set(load_kinds().nodes[EVENT].sub)))
            events[uid] = Node(EVENT, uid, record["name"], labels, {"kind": record["kind"]})
    kinds |= dict.fromkeys(events, EVENT)
    before = [row for _document, row in said.values()]
    after = [
        {"uid": moved["uid"], "document": document, "properties": moved}
        for document, row in said.values()
        for moved in (moved_statement(row, document, to[document]),)
    ]
    _restate(tx, before, after, kinds, events.values())
    left = sorted({each.event for each in changes})
    tx.run(statement(f"write/orphans/{EVENT}"), rows=[{"uid": uid} for uid in left]).consume()


def _restate(
    tx: Transaction, before: Sequence[Row], after: Sequence[Row], kinds: Mapping[str, str], events: Collection[Node]
) -> None:
    """Take statements out and write them again about other events; settle what both the old and the new facts add up to."""
    old = [row["uid"] for row in before]
    tx.run(statement("unite/remove_edges"), statements=old).consume()
    tx.run(statement("unite/remove_statements"), statements=old).consume()
    write_nodes(tx, events, standing(tx, {each.uid: each.kind for each in events}, ()))
    run_in_parts(tx, "write/document", after)
    write_supports(tx, kinds, after)
    stated = [*before, *(row["properties"] for row in after)]
    settle(tx, stated, kinds)


def _kind(labels: Sequence[str]) -> str:
    kinds = load_kinds().nodes
    return next(label for label in labels if label in kinds)

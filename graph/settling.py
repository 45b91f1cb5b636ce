"""Add up what statements say to relationships and properties: from all of them, or from what stands and the new ones alone.

What stands tells what the earlier statements said, unless the new ones say something else; then, and when statements go, all
of them are read. So a document that joins a well-known fact costs no more than one that joins a new fact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import neo4j

from .model import UNSETTLED, Node
from .statements import statement
from .stating import STATED, Row, edge_properties, grown, value_of
from .values import batches, listed

Transaction = neo4j.ManagedTransaction
Key = tuple[str, str]  # a node and one of its properties


def run_in_parts(tx: Transaction, name: str, rows: Sequence[Row]) -> None:
    """Run a statement that writes rows, in the transaction that is open, some thousands at a time."""
    for part in batches(rows):
        tx.run(statement(name), rows=part).consume()


# -- all that is in the graph ------------------------------------------------------------------------------------------


def settle(tx: Transaction, stated: Sequence[Row], kinds: Mapping[str, str]) -> None:
    """Write what some statements are about anew, from all statements in the graph; `kinds` has the nodes that are left."""
    settle_edges(tx, {row["fact"] for row in stated if row.get("object")})
    keys = {key for key in property_keys(stated) if key[0] in kinds}
    said = grouped(_of_values(tx, keys), keys)
    write_values(tx, {key: value_of(kinds[key[0]], key[1], rows) for key, rows in said.items()}, kinds)


def settle_edges(tx: Transaction, facts: Collection[str]) -> None:
    """Write the relationships of some facts anew, from all statements in the graph."""
    said = _of_facts(tx, facts)
    write_edges(tx, _edges(said, documents_of(tx, {row["fact"] for row in said})))


def documents_of(tx: Transaction, facts: Collection[str]) -> Counter[str]:
    """Return how many documents state each of some facts."""
    name = "write/documents_of_facts"
    found = (record for part in batches(sorted(facts)) for record in tx.run(statement(name), facts=part))
    return Counter({record["fact"]: record["documents"] for record in found})


def _of_facts(tx: Transaction, facts: Collection[str]) -> list[Row]:
    """Return what the statements of some facts say; a well-known fact gives no more rows."""
    name = "write/of_facts"
    return [record.data() for part in batches(sorted(facts)) for record in tx.run(statement(name), facts=part)]


def _of_values(tx: Transaction, keys: Iterable[Key]) -> list[Row]:
    """Return what all documents say about some properties of nodes."""
    asked = [{"subject": subject, "predicate": predicate} for subject, predicate in sorted(keys)]
    return [record.data() for part in batches(asked) for record in tx.run(statement("write/of_values"), keys=part)]


# -- what stands and what comes to it ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """What the graph holds, before some documents come to it, of their nodes (by uid) and of their facts' relationships."""

    nodes: Mapping[str, Row]
    edges: Mapping[str, Row]

    def value(self, key: Key) -> object:
        """Return the value of a property of a node; None where it has none or is not there."""
        return self.nodes[key[0]]["properties"].get(key[1]) if key[0] in self.nodes else None

    def lacks(self, node: Node) -> bool:
        """Say whether a node, its sub-label, its name or a property of its identity is not there as it is given."""
        known = self.nodes.get(node.uid)
        if known is None or not set(node.labels[:1]) <= set(known["labels"]):
            return True
        wanted = {"name": node.name, **listed(node.properties)}
        return any(known["properties"].get(name) != value for name, value in wanted.items())


def standing(tx: Transaction, kinds: Mapping[str, str], ties: Iterable[Row]) -> Standing:
    """Return what the graph holds of some nodes, given with their kinds, and of the facts of some statements."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for uid, kind in sorted(kinds.items()):
        by_kind[kind].append(uid)
    known = {
        record["uid"]: record.data()
        for kind, uids in sorted(by_kind.items())
        for part in batches(uids)
        for record in tx.run(statement(f"write/known/{kind}"), uids=part)
    }
    return Standing(known, _standing_edges(tx, ties, {uid: kinds[uid] for uid in known}))


def _standing_edges(tx: Transaction, ties: Iterable[Row], kinds: Mapping[str, str]) -> dict[str, Row]:
    """Return the relationships of the facts whose ends are both there: where one is new there is none."""
    asked: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in ties:
        source, target = row["subject"], row["object"]
        if source in kinds and target in kinds:
            name = f"{kinds[source]}.{row['predicate']}.{kinds[target]}"
            asked[name][row["fact"]] = {"source": source, "target": target, "fact": row["fact"]}
    return {
        record["fact"]: record["properties"]
        for name, rows in sorted(asked.items())
        for part in batches(list(rows.values()))
        for record in tx.run(statement(f"write/tied/{name}"), rows=part)
    }


def edges_with(tx: Transaction, own: Iterable[Row], known: Standing) -> list[Row]:
    """Return the relationships as they are once statements of documents that are not in the graph come to what stands."""
    found, unsure, counts = [], {}, Counter[str]()
    for fact, rows in by_fact(own).items():
        counts[fact], before = len({row["document"] for row in rows}), known.edges.get(fact)
        properties = grown(before, rows, counts[fact]) if before else edge_properties(fact, rows, counts[fact])
        if properties is not None:
            found.append(_edge(fact, rows, properties))
        else:
            unsure[fact] = rows
    told = {fact: known.edges[fact]["documents"] for fact in unsure if known.edges[fact]["basis"] == STATED}
    counts.update(told | documents_of(tx, set(unsure) - set(told)))
    return found + _edges([*_of_facts(tx, unsure), *(row for rows in unsure.values() for row in rows)], counts)


def values_with(tx: Transaction, own: Sequence[Row], nodes: Iterable[Node], known: Standing) -> dict[Key, object]:
    """Return the properties that change once statements of documents that are not in the graph come to what stands."""
    kinds = {node.uid: node.kind for node in nodes}
    given = {(node.uid, name) for node in nodes for name in node.properties}  # written anew with the node
    said = grouped(own, property_keys(own))
    changed = {key: rows for key, rows in said.items() if key in given or _differ(kinds, key, rows, known.value(key))}
    unsure = {key for key in changed if key in given or known.value(key) is not None}
    for key, rows in grouped(_of_values(tx, unsure), unsure).items():
        changed[key] = [*rows, *changed[key]]
    return {key: value_of(kinds[key[0]], key[1], rows) for key, rows in changed.items()}


def _differ(kinds: Mapping[str, str], key: Key, rows: Iterable[Row], value: object) -> bool:
    return any(value_of(kinds[key[0]], key[1], [row]) != value for row in rows)


# -- rows and relationships --------------------------------------------------------------------------------------------


def property_keys(stated: Iterable[Row]) -> set[Key]:
    """Return the properties of nodes that some statements give a value."""
    given = (row for row in stated if not row.get("object") and row["predicate"] not in UNSETTLED)
    return {(row["subject"], row["predicate"]) for row in given}


def grouped(stated: Iterable[Row], keys: Collection[Key]) -> dict[Key, list[Row]]:
    """Return the statements that give each of some properties a value."""
    found: dict[Key, list[Row]] = {key: [] for key in sorted(keys)}
    for row in stated:
        if not row.get("object") and (key := (row["subject"], row["predicate"])) in found:
            found[key].append(row)
    return found


def by_fact(stated: Iterable[Row]) -> dict[str, list[Row]]:
    """Return statements by their facts."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in stated:
        found[row["fact"]].append(row)
    return found


def _edges(stated: Iterable[Row], documents: Mapping[str, int]) -> list[Row]:
    """Return the relationships that all statements of some facts add up to."""
    facts = by_fact(stated).items()
    return [_edge(fact, rows, edge_properties(fact, rows, documents[fact])) for fact, rows in facts]


def _edge(fact: str, rows: Iterable[Row], properties: Row) -> Row:
    """Return the row of a relationship, with one of the statements that support both its ends."""
    first = min(rows, key=lambda row: str(row["uid"]))
    ends = {"statement": first["uid"], "subject": first["subject"], "object": first["object"]}
    return {**ends, "fact": fact, "predicate": first["predicate"], "properties": properties}


def write_edges(tx: Transaction, edges: Iterable[Row]) -> None:
    """Write relationships, each with its properties and no others."""
    by_type: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(edges, key=lambda row: str(row["fact"])):
        by_type[row["predicate"]].append(row)
    for predicate, rows in sorted(by_type.items()):
        run_in_parts(tx, f"write/edges/{predicate}", rows)


def write_values(tx: Transaction, values: Mapping[Key, object], kinds: Mapping[str, str]) -> None:
    """Write properties of nodes; what is None is taken off."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for (subject, predicate), value in sorted(values.items()):
        by_kind[kinds[subject]].append({"uid": subject, "properties": {predicate: value}})
    for kind, rows in sorted(by_kind.items()):
        run_in_parts(tx, f"write/describe/{kind}", rows)

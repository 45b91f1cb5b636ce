"""Compare loading through our writer with a bare driver that sends the same rows by UNWIND, on one Neo4j in one run.

Usage: python bench/writer.py [SHARE]     1 is 100,000 nodes and 300,000 relationships; 0.1 a tenth of them

The rows are those of documents: statements, what they are from and what they support, and the relationships they state. The
bare driver knows the final rows and sends them in batches of thousands with the ends matched by uid; our writer works them
out from the documents, checks them, and adds up what several documents say of one fact.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from envgov.graph.backup import _fill, backup
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node
from envgov.graph.records import read_records
from envgov.graph.store import Store, open_store

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import neo4j_server

DOCUMENTS, FACTS, ENTITIES = (
    750,
    100,
    24_250,
)  # 75,000 statements + 24,250 + 750 documents; four relationships a statement
DOCUMENTS_AT_ONCE = 20


def document(number: int, entities: int) -> DocumentFacts:
    """Return a document of as many facts, each about an agency and an event among many."""
    random = Random(number)  # noqa: S311 - a sequence, no secret
    text = "某局参加某会。" * FACTS
    node = Node(
        "Document", f"document-{number}", f"文{number}", (),
        {"script": "simplified", "chars": len(text), "sha256": str(number), "file": f"{number}.txt", "text": text,
         "extractor": "1"},
    )  # fmt: skip
    facts = []
    for each in range(FACTS):
        evidence = Evidence(7 * each, 7 * each + 7, "某局参加某会。", 7 * each, 7 * each + 7, "bench", 0.9)
        a, b = random.randrange(entities // 2), random.randrange(entities // 2)
        agency = Node("Agency", f"agency-{a}", f"某局{a}", (), {"level": "county"})
        event = Node("Event", f"event-{b}", f"某会{b}", (), {"kind": "meeting"})
        facts.append(Fact(agency, "ATTENDED", evidence, object=event, properties={"mode": "video"}))
    return DocumentFacts(node, tuple(facts))


def emptied(store: Store) -> None:
    """Remove everything, some thousands of nodes at a time."""
    with store._session() as session:
        session.run("MATCH (n) WHERE NOT n:Meta CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def main() -> int:
    """Print the rows a second of both, and their ratio."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    documents = [document(number, int(ENTITIES * share)) for number in range(int(DOCUMENTS * share))]
    os.environ["NEO4J_PASSWORD"] = neo4j_server.PASSWORD
    with TemporaryDirectory(prefix="envgov-writer-") as name, neo4j_server.neo4j_server(Path(name)) as server:  # noqa: SIM117
        with open_store(server.uri, access="write") as store:
            store.write(documents[:10])  # both plan their statements and warm up on the same documents
            _fill(store, list(read_records(store)))
            emptied(store)
            begin = time.perf_counter()
            for start in range(0, len(documents), DOCUMENTS_AT_ONCE):
                store.write(documents[start : start + DOCUMENTS_AT_ONCE])
            ours = time.perf_counter() - begin
            written = backup(store, Path(name) / "rows.gz")
            records = list(read_records(store))
            emptied(store)
            begin = time.perf_counter()
            _fill(store, records)
            bare = time.perf_counter() - begin
            assert store.graph_hash() == written.graph  # noqa: S101 - both wrote the same
    rows = written.nodes + written.relationships
    print(f"{written.nodes} nodes, {written.relationships} relationships")
    print(f"our writer   {rows / ours:10,.0f} rows a second")
    print(f"bare driver  {rows / bare:10,.0f} rows a second")
    print(f"ratio        {bare / ours:10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

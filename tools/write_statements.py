"""Make the statements of cypher/write and cypher/schema from kinds.yaml: one file a label and a relationship type.

Cypher takes no label or type as a parameter, and no statement of this project is put together at run time; so they are
written here, once, from names that the schema's reader has checked to be identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from envgov.graph.kinds import Kinds, load_kinds

CYPHER = Path(__file__).parent.parent / "cypher"
MADE = "// Made by tools/write_statements.py from graph/kinds.yaml.\n"
NODE = """UNWIND $rows AS row
MERGE (n:{label} {{uid: row.uid}})
SET n.name = row.name, n += row.properties
"""
SUB_LABEL = """UNWIND $rows AS row
MERGE (n:{label}:{sub} {{uid: row.uid}})
SET n.name = row.name, n += row.properties
"""
SUPPORTS = """UNWIND $rows AS row
MATCH (s:Statement {{uid: row.statement}})
MATCH (n:{label} {{uid: row.node}})
CREATE (s)-[:SUPPORTS]->(n)
"""
DESCRIBE = """UNWIND $rows AS row
MATCH (n:{label} {{uid: row.uid}})
SET n += row.properties
"""
EDGE = """UNWIND $rows AS row
MATCH (s:Statement {{uid: row.statement}})-[:SUPPORTS]->(a {{uid: row.subject}})
MATCH (s)-[:SUPPORTS]->(b {{uid: row.object}})
MERGE (a)-[r:{type} {{fact: row.fact}}]->(b)
SET r = row.properties
"""
READ_NODES = """MATCH (n:{label})
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.uid
"""
READ_EDGES = """MATCH (a)-[r:{type}]->(b)
RETURN labels(a) AS source_labels, a.uid AS source, labels(b) AS target_labels, b.uid AS target, properties(r) AS properties
ORDER BY source, target, r.fact
"""
BETWEEN = """UNWIND $rows AS row
MATCH (a:{source} {{uid: row.source}})
MATCH (b:{target} {{uid: row.target}})
MERGE (a)-[r:{type}{key}]->(b)
SET r = row.properties
"""
ORPHAN = """UNWIND $rows AS row
MATCH (n:{label} {{uid: row.uid}})
WHERE NOT (n)<-[:SUPPORTS]-()
  AND NOT (n)-[:PART_OF]-()
DETACH DELETE n
"""
ONE = """MATCH (n:{label} {{uid: $uid}})
RETURN labels(n) AS labels, properties(n) AS properties
"""
OUTGOING = """MATCH (n:{label} {{uid: $uid}})-[r]->(m)
WHERE r.fact IS NOT NULL AND ($type IS NULL OR type(r) = $type)
RETURN type(r) AS type, 'out' AS direction, m.uid AS uid, m.name AS name, labels(m) AS labels, properties(r) AS properties
ORDER BY type, name, uid, properties.fact SKIP $skip LIMIT $limit
"""
INCOMING = """MATCH (n:{label} {{uid: $uid}})<-[r]-(m)
WHERE r.fact IS NOT NULL AND ($type IS NULL OR type(r) = $type)
RETURN type(r) AS type, 'in' AS direction, m.uid AS uid, m.name AS name, labels(m) AS labels, properties(r) AS properties
ORDER BY type, name, uid, properties.fact SKIP $skip LIMIT $limit
"""
TYPES = """MATCH (n:{label} {{uid: $uid}})-[r]-()
WHERE r.fact IS NOT NULL
RETURN type(r) AS type, CASE WHEN startNode(r).uid = $uid THEN 'out' ELSE 'in' END AS direction, count(DISTINCT r.fact) AS facts
ORDER BY type, direction
"""
EVIDENCE = """MATCH (n:{label} {{uid: $uid}})<-[:SUPPORTS]-(s:Statement)-[:FROM]->(d:Document)
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject, s.predicate AS predicate, s.object AS object, s.value AS value,
       s.quote AS quote, s.start AS start, s.end AS end, s.raw_start AS raw_start, s.raw_end AS raw_end, s.rule AS rule,
       s.confidence AS confidence, s.derived AS derived, d.uid AS document_uid, coalesce(d.title, d.file) AS document
ORDER BY document_uid, start, predicate, uid SKIP $skip LIMIT $limit
"""
AROUND = """UNWIND $uids AS uid
MATCH (n:{label} {{uid: uid}})-[r]-(m)
WHERE r.fact IS NOT NULL AND ($types IS NULL OR type(r) IN $types) AND ($derived OR NOT r.derived)
RETURN startNode(r).uid AS source, type(r) AS type, endNode(r).uid AS target, properties(r) AS properties,
       m.uid AS uid, m.name AS name, labels(m) AS labels
ORDER BY type, name, uid LIMIT $limit
"""
NEAR = """UNWIND $uids AS uid
MATCH (n:{label} {{uid: uid}})-[r]-(m)
WHERE r.fact IS NOT NULL AND ($types IS NULL OR type(r) IN $types)
RETURN min(type(r)) AS type, m.uid AS uid
ORDER BY type, uid LIMIT $limit
"""
AMONG = """UNWIND $uids AS uid
MATCH (n:{label} {{uid: uid}})-[r]->(m)
WHERE r.fact IS NOT NULL AND m.uid IN $all
RETURN n.uid AS source, type(r) AS type, m.uid AS target, properties(r) AS properties
ORDER BY source, type, target, properties.fact LIMIT $limit
"""
# The columns of every kind are the same, so that a drawing reads them alike; what a kind lacks is null.
DRAWN = """UNWIND $uids AS uid
MATCH (n:{label} {{uid: uid}})
OPTIONAL MATCH (n)-[r]-()
WHERE r.fact IS NOT NULL
WITH n, count(r) AS relations
RETURN n.uid AS uid, n.name AS name, labels(n) AS labels, n.date AS date, n.date_min AS since, n.date_max AS until,
       n.seq AS seq, relations
ORDER BY uid
"""
SEARCH = """CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [{properties}]
OPTIONS {{indexConfig: {{`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}}}
"""
# ArcadeDB makes full-text indexes in SQL only, one a property, and none beside another index of that property.
EMBEDDED_SEARCH = """CREATE VERTEX TYPE {label} IF NOT EXISTS
CREATE PROPERTY {label}.{property} IF NOT EXISTS {type}
CREATE INDEX IF NOT EXISTS ON {label} ({item}) FULL_TEXT METADATA {{"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}}
"""
INDEXED = """UNWIND $indexes AS index
UNWIND $words AS word
CALL db.index.fulltext.queryNodes(index, word) YIELD node
WITH node AS n, count(DISTINCT word) AS found
WHERE found = size($words)
"""
# The text of a document is no name of it, so it is left out; the text of a task is its name in full.
TEXTS = """WITH n, [each IN [n.name, CASE WHEN {long} THEN n.text END, n.number] WHERE each IS NOT NULL]
     + coalesce(n.aliases, []) + coalesce(n.short_names, []) AS texts
WHERE ($kinds IS NULL OR any(label IN labels(n) WHERE label IN $kinds))
  AND all(pattern IN $patterns WHERE any(text IN texts WHERE text =~ pattern))
"""
# ArcadeDB takes a phrase loosely where signs stand inside it, so every word is confirmed in the texts themselves.
# The engines score differently, so their scores are not asked for: the same rows in the same order come from both.
RANKED = """WITH n, CASE
       WHEN any(form IN $forms WHERE form IN texts) THEN 0
       WHEN any(form IN $forms WHERE n.name STARTS WITH form) THEN 1
       WHEN any(form IN $forms WHERE n.name CONTAINS form) THEN 2
       ELSE 3 END AS rank
RETURN n.uid AS uid, labels(n) AS labels, n.name AS name, CASE WHEN {long} THEN n.text END AS text, rank
ORDER BY rank, size(name), name, uid SKIP $skip LIMIT $limit
"""
UNIQUE = "CREATE CONSTRAINT {name}_uid IF NOT EXISTS FOR (n:{label}) REQUIRE n.uid IS UNIQUE\n"
INDEX = "CREATE INDEX {name}_{property} IF NOT EXISTS FOR (n:{label}) ON (n.{property})\n"


def statements(kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield (path below cypher/, text) of every statement."""
    for label, kind in kinds.nodes.items():
        yield f"schema/unique/{label}.cypher", MADE + UNIQUE.format(name=label.lower(), label=label)
        folder = "schema/neo4j" if "name" in kind.search else "schema/index"
        yield f"{folder}/{label}.cypher", MADE + INDEX.format(name=label.lower(), label=label, property="name")
        yield f"read/nodes/{label}.cypher", MADE + READ_NODES.format(label=label)
        yield f"write/nodes/{label}.cypher", MADE + NODE.format(label=label)
        yield f"write/describe/{label}.cypher", MADE + DESCRIBE.format(label=label)
        yield f"write/supports/{label}.cypher", MADE + SUPPORTS.format(label=label)
        yield f"write/orphans/{label}.cypher", MADE + ORPHAN.format(label=label)
        if not kind.evidence or label == "Document":
            yield f"nodes/one/{label}.cypher", MADE + ONE.format(label=label)
        if not kind.evidence:
            yield f"nodes/outgoing/{label}.cypher", MADE + OUTGOING.format(label=label)
            yield f"nodes/incoming/{label}.cypher", MADE + INCOMING.format(label=label)
            yield f"nodes/types/{label}.cypher", MADE + TYPES.format(label=label)
            yield f"nodes/evidence/{label}.cypher", MADE + EVIDENCE.format(label=label)
            yield f"nodes/around/{label}.cypher", MADE + AROUND.format(label=label)
            yield f"nodes/near/{label}.cypher", MADE + NEAR.format(label=label)
            yield f"nodes/among/{label}.cypher", MADE + AMONG.format(label=label)
            yield f"nodes/drawn/{label}.cypher", MADE + DRAWN.format(label=label)
        for sub in kind.sub:
            yield f"write/nodes/{label}.{sub}.cypher", MADE + SUB_LABEL.format(label=label, sub=sub)
    for each in ("fact", "subject"):
        made = MADE + INDEX.format(name="statement", label="Statement", property=each)
        yield f"schema/index/Statement.{each}.cypher", made
    for name, relationship in kinds.relationships.items():
        if relationship.fact:
            yield f"write/edges/{name}.cypher", MADE + EDGE.format(type=name)
        yield f"read/edges/{name}.cypher", MADE + READ_EDGES.format(type=name)
        for source, target in product(relationship.sources, relationship.targets):
            key = " {fact: row.fact}" if relationship.fact else ""
            text = BETWEEN.format(source=source, type=name, target=target, key=key)
            yield f"write/between/{source}.{name}.{target}.cypher", MADE + text
    yield from _search(kinds)


def _search(kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield what makes the full-text indexes of each engine, and the search that needs none."""
    searched = {label: kind for label, kind in kinds.nodes.items() if kind.search}
    for label, kind in searched.items():
        properties = ", ".join(f"n.{name}" for name in kind.search)
        made = SEARCH.format(name=f"{label.lower()}_search", label=label, properties=properties)
        yield f"schema/neo4j/{label}.search.cypher", MADE + made
        for name in kind.search:
            many = name != "name" and kind.properties[name].type == "strings"
            item, type_ = (f"{name} BY ITEM", "LIST OF STRING") if many else (name, "STRING")
            text = EMBEDDED_SEARCH.format(label=label, property=name, item=item, type=type_)
            yield f"schema/embedded/{label}.{name}.sql", text
    long = " OR ".join(f"n:{label}" for label, kind in searched.items() if "text" in kind.search)
    found = (TEXTS + RANKED).format(long=long)
    yield "search/scan.cypher", MADE + f"MATCH (n:{'|'.join(searched)})\n" + found
    yield "search/indexed.cypher", MADE + INDEXED + found


def main() -> None:
    """Write the files."""
    for path, text in statements(load_kinds()):
        target = CYPHER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

"""Invent documents that state everything graph/kinds.yaml allows, about a few nodes that they share: the same for a seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from envgov.graph.kinds import Kinds, NodeKind, Property, RelationshipKind, load_kinds
from envgov.graph.model import Anomaly, DocumentFacts, Evidence, Fact, Node, Properties, Value

WORDS = ("昆明市", "生态环境局", "水务局", "大气污染防治", "黑臭水体整治", "规划", "培训班", "领导小组", "丽江", "督察")
SURE = (0.5, 0.75, 0.9, 0.95)
SHARED = 6  # nodes a kind that all documents speak of
NAMED_SHARE = 0.2  # of the facts give a property, the others relate two nodes


def invented(number: int, seed: int, *, facts: int = 40, shared: int = SHARED) -> DocumentFacts:
    """Return a document of about `facts` facts."""
    random = Random(f"{seed}/{number}")  # noqa: S311 - a sequence, no secret
    kinds = load_kinds()
    text = "".join(random.choice(WORDS) for _ in range(facts)) or "无"
    stated = tuple(_facts(kinds, random, text, facts, shared))
    document = Node(
        "Document", f"document-{seed}-{number}", f"文{number}", (),
        {"script": "simplified", "chars": len(text), "sha256": f"{seed}-{number}", "file": f"{number}.txt", "text": text,
         "extractor": "1", "title": f"{random.choice(WORDS)}通知{number}"},
    )  # fmt: skip
    damage = Anomaly("injected_name", text[:2], "error", 0, 2) if number % 7 == 0 else None
    return DocumentFacts(document, stated, (damage,) if damage else ())


def _facts(kinds: Kinds, random: Random, text: str, count: int, shared: int) -> Iterator[Fact]:
    relationships = [kind for kind in kinds.relationships.values() if kind.fact]
    labels = sorted({label for kind in relationships for label in (*kind.sources, *kind.targets)})
    for _ in range(count):
        start = random.randrange(len(text))
        end = min(len(text), start + 4)
        evidence = Evidence(start, end, text[start:end], start, end, "invented", random.choice(SURE))
        if random.random() < NAMED_SHARE:
            kind = kinds.nodes[random.choice(labels)]
            open_ones = [each for each in kind.properties.values() if not each.required]
            if open_ones:
                chosen = random.choice(open_ones)
                yield Fact(_node(kind, random, shared), chosen.name, evidence, value=_value(chosen, random))
                continue
        yield _related(kinds, random.choice(relationships), random, evidence, shared)


def _related(kinds: Kinds, kind: RelationshipKind, random: Random, evidence: Evidence, shared: int) -> Fact:
    source = _node(kinds.nodes[random.choice(kind.sources)], random, shared)
    target = _node(kinds.nodes[random.choice(kind.targets)], random, shared)
    properties = {
        name: _value(each, random) for name, each in kind.properties.items() if each.required or random.random() < 0.5
    }
    return Fact(source, kind.type, evidence, object=target, properties=properties, derived=random.random() < 0.1)


def _node(kind: NodeKind, random: Random, shared: int) -> Node:
    """Return one of the shared nodes of a kind; what follows from its identity is the same wherever it occurs."""
    number = random.randrange(shared)
    own = Random(f"{kind.label}/{number}")  # noqa: S311
    required: Properties = {name: _value(each, own) for name, each in kind.properties.items() if each.required}
    labels = (own.choice(kind.sub),) if kind.sub and own.random() < 0.6 else ()
    name = f"{own.choice(WORDS)}{own.choice(WORDS)}{number}"
    return Node(kind.label, f"{kind.label.lower()}-{number}", name, labels, required)


def _value(declared: Property, random: Random) -> Value:
    if declared.one_of:
        return random.choice(declared.one_of)
    match declared.type:
        case "integer":
            return random.randrange(1, 9)
        case "float":
            return random.choice(SURE)
        case "boolean":
            return random.random() < 0.5
        case "day":
            return f"202{random.randrange(6)}-0{random.randrange(1, 9)}-1{random.randrange(9)}"
        case "edtf":
            return random.choice(("2021", "2021-03", "2021-03-0" + str(random.randrange(1, 9)), "XXXX-12-11"))
        case "strings":
            return tuple(sorted({random.choice(WORDS), random.choice(WORDS)}))
        case _:
            return random.choice(WORDS) + random.choice(WORDS)

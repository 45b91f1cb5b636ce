"""What Cypher without extensions cannot: measures of networks, shortest paths, likeness of texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, pairwise

import networkx

from .errors import QueryError
from .event_doubts import pairs_of, told_by

Row = tuple[object, ...]
Bound = Mapping[str, object]
MEASURES = ("degree", "pagerank", "betweenness")


def ranking(rows: Sequence[Row], bound: Bound) -> list[Row]:
    """Rank agencies in the network of common events; `rows` are (event, agency, uid)."""
    measure = str(bound["measure"])
    if measure not in MEASURES:
        raise QueryError(f"agencies.ranking: measure={measure!r} is not one of {', '.join(MEASURES)}")
    network, names = _together(rows)
    scores = {
        "degree": lambda: {node: float(weight) for node, weight in network.degree(weight="weight")},
        "pagerank": lambda: networkx.pagerank(network, weight="weight") if network else {},
        "betweenness": lambda: networkx.betweenness_centrality(network),
    }[measure]()
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], names[pair[0]]))
    return [(names[uid], round(score, 6), uid) for uid, score in ordered[: int(str(bound["limit"]))]]


def _together(rows: Sequence[Row]) -> tuple[networkx.Graph[str], dict[str, str]]:
    by_event: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for event, name, uid in rows:
        by_event[str(event)].add(str(uid))
        names[str(uid)] = str(name)
    network: networkx.Graph[str] = networkx.Graph()
    network.add_nodes_from(names)
    for present in by_event.values():
        for a, b in combinations(sorted(present), 2):
            weight = network.edges[a, b]["weight"] + 1 if network.has_edge(a, b) else 1
            network.add_edge(a, b, weight=weight)
    return network, names


def shortest_paths(rows: Sequence[Row], bound: Bound) -> list[Row]:
    """Find the shortest path; `rows` are (uid, name, type, uid, name, fact) of every relationship."""
    network: networkx.Graph[str] = networkx.Graph()
    names: dict[str, str] = {}
    for a, a_name, kind, b, b_name, fact in rows:
        names[str(a)], names[str(b)] = str(a_name), str(b_name)
        network.add_edge(str(a), str(b), kind=str(kind), fact=fact)
    source, target = (_found(str(bound[end]), names, end) for end in ("from", "to"))
    try:
        path = networkx.shortest_path(network, source, target)
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        return []
    if len(path) - 1 > int(str(bound["max_hops"])):
        return []
    steps = [f"{names[a]} -{network.edges[a, b]['kind']}- {names[b]}" for a, b in pairwise(path)]
    facts = [network.edges[a, b]["fact"] for a, b in pairwise(path)]
    return [(len(path) - 1, steps, list(path), facts)]


def _found(asked: str, names: Mapping[str, str], end: str) -> str:
    exact = [uid for uid, name in names.items() if asked in (uid, name)]
    part = sorted(uid for uid, name in names.items() if asked in name)
    if not exact and not part:
        raise QueryError(f"paths.between: nothing in the graph is called {asked!r} ({end})")
    return (sorted(exact) or part)[0]


def repeated(rows: Sequence[Row], bound: Bound) -> list[Row]:
    """Gather demands whose words are alike across levels; `rows` are (text, level, agency, date, uid)."""
    least = float(str(bound["min_similarity"]))
    grams = [bigrams(str(row[0])) for row in rows]
    found: list[Row] = []
    for (i, a), (j, b) in combinations(enumerate(rows), 2):
        if a[2] == b[2]:
            continue
        union = len(grams[i] | grams[j])
        likeness = len(grams[i] & grams[j]) / union if union else 0.0
        if likeness >= least:
            found.append((a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], round(likeness, 3), a[4], b[4]))
    return sorted(found, key=lambda row: (-float(str(row[8])), str(row[9]), str(row[10])))


def same_events(rows: Sequence[Row], bound: Bound) -> list[Row]:
    """Tell which documents tell of one event; `rows` are those of `event_doubts.told_by`, titles of documents and facts behind them.

    First the events that several documents state, then the pairs that may be one, in the order of their names.
    """
    asked = str(bound["event"] or "")
    told = {event.uid: (event, _listed(row[-2]), _listed(row[-1])) for row in rows for event in (told_by(row[:-2]),)}
    wanted = {uid for uid, (event, *_rest) in told.items() if asked in ("", uid) or asked in event.name}
    found: list[Row] = [
        (event.name, event.date, titles, "merged", "", uid, "", facts)
        for uid, (event, titles, facts) in told.items()
        if uid in wanted and len(event.documents) > 1
    ]
    for pair in pairs_of(event for event, *_rest in told.values()):
        (uid, name), (other, _name) = pair.one, pair.other
        if {uid, other} & wanted:
            (event, titles, facts), (_other, more, further) = told[uid], told[other]
            found.append((name, event.date, titles + more, "doubtful", pair.reason, uid, other, facts + further))
    return found[: int(str(bound["limit"]))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of a text, by which two texts are compared."""
    return {text[index : index + 2] for index in range(len(text) - 1)}


POSTS: Mapping[str, Callable[[Sequence[Row], Bound], list[Row]]] = {
    "ranking": ranking,
    "shortest_paths": shortest_paths,
    "repeated": repeated,
    "same_events": same_events,
}

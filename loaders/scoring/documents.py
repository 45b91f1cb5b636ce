"""Score the record of one document against its gold record (the record's shape and the rules: docs/accuracy.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .tally import ANY, Tally
from .values import SIMILAR, Item, likeness, names, paired, plain

Agency = Callable[[object], str]
FEWEST_FREE = 3  # tasks and directives that may go uncounted where gold leaves the whole kind open
PRESENT = ("attended_by_officials", "chaired_by", "spoke")


def score_document(tally: Tally, gold: Item, said: Item) -> None:
    """Add one document to the tally."""
    tally.document = gold["id"]
    agency = _agency_names(gold)
    _names(tally, gold, said)
    _posts(tally, gold, said, agency)
    _events(tally, gold, said, agency)
    _groups(tally, gold, said)
    _plans(tally, gold, said, agency)
    alias = _phases(tally, gold, said)
    free = max(FEWEST_FREE, len(gold["tasks"]) + len(gold["directives"]))
    _tasks(tally, gold, said, agency, (alias, free))
    _directives(tally, gold, said, agency, free)


def _of(record: Item, kind: str) -> list[Any]:
    return record.get(kind) or []


def _free(gold: Item, kind: str) -> frozenset[str]:
    """Return what counts neither for nor against, of a kind."""
    return frozenset(ANY if each == ANY else plain(each) for each in gold.get("optional", {}).get(kind, ()))


def _agency_names(gold: Item) -> Agency:
    alias = {name: plain(item["name"]) for item in gold["agencies"] for name in names(item)}
    return lambda value: alias.get(plain(value), plain(value)) if value else ""


def _names(tally: Tally, gold: Item, said: Item) -> None:
    tally.compare(
        "agencies",
        [names(a) for a in gold["agencies"]],
        [plain(a["name"]) for a in _of(said, "agencies")],
        _free(gold, "agencies"),
    )
    tally.compare(
        "officials",
        [names(o) for o in gold["officials"]],
        [plain(o["name"]) for o in _of(said, "officials")],
        _free(gold, "officials"),
    )
    regions = [names(r) for r in gold["regions"]]
    tally.compare("regions", regions, [plain(r) for r in _of(said, "regions")], _free(gold, "regions"))
    for kind in ("agencies", "officials", "regions"):
        found = {plain(x["name"] if isinstance(x, Mapping) else x) for x in _of(said, kind)}
        for bad in gold.get("forbidden", {}).get(kind, ()):
            if any(plain(bad) in name for name in found):
                tally.add("forbidden", 0, 1, 0)
                tally.note(kind, "FORBIDDEN", bad)


def _posts(tally: Tally, gold: Item, said: Item, agency: Agency) -> None:
    def post(name: object, title: object, body: object) -> tuple[str, str, str | None]:
        return plain(name), plain(title), agency(body) or None

    right = [
        frozenset(
            post(official["name"], title, body)
            for title in (each["title"], *each.get("accept_title", ()))
            for body in (each["agency"], *each.get("accept", ()))
        )
        for official in gold["officials"]
        for each in official["posts"]
    ]
    left_open = {(plain(o["name"]), plain(t)) for o in gold["officials"] for t in o.get("optional_posts", ())}
    given = [
        post(official["name"], each.get("title"), each.get("agency"))
        for official in _of(said, "officials")
        if plain(official["name"]) not in _free(gold, "officials")
        for each in official.get("posts") or []
    ]
    tally.compare("posts", right, [x for x in given if x[:2] not in left_open or any(x in r for r in right)])


# -- events --------------------------------------------------------------------------------------------------------------


def _events(tally: Tally, gold: Item, said: Item, agency: Agency) -> None:
    pairs, extra = _paired_events(gold, _of(said, "events"), _free(gold, "events"))
    tally.add("events", len(pairs), len(pairs) + len(extra), len(gold["events"]))
    for index, event in enumerate(gold["events"]):
        found: Item = _of(said, "events")[pairs[index]] if index in pairs else {}
        if not found:
            tally.note("events", "missed", event["name"])
        _hosts_and_guests(tally, gold, event, found, agency)
        _people(tally, gold, event, found)
        _details(tally, event, found)
    for index in extra:
        tally.note("events", "spurious", _of(said, "events")[index].get("name"))


def _paired_events(gold: Item, said: list[Item], free: frozenset[str]) -> tuple[dict[int, int], list[int]]:
    """Pair events; one nearer to an event that gold leaves open than to any it wants is not paired."""
    wanted = frozenset().union(*(names(event) for event in gold["events"])) if gold["events"] else frozenset()

    def near(index: int, known: Iterable[str]) -> float:
        return likeness(plain(said[index].get("name")), known)

    open_ones = {i for i in range(len(said)) if near(i, free) >= SIMILAR and near(i, free) > near(i, wanted)}
    kept = [i for i in range(len(said)) if i not in open_ones]
    pairs = {index: kept[found] for index, found in paired(gold["events"], [said[i] for i in kept]).items()}
    extra = [i for i in kept if i not in pairs.values() and ANY not in free and near(i, free) < SIMILAR]
    return pairs, extra


def _hosts_and_guests(tally: Tally, gold: Item, event: Item, found: Item, agency: Agency) -> None:
    for kind in ("hosts", "attended_by_agencies"):
        free = {agency(x) for x in event.get("optional_" + kind, ())} | _free(gold, "agencies")
        wanted = [frozenset({agency(x)}) for x in event.get(kind, ())]
        tally.compare(kind, wanted, [agency(x) for x in found.get(kind) or []], free)


def _people(tally: Tally, gold: Item, event: Item, found: Item) -> None:
    def present(item: Item) -> list[str]:
        return list(dict.fromkeys(plain(name) for kind in PRESENT for name in item.get(kind) or []))

    for kind in PRESENT:
        free = _free(gold, "officials") | {plain(x) for x in event.get("optional_" + kind, ())}
        everyone = kind == "attended_by_officials"  # whoever chairs or speaks attends too
        wanted = present(event) if everyone else [plain(x) for x in event.get(kind, ())]
        given = present(found) if everyone else [plain(x) for x in found.get(kind) or []]
        tally.compare(kind, [frozenset({name}) for name in wanted], given, free)


def _details(tally: Tally, event: Item, found: Item) -> None:
    for kind in ("start", "end", "place", "kind"):
        accepted = {plain(x) for x in event.get("accept_" + kind, ())}
        value, wanted = found.get(kind), event.get(kind)
        given = [plain(value)] if value else []
        if wanted:
            tally.compare("event " + kind, [frozenset({plain(wanted)} | accepted)], given)
        elif given and given[0] not in accepted:
            tally.compare("event " + kind, [], given)


# -- groups, plans, phases -------------------------------------------------------------------------------------------------


def _groups(tally: Tally, gold: Item, said: Item) -> None:
    wanted = gold.get("groups", [])
    known = [plain(group["text"]) for group in wanted]

    def meant(text: str) -> str:
        return next((k for k in known if k in text or (len(text) > 3 and text in k)), text)

    free = _free(gold, "groups") if "groups" in gold.get("optional", {}) else frozenset({ANY})
    given = [meant(plain(group.get("text"))) for group in _of(said, "groups")]
    tally.compare("groups", [frozenset({k}) for k in known], given, free)
    for group, name in zip(wanted, known, strict=True):
        texts = [(plain(p.get("text")), p) for p in _of(said, "groups")]
        found: Item = next((p for text, p in texts if name in text or text in name), {})
        if group.get("count"):
            given_count = [found["count"]] if found.get("count") else []
            tally.compare("group count", [frozenset({group["count"]})], given_count)
        if group.get("members"):
            members = [frozenset({plain(m)}) for m in group["members"]]
            tally.compare("group members", members, [plain(m) for m in found.get("members") or []])


def _plans(tally: Tally, gold: Item, said: Item, agency: Agency) -> None:
    given = _of(said, "plans")
    pairs = paired(gold["plans"], given)
    extra = [p for i, p in enumerate(given) if i not in pairs.values() and plain(p["name"]) not in _free(gold, "plans")]
    tally.add("plans", len(pairs), len(pairs) + len(extra), len(gold["plans"]))
    for plan in extra:
        tally.note("plans", "spurious", plan["name"])
    for index, plan in enumerate(gold["plans"]):
        found: Item = given[pairs[index]] if index in pairs else {}
        if not found:
            tally.note("plans", "missed", plan["name"])
        for kind in ("issuer", "document_number", "period"):
            if plan.get(kind):
                _plan_field(tally, kind, plan[kind], found.get(kind), agency if kind == "issuer" else plain)


def _plan_field(tally: Tally, kind: str, wanted: object, said: object, read: Callable[[object], str]) -> None:
    """Compare a field of a plan; a list in gold means that any one of its values is enough."""
    right = frozenset(read(v) for v in (wanted if isinstance(wanted, list) else [wanted]))
    given = [read(v) for v in (said if isinstance(said, list) else [said] if said else [])]
    tally.compare("plan " + kind, [right], given if len(right) > 1 else given[:1])


def _phases(tally: Tally, gold: Item, said: Item) -> Callable[[object], str]:
    """Compare phases by name and span; return how gold calls a phase by any of its names."""
    right = [
        frozenset(
            (name, start, end)
            for name in names(phase)
            for start in (phase.get("start"), *phase.get("accept_start", ()))
            for end in (phase.get("end"), *phase.get("accept_end", ()))
        )
        for phase in gold["phases"]
    ]
    given = [(plain(p["name"]), p.get("start"), p.get("end")) for p in _of(said, "phases")]
    left_open = _free(gold, "phases")
    tally.compare("phases", right, given, {p for p in given if ANY in left_open or p[0] in left_open})
    alias = {name: plain(phase["name"]) for phase in gold["phases"] for name in names(phase)}
    return lambda value: alias.get(plain(value), plain(value))


# -- tasks and directives --------------------------------------------------------------------------------------------------


def _keyed(tally: Tally, kind: str, gold: Item, said: Item, free: int) -> dict[int, Item]:
    """Pair items by gold's key inside the text; each said item earns one key, the shortest text first."""
    given, ignored = _of(said, kind), _free(gold, kind)
    texts = [plain(item.get("text")) for item in given]
    pairs: dict[int, int] = {}
    for index, item in enumerate(gold[kind]):
        hits: list[int] = []
        for key in (plain(item["text_key"]), *map(plain, item.get("accept_keys", ()))):
            hits = hits or [i for i, text in enumerate(texts) if i not in pairs.values() and key in text]
        if hits:
            pairs[index] = min(hits, key=lambda i: len(texts[i]))
        else:
            tally.note(kind, "missed", item["text_key"])
    wrong = 0
    for index, text in enumerate(texts):
        if index in pairs.values() or any(each in text for each in ignored if each != ANY):
            continue
        if ANY in ignored and free > 0:
            free -= 1
            continue
        wrong += 1
        tally.note(kind, "spurious", text[:40])
    tally.add(kind, len(pairs), len(pairs) + wrong, len(gold[kind]))
    return {index: given[found] for index, found in pairs.items()}


def _tasks(tally: Tally, gold: Item, said: Item, agency: Agency, by: tuple[Callable[[object], str], int]) -> None:
    phase, free = by
    pairs = _keyed(tally, "tasks", gold, said, free)
    for index, task in enumerate(gold["tasks"]):
        found = pairs.get(index, {})
        for kind, read in (("phase", phase), ("deadline", plain)):
            if task.get(kind):
                right = frozenset({read(task[kind])} | {read(v) for v in task.get("accept_" + kind, ())})
                tally.compare("task " + kind, [right], [read(found[kind])] if found.get(kind) else [])
        for role in ("lead", "support", "responsible"):
            wanted: list[frozenset[object]] = [frozenset({(role, agency(x))}) for x in task.get(role, ())]
            tally.compare("task agencies", wanted, [(role, agency(x)) for x in found.get(role) or []])


def _directives(tally: Tally, gold: Item, said: Item, agency: Agency, free: int) -> None:
    pairs = _keyed(tally, "directives", gold, said, free)
    for index, directive in enumerate(gold["directives"]):
        by = directive.get("issued_by")
        if by:
            found = pairs.get(index, {}).get("issued_by")
            tally.compare("directive issuer", [frozenset({agency(by)})], [agency(found)] if found else [])

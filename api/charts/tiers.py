"""Draw what a plan rests on: the plan below, what it follows above it, each step a tier, lines between neighbours only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .svg import FAINT, INK, LINE, Say, line_height, lines, picture, tag, width, words_at

BOX, GAP, RISE, EDGE, SIZE, SMALL = 236, 28, 62, 16, 14, 12  # px
MOST_IN_TIER = 6
MOST_LINES = 5
FILLS = {"here": "#0b6b4f", "other": "#eef5f1"}


@dataclass(frozen=True, slots=True)
class Box:
    """A document: its name and what stands below it in small."""

    uid: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Tier:
    """The documents at one distance, and how many more there are."""

    hop: int
    boxes: tuple[Box, ...]
    more: int


def tiers(plan: Box, rows: Sequence[Mapping[str, object]]) -> list[Tier]:
    """Return the tiers of the rows of parts/chain.cypher, the plan's own last."""
    found: dict[str, tuple[int, Box]] = {plan.uid: (0, plan)}
    for row in rows:
        hop, uid = int(str(row["hop"])), str(row["target_uid"])
        if uid not in found:
            found[uid] = (hop, Box(uid, str(row["target"] or ""), str(row["number"] or "")))
    made = []
    for hop in sorted({hop for hop, _box in found.values()}, reverse=True):
        boxes = [box for at, box in found.values() if at == hop]
        made.append(Tier(hop, tuple(boxes[:MOST_IN_TIER]), max(0, len(boxes) - MOST_IN_TIER)))
    return made


def draw_tiers(plan: Box, rows: Sequence[Mapping[str, object]], say: Say, *, key: str = "chain") -> Markup:
    """Return the picture of a plan's chain."""
    found = tiers(plan, rows)
    most = max(len(tier.boxes) for tier in found)
    wide = max(2 * EDGE + most * BOX + (most - 1) * GAP, 560)
    places: dict[str, tuple[float, float, float, int]] = {}
    y, parts = float(EDGE), []
    for tier in found:
        tall = max(_height(box) for box in tier.boxes)
        left = (wide - len(tier.boxes) * BOX - (len(tier.boxes) - 1) * GAP) / 2
        for number, box in enumerate(tier.boxes):
            x = left + number * (BOX + GAP)
            places[box.uid] = (x + BOX / 2, y, y + tall, tier.hop)
            parts.append(_drawn(box, x, y, tall, here=tier.hop == 0))
        if tier.more:
            parts.append(
                words_at(EDGE, y + tall + 16, [say("plan.chain.more", count=tier.more)], size=SMALL, fill=FAINT)
            )
        y += tall + RISE
    links = _links(rows, places, say)
    desc = say("plan.chain.desc", documents=len(places) - 1, tiers=len(found) - 1)
    return picture(key, wide, y - RISE + EDGE, *links, *parts, title=say("plan.chain.of", plan=plan.name), desc=desc)


def _height(box: Box) -> float:
    named, noted = lines(box.name, (BOX - 24) / SIZE, MOST_LINES), lines(box.note, (BOX - 24) / SMALL, 2)
    return 20 + len(named) * line_height(SIZE) + (len(noted) * line_height(SMALL) if box.note else 0)


def _drawn(box: Box, x: float, y: float, tall: float, *, here: bool) -> Markup:
    ink = "#ffffff" if here else INK
    named = lines(box.name, (BOX - 24) / SIZE, MOST_LINES)
    foot = y + 10 + SIZE
    parts = [
        tag("title", f"{box.name} {box.note}".strip()),
        tag("rect", x=x, y=y, width=BOX, height=tall, rx=4, fill=FILLS["here" if here else "other"], stroke="#0b6b4f"),
        words_at(x + 12, foot, named, size=SIZE, fill=ink, font_weight="bold" if here else None),
    ]
    if box.note:
        below = foot + len(named) * line_height(SIZE)
        noted = lines(box.note, (BOX - 24) / SMALL, 2)
        parts.append(words_at(x + 12, below, noted, size=SMALL, fill="#dff0e8" if here else FAINT))
    return tag("g", *parts)


def _links(
    rows: Sequence[Mapping[str, object]], places: Mapping[str, tuple[float, float, float, int]], say: Say
) -> list[Markup]:
    """Return the lines between neighbouring tiers; the list beside the picture has the others."""
    made: list[Markup] = []
    said: dict[str, list[str]] = {}
    for row in rows:
        low, high = places.get(str(row["source_uid"])), places.get(str(row["target_uid"]))
        if low is None or high is None or high[3] != low[3] + 1:
            continue
        x1, y1, x2, y2 = low[0], low[1], high[0], high[2]
        dashes = "6 3" if row["derived"] else None
        path = f"M{x1:.1f} {y1:.1f}V{y2 + RISE * 0.62:.1f}H{x2:.1f}V{y2 + 7:.1f}"
        made.append(tag("path", d=path, fill="none", stroke="#52615a", stroke_width=1.4, stroke_dasharray=dashes))
        word = say(f"plan.relation.{row['relation']}")
        if word not in said.setdefault(str(row["target_uid"]), []):
            said[str(row["target_uid"])].append(word)
    for uid, texts in said.items():
        x, _top, y, _hop = places[uid]
        text = " · ".join(texts)
        wide = width(text) * SMALL + 16
        made.append(tag("path", d=f"M{x:.1f} {y:.1f}l-5 9h10z", fill="#52615a"))
        made.append(
            tag("rect", x=x + 8, y=y + 10, width=wide, height=18, fill="#fff", stroke=LINE, stroke_width=0.6, rx=3)
        )
        made.append(words_at(x + 8 + wide / 2, y + 23, [text], size=SMALL, fill=FAINT, text_anchor="middle"))
    return made

"""Positions of drawings: equal for equal questions, without overlaps, and what has its place keeps it."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import numpy as np
import pytest
from envgov.api.charts.geometry.boxes import MOST_LINES, box, squares, wrapped
from envgov.api.charts.geometry.layout import neighbours, network
from envgov.api.charts.geometry.separation import Point, Size, beside, separated
from envgov.api.charts.geometry.tiers import Link, Part, tiered, tiers_of
from hypothesis import given, settings
from hypothesis import strategies as st

Sized = dict[str, Size]
Ties = list[tuple[str, str]]
NAMES = ("昆明市生态环境局", "西双版纳傣族自治州发展和改革委员会", "某局", "Institute of Environmental Sciences 3")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Sized, Ties]:
    """Draw boxes of names, and ties among them: also none, doubled, to itself."""
    count = draw(st.integers(1, 60))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count))
    sizes = {f"n{index:03d}": (box(name).w, box(name).h) for index, name in enumerate(names)}
    uids = st.sampled_from(sorted(sizes))
    return sizes, draw(st.lists(st.tuples(uids, uids), max_size=120))


def overlaps(points: dict[str, Point], sizes: Sized) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(points, 2)
        if abs(points[a][0] - points[b][0]) < (sizes[a][0] + sizes[b][0]) / 2
        and abs(points[a][1] - points[b][1]) < (sizes[a][1] + sizes[b][1]) / 2
    ]


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_network_is_the_same_in_any_order_and_nothing_overlaps(graph: tuple[Sized, Ties], random: Random) -> None:
    sizes, ties = graph
    points = network(sizes, ties)
    assert points.keys() == sizes.keys()
    assert overlaps(points, sizes) == []
    shuffled = list(sizes)
    random.shuffle(shuffled)
    assert network({uid: sizes[uid] for uid in shuffled}, [(b, a) for a, b in reversed(ties)]) == points


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_a_network_is_centred_and_no_larger_than_it_must_be(graph: tuple[Sized, Ties]) -> None:
    sizes, ties = graph
    points = network(sizes, ties)
    left = min(x - sizes[uid][0] / 2 for uid, (x, _y) in points.items())
    right = max(x + sizes[uid][0] / 2 for uid, (x, _y) in points.items())
    top = min(y - sizes[uid][1] / 2 for uid, (_x, y) in points.items())
    low = max(y + sizes[uid][1] / 2 for uid, (_x, y) in points.items())
    assert abs(left + right) < 1 and abs(top + low) < 1
    boxes = sum((w + 60) * (h + 60) for w, h in sizes.values())
    assert (right - left) * (low - top) < 25 * boxes


@given(graphs(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_added_lies_free_and_near_and_moves_nothing(graph: tuple[Sized, Ties], data: st.DataObject) -> None:
    sizes, ties = graph
    old = data.draw(st.sets(st.sampled_from(sorted(sizes)), min_size=1))
    placed = network({uid: sizes[uid] for uid in old}, ties)
    known = neighbours(ties, sizes)
    found = beside(placed, sizes, known)
    assert found.keys() == sizes.keys() - old
    assert overlaps({**placed, **found}, sizes) == []
    assert beside(dict(reversed(placed.items())), dict(reversed(sizes.items())), known) == found


def test_an_expanded_node_has_its_new_neighbours_around_it() -> None:
    sizes = dict.fromkeys(("a", "b", *(f"n{index}" for index in range(20))), (100.0, 30.0))
    ties = [("a", "b"), *(("b", f"n{index}") for index in range(20))]
    placed = {"a": (0.0, 0.0), "b": (500.0, 0.0)}
    found = beside(placed, sizes, neighbours(ties, sizes))
    assert all(abs(x - 500) < 500 and abs(y) < 500 for x, y in found.values())
    assert sum(x > 500 for x, _y in found.values()) >= 10  # away from the rest first


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0, 5.0]), st.sampled_from([0.0, 2.0])), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_boxes_on_one_point_are_pushed_apart(points: list[Point]) -> None:
    sizes = {str(index): (90.0, 30.0) for index in range(len(points))}
    found = separated(np.array(points), np.array(list(sizes.values())))
    assert overlaps({str(index): (x, y) for index, (x, y) in enumerate(found)}, sizes) == []


def plan(tasks: int) -> tuple[dict[str, Part], list[Link]]:
    """Return a plan with three phases, tasks and bureaus that answer for them."""
    parts = {"plan-1": Part("Plan"), "plan-0": Part("Plan"), "agency-x": Part("Agency")}
    links = [Link("plan-1", "BASED_ON", "plan-0"), Link("agency-x", "ISSUED", "plan-1")]
    for seq in (1, 2, 3):
        parts[f"phase-{seq}"] = Part("Phase", seq)
        links.append(Link("plan-1", "HAS_PHASE", f"phase-{seq}"))
    for number in range(tasks):
        parts |= {f"task-{number:03d}": Part("Task", number), f"agency-{number % 5}": Part("Agency")}
        links.append(Link(f"phase-{3 - number % 3}", "HAS_TASK", f"task-{number:03d}"))
        links.append(Link(f"agency-{number % 5}", "RESPONSIBLE_FOR", f"task-{number:03d}"))
    return parts, links


@pytest.mark.parametrize("tasks", [1, 7, 40, 280])
def test_a_plan_reads_from_left_to_right(tasks: int) -> None:
    parts, links = plan(tasks)
    sizes = {uid: (box(uid * 3).w, box(uid * 3).h) for uid in parts}
    tiers = tiers_of(parts, links, "plan-1")
    points = tiered(sizes, parts, links, tiers)
    assert overlaps(points, sizes) == []
    columns = [
        [points[uid][0] for uid in parts if uid.startswith(kind) and uid not in ("agency-x", "plan-0")]
        for kind in ("plan-1", "phase", "task", "agency")
    ]
    assert all(max(before) < min(after) for before, after in pairwise(columns))
    assert points["plan-0"][0] < points["plan-1"][0] and points["agency-x"][0] < points["plan-1"][0]
    assert [points[f"phase-{seq}"][1] for seq in (1, 2, 3)] == sorted(points[f"phase-{seq}"][1] for seq in (1, 2, 3))
    shuffled = dict(sorted(parts.items(), key=lambda item: item[0][::-1]))
    assert tiered(sizes, shuffled, links[::-1], tiers_of(shuffled, links[::-1], "plan-1")) == points


def test_the_tasks_of_a_phase_stand_together() -> None:
    parts, links = plan(9)
    sizes = dict.fromkeys(parts, (100.0, 30.0))
    points = tiered(sizes, parts, links, tiers_of(parts, links, "plan-1"))
    rows = sorted((uid for uid in parts if uid.startswith("task")), key=lambda uid: points[uid][1])
    assert [3 - int(uid[-1]) % 3 for uid in rows] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_a_graph_that_is_mainly_something_else_has_no_tiers() -> None:
    parts, links = plan(2)
    parts |= {f"official-{number}": Part("Official") for number in range(20)}
    assert tiers_of(parts, links, "plan-1") == {}
    assert tiers_of({"event-1": Part("Event")}, [], "event-1") == {}
    assert tiers_of({"plan-1": Part("Plan")}, [], "plan-1") == {}


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_a_name_is_wrapped_without_losing_a_character_in_silence(name: str) -> None:
    lines = wrapped(name)
    assert 1 <= len(lines) <= MOST_LINES
    joined, whole = "".join(lines).replace(" ", ""), "".join(name.split())
    assert joined == whole or (joined.endswith("…") and whole.startswith(joined[:-1])) or not whole
    made = box(name)
    assert all(squares(line) * made.font <= made.w for line in made.lines)


def test_chinese_breaks_into_even_lines_and_no_line_begins_with_a_stop() -> None:
    assert wrapped("昆明市生态环境局") == ("昆明市生态环境局",)
    assert wrapped("西双版纳傣族自治州生态环境局") == ("西双版纳傣族自", "治州生态环境局")
    assert wrapped("一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸") == ("一二三四五六七八九十，", "甲乙丙丁戊己庚辛壬癸")

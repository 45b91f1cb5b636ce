"""What stands and what comes to it add up to what all statements together add up to."""

from __future__ import annotations

import json

from envgov.graph.stating import Row, edge_properties, grown
from hypothesis import given
from hypothesis import strategies as st

STATED = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["甲", "乙"]),
        "date": st.just("2024-03"),
        "attested": st.lists(st.sampled_from(["2023", "2024", "2025"]), min_size=1, unique=True),
    },
)
ROWS = st.lists(
    st.builds(
        lambda number, stated, confidence, derived: {
            "uid": f"statement-{number}",
            "value": json.dumps(stated, ensure_ascii=False),
            "confidence": confidence,
            "derived": derived,
        },
        st.integers(0, 99),
        STATED,
        st.sampled_from([0.5, 0.9]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row["uid"],
)


@given(ROWS, ROWS)
def test_a_relationship_that_grows_is_the_one_of_all_its_statements(earlier: list[Row], later: list[Row]) -> None:
    later = [{**row, "uid": f"{row['uid']}-later"} for row in later]
    found = grown(edge_properties("fact-1", earlier, 3), later, 2)
    assert found is None or found == edge_properties("fact-1", [*earlier, *later], 5)


def test_it_is_looked_at_anew_only_where_its_statements_differ() -> None:
    earlier: Row = {"uid": "statement-1", "value": '{"kind": "甲"}', "confidence": 0.9, "derived": False}
    for stated, is_known in (
        ('{"kind": "甲"}', True),
        ("{}", True),
        ('{"date": "2024"}', True),
        ('{"kind": "乙"}', False),
    ):
        later = {**earlier, "uid": "statement-2", "value": stated}
        assert (grown(edge_properties("fact-1", [earlier], 1), [later], 1) is not None) is is_known


def test_what_the_gazetteer_says_is_no_statement() -> None:
    reference: Row = {"fact": "fact-1", "basis": "gazetteer"}
    later: Row = {"uid": "statement-2", "value": "{}", "confidence": 0.9, "derived": False}
    assert grown(reference, [later], 1) is None

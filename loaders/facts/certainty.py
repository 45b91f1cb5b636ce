"""How sure a fact is: the measured precision of the rule that read it, lowered where this time its evidence is weaker."""

from __future__ import annotations

from functools import cache

from ..gazetteer.regions import rows

MOST = 0.99  # nothing that a rule reads is certain


@cache
def confidence_of(rule: str, given: float) -> float:
    """Return the confidence of a fact, 0 to 0.99: that of its rule in data/rule_confidence.tsv, times what it was given for this
    fact over what the rule is given as a rule. A rule of which nothing was measured keeps what it was given.
    """
    known = load_rule_confidences().get(rule)
    if known is None:
        return given
    usual, measured = known
    return min(MOST, round(measured * given / usual, 2))


@cache
def load_rule_confidences() -> dict[str, tuple[float, float]]:
    """Return for each measured rule the confidence it is given as a rule, and the measured one (tools/measure_confidence.py)."""
    return {row["rule"]: (float(row["given"]), float(row["measured"])) for _place, row in rows("rule_confidence.tsv")}

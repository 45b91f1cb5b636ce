"""The fields of a form for the parameters that a statement declares, and what a reader typed into them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from envgov.graph.queries import NamedQuery, Param
from fastapi import Request

from .language import Words, language_of, words

TYPES = {"int": "number", "float": "text", "day": "date"}
# Kinds of agency that a reader may choose from; words/ has their names.
FUNCTIONS = (
    "ecology", "government", "government_office", "development_reform", "finance", "natural_resources", "housing", "water",
    "agriculture", "forestry", "transport", "industry", "police", "market_regulation", "culture_tourism", "city_management",
    "fire_rescue", "fisheries", "maritime", "congress", "procuratorate", "party_office", "park_committee",
    "river_chief_office", "ecology_committee_office",
)  # fmt: skip
NO_FIELD = frozenset({"sort", "limit", "uid"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `choices` are value and text of a list to choose from, or nothing."""

    name: str
    label: str
    type: str
    value: str
    example: str
    required: bool
    choices: tuple[tuple[str, str], ...]


def given(request: Request, query: NamedQuery) -> dict[str, object]:
    """Return what the address gives for the parameters of a statement; what a form left empty is not given."""
    known = {param.name for param in query.params} - {"sort"}
    return {name: value for name, value in request.query_params.items() if name in known and value.strip()}


def fields(request: Request, query: NamedQuery, also: Iterable[str] = ()) -> list[Field]:
    """Return the fields of a statement's parameters."""
    t = words(language_of(request))
    left = NO_FIELD - set(also)
    return [_field(request, t, param) for param in query.params if param.name not in left]


def _field(request: Request, t: Words, param: Param) -> Field:
    value = request.query_params.get(param.name, "")
    if not value and param.default is not None:
        value = str(param.default).lower() if isinstance(param.default, bool) else str(param.default)
    closed = FUNCTIONS if param.name == "function" else param.one_of
    choices = [(each, t.value(each)) for each in closed]
    if param.type == "bool":
        choices = [("true", t("value.true")), ("false", t("value.false"))]
    example = "" if param.example is None else str(param.example)
    kind = TYPES.get(param.type, "text")
    return Field(param.name, t.both(param.doc), kind, value, example, param.required, tuple(choices))

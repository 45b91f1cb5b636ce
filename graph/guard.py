"""Let through only Cypher that reads the graph and is bounded: what the grammar of `readable` knows, and nothing else.

It is for statements that somebody typed or a model wrote. A READ transaction alone does not do: it lets LOAD CSV open files
and addresses, SHOW and TERMINATE reach other sessions, a thousand brackets hang a server past its own time limit, and a regular
expression burn a processor after its transaction was ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .errors import RefusedError
from .readable.bounds import Bounds
from .readable.clauses import statement, subquery
from .readable.expressions import expression
from .readable.reader import STARTS, Reader
from .tokens import tokens, without_comments

LONGEST = 8000  # code points of a statement
MOST_TOKENS = 2000
MOST_TEXT = 10_000  # code points of a parameter: to look for a long text in a longer one cannot be interrupted


def check(text: str, params: Mapping[str, object] | None = None) -> str:
    """Return the statement without its comments; raise RefusedError where it does more than read a bounded part.

    `params` are looked at too: how long their texts are, and those that are regular expressions.
    """
    if len(text) > LONGEST:
        raise RefusedError(f"the statement has {len(text)} characters; {LONGEST} are the most")
    found = list(tokens(text))
    while found and found[-1].text == ";":
        found.pop()
    if not found:
        raise RefusedError("the statement is empty; write one that begins with MATCH")
    if len(found) > MOST_TOKENS:
        raise RefusedError(f"the statement has {len(found)} words and signs; {MOST_TOKENS} are the most")
    if found[0].upper not in STARTS:
        raise RefusedError(f"a statement begins with {', '.join(sorted(STARTS))}, not with {found[0].text[:40]!r}")
    if any(len(each) > MOST_TEXT for each in _texts((params or {}).values())):
        raise RefusedError(f"a text in the parameters is longer than {MOST_TEXT} characters")
    reader = Reader(found, expression, subquery, params, bounds=Bounds())
    statement(reader)
    if unbounded := sorted(reader.matched & reader.made):
        raise RefusedError(f"=~ may look at a property of a node that MATCH found; {unbounded[0]!r} was computed")
    return without_comments(text).rstrip().rstrip(";").rstrip()


def _texts(values: Iterable[object]) -> Iterator[str]:
    """Yield every text in some values and in the lists and maps among them."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts(value.values())
        elif isinstance(value, list | tuple):
            yield from _texts(value)

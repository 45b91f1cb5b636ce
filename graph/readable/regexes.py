"""Regular expressions that end: an engine of the graph cannot be interrupted in the middle of one, not even by its own clock.

Java's matcher tries every way to divide a text among the repetitions. With nothing repeated inside what is repeated, few
repetitions and short texts, there are few ways; so this is what passes, and CONTAINS and the search answer the rest.
"""

from __future__ import annotations

import regex

from ..errors import RefusedError

LONGEST = 200  # code points of an expression
MOST_OPEN = 3  # repetitions without an end, as .* and \d+; one more multiplies the ways by the length of the text
MOST_TIMES = 20  # of a repetition with an end
# Ways that alternatives and repetitions with an end may offer together, beside none, one, two or three without an end.
MOST_WAYS = (1000, 1000, 200, 24)
DEEPEST = 4  # groups in groups
# Properties that hold names, dates and words of a list; not those that hold sentences or whole texts.
SHORT = frozenset({
    "name", "title", "code", "level", "kind", "function", "number", "period", "series", "place", "mode", "status", "role", "rank",
    "verb", "modality", "capacity", "date", "date_min", "date_max", "date_text", "published", "start", "end", "due", "due_min",
    "due_max", "due_text", "section", "publisher", "uid", "rule", "predicate", "script", "home", "home_agency", "year_basis",
})  # fmt: skip
PIECE = regex.compile(
    r"""(?P<set>\[\^?(?:\\[\wdDwWsS.\-\]\[\\/]|[^\[\]\\&])+\])
      | (?P<escape>\\[dDwWsS.*+?()\[\]{}|^$\\/-])
      | (?P<open>\((?:\?:)?(?!\?))
      | (?P<close>\))
      | (?P<bar>\|)
      | (?P<anchor>[\^$]|\\[bB])
      | (?P<times>[*+?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})(?P<lazy>[?+]?)
      | (?P<plain>[^\\()\[\]{}|*+?^$])""",
    regex.VERBOSE | regex.DOTALL,
)


def check_regex(text: str) -> None:
    """Raise RefusedError for a regular expression that is not among those that end soon, naming what is in the way."""
    if len(text) > LONGEST:
        raise _refused(f"it is longer than {LONGEST} characters")
    position, ways, unending, before = len("(?i)") if text.startswith("(?i)") else 0, 1, 0, ""
    groups = [1]  # alternatives of each group that is open, the whole one first
    while position < len(text):
        found = PIECE.match(text, position)
        if found is None:
            raise _refused(f"{text[position : position + 8]!r} is not among what it may hold")
        kind = str(found.lastgroup if found.lastgroup != "lazy" else "times")
        if kind == "times":
            choices = _choices(found["times"], before)
            unending, ways = (unending + 1, ways) if choices is None else (unending, ways * choices)
        ways *= _alternatives(kind, groups)
        if unending > MOST_OPEN:
            raise _refused(f"it has more than {MOST_OPEN} repetitions without an end")
        position, before = found.end(), kind
    if len(groups) != 1 or ways * groups[0] > MOST_WAYS[unending]:
        raise _refused("its alternatives and repetitions together offer too many ways, or a bracket is not closed")


def _alternatives(kind: str, groups: list[int]) -> int:
    """Keep the groups that are open, and return by how much the one that is closed here multiplies the ways."""
    if kind == "open":
        groups.append(1)
    elif kind == "bar":
        groups[-1] += 1
    elif kind == "close" and len(groups) > 1:
        return groups.pop()
    elif kind == "close":
        raise _refused("a bracket is closed that was not opened")
    if len(groups) > DEEPEST:
        raise _refused(f"its groups are nested deeper than {DEEPEST - 1}")
    return 1


def _choices(times: str, before: str) -> int | None:
    """Return how many ways a repetition can go, None without an end; refuse one of a group."""
    if before not in ("set", "escape", "plain") and not (before == "close" and times == "?"):
        raise _refused("what is repeated must be one character or one [set], no group")
    if times in ("*", "+"):
        return None
    if times == "?":
        return 2
    least, comma, most = times[1:-1].partition(",")
    if comma and not most:
        return None
    if max(int(least), int(most or 0)) > MOST_TIMES:
        raise _refused(f"a repetition with an end may go up to {MOST_TIMES}")
    return 1 + (int(most) - int(least) if comma else 0)


def _refused(why: str) -> RefusedError:
    return RefusedError(f"the regular expression could run without end: {why}; use CONTAINS, or a simpler one")

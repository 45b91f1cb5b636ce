"""Where the grammar stands in a statement: the tokens, what was counted, which names there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import RefusedError
from ..tokens import Token
from .bounds import Bounds

STARTS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"})
# Words that begin or join a part of a statement: no name unless they are quoted, or stand after AS, a dot or a colon.
JOINING = STARTS | {
    "WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION", "AS", "AND", "OR", "XOR", "NOT", "IN", "IS", "STARTS", "ENDS",
    "CONTAINS", "ASC", "ASCENDING", "DESC", "DESCENDING", "WHEN", "THEN", "ELSE", "BY", "DISTINCT", "CASE",
}  # fmt: skip
# Words that are refused wherever they stand as words of their own, also where an engine would take them for a name.
NEVER = frozenset({
    "CREATE", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "FOREACH", "CALL", "YIELD", "LOAD", "CSV", "SHOW",
    "TERMINATE", "USE", "USING", "PROFILE", "EXPLAIN", "CYPHER", "DROP", "ALTER", "GRANT", "DENY", "REVOKE", "INSERT", "FINISH",
    "TRANSACTIONS", "PERIODIC", "COMMIT", "ROLLBACK", "DRYRUN", "LET", "FILTER", "REDUCE", "DATABASE", "CONSTRAINT",
})  # fmt: skip
PAIRS = {")": "(", "]": "[", "}": "{"}
END = Token("sign", "", -1)  # stands after the last token


@dataclass(slots=True)
class Reader:
    """A place in a statement; `expression` and `subquery` are the grammar's own, which the modules call in a circle.

    `known` are the variables of patterns, by which two patterns hang together; `made` the names that were given to values, and
    `matched` those whose properties a regular expression looks at: a name in both may hold a text of any length.
    """

    found: Sequence[Token]
    expression: Callable[[Reader], None]
    subquery: Callable[[Reader], None]
    params: Mapping[str, object] | None
    at: int = 0
    bounds: Bounds = field(default_factory=Bounds)
    known: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    matched: set[str] = field(default_factory=set)
    in_loop: bool = False
    partner: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Pair the brackets; raise RefusedError where they do not match."""
        opened: list[int] = []
        for index, token in enumerate(self.found):
            if token.kind != "sign":
                continue
            if token.text in PAIRS.values():
                opened.append(index)
            elif token.text in PAIRS:
                if not opened or self.found[opened[-1]].text != PAIRS[token.text]:
                    raise RefusedError("the brackets do not match")
                self.partner[opened.pop()] = index
            elif token.text == ";":
                raise RefusedError("one statement at a time")
        if opened:
            raise RefusedError("a bracket is not closed")

    def look(self, ahead: int = 0) -> Token:
        """Return the token here or further on, END after the last."""
        index = self.at + ahead
        return self.found[index] if 0 <= index < len(self.found) else END

    def sign(self, *texts: str) -> bool:
        """Say whether these signs stand here."""
        return all(self.look(n).kind == "sign" and self.look(n).text == text for n, text in enumerate(texts))

    def word(self, *words: str) -> bool:
        """Say whether one of these words stands here, not quoted."""
        return self.look().kind == "word" and self.look().upper in words

    def take_sign(self, text: str) -> bool:
        """Go past a sign where it stands here."""
        if self.sign(text):
            self.at += 1
            return True
        return False

    def take_word(self, *words: str) -> str | None:
        """Go past one of these words where it stands here, and return it in capitals."""
        if self.word(*words):
            self.at += 1
            return self.found[self.at - 1].upper
        return None

    def need_sign(self, text: str) -> None:
        """Go past a sign, or refuse."""
        if not self.take_sign(text):
            raise self.unexpected(f"{text!r} is missing")

    def need_word(self, *words: str) -> str:
        """Go past one of these words, or refuse."""
        taken = self.take_word(*words)
        if taken is None:
            raise self.unexpected(f"{' or '.join(words)} is missing")
        return taken

    def any_name(self) -> str:
        """Go past a name that may be any word: after a dot, a colon or AS, and in a map."""
        if self.look().kind not in ("word", "name"):
            raise self.unexpected("a name is missing")
        self.at += 1
        return plain_name(self.found[self.at - 1])

    def variable(self) -> str:
        """Go past the name of a variable."""
        if not self.is_variable():
            raise self.unexpected("a name is missing")
        return self.any_name()

    def is_variable(self) -> bool:
        """Say whether a word stands here that may be a variable."""
        token = self.look()
        return token.kind == "name" or (token.kind == "word" and token.upper not in NEVER | JOINING)

    def unexpected(self, why: str = "only clauses and expressions that read may stand here") -> RefusedError:
        """Return the refusal of what stands here."""
        token = self.look()
        if token is END:
            return RefusedError(f"the statement ends too early: {why}")
        if token.kind == "word" and token.upper in NEVER:
            return RefusedError(f"{token.text!r} at {token.start} is not allowed here: statements only read the graph")
        return RefusedError(f"{token.text[:40]!r} at {token.start} is not allowed here: {why}")


def plain_name(token: Token) -> str:
    """Return a name without its backticks."""
    return token.text[1:-1] if token.kind == "name" else token.text

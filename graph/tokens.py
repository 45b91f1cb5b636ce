"""Cut a Cypher statement into tokens, more strictly than any engine: what could be read in two ways is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from .errors import RefusedError

Kind = Literal["word", "name", "number", "string", "param", "sign"]
# Neo4j reads \u0041 as A anywhere in a statement, also in comments and strings, before it looks for tokens.
ESCAPE = regex.compile(r"\\u", regex.IGNORECASE)
TOKEN = regex.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<comment>//[^\r\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<name>`[^`]*`(?!`))
      | (?P<param>\$[A-Za-z_]\w*)
      | (?P<number>0[xX][0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign><>|<=|>=|=~|\.\.|\|\||/(?![*/])|[-+*%^=<>()\[\]{},.:;|&!])""",
    regex.VERBOSE | regex.DOTALL,
)
PLAIN_NAME = regex.compile(r"[\w ·.()（）、-]{1,64}")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `text` as written, `start` its first code point."""

    kind: Kind
    text: str
    start: int

    @property
    def upper(self) -> str:
        """Return the text of a word in capitals; of anything else, the text."""
        return self.text.upper() if self.kind == "word" else self.text


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a statement; raise RefusedError at the first place that is none."""
    if escape := ESCAPE.search(text):
        raise RefusedError(f"unicode escapes are not allowed (at {escape.start()}); write the character itself")
    position = 0
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None:
            raise RefusedError(f"{text[position]!r} at {position} is no part of a statement that is allowed here")
        kind = found.lastgroup
        if kind == "word":
            _plain_word(found.group(), position)
        if kind == "name" and not PLAIN_NAME.fullmatch(found.group()[1:-1]):
            raise RefusedError(f"the quoted name at {position} holds signs that are not allowed")
        if kind not in ("space", "comment"):
            yield Token(kind, found.group(), position)  # type: ignore[arg-type]
        position = found.end()


def without_comments(text: str) -> str:
    """Return a statement with spaces for its comments, so that the engine never has to find their ends."""
    parts, position = [], 0
    while found := TOKEN.match(text, position):
        parts.append(" " if found.lastgroup == "comment" else found.group())
        position = found.end()
    return "".join(parts)


def _plain_word(word: str, position: int) -> None:
    if not word.isascii() and unicodedata.normalize("NFKC", word).isascii():
        raise RefusedError(f"{word!r} at {position} is written in full-width letters; write ASCII letters")

"""Where an embedded engine answers, whichever process it is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

DATABASE = "envgov"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the engine answers and as whom: a Bolt address, a user and the password of this run.

    `define` runs a statement of the engine's own language, for the indexes that its Cypher cannot make.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    define: Callable[[str], None]
    database: str = DATABASE

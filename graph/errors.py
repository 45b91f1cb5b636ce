"""Every error envgov raises on purpose: one sentence that says what, where and what to do.

EnvGovError
├── InputError      a file, folder or text that cannot be read
├── GazetteerError  reference data that contradicts itself
├── PatternError    an extraction pattern that is broken or fails its own examples
├── SchemaError     data that kinds.yaml does not allow
├── QueryError      a named query that is broken, unknown or asked wrongly
│   ├── RefusedError     a statement that the guard does not let through
│   ├── SlowQueryError   a query that was ended at its time limit
│   └── LargeQueryError  a query that needed more memory than there is
└── StoreError      a store that cannot be opened, reached or written
    ├── DocumentRefusedError  what a store that is sound refuses of one document
    └── StoreInUseError  a store that another process has open
"""

from __future__ import annotations


class EnvGovError(Exception):
    """Say in one sentence what went wrong, where, and what to do about it."""


class InputError(EnvGovError):
    """A file, folder or text that cannot be read as a document."""


class GazetteerError(EnvGovError):
    """Reference data that contradicts itself; names the file and the line."""


class PatternError(EnvGovError):
    """An extraction pattern that is broken, or that fails one of its own examples."""


class SchemaError(EnvGovError):
    """Data that kinds.yaml does not allow; names the kind, the property and the value."""


class QueryError(EnvGovError):
    """A named query that is broken, unknown, or asked with the wrong parameters."""


class RefusedError(QueryError):
    """A statement that the guard does not let through; names the word and the limit."""


class SlowQueryError(QueryError):
    """A query that was ended at its time limit."""


class LargeQueryError(QueryError):
    """A query that needed more memory than the store gives to one."""


class StoreError(EnvGovError):
    """A store that cannot be opened, reached or written."""


class DocumentRefusedError(StoreError):
    """What an engine refuses of that which is written to it, while it answers; names what it says."""


class StoreInUseError(StoreError):
    """A store that another process has open: `pid` of which, "?" where unknown; `serving` says that it is a service."""

    def __init__(self, sentence: str, *, pid: str, serving: bool) -> None:
        super().__init__(sentence)
        self.pid, self.serving = pid, serving

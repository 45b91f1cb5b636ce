"""API keys: made once, shown once, kept as hashes, with scopes and an end."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock

from envgov.graph.errors import EnvGovError

PREFIX = "gk_"
BYTES = 32  # of randomness: a key cannot be guessed, so that a fast hash is enough
SCOPES = ("read", "cypher", "write", "admin")
LONGEST = 200  # characters of what may be a key
FILE = "keys.json"


class KeyFileError(EnvGovError):
    """A file of keys that cannot be read or written, or a key that is not there."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret: `sha256` is of the whole key, `expires` the last day on which it works."""

    id: str
    name: str
    sha256: str
    scopes: tuple[str, ...]
    created: str
    expires: str | None = None

    def allows(self, scope: str) -> bool:
        """Say whether the key may do this; admin may do all."""
        return scope in self.scopes or "admin" in self.scopes

    def valid_on(self, day: date) -> bool:
        """Say whether the key works on a day."""
        return self.expires is None or day.isoformat() <= self.expires


class Keys:
    """The keys of a store, in a file that is read again when it changes."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._lock = Lock()
        self._read: tuple[tuple[int, int] | None, tuple[Key, ...]] = (None, ())

    def all(self) -> tuple[Key, ...]:
        """Return every key; raise KeyFileError where the file is damaged."""
        with self._lock:
            try:
                stat = self.file.stat()
            except FileNotFoundError:
                return ()
            stamp = (stat.st_mtime_ns, stat.st_size)
            if self._read[0] != stamp:
                self._read = (stamp, tuple(self._load()))
            return self._read[1]

    def _load(self) -> Iterable[Key]:
        try:
            for entry in json.loads(self.file.read_text("utf-8"))["keys"]:
                yield replace(Key(**entry), scopes=tuple(entry["scopes"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KeyFileError(
                f"{self.file} is no file of keys; restore it or make new keys: envgov keys new"
            ) from error

    def find(self, secret: str) -> Key | None:
        """Return the key that a caller gave, or None; the time it takes does not depend on which key is nearest."""
        digest = hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
        found: Key | None = None
        for key in self.all():
            if hmac.compare_digest(key.sha256, digest):
                found = key
        return found if found and found.valid_on(datetime.now(UTC).date()) else None

    def new(self, name: str, scopes: Iterable[str], *, days: int | None) -> tuple[Key, str]:
        """Make a key and return it with its secret, which is nowhere else."""
        secret = PREFIX + secrets.token_urlsafe(BYTES)
        today = datetime.now(UTC).date()
        expires = (today + timedelta(days=days)).isoformat() if days else None
        digest = hashlib.sha256(secret.encode()).hexdigest()
        key = Key(secrets.token_hex(4), name, digest, tuple(scopes), today.isoformat(), expires)
        self._write([*self.all(), key])
        return key, secret

    def remove(self, id: str) -> None:
        """Remove a key; raise KeyFileError where there is none of this id."""
        kept = [key for key in self.all() if key.id != id]
        if len(kept) == len(self.all()):
            raise KeyFileError(f"there is no key {id!r}; `envgov keys list` shows them")
        self._write(kept)

    def _write(self, keys: list[Key]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.file.with_suffix(".new")
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                json.dump({"keys": [asdict(key) for key in keys]}, out, ensure_ascii=False, indent=1)
            temporary.replace(self.file)
        except OSError as error:
            raise KeyFileError(f"{self.file} cannot be written ({error.strerror})") from error

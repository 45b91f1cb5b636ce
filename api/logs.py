"""Logs as one JSON object a line: controls are escaped, so that no text of a document or a caller begins a line of its own."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
OWN = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName", "color_message"}  # fmt: skip


class Lines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        found: dict[str, object] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        found["message"] = record.getMessage()
        found |= {name: value for name, value in record.__dict__.items() if name not in OWN}
        if record.exc_info:
            found["error"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=True, default=str)


def set_up_logs(level: str = "INFO") -> None:
    """Send the service's logs to standard error, one JSON object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name, least in (("envgov", level), ("uvicorn", max(level, "WARNING", key=LEVELS.index)), ("neo4j", "ERROR")):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(least)

"""What goes to the machine's own log: one event a line, UTC, no line break that somebody typed (ASVS V16)."""

from __future__ import annotations

import logging
import time


class OneLine(logging.Formatter):
    """`2026-04-01T05:00:00Z WARNING name message`; a trace follows on lines of its own, which begin with a blank."""

    converter = time.gmtime  # type: ignore[assignment]  # as the standard library documents it
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = ""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the name of the standard library
        return _flat(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802
        return " " + super().formatException(ei).replace("\n", "\n ")  # type: ignore[arg-type]  # as it came


def _flat(text: str) -> str:
    return "".join(ch if ch.isprintable() else repr(ch)[1:-1] for ch in text)

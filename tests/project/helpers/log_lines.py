"""What a program that reads our log gets to see: every line of every logger, in each form."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from project.logging import FactsFilter, JsonLines, TextLines


class Ear(logging.Handler):
    """Hears all loggers. `lines` are as we write them and as a handler of somebody else's would."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.addFilter(FactsFilter())
        self.forms = [JsonLines(), TextLines(), logging.Formatter("%(name)s %(message)s")]
        self.lines: list[str] = []
        self.rows: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        written = [form.format(record) for form in self.forms]
        self.lines += written
        self.rows.append(json.loads(written[0]))

    def of_request(self, answer: Any) -> list[dict[str, Any]]:
        """The lines from a warning on that were written for a request."""
        mine = [row for row in self.rows if row["request_id"] == answer.headers["X-Request-ID"]]
        return [row for row in mine if row["level"] in ("WARNING", "ERROR", "CRITICAL")]


@contextmanager
def listening() -> Iterator[Ear]:
    """Hear everything from DEBUG on until the block ends."""
    ear, root = Ear(), logging.getLogger()
    before = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield ear
    finally:
        root.removeHandler(ear)
        root.setLevel(before)

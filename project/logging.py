"""Log lines that say on whose behalf something happened: request id,
agency and person travel with the request.

In production each line is one JSON object on standard error with time, level, logger, message, request_id,
agency, user, event, and whatever the caller gave as `extra`. Elsewhere it is plain text.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_facts: ContextVar[dict[str, str]] = ContextVar("request_facts", default={})  # noqa: B039  (never changed in place)
KNOWN = ("request_id", "agency", "user")


@contextmanager
def request_facts(**facts: str) -> Iterator[None]:
    """Add facts (of KNOWN) to every log line of this thread until the block ends; blocks nest."""
    token = _facts.set({**_facts.get(), **facts})
    try:
        yield
    finally:
        _facts.reset(token)


class FactsFilter(logging.Filter):
    """Gives every record the facts of its request, empty outside of one, and an `event` if it has none."""

    def filter(self, record: logging.LogRecord) -> bool:
        facts = _facts.get()
        for name in KNOWN:
            if not hasattr(record, name):
                setattr(record, name, facts.get(name, ""))
        if not hasattr(record, "event"):
            record.event = ""
        return True


class JsonLines(JsonFormatter):
    """One JSON object a line; UTC times with milliseconds."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message", *KNOWN, "event"],
            rename_fields={"levelname": "level", "name": "logger"},
            # Django attaches the request to its records: it is no text, and holds more than a log may know.
            reserved_attrs=[*RESERVED, "request", "server_time"],
            timestamp="time",
        )


RESERVED = [*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName"]


def configuration(*, json_lines: bool) -> dict[str, Any]:
    """The LOGGING setting: everything to standard error, as JSON lines or as
    text; standard output is for commands."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"facts": {"()": "project.logging.FactsFilter"}},
        "formatters": {
            "json": {"()": "project.logging.JsonLines"},
            "text": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "filters": ["facts"],
                "formatter": "json" if json_lines else "text",
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "quillhouse": {"level": "INFO"},
            "procrastinate.worker": {"level": "INFO"},
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }

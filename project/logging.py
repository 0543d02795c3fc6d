"""Log lines that say on whose behalf something happened, and never how to do it oneself.

Request id, agency and person travel with the request; whatever opens something is hidden, whichever logger
writes the line (what that is: `project.base.keys`).

In production each line is one JSON object on standard error with time, level, logger, message, request_id,
agency, user, event, and whatever the caller gave as `extra`. Elsewhere it is plain text.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from pythonjsonlogger.json import JsonFormatter

from project.base.keys import ACCESS_TOKEN, KEYS, SECRET_FIELDS

_facts: ContextVar[dict[str, str]] = ContextVar("request_facts", default={})  # noqa: B039  (never changed in place)
_secrets: ContextVar[frozenset[str]] = ContextVar("request_secrets", default=frozenset())
KNOWN = ("request_id", "agency", "user")
refusals = logging.getLogger("quillhouse.refusals")

# --- what is hidden -----------------------------------------------------------------------------
HIDDEN = "***"
#: A slash as it stands in an address, in a query, or in a query inside one.
SLASH = r"(?:/|%(?:25)*2[Ff])"
#: Up to the next part of an address, the query, or whatever a log wraps around an address.
RUN = r"(?:(?!%(?:25)*(?:2[Ff]|3[Ff]|26|23))[^/\s\"'<>?&#\\])+"
#: Every key stands after a slash, which is looked for once: a long line costs a twentieth of what it would.
_AFTER = "|".join(key.after.removeprefix("/").replace("/", SLASH) for key in KEYS.values())
IN_PATHS = re.compile(f"({SLASH}(?:{_AFTER}))({RUN})")
IN_QUERIES = re.compile(
    rf"((?:[?&]|%(?:25)*(?:3[Ff]|26))(?:{'|'.join(sorted(SECRET_FIELDS))})(?:=|%(?:25)*3[Dd]))({RUN})"
)
IN_WORDS = re.compile(rf"({ACCESS_TOKEN})([A-Za-z0-9_-]{{20,}})")
#: Shorter ones would hide half of every line.
LONG_ENOUGH, LONG_PIECE = 6, 16


def masked(line: str) -> str:
    """The line without keys of addresses, secret values of queries, and access tokens."""
    for pattern in (IN_PATHS, IN_QUERIES, IN_WORDS):
        line = pattern.sub(rf"\1{HIDDEN}", line)
    return line


def masked_words(words: str) -> str:
    """`masked`, and without the secrets of the request that is being answered, wherever they stand.

    For messages and errors alone: who chooses the address of a request must not choose what the rest of its
    line hides.
    """
    words = masked(words)
    for secret in sorted(_secrets.get(), key=len, reverse=True):
        words = words.replace(secret, HIDDEN)
    return words


def keys_in(*texts: str) -> set[str]:
    """The keys that stand in addresses, however often they were quoted; of long ones the pieces too."""
    found: set[str] = set()
    for reading in {reading for text in texts for reading in (text, unquote(text), unquote(unquote(text)))}:
        found |= {match[2] for pattern in (IN_PATHS, IN_QUERIES) for match in pattern.finditer(reading)}
    pieces = {piece for key in found for piece in re.split(r"[-~.:]", key) if len(piece) >= LONG_PIECE}
    return found | pieces


@contextmanager
def hidden(secrets: Iterable[str]) -> Iterator[None]:
    """Until the block ends no message and no error of this thread shows any of them."""
    token = _secrets.set(_secrets.get() | {secret for secret in secrets if len(secret) >= LONG_ENOUGH})
    try:
        yield
    finally:
        _secrets.reset(token)


def hide_typed(request: HttpRequest) -> None:
    """From here to the end of the request hide what was typed into secret fields, as far as it was read: the
    words of an unforeseen error may quote it."""
    typed: Any = getattr(request, "_post", {})
    values = {value for name in SECRET_FIELDS & set(typed) for value in typed.getlist(name)}
    _secrets.set(_secrets.get() | {value for value in values if len(value) >= LONG_ENOUGH})


class Record(logging.LogRecord):
    """A record whose text is masked for every handler, be it ours or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0]:
            self.exc_text = masked_words(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802  (its name in logging)
        return masked_words(super().getMessage())


# --- on whose behalf ----------------------------------------------------------------------------
@contextmanager
def request_facts(**facts: str) -> Iterator[None]:
    """Add facts (of KNOWN) to every log line of this thread until the block ends; blocks nest."""
    token = _facts.set({**_facts.get(), **facts})
    try:
        yield
    finally:
        _facts.reset(token)


def facts_of(request: Any) -> dict[str, str]:
    """What is known of a request by now: nothing of the agency before its host was looked up, no person for a
    visitor; somebody who is no member is named by a number."""
    agency, member = getattr(request, "agency", None), getattr(request, "member", None)
    number = getattr(getattr(request, "user", None), "pk", None)
    person = member.public_id if member else f"person {number}" if number else ""
    return {
        "request_id": getattr(request, "request_id", ""),
        "agency": agency.code if agency else "",
        "user": person,
    }


class FactsFilter(logging.Filter):
    """Gives every record the facts of its request, empty outside of one, and an `event` if it has none."""

    def filter(self, record: logging.LogRecord) -> bool:
        facts = {**facts_of(getattr(record, "request", None)), **_facts.get()}
        for name in KNOWN:
            if not hasattr(record, name):
                setattr(record, name, facts.get(name, ""))
        if not hasattr(record, "event"):
            record.event = ""
        return True


class RoutineFilter(logging.Filter):
    """Drops the worker's lines that a sweep has begun and that it succeeded: some forty a minute, among which
    nobody finds the line that matters. Failures and retries stay, and so does every line of other jobs."""

    ROUTINE = ("start_job", "job_success")

    def filter(self, record: logging.LogRecord) -> bool:
        job = getattr(record, "job", None)
        swept = isinstance(job, dict) and "timestamp" in job.get("task_kwargs", ())
        return not (swept and getattr(record, "action", "") in self.ROUTINE)


def log_refusal(request: HttpRequest, response: HttpResponseBase) -> None:
    """One line for an answer from 400 on, whoever gave it, unless Django has written one with its error.
    `refusal` of the response says more about it: `event` and short values, never what was typed."""
    if response.status_code < 400 or getattr(response, "_has_been_logged", False):
        return
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django asks this before it writes its own
    level = logging.ERROR if response.status_code >= 500 else logging.WARNING
    facts = {"event": "refused", **getattr(response, "refusal", {}), **facts_of(request)}
    # Escaped: an address must not begin another line.
    asked = f"{request.method} {request.path}".encode("unicode_escape").decode("ascii")
    extra = {**facts, "status_code": response.status_code}
    refusals.log(level, "%s %s: %s", response.status_code, response.reason_phrase, asked, extra=extra)


# --- how it is written --------------------------------------------------------------------------
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

    def formatException(self, ei: Any) -> str:  # noqa: N802  (its name in logging)
        return masked_words(logging.Formatter.formatException(self, ei))

    def process_log_record(self, log_record: dict[str, Any]) -> dict[str, Any]:
        return {name: HIDDEN if name in SECRET_FIELDS else value for name, value in log_record.items()}

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


RESERVED = [*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName"]


class TextLines(logging.Formatter):
    """Plain text, for a person at a terminal."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {request_id} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def configuration(*, json_lines: bool) -> dict[str, Any]:
    """The LOGGING setting: everything to standard error, as JSON lines or as
    text; standard output is for commands."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "facts": {"()": "project.logging.FactsFilter"},
            "routine": {"()": "project.logging.RoutineFilter"},
        },
        "formatters": {
            "json": {"()": "project.logging.JsonLines"},
            "text": {"()": "project.logging.TextLines"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "filters": ["routine", "facts"],
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

"""Mail servers that rest: one that was silent or away is left alone for a while by this process, longer each
time, so that a hundred mails do not find out the same a hundred times. Nothing of it is stored."""

from __future__ import annotations

import smtplib
import time
from dataclasses import dataclass

#: Seconds that a server rests after it first failed; doubled with each failure in a row.
SHORTEST, LONGEST = 5.0, 300.0
#: Refusals of one mail: they say nothing about the next.
ABOUT_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


@dataclass(frozen=True)
class Rest:
    """`until` by the clock that never jumps."""

    seconds: float
    until: float


_rests: dict[str, Rest] = {}


def rest_of(host: str) -> float:
    """For how many seconds this server is not to be asked; 0 when it may be."""
    rest = _rests.get(host)
    return max(0.0, rest.until - time.monotonic()) if rest else 0.0


def note_failure(host: str, error: OSError) -> None:
    """Something went wrong in a talk: let the server rest unless it only refused that mail."""
    if isinstance(error, ABOUT_ONE_MAIL):
        return note_answer(host)
    before = _rests.get(host)
    if before and before.until > time.monotonic():
        return None  # two talks at once have found out the same
    seconds = min(before.seconds * 2, LONGEST) if before else SHORTEST
    _rests[host] = Rest(seconds, time.monotonic() + seconds)
    return None


def note_answer(host: str) -> None:
    """The server did what it is for."""
    _rests.pop(host, None)


def forget_rests() -> None:
    """Between tests."""
    _rests.clear()

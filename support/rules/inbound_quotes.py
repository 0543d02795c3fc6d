"""What somebody wrote in a mail, and what their program quoted below it.

Ours, because the libraries for this judge whole texts by regular expressions that a hostile text makes slow,
and know less of Outlook. Line by line, each looked at a bounded number of times.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: A line longer than this is no heading of a quotation.
LONGEST = 300
#: "On Mon, 2 March 2026 at 10:15, Sam <sam@…> wrote:", in the languages of those programs.
_WROTE = re.compile(
    r"(?:On|Le|Am|El|Il|Op|Em|W dniu|Den)\b.*(?:wrote|a écrit|schrieb|escribió|ha scritto|schreef|escreveu"
    r"|pisze|napisał|skrev)\b.*:\s*\Z",
    re.IGNORECASE,
)
#: "Sam <sam@…> schrieb am 2. März 2026 um 10:15:" and "2 March 2026, 10:15, Sam <sam@…>:"
_WROTE_LATE = re.compile(
    r"[^:]{1,150}\b(?:schrieb am|wrote on|wrote)\b.{0,120}:\s*\Z|\d.{5,60}<[^<>\s]+@[^<>\s]+>:\s*\Z"
)
_LINE = re.compile(
    r"[-_*\s]{2,}(?:Original Message|Ursprüngliche Nachricht|Original-Nachricht|Message d’origine"
    r"|Message d'origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht|Original Appointment"
    r"|Reply above this line)[-_*\s]{2,}\Z",
    re.IGNORECASE,
)
#: A day or a time: “On Monday I wrote:” is no heading.
_NUMBER = re.compile(r"\d")
#: Headings of Outlook: the first of them, and those that follow within a few lines.
_FROM = re.compile(r"\*?(?:From|Von|De|Da|Van|Från|Fra|Od)\s?:\*?\s+\S", re.IGNORECASE)
_BELOW = re.compile(
    r"\*?(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|Inviato|A"
    r"|Oggetto|Verzonden|Aan|Onderwerp)\s?:\*?\s",
    re.IGNORECASE,
)
#: Below a line of these alone Outlook on the web quotes.
_RULE = re.compile(r"_{10,}\s*\Z")
_SIGN = re.compile(
    r"(?:Sent from my |Get Outlook for |Sent from Outlook|Gesendet von |Von meinem .{1,30} gesendet"
    r"|Envoyé de mon |Enviado desde mi |Inviato da )",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|doorst)\s*:", re.IGNORECASE)


class Parted(NamedTuple):
    """`said`: what is new; `quoted`: what was there before."""

    said: str
    quoted: str


def parted(text: str, subject: str = "") -> Parted:
    """Part a text at the first heading of a quotation, or at quoted lines that only quoted ones follow. What
    was forwarded is what it is about, and stays; so does a text that would have nothing left. Answers between
    quoted lines stay where they are."""
    lines = text.split("\n")
    at = len(lines) if _FORWARDED.match(subject) else _start(lines)
    said = _without_sign("\n".join(lines[:at]))
    if not said:
        return Parted(text.strip(), "")
    return Parted(said, "\n".join(lines[at:]).strip())


def _start(lines: list[str]) -> int:
    """Where the quotation begins; the number of lines when there is none."""
    for at, line in enumerate(lines):
        if _is_heading(lines, at, line) and not _answered_below(lines, at):
            return at
    return _tail(lines)


def _is_heading(lines: list[str], at: int, line: str) -> bool:
    if not line.strip() or len(line) > LONGEST or line.startswith(">"):
        return False
    line = line.strip()
    if _LINE.match(line) or (_RULE.match(line) and _outlook(lines, at + 1)):
        return True
    if _outlook(lines, at):
        return True
    two = f"{line} {lines[at + 1].strip()[:LONGEST]}" if at + 1 < len(lines) else line
    return _wrote(line) or _wrote(two)


def _wrote(line: str) -> bool:
    found = _WROTE.match(line) or _WROTE_LATE.match(line)
    return found is not None and _NUMBER.search(line) is not None


def _outlook(lines: list[str], at: int) -> bool:
    """Whether from here on, blank lines aside, stand the headings of a mail that is quoted."""
    near = [line.strip()[:LONGEST] for line in lines[at : at + 10] if line.strip()]
    below = [one for one in near[1:6] if _BELOW.match(one)]
    return bool(near) and _FROM.match(near[0]) is not None and len(below) >= 2


def _answered_below(lines: list[str], at: int) -> bool:
    """Whether quoted lines follow and own ones after them: somebody answers point by point."""
    below = at + 1
    while below < min(at + 4, len(lines)) and not lines[below].startswith(">"):
        below += 1
    if below >= len(lines) or not lines[below].startswith(">"):
        return False
    while below < len(lines) and (lines[below].startswith(">") or not lines[below].strip()):
        below += 1
    return below < len(lines) and not _SIGN.match(lines[below].strip()) and lines[below].rstrip() != "--"


def _tail(lines: list[str]) -> int:
    """Where quoted lines begin that nothing of one's own follows."""
    at = len(lines)
    while at and (lines[at - 1].startswith(">") or not lines[at - 1].strip()):
        at -= 1
    return at


def _without_sign(text: str) -> str:
    """Without the advertisement of a telephone, and without a signature below "-- "."""
    lines = text.rstrip().split("\n")
    for at in range(len(lines) - 1, max(len(lines) - 16, -1), -1):
        if lines[at].rstrip("\r") in ("-- ", "--"):
            lines = lines[:at]
            break
    while lines and (not lines[-1].strip() or _SIGN.match(lines[-1].strip())):
        lines.pop()
    return "\n".join(lines).strip()

"""The pages /mail/ of the demo: the mails that were written to files instead
of being sent, for whoever tries it out.

They show links that only a mail's reader should have. So they exist in demo mode alone, which binds to
loopback and where everybody may be everybody; elsewhere each of them is a 404.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from agencies.models import Agency, Domain

from .base import query
from .base.access import public
from .base.errors import NotVisible
from .base.http import AgencyRequest
from .base.paging import Page
from .base.secrecy import shows_secret

#: How Django's file backend names its files, and what it writes after each message.
NAME = re.compile(r"\d{8}-\d{6}-\d+")
END = b"\n" + b"-" * 79 + b"\n"
#: Files of one page, and how many are opened at most to find so many of this agency.
SHOWN, READ = 25, 400
HEADERS = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Reply-To",
    "Auto-Submitted",
)
#: The policy of a mail's own HTML: of pictures it has those that travel with it.
FRAMED = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": True,
}


@dataclass(frozen=True)
class Written:
    """One mail in a file: message `place` (from 0) of the file `name`."""

    name: str
    place: int
    mail: EmailMessage

    @property
    def url(self) -> str:
        return reverse("mail", args=[self.name, self.place])

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"] or "")

    @property
    def recipient(self) -> str:
        return str(self.mail["To"] or "")

    @property
    def sent_at(self) -> Any:
        return getattr(self.mail["Date"], "datetime", None)

    @property
    def headers(self) -> list[dict[str, str]]:
        return [{"label": name, "value": str(self.mail[name])} for name in HEADERS if self.mail[name]]

    def part(self, kind: str) -> str:
        """The text ("plain") or the HTML ("html") of the mail, "" without one."""
        body = self.mail.get_body((kind,))
        return str(body.get_content()) if body else ""

    @property
    def framed(self) -> str:
        """The HTML with the pictures that travel along in place, as a mail program shows it; "" without."""
        html = self.part("html")
        for part in self.mail.walk():
            named = str(part["Content-ID"] or "").strip("<>")
            if named and part.get_content_type() == "image/png":
                html = html.replace(f"cid:{named}", as_data(part.get_content()))
        return html


def as_data(png: bytes) -> str:
    """The address of a picture that is the picture."""
    return f"data:image/png;base64,{b64encode(png).decode()}"


def demo_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """404 outside of demo mode, whatever is asked."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise NotVisible
        return view(request, *args, **kwargs)

    return guarded


@public
@demo_only
@require_safe
def mails(request: AgencyRequest) -> HttpResponse:
    """The mails of this host's agency, newest first. `?before=` a file's name: those older than it."""
    names = _names()
    before = query.text(request.GET, "before")
    start = names.index(before) + 1 if before in names else 0
    found: list[Written] = []
    read = 0
    hosts = _hosts(request.agency)
    for name in names[start : start + READ]:
        read += 1
        found += reversed([written for written in _of_file(name) if _is_of(written, hosts)])
        if len(found) >= SHOWN:
            break
    last = start + read
    older = f"?before={names[last - 1]}" if 0 < last < len(names) else ""
    return render(request, "mails/list.html", {"page": Page(found, older, reverse("mails") if start else "")})


@shows_secret
@public
@demo_only
@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types forget views with arguments
def mail(request: AgencyRequest, name: str, place: int) -> HttpResponse:
    """One mail: its headers, its text, and its HTML in a frame."""
    written = _written(request.agency, name, place)
    text, frame_url = (
        written.part("plain"),
        reverse("mail_html", args=[name, place]) if written.part("html") else "",
    )
    return render(request, "mails/mail.html", {"mail": written, "text": text, "frame_url": frame_url})


@shows_secret
@public
@demo_only
@require_safe
@csp(FRAMED)  # type: ignore[arg-type]  # its types forget views with arguments
@xframe_options_sameorigin
def mail_html(request: AgencyRequest, name: str, place: int) -> HttpResponse:
    """The HTML of a mail as it was written, for the frame: it can load
    nothing, run nothing and lead nowhere."""
    html = _written(request.agency, name, place).framed
    if not html:
        raise NotVisible
    return HttpResponse(html)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _names() -> list[str]:
    """The files without their suffix, newest first."""
    if not _folder().is_dir():
        return []
    files = [
        (path.stat().st_mtime_ns, path.stem) for path in _folder().glob("*.log") if NAME.fullmatch(path.stem)
    ]
    return [name for _at, name in sorted(files, reverse=True)]


def _of_file(name: str) -> Iterator[Written]:
    """The mails of one file, oldest first. A line of dashes within a
    mail does not end it: no headers follow."""
    pieces: list[bytes] = []
    for piece in (_folder() / f"{name}.log").read_bytes().split(END):
        if b"\nMessage-ID: " in piece.partition(b"\n\n")[0]:
            pieces.append(piece)
        elif pieces and piece.strip():
            pieces[-1] += END + piece
    for place, piece in enumerate(pieces):
        yield Written(name, place, message_from_bytes(piece, policy=policy.default))


def _hosts(agency: Agency) -> set[str]:
    return set(Domain.objects.filter(agency=agency).values_list("host", flat=True))


def _is_of(written: Written, hosts: set[str]) -> bool:
    """Whether a mail is of the agency with these hosts: its Message-ID ends with one of them."""
    return str(written.mail["Message-ID"]).strip().strip("<>").rpartition("@")[2] in hosts


def _written(agency: Agency, name: str, place: int) -> Written:
    """One mail of this agency. Raises NotVisible for everything else."""
    if not NAME.fullmatch(name) or not (_folder() / f"{name}.log").is_file():
        raise NotVisible
    hosts = _hosts(agency)
    for written in _of_file(name):
        if written.place == place and _is_of(written, hosts):
            return written
    raise NotVisible

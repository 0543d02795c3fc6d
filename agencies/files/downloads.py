"""Answers that a browser saves and never shows: what the program makes when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

#: Nothing in a file runs in the origin of our pages, and nothing of it is kept by proxies.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store, private",
}


def as_download(content: bytes | Iterable[bytes], *, name: str, content_type: str) -> HttpResponseBase:
    """Bytes, or pieces of them as they come, as a file of that name in any letters (RFC 5987)."""
    kind = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    answer = kind(content, content_type=content_type)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    for header, value in HEADERS.items():
        answer.headers[header] = value
    return answer

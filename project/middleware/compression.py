"""Pages are sent compressed to whoever takes them so, but for those that show a secret."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from project.base.secrecy import may_show_secret

#: What of our answers gets smaller. Files are sent as they are stored, static ones are compressed already.
KINDS = ("text/html", "text/css", "text/plain", "application/vnd.oai.openapi+json")
#: Bytes below which an answer fits into one packet either way.
LEAST = 1_000
#: Of 1 to 9. Of a list of fifty orders 6 takes a fifth more time than 5, and saves a hundredth of the bytes.
LEVEL = 5
#: By so many bytes at most is each answer longer than it would be.
PADDING = 100


class CompressionMiddleware:
    """Compresses with gzip what a view has answered.

    The length of a compressed page tells whether a guess, which somebody else put into it, stands in it a
    second time (BREACH). So answers of views that show a secret are never compressed; the tokens of forms
    look different each time; and each answer is longer by the name of a file of random length, which readers
    skip. Answers in pieces and downloads stay as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 304:
            patch_vary_headers(response, ["Accept-Encoding"])
        elif _may_be_compressed(request, response):
            patch_vary_headers(response, ["Accept-Encoding"])
            if accepts_gzip(request.headers.get("Accept-Encoding", "")):
                _compress(response)
        return response


def _may_be_compressed(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return not (
        response.streaming
        or len(response.content) < LEAST
        or response.headers.get("Content-Type", "").partition(";")[0] not in KINDS
        or response.has_header("Content-Encoding")
        or response.has_header("Content-Disposition")
        or (match is not None and may_show_secret(match.func))
    )


def _compress(response: HttpResponse) -> None:
    response.content = compressed(response.content)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):  # of these very bytes, which others are sent instead of
        response.headers["ETag"] = f"W/{tag}"


def compressed(content: bytes) -> bytes:
    """`content` as gzip, its head longer by a random number of bytes."""
    name = b"-" * secrets.randbelow(PADDING + 1)
    body = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + name + b"\x00"
    tail = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return head + body.compress(content) + body.flush() + tail


def accepts_gzip(accepted: str) -> bool:
    """Whether a header Accept-Encoding takes gzip: by its name, or by "*" where its name does not stand."""
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = next((text[2:].strip() for text in parameters if text.startswith("q=")), "1")
    weight = weights.get("gzip", weights.get("*", "0"))
    return weight.strip("0.") != ""

"""Refusals as problem documents (RFC 9457): the API's counterpart of the error pages, from the same classes.

`{"type", "title", "status", "detail"}`, with `errors` by field where something typed is wrong, and with what
a conflict is about: `state`, `allowed` and `blocked` of a thing whose state forbids the verb, `current` of
one that somebody else saved meanwhile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework import exceptions
from rest_framework.response import Response

from project.base.errors import Invalid, NoSuchRange, NotVisible, QuillhouseError

MEDIA_TYPE = "application/problem+json"
#: Where the API begins; whatever is refused below it is refused in its words.
ROOT = "/api/v1/"
#: What `type` begins with; the rest is the name of the error in docs/api.md.
KIND = "urn:quillhouse:problem:"


class Unreadable(exceptions.ParseError):
    """A body that is not what its type says."""


class KeyReused(QuillhouseError):
    """An Idempotency-Key that came before with another body."""

    status = 422
    title = _lazy("This key was used before")


class StillRunning(QuillhouseError):
    """The first call with this Idempotency-Key has not ended yet."""

    status, retry_after = 503, 5
    title = _lazy("This request is still running")


class ScopeMissing(QuillhouseError):
    """The token does not reach so far, whoever made it."""

    status = 403
    title = _lazy("The access token does not allow this")


class ReauthenticationRequired(QuillhouseError):
    """A dangerous act by a session whose person has not shown lately who they are."""

    status = 403
    title = "Confirm who you are first"


def is_api(request: HttpRequest) -> bool:
    """Whether a refusal of this request is a problem document."""
    return request.path_info.startswith(ROOT)


def problem_of(error: Exception) -> dict[str, Any]:
    """The document of an error, without what only its view knows."""
    if isinstance(error, QuillhouseError):
        return _of_ours(error)
    if isinstance(error, Http404):
        return problem_of(NotVisible())
    if isinstance(error, exceptions.ValidationError):
        found = problem(400, "invalid", Invalid.title, _("Check the fields."))
        return {**found, "errors": dict(_flat(error.detail))}
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, kind_of(error), detail=str(error.detail))
    return problem(400, "bad-request", detail=str(error) if isinstance(error, BadRequest) else "")


def _of_ours(error: QuillhouseError) -> dict[str, Any]:
    # Of a form 422 is a page that comes back; here what is wrong with a body is 400.
    status = 400 if error.status == 422 and not isinstance(error, KeyReused) else error.status
    words = " ".join(filter(None, (str(error), str(error.hint))))
    found = problem(status, kind_of(error), error.title, words)
    if isinstance(error, Invalid):
        found["errors"] = {name: [str(text) for text in texts] for name, texts in error.errors.items()}
    return found


def _flat(detail: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Messages by field; those of a field of the third of some points stand under "points.2.request"."""
    if isinstance(detail, Mapping):
        for inner, texts in detail.items():
            yield from _flat(texts, f"{name}.{inner}" if name else str(inner))
    elif any(isinstance(one, Mapping | list) for one in detail):
        for place, inner in enumerate(detail):
            yield from _flat(inner, f"{name}.{place}")
    elif detail:
        yield name.removesuffix(".non_field_errors"), [str(text) for text in detail]


def problem(status: int, kind: str, title: Any = "", detail: str = "") -> dict[str, Any]:
    """A document without more than the standard members."""
    return {
        "type": f"{KIND}{kind}",
        "title": str(title or TITLES.get(status, "")),
        "status": status,
        "detail": detail,
    }


def kind_of(error: Exception) -> str:
    """The error's name as it stands in `type`: WrongState is "wrong-state"."""
    return KINDS.get(type(error).__name__) or re.sub("(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


KINDS = {
    "NotVisible": "not-found",
    "Http404": "not-found",
    "TooMany": "too-many-requests",
    "ParseError": "bad-request",
    "Unreadable": "bad-request",
    "NotAuthenticated": "not-authenticated",
    "AuthenticationFailed": "not-authenticated",
}
TITLES = {
    400: _lazy("We could not read that request"),
    401: _lazy("Sign in first"),
    403: _lazy("You cannot do this"),
    404: _lazy("Not found"),
    405: _lazy("This method is not available here"),
    406: _lazy("Only JSON is available"),
    413: _lazy("That is too large"),
    415: _lazy("This content type is not accepted here"),
    429: _lazy("Too many requests"),
    500: _lazy("Something went wrong on our side"),
    503: _lazy("Not available at the moment"),
}


def as_response(document: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A document as an answer of whatever is not a DRF view: middleware, handlers."""
    body = json.dumps(document, ensure_ascii=False, default=str, separators=(",", ":"))
    return HttpResponse(body, status=document["status"], content_type=MEDIA_TYPE, headers=dict(headers or {}))


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER. None for what is nobody's refusal: the gate and Django's handlers answer that,
    as they do for pages."""
    refused = isinstance(error, (QuillhouseError, Http404, exceptions.APIException, BadRequest))
    if not refused:
        return None
    document = problem_of(error)
    if facts := getattr(context.get("view"), "conflict_facts", None):
        document |= facts(error)
    response = Response(document, status=document["status"], content_type=MEDIA_TYPE)
    for name, value in headers_of(error).items():
        response[name] = value
    response.refusal = {"error": type(error).__name__, **getattr(error, "facts", {})}
    return response


def headers_of(error: Exception) -> dict[str, str]:
    """What the client has to know beside the document."""
    found = dict(error.headers) if isinstance(error, NoSuchRange) else {}
    if retry := getattr(error, "retry_after", None) or getattr(error, "wait", None):
        found["Retry-After"] = str(int(retry))
    if header := getattr(error, "auth_header", None):
        found["WWW-Authenticate"] = header
    return found


def unforeseen(request: HttpRequest) -> HttpResponse:
    """What is said of our own mistakes: nothing but the id by which the log knows the request."""
    number = getattr(request, "request_id", "")
    words = _("The error is in our log under %s.") % number if number else ""
    return as_response(problem(500, "server-error", detail=words))

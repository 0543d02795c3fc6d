"""What is broken beside us, told from our own mistakes: a database that is away, a disk that is full."""

from __future__ import annotations

import errno
from typing import Any

from django.conf import settings
from django.db import Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from project.base.api.problems import as_response, is_api, problem
from project.base.forms import CSRF

RETRY_SECONDS, SUSPENDED_SECONDS = 5, 3600
#: Internal errors of PostgreSQL that tell of its state: a transaction that was idle for too long, and one on
#: a server that only reads, as after a failover.
PASSING_STATES = {"25P03", "25006"}
#: A disk that is full, beyond a quota, broken, or has turned read-only.
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}
#: What is never written into a page.
SECRET = ("password", "code", "secret", "token")


def is_away(error: BaseException | None) -> bool:
    """Whether the database cannot work at the moment: nothing is wrong with what was asked."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", None) in PASSING_STATES
    return isinstance(error, OperationalError | InterfaceError)


def is_full_disk(error: BaseException | None) -> bool:
    """Whether files cannot be stored at the moment."""
    return isinstance(error, OSError) and not isinstance(error, Error) and error.errno in DISK


def suspended(request: HttpRequest) -> HttpResponse:
    """What an agency answers to everything while the operator has suspended it."""
    headers = {"Retry-After": str(SUSPENDED_SECONDS), "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    words = "This site is not available at the moment. If you run it, contact your operator."
    if is_api(request):
        response = as_response(problem(503, "unavailable", "", words), headers)
    else:
        response = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8", headers=headers)
    response.refusal = {"event": "agency_suspended"}  # type: ignore[attr-defined]
    return response


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """What is said while the database is away: no session, no query, a hint when to come back. A form that
    was sent comes back with all that was typed, to be sent again from there."""
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    if is_api(request):
        words = "The database can’t be reached at the moment. Try again in a few seconds."
        return _refused(as_response(problem(503, "unavailable", "", words), headers), error)
    if request.method != "POST" or request.headers.get("HX-Request"):
        words = "The database can’t be reached at the moment. Try again in a few seconds."
        kind = "text/plain; charset=utf-8"
        return _refused(HttpResponse(words, status=503, content_type=kind, headers=headers), error)
    context: dict[str, Any] = {"action": request.get_full_path(), "typed": typed(request), "csrf": CSRF}
    context["files"] = bool(getattr(request, "_files", None))
    page = render_to_string("errors/503_typed.html", context)
    return _refused(HttpResponse(page, status=503, headers=headers), error)


def _refused(response: HttpResponse, error: Exception) -> HttpResponse:
    """The answer with what the log says of it, on the one line of this refusal."""
    facts = {"event": "database_refused", "error": type(error).__name__}
    response.refusal = facts  # type: ignore[attr-defined]
    return response


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that were sent, in their order, for a page that sends them again. None of a form with a
    secret in it, nor of one that nobody has read yet and that is larger than one without files may be."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    small = told.isdigit() and int(told) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if not (hasattr(request, "_post") or small):
        return []
    sent = [(name, text) for name, texts in request.POST.lists() for text in texts]
    secret = any(word in name.lower() for name, _text in sent for word in SECRET if name != CSRF)
    return [] if secret else sent

"""Refusals as pages: one mapping from what went wrong to what a person reads."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from project.base.access import public
from project.base.api.problems import as_response, headers_of, is_api, problem_of, unforeseen
from project.base.errors import NotAllowed, NotVisible, QuillhouseError, UnknownFields
from project.base.forms import CSRF
from project.base.http import knows_agency

from .outages import is_away, typed, unavailable

#: Statuses that have a page of their own in templates/errors/.
PAGES = {400, 403, 404, 409, 410, 413, 422, 429, 500, 503, 507}


def error_response(request: HttpRequest, error: Exception, **facts: str) -> HttpResponse:
    """The page (or, for HTMX, the fragment) that tells what was refused and what to do next.
    `facts` are for the log (project.logging.log_refusal)."""
    if is_api(request):
        response = as_response(problem_of(error), headers_of(error))
    else:
        response = _refusal_page(request, error)
    return _noted(response, error, facts)


def _noted(response: HttpResponse, error: Exception, facts: dict[str, str]) -> HttpResponse:
    """The answer with what the log says of it, and when to come again."""
    response.refusal = {"error": type(error).__name__, **getattr(error, "facts", {}), **facts}  # type: ignore[attr-defined]
    if retry := getattr(error, "retry_after", None):
        response.headers["Retry-After"] = str(retry)
    return response


def _refusal_page(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, QuillhouseError):
        status = getattr(error, "page_status", error.status)
        title, message, hint = error.title, error.message, error.hint
    else:
        status, title = 400, _("We could not read that request")
        message, hint = str(error) if isinstance(error, BadRequest) else "", ""
    return _page(request, status, {"title": title, "message": message, "hint": hint})


def fields_refused(request: HttpRequest, names: Sequence[str]) -> HttpResponse:
    """The refusal of fields that a view does not take, with the others to be sent again without them."""
    error = UnknownFields(names)
    if getattr(request, "htmx", False):
        return error_response(request, error)
    rest = [(name, text) for name, text in typed(request) if name not in names]
    context = {"title": error.title, "message": error.message, "hint": error.hint, "status": error.status}
    context |= {"action": request.get_full_path(), "typed": rest, "csrf": CSRF, "files": bool(request.FILES)}
    context |= {"frame": _frame(request), "page_hint": ""}
    return _noted(render(request, "errors/unknown_fields.html", context, status=error.status), error, {})


def _page(request: HttpRequest, status: int, context: dict[str, Any]) -> HttpResponse:
    template = f"errors/{status if status in PAGES else 400}.html"
    if getattr(request, "htmx", False):
        template = "errors/_fragment.html"
    # The first-run hint belongs to the page that is not shown.
    around = {"frame": _frame(request), "page_hint": "", "status": status}
    return render(request, template, {**context, **around}, status=status)


def _frame(request: HttpRequest) -> str:
    """The layout that the person has around them: of a member the workspace, of others the public bar. Of
    requests that ended before their agency was known, none."""
    if not knows_agency(request):
        return ""
    return "base_workspace.html" if request.member else "base_public.html"


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    if is_api(request):
        return error_response(request, exception or BadRequest())
    return _page(request, 400, {"title": _("We could not read that request"), "message": "", "hint": ""})


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404: the same words for what does not exist and for what may not be seen."""
    if is_api(request):
        return error_response(request, NotVisible())
    return _page(request, 404, {"title": NotVisible.title, "message": "", "hint": ""})


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    if is_api(request):
        return error_response(request, NotAllowed())
    return _page(request, 403, {"title": NotAllowed.title, "message": "", "hint": ""})


@public
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: usually a page that was open through a sign-out."""
    context = {
        "title": _("This form has expired"),
        "message": _(
            "The page was open for a long time, or you signed in or out in another tab in the meantime."
        ),
        "hint": _("Go back, reload the page and submit the form again."),
    }
    return _page(request, 403, context)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: rendered without touching the database, which may be the reason. What a middleware ran
    into, beyond the gate, is told from our mistakes here."""
    error = sys.exception()
    if isinstance(error, Exception) and is_away(error):
        return unavailable(request, error)
    if is_api(request):
        return unforeseen(request)
    return HttpResponse(
        render_to_string("errors/500_bare.html", {"request_id": getattr(request, "request_id", "")}),
        status=500,
    )

"""The operator's own host: it belongs to no agency, so nothing that knows agencies and their members sees its
requests. Sessions there are its own, and none of an agency's host is worth anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_protect

from project.base.http import host_name
from project.outages import is_away, unavailable

#: Its addresses, by name: middleware knows no view.
URLS = "project.operator_urls"


def is_operators(request: HttpRequest) -> bool:
    """Whether the request came to the operator's host. There is none unless OPERATOR_HOST says so."""
    return bool(settings.OPERATOR_HOST) and host_name(request) == settings.OPERATOR_HOST


class OperatorMiddleware:
    """Answers what came to the operator's host, and passes on everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.operator = SessionMiddleware(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_operators(request):
            return self.get_response(request)
        response: Any = self.operator(request)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        response.headers["X-Robots-Tag"] = "noindex"
        answer: HttpResponseBase = response
        return answer


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        match = resolve(request.path_info, URLS)
    except Resolver404:
        return HttpResponse("There is nothing here.", status=404, content_type="text/plain")
    if (request.content_type or "").startswith("multipart/"):
        return HttpResponse("No files are taken here.", status=400, content_type="text/plain")
    view: Any = csrf_protect(match.func)
    try:
        with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
            answer: HttpResponse = view(request, *match.args, **match.kwargs)
    except Error as error:
        if not is_away(error):
            raise
        return unavailable(request, error)
    return answer

"""Which agency a request is for, by its host name; and what is refused before anything reads it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.encoding import iri_to_uri

from agencies.rules.absolute_urls import public_url
from project import health
from project.base import text
from project.base.api.problems import as_response, is_api, problem
from project.base.http import AgencyRequest, host_name
from project.base.readiness import NO_AGENCY
from project.hosts import Place, any_agency, is_ours, place_of_host
from project.logging import hidden, keys_in, log_refusal, request_facts
from project.middleware.operator import is_operators
from project.outages import RETRY_SECONDS, is_away, unavailable

#: Where a proxy that makes certificates on demand asks whether a host is ours: `?domain=`.
ASK = "/tls/ask"
#: What any host serves for pages that stand at it.
STATIC = "/static/"


class HostMiddleware:
    """First of all: gives the request an id, answers health questions,
    and lets the host name choose the agency. Last of all: writes each refusal to the log, once.

    A host that is not a Domain row gets a plain 404 that says nothing about which hosts there are; while
    there is no agency at all, it says how one is made. Broken text in the address or the query (NUL, lone
    surrogates) gets 400 here, before anything reads it; a cookie that holds some counts as not sent, so that
    nobody is locked out by what another program left in the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:16]
        asked = (
            request.path_info,
            f"?{request.META.get('QUERY_STRING', '')}",
            request.META.get("HTTP_REFERER", ""),
        )
        with request_facts(request_id=request.request_id), hidden(keys_in(*asked)):
            response = self._answer(request)
            log_refusal(request, response)
        response.headers["X-Request-ID"] = request.request_id
        return response

    def _unreadable(self, request: AgencyRequest) -> HttpResponse:
        words = "This address holds characters that cannot be read."
        if is_api(request):
            return as_response(problem(400, "bad-request", "", words))
        return HttpResponse(words, status=400, content_type="text/plain")

    def _answer(self, request: AgencyRequest) -> HttpResponse:
        if request.path_info.startswith("/healthz/"):
            return self._health(request)
        if (
            text.has_forbidden(request.path_info)
            or any(map(text.has_forbidden, request.GET.dict()))
            or any(text.has_forbidden(value) for values in request.GET.lists() for value in values[1])
        ):
            return self._unreadable(request)
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if not text.has_forbidden(value)
        }
        try:
            if request.path_info == ASK:
                return _certificate(request)
            if is_operators(request):
                return self.get_response(request)
            place = place_of_host(host_name(request))
            if place is None and not any_agency():
                return HttpResponse(NO_AGENCY, status=503, content_type="text/plain; charset=utf-8")
        except Error as error:
            if not is_away(error):
                raise
            return unavailable(request, error)
        if place is None:
            return HttpResponse("There is nothing here.", status=404, content_type="text/plain")
        request.agency_id = place.agency_id
        return _to_primary(request, place) or self.get_response(request)

    def _health(self, request: HttpRequest) -> HttpResponse:
        checks = {"/healthz/live": health.live, "/healthz/ready": health.ready}
        check = checks.get(request.path_info.rstrip("/"))
        if check is None:
            return HttpResponse(status=404)
        healthy, facts = check()
        answer = JsonResponse(facts, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})
        if not healthy:
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer


def _certificate(request: HttpRequest) -> HttpResponse:
    """200 for a host that is ours, 404 for any other, and for a question that came through the proxy: not
    even who our agencies are is told to the outside."""
    name = request.GET.get("domain", "").lower().rstrip(".")
    direct = "HTTP_X_FORWARDED_FOR" not in request.META and request.method in ("GET", "HEAD")
    status = 200 if direct and is_ours(name) else 404
    return HttpResponse(status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


def _to_primary(request: HttpRequest, place: Place) -> HttpResponse | None:
    """A page at another host than the primary one redirects there. What is sent is taken where it was sent,
    and programs and pages that are open already go on. Asked for anew each time: an owner may choose again,
    and two remembered redirects would be a ring."""
    if not place.primary or request.method not in ("GET", "HEAD"):
        return None
    if is_api(request) or "HTTP_HX_REQUEST" in request.META or request.path_info.startswith(STATIC):
        return None
    target = public_url(place.primary, request.get_full_path())
    return HttpResponse(status=301, headers={"Location": iri_to_uri(target), "Cache-Control": "no-cache"})

"""Which agency a request is for, by its host name; and what is refused before anything reads it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse

from project import health
from project.base import text
from project.base.api.problems import as_response, is_api, problem
from project.base.http import AgencyRequest, host_name
from project.base.readiness import NO_AGENCY
from project.hosts import agency_of_host, any_agency
from project.logging import hidden, keys_in, log_refusal, request_facts
from project.outages import RETRY_SECONDS, is_away, unavailable


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
            agency_id = agency_of_host(host_name(request))
            if agency_id is None and not any_agency():
                return HttpResponse(NO_AGENCY, status=503, content_type="text/plain; charset=utf-8")
        except Error as error:
            if not is_away(error):
                raise
            return unavailable(request, error)
        if agency_id is None:
            return HttpResponse("There is nothing here.", status=404, content_type="text/plain")
        request.agency_id = agency_id
        return self.get_response(request)

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

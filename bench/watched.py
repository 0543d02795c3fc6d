"""The program with its statements counted: for the pass that counts, never for one that measures."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Statements"
#: As many characters as a header of http.client's may have, and some less.
LONGEST = 60_000


class StatementsMiddleware:
    """Before all others: says in a header which statements an answer took. With `X-Explain` in the request
    the statements themselves, else their number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found: list[str] = []

        def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
            done = execute(sql, params, many, context)
            found.append(str(context["cursor"].cursor._query.query.decode()) if wanted else "")
            return done

        wanted = "X-Explain" in request.headers
        with connection.execute_wrapper(note):
            response = self.get_response(request)
        response.headers[HEADER] = json.dumps(found)[:LONGEST] if wanted else str(len(found))
        return response

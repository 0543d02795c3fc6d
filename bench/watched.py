"""The program with its statements counted: for the pass that counts, never for one that measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg import ClientCursor

HEADER, EXPLAIN = "X-Statements", "X-Explain"


class StatementsMiddleware:
    """Before all others: says in a header how many statements an answer took. Who asks with EXPLAIN gets the
    statements instead of the answer, with their values as the database got them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found: list[str] = []

        def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
            done = execute(sql, params, many, context)
            found.append(said(context["cursor"].cursor, sql, params))
            return done

        with connection.execute_wrapper(note):
            response = self.get_response(request)
        if EXPLAIN in request.headers:
            return JsonResponse(found, safe=False)
        response.headers[HEADER] = str(len(found))
        return response


def said(cursor: Any, sql: Any, params: Any) -> str:
    """A statement with its values in place, however the driver sends them."""
    if not params:
        return str(sql)
    return ClientCursor(cursor.connection).mogrify(sql, params)

"""A caller of the API, every answer of which is held against the schema: its status, its type, each name."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, resolve
from jsonschema import Draft202012Validator, FormatChecker

from accounts.actions.tokens import make_token
from agencies.models import Agency
from project.api.views import schema
from project.base import clock
from project.base.ids import public_id
from project.base.viewer import Member
from tests.accounts.helpers.factors import prove

from .cast import browser

ROOT = "/api/v1/"
PROBLEM = "application/problem+json"


class Answer:
    """An answer: `status`, `json` (None without a body), `headers`."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code
        self.headers = response.headers
        kind = response.headers.get("Content-Type", "")
        self.content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
        self.json: Any = json.loads(self.content) if "json" in kind else None

    def __repr__(self) -> str:
        return f"<{self.status} {self.json}>"

    @property
    def results(self) -> list[Any]:
        found: list[Any] = self.json["results"]
        return found

    @property
    def errors(self) -> dict[str, Any]:
        found: dict[str, Any] = self.json["errors"]
        return found


class Api:
    """Calls of one person (None: nobody) at an agency. Paths are relative to /api/v1/."""

    def __init__(self, member: Member | None, agency: Agency | None = None, **headers: str) -> None:
        self.client: Client = browser(member, agency)
        self.headers = headers

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        url = path if path.startswith("/") else ROOT + path
        data = json.dumps(body) if body is not None else ""
        kind = {"content_type": "application/json"} if body is not None else {}
        return self.send(method, url, data=data, headers=headers, **kind)

    def send(self, method: str, url: str, *, headers: Any, data: Any = "", **options: Any) -> Answer:
        """One call as the test client takes it, its answer checked."""
        given: Any = {"headers": {**self.headers, **headers}, **options}
        answer = Answer(self.client.generic(method, url, data, **given))
        check(method, url, answer)
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.call("POST", path, body, **headers)

    def upload(self, path: str, form: Any, method: str = "POST", **headers: str) -> Answer:
        """A multipart form; files are uploads in it."""
        url = path if path.startswith("/") else ROOT + path
        data = encode_multipart(BOUNDARY, form)
        return self.send(method, url, headers=headers, data=data, content_type=MULTIPART_CONTENT)

    def put(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.call("PUT", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Answer:
        return self.call("DELETE", path, **headers)


def check(method: str, url: str, answer: Answer) -> None:
    """Raises AssertionError for an answer that the schema does not describe. Methods that a path does not
    have, and paths that are none, answer with problems all the same."""
    operation = operation_of(method, url)
    if operation is None:
        assert answer.status in (400, 401, 403, 404, 405, 406) and _is_problem(answer), answer
        return
    content = _content(operation, str(answer.status))
    assert content is not None, (
        f"{method} {url} answers {answer.status}, which is not described: {answer.json}"
    )
    if not content:
        assert not answer.content, answer
        return
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert kind in content, f"{method} {url} answers {kind}, described are {list(content)}"
    if "json" in kind:
        described_by = _validator(_template(url.partition("?")[0]), method, str(answer.status), kind)
        problems = [f"{error.json_path}: {error.message}" for error in described_by.iter_errors(answer.json)]
        assert not problems, f"{method} {url}: {problems}"


def operation_of(method: str, url: str) -> dict[str, Any] | None:
    """What the schema says of a call, None for nothing."""
    found: dict[str, Any] | None = (
        schema()["paths"].get(_template(url.partition("?")[0]), {}).get(method.lower())
    )
    return found


@cache
def _template(path: str) -> str:
    """The path of the schema that an address is one of, "" for none."""
    try:
        route = resolve(path).route
    except Resolver404:
        return ""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def _content(operation: dict[str, Any], status: str) -> dict[str, Any] | None:
    """What the schema says of the content of such an answer; None for one that it does not describe."""
    described: dict[str, Any] | None = operation["responses"].get(status)
    if described is None:
        return None
    if "$ref" in described:
        described = schema()["components"]["responses"][described["$ref"].rpartition("/")[2]]
    content: dict[str, Any] = described.get("content", {})
    return content


@cache
def _validator(template: str, method: str, status: str, kind: str) -> Any:
    """What holds an answer against the schema, made once for each kind of answer."""
    content = _content(schema()["paths"][template][method.lower()], status) or {}
    whole = {**content[kind]["schema"], "components": schema()["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def _is_problem(answer: Answer) -> bool:
    return answer.headers["Content-Type"] == PROBLEM and {"type", "title", "status", "detail"} <= set(
        answer.json
    )


def proved(member: Member) -> Api:
    """Calls by the session of somebody who has just shown who they are."""
    api = Api(member)
    prove(api.client, member)
    return api


def by_token(member: Member, *, full: bool = True, areas: tuple[str, ...] = ()) -> Api:
    """Calls by an access token of this person."""
    facts: dict[str, Any] = {
        "name": f"Program {public_id()}",
        "read_only": not full,
        "days": 30,
        "areas": areas,
    }
    _token, raw = make_token(actor=member, now=clock.now(), **facts)
    return Api(None, member.agency, Authorization=f"Token {raw}")


NEVER = "2222222222"


def hidden(api: Api, path: str, key: str, method: str = "GET", body: Any = None) -> bool:
    """Whether the thing of this key is for the caller as if it had never existed, to the byte. `path` has
    `{}` where ids stand."""
    found, never = (api.call(method, path.format(each), body) for each in (key, NEVER))
    return found.status == never.status == 404 and found.response.content == never.response.content

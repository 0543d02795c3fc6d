"""The OpenAPI description of an endpoint, read off its statement: parameters, bodies, each status it can
answer, with an example of each shape."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from project.base import access

from . import fields
from .bodies import Form, Out
from .endpoint import Endpoint
from .problems import MEDIA_TYPE
from .resource import SAFE, area_of

#: What every endpoint may answer beside what it states.
ALWAYS = (400, 406, 429, 500, 503)
WORDS = {
    200: "Done.",
    201: "Created.",
    206: "The part of the file that was asked for.",
    204: "Done; there is nothing to show.",
    400: "The request cannot be read, or a field of it is wrong: `errors` says which.",
    401: "No token and no session, or a token that is not valid here.",
    403: "The caller may never do this: role, scope of the token, or CSRF; or confirms who they are first.",
    404: "There is no such thing, or the caller may not see it.",
    405: "This method is not available here.",
    406: "Only JSON is available.",
    409: "Not possible now: `state`, `allowed` and `blocked` say what is; or `current` is the newer record.",
    413: "The body is too large.",
    415: "The body has another content type than this address reads.",
    416: "The file has no such part; `Content-Range` tells its size.",
    422: "The Idempotency-Key came with a different request before.",
    429: "Too many requests; `Retry-After` says how many seconds to wait.",
    500: "An error on our side; `detail` holds its number in our log.",
    503: "The database is away; try again after `Retry-After` seconds.",
    507: "Files cannot be stored at the moment.",
}
#: Names of the refusals in the description.
NAMES = {
    400: "BadRequest",
    401: "NotAuthenticated",
    403: "NotAllowed",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    409: "Conflict",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    416: "NoSuchRange",
    422: "KeyReused",
    429: "TooManyRequests",
    500: "ServerError",
    503: "Unavailable",
    507: "NoRoom",
}
#: Of a dangerous endpoint.
PROOF = (
    "By session only for whoever has confirmed who they are within the last minutes; for others 403 of the "
    "type `reauthentication-required`."
)
PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A refusal, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "description": "`urn:quillhouse:problem:` and the name of the refusal."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "What is wrong, by field (`points.2.request`: of the third point); the empty "
            "name is the whole.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "state": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
        "blocked": {"type": "object", "additionalProperties": {"type": "string"}},
        "current": {"type": "object", "additionalProperties": {}},
    },
    "example": {
        "type": "urn:quillhouse:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "",
    },
}


class Schema(AutoSchema):
    """Reads `Endpoint` where drf-spectacular would guess from serializer classes."""

    @property
    def stated(self) -> Endpoint:
        method = getattr(self.view, self.view.action)
        return method.endpoint

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None or self.method == "HEAD":
            return None
        self._add_headers(operation)
        return operation

    def get_tags(self) -> list[str]:
        return [area_of(self.path)]

    def get_operation_id(self) -> str:
        """`order_drafts_convert_to_order`, `users_tokens_list`: the resource and what is done. The first part
        of the path is left out where it is that of most."""
        parts = [part for part in self.path.removeprefix("/api/v1/").split("/") if part and "{" not in part]
        verb = self.view.action
        if parts and parts[-1].replace("-", "_") == verb:
            parts.pop()
        return re.sub(
            "[^a-z0-9]+",
            "_",
            "_".join([*(parts[1:] if parts[:1] == ["orders"] and parts[1:] else parts), verb]),
        )

    def get_summary(self) -> str:
        return self._words()[0]

    def get_description(self) -> str:
        return " ".join(filter(None, (self._words()[1], PROOF if self.stated.dangerous else "")))

    def _words(self) -> tuple[str, str]:
        text = " ".join((getattr(self.view, self.view.action).__doc__ or "").split())
        first, dot, rest = text.partition(". ")
        return (first + dot.strip()).rstrip("."), rest.strip()

    def get_auth(self) -> list[dict[str, list[str]]]:
        schemes: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
        if self.stated.by_session:
            return schemes[1:]
        return [*schemes, {}] if self.stated.who.statement == access.PUBLIC else schemes

    def get_override_parameters(self) -> list[Any]:
        return [self.stated.query] if self.stated.query().fields else []

    def get_filter_backends(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> Any:
        return self.stated.body

    def get_response_serializers(self) -> Any:
        return {str(status): shape for status, shape in self.stated.answers.items()}

    def _map_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        super()._map_field_validators(field, schema)

    def _get_request_body(self, direction: str = "request") -> dict[str, Any] | None:
        if self.stated.uploads:
            form = self.stated.body
            schema = dict(form.upload) if form is not None and issubclass(form, Form) else {}
            return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
        if self.method in SAFE or self.stated.body is None:
            return None
        body = super()._get_request_body(direction)
        if body is None:
            return None
        content = {"application/json": {"schema": self._body_schema(body)}}
        if example := self.stated.body.example:
            content["application/json"]["example"] = dict(example)
        required = (
            any(field.required for field in self.stated.body().fields.values()) and not self.stated.partial
        )
        return {"content": content, **({"required": True} if required else {})}

    def _body_schema(self, body: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = next(iter(body["content"].values()))["schema"]
        return found

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        answers = {str(status): self._answer(shape, status) for status, shape in self.stated.answers.items()}
        for status in sorted(self._refusals()):
            answers.setdefault(str(status), {"$ref": f"#/components/responses/{NAMES[status]}"})
        return answers

    def _answer(self, shape: type[Out] | None, status: int) -> dict[str, Any]:
        if self.stated.media_types:
            schema = {"schema": {"type": "string", "format": "binary"}}
            return {
                "description": WORDS.get(status, WORDS[200]),
                "content": dict.fromkeys(self.stated.media_types, schema),
            }
        if shape is None:
            return {"description": WORDS.get(status, WORDS[200])}
        schema = self.resolve_serializer(shape, "response").ref
        content = {"schema": _paged(schema) if self.stated.listed else schema}
        if shape.example:
            example: Any = dict(shape.example)
            content["example"] = (
                {"next": None, "previous": None, "results": [example]} if self.stated.listed else example
            )
        found = {"description": WORDS.get(status, WORDS[200]), "content": {"application/json": content}}
        if headers := self._headers(status):
            found["headers"] = headers
        return found

    def _headers(self, status: int) -> dict[str, Any]:
        """Of what was made its address, of what is versioned its version."""
        found: dict[str, Any] = {}
        if status == 201:
            found["Location"] = {
                "description": "Its address.",
                "schema": {"type": "string", "format": "uri-reference"},
            }
        if self.stated.versioned:
            found["ETag"] = {"description": "Its version, for If-Match.", "schema": {"type": "string"}}
        return found

    def _refusals(self) -> set[int]:
        stated, found = self.stated, {*ALWAYS, *self.stated.refusals}
        if stated.who.statement != access.PUBLIC:
            found |= {401, 403}
        else:
            found |= {401, 403}
        if "{" in self.path:
            found |= {404}
        if self.method not in SAFE:
            found |= {403}
        if stated.body is not None or stated.uploads:
            found |= {413, 415}
        if self.method not in SAFE and stated.body is None:
            found |= {413, 415}
        if stated.moves or stated.versioned:
            found |= {409}
        if stated.creates:
            found |= {422}
        if stated.uploads:
            found |= {507}
        if stated.ranges:
            found |= {416}
        return found

    def _add_headers(self, operation: dict[str, Any]) -> None:
        wanted = []
        if self.stated.creates:
            wanted.append(
                (
                    "Idempotency-Key",
                    "The same key and body get the first answer again, for 24 hours.",
                    {"type": "string", "maxLength": 200, "pattern": "^[!-~]+$"},
                )
            )
        if self.stated.versioned:
            wanted.append(
                (
                    "If-Match",
                    "The version that the change was made from, unless the body says it.",
                    {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
                )
            )
        if self.stated.ranges:
            words = "One range of bytes, such as `bytes=0-1023`: answered by 206 with that part."
            wanted.append(("Range", words, {"type": "string", "maxLength": 100}))
        for name, words, schema in wanted:
            operation.setdefault("parameters", []).append(
                {"in": "header", "name": name, "description": words, "schema": schema}
            )


def _paged(row: dict[str, Any]) -> dict[str, Any]:
    link = {"type": ["string", "null"], "format": "uri-reference"}
    return {
        "type": "object",
        "required": ["next", "previous", "results"],
        "additionalProperties": False,
        "properties": {"next": link, "previous": link, "results": {"type": "array", "items": row}},
    }


class _Ours(OpenApiSerializerFieldExtension):
    """Fields whose schema drf-spectacular cannot know."""

    target_class: Any = fields.Key

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": "string", "pattern": self.target.pattern}


class _Ids(_Ours):
    target_class = fields.Id


class _Numbers(_Ours):
    target_class = fields.Number


class _QuoteNumbers(_Ours):
    target_class = fields.QuoteNo


class _Slugs(_Ours):
    target_class = fields.Slug


class _Precise(_Ours):
    target_class = fields.Precise


class _Amounts(_Ours):
    target_class = fields.Money


def _refusal(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": WORDS[status],
        "content": {MEDIA_TYPE: {"schema": PROBLEM}},
    }
    if status in (429, 503):
        seconds = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
        found["headers"] = {"Retry-After": seconds}
    return found


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Post-processing: the shape of refusals, and bodies that take no other names."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    result["components"]["responses"] = {NAMES[status]: _refusal(status) for status in NAMES}
    for schema in schemas.values():
        if schema.get("type") == "object" and "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return result


__all__ = ["OpenApiParameter", "OpenApiTypes", "Schema", "finish"]

"""The OpenAPI description of an endpoint, read off its statement: parameters, bodies, each status it can
answer, with an example of each shape."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema

from project.base import access

from . import fields
from .bodies import Form, Out
from .described import ALWAYS, NAMES, PROBLEM_SCHEMA, PROOF, WORDS, refusal
from .endpoint import Endpoint
from .problems import ROOT
from .resource import SAFE, area_of


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
        parts = [part for part in self.path.removeprefix(ROOT).split("/") if part and "{" not in part]
        verb = self.view.action
        if parts and parts[-1].replace("-", "_") == verb:
            parts.pop()
        named = parts[1:] if parts[:1] == ["orders"] and parts[1:] else parts
        return re.sub("[^a-z0-9]+", "_", "_".join([*named, verb]))

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
        schema: Any = {"schema": {"type": "string", "format": "binary"}}
        files = dict.fromkeys(self.stated.media_types, schema)
        if shape is None:
            said = {"description": WORDS.get(status, WORDS[200])}
            return {**said, "content": files} if files else said
        schema = self.resolve_serializer(shape, "response").ref
        content = {"schema": _paged(schema) if self.stated.listed else schema}
        if shape.example:
            example: Any = dict(shape.example)
            content["example"] = (
                {"next": None, "previous": None, "results": [example]} if self.stated.listed else example
            )
        bodies = {"application/json": content, **files}
        found = {"description": WORDS.get(status, WORDS[200]), "content": bodies}
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
        # A token that is not valid, or does not reach so far, is refused at public endpoints too.
        stated, found = self.stated, {*ALWAYS, 401, 403, *self.stated.refusals}
        if "{" in self.path:
            found |= {404}
        if stated.body is not None or stated.uploads or self.method not in SAFE:
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


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Post-processing: the shape of refusals, and bodies that take no other names."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    result["components"]["responses"] = {NAMES[status]: refusal(status) for status in NAMES}
    for schema in schemas.values():
        if schema.get("type") == "object" and "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return result

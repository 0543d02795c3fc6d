"""What goes in and out: strict bodies and queries, and the shapes of answers.

A Body says which names a verb takes and of which type; what they may hold is said once, by the form that the
page binds too (`bound`). An Out is the shape that the schema names: answers are plain dicts, made from rows
by a function beside it, and no serializer runs for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from rest_framework import serializers

from project.base.errors import Invalid
from project.base.text import excerpt, has_forbidden

from .fields import Items, Text, Whole

AnyForm = TypeVar("AnyForm", bound=forms.Form)
MOST_TOLD, LONGEST_NAME = 20, 40


class Strict(serializers.Serializer):
    """A serializer that refuses names which it does not know, each by its name. `example` is a body of it as
    the docs show it."""

    example: ClassVar[Mapping[str, Any]] = {}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"": [_("Enter an object.")]})
        if self.parent is not None and getattr(self.root, "partial", False):
            return checked(type(self), data)  # of a partial change, too, each row of a list is whole
        strange = [name for name in data if name not in self.fields]
        if not strange:
            return super().to_internal_value(data)
        errors: dict[str, Any] = {_told(name): [_("This field is unknown.")] for name in strange[:MOST_TOLD]}
        try:
            super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors = {**error.detail, **errors}
        raise serializers.ValidationError(errors)


def _told(name: str) -> str:
    return "?" if has_forbidden(name) else excerpt(name, LONGEST_NAME) or "?"


class Body(Strict):
    """The JSON object of a verb."""


class Form(Body):
    """A multipart form with files. `upload` is its schema."""

    upload: ClassVar[Mapping[str, Any]] = {}


class Versioned(Body):
    """A body that changes a stored record: the version that it was made from, unless `If-Match` says it."""

    version = Whole(
        least=1,
        most=2_147_483_647,
        required=False,
        help_text=_("The version that this change was made from."),
    )


class Query(Strict):
    """The parameters of a list or a read."""


class Nothing(Query):
    """No parameter, no body."""


class Paged(Query):
    """The parameters of every list."""

    page_size = Whole(least=1, most=200, default=50, help_text=_("Rows of a page."))
    after = Text(
        required=False, max_length=4000, help_text=_("The cursor of a `next` link: the page behind it.")
    )
    before = Text(
        required=False, max_length=4000, help_text=_("The cursor of a `previous` link: the page before it.")
    )


class Out(serializers.Serializer):
    """The shape of an answer; `example` is one."""

    example: ClassVar[Mapping[str, Any]] = {}


class ActionsOut(Out):
    """What may be done with a thing now: verbs that are `allowed`, and those `blocked` with the reason. Verbs
    to which the caller has no right are in neither."""

    state = Text()
    allowed = Items(child=Text())
    blocked = serializers.DictField(child=Text())

    example = {"state": "delivered", "allowed": ["accept"], "blocked": {"hold": "The order is delivered."}}


def parameters(given: Any) -> dict[str, Any]:
    """The query of a request, or a multipart form, by name. Raises Invalid for a name that stands twice."""
    twice = [name for name, values in given.lists() if len(values) > 1] if given else []
    if twice:
        raise Invalid({_told(name): [_("Enter this only once.")] for name in twice[:MOST_TOLD]})
    return dict(given.items())


def checked(kind: type[Strict], data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """The values of a body or a query. Raises DRF's ValidationError, by field."""
    found = kind(data=data, partial=partial)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


def typed(kind: type[Query], texts: Mapping[str, str]) -> dict[str, Any]:
    """Texts of a query turned into what the fields of `kind` take."""
    fields = kind().fields
    return {name: _typed(fields.get(name), text) for name, text in texts.items()}


def _typed(field: Any, text: str) -> Any:
    if isinstance(field, serializers.IntegerField) and text.isascii() and text.isdigit() and len(text) < 20:
        return int(text)
    if isinstance(field, serializers.BooleanField) and text in ("true", "false"):
        return text == "true"
    if isinstance(field, serializers.ListField):
        return text.split(",")
    return text


def bound(form: type[AnyForm], data: Mapping[str, Any], **options: Any) -> AnyForm:
    """The page's form, valid, with what a body said. Raises Invalid with the form's own messages."""
    found = form({name: value for name, value in data.items() if value is not None}, **options)
    found.is_valid()
    errors = {
        name if name != NON_FIELD_ERRORS else "": [str(text) for text in texts]
        for name, texts in found.errors.items()
    }
    if errors:
        raise Invalid(errors)
    return found


@contextmanager
def renamed(names: Mapping[str, str]) -> Iterator[None]:
    """What is wrong stands beside the name that the body has for a field of the page's form."""
    try:
        yield
    except Invalid as refusal:
        told = {names.get(name, name): texts for name, texts in refusal.errors.items()}
        raise Invalid(told, refusal.message) from refusal

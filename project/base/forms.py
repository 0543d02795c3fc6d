"""What every form of a verb can do: take the refusal of its action beside its fields; and which fields a view
takes at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.http import HttpRequest

from project.base import query
from project.base.errors import Invalid

View = TypeVar("View", bound=Callable[..., Any])
CSRF = "csrfmiddlewaretoken"
#: What stands for "*" in a name: the number or the key of a row.
KEY = "[0-9A-Za-z:._-]{1,60}"


class ActionForm(forms.Form):
    """A form whose action may refuse what the form itself found well-formed.

    `numbered` names the fields that it makes for rows, with "*" for the number or the key of a row.
    """

    numbered: ClassVar[Iterable[str]] = ()

    def add_refusal(self, refusal: Invalid) -> None:
        """Put each message beside its field; those of fields that are not here stand above the form."""
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


def takes(*what: type[forms.BaseForm] | str) -> Callable[[View], View]:
    """State which fields a view reads of a POST: those of form classes, and single names ("*" as in
    ActionForm.numbered). A view without a statement takes none; the gate refuses every other (`unknown`)."""
    names = "|".join(map(_pattern, sorted({name for part in what for name in _names(part)})))

    def state(view: View) -> View:
        view.fields_taken = re.compile(names)  # type: ignore[attr-defined]
        return view

    return state


def rows_of(form: type[forms.BaseForm], prefix: str) -> tuple[str, ...]:
    """The fields of a form that stands in rows, such as "point-*"."""
    return tuple(f"{prefix}-{name}" for name in form.base_fields)  # type: ignore[attr-defined]


def unknown(view: Any, request: HttpRequest) -> list[str]:
    """The names of what was sent, as a field or as a file, that the view does not take."""
    taken = getattr(view, "fields_taken", None)
    sent = query.names(request.POST, request.FILES)
    return [name for name in sent if name != CSRF and not (taken and taken.fullmatch(name))]


def _names(part: type[forms.BaseForm] | str) -> Iterable[str]:
    if isinstance(part, str):
        return (part,)
    return (*part.base_fields, *getattr(part, "numbered", ()))  # type: ignore[attr-defined]


def _pattern(name: str) -> str:
    return KEY.join(map(re.escape, name.split("*")))

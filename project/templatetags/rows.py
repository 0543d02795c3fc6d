"""Rows of a long list, printed by a prepared format: `{% load rows %}`.

    {% rows page.rows l_state=l_state token=csrf_token %}
      <tr>
        <td><a href="{{ row.url }}">{{ row.title }}</a></td>
        <td data-label="{{ l_state }}">{{ row.badge }}</td>
      </tr>
    {% endrows %}

Printing fifty rows variable by variable costs most of a page. So the body is rendered once for each kind of
row, with marks where its texts go in; from then on a row is one operation of Python. Rows are instances of a
dataclass: its `str` fields are texts, and the body may ask whether one is empty, but not what it says (no
filter, no comparison); fields of other types (`bool`) make another kind of row. Beside `row` the body sees
what the tag names, as texts too, and nothing else of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from html import escape
from operator import attrgetter
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

#: Around the number of a text in the rendered body; private characters of Unicode, which no value that is
#: rendered with the body may hold.
BEGIN, END = "\ue000", "\ue001"
MARK = re.compile(f"{BEGIN}(\\d+){END}")
#: Line breaks of a template with the spaces around them.
BREAK = re.compile(r"\s*\n\s*")


class Format:
    """A body that was rendered once: its text, and which values go in, in their order."""

    def __init__(self, html: str) -> None:
        literals = MARK.split(BREAK.sub("\n", html.strip()))
        self.text = "%s".join(part.replace("%", "%%") for part in literals[::2])
        self._places = [int(place) for place in literals[1::2]]

    def fill(self, values: list[Any]) -> str:
        """The body with these values, which are escaped already."""
        return self.text % tuple(map(values.__getitem__, self._places))


class RowsNode(template.Node):
    def __init__(self, rows: FilterExpression, beside: dict[str, FilterExpression], body: NodeList) -> None:
        self.rows, self.beside, self.nodelist = rows, beside, body
        self._formats: dict[Any, Format] = {}

    def render(self, context: Context) -> SafeString:
        rows = list(self.rows.resolve(context) or ())
        beside = [expression.resolve(context) for expression in self.beside.values()]
        return mark_safe("\n".join(self._printed(context, rows, beside)))  # noqa: S308  # escaped one by one

    def _printed(self, context: Context, rows: list[Any], beside: list[Any]) -> Iterable[str]:
        language, shared = get_language(), [conditional_escape(value) for value in beside]
        for row in rows:
            texts, others = _readers(row.__class__)
            values, kind = texts(row), others(row)
            shape = (language, type(row), kind, tuple(map(bool, values)), tuple(map(bool, beside)))
            if (found := self._formats.get(shape)) is None:
                found = self._formats[shape] = self._prepared(context, row, beside)
            yield found.fill([*map(_escaped, values), *shared])

    def _prepared(self, context: Context, row: Any, beside: list[Any]) -> Format:
        """The body for rows like this one, with a mark for each text that is not empty."""
        names, others = _names(row.__class__)
        marked: dict[str, Any] = {name: unmarked(getattr(row, name)) for name in others}
        marked |= {name: mark(place) if getattr(row, name) else "" for place, name in enumerate(names)}
        seen: dict[str, Any] = {"row": marked}
        for place, (name, value) in enumerate(zip(self.beside, beside, strict=True), len(names)):
            seen[name] = mark(place) if value else ""
        return Format(self.nodelist.render(context.new(seen)))


@register.tag
def rows(parser: Parser, token: Token) -> RowsNode:
    """See the module."""
    _tag, listed, *named = token.split_contents()
    beside = token_kwargs(named, parser)
    if named:
        raise template.TemplateSyntaxError(f"rows takes the rows and name=value, not {named}.")
    body = parser.parse(("endrows",))
    parser.delete_first_token()
    return RowsNode(parser.compile_filter(listed), beside, body)


def _escaped(text: str) -> str:
    """conditional_escape of a str, without asking whether it is a promise of one."""
    return text if not text or text.__class__ is SafeString else escape(text)


def mark(place: int) -> SafeString:
    """Stands where the value of that number goes into a Format."""
    return SafeString(f"{BEGIN}{place}{END}")


def unmarked(value: Any) -> Any:
    """A value as it may stand in a body that is searched for marks: what people typed into it is none."""
    return value.__class__(value.replace(BEGIN, "")) if isinstance(value, str) else value


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[list[str], list[str]]:
    """The fields of a dataclass: those that are texts, and the others."""
    texts = [field.name for field in fields(kind) if field.type in ("str", "SafeString", str, SafeString)]
    return texts, [field.name for field in fields(kind) if field.name not in texts]


@lru_cache(maxsize=64)
def _readers(kind: type) -> tuple[Any, Any]:
    """How to read the values of texts, and of the others, as tuples."""
    texts, others = _names(kind)
    return _reader(texts), _reader(others)


def _reader(names: list[str]) -> Any:
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda row: (getattr(row, names[0]),)) if names else lambda row: ()

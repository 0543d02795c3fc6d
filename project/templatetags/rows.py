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

A row may have rows of its own, as a field of the type `Rows[Line]` (project/base/components.py):
`{% rows row.lines %}…{% endrows %}` within the body prints them, be it in a template that the body includes.
It names nothing beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


class Later:
    """Stands for the rows of a row while its body is prepared. The tag that prints them leaves a mark, and
    says who it is."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.node: RowsNode | None = None


class RowsNode(template.Node):
    def __init__(self, rows: FilterExpression, beside: dict[str, FilterExpression], body: NodeList) -> None:
        self.rows, self.beside, self.nodelist = rows, beside, body
        self._formats: dict[Any, tuple[Format, list[RowsNode | None]]] = {}

    def render(self, context: Context) -> SafeString:
        rows = self.rows.resolve(context)
        if isinstance(rows, Later):
            return self._left(rows)
        rows = list(rows or ())
        beside = [expression.resolve(context) for expression in self.beside.values()]
        return mark_safe("\n".join(self._printed(context, rows, beside)))  # noqa: S308  # escaped one by one

    def _left(self, rows: Later) -> SafeString:
        if self.beside:
            raise template.TemplateSyntaxError("Rows of a row are printed with nothing beside them.")
        rows.node = self
        return mark(rows.place)

    def _printed(self, context: Context, rows: list[Any], beside: list[Any]) -> Iterable[str]:
        language, shared = get_language(), [conditional_escape(value) for value in beside]
        filled = tuple(map(bool, beside))
        for row in rows:
            texts, lists, others = _readers(row.__class__)
            values, own = texts(row), lists(row)
            shape = (language, row.__class__, others(row), (*map(bool, values), *map(bool, own)), filled)
            if (found := self._formats.get(shape)) is None:
                found = self._formats[shape] = self._prepared(context, row, beside)
            body, nodes = found
            inner = (
                node.listed(context, lines) if node else "" for node, lines in zip(nodes, own, strict=True)
            )
            yield body.fill([*map(_escaped, values), *shared, *inner])

    def listed(self, context: Context, rows: Sequence[Any]) -> str:
        """The rows of a row."""
        return "\n".join(self._printed(context, list(rows), []))

    def _prepared(
        self, context: Context, row: Any, beside: list[Any]
    ) -> tuple[Format, list[RowsNode | None]]:
        """The body for rows like this one, with a mark for each text that is not empty, and for the rows that
        it has; and who prints these."""
        names, lists, others = _names(row.__class__)
        marked: dict[str, Any] = {name: unmarked(getattr(row, name)) for name in others}
        marked |= {name: mark(place) if getattr(row, name) else "" for place, name in enumerate(names)}
        own = {name: Later(place) for place, name in enumerate(lists, len(names) + len(beside))}
        marked |= {name: later if getattr(row, name) else () for name, later in own.items()}
        seen: dict[str, Any] = {"row": marked}
        for place, (name, value) in enumerate(zip(self.beside, beside, strict=True), len(names)):
            seen[name] = mark(place) if value else ""
        body = Format(self.nodelist.render(context.new(seen)))
        return body, [later.node for later in own.values()]


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
def _names(kind: type) -> tuple[list[str], list[str], list[str]]:
    """The fields of a dataclass: those that are texts, rows, and the others."""
    texts = [field.name for field in fields(kind) if field.type in ("str", "SafeString", str, SafeString)]
    lists = [field.name for field in fields(kind) if str(field.type).startswith("Rows[")]
    return texts, lists, [field.name for field in fields(kind) if field.name not in (*texts, *lists)]


@lru_cache(maxsize=64)
def _readers(kind: type) -> tuple[Any, Any, Any]:
    """How to read the values of texts, of rows, and of the others, as tuples."""
    texts, lists, others = _names(kind)
    return _reader(texts), _reader(lists), _reader(others)


def _reader(names: list[str]) -> Any:
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda row: (getattr(row, names[0]),)) if names else lambda row: ()

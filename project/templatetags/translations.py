"""`{% load i18n %}`: Django's library, whose `translate` looks a fixed text up once in each language.

A page holds some fifty of them. Django asks its catalogs at each printing, which is a tenth of the time that
the templates of a page take.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.base import Parser, Token, Variable
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedTextNode(i18n.TranslateNode):
    """A text that is written in the template, in the language of the moment."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        vars(self).update(vars(node))
        self._said: dict[str | None, Any] = {}

    def render(self, context: Context) -> Any:
        language = get_language()
        if (said := self._said.get(language)) is None:
            said = self._said[language] = super().render(context)
        return said


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """`{% translate "…" %}`, as Django has it."""
    node: i18n.TranslateNode = i18n.do_translate(parser, token)
    said = node.filter_expression
    fixed = isinstance(said.var, Variable) and said.var.literal is not None and not said.filters
    plain = node.message_context is None and not node.asvar and not node.noop
    return FixedTextNode(node) if fixed and plain else node

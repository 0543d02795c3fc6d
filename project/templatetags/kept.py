"""Pieces of a page that are the same for many readers, kept as HTML in the process: `{% load kept %}`.

{% kept menu=menu name=request.agency.name %}
  … {{ name }} …
{% endkept %}

A piece sees nothing but the names that the tag gives it: no request, no person, no token of a form. What it
shows is therefore a matter of these values and the language, which together are its key, and no two readers
share a piece that should differ. Nothing is ever out of date: whoever changes a value asks for another piece.
Dates do not belong into one, since their zone is in no key; nor does text whose line breaks count.
"""

from __future__ import annotations

import re
from typing import Any, cast

from django import template
from django.template import Context, Template, TemplateSyntaxError
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

#: So many are kept; then all are let go. Names of agencies are among their values, so there is no end of
#: them.
MOST = 4096
#: Line breaks with the spaces around them: what templates leave of their tags is not sent.
BREAK = re.compile(r"\s*\n\s*")
_kept: dict[tuple[Any, ...], SafeString] = {}


def forget() -> None:
    """Let go of every piece: for tests, which look at how one is made."""
    _kept.clear()


class KeptNode(template.Node):
    """A piece of a template, rendered once for each key."""

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: Context) -> SafeString:
        """Raises TypeError for a value that cannot be part of a key, such as a list or a dictionary."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        # With the kinds: 1 and True are equal, and so are a text and the same one that counts as HTML.
        key = (self, get_language(), *((type(value), value) for value in values.values()))
        found = _kept.get(key)
        if found is None:
            if len(_kept) >= MOST:
                forget()
            found = _kept[key] = self._rendered(context, values)
        return found

    def _rendered(self, context: Context, values: dict[str, Any]) -> SafeString:
        alone = Context(values, autoescape=context.autoescape)
        with alone.bind_template(cast(Template, context.template)):
            return SafeString(BREAK.sub("\n", self.nodelist.render(alone)))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept name=value … %} … {% endkept %}: see the module. It may include templates, but hold no block
    that another template could fill."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"kept takes name=value, not {bits[0]!r}.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError(
            "A kept piece can hold no block: who extends the template would not fill it."
        )
    return KeptNode(nodelist, values)

"""The interface components that templates call by name: `{% load ui %}`.
What each takes: templates/ui/<name>.html.

Marks (icon, badge, avatar, deadline) print themselves; tags that post a form take the CSRF token from the
context; components with a body are block tags. `{% slot as name %}…{% endslot %}` keeps a piece of page for a
parameter.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context, Node
from django.template.base import Parser, TextNode, Token
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from project.base import addresses, marks
from project.base.features import takes_posts
from project.base.mail_addresses import shown_email
from project.templatetags.rows import Format, mark, unmarked

register = template.Library()

register.simple_tag(marks.asset, name="asset")
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.badge, name="badge")
register.simple_tag(marks.avatar, name="avatar")
register.simple_tag(marks.deadline, name="deadline")
_icon = register.tags["icon"]


@register.tag("icon")
def icon(parser: Parser, token: Token) -> Node:
    """{% icon "name" "class" %}, drawn when the template is read unless a value of the page chooses it."""
    node = _icon(parser, token)
    given = [*node.args, *node.kwargs.values()]
    if node.target_var or any(value.is_var or value.filters for value in given):
        return node
    named = {name: value.var for name, value in node.kwargs.items()}
    return TextNode(marks.icon(*(value.var for value in node.args), **named))


TONE_OF_LEVEL = {"success": "good", "warning": "warn", "error": "bad"}
ICON_OF_TYPE = {
    "application/pdf": "file-type-pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "file-type-docx",
    "application/msword": "file-type-docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "file-spreadsheet",
    "text/csv": "file-spreadsheet",
    "text/markdown": "markdown",
    "application/zip": "file-zip",
}


@register.filter
def tone(level: str) -> str:
    """The tone for the level of one of Django's messages."""
    return TONE_OF_LEVEL.get(level, "info")


@register.filter
def linked(text: Any) -> SafeString:
    """What somebody typed into a plain field, escaped, its addresses as links; one for breaks follows."""
    return text if isinstance(text, SafeString) else addresses.linked(str(text or ""))


@register.filter
def mailbox(email: Any) -> str:
    """An email address in the letters of its country: bücher.example, not xn--bcher-kva.example."""
    return shown_email(str(email or ""))


@register.filter
def file_icon(file: Any) -> str:
    """The icon for a file's `content_type` (of an object or a dictionary)."""
    kind = file.get("content_type", "") if isinstance(file, dict) else getattr(file, "content_type", "")
    family = {"image": "photo", "text": "file-text"}.get(str(kind).partition("/")[0], "file")
    return ICON_OF_TYPE.get(str(kind), family)


@register.simple_block_tag
def slot(content: SafeString) -> SafeString:
    """Its own body without the white space around it. With `as name` it is
    kept for a parameter of another component.

    So a slot that holds nothing but branches not taken is empty, and the component leaves its part out.
    """
    return SafeString(content.strip())


@register.simple_block_tag
def card(content: SafeString, title: str = "", **options: Any) -> str:
    """A framed part of a page; see templates/ui/card.html."""
    return _component("ui/card.html", content=content, title=title, **options)


@register.simple_block_tag
def table(content: SafeString, caption: str, **options: Any) -> str:
    """A table whose rows become cards on a phone; see templates/ui/table.html."""
    return _component("ui/table.html", content=content, caption=caption, **options)


@register.simple_block_tag
def modal(content: SafeString, id: str, title: str, **options: Any) -> str:
    """A native dialog; see templates/ui/modal.html."""
    return _component("ui/modal.html", content=content, id=id, title=title, **options)


@register.simple_block_tag
def alert(content: SafeString, tone: str = "info", title: str = "", **options: Any) -> str:
    """A message that stays on the page; see templates/ui/alert.html."""
    return _component("ui/alert.html", content=content, tone=tone, title=title, **options)


@register.simple_block_tag
def menu(content: SafeString, label: str, **options: Any) -> str:
    """A button that unfolds a list of links or small forms; see templates/ui/menu.html."""
    return render_to_string("ui/menu.html", {"content": content, "label": label, **options})


@register.simple_tag(takes_context=True)
def confirm(context: Context, url: str, label: str, **options: Any) -> str:
    """A button that asks once more, with or without a reason, then posts; see templates/ui/confirm.html.
    Nothing on the page of a feature that is off, where the address is refused."""
    if _is_refused(context, url):
        return ""
    return _with_token(context, "ui/confirm.html", {"url": url, "label": label, **options})


@register.simple_tag(takes_context=True)
def post_button(context: Context, url: str, label: str, **options: Any) -> str:
    """A form that is one button; see templates/ui/post_button.html. Rendered once for each kind: lists have
    some in each row. Nothing on the page of a feature that is off, where the address is refused."""
    if _is_refused(context, url):
        return ""
    token = context.get("csrf_token") or ""
    return _component("ui/post_button.html", url=url, label=label, csrf_token=token, **options)


@register.simple_block_tag
def still(content: str, on: Any = False) -> str:
    """A part of a page whose controls are inert while `on`: everything is still there to be read."""
    return format_html('<fieldset class="still" disabled>{}</fieldset>', content) if on else content


def _is_refused(context: Context, url: str) -> bool:
    """Whether this address takes nothing while the feature of the page is off (project/base/features.py)."""
    if not context.get("switched_off"):
        return False
    try:
        return not takes_posts(context["viewer"], resolve(url).view_name)
    except Resolver404:  # a mark, which is filled later
        return False


#: What goes into a component as it is; everything else makes another kind of it.
TEXTS = ("actions", "caption", "content", "csrf_token", "footer", "id", "label", "subtitle", "title", "url")


def _component(template: str, **values: Any) -> str:
    """The component, rendered once for each kind with marks for its texts, and then filled. A template may
    ask whether a text is empty, but not what it says."""
    texts = {name: value for name, value in values.items() if name in TEXTS}
    options = ((name, unmarked(value)) for name, value in sorted(values.items()) if name not in texts)
    kind = tuple((name, type(value), value) for name, value in options)
    filled = tuple((name, bool(value)) for name, value in texts.items())
    prepared = _prepared(template, get_language(), filled, kind)
    return mark_safe(prepared.fill([*map(conditional_escape, texts.values())]))  # noqa: S308  # escaped


@lru_cache(maxsize=1024)
def _prepared(
    template: str, language: str | None, texts: tuple[tuple[str, bool], ...], kind: tuple[Any, ...]
) -> Format:
    marked = {name: mark(place) if filled else "" for place, (name, filled) in enumerate(texts)}
    return Format(render_to_string(template, {**marked, **{name: value for name, _type, value in kind}}))


def forget() -> None:
    """Let go of every component that is kept: for tests, which look at how one is made."""
    _prepared.cache_clear()


@register.simple_tag(takes_context=True)
def form(context: Context, form: Any, **options: Any) -> str:
    """A whole form with its error summary and buttons; see templates/ui/form.html."""
    return _with_token(context, "ui/form.html", {"form": form, **options})


def _with_token(context: Context, name: str, values: dict[str, Any]) -> str:
    return render_to_string(name, {**values, "csrf_token": context.get("csrf_token")})

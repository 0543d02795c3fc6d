"""`translate` of our templates says what Django's says, and asks the catalogs once in each language."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, engines
from django.template.base import TextNode
from django.utils import translation

from project.templatetags.translations import FixedTextNode


def template_of(text: str) -> Any:
    return engines["django"].from_string("{% load i18n ui %}" + text).template


def nodes_of(text: str) -> list[Any]:
    return list(template_of(text).nodelist)[1:]


@pytest.mark.parametrize("tag", ["translate", "trans"])
def test_a_text_is_said_in_each_language_and_looked_up_once(tag: str, monkeypatch: Any) -> None:
    page = template_of("{% " + tag + " 'Monday' %}")
    for _time in range(2):
        for language, said in (("en", "Monday"), ("de", "Montag"), ("fr", "lundi")):
            with translation.override(language):
                assert page.render(Context()) == said
        monkeypatch.setattr(translation._trans, "gettext", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% translate day %}", "Montag"),
        ("{% translate 'Monday' as day %}{{ day }}", "Montag"),
        ("{% translate 'Monday'|upper %}", "MONTAG"),
        ("{% translate 'Monday' noop %}", "Monday"),
        ("{% translate 'May' context 'abbrev. month' %}", "Mai"),
        ("{% translate '100 % <b>' %}", "100 % <b>"),
        ("{% blocktranslate %}Monday{% endblocktranslate %}", "Montag"),
    ],
)
def test_every_other_form_is_djangos(text: str, said: str) -> None:
    with translation.override("de"):
        assert template_of(text).render(Context({"day": "Monday"})) == said


def test_what_depends_on_the_page_is_not_fixed() -> None:
    assert isinstance(nodes_of("{% translate 'Monday' %}")[0], FixedTextNode)
    for text in ("{% translate day %}", "{% translate 'Monday' as day %}", "{% translate 'a' context day %}"):
        assert not isinstance(nodes_of(text)[0], FixedTextNode)
    assert isinstance(nodes_of("{% icon 'help' 'icon-sm' %}")[0], TextNode)
    for name in ("name", "'help' as mark", "name|default:'help' css='icon-sm'"):
        assert not isinstance(nodes_of("{% icon " + name + " %}")[0], TextNode)

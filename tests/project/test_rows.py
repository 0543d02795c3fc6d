"""Rows printed by a prepared format say what a loop would."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from project.base.components import Rows


@dataclass(frozen=True)
class Row:
    title: str
    badge: SafeString
    writer: str = ""
    ticked: bool = False
    level: int = 0


BODY = """
  <tr {% if row.ticked %}class="on"{% endif %}>
    <td title="{{ row.title }}">{{ row.title }} 100 % {{ row.badge }}</td>
    {% if row.writer %}<td>{{ row.writer }}{% if row.level > 1 %}!{% endif %}</td>{% endif %}
    <td>{{ label }}</td>
  </tr>
"""


@dataclass(frozen=True)
class Group:
    name: str
    rows: Rows[Row]
    empty: Rows[Row] = ()


LOOP = Template("{% for row in rows %}" + BODY + "{% endfor %}")
PREPARED = Template("{% load rows %}{% rows rows label=label %}" + BODY + "{% endrows %}")


def printed(template: Template, **values: Any) -> str:
    html = re.sub(r"\s*\n\s*", "\n", template.render(Context(values)))
    return html.strip()


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda text: "\n" not in text
)
some_rows = st.builds(
    Row,
    title=texts,
    badge=st.sampled_from([mark_safe("<b>ok</b>"), SafeString("")]),
    writer=texts,
    ticked=st.booleans(),
    level=st.integers(0, 2),
)


@given(rows=st.lists(some_rows, max_size=6), label=texts)
def test_a_format_prints_what_a_loop_prints(rows: list[Row], label: str) -> None:
    plain = [replace(row, title=row.title.strip(), writer=row.writer.strip()) for row in rows]
    values = {"rows": plain, "label": label.strip()}
    assert printed(PREPARED, **values).split() == printed(LOOP, **values).split()


@pytest.mark.parametrize("text", ["<script>", "50 %s %(a)s %", "\ue0000\ue001", "'\"&", "{{ row.title }}"])
def test_whatever_people_type_is_printed_as_text(text: str) -> None:
    values = {"rows": [Row(text, mark_safe("<b>%</b>"), text)], "label": text}
    for _ in range(2):
        assert printed(PREPARED, **values) == printed(LOOP, **values)
    assert "<script>" not in printed(PREPARED, **values) and "<b>%</b>" in printed(PREPARED, **values)


def test_a_kind_of_row_is_rendered_once_in_each_language() -> None:
    template = Template(
        "{% load rows i18n %}{% rows rows %}{% get_current_language as now %}{{ now }}{% endrows %}"
    )
    rows = [Row("a", SafeString("")), Row("b", SafeString(""))]
    for language in ("en", "en-gb", "en"):
        with override(language):
            assert template.render(Context({"rows": rows})).split() == [language, language]
    (node,) = [node for node in template.nodelist if hasattr(node, "_formats")]
    assert len(node._formats) == 2


def test_the_body_sees_nothing_else_of_the_page() -> None:
    template = Template("{% load rows %}{% rows rows a=a %}[{{ a }}{{ b }}]{% endrows %}")
    rows = [Row("x", SafeString(""))]
    assert template.render(Context({"rows": rows, "a": "1", "b": "secret"})) == "[1]"
    assert template.render(Context({"rows": rows, "a": "2", "b": "secret"})) == "[2]"
    assert template.render(Context({"rows": rows, "a": ""})) == "[]"
    assert template.render(Context({"rows": []})) == template.render(Context({})) == ""


GROUP = """
  {% if row.rows %}<h2>{{ row.name }}</h2>{% endif %}{% if row.empty %}never{% endif %}
  {% rows row.rows %}<p title="{{ row.title }}">{{ row.title }}{{ row.badge }}</p>{% endrows %}
"""


@pytest.mark.parametrize("name", ["<script>", "50 %s %(a)s %", "\ue0000\ue001"])
def test_a_row_prints_the_rows_that_it_has(name: str) -> None:
    template = Template("{% load rows %}{% rows groups %}" + GROUP + "{% endrows %}")
    rows = (Row(f"1{name}", mark_safe("<b>%</b>")), Row(f"2{name}", SafeString("")))
    text = printed(template, groups=[Group(name, rows), Group("none", ()), Group("other", rows[1:])])
    shown = escape(name)
    one, two = (f'<p title="{n}{shown}">{n}{shown}{b}</p>' for n, b in ((1, "<b>%</b>"), (2, "")))
    assert text.split("\n") == [f"<h2>{shown}</h2>", one, two, "<h2>other</h2>", two]


def test_nothing_stands_beside_the_rows_of_a_row() -> None:
    body = "{% rows row.rows a=row.name %}{{ a }}{% endrows %}"
    template = Template("{% load rows %}{% rows groups %}" + body + "{% endrows %}")
    with pytest.raises(TemplateSyntaxError, match="nothing beside"):
        template.render(Context({"groups": [Group("a", (Row("b", SafeString("")),))]}))


def test_threads_share_formats() -> None:
    found: list[str] = []
    values = {"rows": [Row(str(n), SafeString("")) for n in range(50)], "label": "x"}

    def render() -> None:
        found.append(printed(PREPARED, **values))

    threads = [threading.Thread(target=render) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {printed(LOOP, **values)}


def test_it_takes_names_for_what_it_sees() -> None:
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        Template("{% load rows %}{% rows rows label %}{% endrows %}")


def test_an_option_of_a_component_places_no_other_value() -> None:
    body = '{% load ui %}{% post_button "/x/" "Press" blocked=reason %}'
    for reason in ("\ue0002\ue001", "\ue00099\ue001", SafeString("\ue0002\ue001")):
        html = Template(body).render(Context({"reason": reason, "csrf_token": "secret-token"}))
        assert "secret-token" not in html and "Press" in html

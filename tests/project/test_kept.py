"""Kept pieces of pages: what they may depend on, and that no two readers share one that should differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.utils import translation
from django.utils.safestring import SafeString

from accounts.models import User
from agencies.models import Agency, Branding, Membership
from project.base.menu import Entry, menu_entries
from project.templatetags import kept
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import markup

HOME = "/account/"


def piece(body: str, values: str = "") -> Template:
    return Template("{% load kept i18n ui %}{% kept " + values + " %}" + body + "{% endkept %}")


def test_a_piece_is_rendered_once_for_its_values() -> None:
    asked: list[str] = []
    template = piece("{{ name.say }}", "name=name")

    class Name(str):
        def say(self) -> str:
            asked.append(str(self))
            return f"I am {self}"

    shown = [template.render(Context({"name": Name(name)})) for name in ("Ink", "North", "Ink")]

    assert (shown, asked) == (["I am Ink", "I am North", "I am Ink"], ["Ink", "North"])


def test_a_piece_sees_nothing_but_its_values() -> None:
    template = piece("{{ name }}|{{ secret }}{{ request }}{{ csrf_token }}", "name=name")

    assert template.render(Context({"name": "a", "secret": "s", "request": "r", "csrf_token": "t"})) == "a|"


def test_what_only_looks_the_same_is_told_apart() -> None:
    template = piece("{{ x }}", "x=x")

    shown = [template.render(Context({"x": x})) for x in (1, True, "<b>", SafeString("<b>"))]

    assert shown == ["1", "True", "&lt;b&gt;", "<b>"]


def test_values_are_escaped() -> None:
    assert piece("{{ x }}", "x=x").render(Context({"x": "<script>"})) == "&lt;script&gt;"


def test_a_piece_is_kept_by_language() -> None:
    template = piece("{% get_current_language as now %}{{ now }}")

    shown = []
    for language in ("en", "en-us", "en"):
        with translation.override(language):
            shown.append(template.render(Context()))

    assert shown == ["en", "en-us", "en"]


def test_the_line_breaks_of_tags_are_not_sent() -> None:
    template = piece("<p>\n{% if x %}\n\n<b>a</b>\n{% endif %}\n  c d\n</p>", "x=x")

    assert template.render(Context({"x": 1})) == "<p>\n<b>a</b>\nc d\n</p>"


def test_two_pieces_with_the_same_values_are_two() -> None:
    assert [piece(text).render(Context()) for text in ("one", "two")] == ["one", "two"]


@pytest.mark.parametrize("wrong", ["name", "request.agency.name", "a=1 b"])
def test_values_have_names(wrong: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        piece("", wrong)


def test_a_piece_holds_no_block() -> None:
    with pytest.raises(TemplateSyntaxError, match="no block"):
        piece("{% if x %}{% block title %}{% endblock %}{% endif %}")


def test_what_can_be_no_key_is_refused() -> None:
    with pytest.raises(TypeError):
        piece("", "x=x").render(Context({"x": []}))


def test_their_number_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    template = piece("{{ x }}", "x=x")

    shown = [template.render(Context({"x": x})) for x in range(10)]

    assert shown == [str(x) for x in range(10)]
    assert len(kept._kept) <= 3


# --- on the pages -------------------------------------------------------------------------------
def shell(client: Client) -> str:
    """A page without what is of one request: its token."""
    return re.sub(r"[A-Za-z0-9]{64}", "", markup(client.get(HOME)))


def lines(page: str) -> list[str]:
    """The lines of the side menu."""
    return re.findall(r"<span>([^<]+)</span></a></li>", page.partition("</nav>")[0])


@pytest.mark.django_db
def test_everybody_sees_their_own_shell_whoever_came_before(cast: Cast) -> None:
    """Each page made first of all is compared with the same one made after those of everybody else."""
    people = [member for member in cast.everybody.values() if hasattr(member, "membership")]
    alone = []
    for person in people:
        kept.forget()
        alone.append(shell(browser(person)))

    after = [shell(browser(person)) for person in [*people, *people]]

    assert after == [*alone, *alone]
    assert len(set(alone)) == len(people)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: Agency.objects.update(name="Quire & Co"),
        lambda: Branding.objects.update(version=41),
        lambda: Membership.objects.update(roles=["writer", "client"]),
        lambda: User.objects.update(name="Quentin"),
        lambda: User.objects.update(language="en-us"),
    ],
    ids=["name", "branding", "rights", "person", "language"],
)
def test_a_change_is_on_the_next_page(cast: Cast, change: Callable[[], Any]) -> None:
    """The change is written past this process, as another one would: what is kept here hears nothing."""
    client = browser(cast.otto)
    before = shell(client)
    change()

    after = shell(client)
    kept.forget()

    assert after == shell(client) != before


@pytest.mark.django_db
def test_rights_taken_away_are_off_the_menu(cast: Cast) -> None:
    client = browser(cast.otto)
    assert "Price list" in lines(shell(client))
    Membership.objects.filter(pk=cast.otto.member_id).update(roles=["support"])

    orders = ["All orders", "Messages", "Support", "Waiting reviews", "Revisions", "Clients"]
    orders += ["Quotes", "Open pool", "Invoices", "Figures", "Scheduled reports"]
    rest = ["Capacity", "Disputes", "Classes", "Portfolios", "Feedback"]
    assert lines(shell(client)) == [*orders, *rest]


@pytest.mark.django_db
def test_an_entry_registered_later_is_on_the_menu(cast: Cast) -> None:
    client = browser(cast.clara)
    client.get(HOME)
    menu_entries.register("late", Entry("client", "Late", "help", "star", 5))
    try:
        assert lines(shell(client))[0] == "Late"
    finally:
        menu_entries.forget("late")
    assert "Late" not in lines(shell(client))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roles", "path", "active"),
    [
        (["owner"], "/desk/", "All orders"),
        (["owner"], "/desk/security/people/", "Security"),
        (["client"], "/orders/revisions/", "Revisions"),
        (["client", "support"], "/invoices/", "Invoices"),
        (["owner"], HOME, None),
    ],
)
def test_one_line_of_the_menu_is_active(cast: Cast, roles: list[str], path: str, active: str | None) -> None:
    Membership.objects.filter(pk=cast.otto.member_id).update(roles=roles)
    page = markup(browser(cast.otto).get(path)).partition("</nav>")[0]

    found = re.findall(r'aria-current="page"[^>]*>(?:(?!</li>).)*<span>([^<]+)</span>', page)

    assert found == ([active] if active else [])

"""What is sent beyond the fields of a form is refused, at every address, and has no effect."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve

from agencies.models import Membership
from drafts.models import OrderDraft
from project.base.forms import CSRF, ActionForm, takes
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft
from tests.helpers.pages import form_to, words_of
from tests.orders.helpers.support import draft_url

from .helpers.doors import PEOPLE
from .test_doors import address, names, scene, visitor

pytestmark = pytest.mark.django_db

#: What somebody tries who has read the source, or another program's.
EXTRA = ("agency", "status", "price", "is_owner", "id")
HTMX = {"HX-Request": "true"}
#: Every so many addresses answer with a whole page.
WHOLE = 6


def written(
    client: Client, path: str, sent: dict[str, Any], headers: dict[str, str]
) -> tuple[int, str, list[str]]:
    """The status, what the log says of it, and the statements that wrote something."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(path, sent, headers=headers)
    writes = [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    return answer.status_code, getattr(answer, "refusal", {}).get("event", ""), writes


def who_may_come(view: Any, cast: Cast) -> str:
    """The first member of Inkwell whom the area lets in: the row itself is asked for afterwards."""
    right = view.access_right
    return next(person for person in PEOPLE[5:] if right is None or right(getattr(cast, person)))


def test_every_address_refuses_a_field_more(cast: Cast) -> None:
    """In place mostly, which costs less than the whole page that says the same."""
    arguments = scene(cast)
    views = dict(names(get_resolver().url_patterns))
    table = {name: who_may_come(view, cast) for name, view in views.items()}
    visitors = {who: visitor(who, cast) for who in set(table.values())}
    found = {
        name: written(
            visitors[table[name]],
            address(name, arguments),
            {EXTRA[at % len(EXTRA)]: "1"},
            HTMX if at % WHOLE else {},
        )
        for at, name in enumerate(views)
    }

    assert len(found) > 150
    assert {name: answer for name, answer in found.items() if answer != (422, "fields_refused", [])} == {}


@pytest.mark.parametrize("extra", EXTRA)
def test_a_field_more_beside_right_ones(cast: Cast, sign_in: Any, extra: str) -> None:
    """Nothing is written of what would otherwise be stored, and nothing that was typed is lost."""
    draft, client = make_draft(cast.clara), sign_in(cast.clara)
    form = form_to(client.get(draft_url(draft)), draft_url(draft))
    brief = "A brief of more than forty letters <b>and</b> a mark & an end."

    answer = client.post(draft_url(draft), form.filled(title="New", brief=brief, **{extra: "1"}))

    assert answer.status_code == 422 and f"“{extra}”" in words_of(answer)
    assert OrderDraft.objects.get(pk=draft.pk).title == draft.title
    again = form_to(answer, draft_url(draft))
    assert extra not in again.sent and again.sent["brief"] == [brief] and again.sent["title"] == ["New"]
    assert client.post(draft_url(draft), again.sent).status_code == 302
    assert OrderDraft.objects.get(pk=draft.pk).brief == brief


def test_a_file_more(cast: Cast, sign_in: Any) -> None:
    draft, client = make_draft(cast.clara), sign_in(cast.clara)

    answer = client.post(draft_url(draft), {"version": "1", "photo": SimpleUploadedFile("a.txt", b"x")})

    assert answer.status_code == 422 and "“photo”" in words_of(answer)
    assert "Your files could not be kept here. Attach them again afterwards." in words_of(answer)


def test_htmx_gets_the_refusal_in_place(cast: Cast, sign_in: Any) -> None:
    draft = make_draft(cast.clara)

    answer = sign_in(cast.clara).post(draft_url(draft), {"version": "1", "agency": "2"}, headers=HTMX)

    assert answer.status_code == 422 and b"<html" not in answer.content
    assert "“agency” does not belong to this form, so nothing was changed" in words_of(answer)


def test_no_password_stands_in_the_refusal(cast: Cast, sign_in: Any) -> None:
    client = sign_in(None, cast.inkwell)

    answer = client.post(
        "/accounts/sign-in/", {"login": "clara@inkwell.example", "password": "hush", "id": "1"}
    )

    assert answer.status_code == 422
    assert b"hush" not in answer.content and "Go back" in words_of(answer)


def test_names_are_told_as_text_and_in_short(cast: Cast, sign_in: Any) -> None:
    sent = {f"<i>{at}</i>{'x' * 3000}": "1" for at in range(50)}

    answer = sign_in(cast.clara).post("/account/profile/", sent)

    assert answer.status_code == 422 and b"<i>0" not in answer.content
    assert len(answer.content) < 20_000


def test_no_role_is_taken_from_a_form(cast: Cast, sign_in: Any) -> None:
    """Not even one that another form of the program knows."""
    sign_in(cast.clara).post("/account/profile/", {"name": "Clara", "roles": "owner"})

    row = Membership.objects.get(pk=cast.clara.membership.pk)
    assert row.roles == cast.clara.membership.roles


# --- a page sends nothing that its address does not take ---------------------------------------------


class Controls(HTMLParser):
    """Of each form of a page that is posted: where to, by whichever button, and the names that it sends."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.by_id = path, [], {}
        self.inside: Any = None
        self.late: list[tuple[str, str, str]] = []
        self.feed(page)
        for form_id, name, goes in self.late:
            self._note(self.by_id[form_id], name, goes)

    def _note(self, form: Any, name: str, goes: str) -> None:
        form["names"] |= {name} if name else set()
        form["to"] |= {urlsplit(goes).path} if goes else set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {key: value or "" for key, value in attrs}
        if tag == "form":
            to = urlsplit(facts.get("action") or self.path).path
            self.inside = {"to": {to}, "names": set(), "post": facts.get("method", "").lower() == "post"}
            self.forms.append(self.inside)
            self.by_id[facts.get("id", "")] = self.inside
        elif tag in ("input", "select", "textarea", "button"):
            told = (facts.get("name", ""), facts.get("formaction", ""))
            if facts.get("form"):
                self.late.append((facts["form"], *told))
            elif self.inside is not None:
                self._note(self.inside, *told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def strange(page: str, path: str) -> set[tuple[str, str]]:
    """(address, name) of what a page would send in vain; none does (test_every_page.py)."""
    found = set()
    for form in Controls(page, path).forms:
        for to in form["to"] if form["post"] else ():
            match = resolve(to)
            taken = getattr(match.func, "fields_taken", None)
            found |= {
                (match.view_name, name)
                for name in form["names"]
                if name != CSRF and not (taken and taken.fullmatch(name))
            }
    return found


def test_a_page_that_sends_more_is_found(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.clara).get("/account/profile/").text.replace('name="name"', 'name="nickname"')

    assert ("account_profile", "nickname") in strange(page, "/account/profile/")


# --- the statement itself -----------------------------------------------------------------------------


class Rows(ActionForm):
    numbered = ("fee-*",)


@pytest.mark.parametrize(
    ("name", "taken"),
    [("then", True), ("fee-INK-2026-00001", True), ("fee-", False), ("fee-a b", False), ("xthen", False)],
)
def test_which_names_a_view_takes(name: str, taken: bool) -> None:
    @takes(Rows, "then")
    def view() -> None: ...

    assert bool(view.fields_taken.fullmatch(name)) is taken  # type: ignore[attr-defined]

"""Two people, or two tabs, on one draft: both texts are shown, and nothing
is stored before somebody has chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from catalog.pricing.offering import current_offering
from drafts.actions.drafts import save_draft
from drafts.models import OrderDraft
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, make_draft
from tests.helpers.pages import Form, form_to, words_of
from tests.orders.helpers.support import colleague, draft_url, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HTMX = {"hx-request": "true"}


def opened(client: Client, draft: OrderDraft) -> Form:
    return form_to(client.get(draft_url(draft)), draft_url(draft), ["title"])


class Two:
    """Clara has the draft open; a colleague saves it meanwhile."""

    def __init__(self, cast: Cast, sign_in: Any, theirs: dict[str, Any], **fields: Any) -> None:
        self.client, self.draft = sign_in(cast.clara), make_draft(cast.clara, **fields)
        self.form = opened(self.client, self.draft)
        save_draft(
            actor=colleague(cast, "orderer"), draft=self.draft, version=1, fields=theirs, now=START + HOUR
        )

    def send(self, headers: dict[str, str] | None = None, **mine: Any) -> Any:
        return self.client.post(draft_url(self.draft), self.form.filled(**mine), headers=headers or {})

    def choose(self, page: Any, **choices: str) -> Any:
        """Send the page of the conflict with these choices."""
        form = form_to(page, draft_url(self.draft), ["choosing"])
        return self.client.post(
            draft_url(self.draft), form.filled(**{f"keep-{k}": v for k, v in choices.items()})
        )

    @property
    def stored(self) -> OrderDraft:
        return OrderDraft.objects.get(pk=self.draft.pk)


def test_the_page_shows_both_texts_and_stores_nothing(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"brief": "Their brief of the harbour"})

    page = two.send(brief="My brief of the harbour")

    assert page.status_code == 409
    words = words_of(page)
    assert "Their" in words and "My" in words
    assert (two.stored.brief, two.stored.version) == ("Their brief of the harbour", 2)


def test_the_autosave_is_told_beside_the_editor(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"title": "Their title"})

    answer = two.send(HTMX, title="My title")

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<html" not in html
    assert "save-status" in html and "Their title" in words_of(answer)
    assert 'name="title"' not in html  # the form with my words stays as it is
    assert (two.stored.title, two.stored.version) == ("Their title", 2)


def test_choosing_field_by_field(cast: Cast, sign_in: Any) -> None:
    two = Two(
        cast, sign_in, {"title": "Their title", "tone": "Their tone", "quantity": 700, "brief": "Their brief"}
    )

    page = two.send(title="My title", tone="My tone", quantity="800", brief="My brief")
    answer = two.choose(page, title="newer", tone="mine", quantity="newer", brief="mine")

    assert (answer.status_code, answer.url) == (302, draft_url(two.draft))
    now = two.stored
    assert (now.title, now.tone, now.quantity, now.brief) == ("Their title", "My tone", 700, "My brief")
    assert now.version == 3


def test_choosing_works_for_choices_dates_and_lists(cast: Cast, sign_in: Any) -> None:
    offering = current_offering(cast.inkwell)
    theirs = {
        "service": offering.services[1],
        "deadline": START + 30 * 24 * HOUR,
        "addons": offering.addons[:2],
        "preferred_writer": cast.wanda.membership,
        "locale": "de",
    }
    two = Two(cast, sign_in, theirs)

    page = two.send(
        service=offering.services[2].key,
        deadline="2026-05-05T10:00",
        addons=[offering.addons[2].key],
        locale="fr",
    )
    two.choose(
        page, service="newer", deadline="newer", addons="newer", preferred_writer="newer", locale="newer"
    )

    now = two.stored
    assert (now.service, now.deadline, now.locale) == (theirs["service"], theirs["deadline"], "de")
    assert (now.preferred_writer, set(now.addons.all())) == (cast.wanda.membership, set(offering.addons[:2]))
    assert now.version == 2  # all of the newer one: there was nothing to save


def test_what_is_not_chosen_otherwise_is_mine(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"title": "Their title"})

    page = two.send(title="My title", audience="My audience")
    two.choose(page, title="mine", audience="mine")

    assert (two.stored.title, two.stored.audience) == ("My title", "My audience")


def test_a_field_that_only_the_other_changed_is_ticked_as_theirs(cast: Cast, sign_in: Any) -> None:
    """Sending the page as it comes loses neither the colleague's field nor mine."""
    two = Two(cast, sign_in, {"audience": "Their audience"})

    page = two.send(title="My title")
    two.client.post(draft_url(two.draft), form_to(page, draft_url(two.draft), ["choosing"]).filled())

    assert (two.stored.title, two.stored.audience) == ("My title", "Their audience")


@pytest.mark.parametrize("choice", ["mine", "newer"])
def test_all_of_one(cast: Cast, sign_in: Any, choice: str) -> None:
    two = Two(cast, sign_in, {"title": "Their title", "tone": "Their tone"})

    page = two.send(title="My title", tone="My tone")
    two.client.post(
        draft_url(two.draft), form_to(page, draft_url(two.draft), ["choosing"]).filled(keep=choice)
    )

    who = {"mine": "My", "newer": "Their"}[choice]
    assert (two.stored.title, two.stored.tone) == (f"{who} title", f"{who} tone")


def test_both_briefs_one_beneath_the_other(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"brief": "Their brief"})

    two.choose(two.send(brief="My brief"), brief="both")

    assert two.stored.brief == "Their brief\n\nMy brief"


def test_a_third_save_while_choosing(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"title": "Their title"})
    page = two.send(title="My title")
    save_draft(actor=cast.clara, draft=two.draft, version=2, fields={"title": "A third"}, now=START)

    again = two.choose(page, title="mine")

    assert again.status_code == 409
    assert "A third" in words_of(again) and "My title" in words_of(again)
    assert two.stored.title == "A third"
    two.choose(again, title="mine")
    assert two.stored.title == "My title"


def test_the_same_text_is_no_conflict(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"title": "Our title"})

    answer = two.send(title="Our title")

    assert answer.status_code == 302
    assert two.stored.version == 2


@pytest.mark.parametrize("version", ["", "0", "-1", "1_0", "x", "9" * 30, "١"])
def test_an_unreadable_version_is_an_old_one(cast: Cast, sign_in: Any, version: str) -> None:
    two = Two(cast, sign_in, {})

    answer = two.send(title="My title", version=version)

    assert answer.status_code == 409
    assert two.stored.title == "Harbour feature"


@pytest.mark.parametrize("base", ["", "x", "title:", ":::", "title:zzz " * 900, "\x00"])
def test_unreadable_marks_decide_nothing(cast: Cast, sign_in: Any, base: str) -> None:
    two = Two(cast, sign_in, {"title": "Their title"})

    page = two.send(title="My title", base=base)

    assert page.status_code == 409
    assert two.choose(page, title="newer").status_code == 302
    assert two.stored.title == "Their title"


def test_a_mistake_in_a_stale_save_is_not_lost(cast: Cast, sign_in: Any) -> None:
    """The refused quantity goes along through the choice and is refused there, beside its field."""
    two = Two(cast, sign_in, {"title": "Their title"})

    page = two.send(title="My title", quantity="a few")
    answer = two.choose(page, title="mine")

    assert page.status_code == 409
    assert answer.status_code == 422
    assert (two.stored.title, two.stored.quantity) == ("My title", 600)
    assert form_to(answer, draft_url(two.draft), ["title"]).sent["quantity"] == ["a few"]


def test_both_texts_are_escaped(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"brief": "<script>theirs</script>"})

    for headers in ({}, HTMX):
        html = two.send(headers, brief="<script>mine</script>").content.decode()
        assert "<script>theirs" not in html and "<script>mine" not in html


def test_a_file_of_a_stale_save_is_kept(cast: Cast, sign_in: Any) -> None:
    two = Two(cast, sign_in, {"title": "Their title"})

    answer = two.client.post(draft_url(two.draft), {**two.form.filled(title="My title"), "files": upload()})

    assert answer.status_code == 409
    assert two.draft.attachments.count() == 1

"""The draft editor: saving by button and while typing, what is refused beside its field, the live price."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from catalog.pricing.offering import current_offering
from drafts.actions.files import attach_to_draft
from drafts.models import OrderDraft
from tests.helpers.cast import START, Cast
from tests.helpers.factories import make_draft
from tests.helpers.pages import form_to, markup, text_by_id, words_of
from tests.orders.helpers.support import draft_url, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HTMX = {"hx-request": "true"}


def typed(client: Client, draft: OrderDraft, **fields: Any) -> dict[str, list[str]]:
    """The editor's form as it is opened, with some fields typed over."""
    return form_to(client.get(draft_url(draft)), draft_url(draft), ["title"]).filled(**fields)


def stored(draft: OrderDraft) -> OrderDraft:
    return OrderDraft.objects.get(pk=draft.pk)


def test_the_button_saves_everything_and_comes_back(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    addon, service = current_offering(cast.inkwell).addons[1], current_offering(cast.inkwell).services[3]
    sent = typed(
        client,
        draft,
        title="  Dusk ",
        quantity="1,200",
        service=service.key,
        addons=[addon.key],
        tone="Calm",
        preferred_writer=cast.wanda.membership.public_id,
        deadline="2026-07-01T17:30",
        brief="a\r\nb",
        notes="Call",
    )

    answer = client.post(draft_url(draft), sent)

    assert (answer.status_code, answer.url) == (302, draft_url(draft))
    now = stored(draft)
    assert (now.version, now.title, now.quantity, now.brief, now.tone, now.notes) == (
        2,
        "Dusk",
        1200,
        "a\nb",
        "Calm",
        "Call",
    )
    assert (now.service, now.preferred_writer, list(now.addons.all())) == (
        service,
        cast.wanda.membership,
        [addon],
    )
    assert now.deadline == dt.datetime(2026, 7, 1, 16, 30, tzinfo=dt.UTC)  # typed in London, in summer
    assert "Draft saved." in words_of(client.get(answer.url))


def test_what_is_opened_and_sent_again_changes_nothing(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)
    draft = make_draft(
        cast.clara,
        brief='<b>x</b>\n\n  - indented & "quoted"',
        notes="a\n\nb",
        addons=current_offering(cast.inkwell).addons[:2],
        preferred_writer=cast.wendell.membership,
        locale="de",
        references="¼ € 字",
    )

    client.post(draft_url(draft), typed(client, draft))

    assert stored(draft).version == 1


REFUSED: dict[str, list[str]] = {
    "quantity": ["1_0", "-1", "0", "1e9", "9" * 400],
    "title": ["a\uffffb", "\u200b\u200d", "x" * 161],
    "brief": ["x\uffff", "x" * 20_001],
    "deadline": [
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "tomorrow",
        "2026-03-29T01:30",  # London's clocks skip this hour
        "2026-10-25T01:30",  # and repeat this one
    ],
    "locale": ["klingon"],
    "service": ["zzz"],
    "subject": ["\x00"],
    "addons": ["zzz"],
    "preferred_writer": ["2222222222"],
}


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["autosave", "button"])
def test_good_fields_are_kept_and_the_bad_ones_are_reported(
    cast: Cast, sign_in: Any, headers: dict[str, str]
) -> None:
    """The first bad text of every field at once, then the second of each, and so on: the last comes alone."""
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    before = {name: _of(draft, name) for name in REFUSED}

    for at in range(5):
        bad = {name: texts[at] for name, texts in REFUSED.items() if at < len(texts)}
        sent = typed(client, draft, audience=f"Kept {at}", **bad)
        answer = client.post(draft_url(draft), sent, headers=headers)

        now = stored(draft)
        assert (answer.status_code, now.audience) == (422, f"Kept {at}")
        assert {name: _of(now, name) for name in REFUSED} == before
        assert [name for name in bad if not text_by_id(answer, f"id_{name}_error")] == []
        assert not text_by_id(answer, "id_audience_error")


def _of(draft: OrderDraft, name: str) -> Any:
    return list(draft.addons.all()) if name == "addons" else getattr(draft, name)


def test_broken_text_in_the_body(cast: Cast, sign_in: Any) -> None:
    """Bytes that are no UTF-8, and an escaped lone surrogate: no server error, nothing stored."""
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    for body in (b"version=1&tone=%ED%A0%80", b"version=1&tone=\xff\xfe", b"version=1&tone=%00"):
        answer = client.post(draft_url(draft), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (302, 400, 409, 422)
        assert "\x00" not in stored(draft).tone


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Lord_Howe"])
def test_a_skipped_hour_is_one_of_the_readers_zone(cast: Cast, sign_in: Any, zone: str) -> None:
    user, draft = cast.clara.membership.user, make_draft(cast.clara)
    user.timezone = zone
    user.save()
    client = sign_in(cast.clara)

    fine = client.post(draft_url(draft), typed(client, draft, deadline="2026-03-29T01:30"))

    assert fine.status_code == 302
    assert stored(draft).deadline.astimezone(user.zone).isoformat()[:16] == "2026-03-29T01:30"
    skipped = {"America/New_York": "2026-03-08T02:30", "Australia/Lord_Howe": "2026-10-04T02:15"}[zone]
    assert client.post(draft_url(draft), typed(client, draft, deadline=skipped)).status_code == 422


def test_autosave_answers_with_the_new_version_and_nothing_else(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = client.post(draft_url(draft), typed(client, draft, title="Typing"), headers=HTMX)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in html
    assert 'name="version" id="draft-version" value="2"' in html
    assert "Saved" in words_of(answer)


def test_things_of_another_agency_cannot_be_chosen(cast: Cast, sign_in: Any) -> None:
    """Keys of both catalogs are alike; a service that only the other
    house has, and its writer, are refused."""
    theirs = current_offering(cast.northwind).services[0]
    type(theirs).objects.create(agency=cast.northwind, key="their-own", name="Their own", unit="word")
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    for field, value in (
        ("service", "their-own"),
        ("service", str(theirs.pk)),
        ("preferred_writer", cast.nora.membership.public_id),
        ("preferred_writer", cast.wanda_northwind.membership.public_id),
        ("preferred_writer", cast.edith.membership.public_id),
        ("preferred_writer", cast.clara.membership.public_id),
        ("preferred_writer", str(cast.wanda.member_id)),
    ):
        assert client.post(draft_url(draft), typed(client, draft, **{field: value})).status_code == 422, value
    assert (stored(draft).service, stored(draft).preferred_writer) == (draft.service, None)


def test_a_key_of_ours_means_our_row(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    client.post(draft_url(draft), typed(client, draft, service="translation"))

    assert stored(draft).service.agency == cast.inkwell


def test_a_file_that_was_taken_away_is_brought_back(cast: Cast, sign_in: Any) -> None:
    """With a script the fragment offers it, without one the page does."""
    draft = make_draft(cast.clara)
    (attachment,) = attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload("Notes.txt")], now=START)
    client, url = sign_in(cast.clara), draft_url(draft)
    gone = client.post(f"{url}files/{attachment.public_id}/remove/", headers={"hx-request": "true"})
    token = re.search(r'name="restore" value="([^"]+)"', markup(gone))
    assert token and "Notes.txt removed" in markup(gone) and not draft.attachments.exists()

    back = client.post(f"{url}files/restoration/", {"restore": token[1]}, headers={"hx-request": "true"})
    assert back.status_code == 200 and "Remove Notes.txt" in back.content.decode()

    sent = typed(client, draft)
    answer = client.post(url, {**sent, "remove": draft.attachments.get().public_id}, follow=True)
    again = re.search(r'name="restore" value="([^"]+)"', markup(answer))
    assert again and not draft.attachments.exists()
    client.post(url, {**sent, "restore": again[1]})
    assert draft.attachments.get().name == "Notes.txt"
    late = client.post(f"{url}files/restoration/", {"restore": "x"}, headers={"hx-request": "true"})
    assert late.status_code == 422 and "too late" in late.content.decode()

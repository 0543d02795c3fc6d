"""Who reaches a draft, and through which doors; how one begins, is copied and ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.models import Membership
from clients.models import ClientAccount
from drafts.actions.files import attach_to_draft
from drafts.models import OrderDraft
from drafts.pages.draft_list import OFFERED
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import account_of, make_draft, place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import colleague, draft_url, stop_clock, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HTMX = {"hx-request": "true"}


def stored(draft: OrderDraft) -> OrderDraft:
    return OrderDraft.objects.get(pk=draft.pk)


def test_new_draft_for_the_only_account(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)

    answer = client.post("/orders/drafts/new/")

    draft = OrderDraft.objects.get()
    assert (answer.status_code, answer.url, draft.account) == (302, draft_url(draft), account_of(cast.clara))
    assert client.get(answer.url).status_code == 200


def test_new_draft_asks_who_pays(cast: Cast, sign_in: Any) -> None:
    company = ClientAccount.objects.create(
        agency=cast.inkwell, name="Harbour Ltd", kind="company", created_at=START
    )
    foreign = account_of(cast.nick)
    company.people.create(agency=cast.inkwell, membership=cast.clara.membership, role="orderer")
    client = sign_in(cast.clara)

    for wanted in ("", "zzz", foreign.public_id):
        assert client.post("/orders/drafts/new/", {"account": wanted}).status_code == 422
    assert not OrderDraft.objects.exists()
    client.post("/orders/drafts/new/", {"account": company.public_id})

    assert OrderDraft.objects.get().account == company


def typed(verb: str) -> dict[str, str]:
    """What the form of a verb sends: the editor's words, or nothing."""
    return {"title": "x", "version": "1"} if verb in ("", "order/") else {}


def test_a_reader_reads(cast: Cast, sign_in: Any) -> None:
    draft, client = make_draft(cast.clara), sign_in(colleague(cast, "reader"))

    page = client.get(draft_url(draft))

    assert page.status_code == 200
    assert draft.title in words_of(page)
    assert 'name="title"' not in page.content.decode()
    for verb in ("", "order/", "copy/", "discard/", "files/"):
        assert client.post(draft_url(draft, verb), typed(verb)).status_code == 403, verb
    assert stored(draft).title == draft.title


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("wendell", 403),
        ("edith", 403),
        ("sam", 403),
        ("max", 403),
        ("otto", 403),
        ("nick", 404),
        ("anonymous", 302),
    ],
)
def test_who_reaches_a_draft(cast: Cast, sign_in: Any, name: str, status: int) -> None:
    draft = make_draft(cast.clara)
    client = sign_in(None, cast.inkwell) if name == "anonymous" else sign_in(getattr(cast, name))

    assert client.get(draft_url(draft)).status_code == status
    for verb in ("", "price/", "order/", "copy/", "discard/", "files/", "files/2222222222/remove/"):
        assert client.post(draft_url(draft, verb), typed(verb)).status_code == status, verb
    assert (stored(draft).title, OrderDraft.objects.count()) == (draft.title, 1)


def test_another_client_of_the_agency(cast: Cast, sign_in: Any) -> None:
    other = ClientAccount.objects.create(agency=cast.inkwell, name="Other", created_at=START)
    draft, client = make_draft(cast.clara), sign_in(colleague(cast, "payer", other))

    assert client.get(draft_url(draft)).status_code == 404
    assert client.post(draft_url(draft), {"title": "x", "version": "1"}).status_code == 404
    assert draft.title not in words_of(client.get("/orders/drafts/"))


def test_a_draft_that_became_an_order(cast: Cast, sign_in: Any) -> None:
    order = place_order(cast.clara)
    client, draft = sign_in(cast.clara), order.draft

    page = client.get(draft_url(draft))

    assert page.status_code == 200
    assert f"/orders/{order.number}/" in page.content.decode()
    assert 'name="title"' not in page.content.decode()
    assert client.post(draft_url(draft), {"title": "Late", "version": "1"}).status_code == 409
    assert client.post(draft_url(draft), {"title": "Late", "version": "1"}, headers=HTMX).status_code == 409
    assert client.post(draft_url(draft, "discard/")).status_code == 409
    assert stored(draft).title == order.title


def test_copy(cast: Cast, sign_in: Any) -> None:
    draft = make_draft(cast.clara)

    copied = sign_in(cast.clara).post(draft_url(draft, "copy/"))

    made = OrderDraft.objects.latest("id")
    assert (copied.url, made.title, made.deadline) == (draft_url(made), draft.title, None)


def test_discard_and_undo(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    page = client.post(draft_url(draft, "discard/"), follow=True)
    assert "” deleted." in words_of(page) and draft_url(draft, "restoration/") in page.content.decode()
    assert client.post(draft_url(draft, "discard/")).status_code == 404
    assert client.get(draft_url(draft)).status_code == 404

    back = client.post(draft_url(draft, "restoration/"), follow=True)

    assert "Draft restored." in words_of(back)
    assert client.get(draft_url(draft)).status_code == 200


def test_the_undo_is_offered_to_its_people_alone_and_for_a_moment(
    cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_draft(cast.clara)
    sign_in(cast.clara).post(draft_url(draft, "discard/"))
    url = f"/orders/drafts/?discarded={draft.public_id}"

    assert "Undo" not in words_of(sign_in(cast.nick).get(url))
    for wrong in ("", "zzz", "%00", "x" * 500):
        assert sign_in(cast.clara).get(f"/orders/drafts/?discarded={wrong}").status_code in (200, 400)
    stop_clock(monkeypatch, START + OFFERED + dt.timedelta(seconds=1))
    assert "Undo" not in words_of(sign_in(cast.clara).get(url))


@pytest.mark.parametrize(
    "verb", ["price/", "order/", "copy/", "discard/", "restoration/", "files/", "files/2222222222/remove/"]
)
def test_doors_that_change_something_take_post_only(cast: Cast, sign_in: Any, verb: str) -> None:
    draft = make_draft(cast.clara)
    page = "/orders/drafts/" if verb == "discard/" else draft_url(draft)

    assert sign_in(cast.clara).get(draft_url(draft, verb)).url.partition("?")[0] == page
    unchanged = OrderDraft.objects.get()
    assert (unchanged.version, unchanged.discarded_at, unchanged.converted_at) == (draft.version, None, None)


def test_posts_need_the_token(cast: Cast, sign_in: Any) -> None:
    draft = make_draft(cast.clara)

    answer = sign_in(cast.clara, enforce_csrf_checks=True).post(
        draft_url(draft), {"title": "x", "version": "1"}
    )

    assert (answer.status_code, stored(draft).title) == (403, draft.title)


def test_who_is_no_longer_a_client(cast: Cast, sign_in: Any) -> None:
    """The role is what opens a draft and its files, not a row of the account that was left behind."""
    draft = make_draft(cast.clara)
    (notes,) = attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload()], now=draft.created_at)
    assert sign_in(cast.clara).get(f"/files/{notes.public_id}/").status_code == 200

    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["writer"])

    writer = sign_in(load_cast().clara)
    assert writer.get(f"/files/{notes.public_id}/").status_code == 404
    assert writer.get(f"/orders/drafts/{draft.public_id}/").status_code == 403

"""Saving while somebody types: what it stores, what it asks the database."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.pricing.offering import current_offering
from drafts.models import OrderDraft
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft
from tests.helpers.pages import text_by_id
from tests.orders.helpers.support import draft_url, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HTMX = {"hx-request": "true"}
#: What a transaction of the program is within that of a test: two statements.
SAVEPOINT = 2


def typed(draft: OrderDraft, **fields: Any) -> dict[str, Any]:
    """What the editor sends for a stored draft, with some fields typed over."""
    assert draft.service and draft.quality and draft.subject and draft.deadline
    return {
        "title": draft.title,
        "brief": draft.brief,
        "service": draft.service.key,
        "quality": draft.quality.key,
        "subject": draft.subject.key,
        "quantity": str(draft.quantity),
        "deadline": draft.deadline.strftime("%Y-%m-%dT%H:%M"),
        "addons": [addon.key for addon in draft.addons.all()],
        "locale": draft.locale,
        "version": str(draft.version),
        **fields,
    }


def test_a_save_asks_for_no_more_than_it_stores(cast: Cast, sign_in: Any) -> None:
    """Session, person, draft; its row under lock, what lies beside it, the row that is written."""
    client, addons = sign_in(cast.clara), current_offering(cast.inkwell).addons
    draft = make_draft(cast.clara, addons=addons[:2])
    url = draft_url(draft)

    assert queries_of(client, url, typed(draft, title="Dusk"), **HTMX) == 6 + SAVEPOINT
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Dusk", 2)
    assert queries_of(client, url, typed(draft), **HTMX) == 5 + SAVEPOINT
    draft.refresh_from_db()
    assert draft.version == 2
    assert queries_of(client, url, typed(draft, addons=[addons[2].key]), **HTMX) == 9 + SAVEPOINT
    assert list(draft.addons.all()) == [addons[2]]


def test_a_save_writes_what_was_typed_and_nothing_else(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, tone="Calm")
    before = OrderDraft.objects.values().get()

    client.post(draft_url(draft), typed(draft, tone="Brisk"), headers=HTMX)

    after = OrderDraft.objects.values().get()
    changed = {name for name, value in after.items() if value != before[name]}
    assert changed <= {"tone", "version", "updated_at"} and after["tone"] == "Brisk"


def test_the_writer_who_is_named_is_known_by_one_query_and_nobody_else(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    wanda, nora = cast.wanda.membership, cast.nora.membership

    sent = typed(draft, preferred_writer=wanda.public_id)
    assert queries_of(client, draft_url(draft), sent, **HTMX) == 7 + SAVEPOINT
    draft.refresh_from_db()
    assert draft.preferred_writer == wanda
    for wrong in (nora.public_id, cast.edith.membership.public_id, "zz", "a\x00b"):
        answer = client.post(draft_url(draft), typed(draft, preferred_writer=wrong), headers=HTMX)
        assert answer.status_code == 422
        assert text_by_id(answer, "id_preferred_writer_error") == "Choose an option from the list."
        draft.refresh_from_db()
        assert draft.preferred_writer == wanda
    client.post(draft_url(draft), typed(draft, preferred_writer=""), headers=HTMX)
    draft.refresh_from_db()
    assert draft.preferred_writer is None


def test_the_answer_empties_the_lines_of_fields_that_are_right_again(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = client.post(draft_url(draft), typed(draft, quantity="none <b>"), headers=HTMX)
    assert text_by_id(answer, "id_quantity_error") == "Enter a whole number in digits."
    answer = client.post(draft_url(draft), typed(draft, quantity="700"), headers=HTMX)
    assert text_by_id(answer, "id_quantity_error") == ""
    assert answer.content.count(b"_error") == 20

"""Mistakes of an earlier system in orders, drafts, quotes and
revisions: one test each, named after the trap."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from agencies.actions.working_hours import set_week
from drafts.actions import presets
from drafts.models import OrderPreset, PresetDefault
from orders.actions import acceptance, placing
from orders.actions.sweeps import remind_of_revisions
from orders.models import LedgerEntry, Order, OrderEvent, RevisionRequest
from orders.models.revisions import Scope
from project.base.viewer import Public
from quotes.actions import sweeps
from quotes.models import QuoteEvent
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, make_draft, place_order, seen_price
from tests.helpers.story import Story
from tests.quotes.helpers import quote_pages

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize("span", [3 * HOUR + MINUTE, 7 * HOUR + 13 * MINUTE, 25 * HOUR, 100 * DAY + MINUTE])
@pytest.mark.usefixtures("own_hours")
def test_integer_divided_deadlines(cast: Cast, span: dt.timedelta) -> None:
    """Parts of a span are not cut to whole hours or days: four fifths are four fifths, to the second."""
    set_week(actor=cast.max, week=[[(0, 1440)]] * 7)
    cast.inkwell.refresh_from_db()
    writer = placing.writer_deadline(cast.inkwell, START, START + span)

    assert abs((writer - START) * 5 - span * 4) <= dt.timedelta(seconds=5)


def test_double_convert(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    facts = {"actor": cast.clara, "draft": draft, "seen": seen_price(cast.clara, draft, START), "now": START}

    first, second = placing.convert_draft(**facts), placing.convert_draft(**facts)

    assert first == second
    assert (Order.objects.count(), LedgerEntry.objects.filter(order=first).count()) == (1, 1)


def test_two_default_presets(cast: Cast) -> None:
    one, two = make_preset(cast.clara), make_preset(cast.clara, name="Letters")
    for preset in (one, two):
        presets.choose_default(actor=cast.clara, preset=preset, chosen=True)

    assert PresetDefault.objects.get(member=cast.clara.membership).preset == two
    row = PresetDefault.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PresetDefault.objects.create(agency=row.agency, account=row.account, member=row.member, preset=one)
    assert OrderPreset.objects.count() == 2


def test_expired_quote_accepted(cast: Cast, sign_in) -> None:
    """By the page, before the clock has noted that the time is over."""
    quote = quote_pages.sent(cast)
    type(quote).objects.filter(pk=quote.pk).update(valid_until=quote.created_at)

    answer = sign_in(cast.clara).post(f"/orders/quotes/{quote.number}/acceptance/", {"version": 1})

    assert answer.status_code == 409
    assert not Order.objects.exists()


def test_revision_endpoints_by_a_stranger(cast: Cast, sign_in) -> None:
    story = Story(cast).answered()
    base = f"/orders/{story.order.number}/revisions/"
    below = [
        "answers",
        "questions",
        "verdicts",
        "deadline",
        "deadline/agreement",
        "cancellation",
        "closing",
        "scope",
        "person",
        "change",
        "change/acceptance",
        "change/refusal",
        "change/withdrawal",
    ]
    events = OrderEvent.objects.count()

    for stranger in (cast.nick, cast.nora, cast.mara):
        client = sign_in(stranger)
        for path in (f"{base}new/", f"{base}1/", *(f"{base}1/{name}/" for name in below)):
            # What takes POST alone leads to its page, where the stranger sees nothing either.
            looked = client.get(path, follow=True).status_code
            assert {looked, client.post(path).status_code} <= {404, 405}, path
    assert OrderEvent.objects.count() == events


def test_client_set_scope(cast: Cast, sign_in) -> None:
    """What the asker sends beside the form is refused: the rule or the desk says the scope."""
    story = Story(cast).delivered()
    cast.inkwell.included_rounds = 0
    cast.inkwell.save(update_fields=["included_rounds"])
    typed = {
        "summary": "Shorter, please",
        "severity": "moderate",
        "rows": "1",
        "point-0-issue": "Too long",
        "point-0-need": "must",
    }
    client, url = sign_in(cast.clara), f"/orders/{story.order.number}/revisions/new/"
    for name, value in {
        "scope": "within",
        "uses_round": "",
        "state": "accepted",
        "client_review": "",
    }.items():
        assert client.post(url, {**typed, name: value}).status_code == 422
    assert not RevisionRequest.objects.exists()

    client.post(url, typed)

    asked = RevisionRequest.objects.get()
    assert (asked.scope, asked.state, asked.client_review) == (Scope.PENDING, "open", True)


def test_approval_recorded_while_the_action_failed(cast: Cast, monkeypatch) -> None:
    story = Story(cast).delivered()
    before = OrderEvent.objects.count()

    def fails(*_args, **_facts):
        raise ValueError("the fee cannot be booked")

    monkeypatch.setattr(acceptance, "book_fees", fails)
    with pytest.raises(ValueError, match="cannot be booked"):
        acceptance.accept_order(actor=cast.clara, order=story.order, now=story.now + HOUR)

    assert Order.objects.get().state == "delivered"
    assert OrderEvent.objects.count() == before


def test_alert_repeated_each_run(cast: Cast) -> None:
    story = Story(cast).revising()
    due = RevisionRequest.objects.get().due_at
    for at in (due - HOUR, due - 55 * MINUTE, due + HOUR, due + 2 * HOUR):
        remind_of_revisions(agency=cast.inkwell, now=at)

    told = OrderEvent.objects.filter(order=story.order, verb__in=["remind_revision", "revision_overdue"])
    assert sorted(told.values_list("verb", flat=True)) == ["remind_revision", "revision_overdue"]


def test_alert_of_a_quote_repeated_each_run(cast: Cast) -> None:
    quote = quote_pages.sent(cast)
    end = quote.valid_until
    for at in (end - 3 * HOUR, end - 2 * HOUR, end + HOUR, end + 2 * HOUR):
        sweeps.remind_of_quotes(agency=cast.inkwell, now=at)
        sweeps.expire_quotes(agency=cast.inkwell, now=at)

    assert QuoteEvent.objects.filter(quote=quote, verb__in=["remind", "expire"]).count() == 2


def test_tenant_filter_skipped_when_null(cast: Cast) -> None:
    """Somebody without a membership sees no row of any table that has a viewer's
    filter; there is no viewer without agency."""
    place_order(cast.clara)
    quote_pages.sent(cast)
    nobody = Public(cast.inkwell)
    filtered = [
        model
        for app in ("clients", "catalog", "drafts", "orders", "quotes", "billing")
        for model in apps.get_app_config(app).get_models()
        if hasattr(model.objects, "visible_to")
    ]

    assert len(filtered) > 8
    for model in filtered:
        assert not model.objects.visible_to(nobody).exists(), model.__name__
    with pytest.raises(AttributeError):
        Order.objects.visible_to(Public(None)).exists()

"""Trial orders: marked, numbered apart, never invoiced, and deleted with everything that was done."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from agencies.actions.erasure import erase
from agencies.actions.marks import delete_marked, make_mark
from agencies.models import Erasure, Mark, MarkKind, Membership
from billing.actions.invoices import issue_invoice
from clients.actions.trying_out import make_trial_account
from clients.models import AccountEvent, ClientAccount, MarkedAccount
from orders.actions.offers import accept_offer, offer_order
from orders.models import LedgerEntry, MarkedOrder, Order, OrderEvent, OrderLine
from project.base.constraints import AppendOnly, KeptFor
from project.base.errors import NotAllowed, NotVisible, WrongState
from quotes.actions.order_in_name import order_in_name, prepare_in_name
from quotes.models import OrderQuote
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import HOUR, place_order
from tests.helpers.races import kinds, race
from tests.quotes.helpers.quotes import complete, save

pytestmark = pytest.mark.django_db

EVERYTHING = (ClientAccount, AccountEvent, Order, OrderEvent, OrderLine, LedgerEntry, OrderQuote, Membership)


def tried(cast: Cast) -> Order:
    """A trial order of a trial account, with some work done on it."""
    account = make_trial_account(actor=cast.otto, name="Trial client", now=START)
    quote = prepare_in_name(actor=cast.otto, account=account, now=START)
    quote = save(cast, quote, now=START, fields=complete(cast))
    order = order_in_name(actor=cast.otto, quote=quote, version=quote.draft.version, now=START)
    offer_order(actor=cast.max, writers=[cast.wendell.membership], fee=50, order=order, now=START + HOUR)
    accept_offer(actor=cast.wendell, order=order, now=START + 2 * HOUR)
    return Order.objects.get(pk=order.pk)


def counts() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in EVERYTHING}


def test_a_trial_has_a_mark_and_a_number_series_of_its_own(cast: Cast) -> None:
    before = place_order(cast.clara)
    order = tried(cast)
    after = place_order(cast.clara)

    assert order.number == "INK-T-2026-00001"
    assert order.marked.mark == order.account.marked.mark and order.marked.mark.kind == MarkKind.TRIAL
    assert int(after.number[-5:]) == int(before.number[-5:]) + 1
    assert not MarkedOrder.objects.filter(order__in=[before, after]).exists()
    assert browser(cast.wendell).get(f"/orders/{order.number}/").status_code == 200


def test_it_is_never_invoiced(cast: Cast) -> None:
    order = tried(cast)

    with pytest.raises(WrongState, match="trial order"):
        issue_invoice(actor=cast.otto, order=order, now=START + 3 * HOUR)


def test_it_is_deleted_with_all_that_was_done_and_leaves_an_event(cast: Cast) -> None:
    place_order(cast.clara)
    before = counts()
    order = tried(cast)
    mark = order.marked.mark

    event = delete_marked(actor=cast.otto, mark=mark, now=START + 3 * HOUR)

    assert counts() == before
    assert (event.mark, event.actor, event.at) == (mark, cast.otto.membership, START + 3 * HOUR)
    assert event.rows > 10 and Mark.objects.get(pk=mark.pk)
    assert delete_marked(actor=cast.otto, mark=mark, now=START + 4 * HOUR) == event


def test_managers_and_owners_of_its_agency_delete_it(cast: Cast) -> None:
    mark = tried(cast).marked.mark

    for actor in (cast.sam, cast.clara, cast.wendell):
        with pytest.raises(NotAllowed):
            delete_marked(actor=actor, mark=mark, now=START)
    with pytest.raises(NotVisible):
        delete_marked(actor=cast.mara, mark=mark, now=START)
    assert delete_marked(actor=cast.max, mark=mark, now=START).rows


def test_nothing_outside_goes_along(cast: Cast) -> None:
    """An order without the mark on a marked account: nothing is deleted."""
    order = place_order(cast.clara)
    mark = make_mark(actor=cast.otto, kind=MarkKind.TRIAL, now=START)
    MarkedAccount.objects.create(agency=cast.inkwell, account=order.account, mark=mark)
    before = counts()

    with pytest.raises(WrongState, match="depends on"):
        delete_marked(actor=cast.otto, mark=mark, now=START)
    assert counts() == before and not Erasure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whatever_is_append_only_stays_so_but_for_that_transaction(cast: Cast) -> None:
    """Not even the event of an earlier deletion, or another agency's, opens the door."""
    order = place_order(cast.clara)
    event = delete_marked(actor=cast.otto, mark=tried(cast).marked.mark, now=START)

    for setting in ("", str(event.pk), "0"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('quillhouse.erasure', %s, true)", [setting])
            order.lines.all()._raw_delete("default")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Erasure.objects.filter(pk=event.pk).update(rows=1)


def test_the_door_is_for_rows_of_one_agency(cast: Cast) -> None:
    order = place_order(cast.nick)
    mark = make_mark(actor=cast.otto, kind=MarkKind.TRIAL, now=START)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        erase(
            actor=cast.otto,
            mark=mark,
            found={OrderLine: set(order.lines.values_list("pk", flat=True))},
            now=START,
        )


def test_only_one_module_opens_the_door() -> None:
    base = Path(settings.BASE_DIR)
    folders = [path for path in base.iterdir() if path.name != "tests" and not path.name.startswith(".")]
    naming = [
        str(path.relative_to(base))
        for folder in folders
        for path in folder.glob("**/*.py")
        if "quillhouse.erasure" in path.read_text()
    ]
    assert sorted(naming) == ["agencies/actions/erasure.py", "project/base/constraints/append_only.py"]


def test_each_append_only_table_names_its_agency() -> None:
    """The trigger asks for it."""
    for (app, _name), migration in MigrationLoader(None).disk_migrations.items():
        for operation in migration.operations if app in settings.OUR_APPS else ():
            if isinstance(operation, AppendOnly) and not isinstance(operation, KeptFor):
                assert apps.get_model(app, operation.model)._meta.get_field("agency")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_delete_it_once(cast: Cast) -> None:
    mark = tried(cast).marked.mark

    results = race([lambda: delete_marked(actor=cast.otto, mark=mark, now=START)] * 4)

    assert kinds(results) == {"Erasure": 4} and Erasure.objects.count() == 1
    assert not Order.objects.filter(number__contains="-T-").exists()

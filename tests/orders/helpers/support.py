"""What several tests of orders need beside the factories."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions.people import make_person
from agencies.actions.people import admit
from agencies.models import Agency, Membership
from catalog.models import AddOnPrice, PriceBook, QualityPrice, ServicePrice, UrgencyPrice
from clients.models import AccountPerson, ClientAccount
from drafts.models import OrderDraft
from orders.models import Order
from project.base import clock
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import account_of
from tests.helpers.stages import stage

#: What htmx sends when a button of the order page is pressed.
HTMX = {"HX-Request": "true", "HX-Target": "order"}
#: Catalog versions that no other test uses: a process remembers the offering of a version, also of one rolled
#: back.
VERSIONS = itertools.count(1_000)


def publish(agency: Agency) -> None:
    """Make every process read the catalog anew."""
    Agency.objects.filter(pk=agency.pk).update(catalog_version=next(VERSIONS))


def dearer_book(agency: Agency, factor: Decimal) -> PriceBook:
    """The next price book: the same with every rate times `factor`."""
    old = PriceBook.objects.filter(agency=agency).latest("version")
    new = PriceBook.objects.create(
        agency=agency,
        version=old.version + 1,
        minimum_charge=old.minimum_charge,
        tax_rate=old.tax_rate,
        tax_label=old.tax_label,
        preferred_surcharge=old.preferred_surcharge,
        created_at=START,
    )
    for model, name in ((ServicePrice, "rate"), (QualityPrice, ""), (UrgencyPrice, ""), (AddOnPrice, "")):
        for row in model.objects.filter(book=old):
            row.pk, row.book, row._state.adding = None, new, True
            if name:
                setattr(row, name, getattr(row, name) * factor)
            row.save()
    publish(agency)
    return new


def colleague(cast: Cast, role: str, account: ClientAccount | None = None) -> Member:
    """One more client of Inkwell, in Clara's account in the given role."""
    made = _person_of(cast, role, account or account_of(cast.clara))
    return Member(
        cast.inkwell, membership=Membership.objects.select_related("user", "agency").get(pk=made.pk)
    )


@stage
def _person_of(cast: Cast, role: str, account: ClientAccount) -> Membership:
    user = make_person(email=f"{role}@inkwell.example", name=f"{role} Person", password="demo-quillhouse")
    membership = admit(agency=cast.inkwell, user=user, roles=["client"], public_name=f"{role} P.", now=START)
    AccountPerson.objects.create(agency=cast.inkwell, account=account, membership=membership, role=role)
    return membership


def url_of(order: Order, verb: str = "") -> str:
    """The address of an order's page, or of something below it."""
    return f"/orders/{order.number}/{verb}"


def upload(name: str = "notes.txt", content: bytes = b"Notes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime = START) -> None:
    """Let every view read `moment` as the present."""
    # The first request imports the views. One that takes the clock's function by name would keep this moment
    # for all tests that follow.
    import_module(settings.ROOT_URLCONF)
    monkeypatch.setattr(clock, "now", lambda: moment)


def queries_of(client: Client, url: str, data: Any = None, **headers: str) -> int:
    """How many queries one whole request needs, session and person included; it must succeed.

    The host is asked for before: a process remembers it for some seconds
    only, and filling tables takes longer."""
    client.get("/robots.txt")
    with CaptureQueriesContext(connection) as queries:
        response = (
            client.get(url, headers=headers) if data is None else client.post(url, data, headers=headers)
        )
    assert response.status_code == 200, response.status_code
    return len(queries)


def draft_url(draft: OrderDraft, verb: str = "") -> str:
    """The address of a draft, or of something below it."""
    return f"/orders/drafts/{draft.public_id}/{verb}"

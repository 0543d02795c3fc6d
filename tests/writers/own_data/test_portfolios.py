"""Who is erased: a client's consents end and what was shown by them is offline; of a writer's portfolio the
address alone is left."""

from __future__ import annotations

import json

import pytest

from accounts.hooks import Part
from catalog.models import ServiceType
from orders.models import Order
from project.base import clock
from project.base.errors import NotVisible
from tests.helpers.cast import Cast
from tests.writers.helpers.consents import sample_doors, shown
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.actions.sample_links import link_of
from writers.actions.shortlist import add_to_shortlist
from writers.models import (
    PortfolioEvent,
    PortfolioSample,
    PortfolioSlug,
    SampleConsent,
    SampleLink,
    SampleRequest,
    WriterPortfolio,
)
from writers.own_data.portfolios import erase, parts

pytestmark = pytest.mark.django_db
CANARY = "Unmistakable words"


def test_a_client_who_is_erased_withdraws(cast: Cast) -> None:
    _story, consent, sample = shown(cast, body=CANARY)
    key, version = sample_doors(cast, sample.public_id)["writers:shown"]["key"], sample.portfolio.version

    erase(cast.clara.membership, clock.now())

    consent.refresh_from_db()
    sample.refresh_from_db()
    assert consent.withdrawn_at and consent.withdrawn_by is None and consent.key_hash is None
    assert sample.published_at is None and WriterPortfolio.objects.get().version > version
    assert PortfolioEvent.objects.filter(verb="unpublish_sample", sample=sample.public_id).count() == 1
    assert not SampleRequest.objects.exists()
    with pytest.raises(NotVisible):
        link_of(key=key, agency=cast.inkwell, now=clock.now())


def test_of_a_writer_who_is_erased_the_address_and_the_acts_stay(cast: Cast) -> None:
    _story, consent, sample = shown(cast, body=CANARY)
    sample_doors(cast, sample.public_id)
    acts = PortfolioEvent.objects.count()

    erase(cast.wendell.membership, clock.now())

    row = WriterPortfolio.objects.get()
    assert (row.enabled, row.headline, row.bio, row.shown_bio) == (False, "", "", "") and row.withdrawn_at
    assert not PortfolioSample.objects.exists() and not SampleLink.objects.exists()
    assert PortfolioSlug.objects.count() == 1 and PortfolioEvent.objects.count() >= acts
    consent.refresh_from_db()
    assert consent.message == "" and consent.withdrawn_at


def test_somebody_else_who_is_erased_changes_nothing(cast: Cast) -> None:
    _story, _consent, sample = shown(cast)

    for member in (cast.wanda, cast.edith, cast.nick, cast.wanda_northwind):
        erase(member.membership, clock.now())

    sample.refresh_from_db()
    assert sample.published_at and SampleConsent.objects.get().withdrawn_at is None


def test_everybody_takes_along_their_own(cast: Cast) -> None:
    _story, _consent, sample = shown(cast, body=CANARY)
    sample_doors(cast, sample.public_id)

    def taken(member: object) -> str:
        found = [(part.name, list(part.rows)) for part in parts(member) if isinstance(part, Part)]  # type: ignore[arg-type]
        return json.dumps(found, default=str)

    assert CANARY in taken(cast.wendell) and "Kettle" in taken(cast.wendell)
    assert "May I show it?" in taken(cast.clara) and CANARY not in taken(cast.clara)
    for member in (cast.wanda, cast.edith, cast.nick):
        assert CANARY not in taken(member) and "May I" not in taken(member) and "Kettle" not in taken(member)


def test_a_writer_takes_all_of_their_portfolio_along(cast: Cast) -> None:
    """With what is shown of it, and what each list says."""
    row = portfolio_of(cast.wendell, subjects=1, shown_headline="Words on show", show_orders=True)
    service = ServiceType.objects.filter(agency=cast.inkwell).earliest("pk")
    row.services.create(agency=cast.inkwell, service=service)
    row.credentials.create(
        agency=cast.inkwell, position=0, kind="award", title="Best essay", issuer="Leeds", year=2019
    )
    shelf = row.collections.create(agency=cast.inkwell, name="Essays on tides", position=0)
    sample_in(row, collection=shelf, language="en-GB", featured=True)
    figures_of(row)
    add_to_shortlist(actor=cast.clara, portfolio=row, now=clock.now())

    found = {part.name: list(part.rows) for part in parts(cast.wendell) if isinstance(part, Part)}
    (listed,) = next(part.rows for part in parts(cast.clara) if getattr(part, "name", "") == "shortlist")

    assert found["portfolio"][0]["shown_headline"] == "Words on show" and found["portfolio"][0]["show_orders"]
    assert found["portfoliocredential"] == [
        {"kind": "award", "title": "Best essay", "issuer": "Leeds", "year": 2019}
    ]
    assert found["portfolioservice"] == [{"service_name": service.name}]
    assert len(found["portfoliospeciality"]) == 1 and found["portfoliocollection"][0]["name"] == shelf.name
    assert found["portfoliofigures"][0]["orders"] == 41
    (sample,) = found["samples"]
    assert (sample["language"], sample["featured"], sample["collection_name"]) == ("en-GB", True, shelf.name)
    assert listed["portfolio_member_public_name"] == cast.wendell.membership.public_name


@pytest.mark.parametrize(("note", "left"), [("", "none"), ("Shorter.", "declined")])
def test_what_waited_for_approval_waits_no_more_once_its_client_is_erased(
    cast: Cast, note: str, left: str
) -> None:
    _story, _consent, sample = shown(cast, approval="waiting", submitted_at=clock.now(), decision_note=note)

    erase(cast.clara.membership, clock.now())

    sample.refresh_from_db()
    assert (sample.published_at, sample.approval, sample.submitted_at) == (None, left, None)


def test_a_consent_ends_with_the_last_person_of_its_account(cast: Cast) -> None:
    _story, consent, sample = shown(cast)
    SampleConsent.objects.update(answered_by=None, asked_of=None)
    Order.objects.update(requested_by=cast.wanda.membership)

    erase(cast.clara.membership, clock.now())

    sample.refresh_from_db()
    consent.refresh_from_db()
    assert consent.withdrawn_at and sample.published_at is None

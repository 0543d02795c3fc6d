"""Who is erased: a client's consents end and what was shown by them is offline; of a writer's portfolio the
address alone is left."""

from __future__ import annotations

import json

import pytest

from accounts.hooks import Part
from project.base import clock
from project.base.errors import NotVisible
from tests.helpers.cast import Cast
from tests.writers.helpers.consents import sample_doors, shown
from writers.actions.sample_links import link_of
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

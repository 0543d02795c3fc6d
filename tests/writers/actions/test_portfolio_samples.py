"""Samples: added, edited, published, featured, deleted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from project.base.errors import Conflict, Invalid, NotAllowed, Stale, WrongState
from project.base.viewer import Member, Public
from tests.helpers.cast import START, Cast
from tests.helpers.races import kinds, race
from writers.actions.portfolio_publishing import feature_sample, publish_sample, unpublish
from writers.actions.portfolio_samples import SampleFields, add_sample, delete_sample, edit_sample
from writers.models import PortfolioEvent, PortfolioPolicy, PortfolioSample
from writers.states.portfolio import Approval, Audience, SampleSource

from .test_portfolio import saved, shown

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(hours=2)
FIELDS = SampleFields(title="On tides", body="The sea comes twice a day.", audience=Audience.PUBLIC)


def added(cast: Cast, **fields: Any) -> PortfolioSample:
    wanted = dataclasses.replace(FIELDS, **fields)
    return add_sample(actor=cast.wendell, portfolio=saved(cast), fields=wanted, now=START)


def published(cast: Cast, **fields: Any) -> PortfolioSample:
    return publish_sample(actor=cast.wendell, sample=added(cast, **fields), now=LATER)


def approves(cast: Cast) -> None:
    PortfolioPolicy.objects.create(
        agency=cast.inkwell, approves=True, changed_by=cast.max.membership, changed_at=START
    )


def test_samples_stand_in_the_order_in_which_they_were_added(cast: Cast) -> None:
    samples = [added(cast, title=title) for title in ("One", "Two", "Three")]

    assert [sample.position for sample in samples] == [0, 1, 2]
    assert all(sample.published_at is None for sample in samples)


def test_a_published_one_is_read_by_its_audience(cast: Cast) -> None:
    shown(cast)
    sample, for_clients = published(cast), published(cast, audience=Audience.CLIENTS)

    assert list(PortfolioSample.objects.visible_to(Public(cast.inkwell))) == [sample]
    assert list(PortfolioSample.objects.visible_to(cast.clara)) == [sample, for_clients]
    assert not PortfolioSample.objects.visible_to(cast.nick).exists()


def test_a_sample_without_a_text_is_not_published(cast: Cast) -> None:
    with pytest.raises(WrongState):
        published(cast, body="")


def test_publishing_again_and_taking_offline_again_do_nothing(cast: Cast) -> None:
    sample = published(cast)
    again = publish_sample(actor=cast.wendell, sample=sample, now=LATER)
    off = unpublish(actor=cast.wendell, sample=sample, now=LATER)
    off_again = unpublish(actor=cast.wendell, sample=sample, now=LATER)

    assert again.version == sample.version and off.published_at is None
    assert off_again.version == off.version
    verbs = PortfolioEvent.objects.filter(sample=sample.public_id).values_list("verb", flat=True)
    assert sorted(verbs) == ["add_sample", "publish_sample", "unpublish_sample"]


@pytest.mark.parametrize("name", ["wanda", "max", "clara", "nora"])
def test_nobody_else_touches_it(cast: Cast, name: str) -> None:
    sample = added(cast)
    actor: Any = cast.everybody[name]
    assert isinstance(actor, Member)

    for act in (publish_sample, unpublish, delete_sample):
        with pytest.raises(NotAllowed):
            act(actor=actor, sample=sample, now=LATER)
    with pytest.raises(NotAllowed):
        edit_sample(actor=actor, sample=sample, fields=FIELDS, version=1, now=LATER)


def test_where_the_agency_approves_a_sample_waits(cast: Cast) -> None:
    shown(cast)
    approves(cast)

    sample = published(cast)

    assert sample.approval == Approval.WAITING and sample.submitted_at == LATER
    assert not PortfolioSample.objects.visible_to(Public(cast.inkwell)).exists()


def test_a_changed_sample_waits_again_where_the_agency_approves(cast: Cast) -> None:
    shown(cast)
    sample = published(cast)
    approves(cast)

    changed = edit_sample(
        actor=cast.wendell,
        sample=sample,
        fields=dataclasses.replace(FIELDS, body="Something else entirely."),
        version=sample.version,
        now=LATER,
    )

    assert changed.approval == Approval.WAITING
    assert not PortfolioSample.objects.visible_to(Public(cast.inkwell)).exists()


def test_the_same_again_changes_nothing_and_an_older_version_is_refused(cast: Cast) -> None:
    sample = added(cast)
    same = edit_sample(actor=cast.wendell, sample=sample, fields=FIELDS, version=1, now=LATER)

    assert same.version == 1
    with pytest.raises(Stale):
        edit_sample(actor=cast.wendell, sample=sample, fields=FIELDS, version=2, now=LATER)


def test_a_published_one_that_lost_its_text_goes_offline(cast: Cast) -> None:
    sample = published(cast)
    emptied = dataclasses.replace(FIELDS, body="")

    edited = edit_sample(actor=cast.wendell, sample=sample, fields=emptied, version=sample.version, now=LATER)

    assert edited.published_at is None


def test_four_at_once_and_three_are_featured(cast: Cast, transactional_db: None) -> None:
    samples = [published(cast, title=f"Piece {n}") for n in range(4)]

    def feature(sample: PortfolioSample) -> Any:
        return lambda: feature_sample(actor=cast.wendell, sample=sample, featured=True, now=LATER)

    assert kinds(race([feature(sample) for sample in samples])) == {"PortfolioSample": 3, "Conflict": 1}
    assert PortfolioSample.objects.filter(featured=True).count() == 3


def test_what_is_not_published_is_not_featured(cast: Cast) -> None:
    with pytest.raises(WrongState):
        feature_sample(actor=cast.wendell, sample=added(cast), featured=True, now=LATER)
    with pytest.raises(Conflict):
        for n in range(4):
            feature_sample(actor=cast.wendell, sample=published(cast, title=str(n)), featured=True, now=LATER)


def test_a_deleted_one_is_gone_and_its_act_is_not(cast: Cast) -> None:
    sample = published(cast)
    delete_sample(actor=cast.wendell, sample=sample, now=LATER)

    assert not PortfolioSample.objects.filter(public_id=sample.public_id).exists()
    assert PortfolioEvent.objects.filter(sample=sample.public_id, verb="delete_sample").count() == 1


def with_file(cast: Cast, name: str, content: bytes) -> PortfolioSample:
    return add_sample(
        actor=cast.wendell,
        portfolio=saved(cast),
        fields=dataclasses.replace(FIELDS, body=""),
        source=SampleSource.FILE,
        uploads=[SimpleUploadedFile(name, content)],
        now=START,
    )


def test_a_file_is_judged_by_its_content(cast: Cast) -> None:
    sample = with_file(cast, "piece.pdf", b"Plain words, whatever its name says.")

    assert sample.file.file.content_type == "text/plain" and sample.file.name == "piece.pdf.txt"


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"0" * 60, b"MZ\x90\x00\x03\x00\x00"])
def test_what_is_no_text_is_refused(cast: Cast, content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        with_file(cast, "piece.docx", content)

    assert "files" in refusal.value.errors

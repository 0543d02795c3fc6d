"""The order of samples, collections, samples from orders, and the photo."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agencies.models import StoredFile
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import START, Cast
from tests.helpers.pictures import picture, upload
from tests.helpers.races import race
from tests.helpers.story import Story
from writers.actions.portfolio_arranging import (
    add_collection,
    delete_collection,
    move_collection,
    move_sample,
    order_samples,
    rename_collection,
)
from writers.actions.portfolio_order_samples import add_order_sample
from writers.actions.portfolio_photos import remove_portfolio_photo, set_portfolio_photo
from writers.actions.portfolio_publishing import publish_sample
from writers.actions.portfolio_samples import edit_sample
from writers.models import PortfolioPhoto, PortfolioSample
from writers.models.portfolios import PHOTO_WIDTHS
from writers.states.portfolio import Audience, SampleSource

from .test_portfolio import saved
from .test_portfolio_samples import FIELDS, added

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(hours=4)


def titles(cast: Cast) -> list[str]:
    rows = PortfolioSample.objects.filter(portfolio__member=cast.wendell.membership)
    return list(rows.order_by("position").values_list("title", flat=True))


def test_samples_take_the_order_that_was_dragged_and_what_came_meanwhile_follows(cast: Cast) -> None:
    samples = {title: added(cast, title=title) for title in "ABCD"}
    ids = [samples[title].public_id for title in "CAB"]

    order_samples(actor=cast.wendell, portfolio=saved(cast), ids=[*ids, "unknown"], now=LATER)

    assert titles(cast) == list("CABD")
    version = saved(cast).version
    order_samples(actor=cast.wendell, portfolio=saved(cast), ids=ids, now=LATER)
    assert saved(cast).version == version


def test_a_button_moves_one_place_and_nothing_beyond_the_end(cast: Cast) -> None:
    samples = [added(cast, title=title) for title in "ABC"]

    move_sample(actor=cast.wendell, sample=samples[2], way="up", now=LATER)
    move_sample(actor=cast.wendell, sample=samples[0], way="up", now=LATER)
    assert titles(cast) == list("ACB")
    move_sample(actor=cast.wendell, sample=samples[1], way="down", now=LATER)
    assert titles(cast) == list("ACB")


def test_many_moves_at_once_leave_each_place_taken_once(cast: Cast, transactional_db: None) -> None:
    samples = [added(cast, title=title) for title in "ABCDE"]

    results = race(
        [lambda row=row: move_sample(actor=cast.wendell, sample=row, way="up", now=LATER) for row in samples]
    )

    assert not [result for result in results if isinstance(result, Exception)]
    rows = PortfolioSample.objects.filter(portfolio__member=cast.wendell.membership)
    assert sorted(rows.values_list("position", flat=True)) == [0, 1, 2, 3, 4]


def test_collections_are_made_once_renamed_moved_and_deleted_without_their_samples(cast: Cast) -> None:
    portfolio = saved(cast)
    who = {"actor": cast.wendell, "now": LATER}
    first = add_collection(portfolio=portfolio, name="Essays", **who)
    assert add_collection(portfolio=portfolio, name="essays", **who).pk == first.pk
    second = add_collection(portfolio=portfolio, name="Speeches", **who)
    sample = added(cast, collection=first)

    move_collection(collection=second, way="up", **who)
    rename_collection(collection=first, name="Long reads", **who)
    assert [row.name for row in portfolio.collections.all()] == ["Speeches", "Long reads"]
    delete_collection(collection=first, **who)

    sample.refresh_from_db()
    assert sample.collection_id is None
    with pytest.raises(Invalid):
        add_collection(portfolio=portfolio, name="", **who)


def test_nobody_arranges_somebody_elses(cast: Cast) -> None:
    portfolio, sample = saved(cast), added(cast)
    collection = add_collection(actor=cast.wendell, portfolio=portfolio, name="Essays", now=LATER)

    for actor in (cast.wanda, cast.max, cast.nora):
        who = {"actor": actor, "now": LATER}
        with pytest.raises(NotAllowed):
            order_samples(portfolio=portfolio, ids=[], **who)
        with pytest.raises(NotAllowed):
            move_sample(sample=sample, way="up", **who)
        with pytest.raises(NotAllowed):
            delete_collection(collection=collection, **who)
        with pytest.raises(NotAllowed):
            set_portfolio_photo(portfolio=portfolio, upload=upload(picture()), **who)


def test_a_sample_of_an_order_has_the_text_the_client_got_and_waits_for_consent(cast: Cast) -> None:
    order = Story(cast).delivered().order
    sample = add_order_sample(actor=cast.wendell, portfolio=saved(cast), order=order, now=LATER)

    assert sample.source == SampleSource.ORDER and sample.delivery and sample.body == sample.delivery.text
    again = add_order_sample(actor=cast.wendell, portfolio=saved(cast), order=order, now=LATER)
    assert again.pk == sample.pk
    with pytest.raises(WrongState):
        publish_sample(actor=cast.wendell, sample=sample, now=LATER)


def test_an_order_that_is_not_delivered_or_not_theirs_gives_no_sample(cast: Cast) -> None:
    open_order, done = Story(cast).in_progress().order, Story(cast).delivered().order
    with pytest.raises(NotVisible):
        add_order_sample(actor=cast.wendell, portfolio=saved(cast), order=open_order, now=LATER)

    saved(cast)
    from writers.actions.portfolio import make_portfolio

    theirs = make_portfolio(actor=cast.wanda, now=START)
    with pytest.raises(NotVisible):
        add_order_sample(actor=cast.wanda, portfolio=theirs, order=done, now=LATER)


def test_a_photo_is_drawn_anew_in_each_width_without_what_the_camera_added(cast: Cast) -> None:
    portfolio = saved(cast)
    version = portfolio.version
    set_portfolio_photo(actor=cast.wendell, portfolio=portfolio, upload=upload(picture()), now=LATER)

    rows = PortfolioPhoto.objects.filter(portfolio=portfolio)
    assert sorted(rows.values_list("width", flat=True)) == sorted(PHOTO_WIDTHS)
    assert saved(cast).version > version
    for row in rows:
        with Image.open(io.BytesIO(content_of(row.file))) as drawn:
            assert drawn.size == (row.width, row.width) and not drawn.getexif() and drawn.format == "WEBP"
    remove_portfolio_photo(actor=cast.wendell, portfolio=portfolio, now=LATER)
    assert not rows.all().exists()


def content_of(stored: StoredFile) -> bytes:
    from pathlib import Path

    from django.conf import settings

    return (Path(settings.MEDIA_ROOT) / stored.path).read_bytes()


def test_what_is_no_photo_is_refused_and_the_one_before_stays(cast: Cast) -> None:
    portfolio = saved(cast)
    set_portfolio_photo(actor=cast.wendell, portfolio=portfolio, upload=upload(picture()), now=LATER)

    with pytest.raises(Invalid) as refusal:
        bad = SimpleUploadedFile("me.jpg", b"<svg onload=alert(1)>")
        set_portfolio_photo(actor=cast.wendell, portfolio=portfolio, upload=bad, now=LATER)

    assert "photo" in refusal.value.errors
    assert portfolio.photos.count() == len(PHOTO_WIDTHS)


def test_a_collection_of_somebody_else_is_no_choice(cast: Cast) -> None:
    from writers.actions.portfolio import make_portfolio

    theirs = make_portfolio(actor=cast.wanda, now=START)
    collection = add_collection(actor=cast.wanda, portfolio=theirs, name="Hers", now=START)
    sample = added(cast)

    with pytest.raises(Invalid):
        edit_sample(
            actor=cast.wendell,
            sample=sample,
            fields=dataclasses.replace(FIELDS, collection=collection, audience=Audience.PUBLIC),
            version=1,
            now=LATER,
        )

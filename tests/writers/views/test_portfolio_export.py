"""A portfolio to take along: all of it, its writer's alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import StoredFile
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pictures import picture, upload
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.actions.portfolio_photos import set_portfolio_photo
from writers.actions.portfolio_samples import SampleFields, add_sample
from writers.models import WriterPortfolio
from writers.states.portfolio import Audience, SampleSource

pytestmark = pytest.mark.django_db
HOME, API = "/studio/portfolio/export/", "writer-management/writer-portfolios/"


@pytest.fixture
def row(cast: Cast) -> WriterPortfolio:
    row = portfolio_of(cast.wendell, "wendell", subjects=1, enabled=False, headline="Newer words")
    row.credentials.create(
        agency=cast.inkwell, position=0, kind="award", title="Best essay", issuer="Leeds", year=2019
    )
    row.collections.create(agency=cast.inkwell, name="Essays on tides", position=0)
    figures_of(row)
    sample_in(row, "Open piece")
    sample_in(row, "Draft piece", published_at=None, body="Nobody has *read* it.", audience=Audience.LINK)
    fields = SampleFields("With a file")
    who: dict[str, Any] = {"actor": cast.wendell, "portfolio": row, "now": START}
    add_sample(
        **who,
        fields=fields,
        source=SampleSource.FILE,
        uploads=[SimpleUploadedFile("piece.txt", b"Words of the file.")],
    )
    set_portfolio_photo(**who, upload=upload(picture()))
    return row


def archive_of(answer: Any) -> dict[str, bytes]:
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_all_that_its_writer_has(cast: Cast, row: WriterPortfolio) -> None:
    found = archive_of(browser(cast.wendell).get(HOME))
    page = " ".join(found["portfolio.html"].decode().split())

    for words in ("Newer words", "Best essay · Leeds · 2019", "Essays on tides", "41", "As of 2 Mar"):
        assert words in page, words
    assert "Open piece" in page and "Published" in page
    assert "Draft piece" in page and "Not published" in page and "<em>read</em>" in page
    assert b"Words of the file." in found.values()
    assert any(name.startswith("photo-") for name in found)
    assert all(f'"{name}"' in page for name in found if name != "portfolio.html")


def test_a_file_that_is_lost_is_said_to_be(cast: Cast, row: WriterPortfolio) -> None:
    for stored in StoredFile.objects.all():
        (Path(settings.MEDIA_ROOT) / stored.path).unlink()

    found = archive_of(browser(cast.wendell).get(HOME))

    assert set(found) == {"portfolio.html"} and "not found on disk" in found["portfolio.html"].decode()


def test_it_is_for_its_writer_alone(cast: Cast, row: WriterPortfolio) -> None:
    WriterPortfolio.objects.update(enabled=True)
    url = f"{API}{row.public_id}/export/"

    assert Api(cast.wendell).get(url).status == 200
    assert {Api(cast.everybody[name]).get(url).status for name in ("wanda", "nora")} <= {403, 404}
    assert {Api(cast.of_inkwell[name]).get(url).status for name in ("clara", "sam", "max")} == {403}
    assert browser(cast.wanda).get(HOME).status_code == 404
    assert browser(cast.clara).get(HOME).status_code == 403

"""What the files of an agency take, on a page for managers and owners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.files.storage import store
from agencies.models import Agency, StoredFile
from agencies.pages.storage import Kind, Storage
from project.base import clock
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.pictures import picture

pytestmark = pytest.mark.django_db
PAGE = "/desk/files/"
TEXT = "text/plain"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def stores(agency: Agency, content: bytes, name: str = "a.txt") -> StoredFile:
    return store(agency_id=agency.pk, upload=SimpleUploadedFile(name, content))


@pytest.mark.parametrize("who", ["max", "otto"])
def test_each_file_is_counted_once_and_none_of_another_agency(cast: Cast, sign_in: Any, who: str) -> None:
    image = picture()
    for content in (b"one", b"one", b"three", b"gone now"):
        stores(cast.inkwell, content)
    stores(cast.inkwell, image, "a.jpg")
    stores(cast.northwind, b"theirs")
    StoredFile.objects.filter(size=8).update(unused_since=clock.now())

    page = sign_in(getattr(cast, who)).get(PAGE)

    kinds = [Kind("image/jpeg", ".jpg", 1, len(image)), Kind(TEXT, ".txt", 2, 8)]
    assert page.context["storage"] == Storage(kinds, unused=1, unused_size=8)
    words = words_of(page).replace("\xa0", " ")
    assert "3 files" in words and "8 bytes 1 file, to be deleted within two days" in words and ".jpg" in words


def test_an_agency_without_files_is_told_what_would_stand_here(cast: Cast, sign_in: Any) -> None:
    stores(cast.northwind, b"theirs")

    assert "No files yet" in words_of(sign_in(cast.max).get(PAGE))


def test_many_files_cost_no_more_queries(cast: Cast, sign_in: Any) -> None:
    client, counts = sign_in(cast.max), []
    for number in range(2):
        for piece in range(10):
            stores(cast.inkwell, f"{number} {piece}".encode())
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6

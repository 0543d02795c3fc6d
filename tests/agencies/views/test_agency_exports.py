"""Moving out as a page: asked for, watched, downloaded, deleted; and by the API."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from agencies.models import AgencyExport, SecurityEvent
from agencies.rules.agency_exports import SILENCE
from agencies.states.agency_exports import ExportFault, ExportState
from project.base.clock import now
from tests.accounts.helpers.factors import known, prove
from tests.agencies.helpers.agency_exports import BYTES, asked, ready
from tests.helpers.api import Api, proved
from tests.helpers.cast import Cast, browser
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
PAGE, API = "/desk/export/", "/api/v1/agencies/exports/"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def otto_of(cast: Cast) -> Client:
    """Otto, who has shown who he is."""
    return prove(browser(cast.otto), cast.otto)


def page_of(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_asked_for_and_watched(cast: Cast) -> None:
    client = otto_of(cast)
    assert "Create archive" in page_of(client)

    answer = client.post(f"{PAGE}new/", follow=True)

    told = answer.content.decode()
    assert "We are creating your archive." in told and 'hx-trigger="load delay:3s"' in told
    assert "Create archive" not in told
    AgencyExport.objects.update(percent=40)
    assert 'value="40"' in page_of(client) and "40%" in page_of(client)
    AgencyExport.objects.update(seen_at=now() - SILENCE)
    silent = page_of(client)
    assert "Making it was interrupted and did not go on." in silent and "Create archive" in silent


def test_it_asks_who_is_there_first(cast: Cast) -> None:
    answer = known(browser(cast.otto)).post(f"{PAGE}new/")

    assert answer.status_code == 302 and "/sign-in/confirm/" in answer["Location"]
    assert not AgencyExport.objects.exists()


def test_its_hash_and_size_are_shown_and_an_owner_downloads_it(cast: Cast) -> None:
    export = ready(cast.otto, now())
    client = otto_of(cast)
    told = page_of(client)
    assert export.sha256 in told and "Rows: 7 · Files: 2" in told

    answer = client.get(f"{PAGE}{export.public_id}/download/")

    assert b"".join(answer.streaming_content) == BYTES  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith('attachment; filename="ink-archive-')
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store, private", "nosniff")
    assert SecurityEvent.objects.filter(kind="agency_export_taken").count() == 1
    assert prove(browser(cast.mara), cast.mara).get(f"{PAGE}{export.public_id}/download/").status_code == 404
    AgencyExport.objects.update(ready_at=now() - dt.timedelta(days=8), expires_at=now())
    assert client.get(f"{PAGE}{export.public_id}/download/").status_code == 404
    assert "Download</a>" not in page_of(client).replace("\n", "")


def test_deleted_before_its_time(cast: Cast) -> None:
    export = ready(cast.otto, now())

    told = otto_of(cast).post(f"{PAGE}{export.public_id}/delete/", follow=True).content.decode()

    assert "Archive deleted." in told and "/download/" not in told
    assert AgencyExport.objects.get().state == ExportState.DELETED


def test_why_one_failed(cast: Cast) -> None:
    export = asked(cast.otto, now())
    AgencyExport.objects.filter(pk=export.pk).update(state=ExportState.FAILED, fault=ExportFault.DISK)

    assert "The server has no room for the archive" in page_of(otto_of(cast))


def test_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    client = otto_of(cast)
    ready(cast.otto, now(), key="1" * 16)
    one = queries_of(client, PAGE)
    for key in ("2", "3"):
        ready(cast.otto, now(), key=key * 16)

    assert queries_of(client, PAGE) == one


def test_by_the_api(cast: Cast) -> None:
    otto = proved(cast.otto)
    made = otto.post(API)
    assert (made.status, made.json["state"]) == (201, "waiting")
    assert otto.post(API).status == 200
    AgencyExport.objects.all().delete()
    export = ready(cast.otto, now())

    [listed] = otto.get(API).results
    assert otto.get(f"{API}{export.public_id}/").json == listed
    assert (listed["sha256"], listed["size"], listed["rows"]) == (export.sha256, len(BYTES), 7)
    assert otto.get(f"{API}{export.public_id}/download/").content == BYTES
    assert Api(cast.max).post(API).status == 403
    assert Api(cast.otto).get(f"{API}{export.public_id}/download/").status == 403
    assert otto.delete(f"{API}{export.public_id}/").status == 204
    assert otto.get(f"{API}{export.public_id}/").json["state"] == "deleted"
    assert otto.get(f"{API}{export.public_id}/download/").status == 404

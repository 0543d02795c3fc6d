"""The end of stored files: a day after nothing links them any more, and of their bytes another day later."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts.actions.erasing import erase_person
from agencies.actions.file_sweeps import delete_unknown_bytes, delete_unknown_names, delete_unused
from agencies.files.disk import compared
from agencies.files.storage import store
from agencies.hooks import named_bytes
from agencies.models import FileUse, StoredFile
from agencies.tasks import sweep_files, sweep_names
from drafts.actions import drafts, files, sweeps
from drafts.models import DraftFile, OrderDraft
from project.base import clock
from project.base.errors import Invalid
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import upload

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A media folder of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def attach(cast: Cast, draft: OrderDraft, name: str = "notes.txt", content: bytes = b"Notes") -> DraftFile:
    sent = [upload(name, content)]
    (made,) = files.attach_to_draft(actor=cast.clara, draft=draft, uploads=sent, now=START)
    return made


def swept(cast: Cast, now: dt.datetime) -> tuple[int, int]:
    """(rows, files) of Inkwell that went."""
    rows = delete_unused(agency=cast.inkwell, now=now)
    return rows, delete_unknown_bytes(agency=cast.inkwell, now=now)


def path_of(use: FileUse, folder: Path) -> Path:
    return folder / use.file.path


def test_a_file_that_is_taken_away_ends_a_day_later_and_its_bytes_another(cast: Cast, folder: Path) -> None:
    draft = make_draft(cast.clara)
    use = attach(cast, draft)
    path, now = path_of(use, folder), clock.now()
    assert swept(cast, now) == (0, 0)

    files.remove_attachment(actor=cast.clara, attachment=use, now=START)

    assert swept(cast, now) == (0, 0)
    assert swept(cast, now + DAY - HOUR) == (0, 0)
    assert StoredFile.objects.filter(pk=use.file_id).exists()
    assert swept(cast, now + DAY) == (1, 0)
    assert path.exists() and not StoredFile.objects.exists()
    assert swept(cast, now + 2 * DAY - HOUR) == (0, 0)
    assert swept(cast, now + 2 * DAY + HOUR) == (0, 1)
    assert not path.exists()


def test_a_file_lives_as_long_as_anything_links_it(cast: Cast, folder: Path) -> None:
    """In whichever table: the draft's link is taken away, the order's stays."""
    order = place_order(cast.clara)
    now, draft = clock.now(), make_draft(cast.clara)
    use = attach(cast, draft)
    order.attachments.create(
        agency=cast.inkwell, file=use.file, name="x.txt", added_by=cast.clara.membership, added_at=now
    )
    files.remove_attachment(actor=cast.clara, attachment=use, now=START)

    for days in range(4):
        assert swept(cast, now + days * DAY) == (0, 0)
    assert path_of(use, folder).read_bytes() == b"Notes"


def test_discarded_drafts_let_their_files_go(cast: Cast) -> None:
    draft, now = make_draft(cast.clara), clock.now()
    attach(cast, draft)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=now)
    later = now + drafts.RESTORABLE + HOUR

    assert swept(cast, later) == (0, 0)
    sweeps.delete_discarded(agency=cast.inkwell, now=later)

    assert [swept(cast, later + days * DAY) for days in range(3)] == [(0, 0), (1, 0), (0, 0)]
    assert swept(cast, later + 3 * DAY) == (0, 1)


def test_erasure_lets_files_go(cast: Cast) -> None:
    now = clock.now()
    attach(cast, make_draft(cast.clara))
    other = attach(cast, make_draft(cast.clara), content=b"Kept?")

    erase_person(user=cast.clara.membership.user, agency=cast.inkwell, now=now)

    assert not DraftFile.objects.exists()
    assert [swept(cast, now + days * DAY) for days in (0, 1)] == [(0, 0), (2, 0)]
    assert swept(cast, now + 2 * DAY + HOUR)[1] == 2
    assert not StoredFile.objects.filter(pk=other.file_id).exists()


def test_what_is_linked_anew_begins_anew(cast: Cast, folder: Path) -> None:
    """Stored again, or brought back: the day counts from the last link."""
    draft, now = make_draft(cast.clara), clock.now()
    use = attach(cast, draft)
    files.remove_attachment(actor=cast.clara, attachment=use, now=START)
    swept(cast, now)

    again = attach(cast, draft)
    files.remove_attachment(actor=cast.clara, attachment=again, now=START)

    assert again.file_id == use.file_id
    assert swept(cast, now + DAY) == (0, 0)  # noted anew
    assert swept(cast, now + 2 * DAY) == (1, 0)
    stored = attach(cast, draft).file
    assert stored.pk != use.file_id and (folder / stored.path).read_bytes() == b"Notes"


def test_a_removal_is_undone_while_the_row_is_there(cast: Cast) -> None:
    draft, now = make_draft(cast.clara), clock.now()
    use = attach(cast, draft)
    token = files.undo_token(use)
    files.remove_attachment(actor=cast.clara, attachment=use, now=START)
    swept(cast, now)

    back = files.bring_back(actor=cast.clara, draft=draft, token=token, now=now)
    assert StoredFile.objects.get(pk=back.file_id).unused_since is None

    files.remove_attachment(actor=cast.clara, attachment=back, now=START)
    StoredFile.objects.all().delete()
    with pytest.raises(Invalid) as refusal:
        files.bring_back(actor=cast.clara, draft=draft, token=token, now=now)
    assert "too late" in refusal.value.errors["files"][0]


def test_bytes_of_what_was_rolled_back_end(cast: Cast, folder: Path) -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        store(agency_id=cast.inkwell.pk, upload=upload("a.txt", b"Never acknowledged"))
        raise ValueError("no")
    assert compared(cast.inkwell.pk, now=clock.now(), every_byte=True).waiting == 1

    assert swept(cast, clock.now() + HOUR) == (0, 0)
    assert swept(cast, clock.now() + DAY + HOUR) == (0, 1)


def test_other_agencies_and_half_written_files(cast: Cast, folder: Path) -> None:
    theirs = store(agency_id=cast.northwind.pk, upload=upload())
    now, half = clock.now(), folder / str(cast.inkwell.pk) / "ab" / ".new-x1"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"Half")

    assert [swept(cast, now + days * DAY) for days in (0, 2)] == [(0, 0), (0, 1)]
    assert StoredFile.objects.get() == theirs and (folder / theirs.path).exists()


def test_photos_that_nobody_shows_end(cast: Cast, folder: Path) -> None:
    shown, left = folder / "people" / "ab" / "abc.webp", folder / "people" / "cd" / "cde.webp"
    for path in (shown, left):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    user = cast.clara.membership.user
    user.photo = "abc"
    user.save()
    (kept,) = named_bytes

    assert delete_unknown_names(kept=kept, now=clock.now()) == 0
    assert delete_unknown_names(kept=kept, now=clock.now() + DAY + HOUR) == 1
    assert shown.exists() and not left.exists()


def test_the_job_sweeps_every_agency(cast: Cast, folder: Path) -> None:
    rows = [store(agency_id=agency.pk, upload=upload()) for agency in (cast.inkwell, cast.northwind)]
    StoredFile.objects.update(unused_since=clock.now() - 2 * DAY)

    sweep_files.run()
    sweep_names.run()

    assert not StoredFile.objects.exists()
    assert all((folder / row.path).exists() for row in rows)


@pytest.mark.django_db(transaction=True)
def test_storing_and_sweeping_the_same_bytes_at_once(rounds: int) -> None:
    """Whoever comes first: what was acknowledged has its row, and its bytes."""
    cast = load_cast()
    draft, later = make_draft(cast.clara), clock.now() + 3 * DAY
    for number in range(rounds):
        content = f"Text {number}".encode()
        store_due(cast, content)

        found = race([partial(attach, cast, draft, "a.txt", content), partial(sweep_all, cast, later)])

        assert kinds(found) == {"DraftFile": 1, "NoneType": 1}
        assert compared(cast.inkwell.pk, now=clock.now(), every_byte=True).missing == []
        assert draft.attachments.get().file.size == len(content)
        draft.attachments.all().delete()


def store_due(cast: Cast, content: bytes) -> None:
    with transaction.atomic():
        stored = store(agency_id=cast.inkwell.pk, upload=upload("a.txt", content))
    StoredFile.objects.filter(pk=stored.pk).update(unused_since=clock.now() - 2 * DAY)


def sweep_all(cast: Cast, later: dt.datetime) -> None:
    delete_unused(agency=cast.inkwell, now=later)
    delete_unknown_bytes(agency=cast.inkwell, now=later + 2 * DAY)

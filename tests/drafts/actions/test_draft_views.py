"""When a person last looked at a draft: noted, exported, and gone with the draft or its person."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.hooks import plain
from drafts.actions import drafts
from drafts.actions.draft_views import note_viewed
from drafts.actions.sweeps import delete_discarded
from drafts.models import DraftView
from drafts.own_data import DraftsKeeper
from project.base.errors import NotAllowed, NotVisible
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, make_draft

pytestmark = pytest.mark.django_db


def test_one_row_of_each_person(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    for moment in (START, START + HOUR):
        note_viewed(actor=cast.clara, draft=draft, now=moment)

    assert DraftView.objects.get().at == START + HOUR
    draft.refresh_from_db()
    assert (draft.version, draft.updated_at) == (1, START)


def test_who_belongs_to_the_account(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    for stranger in (cast.nick, cast.wendell, cast.max):
        with pytest.raises(NotAllowed):
            note_viewed(actor=stranger, draft=draft, now=START)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)
    with pytest.raises(NotVisible):
        note_viewed(actor=cast.clara, draft=draft, now=START)
    assert not DraftView.objects.exists()


def test_it_ends_with_the_draft_and_with_its_person(cast: Cast) -> None:
    kept, gone = make_draft(cast.clara), make_draft(cast.clara, title="Gone")
    for draft in (kept, gone):
        note_viewed(actor=cast.clara, draft=draft, now=START)
    drafts.discard_draft(actor=cast.clara, draft=gone, now=START)
    delete_discarded(agency=cast.inkwell, now=START + dt.timedelta(hours=2))
    assert [row.draft for row in DraftView.objects.all()] == [kept]

    parts = {part.name: part for part in DraftsKeeper().parts(cast.clara)}
    assert [row["at"] for row in parts["draft_views"].rows] == [plain(START)]
    DraftsKeeper().erase(cast.clara.membership, START)
    assert not DraftView.objects.exists()

"""Verbs of drafts: nothing typed is lost, nobody overwrites what they have not seen."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import StoredFile
from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from drafts.actions import drafts, files, sweeps
from drafts.models import DraftFile, OrderDraft
from project.base.errors import NotAllowed, NotVisible, Stale, WrongState
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, account_of, make_draft, place_order
from tests.orders.helpers.support import colleague, upload

pytestmark = pytest.mark.django_db


def save(member: Member, draft: OrderDraft, version: int = 1, **fields: Any) -> OrderDraft:
    return drafts.save_draft(actor=member, draft=draft, version=version, fields=fields, now=START + HOUR)


def attach(member: Member, draft: OrderDraft, *uploads: SimpleUploadedFile) -> list[DraftFile]:
    return files.attach_to_draft(actor=member, draft=draft, uploads=uploads or [upload()], now=START)


def test_begin_empty(cast: Cast) -> None:
    draft = drafts.begin_draft(actor=cast.clara, account=account_of(cast.clara), now=START)

    stored = OrderDraft.objects.get(pk=draft.pk)
    assert (stored.title, stored.quantity, stored.version, stored.converted_at) == ("", None, 1, None)
    assert (stored.agency, stored.account.name, stored.created_by) == (
        cast.inkwell,
        account_of(cast.clara).name,
        cast.clara.membership,
    )


def test_begin_filled_with_addons(cast: Cast) -> None:
    addons = current_offering(cast.inkwell).addons[:2]

    draft = make_draft(cast.clara, addons=addons)

    assert list(draft.addons.order_by("position")) == list(addons)


@pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max", "otto", "nick", "mara"])
def test_nobody_begins_for_anothers_account(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        drafts.begin_draft(actor=getattr(cast, name), account=account_of(cast.clara), now=START)


def test_save_counts_versions_and_moves_the_time(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    save(cast.clara, draft, 1, title="Second title")
    stored = save(cast.clara, draft, 2, quantity=900, deadline=None)

    again = OrderDraft.objects.get(pk=draft.pk)
    assert (again.version, again.title, again.quantity, again.deadline) == (3, "Second title", 900, None)
    assert (stored.version, again.updated_at, again.created_at) == (3, START + HOUR, START)


def test_save_replaces_addons(cast: Cast) -> None:
    first, second, third = current_offering(cast.inkwell).addons[:3]
    draft = make_draft(cast.clara, addons=[first, second])

    save(cast.clara, draft, addons=[second, third])

    assert set(draft.addons.all()) == {second, third}


def test_save_leaves_out_what_is_not_named(cast: Cast) -> None:
    addon = current_offering(cast.inkwell).addons[0]
    draft = make_draft(cast.clara, addons=[addon], audience="Visitors")

    save(cast.clara, draft, title="Other")

    stored = OrderDraft.objects.get(pk=draft.pk)
    assert (stored.audience, list(stored.addons.all())) == ("Visitors", [addon])


def test_stale_save_stores_nothing_and_brings_both_texts(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    save(cast.clara, draft, 1, title="Theirs")

    with pytest.raises(Stale) as refusal:
        save(cast.clara, draft, 1, title="Mine", tone="Dry")

    assert refusal.value.current.title == "Theirs"
    assert refusal.value.typed == {"title": "Mine", "tone": "Dry"}
    stored = OrderDraft.objects.get(pk=draft.pk)
    assert (stored.title, stored.tone, stored.version) == ("Theirs", "", 2)


@pytest.mark.parametrize("version", [0, 2, -1, 10**9])
def test_a_version_that_never_was_is_stale(cast: Cast, version: int) -> None:
    with pytest.raises(Stale):
        save(cast.clara, make_draft(cast.clara), version, title="Mine")


def test_saving_what_is_stored_is_nothing_and_never_stale(cast: Cast) -> None:
    """Two tabs with the same text are no conflict."""
    addon = current_offering(cast.inkwell).addons[0]
    draft = make_draft(cast.clara, addons=[addon])
    save(cast.clara, draft, 1, title="Same")

    stored = save(cast.clara, draft, 1, title="Same", addons=[addon])

    assert (stored.version, stored.updated_at) == (2, START + HOUR)
    assert OrderDraft.objects.get(pk=draft.pk).version == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("version", 9), ("public_id", "2222222222"), ("converted_at", START), ("created_at", START + DAY)],
)
def test_save_of_another_field_is_a_programming_error(cast: Cast, name: str, value: Any) -> None:
    draft = make_draft(cast.clara)

    with pytest.raises(ValueError, match=name):
        drafts.save_draft(actor=cast.clara, draft=draft, version=1, fields={name: value}, now=START)

    assert getattr(OrderDraft.objects.get(pk=draft.pk), name) == getattr(draft, name)


def test_save_after_it_became_an_order(cast: Cast) -> None:
    draft = place_order(cast.clara).draft

    with pytest.raises(WrongState):
        save(cast.clara, draft, draft.version, title="Too late")

    assert OrderDraft.objects.get(pk=draft.pk).title == "Harbour feature"


def test_save_of_a_draft_that_is_gone(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)

    with pytest.raises(NotVisible):
        save(cast.clara, draft, title="x")


@pytest.mark.parametrize("name", ["nick", "wendell", "edith", "sam", "max", "otto", "mara"])
def test_only_the_client_edits(cast: Cast, name: str) -> None:
    member, draft = getattr(cast, name), make_draft(cast.clara)

    for act in (
        partial(save, member, draft, title="x"),
        partial(drafts.discard_draft, actor=member, draft=draft, now=START),
        partial(drafts.duplicate_draft, actor=member, draft=draft, now=START),
        partial(attach, member, draft),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert OrderDraft.objects.get(pk=draft.pk).title == "Harbour feature"
    assert not OrderDraft.objects.visible_to(member).exists()


def test_people_of_the_account_by_their_role(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    orderer, reader = colleague(cast, "orderer"), colleague(cast, "reader")

    assert list(OrderDraft.objects.visible_to(reader)) == [draft]
    assert save(orderer, draft, title="By a colleague").version == 2
    with pytest.raises(NotAllowed):
        save(reader, draft, 2, title="By a reader")


def test_another_client_of_the_same_agency(cast: Cast) -> None:
    stranger = colleague(
        cast, "payer", ClientAccount.objects.create(agency=cast.inkwell, name="X", created_at=START)
    )
    draft = make_draft(cast.clara)

    assert not OrderDraft.objects.visible_to(stranger).exists()
    with pytest.raises(NotAllowed):
        save(stranger, draft, title="x")


def test_duplicate_takes_words_choices_and_files_but_not_the_deadline(cast: Cast) -> None:
    addon = current_offering(cast.inkwell).addons[0]
    draft = make_draft(cast.clara, addons=[addon], notes="Call first")
    attach(cast.clara, draft)

    copy = drafts.duplicate_draft(actor=cast.clara, draft=draft, now=START + DAY)

    assert (copy.title, copy.notes, copy.quantity, copy.service) == (
        draft.title,
        "Call first",
        600,
        draft.service,
    )
    assert (copy.deadline, copy.version, copy.created_at, list(copy.addons.all())) == (
        None,
        1,
        START + DAY,
        [addon],
    )
    assert copy.public_id != draft.public_id
    assert copy.attachments.get().file == draft.attachments.get().file
    assert StoredFile.objects.count() == 1


def test_duplicate_of_what_became_an_order(cast: Cast) -> None:
    order = place_order(cast.clara)

    copy = drafts.duplicate_draft(actor=cast.clara, draft=order.draft, now=START)

    assert (copy.converted_at, copy.title) == (None, order.title)
    save(cast.clara, copy, title="Goes on")


def test_discard_twice(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    again = OrderDraft.objects.get(pk=draft.pk)

    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)
    drafts.discard_draft(actor=cast.clara, draft=again, now=START + DAY)

    assert not OrderDraft.objects.visible_to(cast.clara).exists()
    assert OrderDraft.objects.get().discarded_at == START


def test_a_discarded_draft_is_gone_with_its_files(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    attach(cast.clara, draft)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)

    assert not DraftFile.objects.visible_to(cast.clara).exists()
    for act in (partial(save, cast.clara, draft, title="x"), partial(attach, cast.clara, draft)):
        with pytest.raises(NotVisible):
            act()


NO_TIME = dt.timedelta()


def restore(member: Member, draft: OrderDraft, later: dt.timedelta = NO_TIME) -> OrderDraft:
    return drafts.restore_draft(actor=member, public_id=draft.public_id, now=START + later)


def test_it_comes_back_as_it_was(cast: Cast) -> None:
    draft = make_draft(cast.clara, addons=current_offering(cast.inkwell).addons[:1])
    attach(cast.clara, draft)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)

    back = restore(cast.clara, draft, drafts.RESTORABLE)

    assert restore(cast.clara, draft) == back == OrderDraft.objects.visible_to(cast.clara).get()
    assert (back.version, back.title, back.attachments.count(), back.addons.count()) == (1, draft.title, 1, 1)


@pytest.mark.parametrize("name", ["nick", "wendell", "max", "mara"])
def test_nobody_else_brings_it_back(cast: Cast, name: str) -> None:
    draft = make_draft(cast.clara)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)

    with pytest.raises(NotVisible):
        restore(getattr(cast, name), draft)


def test_a_reader_does_not_bring_it_back(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)

    with pytest.raises(NotAllowed):
        restore(colleague(cast, "reader"), draft)


def test_after_an_hour_it_is_deleted(cast: Cast) -> None:
    old, young, kept = (
        make_draft(cast.clara, addons=current_offering(cast.inkwell).addons[:1]) for _each in range(3)
    )
    attach(cast.clara, old)
    drafts.discard_draft(actor=cast.clara, draft=old, now=START)
    drafts.discard_draft(actor=cast.clara, draft=young, now=START + drafts.RESTORABLE)
    late = START + drafts.RESTORABLE + dt.timedelta(seconds=1)

    with pytest.raises(NotVisible):
        drafts.restore_draft(actor=cast.clara, public_id=old.public_id, now=late)
    assert sweeps.delete_discarded(agency=cast.northwind, now=late) == 0
    assert sweeps.delete_discarded(agency=cast.inkwell, now=late) == 1
    assert sweeps.delete_discarded(agency=cast.inkwell, now=late) == 0

    assert set(OrderDraft.objects.all()) == {young, kept}
    assert not DraftFile.objects.exists()


def test_discard_of_what_became_an_order(cast: Cast) -> None:
    order = place_order(cast.clara)

    with pytest.raises(WrongState):
        drafts.discard_draft(actor=cast.clara, draft=order.draft, now=START)

    assert OrderDraft.objects.filter(pk=order.draft_id).exists()

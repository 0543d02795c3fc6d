"""Presets: who may do what, one default, exact counts, and a difference that overwrites nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Membership
from catalog.models import AddOn
from catalog.pricing.offering import current_offering
from drafts.actions import drafts, preset_filling, presets
from drafts.forms.drafts import DraftForm
from drafts.models import OrderDraft, OrderPreset, PresetDefault, PresetUse
from drafts.rules.preset_difference import Difference, difference, style_lines
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale
from project.base.viewer import Member
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import HOUR, account_of, make_draft
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import colleague, publish

pytestmark = pytest.mark.django_db
LABELS = {name: field.label for name, field in DraftForm.base_fields.items()}


def found(preset: OrderPreset, draft: OrderDraft, cast: Cast) -> Difference:
    offering = current_offering(load_cast().inkwell)
    writers = [cast.wendell.membership, cast.wanda.membership]
    return difference(OrderPreset.objects.get(pk=preset.pk), draft, offering, writers, LABELS)


def apply(preset: OrderPreset, draft: OrderDraft, cast: Cast, *names: str, **changed: Any) -> OrderDraft:
    facts = {"actor": cast.clara, "version": draft.version, "now": START + HOUR, **changed}
    return preset_filling.fill_draft(preset=preset, draft=draft, names=names, **facts).draft


def people(cast: Cast) -> dict[str, Member]:
    return {
        **cast.everybody,
        "payer": colleague(cast, "payer"),
        "orderer": colleague(cast, "orderer"),
        "reader": colleague(cast, "reader"),
    }


@pytest.mark.parametrize(
    ("shared", "see", "use", "edit"),
    [
        (False, {"clara"}, {"clara"}, {"clara"}),
        (True, {"clara", "payer", "orderer", "reader"}, {"clara", "payer", "orderer"}, {"clara", "payer"}),
    ],
)
def test_who_sees_uses_and_edits(
    cast: Cast, shared: bool, see: set[str], use: set[str], edit: set[str]
) -> None:
    preset, everybody = make_preset(cast.clara, shared=shared), people(cast)
    acts: dict[str, Callable[[Member], Any]] = {
        "use": lambda who: presets.choose_default(actor=who, preset=preset, chosen=True),
        "edit": lambda who: presets.archive_preset(actor=who, preset=preset, now=START),
    }

    assert {name for name, who in everybody.items() if OrderPreset.objects.visible_to(who).exists()} == see
    for verb, wanted in (("use", use), ("edit", edit)):
        done = set()
        for name, who in everybody.items():
            OrderPreset.objects.update(archived_at=None)
            try:
                acts[verb](who)
            except (NotAllowed, NotVisible):
                continue
            done.add(name)
        assert done == wanted, verb


def test_a_reader_makes_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        presets.create_preset(
            actor=colleague(cast, "reader"),
            account=account_of(cast.clara),
            fields={"name": "x"},
            styles=[],
            now=START,
        )


def test_one_name_once_in_capitals_or_not_and_again_after_archiving(cast: Cast) -> None:
    first = make_preset(cast.clara)
    with pytest.raises(Invalid) as refusal:
        make_preset(cast.clara, name="ARTICLES")
    assert set(refusal.value.errors) == {"name"}

    presets.archive_preset(actor=cast.clara, preset=first, now=START)
    make_preset(cast.clara, name="ARTICLES")
    with pytest.raises(Invalid):
        presets.restore_preset(actor=cast.clara, preset=first)


@pytest.mark.parametrize(
    ("fields", "styles", "field"),
    [
        ({"name": ""}, [], "name"),
        ({}, [("Numbers", "a"), ("NUMBERS", "b")], "styles"),
        ({}, [("x" + str(n), "y") for n in range(21)], "styles"),
    ],
)
def test_what_cannot_be_stored(cast: Cast, fields: dict[str, Any], styles: Any, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        make_preset(cast.clara, styles=styles, **fields)

    assert set(refusal.value.errors) == {field}


def test_a_save_of_an_older_version_is_stale(cast: Cast) -> None:
    preset = make_preset(cast.clara)
    save = partial(
        presets.save_preset,
        actor=cast.clara,
        preset=preset,
        version=1,
        styles=[("Numbers", "in words")],
        now=START,
    )
    save(fields={"name": "Letters"})

    with pytest.raises(Stale):
        save(fields={"name": "Other"})
    preset.refresh_from_db()
    assert (preset.name, preset.version, preset.styles.get().value) == (
        "Letters",
        2,
        "in words",
    )


def test_a_copy_is_ones_own_under_a_free_name(cast: Cast) -> None:
    preset = make_preset(
        cast.clara,
        shared=True,
        styles=[("Numbers", "in words")],
    )
    other = colleague(cast, "orderer")

    first = presets.duplicate_preset(actor=other, preset=preset, now=START)
    second = presets.duplicate_preset(actor=other, preset=preset, now=START)

    assert (first.name, second.name) == ("Articles (copy 1)", "Articles (copy 2)")
    assert (first.owner_id, first.shared, first.styles.get().name) == (other.member_id, False, "Numbers")


def test_it_fills_what_is_empty_and_keeps_what_is_typed(cast: Cast) -> None:
    preset = make_preset(
        cast.clara,
        audience="Guests",
        styles=[("Numbers", "in words")],
        house_notes="No puns.",
    )
    draft = make_draft(cast.clara, tone="", audience="Sailors", notes="Call first.")

    changes = {change.field: change for change in found(preset, draft, cast).changes}

    assert {name: change.ticked for name, change in changes.items()} == {
        "quantity": False,
        "tone": True,
        "audience": False,
        "house_style": True,
        "style_preferences": True,
    }
    assert found(preset, draft, cast).same == 1  # the service
    assert (changes["audience"].now, changes["audience"].new) == ("Sailors", "Guests")
    stored = apply(preset, draft, cast, "tone", "house_style", "style_preferences")
    assert (stored.tone, stored.audience, stored.quantity) == ("Warm", "Sailors", 600)
    assert (stored.house_style, stored.style_preferences) == ("No puns.", "Numbers: in words")
    assert stored.notes == "Call first."  # what is for the desk alone takes nothing of a preset


def test_a_house_style_of_ones_own_is_not_overwritten_unasked(cast: Cast) -> None:
    preset = make_preset(cast.clara, house_notes="No puns.", styles=[("Numbers", "in words")])
    draft = make_draft(cast.clara, house_style="Puns, please.")

    changes = {change.field: change for change in found(preset, draft, cast).changes}
    assert (changes["house_style"].ticked, changes["style_preferences"].ticked) == (False, True)


def test_applied_again_it_changes_nothing(cast: Cast) -> None:
    preset = make_preset(cast.clara, house_notes="No puns.")
    draft = make_draft(cast.clara)
    names = [change.field for change in found(preset, draft, cast).changes]
    stored = apply(preset, draft, cast, *names)

    assert found(preset, stored, cast).changes == ()


def test_what_is_archived_is_named_and_the_rest_applied(cast: Cast) -> None:
    offering = current_offering(cast.inkwell)
    addon, writer = offering.addons[0], cast.nora.membership
    preset = make_preset(cast.clara, addons=list(offering.addons[:2]))
    OrderPreset.objects.filter(pk=preset.pk).update(preferred_writer=cast.sam.membership)
    AddOn.objects.filter(pk=addon.pk).update(archived_at=START)
    publish(cast.inkwell)

    gone = found(preset, make_draft(load_cast().clara), cast)

    assert gone.gone == (addon.name, cast.sam.membership.public_name) and writer.public_name not in gone.gone
    assert [str(row) for change in gone.changes if change.field == "addons" for row in change.value] == [
        offering.addons[1].name
    ]


def test_a_draft_that_was_saved_meanwhile_is_not_overwritten(cast: Cast) -> None:
    preset, draft = make_preset(cast.clara), make_draft(cast.clara)
    drafts.save_draft(actor=cast.clara, draft=draft, version=1, fields={"tone": "Dry"}, now=START)

    with pytest.raises(Stale):
        apply(preset, draft, cast, "tone")
    assert OrderDraft.objects.get(pk=draft.pk).tone == "Dry" and not PresetUse.objects.exists()


def test_uses_are_counted_from_their_rows(cast: Cast) -> None:
    preset = make_preset(cast.clara)
    for _time in range(3):
        apply(preset, make_draft(cast.clara), cast, "quantity")

    row = OrderPreset.objects.with_uses().get()
    assert (row.uses, row.last_use) == (3, START + HOUR)


def test_archiving_ends_a_default(cast: Cast) -> None:
    preset = make_preset(cast.clara)
    presets.choose_default(actor=cast.clara, preset=preset, chosen=True)
    presets.archive_preset(actor=cast.clara, preset=preset, now=START)

    assert not PresetDefault.objects.exists()
    with pytest.raises(NotVisible):
        presets.choose_default(actor=cast.clara, preset=preset, chosen=True)


def test_a_preset_without_style_says_nothing_of_it(cast: Cast) -> None:
    assert style_lines(make_preset(cast.clara)) == ""


def test_the_database_keeps_it_within_the_agency(cast: Cast) -> None:
    preset = make_preset(cast.clara)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderPreset.objects.filter(pk=preset.pk).update(
            preferred_writer=Membership.objects.get(pk=cast.nora.member_id)
        )
        _check_now()


def _check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_one_default_however_many_are_chosen_at_once(rounds: int) -> None:
    for _round in range(rounds):
        cast = load_cast()
        OrderPreset.objects.all().update(archived_at=START)
        rows = [make_preset(cast.clara, name=f"Preset {n}") for n in range(4)]
        acts = [partial(presets.choose_default, actor=cast.clara, preset=row, chosen=True) for row in rows]

        assert kinds(race(acts * 2)) == {"NoneType": 8}
        assert PresetDefault.objects.filter(member_id=cast.clara.member_id).count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_uses_at_once_are_ten(rounds: int) -> None:
    for _round in range(rounds):
        cast = load_cast()
        preset = make_preset(cast.clara, name=f"Round {_round}")
        rows = [make_draft(cast.clara) for _n in range(10)]
        acts = [partial(apply, preset, draft, cast, "tone") for draft in rows]

        assert kinds(race(acts)) == {"OrderDraft": 10}
        assert OrderPreset.objects.with_uses().get(pk=preset.pk).uses == 10

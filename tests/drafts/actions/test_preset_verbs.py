"""Every verb of presets by every role and every state: who may, and what an archived preset answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from drafts.actions import preset_filling, presets
from drafts.models import OrderDraft, OrderPreset, PresetDefault
from project.base.errors import NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import START, Cast
from tests.helpers.factories import make_draft
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db
Verb = Callable[[Member, OrderPreset, OrderDraft], Any]
#: Whose preset it is, another payer, a buyer and a reader of its account, a client elsewhere, and the agency.
PEOPLE = ("owner", "payer", "buyer", "reader", "nick", "wendell", "edith", "sam", "max", "otto")
STATES = ("private", "shared", "archived")
DONE, NO, GONE, WRONG = "done", "not allowed", "not visible", "wrong state"
REFUSALS = {NotAllowed: NO, NotVisible: GONE, WrongState: WRONG}


def save(actor: Member, preset: OrderPreset, draft: OrderDraft) -> Any:
    fields = {"name": "Another", "tone": "Dry"}
    return presets.save_preset(
        actor=actor, preset=preset, version=preset.version, fields=fields, styles=(), now=START
    )


def create(actor: Member, preset: OrderPreset, draft: OrderDraft) -> Any:
    return presets.create_preset(
        actor=actor, account=preset.account, fields={"name": "New"}, styles=(), now=START
    )


def default(actor: Member, preset: OrderPreset, draft: OrderDraft) -> Any:
    presets.choose_default(actor=actor, preset=preset, chosen=True)
    assert PresetDefault.objects.get(member_id=actor.member_id).preset_id == preset.pk


def fill(actor: Member, preset: OrderPreset, draft: OrderDraft) -> Any:
    return preset_filling.fill_draft(
        actor=actor, preset=preset, draft=draft, version=draft.version, now=START
    )


VERBS: dict[str, Verb] = {
    "create": create,
    "save": save,
    "copy": lambda actor, preset, draft: presets.duplicate_preset(actor=actor, preset=preset, now=START),
    "archive": lambda actor, preset, draft: presets.archive_preset(actor=actor, preset=preset, now=START),
    "restore": lambda actor, preset, draft: presets.restore_preset(actor=actor, preset=preset),
    "default": default,
    "begin": lambda actor, preset, draft: preset_filling.begin_filled(actor=actor, preset=preset, now=START),
    "fill": fill,
}
EVERYWHERE = dict.fromkeys(STATES, DONE)
OF_SHARED = {"private": NO, "shared": DONE, "archived": NO}
#: What each verb answers in each state, by person; whoever is not named gets `NO` in all.
EXPECTED: dict[str, dict[str, dict[str, str]]] = {
    "create": {"owner": EVERYWHERE, "payer": EVERYWHERE, "buyer": EVERYWHERE},
    "save": {"owner": EVERYWHERE, "payer": OF_SHARED},
    "copy": {"owner": EVERYWHERE, "payer": OF_SHARED, "buyer": OF_SHARED},
    "archive": {"owner": EVERYWHERE, "payer": OF_SHARED},
    "restore": {"owner": EVERYWHERE, "payer": OF_SHARED},
    "default": {"owner": {**EVERYWHERE, "archived": GONE}, "payer": OF_SHARED, "buyer": OF_SHARED},
    "begin": {"owner": {**EVERYWHERE, "archived": WRONG}, "payer": OF_SHARED, "buyer": OF_SHARED},
    "fill": {"owner": {**EVERYWHERE, "archived": WRONG}, "payer": OF_SHARED, "buyer": OF_SHARED},
}


def answer_of(verb: Verb, actor: Member, preset: OrderPreset, draft: OrderDraft) -> str:
    try:
        verb(actor, preset, draft)
    except (NotAllowed, NotVisible, WrongState) as refusal:
        return REFUSALS[type(refusal)]
    return DONE


@pytest.mark.parametrize("state", STATES)
def test_who_may_what(cast: Cast, state: str) -> None:
    """Each verb by each person on the same preset: what came of it is undone before the next tries."""
    roles = {"payer": "payer", "buyer": "orderer", "reader": "reader"}
    people = {name: colleague(cast, role) for name, role in roles.items()}
    people = {name: people.get(name) or getattr(cast, name) for name in PEOPLE if name != "owner"}
    people["owner"] = cast.clara
    for verb, act in VERBS.items():
        made, drafted = fresh(cast, state, verb), make_draft(cast.clara, tone="")
        for person, actor in people.items():
            preset, draft = read(made), OrderDraft.objects.get(pk=drafted.pk)
            with transaction.atomic():
                found = answer_of(act, actor, preset, draft)
                transaction.set_rollback(True)
            assert found == EXPECTED[verb].get(person, dict.fromkeys(STATES, NO))[state], (verb, person)


def fresh(cast: Cast, state: str, name: str) -> OrderPreset:
    """A preset of its own for each verb, so that none finds what another left."""
    preset = make_preset(cast.clara, name=f"For {name}", shared=state == "shared")
    if state == "archived":
        presets.archive_preset(actor=cast.clara, preset=preset, now=START)
    return preset


def read(preset: OrderPreset) -> OrderPreset:
    return OrderPreset.objects.select_related("account", "agency").get(pk=preset.pk)


def test_the_table_names_every_verb() -> None:
    public = {
        name
        for module in (presets, preset_filling)
        for name, value in vars(module).items()
        if callable(value)
        and getattr(value, "__module__", "") == module.__name__
        and not name.startswith("_")
    }
    acts = {name for name in public if not name[0].isupper()}
    assert acts == {
        "create_preset",
        "save_preset",
        "duplicate_preset",
        "archive_preset",
        "restore_preset",
        "choose_default",
        "begin_filled",
        "fill_draft",
    }
    assert len(acts) == len(VERBS) == len(EXPECTED)

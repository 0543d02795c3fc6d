"""The pages of presets: list, editor, difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from drafts.models import OrderDraft, OrderPreset, PresetUse
from project.base import clock
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft
from tests.helpers.pages import forms_of, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague, queries_of, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LIST = "/orders/presets/"
TYPED = {
    "name": "Letters",
    "description": "To landlords",
    "tone": "Warm",
    "quantity": "1,200",
    "rows": "2",
    "version": "0",
    "style-0-name": "Numbers",
    "style-0-value": "in words",
    "style-1-name": "",
    "style-1-value": "",
}


def test_from_scratch(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.clara)
    assert "No presets yet" in words_of(client.get(LIST))

    answer = client.post(f"{LIST}new/", TYPED)

    preset = OrderPreset.objects.get()
    assert answer.url == LIST and (preset.name, preset.quantity, preset.locale) == ("Letters", 1200, "")
    assert list(preset.styles.values_list("name", "value")) == [("Numbers", "in words")]
    assert "Letters" in words_of(client.get(LIST))


def test_from_a_past_order_and_from_a_draft(cast: Cast, sign_in: SignIn) -> None:
    client, order = sign_in(cast.clara), Story(cast, tone="Brisk").delivered().order
    draft = make_draft(cast.clara, audience="Guests")
    for source, name, value in ((order.number, "tone", "Brisk"), (draft.public_id, "audience", "Guests")):
        page = client.get(f"{LIST}new/?from={source}")
        form = next(form for form in forms_of(page) if "house_notes" in form.sent)
        assert form.sent[name] == [value] and form.sent["quantity"] == ["600"]
    assert f"{LIST}new/?from={order.number}" in client.get(url_of(order)).content.decode()


def test_another_agencys_order_is_no_source(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast, tone="Secret tone").order
    page = sign_in(cast.nick).get(f"{LIST}new/?from={order.number}")

    assert page.status_code == 200 and b"Secret tone" not in page.content


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"quantity": "many"}, "whole number"),
        ({"style-1-name": "Quotes"}, "Fill in both fields, or leave both empty."),
        (
            {"style-1-name": "NUMBERS", "style-1-value": "in digits"},
            "Two preferences have the same name. Change one of them.",
        ),
        ({"tone": "a\x00b"}, ""),
        ({"rows": "9" * 40}, ""),
    ],
)
def test_a_refused_preset_keeps_what_was_typed(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], words: str
) -> None:
    page = sign_in(cast.clara).post(f"{LIST}new/", {**TYPED, **typed})

    assert page.status_code in (302, 400, 422)
    if words:
        text = page.content.decode()
        assert page.status_code == 422 and words in words_of(page)
        assert "To landlords" in text and "in words" in text and not OrderPreset.objects.exists()


def test_a_save_that_came_late_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    preset = make_preset(cast.clara)
    page = sign_in(cast.clara).post(f"{LIST}{preset.public_id}/", {**TYPED, "version": "0"})

    assert page.status_code == 409 and (
        "Someone saved this preset while you were editing it. What you typed is still "
        "here. Save again to keep your version."
    ) in words_of(page)
    form = next(form for form in forms_of(page) if "house_notes" in form.sent)
    assert form.sent["name"] == ["Letters"] and form.sent["version"] == ["1"]


def test_the_difference_first_then_what_is_ticked(cast: Cast, sign_in: SignIn) -> None:
    preset, draft = make_preset(cast.clara), make_draft(cast.clara, tone="")
    client, url = sign_in(cast.clara), f"/orders/drafts/{draft.public_id}/preset/{preset.public_id}/"

    page = client.get(url)
    form = next(form for form in forms_of(page) if "version" in form.sent)
    assert form.sent["fields"] == ["tone"]  # the quantity is the client's own
    said = words_of(page).replace(" .", ".")
    assert (
        "The preset can change 2 fields. 1 field you filled in stays as it is unless you tick "
        "it. 1 field already matches."
    ) in said
    assert OrderDraft.objects.get().tone == ""
    assert client.post(url, {"version": "1"}).status_code == 422

    assert client.post(url, form.sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.tone, draft.quantity) == ("Warm", 600)


def test_a_draft_saved_meanwhile_shows_the_difference_anew(cast: Cast, sign_in: SignIn) -> None:
    preset, draft = make_preset(cast.clara), make_draft(cast.clara, tone="")
    OrderDraft.objects.update(version=5, tone="Dry")
    url = f"/orders/drafts/{draft.public_id}/preset/{preset.public_id}/"

    page = sign_in(cast.clara).post(url, {"version": "1", "fields": ["tone"]})

    assert page.status_code == 409 and "The draft has been saved since you opened this page" in words_of(page)
    assert OrderDraft.objects.get().tone == "Dry" and not PresetUse.objects.exists()


def test_a_new_draft_begins_with_the_default(cast: Cast, sign_in: SignIn) -> None:
    preset, client = make_preset(cast.clara), sign_in(cast.clara)
    client.post(f"{LIST}{preset.public_id}/default/", {"chosen": "yes"})
    assert "Start from “Articles”" in words_of(client.get("/orders/drafts/new/"))

    answer = client.post(f"{LIST}{preset.public_id}/draft/")

    draft = OrderDraft.objects.get()
    assert answer.url == f"/orders/drafts/{draft.public_id}/"
    assert (draft.tone, draft.quantity, draft.service) == ("Warm", 800, preset.service)
    client.post(f"{LIST}{preset.public_id}/default/", {"chosen": "no"})
    assert "Start from" not in words_of(client.get("/orders/drafts/new/")).replace("Start from scratch", "")


def test_archived_and_brought_back(cast: Cast, sign_in: SignIn) -> None:
    preset, client = make_preset(cast.clara), sign_in(cast.clara)
    answer = client.post(f"{LIST}{preset.public_id}/archive/")
    page = words_of(client.get(answer.url))
    assert "Preset archived." in page and "Undo" in page
    assert "Articles" in words_of(client.get(f"{LIST}?tab=archived"))
    assert client.post(f"{LIST}{preset.public_id}/draft/").status_code == 409

    client.post(f"{LIST}{preset.public_id}/restoration/")

    assert "Articles" in words_of(client.get(LIST))


@pytest.mark.parametrize("named", ["x", "", "a%20b", "abcdefgh23", "..", "abcdefgh23/discard"])
def test_the_address_claims_nothing_that_is_not_so(cast: Cast, sign_in: SignIn, named: str) -> None:
    make_preset(cast.clara)
    page = sign_in(cast.clara).get(f"{LIST}?draft={named}&archived={named}")

    assert page.status_code == 200
    assert "Preset archived." not in words_of(page)
    assert "Choose a preset for your draft" not in words_of(page)


def test_what_is_not_archived_or_was_long_ago_is_not_said_to_be(cast: Cast, sign_in: SignIn) -> None:
    preset, others, client = make_preset(cast.clara), make_preset(cast.nick), sign_in(cast.clara)
    long_ago = make_preset(cast.clara, name="Old")
    OrderPreset.objects.filter(pk=long_ago.pk).update(archived_at=clock.now() - dt.timedelta(hours=1))
    OrderPreset.objects.filter(pk=others.pk).update(archived_at=clock.now())

    for wrong in (preset, long_ago, others):
        page = client.get(f"{LIST}?archived={wrong.public_id}")
        assert "Preset archived." not in words_of(page)


def test_a_preset_is_chosen_for_a_draft_that_can_be_filled(cast: Cast, sign_in: SignIn) -> None:
    make_preset(cast.clara)
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    strange = make_draft(cast.nick)

    assert "Choose a preset for your draft" in words_of(client.get(f"{LIST}?draft={draft.public_id}"))
    assert "Choose a preset for your draft" not in words_of(client.get(f"{LIST}?draft={strange.public_id}"))


def test_a_reader_sees_what_is_shared_and_presses_nothing(cast: Cast, sign_in: SignIn) -> None:
    preset = make_preset(cast.clara, shared=True)
    client = sign_in(colleague(cast, "reader"))

    page = client.get(f"{LIST}?tab=shared")

    assert "Articles" in words_of(page)
    assert not any(preset.public_id in form.action for form in forms_of(page))
    assert client.post(f"{LIST}{preset.public_id}/draft/").status_code == 403


def test_words_and_pages(cast: Cast, sign_in: SignIn) -> None:
    make_preset(cast.clara, description="To landlords")
    client = sign_in(cast.clara)

    assert "Articles" in words_of(client.get(f"{LIST}?q=LANDLORD"))
    assert "No matching presets" in words_of(client.get(f"{LIST}?q=zebra"))
    assert client.get(f"{LIST}?after=nonsense").status_code in (200, 400)


def test_the_pages_cost_the_same_for_one_and_for_three(cast: Cast, sign_in: SignIn) -> None:
    client, lists, edits = sign_in(cast.clara), [], []
    first = make_preset(cast.clara, styles=[("Numbers", "in words")])
    for count in (1, 3):
        for at in range(OrderPreset.objects.count(), count):
            make_preset(cast.clara, name=f"Preset {at}", shared=True, styles=[("a", "b"), ("c", "d")])
        client.get(LIST)
        lists.append(queries_of(client, LIST))
        edits.append(queries_of(client, f"{LIST}{first.public_id}/"))

    assert lists[0] == lists[1] <= 6 and edits[0] == edits[1] <= 8, (lists, edits)


def test_everybody_in_turn_is_listed_their_own(cast: Cast, sign_in: SignIn) -> None:
    """The queries of the list are kept by a process: for each tab, with nobody's values."""
    make_preset(cast.clara, name="Private")
    make_preset(cast.clara, name="For all", shared=True)
    make_preset(cast.nick, name="Of Northwind", shared=True)
    friend = colleague(cast, "reader")

    def listed(tab: str) -> list[set[str]]:
        pages = [sign_in(who).get(f"{LIST}?tab={tab}") for who in (cast.clara, friend, cast.nick)]
        return [{row.name for row in page.context["page"].rows} for page in pages]

    for _ in range(2):
        assert listed("mine") == [{"Private", "For all"}, set(), {"Of Northwind"}]
        assert listed("shared") == [{"For all"}, {"For all"}, {"Of Northwind"}]
        assert listed("archived") == [set(), set(), set()]

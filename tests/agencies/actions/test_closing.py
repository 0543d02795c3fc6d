"""Closing an agency: asked for, told, withdrawn, stopped; nothing is deleted before its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.mail.agency_closing import tell_of_closing
from accounts.models import Mail, Notice
from agencies.actions.closing import ask_closing, remind_of_closings, withdraw_closing
from agencies.actions.closing_erasure import close_due
from agencies.hooks.closing import ClosingTie, closing_ties
from agencies.models import Agency, AgencyClosing, Membership, SecurityEvent
from agencies.rules.closing import ties_of
from agencies.states.closing import ClosingState
from project.base.errors import Invalid, NotAllowed, WrongState
from project.base.viewer import System
from tests.agencies.helpers.agency_exports import ready
from tests.agencies.helpers.closing import asked, to_the_end
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.races import race
from tests.project.helpers.queue import waiting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def tied() -> Iterator[None]:
    """An app to the right has something that must be finished, and something that need not."""
    ties = [ClosingTie("Two sheep are not shorn."), ClosingTie("A dog is out.", "/dogs/", blocks=True)]
    closing_ties.register("tests", lambda _agency, _now: ties)
    yield
    closing_ties.forget("tests")


def day_of(agency: Agency) -> dt.datetime | None:
    agency.refresh_from_db()
    return agency.closes_at


def test_an_owner_asks_and_its_day_is_set(cast: Cast, settings: Any) -> None:
    settings.AGENCY_CLOSING_DAYS = 30

    closing = asked(cast.otto)

    assert (closing.state, closing.due_at) == (ClosingState.OPEN, START + 30 * DAY)
    assert day_of(cast.inkwell) == START + 30 * DAY and day_of(cast.northwind) is None
    assert (closing.by_operator, closing.asked_by_id) == (False, cast.otto.member_id)
    again, is_new = ask_closing(actor=cast.otto, name="Inkwell", now=START + DAY)
    assert (again.pk, is_new) == (closing.pk, False)
    event = SecurityEvent.objects.get(kind="agency_closing_asked")
    assert event.actor_id == cast.otto.member_id
    assert [job.args for job in waiting("accounts.tell_of_agency_closing")] == [
        {"closing_id": closing.pk, "act": "asked"}
    ]
    with pytest.raises(IntegrityError, match="agencyclosing_one"), transaction.atomic():
        AgencyClosing.objects.create(
            agency=cast.inkwell, by_operator=True, asked_at=START, archived_at=START, due_at=START + DAY
        )


def test_owners_alone_of_that_agency(cast: Cast) -> None:
    closing = asked(cast.otto)

    for name, member in cast.of_inkwell.items():
        if name != "otto":
            with pytest.raises(NotAllowed):
                ask_closing(actor=member, name="Inkwell", now=START)
            with pytest.raises(NotAllowed):
                withdraw_closing(actor=member, now=START)
            assert not AgencyClosing.objects.visible_to(member).exists()
    assert not withdraw_closing(actor=cast.mara, now=START)
    assert AgencyClosing.objects.visible_to(cast.otto).get() == closing
    assert not AgencyClosing.objects.visible_to(cast.mara).exists()


@pytest.mark.parametrize("name", ["", "inkwell", "Northwind", "Inkwell Ltd"])
def test_its_name_is_typed(cast: Cast, name: str) -> None:
    ready(cast.otto)

    with pytest.raises(Invalid) as refused:
        ask_closing(actor=cast.otto, name=name, now=START)

    assert list(refused.value.errors) == ["name"] and day_of(cast.inkwell) is None


def test_a_fresh_archive_comes_first(cast: Cast) -> None:
    def asks(at: dt.datetime) -> None:
        ask_closing(actor=cast.otto, name="Inkwell", now=at)

    with pytest.raises(WrongState, match="Create an archive first"):
        asks(START)
    ready(cast.otto)
    with pytest.raises(WrongState, match="Create an archive first"):
        asks(START + 7 * DAY)
    asks(START + 6 * DAY)


def test_whoever_runs_the_machine_holds_an_archive(cast: Cast) -> None:
    system = System(cast.inkwell)
    with pytest.raises(WrongState):
        ask_closing(actor=system, name="Inkwell", now=START, archived_at=START - 8 * DAY)

    closing, _is_new = ask_closing(actor=system, name="Inkwell", now=START, archived_at=START - DAY)

    assert (closing.by_operator, closing.asked_by) == (True, None)
    assert withdraw_closing(actor=system, now=START)


@pytest.mark.usefixtures("tied")
def test_what_is_open_is_named_or_has_to_be_finished(cast: Cast) -> None:
    ready(cast.otto)

    assert [(tie.words, tie.blocks) for tie in ties_of(cast.inkwell, START)] == [
        ("A dog is out.", True),
        ("Two sheep are not shorn.", False),
    ]
    with pytest.raises(WrongState, match=r"A dog is out\."):
        ask_closing(actor=cast.otto, name="Inkwell", now=START)


def test_open_orders_hold_it_up_and_money_is_named(cast: Cast) -> None:
    order = place_order(cast.clara)
    ready(cast.otto)

    assert [(tie.words, tie.blocks) for tie in ties_of(cast.inkwell, START)] == [
        ("1 order is not completed or cancelled.", True),
        ("1 order has amounts that are not invoiced.", False),
    ]
    assert ties_of(cast.northwind, START) == []
    with pytest.raises(WrongState, match="1 order is not completed"):
        ask_closing(actor=cast.otto, name="Inkwell", now=START)
    type(order).objects.filter(pk=order.pk).update(state="cancelled")
    assert not any(tie.blocks for tie in ties_of(cast.inkwell, START))


def test_no_new_orders_until_then(cast: Cast) -> None:
    asked(cast.otto)
    cast.inkwell.refresh_from_db()
    cast.clara.agency.closes_at = cast.inkwell.closes_at
    make_draft(cast.clara)

    with pytest.raises(WrongState, match="about to close"):
        place_order(cast.clara)


def test_everybody_is_told_once_with_what_becomes_of_them(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.sam.member_id).update(
        suspended_at=START, suspended_by=cast.otto.member_id, suspension_reason="x"
    )
    closing = asked(cast.otto)

    for _again in range(2):
        assert tell_of_closing(closing_id=closing.pk, act="asked", now=START) is None

    mails = {mail.recipient: mail for mail in Mail.objects.filter(kind="agency_closing")}
    everybody = {member.membership.user.email for member in cast.of_inkwell.values()}
    assert mails.keys() == everybody
    assert Mail.objects.filter(kind="agency_closing").count() == len(everybody)
    assert Notice.objects.filter(kind="agency_closing").count() == len(everybody)
    assert "Your account will be deleted too." in mails["clara@inkwell.example"].text
    assert "/account/data/" in mails["clara@inkwell.example"].text
    wanda = mails[cast.wanda.membership.user.email].text
    assert "you also belong to another agency" in wanda
    otto = mails["otto@inkwell.example"].text
    assert "/desk/export/close/" in otto and "last archive" in otto
    notices = Notice.objects.filter(kind="agency_closing")
    assert {row.words for row in notices} == {"Inkwell is going to close. Save what you need."}


def test_telling_goes_on_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.mail.agency_closing.MOST", 3)
    closing = asked(cast.otto)
    after, calls = 0, 0
    while (last := tell_of_closing(closing_id=closing.pk, act="asked", after=after, now=START)) is not None:
        after, calls = last, calls + 1

    assert calls == len(cast.of_inkwell) // 3
    assert Mail.objects.filter(kind="agency_closing").count() == len(cast.of_inkwell)


def test_any_owner_withdraws_it_and_everybody_is_told(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["owner"])
    cast.max.membership.roles = ["owner"]
    closing = asked(cast.otto)

    assert withdraw_closing(actor=cast.max, now=START + DAY)
    assert not withdraw_closing(actor=cast.otto, now=START + DAY)

    closing.refresh_from_db()
    assert (closing.state, day_of(cast.inkwell)) == (ClosingState.WITHDRAWN, None)
    assert tell_of_closing(closing_id=closing.pk, act="asked", now=START) is None
    assert not Mail.objects.filter(kind="agency_closing").exists()
    tell_of_closing(closing_id=closing.pk, act="ended", now=START)
    assert Mail.objects.filter(kind="agency_stays").count() == len(cast.of_inkwell)
    assert "withdrawn" in Mail.objects.filter(kind="agency_stays")[0].text
    assert SecurityEvent.objects.filter(kind="agency_closing_withdrawn").count() == 1
    assert to_the_end(START + 20 * DAY) == 0
    assert ask_closing(actor=cast.otto, name="Inkwell", now=START + 2 * DAY)[1]


def test_everybody_is_reminded_once(cast: Cast) -> None:
    closing = asked(cast.otto)

    assert remind_of_closings(now=START + 11 * DAY - dt.timedelta(seconds=1)) == 0
    assert [remind_of_closings(now=START + 11 * DAY) for _again in range(2)] == [1, 0]

    assert [job.args["act"] for job in waiting("accounts.tell_of_agency_closing")] == ["asked", "soon"]
    tell_of_closing(closing_id=closing.pk, act="soon", now=START)
    assert Mail.objects.filter(kind="agency_closing").count() == len(cast.of_inkwell)


def test_nothing_is_done_before_its_day(cast: Cast) -> None:
    asked(cast.otto)

    assert to_the_end(START + 14 * DAY - dt.timedelta(seconds=1)) == 0


def test_what_has_begun_meanwhile_stops_it(cast: Cast) -> None:
    closing = asked(cast.otto)
    place_order(cast.clara)

    assert to_the_end(START + 14 * DAY) == 1

    closing.refresh_from_db()
    assert (closing.state, day_of(cast.inkwell)) == (ClosingState.STOPPED, None)
    assert cast.inkwell.suspended_at is None and cast.inkwell.domains.exists()
    tell_of_closing(closing_id=closing.pk, act="ended", now=START)
    assert "something has to be finished first" in Mail.objects.filter(kind="agency_stays")[0].text


def test_once_it_has_begun_there_is_no_way_back(cast: Cast) -> None:
    asked(cast.otto)
    assert close_due(now=START + 14 * DAY) == 1

    with pytest.raises(WrongState, match="too late"):
        withdraw_closing(actor=cast.otto, now=START + 14 * DAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_make_one(rounds: int) -> None:
    cast = load_cast()
    ready(cast.otto)
    for _turn in range(max(2, rounds // 5)):
        pairs = race([lambda: ask_closing(actor=cast.otto, name="Inkwell", now=START)] * 2)

        assert pairs[0][0].pk == pairs[1][0].pk and sorted(new for _row, new in pairs) == [False, True]
        withdraw_closing(actor=cast.otto, now=START)

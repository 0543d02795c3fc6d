"""Consent to samples: who asks and who answers, what each answer allows, and that it ends at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.actions.people import end_membership
from agencies.models import Membership
from orders.models import Order, OrderEvent
from project.base import clock
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import LinkHolder, Member, Public
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR, account_of
from tests.helpers.races import each_round, race
from tests.helpers.story import TEXT, Story
from tests.writers.helpers.consents import EXCERPT, answered, asked, shown
from writers.actions.consents import (
    LINK,
    answer_consent,
    ask_consent,
    end_consents,
    opened,
    set_consent,
    withdraw_consent,
)
from writers.actions.non_disclosures import lift_nda, set_nda
from writers.actions.portfolio_publishing import publish_sample
from writers.models import PortfolioEvent, PortfolioSample, SampleConsent
from writers.rules.consents import key_of
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Audience, ConsentLevel, PortfolioVerb

pytestmark = pytest.mark.django_db
GRANTING = [level for level in ConsentLevel if level != ConsentLevel.NEVER]


def verbs(story: Story) -> list[str]:
    rows = OrderEvent.objects.filter(order=story.order, verb__regex="consent|nda")
    return list(rows.values_list("verb", flat=True))


def is_public(sample: PortfolioSample) -> bool:
    agency = sample.agency
    return PortfolioSample.objects.public(agency).filter(pk=sample.pk).exists()


def test_the_writer_asks_once_and_the_second_click_changes_nothing(cast: Cast) -> None:
    story, consent = asked(cast)

    again = ask_consent(actor=cast.wendell, message="Another", order=story.order, now=story.now + HOUR)

    assert again == consent and SampleConsent.objects.get().message == "May I show it?"
    assert verbs(story) == ["ask_consent"] and consent.asked_of_id == cast.clara.member_id


def test_only_the_orders_writer_asks(cast: Cast) -> None:
    story = Story(cast).completed()

    for name, member in cast.of_inkwell.items():
        if name != "wendell":
            with pytest.raises(NotAllowed):
                ask_consent(actor=member, order=story.order, message="", now=story.now)
    for member in (cast.nora, cast.wanda_northwind):
        with pytest.raises(NotAllowed):
            ask_consent(actor=member, order=story.order, message="", now=story.now)
    assert not SampleConsent.objects.exists()


@pytest.mark.parametrize("stage", ["assigned", "in_review", "delivered"])
def test_nobody_is_asked_before_the_order_is_completed(cast: Cast, stage: str) -> None:
    story = getattr(Story(cast), stage)()

    with pytest.raises(WrongState):
        ask_consent(actor=cast.wendell, message="", **story.tick())


@pytest.mark.parametrize("level", list(ConsentLevel))
def test_nobody_is_asked_again_after_an_answer(cast: Cast, level: str) -> None:
    story, _consent = answered(cast, level)

    with pytest.raises(WrongState):
        ask_consent(actor=cast.wendell, message="", **story.tick())


def test_only_those_who_may_order_answer(cast: Cast) -> None:
    story, consent = asked(cast)

    for name, member in cast.of_inkwell.items():
        if name != "clara":
            with pytest.raises(NotAllowed):
                answer_consent(actor=member, consent=consent, level="full", until=None, now=story.now)
            with pytest.raises(NotAllowed):
                withdraw_consent(actor=member, consent=consent, now=story.now)
    with pytest.raises(NotVisible):
        answer_consent(actor=cast.nick, consent=consent, level="full", until=None, now=story.now)
    consent.refresh_from_db()
    assert consent.level == ""


def test_the_client_says_it_before_anybody_asks(cast: Cast) -> None:
    story = Story(cast).assigned()

    consent = set_consent(actor=cast.clara, level="anonymised", until=None, **story.tick())

    assert (consent.asked_at, consent.level, consent.writer_id) == (
        None,
        "anonymised",
        cast.wendell.member_id,
    )
    assert verbs(story) == ["answer_consent"]


def test_nothing_can_be_said_of_an_order_without_a_writer(cast: Cast) -> None:
    with pytest.raises(WrongState):
        set_consent(actor=cast.clara, level="full", until=None, **Story(cast).tick())


@pytest.mark.parametrize("level", ["", "everything"])
def test_no_level_is_chosen_for_anybody(cast: Cast, level: str) -> None:
    story, consent = asked(cast)

    with pytest.raises(Invalid) as refusal:
        answer_consent(actor=cast.clara, consent=consent, level=level, until=None, now=story.now)

    assert list(refusal.value.errors) == ["level"]


def test_it_holds_to_the_end_of_its_day_in_the_agencys_zone(cast: Cast) -> None:
    _story, consent = answered(cast, until=dt.date(2026, 6, 30))

    assert consent.holds_until == dt.datetime(2026, 6, 30, 23, tzinfo=dt.UTC)  # summer time in London


def test_the_link_answers_once_and_needs_nobody_signed_in(cast: Cast) -> None:
    story, consent = asked(cast)
    holder, found = opened(key=key_of(consent), agency=cast.inkwell, now=story.now)

    answer_consent(actor=holder, consent=found, level="excerpt", until=None, now=story.now)
    answer_consent(actor=holder, consent=found, level="excerpt", until=None, now=story.now)  # a second click
    with pytest.raises(WrongState):
        answer_consent(actor=holder, consent=found, level="full", until=None, now=story.now)

    consent.refresh_from_db()
    assert (consent.level, consent.answered_by_id) == ("excerpt", None)
    assert OrderEvent.objects.get(verb="answer_consent").actor_id == cast.clara.member_id


def test_a_link_opens_nothing_once_it_is_over_elsewhere_or_of_somebody_who_left(cast: Cast) -> None:
    story, consent = asked(cast)
    key = key_of(consent)

    for agency, now in ((cast.northwind, story.now), (cast.inkwell, story.now + 31 * DAY)):
        with pytest.raises(NotVisible):
            opened(key=key, agency=agency, now=now)
    with pytest.raises(NotVisible):
        opened(key="0" * 48, agency=cast.inkwell, now=story.now)
    end_membership(actor=cast.otto, member=cast.clara.membership, now=story.now)
    with pytest.raises(NotVisible):
        opened(key=key, agency=cast.inkwell, now=story.now)


def test_the_holder_of_another_link_answers_nothing(cast: Cast) -> None:
    story, consent = asked(cast)

    for viewer, refusal in (
        (LinkHolder(cast.inkwell, kind=LINK, public_id="another0id"), NotVisible),
        (LinkHolder(cast.inkwell, kind="quote", public_id=consent.public_id), NotVisible),
        (Public(cast.inkwell), NotAllowed),
    ):
        with pytest.raises(refusal):
            answer_consent(actor=viewer, consent=consent, level="full", until=None, now=story.now)


def test_only_the_hash_of_the_link_is_stored(cast: Cast) -> None:
    _story, consent = asked(cast)

    assert key_of(consent) not in str(list(SampleConsent.objects.values()))


@pytest.mark.parametrize("level", GRANTING)
def test_withdrawing_takes_every_sample_offline_at_once(cast: Cast, level: str) -> None:
    story, consent, sample = shown(cast, level)
    version = sample.portfolio.version

    withdraw_consent(actor=cast.clara, consent=consent, now=story.now)

    sample.refresh_from_db()
    assert sample.published_at is None and not is_public(sample) and sample.portfolio.version > version
    assert PortfolioEvent.objects.get().verb == PortfolioVerb.UNPUBLISH_SAMPLE
    assert why_not(sample, story.now)


def test_withdrawing_twice_is_one_act(cast: Cast) -> None:
    story, consent, _sample = shown(cast)

    for _click in range(2):
        withdraw_consent(actor=cast.clara, consent=consent, now=story.now)

    assert verbs(story) == ["ask_consent", "answer_consent", "withdraw_consent"]


def test_a_lower_level_takes_offline_what_it_does_not_allow_and_nothing_else(cast: Cast) -> None:
    story, consent, whole = shown(cast, body=TEXT)
    part, linked = (
        PortfolioSample.objects.create(
            **{
                **{
                    field.name: getattr(whole, field.name)
                    for field in whole._meta.fields
                    if field.name != "id"
                },
                "public_id": name * 10,
                "position": place,
                "body": EXCERPT,
                "audience": audience,
            }
        )
        for place, name, audience in ((2, "b", Audience.PUBLIC), (3, "c", Audience.LINK))
    )

    def left() -> set[int]:
        return set(PortfolioSample.objects.filter(published_at__isnull=False).values_list("pk", flat=True))

    for level, expected in (
        ("full", {whole.pk, part.pk, linked.pk}),
        ("excerpt", {part.pk, linked.pk}),
        ("private", {linked.pk}),
        ("never", set()),
    ):
        answer_consent(actor=cast.clara, consent=consent, level=level, until=None, now=story.now)
        assert left() == expected, level


def test_after_its_day_nothing_is_shown_even_before_the_sweep(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = clock.now().date() + 30 * DAY
    _story, consent, sample = shown(cast, until=until)
    assert is_public(sample) and consent.holds_until is not None

    monkeypatch.setattr(clock, "now", lambda: consent.holds_until)
    assert not is_public(sample)

    assert end_consents(agency=cast.inkwell, now=consent.holds_until) == 1
    assert end_consents(agency=cast.inkwell, now=consent.holds_until) == 0
    sample.refresh_from_db()
    assert sample.published_at is None


def test_an_agreement_blocks_asking_and_publishing_and_ends_what_is_shown(cast: Cast) -> None:
    story, _consent, sample = shown(cast)

    set_nda(actor=cast.clara, order=story.order, now=story.now)
    set_nda(actor=cast.sam, order=story.order, now=story.now)  # held already

    sample.refresh_from_db()
    assert sample.published_at is None and why_not(sample, story.now)
    lift_nda(actor=cast.max, order=story.order, now=story.now)
    sample.refresh_from_db()
    assert sample.published_at is None and not why_not(sample, story.now)
    assert verbs(story)[2:] == ["set_nda", "desk_lift_nda"]


def test_under_an_agreement_nobody_is_asked(cast: Cast) -> None:
    story = Story(cast).completed()
    set_nda(actor=cast.sam, order=story.order, now=story.now)

    with pytest.raises(WrongState):
        ask_consent(actor=cast.wendell, message="", **story.tick())


def test_neither_writer_nor_editor_sets_an_agreement(cast: Cast) -> None:
    story = Story(cast).completed()

    for member in (cast.wendell, cast.wanda, cast.edith):
        for act in (set_nda, lift_nda):
            with pytest.raises(NotAllowed):
                act(actor=member, order=story.order, now=story.now)


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_and_a_second_answer_leave_one_truth(cast: Cast) -> None:
    for _round in each_round(3):
        story, consent, sample = shown(cast)

        def withdraws(consent: Any = consent, story: Any = story) -> Any:
            return withdraw_consent(actor=cast.clara, consent=consent, now=story.now)

        def lowers(consent: Any = consent, story: Any = story) -> Any:
            return answer_consent(actor=cast.clara, consent=consent, level="never", until=None, now=story.now)

        assert not [found for found in race([withdraws, lowers]) if isinstance(found, Exception)]
        sample.refresh_from_db()
        assert sample.published_at is None


def test_the_link_opens_nothing_under_an_agreement(cast: Cast) -> None:
    story, consent = asked(cast)
    set_nda(actor=cast.sam, order=story.order, now=story.now)

    with pytest.raises(NotVisible):
        opened(key=key_of(consent), agency=cast.inkwell, now=story.now)


def test_a_question_that_nobody_answered_in_time_is_asked_anew(cast: Cast) -> None:
    story, consent = asked(cast)
    old = key_of(consent)

    again = ask_consent(actor=cast.wendell, message="Again", order=story.order, now=story.now + 31 * DAY)

    assert again.message == "Again" and verbs(story) == ["ask_consent", "ask_consent"]
    assert opened(key=key_of(again), agency=cast.inkwell, now=story.now + 32 * DAY)
    with pytest.raises(NotVisible):
        opened(key=old, agency=cast.inkwell, now=story.now)


def colleague(cast: Cast, member: Member, role: str) -> Member:
    """Somebody of Clara's account, who is a client beside whatever they are."""
    account_of(cast.clara).people.create(agency=cast.inkwell, membership=member.membership, role=role)
    rows = Membership.objects.filter(pk=member.member_id)
    rows.update(roles=[*member.membership.roles, "client"])
    return Member(cast.inkwell, membership=rows.select_related("user", "agency").get())


def test_another_who_may_order_is_asked_once_the_first_is_gone(cast: Cast) -> None:
    story, _consent = asked(cast)
    other = colleague(cast, cast.wanda, "orderer")
    account_of(cast.clara).people.filter(membership=cast.clara.membership).update(role="reader")

    again = ask_consent(actor=cast.wendell, message="Again", **story.tick())

    assert again.asked_of_id == other.member_id
    assert OrderEvent.objects.filter(verb="ask_consent").latest("id").person_id == other.member_id


def test_nobody_is_asked_where_nobody_may_answer(cast: Cast) -> None:
    story = Story(cast).completed()
    account_of(cast.clara).people.update(role="reader")

    with pytest.raises(WrongState):
        ask_consent(actor=cast.wendell, message="", **story.tick())


def test_the_writer_never_answers_themselves(cast: Cast) -> None:
    story, consent = asked(cast)
    writer = colleague(cast, cast.wendell, "payer")

    with pytest.raises(NotAllowed):
        answer_consent(actor=writer, consent=consent, level="full", until=None, now=story.now)
    with pytest.raises(NotAllowed):
        set_consent(actor=writer, level="full", until=None, **story.tick())
    SampleConsent.objects.update(asked_of=writer.membership)
    with pytest.raises(NotVisible):
        opened(key=key_of(consent), agency=cast.inkwell, now=story.now)
    Order.objects.update(writer=cast.wanda.membership)
    with pytest.raises(NotAllowed):
        answer_consent(actor=writer, consent=consent, level="full", until=None, now=story.now)


def test_who_is_no_client_any_longer_reads_no_consent(cast: Cast) -> None:
    asked(cast)
    assert SampleConsent.objects.visible_to(cast.clara).exists()
    rows = Membership.objects.filter(pk=cast.clara.member_id)
    rows.update(roles=["writer"])

    assert not SampleConsent.objects.visible_to(Member(cast.inkwell, membership=rows.get())).exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_and_withdrawing_at_once_leave_nothing_on_show(cast: Cast) -> None:
    for _round in each_round(4):
        story, consent, sample = shown(cast, published_at=None)

        def publishes(sample: Any = sample, story: Any = story) -> Any:
            return publish_sample(actor=cast.wendell, sample=sample, now=story.now)

        def withdraws(consent: Any = consent, story: Any = story) -> Any:
            return withdraw_consent(actor=cast.clara, consent=consent, now=story.now)

        found = race([publishes, withdraws, publishes, withdraws])

        assert not {type(one).__name__ for one in found if isinstance(one, Exception)} - {"WrongState"}
        sample.refresh_from_db()
        assert sample.published_at is None and not is_public(sample)

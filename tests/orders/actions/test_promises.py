"""A priced promise is kept or changed in the open: what each line promises, and every act that could break
it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import Mail
from billing.actions.invoices import issue_invoice
from catalog.pricing.formula import KINDS
from orders.actions import deadlines, extensions, offers, offers_bulk, reassigning, revision_assignment
from orders.models import Order
from orders.rules.promises import PROMISES, named_writer_at_stake, urgency_at_stake
from orders.states.promises import PriceAnswer
from project.base.errors import Invalid
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import DAY, HOUR, place_order, save_seller
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, REVISION_FEE, Story
from tests.orders.helpers.post import JOBS, Post, phrases
from tests.orders.helpers.support import url_of
from tests.writers.helpers.auto_accept import rule
from tests.writers.helpers.pool import put, taken_back
from writers.actions.pool_answers import take_from_pool
from writers.actions.sweeps import settle_acceptances

pytestmark = pytest.mark.django_db
LATER = START + HOUR
KEEP, TAKE = PriceAnswer.KEEP, PriceAnswer.TAKE_BACK


def preferring(cast: Cast, **fields: Any) -> Order:
    return place_order(cast.clara, preferred_writer=cast.wendell.membership, **fields)


def acts(order: Order) -> list[str]:
    names = ("release_preferred", "keep_preferred", "lower_urgency", "keep_urgency")
    return list(order.events.filter(verb__in=names).values_list("verb", flat=True))


def test_the_table_of_promises_names_every_kind_of_line() -> None:
    assert PROMISES.keys() == set(KINDS)


@pytest.mark.parametrize("app", ["orders", "writers"])
def test_whatever_gives_the_work_asks_the_rule(app: str) -> None:
    """Each action that writes an order's writer, a revision's assignee or the client's deadline is in a
    module that settles what was promised, or is named here with the reason."""
    excused = {
        "holding.py": "a hold moves the deadline by the time that nobody worked",
        "placing.py": "makes the promise",
        "auto_acceptance.py": "may be undone: settle_giving follows; undone, the order waits again",
    }
    breaking = {"writer", "assignee", "client_deadline"}
    for path in sorted(Path(settings.BASE_DIR, app, "actions").glob("*.py")):
        source = path.read_text()
        targets = [
            target
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Assign)
            for target in node.targets
        ]
        names = {
            part.attr
            for target in targets
            for part in (target.elts if isinstance(target, ast.Tuple) else [target])
            if isinstance(part, ast.Attribute)
            and getattr(part.value, "id", "") in ("order", "stored", "revision")
        }
        settles = "release_preferred" in source or "settle_urgency" in source
        assert not names & breaking or settles or path.name in excused, path.name


# --- the named writer, by every act that gives the work to somebody else ---


def assigned(cast: Cast, order: Order, answer: str) -> None:
    facts = {"fee": FEE, "now": LATER, "named_writer": answer}
    offers.assign_order(actor=cast.max, order=order, writer=cast.wanda.membership, **facts)


def offered(cast: Cast, order: Order, answer: str) -> None:
    facts = {"fee": FEE, "now": LATER, "named_writer": answer}
    offers.offer_order(actor=cast.max, order=order, writers=[cast.wanda.membership], **facts)
    assert acts(order) == []  # not before somebody has it
    offers.accept_offer(actor=cast.wanda, order=order, now=LATER)


def reassigned(cast: Cast, order: Order, answer: str) -> None:
    facts: dict[str, Any] = {"actor": cast.max, "order": order, "fee": FEE, "now": LATER}
    offers.assign_order(writer=cast.wendell.membership, **facts)
    reassigning.reassign_order(writer=cast.wanda.membership, named_writer=answer, **facts)


def assigned_with_others(cast: Cast, order: Order, answer: str) -> None:
    facts = {"writer": cast.wanda.membership, "now": LATER, "named_writer": answer}
    (outcome,) = offers_bulk.assign_orders(actor=cast.max, fees=[(order, FEE)], **facts)
    assert outcome.done


def offered_with_others(cast: Cast, order: Order, answer: str) -> None:
    facts: dict[str, Any] = {"hours": 24, "now": LATER, "named_writer": answer}
    (outcome,) = offers_bulk.offer_orders(
        actor=cast.max, fees=[(order, FEE)], writers=[cast.wanda.membership], **facts
    )
    assert outcome.done
    offers.accept_offer(actor=cast.wanda, order=order, now=LATER)


PATHS = [assigned, offered, reassigned, assigned_with_others, offered_with_others]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("answer", "told"),
    [("", "release_preferred"), (TAKE, "release_preferred"), (KEEP, "keep_preferred")],
)
def test_the_desk_says_what_becomes_of_the_surcharge(
    cast: Cast, path: Callable[[Cast, Order, str], None], answer: str, told: str
) -> None:
    order = preferring(cast)
    amount = named_writer_at_stake(order)
    assert amount > 0
    path(cast, order, answer)
    assert acts(order) == [told]
    assert taken_back(order) == ([] if answer == KEEP else [-amount])


def test_kept_for_one_writer_it_is_asked_again_for_the_next(cast: Cast) -> None:
    order = preferring(cast)
    assigned(cast, order, KEEP)
    facts: dict[str, Any] = {"actor": cast.max, "order": order, "fee": FEE, "now": LATER}
    reassigning.reassign_order(writer=cast.wendell.membership, **facts)
    reassigning.reassign_order(writer=cast.wanda.membership, **facts)
    assert acts(order) == ["keep_preferred", "release_preferred"]


def test_the_pool_takes_it_back_unasked(cast: Cast) -> None:
    order = preferring(cast)
    take_from_pool(actor=cast.wanda, entry=put(cast, order), now=LATER)
    assert acts(order) == ["release_preferred"]


@pytest.mark.parametrize(("answer", "expected"), [("", ["release_preferred"]), (KEEP, ["keep_preferred"])])
def test_a_rule_that_accepts_does_what_the_offer_said(cast: Cast, answer: str, expected: list[str]) -> None:
    rule(cast.wanda)
    order = preferring(cast)
    offers.offer_order(
        actor=cast.max, order=order, writers=[cast.wanda.membership], fee=FEE, now=LATER, named_writer=answer
    )
    assert Order.objects.get(pk=order.pk).writer_id == cast.wanda.member_id and acts(order) == []
    for _again in range(2):
        settle_acceptances(agency=cast.inkwell, now=LATER + DAY)
    assert acts(order) == expected


@pytest.mark.parametrize(
    ("answer", "expected"), [("", []), (TAKE, ["release_preferred"]), (KEEP, ["keep_preferred"])]
)
def test_after_a_delivery_the_desk_decides(cast: Cast, answer: str, expected: list[str]) -> None:
    """A revision that somebody else does: the named writer wrote what was delivered."""
    story = Story(cast, preferred_writer=cast.wendell.membership).revision_requested()
    revision_assignment.assign_revision(
        actor=cast.max,
        revision=story.revision,
        person=cast.wanda.membership,
        fee=REVISION_FEE,
        now=story.now,
        named_writer=answer,
    )
    assert acts(story.order) == expected


def test_the_client_is_told_that_the_price_stays(cast: Cast, post: Post) -> None:
    order = preferring(cast)
    post.skip()
    assigned(cast, order, KEEP)
    assert phrases(post.empty())["clara"] == "Another writer for your order"
    page = browser(cast.clara).get(url_of(order)).content.decode()
    assert "as agreed with the client, the surcharge of" in page
    assert "surcharge" not in browser(cast.wanda).get(url_of(order)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_reassigns_at_once_take_it_back_once(rounds: int) -> None:
    for _round in each_round(rounds):
        cast = load_cast()
        order = preferring(cast)
        facts: dict[str, Any] = {"actor": cast.max, "order": order, "fee": FEE, "now": LATER}
        offers.assign_order(writer=cast.wendell.membership, **facts)
        act = partial(reassigning.reassign_order, writer=cast.wanda.membership, named_writer=TAKE, **facts)
        other = partial(reassigning.reassign_order, writer=cast.wanda.membership, named_writer=KEEP, **facts)
        results = race([act, other])
        assert kinds(results) == {"Order": 1, "Invalid": 1}  # she has it already
        assert len(acts(order)) == 1


# --- on the pages and by the API ---


def test_the_page_asks_only_where_something_is_at_stake(cast: Cast, monday: None) -> None:
    asked = "Surcharge for the preferred writer"
    desk = browser(cast.max)
    assert asked in desk.get(url_of(preferring(cast), "assignment/")).content.decode()
    assert asked not in desk.get(url_of(place_order(cast.clara), "assignment/")).content.decode()
    order = preferring(cast)
    sent = {"writers": cast.wanda.membership.public_id, "fee": "90.00", "named_writer": "keep"}
    assert desk.post(url_of(order, "assignment/"), sent).status_code == 302
    assert acts(order) == ["keep_preferred"]


def test_several_are_asked_for_at_once_with_their_list(cast: Cast, monday: None) -> None:
    one, other = preferring(cast), place_order(cast.clara)
    url = f"/desk/assign/?how=assign&n={one.number}&n={other.number}"
    page = browser(cast.max).get(url).content.decode()
    assert f"{one.number} ({cast.wendell.membership.public_name})" in page
    assert f"{other.number} (" not in page


def test_by_the_api(cast: Cast, monday: None) -> None:
    order = preferring(cast)
    body = {"writer": cast.wanda.membership.public_id, "fee": "90.00", "named_writer": "nothing"}
    path = f"orders/orders/{order.number}/assign/"
    assert Api(cast.max).post(path, body).errors.keys() == {"named_writer"}
    assert Api(cast.max).post(path, {**body, "named_writer": "keep"}).status == 200
    assert acts(order) == ["keep_preferred"]


def test_a_credit_note_can_follow(cast: Cast) -> None:
    order = preferring(cast)
    save_seller(cast.otto)
    issue_invoice(actor=cast.max, order=order, now=LATER)
    reassigned(cast, order, TAKE)
    note = issue_invoice(actor=cast.max, order=order, now=LATER + HOUR)
    assert note.total == sum(taken_back(order)) < 0


# --- urgency ---


def urgent(cast: Cast, **fields: Any) -> Order:
    order = place_order(cast.clara, deadline=START + 20 * HOUR, **fields)
    assert order.urgency is not None
    return order


def later(order: Order, days: int = 20) -> dict[str, Any]:
    return {"client_deadline": START + days * DAY, "writer_deadline": START + (days - 1) * DAY}


def test_what_is_taken_back_is_what_the_later_deadline_costs_less(cast: Cast) -> None:
    """Also with a named writer, whose surcharge is a percentage of the work."""
    for fields in ({}, {"preferred_writer": cast.wendell.membership}):
        plain = place_order(cast.clara, deadline=START + 20 * DAY, **fields)
        order = urgent(cast, **fields)
        difference = total(order) - total(plain)
        assert urgency_at_stake(order, START + 20 * DAY) == difference > 0
        deadlines.change_deadlines(actor=cast.sam, order=order, now=LATER, urgency=TAKE, **later(order))
        assert taken_back(order) == [-difference]
        assert urgency_at_stake(Order.objects.get(pk=order.pk), START + 30 * DAY) == 0


def total(order: Order) -> Decimal:
    return sum((line.amount for line in order.lines.all()), Decimal(0))


def test_the_named_writer_costs_less_once_the_urgency_is_gone(cast: Cast) -> None:
    """Both taken back together are exactly what the order costs more than a plain one."""
    order = urgent(cast, preferred_writer=cast.wendell.membership)
    plain = place_order(cast.clara, deadline=START + 20 * DAY)
    deadlines.change_deadlines(actor=cast.sam, order=order, now=LATER, urgency=TAKE, **later(order))
    assigned(cast, order, TAKE)
    assert sum(taken_back(order)) == total(plain) - total(order)


def test_without_an_answer_the_deadline_stays(cast: Cast) -> None:
    order = urgent(cast)
    with pytest.raises(Invalid) as refused:
        deadlines.change_deadlines(actor=cast.sam, order=order, now=LATER, **later(order))
    assert refused.value.errors.keys() == {"urgency"}
    assert Order.objects.get(pk=order.pk).client_deadline == order.client_deadline


def test_kept_by_agreement_the_client_is_told(cast: Cast, post: Post) -> None:
    order = urgent(cast)
    post.skip()
    deadlines.change_deadlines(actor=cast.sam, order=order, now=LATER, urgency=KEEP, **later(order))
    assert (acts(order), taken_back(order)) == (["keep_urgency"], [])
    for job in post.waiting():
        JOBS[job.task_name](**job.args)
    told = Mail.objects.filter(recipient=cast.clara.membership.user.email).values_list("subject", flat=True)
    assert any("Later deadline, same price" in subject for subject in told)


def test_a_sooner_or_equally_priced_deadline_asks_nothing(cast: Cast) -> None:
    order = place_order(cast.clara, deadline=START + 20 * DAY)
    deadlines.change_deadlines(actor=cast.sam, order=order, now=LATER, **later(order, 30))
    assert acts(order) == []


def test_an_extension_asks_the_same(cast: Cast) -> None:
    story = Story(cast, deadline=START + 40 * HOUR).in_progress()
    ask = extensions.ask_extension(
        actor=cast.wendell, wanted=START + 15 * DAY, reason="The archive", **story.tick()
    )
    facts = {"actor": cast.sam, "ask": ask.public_id, **later(story.order)}
    with pytest.raises(Invalid) as refused:
        extensions.grant_extension(**facts, **story.tick())
    assert refused.value.errors.keys() == {"urgency"}
    extensions.grant_extension(urgency=TAKE, **facts, **story.tick())
    assert acts(story.order) == ["lower_urgency"]


def test_the_page_of_deadlines_asks_beside_the_field(cast: Cast, monday: None) -> None:
    order = urgent(cast)
    desk, url = browser(cast.sam), url_of(order, "deadlines/")
    assert "Price, if the later deadline would cost less" in desk.get(url).content.decode()
    sent = {"client_deadline": "2026-03-25T10:00", "writer_deadline": "2026-03-24T10:00"}
    refused = desk.post(url, sent)
    assert refused.status_code == 422 and "would cost" in refused.content.decode()
    assert desk.post(url, {**sent, "urgency": "take_back"}).status_code == 302
    assert acts(order) == ["lower_urgency"]

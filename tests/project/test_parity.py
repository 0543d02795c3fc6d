"""One verb, two doors: which verbs have only one of them, and why; and that both doors do the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from orders.actions.moving import ORDERS
from orders.models import Order, OrderEvent
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import HOUR
from tests.orders.helpers.support import stop_clock
from tests.orders.helpers.verbs import DOORS, play, sent
from tests.project.helpers.parity import named_in, verbs

#: Steps within a verb, which both doors take by calling that verb.
INNER = {
    "cohorts.members.locked_member",
    "cohorts.moving.locked_cohort",
    "cohorts.moving.move_cohort",
    "cohorts.moving.note",
    "cohorts.placing_job.order_prepared",
    "accounts.sign_outs.require_may_recover",
    "accounts.stored_answers.answer_once",
    "accounts.tokens.revoke_rows",
    "agencies.closing.end_closing",
    "agencies.closing.move_closing",
    "agencies.erasure.erase",
    "agencies.files.attach_all",
    "agencies.import_moving.begin",
    "agencies.invitations.invite_imported",
    "agencies.invitations.note_invitation",
    "agencies.marks.delete_marked",
    "agencies.marks.make_mark",
    "agencies.people.lock_with_owners",
    "agencies.people.note_people_act",
    "agencies.people.require_grant",
    "agencies.security_log.log_event",
    "agencies.claim_moving.move_claim",
    "agencies.domains.lock_claim",
    "agencies.webhooks.lock_webhook",
    "billing.invoice_writing.write_invoice",
    "clients.account_events.note_account",
    "clients.favourites.keep_writer",
    "clients.taxing.set_reverse_charge",
    "clients.trying_out.make_trial_account",
    "drafts.drafts.locked_draft",
    "cohorts.sessions.locked_class",
    "cohorts.sessions.locked_session",
    "orders.acceptance.complete",
    "orders.calling_off.end_order",
    "orders.deadlines.change_deadlines",
    "orders.deadlines.change_revision_due",
    "orders.deliveries.delivered_before",
    "orders.messages.drop_lost_threads",
    "orders.locking.locked_order",
    "orders.locking.locked_revision",
    "orders.moving.move_order",
    "orders.moving.record",
    "orders.moving.record_imported",
    "orders.offer_steps.end_open_offers",
    "orders.offer_steps.take_offer",
    "orders.offers.end_offer",
    "orders.offers.make_offer",
    "orders.placing.place_order",
    "orders.preferred_writer.release_preferred",
    "orders.reassigning.hand_over",
    "orders.revision_moving.go_back",
    "orders.revision_moving.note_event",
    "orders.revision_requests.note_points",
    "orders.revision_work.answer_and_deliver",
    "orders.urgency_price.settle_urgency",
    "orders.waiting_files.use_waiting",
    "orders.waiting_files.waiting_files",
    "quotes.asking.begin_prepared",
    "quotes.moving.locked_quote",
    "quotes.moving.move_quote",
    "quotes.moving.note_quote",
    "quotes.sending.agreed_price",
    "quotes.sending.write_version",
    "support.ticket_handling.assign_ticket",
    "support.ticket_handling.prioritise_ticket",
    "support.ticket_tags.add_tags",
    "support.disputes_moving.locked_dispute",
    "support.disputes_moving.note",
    "support.disputes_moving.say",
    "support.disputes_outcomes.carry_out",
    "support.disputes_terms.write_proposal",
    "support.ticket_messages.say",
    "support.ticket_messages.sent_before",
    "support.ticket_moves.locked_ticket",
    "support.ticket_moves.locked_where_it_goes",
    "support.ticket_moves.move_ticket",
    "support.ticket_moves.settle",
    "writers.consents_ending.unpublish_what_may_not_show",
    "writers.feedback.begin_feedback",
    "writers.feedback_edits.locked_with_order",
    "writers.feedback_moves.locked_feedback",
    "writers.feedback_edits.take_offline",
    "writers.feedback_levels.keep_levels",
    "writers.feedback_moves.leave_event",
    "writers.people.locked_writer",
    "writers.portfolio.held_portfolio",
    "writers.portfolio_moves.hide_if_it_must",
    "writers.portfolio_moves.leave_event",
    "writers.portfolio_moves.take_offline",
    "writers.portfolio_moves.unpublish_sample",
    "writers.portfolio_sample_files.keep_file",
    "writers.portfolio_samples.held_sample",
    "writers.portfolio_samples.note_change",
    "writers.rates.check_day",
    "writers.rates.offered_level",
}
#: Verbs without a door of the API -> why.
NO_API = {
    "accounts.factor_resets.ask_reset": "Ways to sign in are changed where one signs in, in a browser.",
    "accounts.factor_resets.confirm_reset": "As ask_reset.",
    "accounts.factor_resets.withdraw_reset": "As ask_reset.",
    "accounts.factor_resets.stop_reset": "The answer to a mailed link, by whoever holds it.",
    "accounts.people.register_invited": "Signing up by a mailed link: there is nobody yet who could call.",
    "agencies.closing.ask_closing": "Nobody closes an agency by a program.",
    "agencies.closing.withdraw_closing": "As ask_closing.",
    "agencies.hints.dismiss_hint": "A hint stands on pages alone.",
    "agencies.invitation_use.redeem_invitation": "The answer to a mailed link.",
    "agencies.people.join_as_client": "Signing up: there is no member yet who could call.",
    "cohorts.bookings.book_many": "A program books one seat after the other.",
    "cohorts.member_briefs.save_brief": "By a mailed link: a member of a class has no account.",
    "cohorts.member_briefs.send_brief": "As save_brief.",
    "cohorts.member_links.revoke_own_link": "Where whoever holds the link sees all that opens something.",
    "writers.portfolio_arranging.add_collection": "Collections are arranged by eye, on a page.",
    "writers.portfolio_arranging.rename_collection": "As add_collection.",
    "writers.portfolio_arranging.delete_collection": "As add_collection.",
    "writers.portfolio_arranging.move_collection": "As add_collection.",
    "writers.portfolio_photos.set_portfolio_photo": "A photo is chosen by eye, and shown at once.",
    "writers.portfolio_photos.remove_portfolio_photo": "As set_portfolio_photo.",
    "writers.portfolio_approval.set_policy": "A policy is set once, where its effect is explained.",
    "drafts.files.bring_back": "Undoes a click for two minutes; a program uploads its file again.",
    "writers.saved_comments.save_point": "A program saves the words of a point as a comment: save_comment.",
}
#: Verbs without a page -> why.
NO_PAGE = {
    "drafts.draft_views.note_viewed": "Reading a page writes nothing.",
    "orders.deliveries.deliver": "A page sends text and answers at once: answer_and_deliver.",
    "orders.preset_orders.order_with_preset": "On pages a person completes the draft first.",
    "orders.revision_verdicts.accept_points": "The page has a verdict for each point: judge_points.",
    "orders.revision_verdicts.reopen_points": "The page has a verdict for each point: judge_points.",
    "orders.revision_work.complete_revision": "The page of the order delivers: answer_and_deliver.",
    "orders.revision_work.start_revision": "The page of the order starts it: start_work.",
    "orders.waiting_files.delete_waiting": "Pages send files with the form that uses them.",
    "orders.waiting_files.upload_for_order": "Pages send files with the form that uses them.",
    "writers.portfolio_figures.update_figures": "The clock does it each night.",
    "writers.editor_workload.reset_workload": "On the page, somebody types the default numbers.",
}


def test_every_verb_has_both_doors_or_a_reason() -> None:
    known = {full: name for full, name in verbs().items() if full not in INNER}
    pages, api = named_in("views", "adapters", "receivers", "forms"), named_in("api")

    assert set(verbs()) >= INNER
    assert {full for full, name in known.items() if name not in api} == set(NO_API)
    assert {full for full, name in known.items() if name not in pages} == set(NO_PAGE)


PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")
#: Those with the most verbs; the others only with --slow.
STAGES = ("offered", "asked", "claimed", "delivered")
MORE = ("placed", "in_progress", "on_hold", "completed")
#: The times that the forms send, which are those of Inkwell's summer.
NEW_DEADLINES = {"client_deadline": "2026-03-30T11:00:00Z", "writer_deadline": "2026-03-29T11:00:00Z"}
#: What a page says of a call -> what the API says of the same.
STATUSES = {302: "done", 200: "done", 201: "done", 204: "done", 422: 400}


def body_of(verb: str, cast: Cast, order: Order) -> dict[str, Any] | None:
    """The body of a verb that says what the form of its page says (tests/orders/helpers/verbs)."""
    wanda, edith = cast.wanda.membership.public_id, cast.edith.membership.public_id
    asked = order.extension_asks.last()
    ask = {"extension": asked.public_id if asked else "2222222222"}
    return {
        "offer": {"writers": [wanda], "fee": "90"},
        "assign": {"writer": wanda, "fee": "90"},
        "reassign": {"writer": wanda, "fee": "90"},
        "decline_offer": {"reason": "Busy"},
        "deliver": {"text": "Quite a new text"},
        "give_review": {"editor": edith},
        "approve": {"version": 1},
        "send_back": {"version": 1, "note": "Check"},
        "correct": {"version": 1, "text": "Corrected"},
        "change_deadlines": NEW_DEADLINES,
        "ask_extension": {"wanted": "2026-03-29T11:00:00Z", "reason": "The archive"},
        "grant_extension": {**NEW_DEADLINES, **ask},
        "refuse_extension": {"refusal": "It goes to print", **ask},
        "hold": {"reason": "Photographs"},
        "call_off": {"reason": "Off", "refund": "0", "fee": "0"},
        "cancel": {"reason": "Not needed"},
    }.get(verb)


def what_came_of(order: Order, call: Callable[..., Any], *args: Any) -> tuple[Any, ...]:
    """What a call answered and did: status, state, people and dates of the order, its events. It is
    undone."""
    before = OrderEvent.objects.filter(order=order).count()
    with transaction.atomic():
        answer = call(*args)
        status = getattr(answer, "status_code", None) or answer.status
        now = Order.objects.get(pk=order.pk)
        events = OrderEvent.objects.filter(order=order).order_by("pk")[before:]
        facts = (now.state, now.writer_id, now.editor_id, now.writer_fee, now.client_deadline)
        found = (STATUSES.get(status, status), *facts, [(event.verb, event.actor_id) for event in events])
        transaction.set_rollback(True)
    return found


def who_tries(cast: Cast, order: Order, verb: str, turn: int) -> list[str]:
    """All who have the right to it, and two by turns whom it is refused: one who sees the order, one who does
    not. Who is refused which form is asked of everybody in tests/orders/views/test_verbs.py."""
    with_right = [name for name in PEOPLE if ORDERS.may(verb, getattr(cast, name), order)]
    others = [name for name in PEOPLE if name not in with_right]
    seeing = [name for name in others if Order.objects.visible_to(getattr(cast, name)).filter(pk=order.pk)]
    blind = [name for name in others if name not in seeing]
    return with_right + [group[turn % len(group)] for group in (seeing, blind) if group]


@pytest.mark.parametrize("at", [*STAGES, *(pytest.param(at, marks=pytest.mark.slow) for at in MORE)])
def test_both_doors_of_an_order_do_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Every verb of an order, through its form and through the API: the same effect, or the same refusal."""
    story = play(cast, at)
    order = story.order
    stop_clock(monkeypatch, story.now + HOUR)
    pages = {name: browser(getattr(cast, name)) for name in PEOPLE}
    calls = {name: Api(getattr(cast, name)) for name in PEOPLE}

    differ = {}
    for turn, verb in enumerate(sorted(DOORS.keys() - {"request_revision"})):
        path, body = f"orders/orders/{order.number}/{verb.replace('_', '-')}/", body_of(verb, cast, order)
        for name in who_tries(cast, order, verb, turn):
            by_page = what_came_of(order, sent, pages[name], order, verb, cast)
            by_api = what_came_of(order, calls[name].post, path, body)
            if by_page != by_api:
                differ[verb, name] = (by_page, by_api)

    assert differ == {}

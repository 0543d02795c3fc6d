"""One verb, two doors: which verbs have only one of them, and why; and that both doors do the same."""

from __future__ import annotations

from tests.project.helpers.parity import named_in, verbs

#: Steps within a verb, which both doors take by calling that verb.
INNER = {
    "accounts.sign_outs.require_may_recover",
    "accounts.stored_answers.answer_once",
    "accounts.tokens.revoke_rows",
    "agencies.files.attach_all",
    "agencies.invitations.note_invitation",
    "agencies.people.lock_with_owners",
    "agencies.people.note_people_act",
    "agencies.people.require_grant",
    "agencies.security_log.log_event",
    "clients.favourites.keep_writer",
    "drafts.drafts.locked_draft",
    "orders.acceptance.complete",
    "orders.deadlines.change_deadlines",
    "orders.deadlines.change_revision_due",
    "orders.deliveries.delivered_before",
    "orders.messages.drop_lost_threads",
    "orders.moving.move_order",
    "orders.moving.record",
    "orders.offers.end_open_offers",
    "orders.placing.place_order",
    "orders.revision_moving.go_back",
    "orders.revision_moving.locked_revision",
    "orders.revision_moving.note_event",
    "orders.revision_requests.note_points",
    "orders.revision_work.answer_and_deliver",
    "orders.waiting_files.use_waiting",
    "orders.waiting_files.waiting_files",
    "quotes.moving.locked_quote",
    "quotes.moving.move_quote",
    "quotes.moving.note_quote",
}
#: Verbs without a door of the API -> why.
NO_API = {
    "accounts.factor_resets.stop_reset": "The answer to a mailed link, by whoever holds it.",
    "accounts.people.register_invited": "Signing up by a mailed link: there is nobody yet who could call.",
    "agencies.hints.dismiss_hint": "A hint stands on pages alone.",
    "agencies.invitations.redeem_invitation": "The answer to a mailed link.",
    "agencies.people.join_as_client": "Signing up: there is no member yet who could call.",
    "drafts.files.bring_back": "Undoes a click for two minutes; a program uploads its file again.",
}
#: Verbs without a page -> why.
NO_PAGE: dict[str, str] = {}


def test_every_verb_has_both_doors_or_a_reason() -> None:
    known = {full: name for full, name in verbs().items() if full not in INNER}
    pages, api = named_in("views", "adapters", "receivers", "forms"), named_in("api")

    assert set(verbs()) >= INNER
    assert {full for full, name in known.items() if name not in api} == set(NO_API)
    assert {full for full, name in known.items() if name not in pages} == set(NO_PAGE)

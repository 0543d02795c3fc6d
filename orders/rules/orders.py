"""Who may do what with drafts and orders: small predicates of (viewer, thing), asked by actions, pages and API alike.

They look at sides and roles only; whether the order's state allows a verb is the transition table's part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from agencies.states.roles import Role, is_management, is_staff
from orders.querysets.orders import MAY_ORDER
from project.base.viewer import System, Viewer

from . import guards

if TYPE_CHECKING:
    from drafts.models import OrderDraft, OrderPreset
    from orders.models import Message, Order

PAYER = "payer"
ORDERERS = MAY_ORDER


def is_client(viewer: Viewer) -> bool:
    """Whether the viewer has the client's pages."""
    return viewer.has(Role.CLIENT)


def is_writer(viewer: Viewer) -> bool:
    """Whether the viewer has the studio."""
    return viewer.has(Role.WRITER)


def is_editor(viewer: Viewer) -> bool:
    """Whether the viewer has the review queue."""
    return viewer.has(Role.EDITOR)


def account_role(viewer: Viewer, account_id: int) -> str:
    """The viewer's role in a client account ("" for none). One query for all accounts, kept on the membership object."""
    if not viewer.member_id:
        return ""
    membership: Any = viewer.membership  # type: ignore[attr-defined]
    roles = getattr(membership, "_account_roles", None)
    if roles is None:
        roles = dict(membership.account_people.values_list("account_id", "role"))
        membership._account_roles = roles
    return str(roles.get(account_id, ""))


def on_client_side(viewer: Viewer, order: Order) -> bool:
    """Whether the viewer belongs to the client account of this order."""
    return is_client(viewer) and bool(account_role(viewer, order.account_id))


def can_order(viewer: Viewer, account_id: int) -> bool:
    """Payers and orderers of a client account may draft and order for it; readers only read."""
    return is_client(viewer) and account_role(viewer, account_id) in ORDERERS


def orders_somewhere(viewer: Viewer) -> bool:
    """Whether there is any client account that the viewer may order for, so that a new draft makes sense."""
    if not is_client(viewer):
        return False
    account_role(viewer, 0)  # asks for all of them, once
    return any(role in ORDERERS for role in viewer.membership._account_roles.values())  # type: ignore[attr-defined]


def sees_accounts(viewer: Viewer) -> bool:
    """Whether there are client accounts that the viewer may look at: one's own, or for the desk all."""
    return is_client(viewer) or is_staff(viewer)


def manages_account(viewer: Viewer, account_id: int) -> bool:
    """Payers invite colleagues into their client account, change their roles and remove them. The desk only looks."""
    return is_client(viewer) and account_role(viewer, account_id) == PAYER


def takes_another_side(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles works for the agency: nobody of those joins a client's account."""
    return bool(set(roles) - {Role.CLIENT.value})


def can_edit_draft(viewer: Viewer, draft: OrderDraft) -> bool:
    return can_order(viewer, draft.account_id)


def can_use_preset(viewer: Viewer, preset: OrderPreset) -> bool:
    """One's own, and what the account shares, for whoever orders there."""
    return can_order(viewer, preset.account_id) and (preset.shared or preset.owner_id == viewer.member_id)


def can_edit_preset(viewer: Viewer, preset: OrderPreset) -> bool:
    """Its owner; a shared one also the account's payers."""
    mine = preset.owner_id == viewer.member_id
    return can_order(viewer, preset.account_id) and (
        mine or (preset.shared and manages_account(viewer, preset.account_id))
    )


def gives_out(viewer: Viewer) -> bool:
    """Whether giving work out is the viewer's business at all."""
    return is_management(viewer)


def can_assign(viewer: Viewer, order: Order) -> bool:
    """Managers and owners give work out, except for orders of their own."""
    return gives_out(viewer) and order.requested_by_id != viewer.member_id


def can_answer_offer(viewer: Viewer, order: Order) -> bool:
    """A writer answers offers; whether there is an open one for them is checked under the lock."""
    return is_writer(viewer) and any(
        offer.writer_id == viewer.member_id and offer.state == "open" for offer in order.offers.all()
    )


def writes(viewer: Viewer, order: Order) -> bool:
    """Whoever makes the text: the order's writer, and who has been given its live revision instead."""
    if not (is_writer(viewer) or is_editor(viewer)):
        return False
    mine = is_writer(viewer) and order.writer_id == viewer.member_id
    return mine or guards.reviser_id(order) == viewer.member_id


def can_write(viewer: Viewer, order: Order) -> bool:
    """Whoever works on it now: its writer, unless somebody else has been given its live revision."""
    if not (is_writer(viewer) or is_editor(viewer)):
        return False
    reviser = guards.reviser_id(order)
    return reviser == viewer.member_id if reviser else is_writer(viewer) and order.writer_id == viewer.member_id


def can_claim_review(viewer: Viewer, order: Order) -> bool:
    """Any editor who has no other side of the order: neither wrote it nor belongs to its client account."""
    if not is_editor(viewer) or viewer.member_id in (order.writer_id, order.requested_by_id):
        return False
    if guards.reviser_id(order) == viewer.member_id:
        return False
    return not account_role(viewer, order.account_id)


def can_review(viewer: Viewer, order: Order) -> bool:
    return is_editor(viewer) and order.editor_id == viewer.member_id


def can_release_review(viewer: Viewer, order: Order) -> bool:
    """The editor who holds it, management, and the clock when that editor is gone."""
    return can_review(viewer, order) or can_assign(viewer, order) or is_clock(viewer, order)


def can_accept(viewer: Viewer, order: Order) -> bool:
    return can_order(viewer, order.account_id)


can_request_revision = can_accept


def decides_scope(viewer: Viewer, order: Order) -> bool:
    """Whether a request is part of the order is for the desk to say, but for nobody of the account that asks."""
    return is_staff(viewer) and not account_role(viewer, order.account_id)


def can_edit_policy(viewer: Viewer) -> bool:
    """Who sets how many rounds are included, and what each severity means."""
    return is_management(viewer)


def can_favour(viewer: Viewer, order: Order) -> bool:
    """Whoever knows the writer from an order of their own account may keep them as a favourite."""
    return on_client_side(viewer, order) and order.writer_id not in (None, viewer.member_id)


def can_hold(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer)


def can_answer_extension(viewer: Viewer, order: Order) -> bool:
    """The desk, but nobody about time for an order that they write or that is their own account's."""
    return is_staff(viewer) and order.writer_id != viewer.member_id and not account_role(viewer, order.account_id)


def can_cancel(viewer: Viewer, order: Order) -> bool:
    """The client while work has not begun, and the desk."""
    return is_staff(viewer) or can_order(viewer, order.account_id)


def reads_conversation(viewer: Viewer, order: Order) -> bool:
    """The client's side, the order's writer and the desk; not whoever is only offered the order, nor its editor."""
    return is_staff(viewer) or on_client_side(viewer, order) or writes(viewer, order)


def can_message(viewer: Viewer, order: Order) -> bool:
    """Whoever reads the conversation writes in it, except readers of the client account."""
    return is_staff(viewer) or can_order(viewer, order.account_id) or writes(viewer, order)


def shares_notes(viewer: Viewer, order: Order) -> bool:
    """Internal notes are for the desk and the order's editor, never for a person who stands on another side of it."""
    if viewer.member_id in (order.writer_id, order.requested_by_id) or account_role(viewer, order.account_id):
        return False
    return is_staff(viewer) or can_review(viewer, order)


def can_edit_message(viewer: Viewer, message: Message) -> bool:
    """The author alone, as long as they may still write there; for how long is the action's to check."""
    may = shares_notes if message.internal else can_message
    return message.author_id == viewer.member_id and may(viewer, message.order)


def is_clock(viewer: Viewer, order: Order) -> bool:
    return isinstance(viewer, System)


def sees_price(viewer: Viewer, order: Order) -> bool:
    """The client's side and staff; never writer or editor."""
    return is_staff(viewer) or on_client_side(viewer, order)


def reads_ledger(viewer: Viewer, order: Order) -> bool:
    """Staff, and the payers of the client account."""
    return is_staff(viewer) or pays_for(viewer, order.account_id)


def pays_for(viewer: Viewer, account_id: int) -> bool:
    """Whether the viewer is a payer of the client account."""
    return is_client(viewer) and account_role(viewer, account_id) == "payer"


def can_record_payment(viewer: Viewer, order: Order) -> bool:
    """The desk, but nobody for an order of their own account."""
    return is_staff(viewer) and not account_role(viewer, order.account_id)


def can_change_charge(viewer: Viewer, order: Order) -> bool:
    """Managers and owners, but nobody for an order of their own account."""
    return is_management(viewer) and not account_role(viewer, order.account_id)


can_issue_invoice = reads_ledger
#: What is paid back, and to whom a fee is owed, when an order ends after its work has begun.
can_call_off = can_change_charge


def can_edit_invoicing(viewer: Viewer) -> bool:
    """Who says what stands on the agency's invoices."""
    return is_management(viewer)


def can_edit_billing(viewer: Viewer, account_id: int) -> bool:
    """To whom invoices are addressed: the account's payers say it, and the desk for them."""
    return is_staff(viewer) or pays_for(viewer, account_id)


def sees_fee(viewer: Viewer, order: Order) -> bool:
    """Staff, and the writer of the order their own fee. An open offer shows its own fee to whom it is made."""
    return is_staff(viewer) or (is_writer(viewer) and order.writer_id == viewer.member_id)


def sees_client_name(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer) or on_client_side(viewer, order)


def know_account_role(viewer: Viewer, account_id: int, role: str | None) -> None:
    """Tell account_role what a query has brought along, so that it need not ask again during this request."""
    if viewer.member_id:
        membership: Any = viewer.membership  # type: ignore[attr-defined]
        if getattr(membership, "_account_roles", None) is None:
            membership._account_roles = {account_id: role} if role else {}


#: The lists of orders that hold everything of one side, the widest first: (right, address).
LISTS = ((is_staff, "/desk/"), (is_client, "/orders/"), (is_writer, "/studio/"))

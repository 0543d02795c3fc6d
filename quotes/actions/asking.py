"""Asking for a quote, asking again, calling a request back; and the desk's own beginning of one."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.states.roles import Role
from catalog.pricing.offering import current_offering
from clients.models import AccountPerson, ClientAccount
from clients.querysets import MAY_ORDER
from clients.rules.accounts import account_role
from drafts.actions.drafts import locked_draft
from drafts.models import OrderDraft
from drafts.pricing.briefs import brief_problem
from drafts.rules.drafts import can_edit_draft
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.features import require_on
from project.base.viewer import Member
from quotes.actions.numbering import next_quote_number
from quotes.models import OrderQuote
from quotes.models.quotes import WISH_LIMIT
from quotes.rules import quotes
from quotes.states import QuoteState

from .desk_draft import drop_work
from .moving import QUOTES, locked_quote, move_quote, note_quote, settle


def ask_quote(*, actor: Member, draft: OrderDraft, wish: str, now: dt.datetime) -> OrderQuote:
    """Ask the agency for a price of a draft, addressed to the asker. The
    draft rests until the quote is answered.

    A second click finds the request that is open and returns it. Raises Invalid for a draft that says too
    little, under the draft's fields, and WrongState when it became an order.
    """
    require_on(actor.agency, "quotes")
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft is now an order, so its price is fixed."))
        if open_one := _open_quote(actor, stored, now):
            return open_one
        _check_said(stored, wish)
        quote = _begin(actor, stored, addressee_id=actor.member_id, state=QuoteState.REQUESTED, now=now)
        quote.asked_by_id, quote.wish = actor.member_id, wish
        quote.save()
        note_quote(quote, "ask", actor=actor, now=now, from_state="")
    return quote


def prepare_quote(
    *, actor: Member, account: ClientAccount, addressee: Membership, now: dt.datetime
) -> OrderQuote:
    """Begin a quote for a client account, with an empty draft that the desk writes. The client sees neither
    before it is sent. Raises Invalid under "addressee" for somebody who does not order for the account,
    NotVisible for an account of another agency."""
    require_on(actor.agency, "quotes")
    require(quotes.can_quote(actor) and not account_role(actor, account.pk))
    if account.agency_id != actor.agency_id:
        raise NotVisible()
    with transaction.atomic():
        check_addressee(account.pk, addressee)
        return begin_prepared(actor, account, addressee, now)


def begin_prepared(
    actor: Member, account: ClientAccount, addressee: Membership, now: dt.datetime
) -> OrderQuote:
    """Write a quote with the empty draft that the desk prepares. Within an open transaction; who calls it has
    asked for the right and checked the addressee."""
    with transaction.atomic():
        draft = OrderDraft.objects.create(
            agency_id=actor.agency_id,
            account=account,
            created_by_id=actor.member_id,
            created_at=now,
            updated_at=now,
            released=False,
            locale=current_offering(actor.agency).first_language,
        )
        quote = _begin(actor, draft, addressee_id=addressee.pk, state=QuoteState.PREPARING, now=now)
        quote.prepared_by_id = actor.member_id
        quote.save()
        note_quote(quote, "prepare", actor=actor, now=now, from_state="")
    return quote


def ask_again(*, actor: Member, quote: OrderQuote, now: dt.datetime) -> OrderQuote:
    """Ask for a new price of a quote that expired, was declined or taken back: it is the desk's again, its
    number and its versions stay. Raises WrongState when its draft became an order or has another quote."""
    require(quotes.can_ask(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        settle(stored, now)
        if not QUOTES.check("ask_again", actor, stored):
            return stored
        _check_free(actor, stored, now)
        stored.asked_by_id = stored.addressee_id = actor.member_id
        stored.reason = ""
        move_quote(stored, "ask_again", actor=actor, now=now)
        if stored.draft.discarded_at:
            stored.draft.discarded_at = None
            stored.draft.save(update_fields=["discarded_at"])
    return stored


def call_back(*, actor: Member, quote: OrderQuote, now: dt.datetime) -> OrderQuote:
    """Take one's request back, to go on writing the draft. Twice does nothing."""
    require(quotes.can_ask(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        if QUOTES.check("call_back", actor, stored):
            drop_work(stored)
            move_quote(stored, "call_back", actor=actor, now=now)
    return stored


def check_addressee(account_id: int, person: Membership) -> None:
    """Raises Invalid under "addressee" unless that live member orders for the account."""
    people = AccountPerson.objects.filter(account_id=account_id, membership_id=person.pk, role__in=MAY_ORDER)
    clients = Membership.objects.live().with_role(Role.CLIENT).filter(pk=person.pk, user__is_active=True)
    if not (people.exists() and clients.exists()):
        raise Invalid({"addressee": _("Choose someone who can place orders for this account.")})


def _begin(
    actor: Member, draft: OrderDraft, *, addressee_id: int, state: str, now: dt.datetime
) -> OrderQuote:
    return OrderQuote.objects.create(
        agency_id=actor.agency_id,
        number=next_quote_number(actor.agency, now),
        account_id=draft.account_id,
        draft=draft,
        addressee_id=addressee_id,
        state=state,
        created_at=now,
        updated_at=now,
    )


def _check_said(draft: OrderDraft, wish: str) -> None:
    problems = {}
    if not draft.title:
        problems["title"] = _("Enter a title.")
    if problem := brief_problem(draft.brief):
        problems["brief"] = problem
    if len(wish) > WISH_LIMIT:
        problems["wish"] = _("Enter at most %(most)s characters.") % {"most": WISH_LIMIT}
    if problems:
        raise Invalid(problems)


def _check_free(actor: Member, quote: OrderQuote, now: dt.datetime) -> None:
    if quote.draft.converted_at:
        raise WrongState(_("This draft is now an order."))
    if _open_quote(actor, quote.draft, now, but=quote.pk):
        raise WrongState(_("This draft already has an open quote. Go to that quote instead."))


def _open_quote(actor: Member, draft: OrderDraft, now: dt.datetime, but: int = 0) -> OrderQuote | None:
    """The open quote of a locked draft, except `but`; one whose time is over is noted as such first."""
    found = draft.quotes.live().exclude(pk=but).first()
    if found is None:
        return None
    found = locked_quote(actor, found)
    return None if settle(found, now) else found

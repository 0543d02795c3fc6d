"""Mail to the members of a class, who need no account: their link, and what happens to what is made for them.
Each carries the link of its reader, and leaves only while that opens something."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from accounts.actions.mail import write_mail
from accounts.models import Mail
from agencies.rules.absolute_urls import agency_host
from cohorts.actions.member_links import renewed_link
from cohorts.models import CohortMember, MemberLink
from cohorts.rules.member_links import url_of
from cohorts.states.cohorts import FEATURE
from orders.models import Message, Order, OrderEvent
from orders.states.orders import State
from project.base import marks
from project.base.features import is_on
from project.base.jobs import Urgency
from project.base.text import excerpt
from project.base.viewer import System

KIND = "class_member"
_ID = re.compile(r"<class\.([2-9a-z]{10})\.")


@dataclass(frozen=True)
class Words:
    subject: Any
    said: Any
    button: Any


DELIVERED = Words(
    gettext_lazy("Your text is ready"),
    gettext_lazy("Your text is ready. Read it, then accept it or request a revision."),
    gettext_lazy("Read the text"),
)
ASKED = Words(
    gettext_lazy("Question about your revision"),
    gettext_lazy("The writer has a question about the revision that you requested."),
    gettext_lazy("Answer the question"),
)
CANCELLED = Words(
    gettext_lazy("Order cancelled"),
    gettext_lazy("The order for your text was cancelled."),
    gettext_lazy("Open your page"),
)


def words_of(event: OrderEvent) -> Words | None:
    """What a member is told of an event; None for nothing."""
    if event.verb in ("deliver", "approve") and event.to_state == State.DELIVERED:
        return DELIVERED
    if event.verb in ("cancel", "call_off"):
        return CANCELLED
    return ASKED if event.verb == "ask_client" else None


class MemberMail:
    """Registered in apps.py; see orders.hooks.receivers.ReceiverMail."""

    def of_event(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        words = words_of(event)
        if words is not None and event.actor_id != order.receiver_id:
            _tell(order, f"event {event.pk}", words, now)

    def of_message(self, *, order: Order, message: Message, now: dt.datetime) -> None:
        if message.author_id == order.receiver_id:
            return
        words = Words(_("New message"), _("You have a new message:"), _("Reply"))
        text = message.texts.order_by("-number").values_list("text", flat=True).first() or ""
        _tell(order, f"message {message.pk}", words, now, quote=excerpt(text, 1_500))


@sensitive_variables("link")
def _tell(order: Order, what: str, words: Words, now: dt.datetime, *, quote: str = "") -> None:
    rows = CohortMember.objects.select_related("cohort", "agency__brand")
    member = rows.filter(order=order, removed_at=None).first()
    if member is None or not is_on(member.agency, FEATURE):
        return
    link = renewed_link(member, by=System(member.agency), now=now)
    if link is not None:
        _write(member, link, what, words, now, quote=quote)


@sensitive_variables("link")
def write_link(*, link_id: int, now: dt.datetime) -> int:
    """Mail a link to its member, once; none that was revoked meanwhile. Returns how many mails were
    written."""
    with transaction.atomic():
        rows = MemberLink.objects.select_for_update(of=("self",), no_key=True)
        related = ("member__cohort__account", "agency__brand", "member__draft")
        link = rows.select_related(*related).filter(pk=link_id, revoked_at=None).first()
        if link is None or not link.address or not is_on(link.agency, FEATURE):
            return 0
        member = link.member
        with translation.override(link.agency.speaks):
            asks = member.draft_id is not None and member.order_id is None and member.cohort.asks_members
            words = Words(
                member.cohort.name,
                _("%(payer)s has put you on the list of the class “%(name)s”.")
                % {"payer": member.cohort.account.name, "name": member.cohort.name},
                _("Write your brief") if asks else _("Open your page"),
            )
            more = _("The link is for you alone. Anyone who has it can read what is on your page.")
            return _write(member, link, "link", words, now, more=more, dues=_dues(member, asks))


def _dues(member: CohortMember, asks: bool) -> list[tuple[str, str]]:
    deadline = member.draft.deadline if member.draft else member.cohort.deadline
    if deadline is None:
        return []
    with timezone.override(member.agency.zone):
        when = marks.moment(timezone.localtime(deadline), deadline)[1]
    return [(_("The text is due"), when)]


@sensitive_variables("link", "facts")
def _write(
    member: CohortMember, link: MemberLink, what: str, words: Words, now: dt.datetime, **more: Any
) -> int:
    """Write one mail, unless it was written before."""
    message_id = _message_id(link, member, what)
    if Mail.objects.filter(message_id=message_id).exists():
        return 0
    with translation.override(member.agency.speaks):
        facts: Mapping[str, Any] = {
            "number": member.cohort.name,
            "title": member.name,
            "subject": str(words.subject),
            "happened": [str(words.said)],
            "button": str(words.button),
            "because": _("because you are in one of its classes"),
            "url": url_of(link, member.agency),
            **more,
        }
        write_mail(
            agency=member.agency,
            kind=KIND,
            recipient=link.address,
            context=facts,
            urgency=Urgency.SOON,
            now=now,
            message_id=message_id,
        )
    return 1


def _message_id(link: MemberLink, member: CohortMember, what: str) -> str:
    """Always the same of one act for one member; it names the link that the mail carries."""
    which = "link" if what == "link" else what
    mark = salted_hmac("cohorts.mail", f"{which} {member.public_id}", algorithm="sha256").hexdigest()[:32]
    return f"<class.{link.public_id}.{mark}@{agency_host(member.agency)}>"


def may_leave(mail: Mail) -> bool:
    """Whether a mail to a member may still go: not when its link was revoked, or the address is another by
    now."""
    found = _ID.match(mail.message_id)
    rows = MemberLink.objects.filter(public_id=found[1] if found else "", revoked_at=None)
    return rows.filter(address__iexact=mail.recipient, member__removed_at=None).exists()

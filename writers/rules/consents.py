"""What a client lets a writer show of an order: who asks, who answers, and what each answer allows."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from django.db.models import Case, QuerySet, When
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from agencies.states.roles import Role, is_staff
from clients.models import AccountPerson
from clients.querysets import MAY_ORDER
from clients.rules.accounts import can_order
from orders.states.orders import State
from project.base.readable import count_read
from writers.models import NonDisclosure, SampleConsent
from writers.states.portfolio import Audience, ConsentLevel, SampleSource

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer
    from writers.models import PortfolioSample

#: Of the words of a delivery, how much an excerpt may have: percent.
EXCERPT = 30
#: How long the mailed link can be answered by.
LINK_HOLDS = dt.timedelta(days=30)


def can_ask_consent(viewer: Viewer, order: Order) -> bool:
    """The order's writer."""
    return is_writer(viewer) and order.writer_id == viewer.member_id


def can_answer_consent(viewer: Viewer, order: Order) -> bool:
    """Those of the client's side who may order, but for who writes the order: nobody agrees with
    themselves."""
    return order.writer_id != viewer.member_id and can_order(viewer, order.account_id)


def answerers(order: Order) -> QuerySet[Membership]:
    """Who can be asked by mail: of the account, for which they may order."""
    people = Membership.objects.live().filter(agency_id=order.agency_id, user__is_active=True)
    people = people.filter(suspended_at=None, roles__contains=[Role.CLIENT])
    of_account = AccountPerson.objects.filter(
        agency_id=order.agency_id, account_id=order.account_id, role__in=MAY_ORDER
    )
    return people.filter(pk__in=of_account.values("membership_id")).exclude(pk=order.writer_id or 0)


def who_answers(order: Order) -> Membership | None:
    """Whom to ask: who ordered, or else the first who may order for the account. One query."""
    people = answerers(order).order_by("pk")
    own_first = people.annotate(other=Case(When(pk=order.requested_by_id, then=0), default=1))
    return own_first.order_by("other", "pk").first()


def may_answer_by_link(consent: SampleConsent) -> bool:
    """Whether whom the link was sent to may still answer for the account. One query."""
    if consent.asked_of_id in (None, consent.writer_id):
        return False
    return answerers(consent.order).filter(pk=consent.asked_of_id).exists()


def waits_for_answer(consent: SampleConsent, now: dt.datetime) -> bool:
    """Whether the question can still be answered by its link. One query at most."""
    asked = consent.asked_at is not None and not consent.level
    return bool(asked and consent.key_until and consent.key_until > now) and may_answer_by_link(consent)


def can_set_nda(viewer: Viewer, order: Order) -> bool:
    """The client's side and the desk, but for who wrote or writes the order."""
    return order.writer_id != viewer.member_id and (can_order(viewer, order.account_id) or is_staff(viewer))


def in_force(order_id: int) -> bool:
    """Whether the order is under a non-disclosure agreement. One query."""
    return NonDisclosure.objects.in_force().filter(order_id=order_id).exists()


def why_not_asked(order: Order, consent: SampleConsent | None, now: dt.datetime) -> str:
    """What speaks against asking the client; "" when nothing does. `consent` is what they have said so far.
    Three queries at most. A question that nobody can answer any more may be asked anew."""
    if in_force(order.pk):
        return _("This order is under a non-disclosure agreement, so you can’t ask to show it.")
    if order.receiver_id is not None:
        return _("This text was written for a member of a class, so it can’t be shown.")
    if order.state != State.COMPLETED:
        return _("You can ask once the order is completed.")
    if who_answers(order) is None:
        return _("No one on the client’s side can answer right now.")
    if consent is None:
        return ""
    if consent.withdrawn_at is not None:
        return _("The client has withdrawn consent. Only they can give it again.")
    if consent.level == ConsentLevel.NEVER:
        return _("The client has answered that this text may not be shown.")
    if consent.level:
        return _("The client has already answered.")
    return _("You have already asked the client.") if waits_for_answer(consent, now) else ""


def holds(consent: SampleConsent, now: dt.datetime) -> bool:
    """Whether by this consent anything may be shown at `now`."""
    if consent.level in ("", ConsentLevel.NEVER) or consent.withdrawn_at is not None:
        return False
    return consent.holds_until is None or consent.holds_until > now


def judged_sample(sample: PortfolioSample, now: dt.datetime) -> PortfolioSample:
    """The sample as it is at `now`, for pages and the API: one whose consent has ended is not published,
    whether or not the sweep has taken it offline. Not to be stored: actions read it afresh."""
    if sample.published_at is not None and sample.consent and not holds(sample.consent, now):
        sample.published_at = None
    return sample


def consent_of(sample: PortfolioSample) -> SampleConsent | None:
    """What the client of the sample's order has said to its writer. One query, read afresh."""
    if sample.order_id is None:
        return None
    rows = SampleConsent.objects.filter(agency_id=sample.agency_id, order_id=sample.order_id)
    return rows.filter(writer_id=sample.portfolio.member_id).first()


def why_not_published(sample: PortfolioSample, now: dt.datetime) -> list[str]:
    """What the client's side of it says against showing this sample to its audience; empty when nothing does,
    and for everything that is no order's. Reads afresh: under the lock of the portfolio nothing changes
    (writers/actions/consents_ending.py). Whether names are left is asked apart (redaction.open_findings)."""
    if sample.source != SampleSource.ORDER or sample.order_id is None:
        return []
    if in_force(sample.order_id):
        return [_("This order is under a non-disclosure agreement.")]
    consent = consent_of(sample)
    if consent is None or not consent.level:
        return [_("The client has not agreed to show this text yet.")]
    if not holds(consent, now):
        return [_("The client’s consent does not hold, or no longer.")]
    return [*_beyond_level(sample, consent)]


def _beyond_level(sample: PortfolioSample, consent: SampleConsent) -> list[str]:
    """What the sample shows beyond what its level allows."""
    if consent.level == ConsentLevel.PRIVATE and sample.audience != Audience.LINK:
        return [_("The client agreed to private links only. Choose “People with a link”.")]
    if consent.level == ConsentLevel.FULL:
        return []
    problems = []
    if hasattr(sample, "file"):
        problems.append(_("The client agreed to less than the full text, so the file can’t be shown."))
    if consent.level == ConsentLevel.EXCERPT and not _is_excerpt(sample):
        words = _("An excerpt may have at most %(percent)s%% of the words of the delivery. Shorten the text.")
        problems.append(words % {"percent": EXCERPT})
    return problems


def _is_excerpt(sample: PortfolioSample) -> bool:
    if sample.delivery is None:
        return False
    return count_read(sample.body) * 100 <= count_read(sample.delivery.text) * EXCERPT


@sensitive_variables("key")
def key_of(consent: SampleConsent) -> str:
    """The key of the mailed link: worked out anew for the mail, stored nowhere. 192 bits."""
    asked_at = consent.asked_at.astimezone(dt.UTC).isoformat() if consent.asked_at else ""
    what = f"{consent.public_id}.{consent.asked_of_id}.{asked_at}"
    mark = salted_hmac(f"writers.consent.{consent.agency_id}", what, algorithm="sha256")
    return mark.hexdigest()[:48]


@sensitive_variables("key")
def hash_of(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()

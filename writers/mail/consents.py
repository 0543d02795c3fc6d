"""What is written about consent to samples: the question, with its link, to the client who ordered; what
became of it, to the writer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import NoticeKind
from accounts.rules.notices import channels_of
from agencies.rules.absolute_urls import agency_url
from orders.hooks.words import MailWords
from orders.mail import message_ids
from orders.mail.letter import SUBJECT_TITLE, quoted, read_by, zone_of
from orders.models import OrderEvent, SentMail
from orders.states.mail_parts import CLIENT, WRITER
from project.base.jobs import Urgency
from project.base.text import excerpt
from project.base.viewer import Member
from writers.models import SampleConsent
from writers.rules.consents import hash_of, key_of, may_answer_by_link

#: Verb of the order's event -> part -> words. The question itself is written by `write_question`.
WORDS: dict[str, dict[str, MailWords]] = {
    "answer_consent": {
        WRITER: MailWords(gettext_lazy("Answer about your sample"), gettext_lazy("Open order"))
    },
    "show_privately": {
        CLIENT: MailWords(gettext_lazy("Your text was opened by a private link"), gettext_lazy("Open order"))
    },
    "withdraw_consent": {
        WRITER: MailWords(
            gettext_lazy("Consent withdrawn"),
            gettext_lazy("Open order"),
            gettext_lazy("Your samples of this order have been taken offline."),
        )
    },
}


@sensitive_variables("key", "facts")
def write_question(*, consent_id: int, now: dt.datetime) -> int:
    """Write to the client whom a writer asked, once per question, unless it is answered by now or they may no
    longer answer. Returns how many mails were written. As orders' mails it leaves only while its reader may
    see the order."""
    with transaction.atomic():
        rows = SampleConsent.objects.select_for_update(of=("self",), no_key=True)
        consent = rows.select_related("order__agency__brand", "writer", "asked_of__user").get(pk=consent_id)
        person, order = consent.asked_of, consent.order
        if consent.level or person is None or not may_answer_by_link(consent):
            return 0
        asked = OrderEvent.objects.filter(order=order, verb="ask_consent", actor_id=consent.writer_id).latest(
            "id"
        )
        key = key_of(consent)
        if asked.mails.exists() or consent.key_hash != hash_of(key):
            return 0
        mail_id = message_ids.mail_id(order, person, f"event {asked.pk}")
        sent = {"agency_id": order.agency_id, "membership": person, "event": asked}
        SentMail.objects.create(**sent, mail_id=mail_id, at=now)
        facts = question(consent, Member(order.agency, membership=person))
        url = agency_url(order.agency, reverse("writers:consent_link", args=[key]))
        by_mail, in_application = channels_of(person.user, order.agency, NoticeKind.ORDER)
        told: dict[str, Any] = {"agency": order.agency, "now": now}
        if in_application:
            # Whoever reads it is signed in: the key stays in the mail.
            path = reverse("orders:order", args=[order.number])
            said = {"about": order.number, "detail": facts["subject"], "path": f"{path}#consent"}
            give_notice(user=person.user, kind=NoticeKind.ORDER, **said, **told)
        if by_mail:
            write_mail(
                kind="order",
                recipient=person.user.email,
                context={**facts, "url": url},
                urgency=Urgency.SOON,
                message_id=mail_id,
                thread=message_ids.thread_id(order, person),
                reader=person.user,
                **told,
            )
    return 1


def question(consent: SampleConsent, reader: Member) -> dict[str, Any]:
    """What the templates emails/order.* print of a question, but for its address."""
    order = consent.order
    with read_by(reader):
        words = _("%(writer)s asks whether they may show this text as a sample of their work.")
        return {
            "number": order.number,
            "title": order.title,
            "subject": _("May this text be shown?"),
            "subject_title": excerpt(order.title, SUBJECT_TITLE),
            "zone_name": str(zone_of(reader)),
            "happened": [words % {"writer": consent.writer.public_name}],
            "quote": quoted(consent.message),
            "more": _(
                "You decide what may be shown: the full text, an excerpt, a text without names, only private "
                "links, or nothing. You can change or withdraw your answer at any time. The link works for "
                "30 days, without signing in, for this question alone."
            ),
            "button": _("Answer"),
            "because": _("because this is your order"),
        }

"""The mail of a report: once to each recipient, in their language, with the numbers as they were stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.actions.mail import write_mail
from accounts.models import Mail
from agencies.rules.absolute_urls import agency_host, agency_url
from analytics.models import ReportRecipient, ReportRun
from analytics.pages.reports import run_page
from analytics.rules.report_links import leave_link
from analytics.rules.reports import scope_for, withheld_from
from analytics.states.reports import MAIL, RunState
from orders.mail.letter import read_by
from project.base.jobs import Urgency
from project.base.viewer import Member

#: What mailboxes send to the address of List-Unsubscribe, when somebody presses their own button.
ONE_CLICK = "List-Unsubscribe=One-Click"


def write_report(*, run_id: int, now: dt.datetime) -> int:
    """Write the mail of a report that was made. The row is locked meanwhile, and the mail has an id of its
    own: a second worker with the same job writes none. Returns how many were written."""
    with transaction.atomic():
        rows = ReportRun.objects.select_for_update(of=("self",), no_key=True)
        related = ("agency__brand", "membership__user", "report__writer", "report__cohort")
        run = rows.select_related(*related).filter(pk=run_id, state=RunState.MADE).first()
        if run is None or Mail.objects.filter(message_id=_message_id(run)).exists():
            return 0
        run.report.agency = run.agency
        if withheld_from(run):
            return 0
        viewer = Member(run.agency, membership=run.membership)
        with read_by(viewer):
            facts = _facts(viewer, run)
        write_mail(
            agency=run.agency,
            kind=MAIL,
            recipient=run.membership.user.email,
            context=facts,
            urgency=Urgency.SOON if run.by_hand else Urgency.BULK,
            now=now,
            message_id=_message_id(run),
            reader=run.membership.user,
        )
    return 1


def may_leave(mail: Mail) -> bool:
    """Whether a report may still go to whom it was written: not to who left it meanwhile, nor to who may no
    longer read its figures."""
    run = _run_of(mail)
    if run is None or withheld_from(run):
        return False
    return scope_for(Member(run.agency, membership=run.membership), run.report, mail.created_at) is not None


def headers(mail: Mail) -> Mapping[str, str]:
    """By which a mailbox offers to leave the report, with one press."""
    run = _run_of(mail)
    recipient = _recipient_of(run) if run else None
    if recipient is None:
        return {}
    return {
        "List-Unsubscribe": f"<{leave_link(recipient)}>",
        "List-Unsubscribe-Post": ONE_CLICK,
    }


def _facts(viewer: Member, run: ReportRun) -> dict[str, Any]:
    """What the templates emails/figures_report.* print, in the reader's language."""
    page = run_page(viewer, run)
    recipient = _recipient_of(run)
    told = ("board", "chips", "period", "before", "zone", "as_of")
    return {
        **{name: page[name] for name in told},
        "name": run.report.name,
        "lines": [{**line, "url": agency_url(run.agency, line["url"])} for line in page["lines"]],
        "url": agency_url(run.agency, reverse("analytics:report_run", args=[run.public_id])),
        "leave_url": leave_link(recipient) if recipient else "",
        "by_hand": run.by_hand,
    }


def _recipient_of(run: ReportRun) -> ReportRecipient | None:
    rows = ReportRecipient.objects.filter(
        agency_id=run.agency_id, report=run.report, membership=run.membership
    )
    return rows.select_related("agency").first()


def _run_of(mail: Mail) -> ReportRun | None:
    key = mail.message_id.removeprefix("<report.").partition(".")[0]
    rows = ReportRun.objects.filter(agency_id=mail.agency_id, public_id=key)
    related = ("agency", "membership__user", "report__writer", "report__cohort")
    return rows.select_related(*related).first()


def _message_id(run: ReportRun) -> str:
    digest = salted_hmac("analytics.report_mail", run.public_id, algorithm="sha256").hexdigest()[:32]
    return f"<report.{run.public_id}.{digest}@{agency_host(run.agency)}>"

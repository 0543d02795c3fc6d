"""Who is told of a request to read a sample: its writer that somebody asks, the client what became of it. Of
which sample, and by whom, a mail tells nothing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from writers.models import SampleRequest

from .told import tell_once

ASKED = (_("A client asks to read one of your samples"), _("A client asks to read one of your samples."))
GRANTED = (
    _("You can now read the sample you asked for"),
    _("The writer shows you the sample that you asked for."),
)
REFUSED = (
    _("Your request for a sample was declined"),
    _("The writer declined to show you the sample that you asked for."),
)


def write_about_request(*, request_id: int, answered: bool, now: dt.datetime) -> int:
    """Tell the writer of the request, or the client of the answer, once; nobody who has left. Returns how
    many were told."""
    with transaction.atomic():
        rows = SampleRequest.objects.select_for_update(of=("self",), no_key=True)
        related = ("agency__brand", "asked_by__user", "sample__portfolio__member__user")
        request = rows.select_related(*related).filter(pk=request_id).first()
        if request is None or (answered and request.answered_at is None):
            return 0
        person = request.asked_by if answered else request.sample.portfolio.member
        if person.ended_at is not None or person.suspended_at is not None or not person.user.is_active:
            return 0
        words = ASKED if not answered else GRANTED if request.granted_until else REFUSED
        asks = reverse("writers:sample_ask", args=[request.sample.public_id])
        tell_once(
            person,
            request.agency,
            act=f"sample request {request.pk} {answered}",
            at=(request.answered_at if answered else None) or request.asked_at,
            words=words,
            path=asks if answered else reverse("writers:sample_requests"),
            now=now,
        )
    return 1

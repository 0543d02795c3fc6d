"""The editor's verbs, and the client's last one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions import acceptance, reassigning, review
from orders.forms.review import ReviewForm
from project.base.access import member_only

from .pressing import press, press_with_words


@member_only
@require_POST
def claim(request: Any, number: str) -> HttpResponse:
    """Take a waiting review."""
    return press(request, number, "claim_review", review.claim_review, _("The review is yours."))


@member_only
@require_POST
def release(request: Any, number: str) -> HttpResponse:
    """Put a claimed review back into the queue."""
    said = _("The review is back in the queue.")
    return press(request, number, "release_review", reassigning.release_review, said)


@member_only
@require_POST
def approve(request: Any, number: str) -> HttpResponse:
    """Pass the version that was read on to the client."""
    said = _("Approved: the client has it now.")
    return press_with_words(request, number, "approve", review.approve_delivery, ReviewForm(request.POST), said)


@member_only
@require_POST
def send_back(request: Any, number: str) -> HttpResponse:
    """Return the version that was read, with a note."""
    said = _("The writer has it again, with your note.")
    return press_with_words(request, number, "send_back", review.send_back, ReviewForm(request.POST), said)


@member_only
@require_POST
def accept(request: Any, number: str) -> HttpResponse:
    """Accept the delivered work."""
    said = _("You have accepted the work. Thank you.")
    return press(request, number, "accept", acceptance.accept_order, said)

"""The live price of a draft while somebody types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from clients.rules.accounts import is_client
from drafts.forms.drafts import PRICE_FIELDS, DraftForm
from drafts.pages.draft_price import price_context
from drafts.views.draft_saving import offering_of
from drafts.views.fetching import draft_or_404
from project.base import query
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest


@area(is_client)
@require_POST
@takes(DraftForm)
def price(request: MemberRequest, public_id: str) -> HttpResponse:
    """The live price of what stands in the form, stored or not. Three queries with session and person."""
    draft = draft_or_404(request, public_id)
    form = DraftForm(request.POST, offering=offering_of(request), writers=None)
    for name in [name for name in form.fields if name not in PRICE_FIELDS]:
        del form.fields[name]
    facts = {**form.saved_fields(), "preferred_writer": bool(query.text(request.POST, "preferred_writer"))}
    return render(request, "drafts/draft/price.html", price_context(request, draft, form, facts))

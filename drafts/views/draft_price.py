"""The live price of a draft while somebody types."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from agencies.pages.look import published_look
from clients.rules.accounts import is_client
from drafts.forms.draft_price import PriceForm
from drafts.forms.drafts import DraftForm
from drafts.pages.draft_price import price_context
from drafts.views.draft_saving import offering_of
from drafts.views.fetching import require_draft
from project.base import query
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest


@area(is_client)
@require_POST
@takes(DraftForm)
def price(request: MemberRequest, public_id: str) -> HttpResponse:
    """The live price of what stands in the form, stored or not. Three queries with session and person, and
    of what whole pages print only what stands at the button: the features, and what is accepted by it."""
    reverse_charge, volume = require_draft(request, public_id)
    form = PriceForm(request.POST, offering=offering_of(request))
    facts = {**form.saved_fields(), "preferred_writer": bool(query.text(request.POST, "preferred_writer"))}
    price = price_context(request, form, facts, reverse_charge=reverse_charge, volume=volume)
    at_button = {"agency": request.agency, "look": published_look(request.agency)}
    context = {"draft": {"public_id": public_id}, **at_button, **price}
    return HttpResponse(render_to_string("drafts/draft/price.html", context))

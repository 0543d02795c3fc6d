"""The page on which the desk prepares a quote: two forms in one, the
commission and the terms, and their price."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agencies.models import Agency, Membership
from catalog.pages.price import price_lines
from catalog.pricing import formula
from catalog.pricing.formula import Facts, Line, PricingProblem
from catalog.pricing.offering import current_offering
from catalog.pricing.paces import SHORTEST
from catalog.pricing.terms import beyond_limit, price_agreed, taken_off
from clients.models import AccountPerson, ClientAccount
from clients.querysets import MAY_ORDER
from drafts.forms.drafts import NEEDED_FIELDS, DraftForm
from drafts.pages.draft_price import quantity_help
from drafts.pages.drafts import addon_cards, draft_form, files_context, voice_fields
from drafts.pricing.draft_price import facts_of_draft, pricing_facts
from project.base import clock
from project.base.errors import Invalid
from project.base.http import MemberRequest
from project.base.search import holds
from project.base.viewer import Viewer
from quotes.actions.moving import QUOTES
from quotes.forms.quote_terms import TermsForm, usual_end
from quotes.models import OrderQuote
from quotes.pricing.quote_terms import settings_of, terms_of
from quotes.rules import quotes

#: The form classes of the page.
FORMS = (DraftForm, TermsForm)


@dataclass(frozen=True)
class Forms:
    """What the page holds."""

    draft: DraftForm
    terms: TermsForm

    @property
    def valid(self) -> bool:
        """Both are asked, so that all mistakes are shown at once."""
        return [self.draft.is_valid(), self.terms.is_valid()] == [True, True]

    def add_refusal(self, refusal: Invalid) -> None:
        """Put each message beside its field, in whichever form that is."""
        own = {name: texts for name, texts in refusal.errors.items() if name in self.draft.fields}
        rest = {name: texts for name, texts in refusal.errors.items() if name not in own}
        if own:
            self.draft.add_refusal(Invalid(own))
        if rest:
            self.terms.add_refusal(Invalid(rest))


def forms_of(request: MemberRequest, quote: OrderQuote, data: Any = None) -> Forms:
    """Both forms: with what is stored, or bound to what was sent."""
    draft = draft_form(request, quote.desk_draft, data)
    del draft.fields["files"]
    terms = terms_of(quote.terms.all())
    initial = {
        "assumptions": quote.assumptions,
        "addressee": quote.addressee.public_id,
        "valid_until": suggested_end(request.agency, quote, clock.now()),
        "discount": terms.discount or "",
        "discount_percent": terms.discount_percent or "",
    }
    lines = _list_price(request, typed_facts(request, quote, draft))
    people = people_for(quote)
    return Forms(draft, TermsForm(data, lines=lines, terms=terms, people=people, initial=initial))


def suggested_end(agency: Agency, quote: OrderQuote, now: dt.datetime) -> dt.datetime:
    """Until when the quote is valid unless its sender says otherwise. One query."""
    return max(usual_end(now, settings_of(agency).valid_days, quote.desk_draft.deadline, SHORTEST), now)


def addressees(viewer: Viewer) -> QuerySet[AccountPerson]:
    """To whom a quote can be addressed: whoever orders for a client account of the agency that is none of the
    viewer's own."""
    of_agency = ClientAccount.objects.filter(agency_id=viewer.agency_id)
    own = of_agency.filter(people__membership_id=viewer.member_id).values("id")
    rows = AccountPerson.objects.filter(agency_id=viewer.agency_id, role__in=MAY_ORDER)
    rows = rows.filter(account__merged_into=None)
    rows = rows.exclude(account__in=own).filter(membership__ended_at=None, membership__suspended_at=None)
    return rows.select_related("account", "membership")


def named(rows: QuerySet[AccountPerson], words: str) -> QuerySet[AccountPerson]:
    """Those of them with all of these words in the name of the account or of the person."""
    for word in words.split():
        rows = rows.filter(holds(word, "account__name", "membership__public_name"))
    return rows


def people_for(quote: OrderQuote) -> list[Membership]:
    """Who orders for the account, and the present addressee, so that
    the choice is never silently another's."""
    rows = Membership.objects.live().filter(agency_id=quote.agency_id)
    rows = rows.filter(account_people__account_id=quote.account_id, account_people__role__in=MAY_ORDER)
    found = list(rows.order_by("public_name", "id").distinct()[:100])
    return found if quote.addressee in found else [quote.addressee, *found]


def typed_facts(request: MemberRequest, quote: OrderQuote, form: DraftForm) -> Facts:
    """What stands in the form, or is stored, in keys of the price book."""
    now = clock.now()
    if not form.is_bound:
        return facts_of_draft(request.agency, quote.desk_draft, now)
    typed = form.saved_fields()
    service, quality = typed.get("service"), typed.get("quality")
    return pricing_facts(
        current_offering(request.agency),
        service_id=service.pk if service else None,
        quality_id=quality.pk if quality else None,
        quantity=typed.get("quantity"),
        deadline=typed.get("deadline"),
        addon_ids=[row.pk for row in typed.get("addons", [])],
        preferred_writer=bool(typed.get("preferred_writer")),
        reverse_charge=quote.account.reverse_charge,
        volume=quote.desk_draft.volume,
        now=now,
    )


def _list_price(request: MemberRequest, facts: Facts) -> tuple[Line, ...]:
    try:
        return formula.price(current_offering(request.agency).book, facts).lines
    except PricingProblem:
        return ()


def context(request: MemberRequest, quote: OrderQuote, forms: Forms) -> dict[str, Any]:
    """Everything that the page prints."""
    book = current_offering(request.agency).book
    service = forms.draft["service"].value() or ""
    may_order = QUOTES.may("order_in_name", request.viewer, quote)
    return {
        "quote": quote,
        "may_order": may_order,
        "ordered_for": may_order and quote.addressee.placeholder,
        "form": forms.draft,
        "terms": forms.terms,
        "needed": NEEDED_FIELDS,
        "voice": voice_fields(forms.draft),
        "addons": addon_cards(forms.draft),
        "quantity_help": quantity_help(book, str(service)),
        "gross": book.prices_include_tax,
        "answers": list(quote.answers.order_by("-id")[:5]),
        **agreed(request, quote, forms),
        **files_context(quote.draft),
    }


def agreed(request: MemberRequest, quote: OrderQuote, forms: Forms) -> dict[str, Any]:
    """The price with the terms of the form, or what stands in its way, and what is
    taken off. No queries but for the limit."""
    book = current_offering(request.agency).book
    terms = forms.terms
    half = terms.is_bound and not terms.is_valid()
    wanted = terms.terms if terms.is_bound else terms_of(quote.terms.all())
    try:
        price = price_agreed(book, typed_facts(request, quote, forms.draft), wanted)
    except PricingProblem as problem:
        return {"quote": quote, "price": None, "missing": list(problem.errors.values())}
    limit = quotes.discount_limit(request.viewer, settings_of(request.agency))
    return {
        "quote": quote,
        "price": price_lines(price),
        "beyond": beyond_limit(price, limit),
        "off": taken_off(price),
        "half": half,
    }

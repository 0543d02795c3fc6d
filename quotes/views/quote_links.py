"""A quote by its mailed link: to read without an account; to answer with a code
that goes to the addressee's mailbox."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.base import clock
from project.base.access import public
from project.base.errors import Conflict, Invalid, NotVisible, TooMany
from project.base.forms import takes
from project.base.http import AgencyRequest
from quotes.actions import quote_codes
from quotes.actions.moving import QUOTES
from quotes.forms.quotes import CodeForm
from quotes.models import OrderQuote
from quotes.pages import quote_pdf, quotes
from quotes.rules import quote_links
from quotes.states import QuoteState

from .quotes import ANSWERS, read_version

VERBS = {"acceptance": "accept", "change": "ask_change", "refusal": "decline"}
DONE = {
    "accept": gettext_lazy("Quote accepted. The order has been placed."),
    "ask_change": gettext_lazy("Change requested. The agency will send you a new version."),
    "decline": gettext_lazy("Quote declined."),
}


@public
@require_safe
def show(request: AgencyRequest, token: str) -> HttpResponse:
    """The quote, to read; the addressee who is signed in is led to the page where no code is needed."""
    holder, quote = quote_links.opened(request.agency, token)
    if request.viewer.member_id == quote.addressee_id:
        return redirect("quotes:quote", quote.number)
    return _page(request, holder, quote, token)


def _page(
    request: AgencyRequest,
    holder: Any,
    quote: OrderQuote,
    token: str,
    *,
    problem: Any = None,
    typed: str = "",
    status: int = 200,
) -> Any:
    context = {
        "typed": typed,
        **quotes.page_context(holder, quote, clock.now()),
        "token": token,
        "problem": problem,
        "waits": quote.state == QuoteState.SENT
        and bool(quote.valid_until and quote.valid_until > clock.now()),
    }
    return render(request, "quotes/link.html", context, status=status)


@public
@require_safe
def document(request: AgencyRequest, token: str) -> HttpResponse:
    """The newest version as a PDF."""
    _holder, quote = quote_links.opened(request.agency, token)
    response = quote_pdf.response(request, quote)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public
@require_POST
@takes(CodeForm)
def code(request: AgencyRequest, token: str, answer: str) -> HttpResponse:
    """Have a code mailed to the addressee, and go on to where it is typed."""
    holder, quote = quote_links.opened(request.agency, token)
    _verb(answer)
    try:
        quote_codes.send_code(holder=holder, quote=quote, now=clock.now())
    except (Conflict, TooMany) as refusal:
        return _page(request, holder, quote, token, problem=refusal, status=refusal.status)
    messages.success(request, _("Code sent to %(address)s.") % {"address": _hidden(quote)})
    return redirect("quotes:quote_answer", token, answer)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@takes(CodeForm, "version")
def answer(request: AgencyRequest, token: str, answer: str) -> HttpResponse:
    """Type the code, and say what there is to say."""
    verb = _verb(answer)
    holder, quote = quote_links.opened(request.agency, token)
    label, needed, _said = ANSWERS.get(verb, ("", False, ""))
    form = CodeForm(request.POST if request.method == "POST" else None, label=label, needed=needed)
    status = 200
    if form.is_valid():
        try:
            typed = form.cleaned_data.pop("code")
            quote_codes.answer_by_code(
                holder=holder,
                quote=quote,
                version=read_version(request),
                verb=verb,
                code=typed,
                now=clock.now(),
                **form.cleaned_data,
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except (Conflict, TooMany) as refusal:
            fresh = quote_links.opened(request.agency, token)[1]
            typed = form.cleaned_data.get("words", "")
            return _page(request, holder, fresh, token, problem=refusal, typed=typed, status=refusal.status)
        else:
            messages.success(request, DONE[verb])
            return redirect("quotes:quote_link", token)
    if form.errors:
        status = 422
    context = {
        "quote": quote,
        "form": form,
        "verb": QUOTES[verb],
        "token": token,
        "answer": answer,
        "address": _hidden(quote),
        **quotes.page_context(holder, quote, clock.now()),
    }
    return render(request, "quotes/code.html", context, status=status)


def _verb(answer: str) -> str:
    if answer not in VERBS:
        raise NotVisible()
    return VERBS[answer]


def _hidden(quote: OrderQuote) -> str:
    """The addressee's address as somebody recognises it who knows it: c•••@example.org."""
    name, _at, domain = quote.addressee.user.email.partition("@")
    return f"{name[:1]}•••@{domain}"

"""Quotes for the client's side and the desk: the list of one's own, asking for
one, its page, its document, the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.rules.accounts import is_client
from drafts.rules.drafts import can_edit_draft
from drafts.views.fetching import draft_or_404
from project.base import clock, query
from project.base.access import area, member_only
from project.base.compiled import Slot, compiled_key
from project.base.errors import Conflict, Invalid, NotVisible, QuillhouseError, WrongState, require
from project.base.forms import takes
from project.base.http import AgencyRequest, MemberRequest
from project.base.viewer import Viewer
from quotes.actions import asking, quote_answers
from quotes.actions.moving import QUOTES
from quotes.forms.quotes import AskForm, WordsForm
from quotes.models import OrderQuote
from quotes.pages import quote_list, quote_pdf
from quotes.pages.quotes import page_context, timeline_of
from quotes.rules.quotes import can_quote

client_only = area(is_client)
page_methods = require_http_methods(["GET", "HEAD", "POST"])
#: verb -> (what is asked, whether something must be said, what to say afterwards).
ANSWERS: dict[str, tuple[Any, bool, Any]] = {
    "decline": (
        gettext_lazy("Why are you declining? Your answer helps the agency."),
        False,
        gettext_lazy("Quote declined."),
    ),
    "ask_change": (
        gettext_lazy("What should change?"),
        True,
        gettext_lazy("Change requested. The agency will send you a new version."),
    ),
}


@compiled_key
def _quotes(viewer: Viewer, number: Slot) -> QuerySet[OrderQuote]:
    rows = OrderQuote.objects.visible_to(viewer).filter(number=number)
    return rows.select_related(
        "account",
        "addressee",
        "order",
        "work",
        "draft__service",
        "draft__subject",
        "draft__quality",
        "draft__preferred_writer",
    )


def quote_or_404(request: MemberRequest, number: str) -> OrderQuote:
    """The quote of that number if the viewer may see it. One query."""
    quote = _quotes.first(request.viewer, number=number)
    if quote is None:
        raise NotVisible()
    quote.agency = quote.draft.agency = request.agency
    return quote


@client_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The quotes of my client accounts."""
    return quote_list.answer(request, "client")


@client_only
@page_methods
@takes(AskForm)
def ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask the agency for a price of a draft."""
    draft = draft_or_404(request, public_id)
    require(can_edit_draft(request.viewer, draft))
    if draft.held_by:
        return redirect("quotes:quote", draft.held_by)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            quote = asking.ask_quote(
                actor=request.viewer, draft=draft, wish=form.cleaned_data["wish"], now=clock.now()
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Quote requested. You will get an email when it is ready."))
            return redirect("quotes:quote", quote.number)
    return render(
        request, "quotes/ask.html", {"draft": draft, "form": form}, status=422 if form.errors else 200
    )


@member_only
@require_safe
def show(request: MemberRequest, number: str) -> HttpResponse:
    """What is offered, at what price, until when; what changed; what happened."""
    return page(request, quote_or_404(request, number))


def page(
    request: MemberRequest,
    quote: OrderQuote,
    *,
    problem: QuillhouseError | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a quote, with what went wrong on top and the words that were typed then."""
    wanted = query.number(request.GET, "version", most=9999)
    viewer = request.viewer
    context = {
        **page_context(viewer, quote, clock.now(), wanted),
        "events": timeline_of(viewer, quote),
        "desk": can_quote(viewer),
        "problem": problem,
        "typed": typed,
    }
    return render(request, "quotes/page.html", context, status=status)


@member_only
@require_safe
def document(request: MemberRequest, number: str) -> HttpResponse:
    """The newest version as a PDF; `?version=` for an earlier one."""
    return quote_pdf.response(request, quote_or_404(request, number))


@member_only
@require_POST
@takes("version")
def accept(request: MemberRequest, number: str) -> HttpResponse:
    """Accept the version that was read: the order is placed."""
    quote = quote_or_404(request, number)
    require(QUOTES.may("accept", request.viewer, quote))
    try:
        order = quote_answers.accept_quote(
            actor=request.viewer, quote=quote, version=read_version(request), now=clock.now()
        )
    except Conflict as refusal:
        return page(request, quote_or_404(request, number), problem=refusal, status=409)
    messages.success(request, _("Order %(number)s placed.") % {"number": order.number})
    return redirect("orders:order", order.number)


@member_only
@page_methods
@takes(WordsForm, "version")
def decline(request: MemberRequest, number: str) -> HttpResponse:
    """Decline, saying why."""
    return _with_words(request, number, "decline", quote_answers.decline_quote)


@member_only
@page_methods
@takes(WordsForm, "version")
def ask_change(request: MemberRequest, number: str) -> HttpResponse:
    """Ask for another version."""
    return _with_words(request, number, "ask_change", quote_answers.ask_change)


@member_only
@require_POST
def ask_again(request: MemberRequest, number: str) -> HttpResponse:
    """One click for a new one."""
    said = _("New quote requested.")
    return press(request, number, "ask_again", asking.ask_again, said)


@member_only
@require_POST
def call_back(request: MemberRequest, number: str) -> HttpResponse:
    """Take one's request back."""
    said = _("Request withdrawn. You can edit the draft again.")
    return press(request, number, "call_back", asking.call_back, said)


def press(
    request: MemberRequest, number: str, verb: str, act: Callable[..., Any], said: str, **facts: Any
) -> HttpResponse:
    """Fetch in scope, ask the right, call one action, and go to the quote.
    A conflict is shown on the page, 409."""
    quote = quote_or_404(request, number)
    require(QUOTES.may(verb, request.viewer, quote))
    try:
        act(actor=request.viewer, quote=quote, now=clock.now(), **facts)
    except Conflict as refusal:
        typed = next((value for value in facts.values() if isinstance(value, str)), "")
        return page(request, quote_or_404(request, number), problem=refusal, typed=typed, status=409)
    messages.success(request, said)
    return redirect("quotes:quote", number)


def read_version(request: AgencyRequest) -> int:
    """The version that stood on the page; 0, which nobody was sent, when that cannot be read."""
    return query.number(request.POST, "version", most=9999)


def _with_words(request: MemberRequest, number: str, verb: str, act: Callable[..., Any]) -> HttpResponse:
    quote = quote_or_404(request, number)
    require(QUOTES.may(verb, request.viewer, quote))
    if request.method != "POST" and (reason := QUOTES.why_not(verb, quote)):
        raise WrongState(reason)
    label, needed, said = ANSWERS[verb]
    form = WordsForm(request.POST if request.method == "POST" else None, label=label, needed=needed)
    if form.is_valid():
        try:
            facts = {"version": read_version(request), "words": form.cleaned_data["words"]}
            return press(request, number, verb, act, said, **facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
    context = {"quote": quote, "form": form, "verb": QUOTES[verb]}
    return render(request, "quotes/words.html", context, status=422 if form.errors else 200)

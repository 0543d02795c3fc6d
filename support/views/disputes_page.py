"""The page of a dispute: fetched in the viewer's scope, with a form for each thing that can be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from agencies.models import Membership
from project.base import clock
from project.base.errors import NotVisible, QuillhouseError
from project.base.forms import ActionForm
from project.base.http import MemberRequest
from support.forms.disputes import CHOOSE_ONE, CounterForm, StatementForm, TermsForm, WithFiles
from support.models import Dispute
from support.pages.disputes import dispute_of, page_of, verbs_of
from support.rules import disputes as rules
from support.states.disputes import FITS, Outcome

#: Verb -> the form that it takes on the dispute's page.
FORMS = {
    "answer": StatementForm,
    "appeal": StatementForm,
    "propose": TermsForm,
    "decide": TermsForm,
    "counter": CounterForm,
}


def dispute_or_404(request: MemberRequest, public_id: str) -> Dispute:
    """The dispute of that id if the viewer may see it, with all that its page prints. Raises NotVisible."""
    found = dispute_of(request.viewer, public_id)
    if found is None:
        raise NotVisible()
    found.order.agency = request.agency
    return found


def dispute_page(
    request: MemberRequest,
    dispute: Dispute,
    typed: dict[str, ActionForm] | None = None,
    *,
    status: int = 200,
    problem: QuillhouseError | None = None,
) -> HttpResponse:
    """Where a dispute stands, with forms of what can be done, and what was typed into one of them."""
    now = clock.now()
    for form in (typed or {}).values():
        if isinstance(form, WithFiles):
            form.ask_for_files_again()
    verbs = verbs_of(request.viewer, dispute, now)
    context = {
        **page_of(request.viewer, dispute, now),
        "verbs": verbs,
        "forms": _forms(request, dispute, verbs, typed or {}),
        "problem": problem,
    }
    return render(request, "support/disputes/dispute.html", context, status=status)


def _forms(
    request: MemberRequest, dispute: Dispute, verbs: dict[str, str], typed: dict[str, ActionForm]
) -> dict[str, ActionForm]:
    """The forms of what can be done now, with what was typed into them."""
    found = {}
    for verb, reason in verbs.items():
        if reason or verb not in FORMS:
            continue
        form = typed.get(verb) or _empty(request, dispute, verb)
        if "outcome" in form.fields:
            _fit(form, _fitting(dispute))
        found[verb] = form
    return found


def _fit(form: ActionForm, outcomes: list[tuple[str, Any]]) -> None:
    """Offer these outcomes, and no field of another one."""
    form.fields["outcome"].choices = [("", CHOOSE_ONE), *outcomes]  # type: ignore[attr-defined]
    for name, outcome in (("days", Outcome.EXTEND), ("writer", Outcome.REASSIGN)):
        if outcome not in dict(outcomes):
            form.fields.pop(name, None)


def _empty(request: MemberRequest, dispute: Dispute, verb: str) -> ActionForm:
    if FORMS[verb] is TermsForm:
        return TermsForm(writers=other_writers(request, dispute), auto_id=f"{verb}-%s")
    if FORMS[verb] is CounterForm:
        waiting = rules.open_proposal(dispute)
        return CounterForm(initial={"number": waiting.number if waiting else 0}, auto_id=f"{verb}-%s")
    return StatementForm(auto_id=f"{verb}-%s")


def _fitting(dispute: Dispute) -> list[tuple[str, Any]]:
    """The outcomes that are possible where the order stands."""
    to = dispute.order.resumes_to
    return [(one.value, one.label) for one in Outcome if one not in FITS or to in FITS[one]]


def other_writers(request: MemberRequest, dispute: Dispute) -> list[Membership]:
    """Who could get the order instead. One query."""
    rows = Membership.objects.visible_to(request.viewer).writers().exclude(pk=dispute.order.writer_id or 0)
    return list(rows.order_by("public_name", "id"))

"""Giving feedback, its page, and what its giver can do with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Membership
from orders.models import Order
from orders.views.fetching import order_or_404
from project.base import clock, query
from project.base.access import member_only
from project.base.compiled import Slot, compiled_key
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, Stale, Taken, WrongState
from project.base.forms import ActionForm, takes
from project.base.http import MemberRequest
from project.base.viewer import Viewer
from writers.actions.feedback import give_feedback
from writers.actions.feedback_edits import delete_feedback, edit_feedback
from writers.forms.feedback import ContestForm, DecisionForm, FeedbackForm, ReplyForm
from writers.models import Feedback
from writers.pages.feedback import RELATED, known
from writers.pages.feedback_detail import detail
from writers.rules.feedback import judged, receivers_of
from writers.rules.feedback_acts import gave
from writers.states.feedback import RATINGS, Direction

#: Characters of a form that is shown again.
MOST_TYPED = 20_000
form_page = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@form_page
@takes(FeedbackForm)
def give(request: MemberRequest, number: str, direction: str) -> HttpResponse:
    """Give feedback in one direction. Where there are several receivers, `?to=` says the how-manieth."""
    order = order_or_404(request, number)
    receiver_id, places = _receiver(request, order, direction)
    posted = request.POST if request.method == "POST" else None
    form = FeedbackForm(posted, direction=direction)
    if form.is_valid():
        receiver = Membership.objects.filter(agency=request.agency, pk=receiver_id or 0).first()
        facts: dict[str, Any] = {"order": order, "direction": direction, "receiver": receiver}
        try:
            row = give_feedback(actor=request.viewer, said=form.said(), now=clock.now(), **facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Taken as refusal:
            form.add_error(None, str(refusal))
            return _form_page(request, form, order=order, places=places, status=409)
        else:
            messages.success(request, _("Thank you for your feedback."))
            return redirect("writers:feedback", row.public_id)
    return _form_page(request, form, order=order, places=places)


def _receiver(request: MemberRequest, order: Order, direction: str) -> tuple[int | None, list[int]]:
    """The receiver that is asked for, and the places of all when there are several. Raises NotAllowed for a
    direction that is not the viewer's, NotVisible beyond its receivers."""
    found = receivers_of(request.viewer, order).get(direction, [])
    if not found:
        raise NotAllowed(_("You can’t give this feedback on this order."))
    place = query.number(request.GET, "to", most=99, otherwise=1)
    if not 1 <= place <= len(found):
        raise NotVisible()
    return found[place - 1], list(range(1, len(found) + 1)) if len(found) > 1 else []


@member_only
@form_page
@takes(FeedbackForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say it otherwise. What was typed upon an older version stands beside what is stored."""
    row = _own(request, public_id)
    posted = request.POST if request.method == "POST" else None
    form = FeedbackForm(posted, direction=row.direction, initial=_initial(row))
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_feedback(
                actor=request.viewer, feedback=row, said=form.said(), version=version, now=clock.now()
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as refusal:
            form.add_error(None, str(refusal))
            return _stale_page(request, form, refusal.current)
        except WrongState as refusal:
            form.add_error(None, str(refusal))
            return _form_page(request, form, row=row, status=409)
        else:
            messages.success(request, _("Feedback saved."))
            return redirect("writers:feedback", row.public_id)
    return _form_page(request, form, row=row)


def _stale_page(request: MemberRequest, form: FeedbackForm, current: Feedback) -> HttpResponse:
    """The form as typed, now upon the stored version, which stands above it."""
    typed = QueryDict(mutable=True)
    sent = query.everything(request.POST, without=("csrfmiddlewaretoken", "version"), most=MOST_TYPED)
    for name, texts in sent.items():
        typed.setlist(name, texts)
    typed["version"] = str(current.version)
    form.data = typed
    return _form_page(request, form, row=current, stored=known(request.viewer, current), status=409)


def _initial(row: Feedback) -> dict[str, Any]:
    names = ("strengths", "improvements", "notes", "anonymous", "allow_public", "version")
    ratings = {name: getattr(row, name) or "" for name in RATINGS}
    return {**ratings, **{name: getattr(row, name) for name in names}}


def _form_page(request: MemberRequest, form: FeedbackForm, status: int = 0, **context: Any) -> HttpResponse:
    titles = {
        Direction.EDITOR_TO_WRITER: _("Feedback to the writer"),
        Direction.CLIENT_TO_WRITER: _("Rate the writer"),
        Direction.CLIENT_TO_EDITOR: _("Rate the editor"),
        Direction.WRITER_TO_CLIENT: _("Feedback on the client"),
    }
    facts = {"form": form, "title": titles[Direction(form.direction)], **context}
    status = status or (422 if form.errors else 200)
    return render(request, "writers/feedback/form.html", facts, status=status)


@member_only
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One feedback, as its reader may know it."""
    return page_of_feedback(request, feedback_or_404(request, public_id))


@member_only
@require_POST
def delete(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete what its receiver has not read yet. The second click finds it deleted."""
    row = own_to_delete(request, public_id)
    delete_feedback(actor=request.viewer, feedback=row, now=clock.now())
    messages.success(request, _("Feedback deleted."))
    return redirect("orders:order", row.order.number)


@compiled_key
def _feedback(viewer: Viewer, public_id: Slot) -> QuerySet[Feedback]:
    return Feedback.objects.visible_to(viewer).select_related(*RELATED).filter(public_id=public_id)


def feedback_or_404(request: MemberRequest, public_id: str) -> Feedback:
    """The feedback of that id in the viewer's scope. One query. Raises NotVisible."""
    found = _feedback.first(request.viewer, public_id=public_id)
    if found is None:
        raise NotVisible()
    return judged(found, clock.now())


def _own(request: MemberRequest, public_id: str) -> Feedback:
    return allowed_or_403(request, public_id, gave)


def own_to_delete(request: MemberRequest, public_id: str) -> Feedback:
    """The viewer's own, deleted or not. Raises NotAllowed for what others gave and the viewer may see,
    NotVisible beyond that."""
    rows = Feedback.objects.filter(agency=request.agency, giver_id=request.viewer.member_id)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        feedback_or_404(request, public_id)
        raise NotAllowed()
    return found


def allowed_or_403(request: MemberRequest, public_id: str, right: Any) -> Feedback:
    row = feedback_or_404(request, public_id)
    if not right(request.viewer, row):
        raise NotAllowed()
    return row


def refused(
    request: MemberRequest, public_id: str, refusal: Conflict, name: str, form: ActionForm
) -> HttpResponse:
    """The page as it stands by now, with what was typed into the form `name` that came too late."""
    form.add_error(None, str(refusal))
    return page_of_feedback(request, feedback_or_404(request, public_id), 409, **{name: form})


def page_of_feedback(
    request: MemberRequest, row: Feedback, status: int = 0, **forms: ActionForm
) -> HttpResponse:
    """Its page, with `forms` as they were typed."""
    found = detail(request.viewer, row)
    context: dict[str, Any] = {
        "page": found,
        "reply_form": ReplyForm(initial={"text": row.reply}),
        "contest_form": ContestForm(),
        "decision_form": DecisionForm(),
        **forms,
    }
    return render(
        request, "writers/feedback/feedback.html", context, status=status or (422 if forms else 200)
    )

"""The writer's pages: start, deliver with a preview, and one version to read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.actions import deliveries, revision_work
from orders.actions.moving import ORDERS
from orders.actions.revision_requests import answer_points
from orders.forms.deliveries import DeliveryForm
from orders.forms.revision_requests import AnswerForm, answer_forms, put_refusal, typed_answers
from orders.models import Order
from orders.pages.delivering import answer_rows, commission_of, read_revisions
from orders.pages.order.comments import comments_of, with_marks
from orders.pages.order.deliveries import readable_deliveries, version_of
from orders.pages.order.rounds import is_answerable
from orders.rules.length import length_of
from orders.rules.live_revision import active_revision
from orders.rules.orders import can_write
from orders.rules.reviews import can_review
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404
from project.base import clock, markdown, query
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.forms import rows_of, takes
from project.base.http import MemberRequest
from project.base.readable import count_read

from .answering import press


@member_only
@require_POST
def start(request: MemberRequest, number: str) -> HttpResponse:
    """Begin the work or the revision."""
    return press(
        request, number, "start", deliveries.start_work, _("Work started. Deliver when the text is ready.")
    )


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(DeliveryForm, *rows_of(AnswerForm, "point-*"), "answers", "anyway")
def deliver(request: MemberRequest, number: str) -> HttpResponse:
    """Write or paste the text beside the commission, answer the points of a revision, hand it in.
    What was typed survives every refusal."""
    order = order_or_404(request, number)
    require(can_write(request.viewer, order))
    read_revisions(order)
    if request.method == "POST":
        return _deliver(request, order)
    if order.state not in ORDERS["deliver"].sources:
        raise WrongState(ORDERS.why_not("deliver", order))
    return _page(
        request, order, DeliveryForm(initial={"text": _latest_text(order)}), _answers(request, order)
    )


def _deliver(request: MemberRequest, order: Order) -> HttpResponse:
    form, answers = DeliveryForm(request.POST, request.FILES), _answers(request, order, request.POST)
    if not _all_valid(form, answers):
        return _page(request, order, form, answers)
    settled = any(query.has(request.POST, name) for name in ("answers", "anyway"))
    if not settled and _misses_its_length(order, form):
        return _page(request, order, form, answers, asks=True)
    try:
        if query.has(request.POST, "answers"):
            _store_answers(request, order, answers)
            messages.success(request, _("Answers saved. The text has not been delivered yet."))
            return _page(request, order, form, answers)
        _hand_in(request, order, form, answers)
    except Invalid as refusal:
        put_refusal(refusal, form, answers)
        return _page(request, order, form, answers)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, order, form, answers, status=409)
    messages.success(request, _("Version delivered."))
    return redirect("orders:order", order.number)


def _all_valid(form: DeliveryForm, answers: list[AnswerForm]) -> bool:
    return all([form.is_valid(), *(row.is_valid() for row in answers)])


def _misses_its_length(order: Order, form: DeliveryForm) -> bool:
    """Whether to ask before the text is handed in. Words in files are not counted, so a text that comes with
    some is not asked about; nor is what cannot be handed in."""
    typed = form.cleaned_data
    if not typed["text"] or typed["files"] or order.state not in ORDERS["deliver"].sources:
        return False
    length = length_of(order, count_read(typed["text"]))
    return length is not None and length.outside


def _answers(request: MemberRequest, order: Order, data: Any = None) -> list[AnswerForm]:
    """The answer forms of the live revision, when there is one in work."""
    revision = active_revision(order)
    if revision is None or not is_answerable(order, sides_of(request.viewer, order), revision):
        return []
    return answer_forms(revision, data)


def _store_answers(request: MemberRequest, order: Order, answers: list[AnswerForm]) -> None:
    if answers and (revision := active_revision(order)):
        answer_points(
            actor=request.viewer, revision=revision, answers=typed_answers(answers), now=clock.now()
        )


def _hand_in(request: MemberRequest, order: Order, form: DeliveryForm, answers: list[AnswerForm]) -> None:
    typed = form.cleaned_data
    revision_work.answer_and_deliver(
        actor=request.viewer,
        order=order,
        revision=active_revision(order) if answers else None,
        answers=typed_answers(answers),
        text=typed["text"],
        note=typed["note"],
        uploads=typed["files"],
        now=clock.now(),
    )


def _page(
    request: MemberRequest,
    order: Order,
    form: DeliveryForm,
    answers: list[AnswerForm],
    *,
    status: int = 200,
    asks: bool = False,
) -> HttpResponse:
    """`asks`: whether to hand in a text of this length."""
    sides, revision = sides_of(request.viewer, order), active_revision(order)
    last = order.deliveries.order_by("-number").only("order", "corrects", "number", "word_count").first()
    comments = comments_of(request.viewer, [last]).get(last.pk, []) if last else []
    refused = bool(form.is_bound and form.errors) or any(row.is_bound and row.errors for row in answers)
    text = form.cleaned_data.get("text", "") if form.is_bound else form.initial["text"]
    if form.is_bound:
        form.ask_for_files_again()
    context = {
        "order": order,
        "form": form,
        "answers": answer_rows(revision, sides, answers),
        "revision": revision,
        "commission": commission_of(request.viewer, order, sides),
        "refused": refused,
        "asks": asks,
        "comments": comments,
        "taken": last.number if last and last.word_count else None,
        **_preview(order, text),
    }
    context["html"] = with_marks(context["html"], comments)
    code = status if status != 200 else 422 if refused or asks else 200
    return render(request, "orders/deliveries/deliver.html", context, status=code)


def _preview(order: Order, text: str) -> dict[str, Any]:
    words = count_read(text)
    return {
        "html": markdown.render(text, top=3) if text else "",
        "words": words,
        "length": length_of(order, words),
    }


def _latest_text(order: Order) -> str:
    """The last version to go on from: what was sent back, or what the client wants revised."""
    last = order.deliveries.order_by("-number").first()
    return last.text if last else ""


@member_only
@require_POST
@takes(DeliveryForm, *rows_of(AnswerForm, "point-*"), "answers", "anyway")
def preview(request: MemberRequest, number: str) -> HttpResponse:
    """The typed text as it will be read, for whoever writes or corrects it: the part of the page while
    typing, or without JavaScript the writer's whole page again."""
    order = order_or_404(request, number)
    require(can_write(request.viewer, order) or can_review(request.viewer, order))
    form = DeliveryForm(request.POST, request.FILES)
    form.is_valid()
    if request.htmx:
        text = form.cleaned_data.get("text", "")
        problems: Any = form.errors.get("text", [])
        context = {"order": order, "problems": problems, **_preview(order, text)}
        return render(request, "orders/deliveries/_preview.html", {**context, "swapped": True})
    require(can_write(request.viewer, order))
    read_revisions(order)
    return _page(request, order, form, _answers(request, order, request.POST))


@member_only
@require_safe
def delivery(request: MemberRequest, number: str, version: int) -> HttpResponse:
    """One version, to read in peace, with the way to its neighbours."""
    order = order_or_404(request, number)
    sides = sides_of(request.viewer, order)
    rows = readable_deliveries(request.viewer, order, sides)
    numbers = list(rows.values_list("number", flat=True))
    found = rows.annotate(revision_number=F("revision__number"), maker=F("made_by__public_name"))
    row = found.filter(number=version).first()
    if row is None:
        raise NotVisible()
    at = numbers.index(version)
    said = comments_of(request.viewer, [row]).get(row.pk, []) if sides.inside else []
    context = {
        "order": order,
        "version": version_of(
            order, sides, row, row.attachments.select_related("file"), row.text, top=2, comments=said
        ),
        "newer": numbers[at - 1] if at else None,
        "older": numbers[at + 1] if at + 1 < len(numbers) else None,
    }
    return render(request, "orders/deliveries/version.html", context)

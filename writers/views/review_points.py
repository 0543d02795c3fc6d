"""Buttons of the points on the page of a review: add, edit, remove, use a saved comment, save one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from orders.models import Order
from project.base import clock, query
from project.base.compiled import Slot, compiled_key
from project.base.errors import Invalid, NotVisible
from project.base.http import MemberRequest
from project.base.viewer import Viewer
from writers.actions.feedback_points import add_point, edit_point, remove_point
from writers.actions.saved_comments import save_point
from writers.forms.feedback_points import PointForm, typed_point
from writers.models import FeedbackPoint, SavedComment
from writers.models.feedback_parts import POINT_LIMIT

#: Buttons whose value is the id of a point, or of a saved comment.
PRESSES = ("use", "edit", "remove", "keep")
MOST_NUMBER = 32_767


def empty() -> PointForm:
    """The form with nothing in it."""
    return PointForm(prefix="point")


@dataclass
class Pressed:
    """What came of it: the form of a point, which point it edits, and what happened."""

    form: PointForm = field(default_factory=empty)
    editing: str = ""
    told: str = ""


def press(request: MemberRequest, order: Order, do: str) -> Pressed:
    """Do what the button says. Raises NotVisible for what the viewer does not see."""
    if do == "add":
        return _add(request, order)
    wish = next((name for name in PRESSES if query.has(request.POST, name)), "")
    key = query.public_id(request.POST, wish) if wish else ""
    if wish == "use":
        return Pressed(_filled(request, saved_or_404(request, key)), editing_of(request))
    if not wish:
        return Pressed(typed_again(request), editing_of(request))
    if wish == "remove":
        return _remove(request, key)
    point = point_or_404(request, key)
    if wish == "edit":
        return Pressed(PointForm(initial=typed_point(point), prefix="point"), key)
    return _keep(request, point, typed_again(request))


def _remove(request: MemberRequest, key: str) -> Pressed:
    """A second click finds it removed. A form that edits it becomes that of a new one."""
    with suppress(NotVisible):
        remove_point(actor=request.viewer, point=point_or_404(request, key))
    editing = editing_of(request)
    return Pressed(typed_again(request), "" if editing == key else editing, told=_("Point removed."))


def with_verdict(request: MemberRequest) -> Pressed:
    """The point that stands in the form when a verdict is given: it goes with it. Its form is bound where
    something was typed, and has an error where that is no point."""
    if not any(text.strip() for text in typed_words(request).values()):
        return Pressed()
    form = PointForm(request.POST, prefix="point")
    if form.is_valid() and not form.cleaned_data["issue"]:
        form.add_error("issue", _("Enter what should change."))
    return Pressed(form, editing_of(request))


def typed_again(request: MemberRequest) -> PointForm:
    """The form of a point as it was typed."""
    return PointForm(initial=typed_words(request), prefix="point")


def _add(request: MemberRequest, order: Order) -> Pressed:
    """Add the point that was typed, or save the one that is edited."""
    form, editing = PointForm(request.POST, prefix="point"), editing_of(request)
    if not form.is_valid():
        return Pressed(form, editing)
    try:
        if editing:
            edit_point(actor=request.viewer, point=point_or_404(request, editing), said=form.said)
            return Pressed(told=_("Saved."))
        number = query.number(request.POST, "number", most=MOST_NUMBER)
        add_point(actor=request.viewer, order=order, number=number, said=form.said, now=clock.now())
    except Invalid as refusal:
        form.add_refusal(refusal)
        return Pressed(form, editing)
    return Pressed(told=_("Point added. The writer reads it with your verdict."))


def _keep(request: MemberRequest, point: FeedbackPoint, form: PointForm) -> Pressed:
    try:
        save_point(actor=request.viewer, point=point, now=clock.now())
    except Invalid as refusal:
        return Pressed(form, told=" ".join(str(text) for texts in refusal.errors.values() for text in texts))
    return Pressed(form, told=_("Saved to your comments."))


def _filled(request: MemberRequest, saved: SavedComment) -> PointForm:
    """The saved words in place of those typed; passage and section stay."""
    return PointForm(initial=typed_point(saved, **typed_words(request)), prefix="point")


def typed_words(request: MemberRequest) -> dict[str, str]:
    """What stands in the form of a point, to come back to it."""
    names = PointForm.base_fields
    return {name: query.verbatim(request.POST, f"point-{name}", most=POINT_LIMIT) for name in names}


def editing_of(request: MemberRequest) -> str:
    """The point that the form edits."""
    return query.public_id(request.POST, "editing")


@compiled_key
def _points(viewer: Viewer, public_id: Slot) -> QuerySet[FeedbackPoint]:
    rows = FeedbackPoint.objects.visible_to(viewer).select_related("feedback__order", "tag")
    return rows.filter(public_id=public_id)


def point_or_404(request: MemberRequest, key: str) -> FeedbackPoint:
    """The point of this id in the viewer's scope."""
    found = _points.first(request.viewer, public_id=key)
    if found is None:
        raise NotVisible()
    return found


def saved_or_404(request: MemberRequest, key: str) -> SavedComment:
    """The saved comment of this id, own or shared."""
    rows = SavedComment.objects.visible_to(request.viewer).select_related("tag")
    found = rows.filter(public_id=key).first()
    if found is None:
        raise NotVisible()
    return found

"""The page of a member of a class by their mailed link, and what they do on it. Nothing is written by opening
it; whoever is signed in counts for nothing here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.files.storage import response as file_response
from agencies.models import FileUse
from cohorts.actions.member_briefs import remove_file, save_brief, send_brief
from cohorts.forms.member_portal import (
    BriefForm,
    MemberMessageForm,
    MemberReplyForm,
    MemberRevisionForm,
)
from cohorts.pages.member_portal import order_of
from cohorts.pages.portal_parts import Asked
from cohorts.pages.portal_work import questions_of
from drafts.models import DraftFile
from orders.actions.acceptance import accept_order
from orders.actions.messages import post_message
from orders.actions.revision_requests import request_revision
from orders.actions.revision_verdicts import answer_question
from orders.models import Attachment, Delivery, Order
from orders.pages.text_documents import version_document
from orders.rules.live_revision import active_revision
from orders.states.revision_choices import Severity
from orders.views.downloads import KINDS, document_answer
from project.base import query
from project.base.access import public
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest
from project.base.markdown import render as rendered

from .portal_opening import answered, by_link, page_of


def _order(asked: Asked) -> Order:
    order = order_of(asked)
    if order is None:
        raise NotVisible()
    return order


@public
@require_safe
@by_link
def mine(request: AgencyRequest, asked: Asked) -> HttpResponse:
    """The page."""
    return page_of(request, asked)


@public
@require_POST
@takes(BriefForm, "send")
@by_link
def brief(request: AgencyRequest, asked: Asked) -> HttpResponse:
    """Keep the brief, or send it."""
    form = BriefForm(request.POST, request.FILES)
    sends = query.has(request.POST, "send")
    if form.is_valid():
        typed = form.cleaned_data
        facts = {"text": typed["text"], "version": typed["version"], "uploads": typed["files"]}
        try:
            (send_brief if sends else save_brief)(
                actor=asked.viewer, member=asked.member, now=asked.now, **facts
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
            form.ask_for_files_again()
        except Conflict as refusal:
            return page_of(request, asked, problem=refusal, brief=form)
        else:
            return answered(request, asked, _("Brief sent.") if sends else _("Draft saved."))
    return page_of(request, asked, brief=form)


@public
@require_POST
@by_link
def file_remove(request: AgencyRequest, asked: Asked, public_id: str) -> HttpResponse:
    """Take a file out again, while the brief is not sent."""
    try:
        remove_file(actor=asked.viewer, member=asked.member, public_id=public_id)
    except Conflict as refusal:
        return page_of(request, asked, problem=refusal)
    return answered(request, asked, _("File removed."))


@public
@require_safe
@by_link
def file(request: AgencyRequest, asked: Asked, public_id: str) -> HttpResponseBase:
    """A file of the brief, of a version or of a message."""
    drafts = DraftFile.objects.filter(agency=request.agency, draft_id=asked.member.draft_id or 0)
    rows: list[Any] = [Attachment.objects.visible_to(asked.viewer), drafts]
    for known in rows:
        use: FileUse | None = known.filter(public_id=public_id).select_related("file").first()
        if use is not None:
            return file_response(use.file, use.name)
    raise NotVisible()


@public
@require_safe
@by_link
def version(request: AgencyRequest, asked: Asked, version: int) -> HttpResponseBase:
    """One version: to read, or with `kind` as a file to take along."""
    order = _order(asked)
    rows = Delivery.objects.visible_to(asked.viewer).filter(order=order, number=version).exclude(text="")
    found = rows.first()
    if found is None:
        raise NotVisible()
    if kind := query.choice(request.GET, "kind", ("", *KINDS), ""):
        return document_answer(version_document(order, found), kind, letterhead=False)
    context: dict[str, Any] = {"cohort": asked.member.cohort, "member": asked.member, "version": found}
    context |= {"html": rendered(found.text), "back": asked.url("mine"), "url": request.path}
    return render(request, "cohorts/portal/version.html", context)


@public
@require_POST
@by_link
def accept(request: AgencyRequest, asked: Asked) -> HttpResponse:
    """Accept what was delivered."""
    order = _order(asked)
    try:
        accept_order(actor=asked.viewer, order=order, now=asked.now)
    except Conflict as refusal:
        return page_of(request, asked, problem=refusal)
    return answered(request, asked, _("Delivery accepted."))


@public
@require_POST
@takes(MemberRevisionForm)
@by_link
def revise(request: AgencyRequest, asked: Asked) -> HttpResponse:
    """Ask for changes, point by point."""
    order, form = _order(asked), MemberRevisionForm(request.POST)
    if form.is_valid():
        facts = {"summary": form.cleaned_data["summary"], "points": form.points}
        try:
            request_revision(
                actor=asked.viewer, order=order, severity=Severity.MODERATE, now=asked.now, **facts
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return page_of(request, asked, problem=refusal, revision=form)
        else:
            return answered(request, asked, _("Revision requested."))
    return page_of(request, asked, revision=form)


@public
@require_POST
@takes(MemberReplyForm)
@by_link
def reply(request: AgencyRequest, asked: Asked) -> HttpResponse:
    """Answer what the writer asks."""
    order = _order(asked)
    form = MemberReplyForm(request.POST, questions=questions_of(order))
    revision = active_revision(order)
    if revision is None:
        raise NotVisible()
    if form.is_valid():
        try:
            answer_question(actor=asked.viewer, revision=revision, replies=form.replies, now=asked.now)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return page_of(request, asked, problem=refusal)
        else:
            return answered(request, asked, _("Answer sent."))
    return page_of(request, asked, reply=form)


@public
@require_POST
@takes(MemberMessageForm)
@by_link
def message(request: AgencyRequest, asked: Asked) -> HttpResponse:
    """Write to the writer and the agency."""
    order, form = _order(asked), MemberMessageForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        facts = {"text": typed["text"], "uploads": typed["files"], "key": typed["key"]}
        try:
            post_message(actor=asked.viewer, order=order, internal=False, now=asked.now, **facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
            form.ask_for_files_again()
        except Conflict as refusal:
            return page_of(request, asked, problem=refusal, message=form)
        else:
            return answered(request, asked, _("Message sent."))
    return page_of(request, asked, message=form)

"""Texts of an order to take away: as a file, as a page to print, and everything as one archive. Who reads a
thing on the page may take it along (views/fetching.py)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.files.downloads import as_download
from agencies.files.zip_stream import streamed
from orders.models import Order
from orders.pages.order_archive import entries_of
from orders.pages.text_documents import (
    CONTENT_TYPES,
    TextDocument,
    brief_document,
    stationery_of,
    version_document,
)
from orders.views.fetching import reading_or_404, version_or_404
from project.base import markdown, query
from project.base.access import member_only
from project.base.http import MemberRequest

KINDS = tuple(CONTENT_TYPES)


@member_only
@require_safe
def version(request: MemberRequest, number: str, version: int) -> HttpResponseBase:
    """One version. `kind` is the ending of the file, `letterhead` puts it on the agency's paper."""
    return _document(request, version_document(*version_or_404(request, number, version)))


@member_only
@require_safe
def brief(request: MemberRequest, number: str) -> HttpResponseBase:
    """The brief, in the same kinds."""
    order, _versions = reading_or_404(request, number)
    return _document(request, brief_document(order))


def _document(request: HttpRequest, document: TextDocument) -> HttpResponseBase:
    kind = query.choice(request.GET, "kind", KINDS, KINDS[0])
    return document_answer(document, kind, letterhead=query.has(request.GET, "letterhead"))


def document_answer(document: TextDocument, kind: str, *, letterhead: bool) -> HttpResponseBase:
    """The file of that kind, for pages and programs alike."""
    content = document.content(kind, letterhead=letterhead)
    return as_download(content, name=f"{document.name}.{kind}", content_type=CONTENT_TYPES[kind])


@member_only
@require_safe
def printed(request: MemberRequest, number: str, version: int) -> HttpResponse:
    """One version as a page without anything around it; `letterhead` puts the agency's name on top."""
    order, delivery = version_or_404(request, number, version)
    document = version_document(order, delivery)
    paper = stationery_of(order.agency, document.foot) if query.has(request.GET, "letterhead") else None
    context = {"order": order, "version": delivery, "paper": paper, "foot": document.foot}
    context["html"] = markdown.render(delivery.text)
    return render(request, "orders/deliveries/print.html", context)


@member_only
@require_safe
def archive(request: MemberRequest, number: str) -> HttpResponseBase:
    """The whole order as a ZIP."""
    order, _versions = reading_or_404(request, number)
    return archive_answer(request, order)


def archive_answer(request: MemberRequest, order: Order) -> HttpResponseBase:
    """The archive, packed while it is sent."""
    entries = entries_of(request.viewer, order)
    return as_download(streamed(entries), name=f"{order.number}.zip", content_type="application/zip")

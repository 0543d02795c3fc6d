"""Texts of an order as files, and the whole order as an archive: `/api/v1/orders/orders/{number}/…`."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase

from orders.pages.text_documents import CONTENT_TYPES, TextDocument, brief_document, version_document
from orders.views.downloads import KINDS, archive_answer, document_answer
from orders.views.fetching import reading_or_404, version_or_404
from project.base.api import fields
from project.base.api.bodies import Query
from project.base.api.endpoint import MEMBERS, verb
from project.base.api.resource import Resource

MEDIA_TYPES = tuple(kind.partition(";")[0] for kind in CONTENT_TYPES.values())


class DocumentQuery(Query):
    """Which file of the text. A letterhead is of documents alone."""

    kind = fields.Choice(choices=KINDS, required=False, help_text="The ending of the file; else docx.")
    letterhead = fields.Flag(required=False, help_text="On the agency’s paper.")


class DownloadViewSet(Resource):
    """What the caller may take along: whatever they read of the order, or read when they handed it over."""

    lookup_field, lookup_value_converter = "number", "order_number"

    @verb(
        "deliveries/<int:version>/document",
        MEMBERS,
        method="get",
        query=DocumentQuery,
        media_types=MEDIA_TYPES,
        refusals=(409, 413, 503),
    )
    def document(self, request: Any, number: str, version: int) -> HttpResponseBase:
        """Download the text of one version as a document. 404 for a version that has files alone."""
        return self._answer(version_document(*version_or_404(self.http, number, version)))

    @verb(
        "brief/document",
        MEMBERS,
        method="get",
        query=DocumentQuery,
        media_types=MEDIA_TYPES,
        refusals=(409, 413, 503),
    )
    def brief(self, request: Any, number: str) -> HttpResponseBase:
        """Download the brief as a document."""
        order, _versions = reading_or_404(self.http, number)
        return self._answer(brief_document(order))

    @verb("archive", MEMBERS, method="get", media_types=("application/zip",), refusals=(413,))
    def archive(self, request: Any, number: str) -> HttpResponseBase:
        """Download the whole order as a ZIP: facts, brief, versions, revision requests, messages, files."""
        order, _versions = reading_or_404(self.http, number)
        return archive_answer(self.http, order)

    def _answer(self, document: TextDocument) -> HttpResponseBase:
        kind = self.asked.get("kind") or KINDS[0]
        return document_answer(document, kind, letterhead=bool(self.asked.get("letterhead")))

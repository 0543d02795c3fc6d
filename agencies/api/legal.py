"""`/api/v1/agencies/legal-pages/`: terms, privacy policy and imprint, for owners."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.actions.legal import NO_DRAFT, publish_legal, restore_legal, save_legal_draft, withdraw_legal
from agencies.forms.legal import LegalForm
from agencies.models import Agency, LegalText
from agencies.models.legal import TEXT_LIMIT, LegalKind
from agencies.pages.legal import draft_of, text_of
from agencies.rules.agencies import sets_branding
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

OWNERS = only(sets_branding)


class LegalChange(Body):
    """The draft from now on, Markdown. `version` is the draft's that you read, 0 where there was none: 409
    when someone has saved a newer one."""

    text = fields.Text(lines=True, max_length=TEXT_LIMIT)
    version = fields.Whole(required=False)

    example = {"text": "## Orders\n\nAn order is placed when we confirm it.", "version": 0}


class LegalSeen(Body):
    """The version of the draft that you have seen."""

    version = fields.Whole()

    example = {"version": 1}


class LegalNumber(Body):
    """A published version."""

    number = fields.Whole(least=1)

    example = {"number": 1}


class LegalPageOut(Out):
    """A legal page: the version in force and the draft of the next one, null where there is none.
    `draft_version` goes along with changes, 0 without a draft."""

    kind = fields.Choice(choices=LegalKind.values)
    number = fields.Whole(allow_null=True)
    text = fields.Text(allow_null=True)
    draft = fields.Text(allow_null=True)
    draft_version = fields.Whole()

    example = {
        "kind": "terms",
        "number": 1,
        "text": "## Orders",
        "draft": None,
        "draft_version": 0,
    }


class LegalVersionOut(Out):
    """A version that was published."""

    kind = fields.Choice(choices=LegalKind.values)
    number = fields.Whole()
    text = fields.Text()
    published_at = fields.Moment()
    published_by = fields.Text()
    in_force = fields.Flag()

    example = {
        "kind": "terms",
        "number": 1,
        "text": "## Orders",
        "published_at": "2026-03-02T09:00:00Z",
        "published_by": "Otto L.",
        "in_force": True,
    }


class LegalPageViewSet(Resource):
    """Legal pages of the agency, by their kind: `terms`, `privacy` or `imprint`."""

    lookup_field = "kind"
    lookup_value_converter = "slug"

    def thing(self, key: str) -> str:
        if key not in LegalKind.values:
            raise NotVisible
        return key

    def shown(self, thing: str) -> dict[str, Any]:
        agency = Agency.objects.select_related("brand").get(pk=self.http.agency.pk)
        draft, text = draft_of(agency, thing), text_of(agency, thing)
        return {
            "kind": thing,
            "number": text.number if text else None,
            "text": text.text if text else None,
            "draft": draft.text if draft else None,
            "draft_version": draft.version if draft else NO_DRAFT,
        }

    @endpoint(OWNERS, LegalVersionOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the published versions of all legal pages, the newest first."""
        rows = LegalText.objects.visible_to(self.viewer).select_related("published_by")
        return page(self, rows, self._row, order=("-id",), kinds=(int,))

    @endpoint(OWNERS, LegalPageOut)
    def retrieve(self, request: Any, kind: str) -> Response:
        """Read a legal page and its draft."""
        return self.ok(self.thing(kind))

    @endpoint(OWNERS, LegalPageOut, body=LegalChange, moves=True)
    def update(self, request: Any, kind: str) -> Response:
        """Save the draft of a legal page. Nobody but owners sees it until it is published."""
        form = bound(LegalForm, {"text": self.body["text"]})
        version = self.body.get("version", NO_DRAFT)
        text = form.cleaned_data["text"]
        save_legal_draft(actor=self.viewer, kind=self.thing(kind), text=text, version=version, now=self.now)
        return self.ok(kind)

    @verb("publish", OWNERS, LegalPageOut, body=LegalSeen, moves=True)
    def publish(self, request: Any, kind: str) -> Response:
        """Put the draft in force as the next version."""
        version = self.body["version"]
        publish_legal(actor=self.viewer, kind=self.thing(kind), version=version, now=self.now)
        return self.ok(kind)

    @verb("restore", OWNERS, LegalPageOut, body=LegalNumber)
    def restore(self, request: Any, kind: str) -> Response:
        """Put an earlier version in force again."""
        restore_legal(actor=self.viewer, kind=self.thing(kind), number=self.body["number"])
        return self.ok(kind)

    @verb("withdraw", OWNERS, LegalPageOut)
    def withdraw(self, request: Any, kind: str) -> Response:
        """Have no such page any longer. Its versions stay readable at their addresses."""
        withdraw_legal(actor=self.viewer, kind=self.thing(kind))
        return self.ok(kind)

    def _row(self, text: LegalText) -> dict[str, Any]:
        return {
            "kind": text.kind,
            "number": text.number,
            "text": text.text,
            "published_at": moment_text(text.published_at),
            "published_by": text.published_by.public_name,
            "in_force": getattr(self.http.agency.brand, f"{text.kind}_id") == text.pk,
        }

"""`/api/v1/clients/accounts/{id}/style-guide/`: what holds for every text of a client account."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from clients.actions.style_guides import save_style_guide
from clients.forms.style_guides import StyleGuideForm
from clients.models import ClientAccount, StyleGuide
from clients.models.style_guides import LINK_LIMIT, TEXT_LIMIT
from clients.rules.accounts import sees_accounts
from clients.rules.style_guides import current_guide
from clients.views.colleagues import account_or_404
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

SEES = only(sees_accounts)
NEWEST, NUMBERS = ("-number",), (int,)


class NewStyleGuide(Body):
    """The guide from now on; with neither text nor link there is none. `version` is the one that you read, 0
    for none: 409 when someone has saved a newer one."""

    text = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False, help_text="Markdown.")
    link = fields.Text(max_length=LINK_LIMIT, required=False)
    version = fields.Whole(required=False)

    example = {"text": "British spelling. The harbour, not the port.", "link": "", "version": 0}


class StyleGuideOut(Out):
    """A version of a style guide. Before the first it is version 0, without words."""

    version = fields.Whole()
    text = fields.Text()
    link = fields.Text()
    saved_by = fields.Text(allow_null=True)
    saved_at = fields.Moment(allow_null=True)

    example = {
        "version": 1,
        "text": "British spelling. The harbour, not the port.",
        "link": "",
        "saved_by": "Clara",
        "saved_at": "2026-03-02T09:00:00Z",
    }


class StyleGuideViewSet(Resource):
    """The style guide of a client account."""

    def thing(self, key: str) -> ClientAccount:
        return account_or_404(self.http, key)

    def shown(self, thing: Any) -> dict[str, Any]:
        return guide_answer(current_guide(thing))

    @verb("style-guide", SEES, StyleGuideOut, method="get")
    def style_guide(self, request: Any, public_id: str) -> Response:
        """Read the style guide that counts now."""
        return self.ok(self.thing(public_id))

    @style_guide.mapping.put
    @endpoint(SEES, StyleGuideOut, body=NewStyleGuide, moves=True)
    def save(self, request: Any, public_id: str) -> Response:
        """Save a new version. For those who order for the account, and the desk. Orders show it at once."""
        account, form = self.thing(public_id), bound(StyleGuideForm, self.body)
        number = self.body.get("version", 0)
        saved = save_style_guide(
            actor=self.viewer, account=account, number=number, now=self.now, **form.cleaned_data
        )
        return Response(guide_answer(saved))

    @verb("style-guide/versions", SEES, StyleGuideOut, method="get", listed=True)
    def versions(self, request: Any, public_id: str) -> Response:
        """List the versions of the style guide, the newest first."""
        rows = self.thing(public_id).style_guides.select_related("by")
        return page(self, rows, guide_answer, order=NEWEST, kinds=NUMBERS)


def guide_answer(guide: StyleGuide | None) -> dict[str, Any]:
    """A version as the API shows it."""
    if guide is None:
        return {"version": 0, "text": "", "link": "", "saved_by": None, "saved_at": None}
    return {
        "version": guide.number,
        "text": guide.text,
        "link": guide.link,
        "saved_by": guide.by.public_name,
        "saved_at": moment_text(guide.at),
    }

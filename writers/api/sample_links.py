"""`/api/v1/writer-management/sample-links/` and `…/sample-findings/`: private links to samples, and what has
to be checked in one before it is published."""

from __future__ import annotations

from typing import Any

from django.views.decorators.debug import sensitive_variables
from rest_framework.response import Response

from accounts.receivers.sessions import browser_facts
from agencies.rules.agencies import is_writer
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import Items, moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from writers.actions.redaction import clear_finding
from writers.actions.sample_links import make_link, revoke_link
from writers.models import PortfolioSample, SampleLink
from writers.models.sample_links import MOST_DAYS, MOST_VIEWS, NAME_LIMIT
from writers.pages.redaction import check_context
from writers.pages.sample_links import link_url
from writers.rules.redaction import LONGEST
from writers.states.portfolio import FindingKind
from writers.views.redaction import own_sample_or_404

WRITERS = only(is_writer)
ORDER, KINDS = ("-id",), (int,)


class NewSampleLink(Body):
    """A private link to one of your published samples."""

    sample = fields.Id()
    name = fields.Text(max_length=NAME_LIMIT, help_text="Who you send it to.")
    days = fields.Whole(least=1, most=MOST_DAYS, default=30)
    max_views = fields.Whole(least=1, most=MOST_VIEWS, required=False, allow_null=True, default=None)
    terms = fields.Flag(default=True, help_text="Its reader first agrees to keep it confidential.")

    example = {"sample": "p5t8wq2mz4", "name": "Kettle Ltd", "days": 30, "max_views": 5, "terms": True}


class SampleLinkOut(Out):
    """A private link; `prefix` is how its key begins."""

    id = fields.Id()
    sample = fields.Id()
    name = fields.Text()
    prefix = fields.Text()
    terms = fields.Flag()
    max_views = fields.Whole(allow_null=True)
    created_at = fields.Moment()
    expires_at = fields.Moment()
    revoked_at = fields.Moment(allow_null=True)

    example = {
        "id": "c8f4y2z9hw",
        "sample": "p5t8wq2mz4",
        "name": "Kettle Ltd",
        "prefix": "3fa91c07",
        "terms": True,
        "max_views": 5,
        "created_at": "2026-03-02T09:00:00Z",
        "expires_at": "2026-04-01T09:00:00Z",
        "revoked_at": None,
    }


class MadeSampleLinkOut(SampleLinkOut):
    """A new private link with its address, which no other answer shows."""

    url = fields.Text()

    example = {**SampleLinkOut.example, "url": f"https://inkwell.example/shown/3fa91c07{'0' * 40}/"}


class SampleLinkViewSet(Resource):
    """Private links of the caller, who writes."""

    shows_secret = True

    def thing(self, key: str) -> SampleLink:
        found = self._own().filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: SampleLink) -> dict[str, Any]:
        return {
            "id": thing.public_id,
            "sample": thing.sample.public_id,
            "name": thing.name,
            "prefix": thing.prefix,
            "terms": thing.terms,
            "max_views": thing.max_views,
            "created_at": moment_text(thing.created_at),
            "expires_at": moment_text(thing.expires_at),
            "revoked_at": moment_text(thing.revoked_at),
        }

    def _own(self) -> Any:
        rows = SampleLink.objects.visible_to(self.viewer).filter(created_by_id=self.viewer.member_id)
        return rows.select_related("sample__portfolio")

    @endpoint(WRITERS, SampleLinkOut, listed=True)
    def list(self, request: Any) -> Response:
        """List your private links, the newest first."""
        return page(self, self._own(), self.shown, order=ORDER, kinds=KINDS)

    @endpoint(WRITERS, SampleLinkOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a private link. Of its key the beginning alone."""
        return self.ok(self.thing(public_id))

    @endpoint(
        WRITERS,
        MadeSampleLinkOut,
        status=201,
        body=NewSampleLink,
        moves=True,
        dangerous="writers:sample_links",
        refusals=(404,),
    )
    @sensitive_variables("key", "response")
    def create(self, request: Any) -> Response:
        """Create a private link. This answer alone shows its address: there is no Idempotency-Key, since the
        answer is stored nowhere; a second link of the same name to a sample is refused."""
        said = dict(self.body)
        sample = own_sample_or_404(self.http, said.pop("sample"))
        link, key = make_link(**self._who(), sample=sample, **said)
        address = f"/api/v1/writer-management/sample-links/{link.public_id}/"
        response = self.created(self.thing(link.public_id), address)
        response.data["url"] = link_url(self.viewer.agency, key)
        return response

    @endpoint(WRITERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Revoke a private link. It opens nothing from the next call on."""
        revoke_link(**self._who(), link=self.thing(public_id))
        return Response(status=204)

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "browser": browser_facts(self.http), "now": self.now}


class ClearedWords(Body):
    """Words of a sample that may be shown."""

    kind = fields.Choice(choices=FindingKind.values)
    text = fields.Text(lines=True, max_length=LONGEST)

    example = {"kind": "email", "text": "desk@harbour.example"}


class FindingOut(Out):
    """Something that could tell whose text it is. `may_clear`: you may say that it can be shown."""

    kind = fields.Text()
    text = fields.Text()
    where = fields.Text()
    may_clear = fields.Flag()
    cleared = fields.Flag()

    example = {
        "kind": "email",
        "text": "desk@harbour.example",
        "where": "Text",
        "may_clear": True,
        "cleared": False,
    }


class FindingsOut(Out):
    """What was found in a sample; `unchecked` says why its file can't be checked."""

    sample = fields.Id()
    findings = Items(child=FindingOut())
    unchecked = fields.Text()

    example = {"sample": "p5t8wq2mz4", "findings": [FindingOut.example], "unchecked": ""}


class SampleFindingViewSet(Resource):
    """What in a sample of the caller could tell whose text it is."""

    def thing(self, key: str) -> PortfolioSample:
        return own_sample_or_404(self.http, key)

    def shown(self, thing: PortfolioSample) -> dict[str, Any]:
        found = check_context(thing)
        names = ("kind", "text", "where", "may_clear", "cleared")
        rows = [{name: row[name] for name in names} for row in (*found["left"], *found["cleared"])]
        return {"sample": thing.public_id, "findings": rows, "unchecked": found["unchecked"]}

    @endpoint(WRITERS, FindingsOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """List what is found in one of your samples."""
        return self.ok(self.thing(public_id))

    @verb("clear", WRITERS, FindingsOut, body=ClearedWords, moves=True)
    def clear(self, request: Any, public_id: str) -> Response:
        """Say that these words may be shown. Your client's names can be cleared only where they agreed to the
        full text."""
        clear_finding(actor=self.viewer, sample=self.thing(public_id), now=self.now, **self.body)
        return self.ok(self.thing(public_id))

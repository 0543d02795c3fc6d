"""`/api/v1/agencies/domains/`: host names that lead to the agency, for its owners."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.actions import domains
from agencies.actions.security_log import session_only
from agencies.forms.domains import DomainForm
from agencies.models import DomainClaim
from agencies.pages.domains import domain_rows
from agencies.rules.agencies import manages_domains
from agencies.views.domains import claim_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .domain_shapes import DomainOut, NewDomain

OWNERS = only(manages_domains)
ORDER, KINDS = ("host",), (str,)


class DomainViewSet(Resource):
    """Domains of the agency."""

    def thing(self, key: str) -> DomainClaim:
        return claim_or_404(self.http, key)

    def shown(self, thing: DomainClaim) -> dict[str, Any]:
        [row] = domain_rows(self.viewer, [thing])
        return _facts(row)

    @endpoint(OWNERS, DomainOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the agency's domains by name."""
        found: dict[int, dict[str, Any]] = {}

        def prepare(claims: list[DomainClaim]) -> None:
            found.update({row["claim"].pk: row for row in domain_rows(self.viewer, claims)})

        rows = DomainClaim.objects.visible_to(self.viewer)
        return page(
            self, rows, lambda claim: _facts(found[claim.pk]), order=ORDER, kinds=KINDS, prepare=prepare
        )

    @endpoint(OWNERS, DomainOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a domain: its TXT record, its state, and what the last check found."""
        return self.ok(self.thing(public_id))

    @endpoint(
        OWNERS,
        answers={200: DomainOut, 201: DomainOut},
        body=NewDomain,
        creates=True,
        dangerous="agencies:domain_new",
    )
    def create(self, request: Any) -> Response:
        """Add a domain. One below the installation's name works at once, any other once its TXT record was
        seen. One that the agency has already is answered as it is (200)."""
        form = bound(DomainForm, self.body)
        claim, is_new = domains.ask_domain(**self._who(), **form.cleaned_data)
        if not is_new:
            return self.ok(claim)
        return self.created(claim, f"/api/v1/agencies/domains/{claim.public_id}/")

    @endpoint(OWNERS, status=204, refusals=(409,), dangerous="agencies:domain_remove")
    def destroy(self, request: Any, public_id: str) -> Response:
        """Remove a domain: it leads to the agency no longer. Refused for the primary one, and for the last
        that needs no record."""
        domains.remove_domain(**self._who(), claim=self.thing(public_id))
        return Response(status=204)

    @verb("check", OWNERS, DomainOut)
    def check(self, request: Any, public_id: str) -> Response:
        """Have the TXT record looked for now, by a job. Does nothing within ten seconds of the last check."""
        claim = domains.ask_check(actor=self.viewer, claim=self.thing(public_id), now=self.now)
        return self.ok(claim)

    @verb("make-primary", OWNERS, DomainOut, refusals=(409,), dangerous="agencies:domain_primary")
    def make_primary(self, request: Any, public_id: str) -> Response:
        """Make a connected domain the primary one: links name it, and pages at the others redirect to it."""
        return self.ok(domains.make_primary(**self._who(), claim=self.thing(public_id)))

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """A domain as the API shows it."""
    claim: DomainClaim = row["claim"]
    return {
        "id": claim.public_id,
        "host": claim.host,
        "display_host": row["shown"],
        "kind": claim.kind,
        "state": claim.state,
        "is_primary": row["is_primary"],
        "record": row["record"],
        "fault": claim.fault or None,
        "asked_at": moment_text(claim.asked_at),
        "checked_at": moment_text(claim.checked_at),
        "proved_at": moment_text(claim.proved_at),
        "failing_since": moment_text(claim.failing_since),
    }

"""The people of the demo, and the password that everybody knows. Nothing
here works unless settings.DEMO is on."""

from __future__ import annotations

from agencies.models import Agency, Membership, Role

PASSWORD = "demo-quillhouse"
#: Addresses of the cast end so; nobody can receive mail there, so nobody else can have one.
DOMAIN = ".example"
MOST = 20


def people_of(agency: Agency) -> list[Membership]:
    """The live members of the agency who belong to the cast: clients first, owners last."""
    cast = Membership.objects.live().filter(agency=agency, user__email__endswith=DOMAIN, user__is_active=True)
    found = cast.select_related("user").order_by("pk")[:MOST]
    return sorted(found, key=lambda member: [Role.values.index(role) for role in member.roles])

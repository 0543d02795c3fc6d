"""Things of every kind for calls of the API, and their ids by the part of an address that names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from accounts.actions.tokens import make_token
from accounts.models import Notice
from agencies.actions.invitations import invite
from project.base import clock
from tests.accounts.helpers.sign_ins import sign_in_again
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft
from tests.helpers.story import Story
from tests.quotes.helpers import quote_pages

NEVER = {"public_id": "2222222222", "number": "INK-2026-99999", "part": "nothing", "version_number": "99"}


@dataclass
class Scene:
    """`ids`: the beginning of a path -> what stands in its first place. `inner`: the name of a further place
    -> what stands there."""

    ids: dict[str, list[str]]
    inner: dict[str, list[str]] = field(default_factory=dict)

    def known(self, path: str) -> list[str]:
        """The ids of the resource that a path of the schema begins with."""
        prefix = path.removeprefix("/api/v1/").partition("{")[0].rstrip("/")
        return self.ids.get(prefix, [])

    def path_of(self, template: str, made_up: dict[str, Any], data: Any) -> str:
        """The path with real ids mostly, with made up ones now and then."""
        known = self.known(template)

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            real = known if match.start() == template.index("{") else self.inner.get(name, [])
            other = str(made_up.get(name, NEVER.get(name, "2222222222")))
            # What is no part of an address would ask for another one.
            plain = [other] if re.fullmatch(r"[\w.~-]+", other, re.ASCII) else []
            return str(data.draw(st.sampled_from([*real * 3, *plain, NEVER.get(name, "2222222222")])))

        return re.sub(r"\{(\w+)\}", fill, template)


def api_scene(cast: Cast) -> Scene:
    """An order that is delivered with an answered revision, a draft, a preset, a quote, what Clara has in her account,
    and the people of Inkwell."""
    story = Story(cast).answered()
    quote = quote_pages.sent(cast)
    session = sign_in_again(cast.clara)
    key, _raw = make_token(actor=cast.clara, name="Script", read_only=True, days=30, now=clock.now())
    invitation = invite(actor=cast.max, email="new@inkwell.example", roles=["writer"], now=clock.now())
    notice = Notice.objects.filter(user=cast.clara.membership.user, agency=cast.inkwell).first()
    return Scene(
        {
            "agencies/invitations": [invitation.public_id],
            "agencies/members": [cast.wanda.membership.public_id],
            "orders/catalog": ["services"],
            "orders/catalog/versions": ["1"],
            "orders/order-presets": [make_preset(cast.clara).public_id],
            "orders/order-drafts": [make_draft(cast.clara).public_id],
            "orders/orders": [story.order.number],
            "orders/revision-requests": [story.revision.public_id],
            "orders/quotes": [quote.number],
            "users/devices": [session.device.public_id],
            "users/login-alerts": [cast.clara.membership.public_id],
            "users/notifications": [notice.public_id] if notice else [],
            "users/sessions": [session.public_id],
            "users/tokens": [key.public_id],
        }
    )

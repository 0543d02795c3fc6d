"""Whether an agency is open: the one rule of public pages, calculator, sign-up and API.

A new agency is closed until its owner publishes the prices. Its team works behind the sign-in meanwhile, to
set up what is missing (agencies/pages/setup.py).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from agencies.models import Agency
from project.base.errors import NotOpen
from project.base.viewer import Viewer

from .agencies import is_staff


def sees_closed(viewer: Viewer) -> bool:
    """Whether the viewer sees what clients will see, before they do."""
    return is_staff(viewer)


def require_open(agency: Agency) -> None:
    """Raises NotOpen, with words for a visitor, while the agency is closed."""
    if not agency.is_open:
        words = _("%(agency)s isn’t open yet.") % {"agency": agency.name}
        raise NotOpen(words, hint=_("You can come back later. If you work here, sign in."))


def require_shown(viewer: Viewer) -> None:
    """The same for what is only looked at, which the team may see before. Raises NotOpen."""
    if not sees_closed(viewer):
        require_open(viewer.agency)

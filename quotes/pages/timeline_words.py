"""One sentence for each act on a quote."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quotes.models import QuoteEvent

#: verb -> (said of somebody by name, said of oneself). {who} and {version} may be named.
SENTENCES: dict[str, tuple[Any, Any]] = {
    "ask": (gettext_lazy("{who} requested a quote"), gettext_lazy("You requested a quote")),
    "ask_again": (gettext_lazy("{who} requested a new quote"), gettext_lazy("You requested a new quote")),
    "prepare": (gettext_lazy("{who} started a quote"), gettext_lazy("You started a quote")),
    "send": (gettext_lazy("{who} sent version {version}"), gettext_lazy("You sent version {version}")),
    "rework": (
        gettext_lazy("{who} withdrew version {version} to edit it"),
        gettext_lazy("You withdrew version {version} to edit it"),
    ),
    "withdraw": (gettext_lazy("{who} withdrew the quote"), gettext_lazy("You withdrew the quote")),
    "call_back": (gettext_lazy("{who} withdrew the request"), gettext_lazy("You withdrew the request")),
    "accept": (
        gettext_lazy("{who} accepted version {version}"),
        gettext_lazy("You accepted version {version}"),
    ),
    "order_in_name": (
        gettext_lazy("{who} placed the order in the client’s name"),
        gettext_lazy("You placed the order in the client’s name"),
    ),
    "decline": (
        gettext_lazy("{who} declined version {version}"),
        gettext_lazy("You declined version {version}"),
    ),
    "ask_change": (
        gettext_lazy("{who} requested a change to version {version}"),
        gettext_lazy("You requested a change to version {version}"),
    ),
    "expire": (gettext_lazy("Version {version} expired unanswered"),) * 2,
    "remind": (gettext_lazy("A reminder about version {version} was sent"),) * 2,
}
#: Acts of the desk: the client's side reads them as the agency's.
OF_DESK = frozenset({"prepare", "send", "rework", "withdraw", "order_in_name"})


def sentence(event: QuoteEvent, *, desk: bool, own: bool) -> str:
    """What happened, for a reader of the desk or of the client's side; `own`: it was the reader's own act."""
    other, self = SENTENCES[event.verb]
    agency = event.verb in OF_DESK and not desk
    who = _("The agency") if agency or event.actor is None else event.actor.public_name
    said = str(self if own else other).format(who=who, version=event.version)
    return _("%(said)s, using the emailed link") % {"said": said} if event.by_link else said

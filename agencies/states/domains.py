"""What an agency's claim to a host name can be, and its verbs: from which state, by whose right, to which. A
claim to a subdomain, and to a host that the operator gave, is connected from its first moment on."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition


class ClaimKind(models.TextChoices):
    """Where a host name comes from. Those of OWN alone are proved."""

    GIVEN = "given", _("Set up by the operator")
    SUBDOMAIN = "subdomain", _("Address of this installation")
    OWN = "own", _("Own domain")


class ClaimState(models.TextChoices):
    """A host of a claim that is PROVED leads to the agency; any other leads nowhere."""

    ASKED = "asked", _("Waiting for its record")
    PROVED = "proved", _("Connected")
    LAPSED = "lapsed", _("Disconnected")


class ClaimFault(models.TextChoices):
    """What the last check found wrong."""

    MISSING = "missing", _("There is no TXT record at this name.")
    OTHER = "other", _("There is a TXT record at this name, but with a different value.")
    SILENT = "silent", _("The name servers of this domain didn’t answer.")
    TAKEN = "taken", _("Another agency here uses this domain and still has its record.")


def _from(*states: ClaimState) -> frozenset[str]:
    return frozenset(state.value for state in states)


C = ClaimState
CLAIM_TRANSITIONS: tuple[Transition, ...] = (
    Transition("prove", _("Record found"), _from(C.ASKED), "is_clock", C.PROVED, done=_from(C.PROVED)),
    Transition(
        "lapse", _("Record gone"), _from(C.ASKED, C.PROVED), "is_clock", C.LAPSED, done=_from(C.LAPSED)
    ),
    Transition("check", _("Check now"), _from(*C), "can_keep_claim"),
    Transition(
        "ask_again",
        _("Look for it again"),
        _from(C.LAPSED),
        "can_keep_claim",
        C.ASKED,
        done=_from(C.ASKED, C.PROVED),
    ),
    Transition("make_primary", _("Make primary"), _from(C.PROVED), "can_keep_claim"),
    Transition("remove", _("Remove"), _from(*C), "can_keep_claim", guards=("removal_fault",)),
)

TONES: Mapping[str, str] = {
    ClaimState.ASKED: "warn",
    ClaimState.PROVED: "good",
    ClaimState.LAPSED: "bad",
}

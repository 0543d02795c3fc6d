"""How states look, in one place: the tone of a badge (neutral, info, good, warn, bad,
accent) and, where it has one, its icon."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .deliveries import ReviewVerdict
from .offers import OfferState
from .orders import State
from .revision_choices import Answer, ChangeState, PointVerdict, ProposalState, RevisionState, Scope, Severity

S, R = State, RevisionState

ORDER_BADGES = {
    S.PLACED: ("info", "inbox"),
    S.OFFERED: ("accent", "send"),
    S.ASSIGNED: ("info", "user"),
    S.IN_PROGRESS: ("info", "writing"),
    S.IN_REVIEW: ("warn", "eye"),
    S.DELIVERED: ("good", "upload"),
    S.REVISION_REQUESTED: ("warn", "rotate"),
    S.COMPLETED: ("good", "circle-check"),
    S.ON_HOLD: ("neutral", "player-pause"),
    S.DISPUTED: ("bad", "scale"),
    S.CANCELLED: ("neutral", "x"),
}
OFFER_TONES = {
    OfferState.OPEN: "info",
    OfferState.ACCEPTED: "good",
    OfferState.DECLINED: "warn",
    OfferState.EXPIRED: "neutral",
    OfferState.WITHDRAWN: "neutral",
}
REVIEW_BADGES = {
    ReviewVerdict.PENDING: ("warn", "hourglass"),
    ReviewVerdict.APPROVED: ("good", "circle-check"),
    ReviewVerdict.SENT_BACK: ("neutral", "arrow-back"),
}
#: Of a version whose place an editor's own has taken.
CORRECTED_BADGE = (_("Corrected"), "neutral", "pencil")
REVISION_BADGES = {
    R.OPEN: ("warn", "inbox"),
    R.IN_PROGRESS: ("info", "writing"),
    R.ANSWERED: ("accent", "list-check"),
    R.ACCEPTED: ("good", "circle-check"),
    R.CANCELLED: ("neutral", "ban"),
    R.OUT_OF_SCOPE: ("neutral", "scale"),
}
SEVERITY_TONES = {
    Severity.MINOR: "neutral",
    Severity.MODERATE: "info",
    Severity.MAJOR: "warn",
    Severity.CRITICAL: "bad",
}
SCOPE_TONES = {Scope.PENDING: "warn", Scope.WITHIN: "good", Scope.OUT: "neutral", Scope.PAID: "good"}
ANSWER_BADGES = {
    Answer.DONE: ("good", "check"),
    Answer.DECLINED: ("neutral", "x"),
    Answer.QUESTION: ("warn", "help"),
}
POINT_BADGES = {PointVerdict.MET: ("good", "circle-check"), PointVerdict.REOPENED: ("warn", "rotate")}
PROPOSAL_TONES = {
    ProposalState.OPEN: "warn",
    ProposalState.ACCEPTED: "good",
    ProposalState.COUNTERED: "neutral",
    ProposalState.WITHDRAWN: "neutral",
}
CHANGE_TONES = {
    ChangeState.OFFERED: "warn",
    ChangeState.ACCEPTED: "good",
    ChangeState.DROPPED: "neutral",
    ChangeState.WITHDRAWN: "neutral",
    ChangeState.EXPIRED: "neutral",
}

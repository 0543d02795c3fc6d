"""How consent to samples and non-disclosure agreements read in an order's timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.states.timeline import CLIENT, DESK, WRITER, Line


def _line(icon: str, tone: str, side: str, text: object) -> Line:
    return Line(icon, tone, side, {DESK: text, WRITER: text, CLIENT: text})


LINES = {
    "ask_consent": _line("eye", "info", WRITER, _("asked whether the text may be shown as a sample")),
    "answer_consent": _line("eye", "neutral", CLIENT, _("decided what of the text may be shown as a sample")),
    "withdraw_consent": _line("eye-off", "warn", CLIENT, _("withdrew consent to showing the text")),
    "end_consent": _line("eye-off", "neutral", "", _("Consent to showing the text has ended")),
    "show_privately": _line("eye", "info", "", _("The text was first opened by a private link")),
    "set_nda": _line("lock", "neutral", CLIENT, _("put the order under a non-disclosure agreement")),
    "desk_set_nda": _line("lock", "neutral", DESK, _("put the order under a non-disclosure agreement")),
    "lift_nda": _line("lock", "neutral", CLIENT, _("lifted the non-disclosure agreement")),
    "desk_lift_nda": _line("lock", "neutral", DESK, _("lifted the non-disclosure agreement")),
}

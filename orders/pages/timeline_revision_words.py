"""How the verbs of revisions and change orders read in the timeline: a part of timeline_words.LINES."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from orders.states.timeline import ALL, CLIENT, CONCERNED, DESK, INSIDE, WRITER, Line, same

REVISION_LINES: dict[str, Line] = {
    "request_revision": Line(
        "rotate", "warn", CLIENT, same(gettext_lazy("requested revision {revision}, due {until}"), ALL)
    ),
    "answer_points": Line(
        "list-check", "info", WRITER, same(gettext_lazy("answered points in revision {revision}"), ALL)
    ),
    "judge_scope": Line(
        "scale",
        "info",
        DESK,
        same(gettext_lazy("decided that revision {revision} is part of the order"), ALL),
    ),
    "assign_revision": Line(
        "user-plus",
        "info",
        DESK,
        {
            **same(gettext_lazy("assigned revision {revision} to {person}"), INSIDE),
            CONCERNED: gettext_lazy("assigned revision {revision} to you"),
        },
    ),
    "propose_deadline": Line(
        "clock",
        "info",
        CLIENT,
        same(gettext_lazy("proposed {until} as the deadline for revision {revision}"), ALL),
    ),
    "accept_deadline": Line(
        "clock",
        "good",
        CLIENT,
        same(gettext_lazy("agreed to {until} as the deadline for revision {revision}"), ALL),
    ),
    "ask_client": Line(
        "help", "warn", WRITER, same(gettext_lazy("asked a question about revision {revision}"), ALL)
    ),
    "answer_question": Line(
        "message", "info", CLIENT, same(gettext_lazy("answered a question about revision {revision}"), ALL)
    ),
    "accept_points": Line(
        "list-check", "good", CLIENT, same(gettext_lazy("accepted every point in revision {revision}"), ALL)
    ),
    "reopen_points": Line(
        "rotate", "warn", CLIENT, same(gettext_lazy("reopened points in revision {revision}"), ALL)
    ),
    "close_revision": Line(
        "circle-check", "good", DESK, same(gettext_lazy("closed revision {revision}"), ALL)
    ),
    "cancel_revision": Line(
        "x", "neutral", CLIENT, same(gettext_lazy("withdrew the request for revision {revision}"), ALL)
    ),
    "offer_change": Line(
        "coin",
        "accent",
        DESK,
        same(
            gettext_lazy("offered a change order for revision {revision}: {amount}, valid until {until}"),
            (DESK, CLIENT),
        ),
    ),
    "accept_change": Line(
        "thumb-up",
        "good",
        CLIENT,
        {
            **same(gettext_lazy("accepted the change order for revision {revision}"), ALL),
            **same(
                gettext_lazy("accepted the change order for revision {revision}: {amount}"), (DESK, CLIENT)
            ),
        },
    ),
    "drop_change": Line(
        "x",
        "neutral",
        CLIENT,
        same(gettext_lazy("declined the change order for revision {revision}"), (DESK, CLIENT)),
    ),
    "withdraw_change": Line(
        "arrow-back",
        "neutral",
        DESK,
        same(gettext_lazy("withdrew the change order for revision {revision}"), (DESK, CLIENT)),
    ),
    "remind_revision": Line(
        "clock", "warn", "", same(gettext_lazy("Revision {revision} is due {until}"), INSIDE)
    ),
    "revision_overdue": Line(
        "alarm", "bad", "", same(gettext_lazy("Revision {revision} has been overdue since {until}"), ALL)
    ),
}

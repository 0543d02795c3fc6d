"""How each verb reads in the timeline of an order: for each reader the words after the actor's name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from orders.states.timeline import ALL, CLIENT, CONCERNED, DESK, EDITOR, INSIDE, OFFERS, WRITER, Line, same

from .timeline_revision_words import REVISION_LINES

LINES: dict[str, Line] = {
    # The first person of an account whose order the desk had placed in its name.
    "take_over": Line(
        "user-check", "info", "", same(gettext_lazy("The order was taken over by {person}"), (DESK, CLIENT))
    ),
    # From the program that the agency used before.
    "import": Line("upload", "info", DESK, same(gettext_lazy("imported the order"), ALL)),
    "place": Line("inbox", "info", CLIENT, same(gettext_lazy("placed the order"), (*ALL, CONCERNED))),
    "offer": Line(
        "send",
        "accent",
        DESK,
        {
            DESK: gettext_lazy("offered the order to {person} for {amount}, answer due {until}"),
            CONCERNED: gettext_lazy("offered the order to you for {amount}, answer due {until}"),
        },
    ),
    "expire_offer": Line(
        "hourglass",
        "neutral",
        "",
        {
            DESK: gettext_lazy("The offer to {person} expired"),
            CONCERNED: gettext_lazy("The offer to you expired"),
        },
    ),
    "withdraw_offer": Line(
        "x",
        "neutral",
        DESK,
        {
            DESK: gettext_lazy("withdrew the offer to {person}"),
            CONCERNED: gettext_lazy("withdrew the offer to you"),
        },
    ),
    "decline_offer": Line("circle-x", "warn", WRITER, same(gettext_lazy("declined the offer"), OFFERS)),
    "accept_offer": Line(
        "user-check",
        "good",
        WRITER,
        {
            **same(gettext_lazy("accepted the order"), (EDITOR, CLIENT)),
            **same(gettext_lazy("accepted the offer for {amount}"), OFFERS),
        },
    ),
    "assign": Line(
        "user-plus",
        "info",
        DESK,
        {
            **same(gettext_lazy("assigned the order to {person}"), (EDITOR, CLIENT)),
            DESK: gettext_lazy("assigned the order to {person} for {amount}"),
            CONCERNED: gettext_lazy("assigned the order to you for {amount}"),
        },
    ),
    "start": Line("player-play", "info", WRITER, same(gettext_lazy("started work"), ALL)),
    "deliver": Line("upload", "info", WRITER, same(gettext_lazy("delivered version {delivery}"), INSIDE)),
    "claim_review": Line("eye", "info", EDITOR, same(gettext_lazy("claimed the review"), INSIDE)),
    "give_review": Line(
        "user-plus",
        "info",
        DESK,
        {
            DESK: gettext_lazy("assigned the review to {person}"),
            CONCERNED: gettext_lazy("assigned the review to you"),
        },
    ),
    "approve": Line(
        "circle-check",
        "good",
        EDITOR,
        {
            **same(gettext_lazy("approved version {delivery}, which is now with the client"), INSIDE),
            CLIENT: gettext_lazy("delivered version {delivery} to you"),
        },
    ),
    "send_back": Line(
        "arrow-back", "warn", EDITOR, same(gettext_lazy("sent version {delivery} back"), INSIDE)
    ),
    "correct": Line(
        "pencil",
        "info",
        EDITOR,
        same(gettext_lazy("corrected the text and saved it as version {delivery}"), INSIDE),
    ),
    "comment_passage": Line(
        "message",
        "info",
        EDITOR,
        same(gettext_lazy("commented on a passage of version {delivery}"), (EDITOR, DESK)),
    ),
    "accept": Line("thumb-up", "good", CLIENT, same(gettext_lazy("accepted the delivery"), ALL)),
    "reassign": Line(
        "user-plus",
        "warn",
        DESK,
        {
            **same(gettext_lazy("assigned the order to {person}"), (EDITOR, CLIENT)),
            DESK: gettext_lazy("reassigned the order to {person} for {amount}"),
            CONCERNED: gettext_lazy("reassigned the order to you for {amount}"),
        },
    ),
    "release_review": Line(
        "arrow-back", "neutral", EDITOR, same(gettext_lazy("returned the review to the queue"), INSIDE)
    ),
    "change_deadlines": Line("clock", "info", DESK, same(gettext_lazy("moved the deadline to {until}"), ALL)),
    "ask_extension": Line(
        "clock", "warn", WRITER, same(gettext_lazy("requested an extension until {until}"), OFFERS)
    ),
    "withdraw_extension": Line(
        "x", "neutral", WRITER, same(gettext_lazy("withdrew the extension request"), OFFERS)
    ),
    "grant_extension": Line(
        "clock", "good", DESK, same(gettext_lazy("granted an extension until {until}"), OFFERS)
    ),
    "refuse_extension": Line("x", "warn", DESK, same(gettext_lazy("declined the extension request"), OFFERS)),
    "close_extension": Line(
        "clock",
        "neutral",
        "",
        same(gettext_lazy("The extension request was closed without an answer"), OFFERS),
    ),
    "lapse": Line(
        "circle-check",
        "good",
        "",
        same(gettext_lazy("The review window ended and the order was completed"), ALL),
    ),
    "hold": Line("player-pause", "warn", DESK, same(gettext_lazy("put the order on hold"), ALL)),
    "resume": Line("player-play", "info", DESK, same(gettext_lazy("resumed the order"), ALL)),
    "record_payment": Line(
        "coin", "good", DESK, same(gettext_lazy("recorded a payment of {amount}"), (DESK,))
    ),
    "return_payment": Line(
        "coin", "neutral", DESK, same(gettext_lazy("returned {amount} to the client"), (DESK,))
    ),
    "raise_charge": Line(
        "coin", "warn", DESK, same(gettext_lazy("raised the price by {amount}"), (DESK, CLIENT))
    ),
    "lower_charge": Line(
        "coin", "good", DESK, same(gettext_lazy("lowered the price by {amount}"), (DESK, CLIENT))
    ),
    "release_preferred": Line(
        "coin",
        "info",
        "",
        same(
            gettext_lazy(
                "The preferred writer is not available: the surcharge of {amount} was removed from the price"
            ),
            (DESK, CLIENT),
        ),
    ),
    "keep_preferred": Line(
        "coin",
        "info",
        DESK,
        same(
            gettext_lazy(
                "gave the work to another writer; as agreed with the client, the surcharge of {amount} stays"
            ),
            (DESK, CLIENT),
        ),
    ),
    "lower_urgency": Line(
        "coin",
        "good",
        DESK,
        same(gettext_lazy("lowered the price by {amount}: the deadline is no longer urgent"), (DESK, CLIENT)),
    ),
    "keep_urgency": Line(
        "coin",
        "info",
        DESK,
        same(
            gettext_lazy(
                "moved the deadline; as agreed with the client, the {amount} for urgency stays in the price"
            ),
            (DESK, CLIENT),
        ),
    ),
    "call_off": Line("x", "bad", DESK, same(gettext_lazy("cancelled the order"), ALL)),
    "cancel": Line("x", "bad", CLIENT, same(gettext_lazy("cancelled the order"), ALL)),
    "remind_deadline": Line(
        "clock", "warn", "", same(gettext_lazy("The writer’s deadline is {until}"), (DESK, WRITER))
    ),
    "remind_review": Line(
        "clock", "warn", "", same(gettext_lazy("The review window ends {until}"), (DESK, CLIENT))
    ),
    **REVISION_LINES,
}
#: Beside the verb's own words: a delivery that no editor reads goes straight to the client, a start may be a
#: revision's.
STRAIGHT = gettext_lazy("delivered version {delivery} to you")
BEYOND = gettext_lazy("decided that revision {revision} is not part of the order")
REVISION_STARTED = gettext_lazy("started revision {revision}")
SIDE_NAMES = {
    DESK: gettext_lazy("The agency"),
    WRITER: gettext_lazy("The writer"),
    EDITOR: gettext_lazy("The editor"),
    CLIENT: gettext_lazy("The client"),
}

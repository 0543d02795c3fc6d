"""What goes in and out of tickets."""

from __future__ import annotations

from agencies.states.sla import ClockState, Counting, Priority, Target
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged
from support.models.ticket_replies import WORDS_LIMIT
from support.models.ticket_sorting import TAG_LIMIT
from support.models.tickets import SUBJECT_LIMIT, TEXT_LIMIT
from support.pages.tickets import VIEWS
from support.states.tickets import MessageKind, TicketState, Verdict

NUMBER, PERSON = "INK-H-2026-00007", "k7m2qx9ab4"


class TicketFilters(Paged):
    view = fields.Choice(
        choices=[name for name, _label in VIEWS],
        required=False,
        help_text="A view of the desk’s queue; “watched” is everyone’s. Without it, those that you opened.",
    )
    tag = fields.Text(
        max_length=TAG_LIMIT, required=False, help_text="For the desk: those that have this tag."
    )


class NewTicket(Body):
    """Ask the agency for help, perhaps about an order, or with what goes on from a closed ticket of yours."""

    subject = fields.Text(max_length=SUBJECT_LIMIT)
    text = fields.Text(lines=True, max_length=TEXT_LIMIT)
    order = fields.Number(required=False, allow_null=True)
    follows = fields.TicketNo(required=False, allow_null=True)

    example = {"subject": "Change of address", "text": "We moved. Where do I enter it?", "order": None}


class TicketReply(Body):
    """What is said. `then` is for the desk: the state after its reply."""

    text = fields.Text(lines=True, max_length=TEXT_LIMIT)
    then = fields.Choice(
        choices=[TicketState.WAITING, TicketState.OPEN, TicketState.SOLVED],
        required=False,
        help_text="For the desk; without it, it waits for the customer.",
    )
    seen = fields.Id(
        required=False,
        help_text="For the desk: the last message that you have read. 409 when somebody wrote after it.",
    )

    example = {"text": "Under “Client account”, on the right."}


class TicketNote(Body):
    text = fields.Text(lines=True, max_length=TEXT_LIMIT)

    example = {"text": "They asked this before."}


class TicketHandling(Body):
    """Who takes care of it, and how urgent it is; what is left out stays."""

    assignee = fields.Id(required=False, allow_null=True, help_text="Someone of the desk; null for no one.")
    priority = fields.Choice(choices=Priority.values, required=False)

    example = {"assignee": PERSON, "priority": "high"}


class TicketWatching(Body):
    """Who shall watch a ticket."""

    person = fields.Id(help_text="Someone of the desk, or of the client account of the ticket’s order.")

    example = {"person": PERSON}


class TicketUnwatching(Body):
    """Whom to take off a ticket."""

    person = fields.Id(required=False, allow_null=True, help_text="Who watches it; null or left out: you.")

    example = {"person": None}


class TicketMerging(Body):
    """Into which ticket of the same person."""

    into = fields.TicketNo()

    example = {"into": "INK-H-2026-00006"}


class TicketRatingBody(Body):
    """Whether you were helped."""

    verdict = fields.Choice(choices=Verdict.values)
    words = fields.Text(lines=True, max_length=WORDS_LIMIT, required=False)

    example = {"verdict": "good", "words": "Quick, and to the point."}


class TicketPersonOut(Out):
    id = fields.Id()
    name = fields.Text()


class TicketRatingOut(Out):
    """What whoever opened it says of the help, for them and for the desk."""

    verdict = fields.Choice(choices=Verdict.values)
    words = fields.Text()
    given_at = fields.Moment()
    changed_at = fields.Moment()


class TicketOut(Out):
    """A ticket. `due_at` is when the first of its targets runs out, or ran out; null while none can."""

    number = fields.TicketNo()
    subject = fields.Text()
    state = fields.Choice(choices=TicketState.values)
    priority = fields.Choice(choices=Priority.values)
    requester = TicketPersonOut(
        allow_null=True, help_text="Null where somebody asked by mail whose sender is not verified."
    )
    sender = fields.Text(
        allow_null=True, help_text="The address that such a mail names; empty once it was erased."
    )
    assignee = TicketPersonOut(allow_null=True)
    order = fields.Number(allow_null=True)
    follows = fields.TicketNo(allow_null=True)
    merged_into = fields.TicketNo(allow_null=True)
    tags = fields.Items(child=fields.Text())
    snoozed_until = fields.Moment(allow_null=True)
    rating = TicketRatingOut(allow_null=True)
    due_at = fields.Moment(allow_null=True)
    opened_at = fields.Moment()
    touched_at = fields.Moment()
    solved_at = fields.Moment(allow_null=True)
    closed_at = fields.Moment(allow_null=True)

    example = {
        "number": NUMBER,
        "subject": "Change of address",
        "state": "open",
        "priority": "normal",
        "requester": {"id": PERSON, "name": "Clara B."},
        "sender": None,
        "assignee": None,
        "order": None,
        "follows": None,
        "merged_into": None,
        "tags": [],
        "snoozed_until": None,
        "rating": None,
        "due_at": "2026-03-02T17:00:00Z",
        "opened_at": "2026-03-02T09:00:00Z",
        "touched_at": "2026-03-02T09:00:00Z",
        "solved_at": None,
        "closed_at": None,
    }


class TicketMessageOut(Out):
    """A message. `ticket` is another where that one was merged into the ticket that was asked for."""

    id = fields.Id()
    ticket = fields.TicketNo()
    kind = fields.Choice(choices=MessageKind.values)
    author = TicketPersonOut(allow_null=True, help_text="Null for a mail whose sender is not verified.")
    sender = fields.Text(
        allow_null=True, help_text="The address that such a mail names; empty once it was erased."
    )
    text = fields.Text()
    quoted = fields.Text(help_text="What stood below the text of a mail.")
    files = fields.Items(child=fields.Text())
    sent_at = fields.Moment()

    example = {
        "id": "m4w8yr3hs6",
        "ticket": NUMBER,
        "kind": "question",
        "author": {"id": PERSON, "name": "Clara B."},
        "sender": None,
        "text": "We moved. Where do I enter it?",
        "quoted": "",
        "files": [],
        "sent_at": "2026-03-02T09:00:00Z",
    }


class TicketWatcherOut(Out):
    """Who watches a ticket, and since when."""

    person = TicketPersonOut()
    since = fields.Moment()

    example = {"person": {"id": PERSON, "name": "Ines B."}, "since": "2026-03-02T09:00:00Z"}


class WhyOut(Out):
    """A piece of time, and why it counts or doesn’t; without an end while it lasts."""

    start = fields.Moment()
    end = fields.Moment(allow_null=True)
    why = fields.Choice(choices=[one.value for one in Counting])


class TimerOut(Out):
    """How one target of a ticket stands. Seconds are of the target’s own time: working time, if it counts
    that; null for one that ended, if the agency has changed its hours since."""

    ticket = fields.TicketNo()
    target = fields.Choice(choices=Target.values)
    state = fields.Choice(choices=ClockState.values)
    due_at = fields.Moment(allow_null=True)
    goal_seconds = fields.Whole(most=fields.MOST)
    elapsed_seconds = fields.Whole(most=fields.MOST, allow_null=True)
    paused_seconds = fields.Whole(most=fields.MOST, allow_null=True)
    working_time = fields.Flag()
    why = WhyOut(many=True)

    example = {
        "ticket": NUMBER,
        "target": "first_reply",
        "state": "running",
        "due_at": "2026-03-02T17:00:00Z",
        "goal_seconds": 28800,
        "elapsed_seconds": 600,
        "paused_seconds": 0,
        "working_time": True,
        "why": [{"start": "2026-03-02T09:00:00Z", "end": None, "why": "counts"}],
    }


class TimersOut(Out):
    """The clocks of a ticket."""

    results = TimerOut(many=True)

    example = {"results": [TimerOut.example]}

"""The demo's tickets of the last weeks: most were answered in time, some were not, and somebody said why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from project.base.viewer import Member
from support.actions.breaches import explain_breach, keep_overdue
from support.actions.sweeps import close_solved
from support.actions.ticket_ratings import rate_ticket
from support.actions.tickets import open_ticket, write_reply
from support.models import Breach, Ticket
from support.states.breaches import Cause
from support.states.tickets import TicketState, Verdict

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@dataclass(frozen=True)
class Past:
    """One that is over: asked so many `days` ago, answered and solved so many `hours` after that. `why`: the
    causes of what was missed, one after the other as somebody thought better of it, with a note each."""

    days: float
    subject: str
    text: str
    answer: str
    hours: tuple[float, float]
    why: tuple[tuple[Cause, str], ...] = ()
    verdict: Verdict | None = None
    words: str = ""
    by_writer: bool = False


PAST = (
    Past(
        76,
        "A receipt for the deposit",
        "Our accountant wants a receipt for what we paid in advance. Could you send one?",
        "Here it is; the next statement of your account lists it, too.",
        (0.5, 3),
        verdict=Verdict.GOOD,
    ),
    Past(
        69.3,
        "Names with accents",
        "Two surnames lost their accents in the last delivery. Can that be put right without a revision?",
        "It can. The corrected file is on the order’s page; the letters went missing when it was converted.",
        (0.8, 30),
        verdict=Verdict.GOOD,
        words="Put right the same day.",
    ),
    Past(
        62.1,
        "Paid to my old bank account",
        "I changed my bank in spring, but the fee went to the old account.",
        "The bank has sent it back to us, and we have paid it again to the new one.",
        (0.6, 300),
        why=((Cause.THIRD_PARTY, "The bank took a week to return the money."),),
        by_writer=True,
    ),
    Past(
        55.2,
        "Who reads our briefs?",
        "Our lawyers ask who can see an unpublished brief.",
        "Your writer, the editor of the order, and we of the desk. Nobody else, also not after delivery.",
        (0.7, 5),
    ),
    Past(
        48.4,
        "The deadline moved by a day",
        "The page says Thursday, we agreed on Wednesday. Which of them holds?",
        "Wednesday. It was entered wrongly, and I have corrected it. I am sorry for the late answer.",
        (110, 112),
        why=(
            (Cause.VOLUME, ""),
            (Cause.STAFFING, "Two of us were ill in the week of the book fair."),
        ),
        verdict=Verdict.BAD,
        words="Five days for one line.",
    ),
    Past(
        41.5,
        "Our new address in Leeds",
        "We are moving on the first. Do invoices of this month go to the new address already?",
        "From the day on which you change it; those that were issued before stay as they are.",
        (0.4, 2),
        verdict=Verdict.GOOD,
    ),
    Past(
        34.2,
        "It doesn’t work",
        "It says that it doesn’t work. Please help!",
        "Which page was it, and what did it say? In the meantime I found your draft: it is saved.",
        (130, 170),
        why=((Cause.UNCLEAR, "Neither a page nor an order was named."),),
    ),
    Past(
        27.3,
        "A style guide of our own",
        "We have a guide of twelve pages. May I send it along with each order?",
        "Once is enough: it is with your client account now, and each of your writers reads it.",
        (0.9, 4),
        verdict=Verdict.GOOD,
        words="Exactly what I needed.",
    ),
    Past(
        20.4,
        "Certificates for my portfolio",
        "I uploaded two certificates, and only one is shown.",
        "The second waited for our approval. Both are shown now.",
        (0.5, 26),
        by_writer=True,
    ),
    Past(
        13.2,
        "No mails since Tuesday",
        "I get no mails from you, but the page shows three messages.",
        "Our mail was held up by an outage at the provider. All of it has been sent since.",
        (90, 95),
        why=((Cause.OUTAGE, "Mail was down from Tuesday to Friday."),),
        verdict=Verdict.GOOD,
    ),
)


def keep_old(client: Member, writer: Member, agent: Member, now: dt.datetime) -> None:
    """Play them at one agency, the oldest first."""
    for past in PAST:
        asked = now - past.days * DAY
        ticket = open_ticket(
            actor=writer if past.by_writer else client, subject=past.subject, text=past.text, now=asked
        )
        _answer(ticket, agent, past, asked)
        if past.verdict:
            rated = asked + (past.hours[1] + 20) * HOUR
            rate_ticket(actor=client, ticket=ticket, verdict=past.verdict, words=past.words, now=rated)
    agency = agent.agency
    while close_solved(agency=agency, now=now):
        pass


def _answer(ticket: Ticket, agent: Member, past: Past, asked: dt.datetime) -> None:
    """Answered, solved, and what took too long is explained a day later."""
    first, last = (asked + hours * HOUR for hours in past.hours)
    write_reply(actor=agent, ticket=ticket, text=past.answer, then=TicketState.OPEN, now=first)
    text = "I take it that this is settled. Write here if it isn’t."
    write_reply(actor=agent, ticket=ticket, text=text, then=TicketState.SOLVED, now=last)
    missed = Breach.objects.visible_to(agent).filter(ticket=ticket).first()
    if missed is None:
        return
    for number, (cause, note) in enumerate(past.why, start=1):
        explain_breach(
            actor=agent,
            ticket=ticket,
            target=missed.target,
            run=missed.run,
            cause=cause,
            note=note,
            now=last + number * DAY,
        )


def keep_late(agent: Member, now: dt.datetime) -> None:
    """What is overdue by now is kept as missed, for the desk to say why."""
    while keep_overdue(agency=agent.agency, now=now):
        pass

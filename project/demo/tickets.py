"""The demo's tickets: a queue that lives, with what is new, late, waiting and solved."""

from __future__ import annotations

import datetime as dt

from orders.actions.mail_jobs import quietly
from orders.models import Order
from project.base.viewer import Member
from support.actions.escalation import take_steps
from support.actions.inbound import take_mail
from support.actions.reply_addresses import reply_address_for
from support.actions.saved_replies import save_reply
from support.actions.ticket_handling import handle_ticket
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_ratings import rate_ticket
from support.actions.ticket_snoozing import snooze_ticket
from support.actions.ticket_tags import tag_ticket
from support.actions.ticket_watchers import watch_ticket
from support.actions.tickets import open_ticket, write_note, write_question, write_reply
from support.models import Ticket, TicketMessage
from support.rules.inbound_addresses import inbound_address

from .old_tickets import keep_late, keep_old
from .promises import acknowledge, climb, promise
from .story import Crew

HOUR = dt.timedelta(hours=1)
SAVED = (
    ("Change of address", "Dear {customer},\n\nyou change it under “Client account”.\n\n{me}, {agency}"),
    ("Where is my text?", "Dear {customer},\n\norder {order} is being written. Its page says more.\n\n{me}"),
)
WELSH = """Content-Type: text/plain; charset=utf-8

Good morning,

we are a bookshop and need three pages in Welsh about our town, by somebody who knows it.

Ada Lewis
"""
AGAIN = """Content-Type: text/plain; charset=utf-8

By the end of the month. And could the street names stay as they are?

On Monday 2 March at 10:15, the agency wrote:

> We do. By when would you need the three pages?
"""
SALE = """List-Unsubscribe: <https://books.example/leave>
Content-Type: text/plain; charset=utf-8

Everything must go.
"""


def keep(crew: Crew, now: dt.datetime) -> None:
    """Play them at one agency, without mails."""
    with quietly():
        desk = Desk(crew, now)
        promise(desk.manager, desk.agent, now - 2000 * HOUR)
        keep_old(desk.client, desk.writer, desk.agent, now)
        desk.solved()
        desk.late()
        climb(desk.agent, now - 60 * HOUR)
        acknowledge(desk.agent, now - 55 * HOUR)
        desk.waiting()
        desk.urgent()
        desk.fresh()
        desk.twice()
        desk.saved()
        desk.by_mail()
        while take_steps(agency=desk.agent.agency, now=now):
            pass
        keep_late(desk.agent, now)


class Desk:
    """Those who ask and those who answer; moments are hours before now."""

    def __init__(self, crew: Crew, now: dt.datetime) -> None:
        self.now = now
        self.client, self.writer = crew.clients[0], crew.writers[0]
        self.agent = (crew.support or crew.managers)[0]
        self.manager = crew.managers[0]

    def solved(self) -> None:
        """Asked and answered last week."""
        ticket = self.asked(
            self.client, 150, "Two names on the invoice", "Can both of our companies stand on the invoice?"
        )
        text = (
            "Yes: enter the second one in the second line of the billing address. I have written how below."
        )
        self.reply(ticket, 148, text, then="solved")
        words = "Quick, and to the point."
        rate_ticket(actor=self.client, ticket=ticket, verdict="good", words=words, now=self.now - 140 * HOUR)

    def late(self) -> None:
        """Nobody has answered for days."""
        self.asked(
            self.writer,
            100,
            "My fee of last month",
            "The statement names 14 texts, I count 15. The one that is missing was accepted on the last day.",
        )

    def waiting(self) -> None:
        """The agency waits, and noted why."""
        order = Order.objects.visible_to(self.client).order_by("-placed_at", "-id").first()
        ticket = self.asked(
            self.client,
            30,
            "Which photographs may we use?",
            "The brief names three. Are all of them free?",
            order,
        )
        self.reply(ticket, 28, "Two of them are. Could you send me the third one’s source?", then="waiting")
        note = "The third looks like an agency’s picture. Ask legal before we say yes."
        write_note(actor=self.agent, ticket=ticket, text=note, now=self.now - 27 * HOUR)
        tag_ticket(actor=self.agent, ticket=ticket, tags=["pictures", "legal"], now=self.now - 27 * HOUR)
        until = self.now + 40 * HOUR
        snooze_ticket(actor=self.agent, ticket=ticket, until=until, now=self.now - 26 * HOUR)

    def urgent(self) -> None:
        """Critical, taken, and asked again."""
        ticket = self.asked(
            self.client,
            5,
            "The wrong text went to print",
            "Page 4 shows the old version. Printing starts tonight!",
        )
        handle_ticket(
            actor=self.agent,
            ticket=ticket,
            assignee=self.agent.membership,
            priority="critical",
            now=self.now - 5 * HOUR,
        )
        self.reply(
            ticket, 4.8, "I have the right one here. Which format does the printer need?", then="waiting"
        )
        write_question(
            actor=self.client,
            ticket=ticket,
            text="PDF, please, with crop marks.",
            now=self.now - dt.timedelta(minutes=20),
        )

    def fresh(self) -> None:
        """Just come in."""
        self.asked(
            self.client, 0.4, "A new colleague", "Ines starts on Monday. How do I let her order, but not pay?"
        )

    def twice(self) -> None:
        """Asked twice, merged, and watched by a manager."""
        kept = self.asked(self.client, 52, "Delivery in two languages", "Can we have it in French as well?")
        again = self.asked(self.client, 51, "French?", "I asked this an hour ago: do you translate?")
        merge_ticket(actor=self.agent, ticket=again, into=kept, now=self.now - 50 * HOUR)
        watch_ticket(actor=self.agent, ticket=kept, person=self.manager.membership, now=self.now - 50 * HOUR)
        tag_ticket(actor=self.agent, ticket=kept, tags=["translation"], now=self.now - 50 * HOUR)
        self.reply(kept, 49, "We do. Which French: of France, or of Canada?", then="waiting")

    def by_mail(self) -> None:
        """Somebody without an account wrote, was answered, and wrote again; and a newsletter came."""
        mails = self.mail("q1", "Do you write in Welsh?", WELSH, 26), self.mail("n1", "Spring sale", SALE, 20)
        if mails[0] is None:
            return
        ticket = mails[0].ticket
        self.reply(ticket, 25, "We do. By when would you need the three pages?", then="waiting")
        row = reply_address_for(ticket=ticket, sender=ticket.sender, now=self.now - 25 * HOUR)
        self.mail("q2", "Re: Do you write in Welsh?", AGAIN, 2, to=row)

    def mail(self, key: str, subject: str, text: str, ago: float, *, to: str = "") -> TicketMessage | None:
        """A mail of Ada's; None for one that is refused, and where none is read."""
        agency = self.client.agency
        head = {
            "From": "Ada Lewis <ada@books.example>",
            "To": to or inbound_address(agency),
            "Subject": subject,
            "Message-ID": f"<{key}.{agency.code.lower()}@books.example>",
        }
        lines = [f"{name}: {value}" for name, value in head.items()]
        rows = take_mail(raw="\n".join([*lines, text]).encode(), now=self.now - ago * HOUR)
        return rows[0].message if rows else None

    def saved(self) -> None:
        """What the desk answers often."""
        for title, text in SAVED:
            save_reply(actor=self.agent, title=title, text=text, now=self.now - 60 * HOUR)

    def asked(
        self, person: Member, ago: float, subject: str, text: str, order: Order | None = None
    ) -> Ticket:
        return open_ticket(actor=person, subject=subject, text=text, order=order, now=self.now - ago * HOUR)

    def reply(self, ticket: Ticket, ago: float, text: str, *, then: str) -> None:
        write_reply(actor=self.agent, ticket=ticket, text=text, then=then, now=self.now - ago * HOUR)

"""What the people of the demo write to each other about an order, and among themselves."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from orders.actions.messages import mark_read, post_message
from orders.models import Message, Order
from project.base.viewer import Member

from .story import Story

LIST = (
    "Names as they should be spelled\n\n- first names before family names\n- titles only once\n"
    "- places in English\n"
)


@dataclass(frozen=True)
class Said:
    """One message: whose (client, writer, desk, editor), what; with a file; naming the other side."""

    who: str
    text: str
    file: bool = False
    names: str = ""


BEFORE = (
    Said(
        "client",
        "Is there anything you still miss in the brief? We can send photographs if that helps the writer.",
    ),
    Said(
        "desk",
        "Thank you, the brief is complete. We are asking two writers who know your field.",
        names="client",
    ),
)
TALKS = (
    (
        Said(
            "writer",
            "May I address the readers as “you” throughout? The brief leaves it open.",
            names="client",
        ),
        Said("client", "Yes, please do. The last text did, and our readers liked it."),
        Said(
            "client", "One more thing: this is the list of names as we spell them.", file=True, names="writer"
        ),
        Said("writer", "Thank you, that saves us a round."),
    ),
    (
        Said(
            "client",
            "Our launch has moved by two days. The deadline stays as it is, I only wanted you to know.",
        ),
        Said(
            "writer",
            "Good to know.\n\nI will keep the date out of the text then, so that nothing has to change "
            "later.",
        ),
        Said(
            "desk", "Agreed. If the date should go in after all, write here before Thursday.", names="client"
        ),
    ),
    (
        Said(
            "desk",
            "The client has ordered this kind of text before; the earlier one is a good model.",
            names="writer",
        ),
        Said("writer", "I remember it. Same length for the opening?"),
        Said("client", "A little shorter, if you can."),
    ),
)
NOTES = (
    Said("desk", "This client reads very closely. Please check figures and names twice.", names="editor"),
    Said(
        "editor",
        "Will do. The figures in the second part have no source yet; I am asking for one in my note.",
    ),
    Said(
        "desk",
        "The client has just sent it by phone: the yearbook of their chamber, page 41.",
        names="editor",
    ),
)


def talk(story: Story) -> None:
    """Some messages between the placing of a played order and its last act. While the order is
    open, the last one is new to the others."""
    order, rng = story.order, random.Random(story.order.number)  # noqa: S311  (a demo, not a secret)
    if rng.random() < (0.65 if order.closed_at else 0.3):
        return
    _say(story, rng.choice(TALKS) if order.writer_id else BEFORE, internal=False)
    if order.editor_id and rng.random() < 0.6:
        _say(story, NOTES, internal=True)


def _say(story: Story, lines: tuple[Said, ...], *, internal: bool) -> None:
    order = story.order
    people = _people(story)
    step = (story.now - order.placed_at) / (len(lines) + 1)
    sent: list[Message] = []
    for at, said in enumerate(lines, start=1):
        sent.append(_post(order, people, said, order.placed_at + step * at, internal))
    _read(people, sent[-1] if order.closed_at else sent[-2], internal)
    mark_read(actor=people[lines[-1].who], order=order, internal=internal, upto=sent[-1])


def _people(story: Story) -> dict[str, Member]:
    members = {member.member_id: member for member in (*story.crew.writers, *story.crew.editors)}
    found = {"client": story.client, "desk": story.support}
    for who, member_id in (("writer", story.order.writer_id), ("editor", story.order.editor_id)):
        if member_id in members:
            found[who] = members[member_id]
    return found


def _post(order: Order, people: dict[str, Member], said: Said, now: dt.datetime, internal: bool) -> Message:
    return post_message(
        actor=people[said.who],
        order=order,
        internal=internal,
        text=said.text,
        mentions=[people[said.names].membership] if said.names in people else [],
        uploads=[SimpleUploadedFile("Names.md", LIST.encode())] if said.file else [],
        now=now,
    )


def _read(people: dict[str, Member], message: Message, internal: bool) -> None:
    for who in ("desk", "editor") if internal else ("client", "writer", "desk"):
        if who in people:
            mark_read(actor=people[who], order=message.order, internal=internal, upto=message)

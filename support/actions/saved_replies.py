"""Replies that the desk saves to use them again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, require
from project.base.locks import hold_name
from project.base.viewer import Member
from support.models import SavedReply
from support.rules.saved_replies import unknown_in
from support.rules.tickets import works_on_tickets

#: Saved replies of an agency, at most.
MOST_REPLIES = 200


def save_reply(
    *, actor: Member, title: str, text: str, now: dt.datetime, reply: SavedReply | None = None
) -> SavedReply:
    """Save a new reply, or change `reply`. The same words under the same title again change nothing. Raises
    NotAllowed; Invalid under "title" for one that another has, and beyond MOST_REPLIES; under "text" for none
    and for an unknown placeholder."""
    require(works_on_tickets(actor))
    _check(title, text)
    with transaction.atomic():
        hold_name(f"saved replies {actor.agency_id}")
        rows = SavedReply.objects.visible_to(actor)
        same = rows.filter(title__iexact=title).exclude(pk=reply.pk if reply else 0).first()
        if reply is None and same is not None and same.text == text:
            return same
        if same is not None:
            raise Invalid({"title": _("Another saved reply has this title.")})
        if reply is None and rows.count() >= MOST_REPLIES:
            words = _("Your agency has %(most)s saved replies. Delete one first.")
            raise Invalid({"title": words % {"most": MOST_REPLIES}})
        stored = reply or SavedReply(agency_id=actor.agency_id)
        stored.title, stored.text, stored.saved_at = title, text, now
        stored.save()
    return stored


def delete_reply(*, actor: Member, reply: SavedReply) -> None:
    """Delete a saved reply; what was sent stays. One that is gone is gone. Raises NotAllowed."""
    require(works_on_tickets(actor))
    SavedReply.objects.visible_to(actor).filter(pk=reply.pk).delete()


def _check(title: str, text: str) -> None:
    problems = {}
    if not title.strip():
        problems["title"] = _("Enter a title.")
    if not text.strip():
        problems["text"] = _("Write something.")
    elif unknown := unknown_in(text):
        words = _("%(names)s is no placeholder. Use one of those below, or leave the braces out.")
        problems["text"] = words % {"names": ", ".join(unknown[:5])}
    if problems:
        raise Invalid(problems)

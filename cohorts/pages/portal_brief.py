"""The brief on a member's page: the form while it is asked for, afterwards what was sent."""

from __future__ import annotations

from cohorts.forms.member_portal import BriefForm
from cohorts.models import MemberBrief
from cohorts.pricing.late_briefs import due_of, keeps_until
from cohorts.rules.member_links import may_write_brief
from orders.models import Order
from orders.pages.order.reading import attachments_of
from project.base.markdown import render

from .portal_parts import Asked, Panel, file_row


def brief_panel(asked: Asked, order: Order | None) -> Panel | None:
    """The form while the brief is asked for; afterwards what was sent."""
    member = asked.member
    own = MemberBrief.objects.filter(member=member).first()
    if may_write_brief(asked.viewer, member):
        start = {"text": own.text if own else "", "version": own.version if own else 0}
        assert member.draft is not None
        own_files = member.draft.attachments.select_related("file").order_by("id")
        context = {
            "form": asked.forms.get("brief") or BriefForm(initial=start),
            "url": asked.url("mine_brief"),
            "common": render(member.draft.brief, top=3),
            "brief_by": keeps_until(member),
            "due": due_of(member, asked.now),
            "late": due_of(member, asked.now) != member.draft.deadline,
            "files": [
                file_row(asked, use, removable=use.added_by_id == asked.viewer.member_id) for use in own_files
            ],
            "saved_at": own.saved_at if own else None,
        }
        return Panel("cohorts/portal/_brief_form.html", context)
    if order is not None:
        html = render(order.brief, top=3)
        files = [file_row(asked, file) for file in attachments_of(order, []) if file.order_id == order.pk]
        return Panel("cohorts/portal/_brief.html", {"html": html, "files": files})
    if own is not None and own.text:
        return Panel("cohorts/portal/_brief.html", {"html": render(own.text, top=3), "files": []})
    return None

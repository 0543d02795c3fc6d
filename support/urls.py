"""Addresses of support: everybody’s tickets, the desk’s queue, disputes."""

from __future__ import annotations

from django.urls import path

from .views import (
    disputes,
    disputes_desk,
    disputes_file,
    inbound,
    reports,
    saved_replies,
    sla_policies,
    ticket,
    ticket_company,
    ticket_ratings,
    ticket_sorting,
    tickets,
)

app_name = "support"

urlpatterns = [
    path("orders/<order_number:number>/dispute/", disputes.of_order, name="order_dispute"),
    path("orders/<order_number:number>/dispute/new/", disputes.open_one, name="dispute_open"),
    path("disputes/<public_id:public_id>/", disputes.show, name="dispute"),
    path("disputes/<public_id:public_id>/file/", disputes_file.show, name="dispute_file"),
    path("disputes/<public_id:public_id>/file/document/", disputes_file.document, name="dispute_file_pdf"),
    path("disputes/<public_id:public_id>/response/", disputes.respond, name="dispute_respond"),
    path("disputes/<public_id:public_id>/proposal/", disputes.propose, name="dispute_propose"),
    path("disputes/<public_id:public_id>/acceptance/", disputes.accept, name="dispute_accept"),
    path("disputes/<public_id:public_id>/counterproposal/", disputes.counter, name="dispute_counter"),
    path("disputes/<public_id:public_id>/decision/", disputes.decide, name="dispute_decide"),
    path("disputes/<public_id:public_id>/approval/", disputes.confirm, name="dispute_confirm"),
    path("disputes/<public_id:public_id>/escalation/", disputes.escalate, name="dispute_escalate"),
    path("disputes/<public_id:public_id>/withdrawal/", disputes.withdraw, name="dispute_withdraw"),
    path("disputes/<public_id:public_id>/appeal/", disputes.appeal, name="dispute_appeal"),
    path("desk/disputes/", disputes_desk.index, name="desk_disputes"),
    path("desk/disputes/settings/", disputes_desk.settings, name="dispute_settings"),
    path("support/", tickets.index, name="tickets"),
    path("support/new/", tickets.new, name="ticket_new"),
    path("support/<ticket_number:number>/", ticket.show, name="ticket"),
    path("support/<ticket_number:number>/say/", ticket.say, name="ticket_say"),
    path("support/<ticket_number:number>/note/", ticket.note, name="ticket_note"),
    path("support/<ticket_number:number>/handle/", ticket.handle, name="ticket_handle"),
    path("support/<ticket_number:number>/press/", ticket.press, name="ticket_press"),
    path("support/<ticket_number:number>/watch/", ticket_company.watch, name="ticket_watch"),
    path("support/<ticket_number:number>/unwatch/", ticket_company.unwatch, name="ticket_unwatch"),
    path("support/<ticket_number:number>/merge/", ticket_company.merge, name="ticket_merge"),
    path("support/<ticket_number:number>/tags/", ticket_sorting.tags, name="ticket_tags"),
    path("support/<ticket_number:number>/snooze/", ticket_sorting.snooze, name="ticket_snooze"),
    path("support/<ticket_number:number>/wake/", ticket_sorting.wake, name="ticket_wake"),
    path("support/<ticket_number:number>/acknowledge/", ticket.acknowledge, name="ticket_acknowledge"),
    path("support/<ticket_number:number>/insert/", saved_replies.insert, name="ticket_insert"),
    path("support/<ticket_number:number>/rate/", ticket_ratings.rate, name="ticket_rate"),
    path("desk/support/", tickets.queue, name="queue"),
    path("desk/support/replies/", saved_replies.index, name="replies"),
    path("desk/support/replies/new/", saved_replies.new, name="reply_new"),
    path("desk/support/replies/<public_id:public_id>/", saved_replies.edit, name="reply"),
    path("desk/support/replies/<public_id:public_id>/remove/", saved_replies.remove, name="reply_remove"),
    path("desk/support/policies/", sla_policies.index, name="policies"),
    path("desk/support/policies/new/", sla_policies.edit, name="policy_new"),
    path("desk/support/policies/versions/<int:number>/", sla_policies.version, name="policy_version"),
    path("desk/support/policies/<public_id:public_id>/", sla_policies.edit, name="policy"),
    path("desk/support/policies/<public_id:public_id>/remove/", sla_policies.remove, name="policy_remove"),
    path("support/reply-addresses/", inbound.addresses, name="reply_addresses"),
    path(
        "support/reply-addresses/<public_id:public_id>/revoke/", inbound.revoke, name="reply_address_revoke"
    ),
    path("desk/support/mail/", inbound.mails, name="inbound_mails"),
    path("desk/support/reports/", reports.index, name="reports"),
    path("desk/support/reports/tickets/", reports.tickets, name="report_tickets"),
    path("desk/support/reports/csv/", reports.export, name="report_csv"),
]

"""Which page an address belongs to that takes POST alone. Whoever opens it, by the back button, a bookmark or
a link in a chat, is led to that page instead of a refusal.

A right that the page asks for is asked there, and so is whether the person sees what it is about. The parts
of the page's address are those of the same name. tests/project/test_belonging.py fails for a new address that
is not in here, and for a page that takes no GET.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, ResolverMatch, reverse

#: The name of a page -> the names of the addresses that belong to it.
PAGES: dict[str, tuple[str, ...]] = {
    "analytics:report": ("analytics:report_act",),
    "cohorts:classes": ("cohorts:report_link_revoke",),
    "cohorts:class": ("cohorts:end", "cohorts:nudge"),
    "cohorts:settings": ("cohorts:field_add", "cohorts:field_remove"),
    "cohorts:brief": ("cohorts:file_remove",),
    "cohorts:roster_check": ("cohorts:roster_save", "cohorts:roster_discard"),
    "cohorts:member": ("cohorts:member_remove", "cohorts:member_order", "cohorts:member_files"),
    "cohorts:plan": ("cohorts:installments",),
    "cohorts:links": (
        "cohorts:links_send",
        "cohorts:member_link",
        "cohorts:member_link_revoke",
    ),
    "cohorts:own_links": ("cohorts:own_link_revoke",),
    "cohorts:mine": (
        "cohorts:mine_brief",
        "cohorts:mine_file_remove",
        "cohorts:mine_accept",
        "cohorts:mine_revise",
        "cohorts:mine_reply",
        "cohorts:mine_message",
        "cohorts:mine_book",
        "cohorts:mine_seat_cancel",
        "cohorts:mine_seat_move",
    ),
    "cohorts:session": (
        "cohorts:session_cancel",
        "cohorts:session_book",
        "cohorts:attendance",
        "cohorts:seat_cancel",
        "cohorts:seat_move",
    ),
    "support:dispute": (
        "support:dispute_respond",
        "support:dispute_propose",
        "support:dispute_accept",
        "support:dispute_counter",
        "support:dispute_decide",
        "support:dispute_confirm",
        "support:dispute_escalate",
        "support:dispute_withdraw",
        "support:dispute_appeal",
    ),
    "desk_factor_reset": (
        "desk_factor_reset_confirm",
        "desk_factor_reset_withdraw",
    ),
    "account_sessions": (
        "account_sessions_end",
        "account_session_end",
    ),
    "account_device": (
        "account_device_trust",
        "account_device_untrust",
        "account_device_revoke",
    ),
    "account_alerts": ("account_alert_answer",),
    "account_notices": (
        "account_notices_read",
        "account_notice_read",
    ),
    "account_profile": (
        "account_photo_set",
        "account_photo_remove",
    ),
    "account_email": ("account_email_withdraw",),
    "account_backup": ("account_backup_remove",),
    "account_tokens": (
        "account_tokens_revoke_all",
        "account_token_revoke",
    ),
    "account_data": (
        "account_export_ask",
        "account_export_delete",
    ),
    "account_close": ("account_close_keep",),
    "agencies:branding": (
        "agencies:brand_publish",
        "agencies:brand_discard",
        "agencies:brand_picture_set",
        "agencies:brand_picture_remove",
    ),
    "agencies:brand_history": ("agencies:brand_restore",),
    "agencies:legal": (
        "agencies:legal_publish",
        "agencies:legal_withdraw",
        "agencies:legal_restore",
    ),
    "agencies:features": ("agencies:feature_plan_cancel",),
    "agencies:feature_history": ("agencies:feature_undo",),
    "agencies:people": ("agencies:invitation_withdraw",),
    "agencies:person": (
        "agencies:person_end",
        "agencies:person_suspend",
        "agencies:person_restore",
    ),
    "quotes:trial": ("quotes:trial_delete",),
    "agencies:hours": (
        "agencies:holiday_add",
        "agencies:holiday_remove",
    ),
    "agencies:import": ("agencies:import_start", "agencies:import_undo", "agencies:import_discard"),
    "agencies:close": ("agencies:close_withdraw",),
    "agencies:exports": ("agencies:export_ask", "agencies:export_delete"),
    "agencies:webhook": (
        "agencies:webhook_rotate",
        "agencies:webhook_remove",
        "agencies:webhook_test",
    ),
    "agencies:domain": (
        "agencies:domain_check",
        "agencies:domain_primary",
        "agencies:domain_remove",
    ),
    "agencies:webhook_delivery": ("agencies:webhook_replay",),
    "account": ("agencies:hint_dismiss",),
    "billing:invoice": ("billing:send",),
    "billing:reminders": (
        "billing:reminder_send",
        "billing:reminder_mark",
        "billing:reminder_unmark",
    ),
    "billing:billing": ("billing:reminder_exempt",),
    "clients:desk_client": (
        "clients:contact_remove",
        "clients:client_note",
        "clients:client_note_remove",
        "clients:client_part",
        "quotes:order_for_client",
    ),
    "clients:account": (
        "clients:account_role",
        "clients:account_remove",
        "clients:account_again",
        "clients:account_withdraw",
    ),
    "clients:favourites": ("clients:favourite_remove",),
    "catalog:catalog_version": ("catalog:catalog_take_back",),
    "catalog:catalog_draft": ("catalog:catalog_draft_publish", "catalog:catalog_draft_discard"),
    "drafts:draft": (
        "drafts:draft_price",
        "drafts:draft_copy",
        "drafts:draft_restore",
        "drafts:draft_files",
        "drafts:draft_file_restore",
        "drafts:draft_file_remove",
        "orders:draft_place",
    ),
    "drafts:drafts": ("drafts:draft_discard",),
    "drafts:preset": (
        "drafts:preset_copy",
        "drafts:preset_archive",
        "drafts:preset_restore",
        "drafts:preset_default",
        "drafts:preset_begin",
    ),
    "orders:order_extension": ("orders:order_extension_withdraw",),
    "orders:order": (
        "orders:order_offer_accept",
        "orders:order_offer_decline",
        "orders:order_offer_withdraw",
        "orders:order_start",
        "orders:order_preview",
        "orders:order_comment",
        "orders:order_review_claim",
        "orders:order_review_pick",
        "orders:order_review_release",
        "orders:order_approve",
        "orders:order_send_back",
        "orders:order_accept",
        "orders:order_favourite",
        "orders:order_hold",
        "orders:order_resume",
        "orders:order_cancel",
        "writers:undo_acceptance",
        "writers:pool_withdraw",
        "writers:nda_set",
        "writers:nda_lift",
    ),
    "orders:revision_deadline": ("orders:revision_agree",),
    "orders:revision": (
        "orders:revision_cancel",
        "orders:revision_close",
    ),
    "orders:revision_change": (
        "orders:change_accept",
        "orders:change_drop",
        "orders:change_withdraw",
    ),
    "orders:order_ledger": (
        "orders:order_payment",
        "orders:order_charge",
        "billing:order_invoice",
    ),
    "support:reply_addresses": ("support:reply_address_revoke",),
    "support:reply": ("support:reply_remove",),
    "support:ticket": (
        "support:ticket_say",
        "support:ticket_note",
        "support:ticket_handle",
        "support:ticket_press",
        "support:ticket_watch",
        "support:ticket_unwatch",
        "support:ticket_merge",
        "support:ticket_tags",
        "support:ticket_snooze",
        "support:ticket_wake",
        "support:ticket_acknowledge",
        "support:ticket_answering",
        "support:ticket_explain",
        "support:ticket_insert",
        "support:ticket_rate",
    ),
    "quotes:quote": (
        "quotes:quote_accept",
        "quotes:quote_again",
        "quotes:quote_call_back",
        "quotes:quote_rework",
    ),
    "quotes:quote_answer": ("quotes:quote_code",),
    "quotes:quote_prepare": ("quotes:quote_price",),
    "writers:client_portfolio": (
        "writers:client_portfolio_draft",
        "writers:shortlist_add",
        "writers:shortlist_remove",
    ),
    "writers:pool_entry": (
        "writers:pool_take",
        "writers:pool_interest",
        "writers:pool_interest_withdraw",
        "writers:pool_leave",
    ),
    "writers:portfolio": (
        "writers:portfolio_make",
        "writers:portfolio_show",
        "writers:portfolio_submit",
        "writers:portfolio_photo",
        "writers:portfolio_photo_remove",
        "writers:portfolio_arrange",
        "writers:portfolio_collection_new",
        "writers:portfolio_collection",
        "writers:sample_link_revoke",
    ),
    "writers:portfolio_orders": ("writers:portfolio_from_order",),
    "writers:portfolio_sample": ("writers:portfolio_sample_act",),
    "writers:desk_portfolio": ("writers:desk_portfolio_decision",),
    "writers:desk_portfolios": ("writers:desk_sample_decision",),
    "writers:auto_accept_rule": (
        "writers:auto_accept_switch",
        "writers:auto_accept_delete",
    ),
    "writers:capacity": ("writers:capacity_reset",),
    "writers:calendar_import": ("writers:calendar_import_remove",),
    "writers:blackout": ("writers:blackout_remove",),
    "writers:calendar_feeds": ("writers:calendar_feed_revoke",),
    "writers:sample_requests": ("writers:sample_request_answer",),
    "writers:consent": ("writers:consent_withdraw",),
    "workspace": ("writers:feedback_point_mark",),
    "writers:feedback": (
        "writers:feedback_delete",
        "writers:feedback_reply",
        "writers:feedback_contest",
        "writers:feedback_contest_withdraw",
        "writers:feedback_contest_decide",
        "writers:feedback_allow",
        "writers:feedback_disallow",
        "writers:feedback_publish",
        "writers:feedback_unpublish",
    ),
    "writers:waiting_list": ("writers:waiting_list_cancel",),
    "writers:saved_comment": ("writers:saved_comment_delete",),
    "writers:editing": ("writers:editing_next",),
    "writers:rubric": ("writers:rubric_archive",),
    "writers:rates": ("writers:rate_remove",),
    "writers:level_people": ("writers:held_remove",),
    "writers:level": (
        "writers:level_archive",
        "writers:level_restore",
    ),
}
PAGE_OF = {name: page for page, names in PAGES.items() for name in names}


def page_of(match: ResolverMatch) -> str:
    """The address of the page to which an address of the table belongs; "" for any other."""
    page, parts = PAGE_OF.get(match.view_name, ""), match.kwargs
    for size in range(len(parts), -1, -1) if page else ():
        for names in combinations(parts, size):
            with suppress(NoReverseMatch):
                return reverse(page, kwargs={name: parts[name] for name in names})
    return ""


def led_on(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or in place of a refusal of GET the way to the page that the address belongs to."""
    refused = response.status_code == 405 and request.method in ("GET", "HEAD")
    page = page_of(request.resolver_match) if refused and request.resolver_match else ""
    return redirect(page) if page else response

"""Every other page that the table of doors knows, as somebody who may see it."""

from __future__ import annotations

from .pages import Page

#: Person -> door, or door and what its address holds. The label is the door's own name.
BY_PERSON: dict[str, tuple[str | tuple[str, str], ...]] = {
    "": (
        "home",
        "robots",
        ("brand", "brand"),
        ("catalog:service", "service"),
        "account_login",
        "account_signup",
        "account_passkey_sign_in",
        "account_inactive",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        ("quotes:quote_link", "quote_link"),
        ("quotes:quote_answer", "quote_answer"),
    ),
    "client": (
        "help",
        "orders:inbox",
        "account",
        "account_data",
        "account_factors",
        "factor_reset",
        "account_reauthenticate",
        "account_logout",
        "account_change_password",
        "account_profile",
        "account_email",
        "account_backup",
        "account_sessions",
        "account_devices",
        ("account_device", "device"),
        "account_alerts",
        "account_activity",
        "account_activity_export",
        "account_tokens",
        "account_notices",
        "account_notice_settings",
        "billing:invoices",
        ("billing:invoice", "invoice"),
        ("billing:billing", "account"),
        ("clients:account", "account"),
        "clients:favourites",
        "drafts:drafts",
        "drafts:draft_new",
        ("drafts:draft", "draft"),
        ("drafts:draft_preset", "draft_preset"),
        "drafts:presets",
        "drafts:preset_new",
        ("drafts:preset", "preset"),
        "quotes:quotes",
        ("quotes:quote", "quote"),
        ("quotes:quote_ask", "draft"),
        ("quotes:quote_decline", "quote"),
        ("quotes:quote_change", "quote"),
        ("orders:order_compare", "compared"),
        ("orders:order_delivery", "version"),
        ("orders:order_messages", "delivered"),
        ("orders:order_history", "delivered"),
        ("orders:order_ledger", "delivered"),
        ("orders:order_revise", "delivered"),
        ("orders:revision", "revision"),
        ("orders:revision_verdicts", "answered"),
        ("orders:revision_questions", "questioned"),
        ("agencies:file", "file"),
    ),
    "writer": (
        "writers:offers",
        "writers:past_work",
        ("orders:order_deliver", "written"),
        ("orders:order_extension", "written"),
        ("orders:order_answers", "revising"),
    ),
    "editor": (
        "writers:editing",
        "writers:editing_revisions",
        ("writers:review", "claimed"),
        ("orders:order_notes", "claimed"),
        ("orders:order_correct", "claimed"),
    ),
    "manager": (
        "agencies:people",
        "agencies:people_invite",
        "agencies:hours",
        "agencies:storage",
        "agencies:webhooks",
        "agencies:webhook_new",
        ("agencies:person", "person"),
        ("desk_sign_out", "person"),
        ("desk_factor_reset", "person"),
        "desk_posture",
        "desk_posture_export",
        "desk_events",
        "billing:invoicing",
        "catalog:catalog",
        ("catalog:catalog_edit", "part"),
        "catalog:catalog_history",
        ("catalog:catalog_version", "book"),
        "quotes:desk_quotes",
        "quotes:quote_new",
        "quotes:quote_settings",
        ("quotes:quote_prepare", "asked_quote"),
        ("quotes:quote_withdraw", "quote"),
        "orders:give_out",
        "orders:revision_policy",
        ("orders:order_offer", "placed"),
        ("orders:order_assign", "placed"),
        ("orders:order_reassign", "written"),
        ("orders:order_call_off", "written"),
        ("orders:order_deadlines", "written"),
        ("orders:order_review_give", "unclaimed"),
        ("orders:revision_person", "revising"),
        ("orders:revision_scope", "to_judge"),
        ("orders:revision_change", "beyond"),
        ("orders:revision_deadline", "revising"),
    ),
    "owner": ("agencies:security",),
}


def _page(who: str, door: str | tuple[str, str]) -> Page:
    name, scene = (door, "") if isinstance(door, str) else door
    return Page(name, name, who, scene)


OTHERS = [
    *[_page(who, door) for who, doors in BY_PERSON.items() for door in doors],
    *[
        Page(f"{label}, {who}", "billing:invoices", who, query=query)
        for who in ("manager", "client")
        for label, query in (
            ("invoices", ""),
            ("open invoices", "?state=open"),
            ("paid invoices", "?state=paid"),
        )
        if who != "client" or query
    ],
]

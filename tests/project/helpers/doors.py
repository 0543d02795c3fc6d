"""The doors of the program: who gets which status where. test_doors.py goes through all of them.

Statuses of one row stand in the order of PEOPLE. `anonymous` and `stranger` (signed in, no membership) visit
Inkwell; Mara, Nick and Nora are owner, client and writer of Northwind at its own host, with Inkwell's numbers
and ids; the rest are Inkwell's people. The order is delivered, with an answered revision: Clara ordered it,
Wendell wrote it, Edith reviewed it. The draft is Clara's, with a file; so is the message; another draft of
hers has a sent quote. GETs are sent as they are, POSTs empty.
"""

from __future__ import annotations

PEOPLE = (
    "anonymous",
    "stranger",
    "mara",
    "nick",
    "nora",
    "clara",
    "wendell",
    "wanda",
    "edith",
    "sam",
    "max",
    "otto",
)

#: Statuses -> the names of the addresses that answer so.
GET = {
    "302 302 403 403 404 403 200 404 403 403 403 403": (
        "writers:portfolio_profile",
        "writers:portfolio_preview",
        "writers:portfolio_orders",
        "writers:portfolio_sample_new",
        "writers:portfolio_sample",
        "writers:auto_accept_rule",
    ),
    "302 302 404 403 404 403 200 404 403 403 200 200": ("writers:blackout",),
    "302 302 405 403 405 403 405 405 403 403 405 405": (
        "writers:blackout_remove",
        "writers:capacity_reset",
    ),
    # Anybody.
    "200 200 200 200 200 200 200 200 200 200 200 200": (
        "account_passkey_sign_in",
        "home",
        "robots",
        "brand",
        "account_inactive",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_reset_password_from_key",
        "catalog:services",
        "catalog:service",
        "writers:public_directory",
        "writers:sitemap",
        "writers:sitemap_part",
    ),
    # To the first page of one's role, or to the sign-in.
    "302 302 302 302 302 302 302 302 302 302 302 302": (
        "account_close",
        "account_export_download",
        "workspace",
        "mfa_authenticate",
        "account_code_app",
        "account_code_app_remove",
        "account_codes",
        "account_passkey_add",
        "account_passkey_remove",
    ),
    # Who is signed in goes to the first page.
    "200 302 302 302 302 302 302 302 302 302 302 302": (
        "account_login",
        "account_signup",
    ),
    # Exists in demo mode alone.
    "404 404 404 404 404 404 404 404 404 404 404 404": (
        "demo_sign_in",
        "mails",
        "mail",
        "mail_html",
    ),
    # One's own account.
    "302 200 200 200 200 200 200 200 200 200 200 200": (
        "account_data",
        "account_factors",
        "factor_reset",
        "account_reauthenticate",
        "account_logout",
        "account_change_password",
        "account_profile",
        "account_email",
        "account_backup",
        "account",
        "account_sessions",
        "account_devices",
        "account_alerts",
        "account_activity",
        "account_activity_export",
    ),
    "302 404 404 404 404 200 404 404 404 404 404 404": (
        "account_device",
        "account_email_confirm",
        "account_backup_confirm",
        "account_passkey",
    ),
    "302 405 405 405 405 405 405 405 405 405 405 405": (
        "account_export_ask",
        "account_export_delete",
        "account_close_keep",
        "account_session_end",
        "account_sessions_end",
        "account_device_trust",
        "account_device_untrust",
        "account_device_revoke",
        "account_alert_answer",
        "account_email_withdraw",
        "account_backup_remove",
    ),
    # Only somebody without a membership here has something to join.
    "302 200 302 302 302 302 302 302 302 302 302 302": ("join",),
    # A token opens at its own agency only.
    "200 200 404 404 404 200 200 200 200 200 200 200": (
        "writers:consent_link",
        "writers:calendar_feed",
        "writers:public_portfolio",
        "writers:public_picture",
        "writers:public_photo",
        "writers:public_sample",
        "writers:public_sample_file",
        "disown",
        "factor_reset_stop",
        "invitation",
        "login_alert",
        "quotes:quote_link_document",
        "quotes:quote_answer",
    ),
    # Managers and owners, each of their own agency.
    "302 302 200 403 403 403 403 403 403 403 200 200": (
        "writers:portfolio_policy",
        "writers:rates",
        "writers:efforts",
        "writers:rate_new",
        "writers:rate_history",
        "writers:level_new",
        "writers:level_people",
        "writers:all_earnings",
        "writers:all_earnings_csv",
        "desk_posture",
        "desk_posture_export",
        "desk_events",
        "quotes:quote_settings",
        "agencies:people",
        "agencies:people_invite",
        "agencies:hours",
        "agencies:storage",
        "catalog:catalog",
        "billing:invoicing",
        "catalog:catalog_edit",
        "catalog:catalog_history",
        "catalog:catalog_version",
        "writers:assignment",
        "writers:fairness",
        "writers:fairness_csv",
        "orders:revision_policy",
        "agencies:webhooks",
        "agencies:webhook_new",
    ),
    "302 302 405 403 403 403 403 403 403 403 405 405": (
        "writers:desk_portfolio_decision",
        "writers:desk_sample_decision",
        "writers:rate_remove",
        "writers:level_archive",
        "writers:level_restore",
        "writers:held_remove",
        "catalog:catalog_take_back",
        "agencies:invitation_withdraw",
        "agencies:holiday_add",
        "agencies:holiday_remove",
        "agencies:person_end",
        "agencies:person_suspend",
        "agencies:person_restore",
        "desk_factor_reset_confirm",
        "desk_factor_reset_withdraw",
        "agencies:webhook_rotate",
        "agencies:webhook_remove",
        "agencies:webhook_test",
        "agencies:webhook_replay",
    ),
    "302 302 404 403 403 403 403 403 403 403 200 200": (
        "writers:level",
        "writers:level_person",
        "writers:person_earnings",
        "writers:person_earnings_month",
        "writers:person_earnings_csv",
        "writers:person_earnings_pdf",
        "agencies:person",
        "desk_sign_out",
        "desk_factor_reset",
        "agencies:webhook",
        "agencies:webhook_edit",
        "agencies:webhook_delivery",
    ),
    # Clients, each at their own agency.
    "302 302 403 200 403 200 403 403 403 403 403 403": (
        "writers:client_feedback",
        "quotes:quotes",
        "drafts:presets",
        "drafts:preset_new",
        "orders:list",
        "drafts:drafts",
        "clients:favourites",
        "writers:client_directory",
        "writers:shortlist",
        "writers:compare_writers",
        "drafts:draft_new",
        "orders:revisions",
    ),
    # My account leads to its page, a price of nothing to the calculator.
    # The account is for its people and the desk.
    "302 302 403 302 403 302 403 403 403 403 403 403": ("clients:accounts", "drafts:draft_from_price"),
    "302 302 404 404 403 200 403 403 403 200 200 200": ("clients:account",),
    # A draft is for its client account alone.
    "302 302 403 404 403 200 403 403 403 403 403 403": (
        "writers:client_portfolio",
        "writers:client_photo",
        "writers:client_sample",
        "writers:client_sample_file",
        "quotes:quote_ask",
        "drafts:preset",
        "drafts:draft_preset",
        "drafts:draft",
        "drafts:draft_capacity",
    ),
    "302 302 403 405 403 405 403 403 403 403 403 403": (
        "drafts:preset_copy",
        "drafts:preset_archive",
        "drafts:preset_restore",
        "drafts:preset_default",
        "drafts:preset_begin",
        "clients:account_again",
        "clients:account_withdraw",
        "clients:account_role",
        "clients:account_remove",
        "clients:favourite_remove",
        "writers:client_portfolio_draft",
        "writers:shortlist_add",
        "writers:shortlist_remove",
        "drafts:draft_price",
        "orders:draft_place",
        "drafts:draft_copy",
        "drafts:draft_discard",
        "drafts:draft_restore",
        "drafts:draft_files",
        "drafts:draft_file_remove",
        "drafts:draft_file_restore",
    ),
    # An order is for its parties, the desk and editors. Wanda has no part in it.
    # The revision, which is answered: its parties.
    "302 302 404 404 404 200 200 404 200 200 200 200": (
        "orders:order",
        "orders:order_history",
        "orders:order_compare",
        "orders:order_delivery",
        "agencies:file",
        "orders:revision",
    ),
    # The conversation: client, writer and desk. Notes: editor and desk.
    "302 302 404 404 404 200 200 404 404 200 200 200": ("orders:order_messages",),
    "302 302 404 404 404 404 404 404 200 200 200 200": ("orders:order_notes",),
    # Clara's message, sent long ago.
    "302 302 404 404 404 409 403 404 404 403 403 403": ("orders:order_message",),
    # To the assignment desk.
    "302 302 308 403 403 403 403 403 403 403 308 308": ("orders:give_out",),
    # Giving out: managers and owners, but this order has its writer.
    "302 302 404 404 404 403 403 404 403 403 409 409": (
        "writers:pool_put",
        "writers:waiting_list",
        "orders:order_offer",
        "orders:order_review_give",
        "orders:order_reassign",
        "orders:order_assign",
        "orders:revision_person",
        "orders:revision_change",
    ),
    # Writers.
    "302 302 403 403 405 403 405 405 403 403 403 403": (
        "writers:portfolio_make",
        "writers:portfolio_show",
        "writers:portfolio_submit",
        "writers:portfolio_photo",
        "writers:portfolio_photo_remove",
        "writers:portfolio_from_order",
        "writers:portfolio_arrange",
        "writers:portfolio_sample_act",
        "writers:portfolio_collection_new",
        "writers:portfolio_collection",
        "writers:pool_take",
        "writers:pool_interest",
        "writers:pool_interest_withdraw",
        "writers:pool_leave",
        "writers:auto_accept_switch",
        "writers:auto_accept_delete",
        "writers:undo_acceptance",
        "orders:order_offer_accept",
        "orders:order_offer_decline",
        "writers:calendar_feed_revoke",
        "writers:calendar_import_remove",
    ),
    # Every member; what is found is what they may see.
    "302 302 200 200 200 200 200 200 200 200 200 200": (
        "help",
        "account_tokens",
        "orders:search",
        "orders:inbox",
        "billing:invoices",
        "account_notices",
        "account_bell",
        "account_notice_settings",
    ),
    # Clara's photo: the members of her agency.
    "302 302 404 404 404 200 200 200 200 200 200 200": ("account_photo",),
    # Verbs have no page.
    "302 302 405 405 405 405 405 405 405 405 405 405": (
        "writers:consent_withdraw",
        "writers:nda_set",
        "writers:nda_lift",
        "writers:feedback_delete",
        "writers:feedback_reply",
        "writers:feedback_contest",
        "writers:feedback_contest_withdraw",
        "writers:feedback_contest_decide",
        "writers:feedback_allow",
        "writers:feedback_disallow",
        "writers:feedback_publish",
        "writers:feedback_unpublish",
        "writers:feedback_point_mark",
        "writers:pool_withdraw",
        "writers:waiting_list_cancel",
        "account_notice_read",
        "account_notices_read",
        "quotes:quote_accept",
        "quotes:quote_again",
        "quotes:quote_call_back",
        "account_photo_set",
        "account_photo_remove",
        "account_token_revoke",
        "account_tokens_revoke_all",
        "orders:order_extension_withdraw",
        "orders:order_favourite",
        "orders:revision_agree",
        "orders:revision_cancel",
        "orders:revision_close",
        "orders:change_accept",
        "orders:change_drop",
        "orders:change_withdraw",
        "orders:order_offer_withdraw",
        "orders:order_start",
        "orders:order_preview",
        "orders:order_review_claim",
        "orders:order_review_release",
        "orders:order_review_pick",
        "orders:order_comment",
        "orders:order_approve",
        "orders:order_send_back",
        "orders:order_accept",
        "orders:order_hold",
        "orders:order_resume",
        "orders:order_cancel",
        "agencies:hint_dismiss",
        "orders:order_payment",
        "orders:order_charge",
        "billing:order_invoice",
    ),
    # The ledger: payers and the desk.
    "302 302 404 404 404 200 404 404 404 200 200 200": (
        "quotes:quote",
        "quotes:quote_document",
        "orders:order_ledger",
        "billing:invoice",
        "billing:billing",
    ),
    # The desk, but nothing is owed now.
    # The desk's; nothing is to decide any more.
    "302 302 404 404 404 403 403 404 403 409 409 409": (
        "orders:order_extension_grant",
        "orders:order_extension_refuse",
        "orders:order_deadlines",
        "orders:revision_scope",
    ),
    # The writer's, but there is nothing to deliver now.
    # The writer's, but the revision is answered.
    "302 302 404 404 404 403 409 404 403 403 403 403": (
        "writers:consent_ask",
        "orders:order_extension",
        "orders:order_deliver",
        "orders:order_answers",
    ),
    # The order's editor, while it is in review.
    "302 302 404 404 404 403 403 404 409 403 403 403": ("orders:order_correct",),
    # The client's.
    "302 302 404 404 404 200 403 404 403 403 403 403": (
        "writers:consent",
        "writers:feedback_give",
        "orders:order_revise",
        "orders:revision_verdicts",
    ),
    # The desk.
    "302 302 200 403 403 403 403 403 403 200 200 200": (
<<<<<<< HEAD
        "writers:desk_feedback",
=======
        "writers:desk_portfolios",
>>>>>>> 2d7d2038 (writers: The pages of the portfolio editor, and the desk that approves.)
        "writers:desk_pool",
        "writers:desk_capacities",
        "quotes:desk_quotes",
        "quotes:quote_new",
        "orders:desk",
        "orders:review_desk",
        "orders:desk_revisions",
        "orders:revision_figures",
    ),
    # Writers.
    "302 302 403 403 200 403 200 200 403 403 403 403": (
<<<<<<< HEAD
        "writers:studio_feedback",
=======
        "writers:portfolio",
>>>>>>> 2d7d2038 (writers: The pages of the portfolio editor, and the desk that approves.)
        "writers:pool",
        "writers:auto_accept",
        "writers:auto_accept_new",
        "writers:capacity",
        "writers:blackouts",
        "writers:studio",
        "writers:revisions",
        "writers:offers",
        "writers:past_work",
        "writers:today",
        "writers:declined",
        "writers:calendar_feeds",
        "writers:calendar_import",
    ),
    # Editors.
    "302 302 403 403 403 403 403 403 200 403 403 403": (
        "writers:editing_feedback",
        "writers:editing",
        "writers:editing_revisions",
        "writers:workload",
        "writers:saved_comments",
        "writers:saved_comment",
    ),
    "302 302 403 403 403 403 403 403 405 403 403 403": (
        "writers:editing_next",
        "writers:saved_comment_delete",
    ),
    # The client's; nothing is asked.
    "302 302 404 404 404 409 403 404 403 403 403 403": ("orders:revision_questions",),
    # The time is agreed on by both sides; not any more.
    "302 302 404 404 404 409 409 404 403 409 409 409": ("orders:revision_deadline",),
    "302 302 404 404 404 403 403 404 403 403 200 200": ("orders:order_call_off",),
    "302 302 403 403 403 403 403 403 302 403 403 403": ("writers:review",),
    # A signed link opens to anybody at its own agency; the addressee who is signed in is led to the quote's
    # own page.
    "200 200 404 404 404 302 200 200 200 200 200 200": ("quotes:quote_link",),
    "405 405 405 405 405 405 405 405 405 405 405 405": ("quotes:quote_code",),
    # A quote's answers are its addressee's.
    "302 302 404 404 404 200 404 404 404 403 403 403": (
        "quotes:quote_decline",
        "quotes:quote_change",
    ),
    # It is sent: there is nothing to prepare.
    "302 302 404 403 403 403 403 403 403 302 302 302": ("quotes:quote_prepare",),
    "302 302 404 403 403 403 403 403 403 200 200 200": (
        "writers:desk_portfolio",
        "writers:desk_capacity",
        "writers:desk_blackouts",
        "writers:desk_workload",
        "quotes:quote_withdraw",
    ),
    "302 302 405 403 403 403 403 403 403 405 405 405": (
        "quotes:quote_price",
        "quotes:quote_rework",
    ),
    "302 302 200 403 403 403 403 403 403 403 403 200": ("agencies:security",),
    "302 302 403 403 200 403 200 200 200 403 403 403": (
        "writers:earnings",
        "writers:earnings_month",
        "writers:earnings_csv",
        "writers:earnings_pdf",
    ),
    "302 302 403 403 404 403 200 200 403 403 403 403": ("writers:pool_entry",),
<<<<<<< HEAD
    "302 302 403 403 404 403 200 404 403 403 403 403": ("writers:auto_accept_rule",),
    # Clara's feedback on the editor.
    "302 302 404 404 404 200 404 404 200 200 200 200": ("writers:feedback",),
    "302 302 404 404 404 200 404 404 403 403 403 403": ("writers:feedback_edit",),
=======
>>>>>>> 2d7d2038 (writers: The pages of the portfolio editor, and the desk that approves.)
}

POST = {
    "302 302 302 403 403 403 403 403 403 403 302 302": (
        "writers:portfolio_policy",
        "writers:efforts",
    ),
    "302 302 403 403 404 403 404 404 403 403 403 403": (
        "writers:portfolio_sample_act",
        "writers:pool_leave",
    ),
    "302 302 403 403 404 403 422 404 403 403 403 403": (
        "writers:portfolio_show",
        "writers:portfolio_profile",
        "writers:portfolio_photo",
        "writers:portfolio_sample_new",
        "writers:portfolio_sample",
        "writers:auto_accept_rule",
    ),
    "302 302 403 403 302 403 302 302 403 403 403 403": (
        "writers:portfolio_make",
        "writers:calendar_import_remove",
    ),
    "302 302 403 403 422 403 422 422 403 403 403 403": (
        "writers:capacity",
        "writers:blackouts",
        "writers:auto_accept_new",
        "writers:calendar_feeds",
        "writers:calendar_import",
    ),
    "302 302 404 403 404 403 422 404 403 403 422 422": ("writers:blackout",),
    "302 302 404 403 404 403 302 404 403 403 302 302": (
        "writers:blackout_remove",
        "writers:capacity_reset",
    ),
    # One's own: an answer that none of the buttons gives is none.
    "302 200 200 200 200 200 200 200 200 200 200 200": ("factor_reset",),
    # Pages for anybody, to be read only.
    "405 405 405 405 405 405 405 405 405 405 405 405": (
        "quotes:quote_link",
        "quotes:quote_link_document",
        "home",
        "robots",
        "brand",
        "account_inactive",
        "account_email_verification_sent",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "catalog:services",
        "catalog:service",
        "writers:calendar_feed",
        "writers:public_directory",
        "writers:public_portfolio",
        "writers:public_picture",
        "writers:public_photo",
        "writers:public_sample",
        "writers:public_sample_file",
        "writers:sitemap",
        "writers:sitemap_part",
    ),
    # Pages without a form.
    "302 302 405 405 405 405 405 405 405 405 405 405": (
        "writers:feedback",
        "account_notices",
        "account_bell",
        "quotes:quote",
        "quotes:quote_document",
        "orders:revision",
        "account_photo",
        "workspace",
        "help",
        "orders:search",
        "orders:inbox",
        "billing:invoices",
        "billing:invoice",
        "orders:order_ledger",
        "orders:order",
        "orders:order_history",
        "orders:order_compare",
        "orders:order_delivery",
        "agencies:file",
    ),
    # An empty form is refused; who is signed in goes to the first page.
    "422 302 302 302 302 302 302 302 302 302 302 302": (
        "account_login",
        "account_signup",
    ),
    # The demo's sign-in exists in demo mode alone; a confirmation needs a key.
    "404 404 404 404 404 404 404 404 404 404 404 404": (
        "demo_sign_in",
        "mails",
        "mail",
        "mail_html",
        "account_confirm_email",
    ),
    # To where one came from: out is out, a member has joined already, and nobody has tokens.
    "302 302 302 302 302 302 302 302 302 302 302 302": (
        "account_close",
        "account_close_keep",
        "account_export_ask",
        "account_notice_read",
        "account_notices_read",
        "account_notice_settings",
        "mfa_authenticate",
        "account_passkey_sign_in",
        "account_code_app",
        "account_code_app_remove",
        "account_codes",
        "account_passkey_add",
        "account_passkey_remove",
        "account_device_trust",
        "account_alerts",
        "account_alert_answer",
        "account_sessions_end",
        "account_logout",
        "join",
        "account_photo_remove",
        "account_email_withdraw",
        "account_backup_remove",
        "account_tokens_revoke_all",
        "agencies:hint_dismiss",
    ),
    # One's own account: pages to be read, and what is one's own.
    "302 405 405 405 405 405 405 405 405 405 405 405": (
        "account_export_download",
        "account_data",
        "account_factors",
        "account",
        "account_sessions",
        "account_devices",
        "account_activity",
        "account_activity_export",
    ),
    "302 404 404 404 404 302 404 404 404 404 404 404": (
        "account_export_delete",
        "account_email_confirm",
        "account_backup_confirm",
        "account_session_end",
        "account_device",
        "account_device_untrust",
        "account_device_revoke",
    ),
    # Whoever has the mailed link is asked; without an answer nothing happens.
    "200 200 404 404 404 200 200 200 200 200 200 200": (
        "disown",
        "factor_reset_stop",
        "login_alert",
    ),
    "302 422 422 422 422 422 422 422 422 422 422 422": (
        "account_change_password",
        "account_profile",
        "account_email",
        "account_backup",
        "account_reauthenticate",
    ),
    # Anybody, but not with an empty form.
    "422 422 422 422 422 422 422 422 422 422 422 422": ("account_reset_password",),
    # Anybody.
    "200 200 200 200 200 200 200 200 200 200 200 200": ("account_reset_password_from_key",),
    # It is addressed to somebody else than those who are signed in.
    "422 403 404 404 404 403 403 403 403 403 403 403": ("invitation",),
    "302 302 405 403 403 403 403 403 403 403 405 405": (
        "writers:fairness",
        "writers:fairness_csv",
        "writers:rates",
        "writers:rate_history",
        "writers:level_people",
        "writers:all_earnings",
        "writers:all_earnings_csv",
        "writers:person_earnings",
        "writers:person_earnings_month",
        "writers:person_earnings_csv",
        "writers:person_earnings_pdf",
        "desk_posture",
        "desk_posture_export",
        "desk_events",
        "agencies:people",
        "agencies:storage",
        "catalog:catalog",
        "catalog:catalog_history",
        "catalog:catalog_version",
        "agencies:webhooks",
        "agencies:webhook",
        "agencies:webhook_delivery",
    ),
    # Managers and owners. An empty form; the first version has none before it.
    "302 302 422 403 403 403 403 403 403 403 422 422": (
        "writers:rate_new",
        "writers:level_new",
        "quotes:quote_settings",
        "agencies:people_invite",
        "agencies:hours",
        "agencies:holiday_add",
        "catalog:catalog_edit",
        "billing:invoicing",
        "writers:assignment",
        "orders:revision_policy",
        "agencies:webhook_new",
    ),
    "302 302 409 403 403 403 403 403 403 403 409 409": ("catalog:catalog_take_back",),
    # Managers and owners, each of their own agency.
    "302 302 404 403 403 403 403 403 403 403 302 302": (
        "writers:rate_remove",
        "writers:level_archive",
        "writers:level_restore",
        "writers:held_remove",
        "agencies:invitation_withdraw",
        "agencies:holiday_remove",
        "agencies:person_end",
        "agencies:person_restore",
        "desk_factor_reset_confirm",
        "desk_factor_reset_withdraw",
        "agencies:webhook_rotate",
        "agencies:webhook_remove",
        "agencies:webhook_test",
        "agencies:webhook_replay",
    ),
    "302 302 404 403 403 403 403 403 403 403 422 422": (
        "writers:desk_portfolio_decision",
        "writers:desk_sample_decision",
        "writers:level",
        "writers:level_person",
        "writers:desk_workload",
        "agencies:person",
        "agencies:person_suspend",
        "desk_sign_out",
        "desk_factor_reset",
        "agencies:webhook_edit",
    ),
    "302 302 403 405 403 405 403 403 403 403 403 403": (
        "writers:client_feedback",
        "quotes:quotes",
        "drafts:draft_capacity",
        "drafts:presets",
        "clients:accounts",
        "clients:favourites",
        "writers:client_directory",
        "writers:client_portfolio",
        "writers:client_photo",
        "writers:client_sample",
        "writers:client_sample_file",
        "writers:shortlist",
        "writers:compare_writers",
        "orders:list",
        "orders:revisions",
        "drafts:drafts",
    ),
    # Clients, each at their own agency.
    "302 302 403 302 403 302 403 403 403 403 403 403": (
        "drafts:draft_new",
        "drafts:draft_from_price",
        "clients:favourite_remove",
    ),
    # An account is for its people; the desk only looks. Not without an address, or a role.
    "302 302 404 404 403 422 403 403 403 403 403 403": ("clients:account",),
    "302 302 403 404 403 422 403 403 403 403 403 403": (
        "drafts:preset",
        "drafts:draft_preset",
        "clients:account_role",
    ),
    # A draft is for its client account alone. Without a version it is stale. The last payer stays.
    "302 302 403 404 403 409 403 403 403 403 403 403": (
        "clients:account_remove",
        "drafts:draft",
        "orders:draft_place",
    ),
    # A draft is for its client account alone.
    "302 302 403 404 403 200 403 403 403 403 403 403": ("drafts:draft_price",),
    "302 302 403 404 403 302 403 403 403 403 403 403": (
        "writers:client_portfolio_draft",
        "writers:shortlist_add",
        "writers:shortlist_remove",
        "quotes:quote_ask",
        "drafts:preset_copy",
        "drafts:preset_archive",
        "drafts:preset_restore",
        "drafts:preset_default",
        "drafts:preset_begin",
        "clients:account_again",
        "clients:account_withdraw",
        "drafts:draft_copy",
        "drafts:draft_discard",
        "drafts:draft_restore",
        "drafts:draft_files",
        "drafts:draft_file_remove",
        "drafts:draft_file_restore",
    ),
    # Money: the desk, and prices management's; not without an amount. An invoice is made by the payer too.
    "302 302 404 404 404 403 404 404 404 422 422 422": ("orders:order_payment",),
    "302 302 404 404 404 403 404 404 404 403 422 422": ("orders:order_charge",),
    "302 302 404 404 404 302 404 404 404 302 302 302": (
        "billing:order_invoice",
        "billing:billing",
    ),
    # Every member, each their own; not without name and password. The one token is Clara's.
    "302 302 422 422 422 422 422 422 422 422 422 422": ("account_tokens", "account_photo_set"),
    "302 302 404 404 404 302 404 404 404 404 404 404": ("account_token_revoke",),
    # An empty message is refused.
    "302 302 404 404 404 422 422 404 404 422 422 422": ("orders:order_messages",),
    "302 302 404 404 404 404 404 404 422 422 422 422": ("orders:order_notes",),
    "302 302 404 404 404 409 403 404 404 403 403 403": ("orders:order_message",),
    # To the assignment desk, as it was sent.
    "302 302 308 403 403 403 403 403 403 403 308 308": ("orders:give_out",),
    # Giving out: managers and owners. There is no waiting list to cancel.
    "302 302 404 404 404 403 403 404 403 403 302 302": (
        "writers:waiting_list_cancel",
        "writers:pool_withdraw",
    ),
    # Giving out: managers and owners, not without a writer.
    "302 302 404 404 404 403 403 404 403 403 422 422": (
        "writers:pool_put",
        "writers:waiting_list",
        "orders:order_call_off",
        "orders:revision_person",
        "orders:revision_change",
        "orders:order_offer",
        "orders:order_review_give",
        "orders:order_reassign",
        "orders:order_assign",
    ),
    # Writers, and only those who were asked.
    "302 302 403 403 404 403 409 404 403 403 403 403": (
        "orders:order_offer_accept",
        "orders:order_offer_decline",
    ),
    # Taken: Wendell has accepted the offer.
    # The managers'; nothing is offered.
    "302 302 404 404 404 403 403 404 403 403 409 409": (
        "orders:order_offer_withdraw",
        "orders:order_review_pick",
        "orders:change_withdraw",
    ),
    # The writer's, in another state.
    # The writer's, but the revision is answered.
    "302 302 404 404 404 403 409 404 403 403 403 403": (
        "orders:order_extension_withdraw",
        "orders:order_start",
        "orders:order_answers",
    ),
    # The writer's; an empty one is refused.
    "302 302 404 404 404 403 422 404 403 403 403 403": (
        "orders:order_extension",
        "orders:order_deliver",
    ),
    "302 302 404 404 404 403 200 404 403 403 403 403": ("orders:order_preview",),
    # Editors; Edith has it already.
    "302 302 404 404 404 403 403 404 302 403 403 403": ("orders:order_review_claim",),
    # The order's editor; not without the version's number.
    "302 302 404 404 404 403 403 404 422 403 403 403": (
        "orders:order_comment",
        "orders:order_correct",
        "orders:order_approve",
        "orders:order_send_back",
    ),
    # The client's.
    "302 302 404 404 404 302 403 404 403 403 403 403": (
        "writers:consent_withdraw",
        "orders:order_accept",
        "orders:order_favourite",
    ),
    "302 302 404 404 404 422 403 404 403 403 403 403": (
        "writers:consent",
        "writers:feedback_give",
        "orders:order_revise",
        "orders:revision_verdicts",
    ),
    # The desk; not without a reason.
    "302 302 404 404 404 403 403 404 403 422 422 422": (
        "orders:order_extension_grant",
        "orders:order_extension_refuse",
        "orders:revision_scope",
        "orders:order_hold",
        "orders:order_deadlines",
    ),
    # The desk; it is not on hold, and the revision is answered.
    "302 302 404 404 404 403 403 404 403 409 409 409": (
        "orders:order_resume",
        "orders:revision_cancel",
        "orders:revision_close",
    ),
    # Client and desk; not without a reason.
    "302 302 404 404 404 422 403 404 403 422 422 422": ("orders:order_cancel",),
    # The desk.
    "302 302 405 403 403 403 403 403 403 405 405 405": (
<<<<<<< HEAD
        "writers:desk_feedback",
=======
        "writers:desk_portfolios",
        "writers:desk_portfolio",
>>>>>>> 2d7d2038 (writers: The pages of the portfolio editor, and the desk that approves.)
        "writers:desk_pool",
        "writers:desk_capacities",
        "quotes:desk_quotes",
        "orders:desk",
        "orders:desk_revisions",
        "orders:revision_figures",
    ),
    # Writers.
    "302 302 403 403 405 403 405 405 403 403 403 403": (
<<<<<<< HEAD
        "writers:studio_feedback",
=======
        "writers:portfolio",
        "writers:portfolio_preview",
        "writers:portfolio_orders",
>>>>>>> 2d7d2038 (writers: The pages of the portfolio editor, and the desk that approves.)
        "writers:pool",
        "writers:pool_entry",
        "writers:auto_accept",
        "writers:studio",
        "writers:revisions",
        "writers:offers",
        "writers:past_work",
        "writers:today",
        "writers:declined",
    ),
    # Editors.
    "302 302 403 403 403 403 403 403 405 403 403 403": (
        "writers:editing_feedback",
        "writers:editing",
        "writers:editing_revisions",
    ),
    # No review waits now: to the page of the order.
    "302 302 403 403 403 403 403 403 302 403 403 403": (
        "writers:editing_next",
        "writers:review",
        "writers:saved_comment_delete",
    ),
    # Not without a number or words; support only reads.
    "302 302 403 403 403 403 403 403 422 403 403 403": (
        "writers:workload",
        "writers:saved_comments",
        "writers:saved_comment",
    ),
    # The desk; nothing is chosen.
    "302 302 422 403 403 403 403 403 403 422 422 422": ("orders:review_desk",),
    # The editor who reviewed it, and management; but no review waits now.
    "302 302 404 404 404 403 403 404 409 403 409 409": ("orders:order_review_release",),
    # The client's; nothing is asked or offered.
    "302 302 404 404 404 409 403 404 403 403 403 403": (
        "orders:revision_questions",
        "orders:change_accept",
        "orders:change_drop",
    ),
    # Both sides', with a time; none is proposed.
    "302 302 404 404 404 422 422 404 403 422 422 422": ("orders:revision_deadline",),
    "302 302 404 404 404 409 409 404 403 409 409 409": ("orders:revision_agree",),
    "302 302 403 422 403 422 403 403 403 403 403 403": ("drafts:preset_new",),
    # Whoever holds the link, but not without the mailed code.
    "422 422 404 404 404 422 422 422 422 422 422 422": (
        "writers:consent_link",
        "quotes:quote_answer",
    ),
    "302 302 404 404 404 302 302 302 302 302 302 302": ("quotes:quote_code",),
    # The addressee's: not without the version that was read, and not while it is sent.
    "302 302 404 404 404 409 404 404 404 403 403 403": (
        "quotes:quote_accept",
        "quotes:quote_decline",
        "quotes:quote_again",
        "quotes:quote_call_back",
    ),
    "302 302 404 404 404 422 404 404 404 403 403 403": ("quotes:quote_change",),
    # For nobody.
    "302 302 404 403 403 403 403 403 403 404 404 404": ("quotes:quote_new",),
    "302 302 404 403 403 403 403 403 403 422 422 422": (
        "writers:desk_capacity",
        "writers:desk_blackouts",
        "quotes:quote_prepare",
        "quotes:quote_withdraw",
    ),
    "302 302 404 403 403 403 403 403 403 200 200 200": ("quotes:quote_price",),
    "302 302 404 403 403 403 403 403 403 302 302 302": ("quotes:quote_rework",),
    "302 404 404 404 404 422 404 404 404 404 404 404": ("account_passkey",),
    "302 302 422 403 403 403 403 403 403 403 403 422": ("agencies:security",),
    "302 302 403 403 405 403 405 405 405 403 403 403": (
        "writers:earnings",
        "writers:earnings_month",
        "writers:earnings_csv",
        "writers:earnings_pdf",
    ),
    "302 302 403 403 404 403 302 302 403 403 403 403": (
        "writers:pool_take",
        "writers:pool_interest_withdraw",
    ),
    "302 302 403 403 404 403 409 409 403 403 403 403": ("writers:pool_interest",),
    "302 302 403 403 404 403 302 404 403 403 403 403": (
        "writers:portfolio_submit",
        "writers:portfolio_photo_remove",
        "writers:portfolio_arrange",
        "writers:portfolio_from_order",
        "writers:portfolio_collection_new",
        "writers:portfolio_collection",
        "writers:auto_accept_switch",
        "writers:auto_accept_delete",
        "writers:calendar_feed_revoke",
    ),
    "302 302 403 403 404 403 403 404 403 403 403 403": ("writers:undo_acceptance",),
    "302 302 404 404 404 403 302 404 403 403 403 403": ("writers:consent_ask",),
    "302 302 404 404 404 302 403 404 403 302 302 302": (
        "writers:nda_set",
        "writers:nda_lift",
    ),
    # The giver's alone.
    "302 302 404 404 404 422 404 404 403 403 403 403": (
        "writers:feedback_edit",
        "writers:feedback_allow",
        "writers:feedback_disallow",
    ),
    "302 302 404 404 404 409 404 404 403 403 403 403": ("writers:feedback_delete",),
    # The receiver's alone.
    "302 302 404 404 404 403 404 404 422 403 403 403": (
        "writers:feedback_reply",
        "writers:feedback_contest",
    ),
    "302 302 404 404 404 403 404 404 409 403 403 403": ("writers:feedback_contest_withdraw",),
    "302 302 404 404 404 403 404 404 403 403 422 422": ("writers:feedback_contest_decide",),
    "302 302 404 404 404 403 404 404 403 403 403 403": (
        "writers:feedback_publish",
        "writers:feedback_unpublish",
    ),
    "302 302 404 404 404 404 302 404 403 403 403 403": ("writers:feedback_point_mark",),
}

"""Doors whose GET is not measured, and why."""

EXCUSED = {
    "It only leads to another page": (
        "workspace",
        "clients:accounts",
        "join",
        "mfa_authenticate",
        "account_close",
        "account_code_app",
        "account_code_app_remove",
        "account_codes",
        "account_passkey_add",
        "account_passkey_remove",
    ),
    "It exists in the demo alone": ("demo_sign_in", "mails", "mail", "mail_html"),
    "A mailed link opens it once in a while, for one person": (
        "account_confirm_email",
        "account_email_confirm",
        "account_backup_confirm",
        "account_reset_password_from_key",
        "disown",
        "factor_reset_stop",
        "invitation",
        "login_alert",
    ),
    "It needs a device, a photo, an export or a webhook that nobody of the fill has": (
        "account_passkey",
        "account_photo",
        "account_export_download",
        "agencies:webhook",
        "agencies:webhook_edit",
        "agencies:webhook_delivery",
    ),
    "It needs a level that nobody of the fill holds": ("writers:level",),
    "Nobody of the fill has a rule, and nothing is in its pool": (
        "writers:auto_accept_rule",
        "writers:pool_entry",
    ),
    "Nobody of the fill has given feedback": ("writers:feedback", "writers:feedback_edit"),
    "Nobody of the fill has a calendar link": ("writers:calendar_feed",),
    "Nobody of the fill was asked to show a text": (
        "writers:consent",
        "writers:consent_ask",
        "writers:consent_link",
    ),
    "Nobody of the fill has time off": ("writers:blackout",),
    "Its cost is that of making a PDF, whatever the page": (
        "quotes:quote_document",
        "quotes:quote_link_document",
        "writers:earnings_pdf",
        "writers:person_earnings_pdf",
    ),
    "Its five minutes are over before a measurement begins": ("orders:order_message",),
    "Nobody of the fill has asked for more time": (
        "orders:order_extension_grant",
        "orders:order_extension_refuse",
    ),
}

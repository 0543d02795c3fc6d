"""The doors of a person: in, out, and to an agency. Names beginning with
account_ are those that allauth looks up."""

from django.urls import path, re_path

from .views import (
    addresses,
    backup_addresses,
    demo,
    entrance,
    factor_resets,
    factors,
    joining,
    login_alerts,
    notices,
    own_data,
    passkeys,
    passwords,
    posture,
    profile,
    recovery,
    second_factor,
    security_centre,
    tokens,
)

entrance_urls = [
    path("accounts/sign-in/", entrance.sign_in, name="account_login"),
    path("accounts/demo-sign-in/", demo.demo_sign_in, name="demo_sign_in"),
    path("accounts/sign-up/", entrance.sign_up, name="account_signup"),
    path("accounts/sign-out/", entrance.sign_out, name="account_logout"),
    path("accounts/inactive/", entrance.inactive, name="account_inactive"),
    path("accounts/confirm-email/", entrance.check_your_mail, name="account_email_verification_sent"),
    path(
        "accounts/confirm-email/<confirmation_key:key>/", entrance.confirm_email, name="account_confirm_email"
    ),
]

password_urls = [
    path("accounts/password/change/", passwords.change, name="account_change_password"),
    path("accounts/password/reset/", passwords.forgotten, name="account_reset_password"),
    path("accounts/password/reset/sent/", passwords.forgotten_sent, name="account_reset_password_done"),
    path(
        "accounts/password/reset/done/", passwords.from_key_done, name="account_reset_password_from_key_done"
    ),
    path(
        "accounts/password/reset/<reset_person:uidb36>-<reset_key:key>/",
        passwords.from_key,
        name="account_reset_password_from_key",
    ),
]

joining_urls = [
    path("join/", joining.join, name="join"),
    path("invitation/<invitation_key:token>/", joining.invitation, name="invitation"),
]

PUBLIC_ID = r"(?P<public_id>[2-9a-z]{10})"

centre_urls = [
    path("account/", security_centre.overview, name="account"),
    path("account/sessions/", security_centre.session_list, name="account_sessions"),
    path("account/sessions/others/end/", security_centre.session_end_others, name="account_sessions_end"),
    re_path(rf"^account/sessions/{PUBLIC_ID}/end/$", security_centre.session_end, name="account_session_end"),
    path("account/devices/", security_centre.device_list, name="account_devices"),
    re_path(rf"^account/devices/{PUBLIC_ID}/$", security_centre.device_name, name="account_device"),
    re_path(
        rf"^account/devices/{PUBLIC_ID}/trust/$", security_centre.device_trust, name="account_device_trust"
    ),
    re_path(
        rf"^account/devices/{PUBLIC_ID}/untrust/$",
        security_centre.device_untrust,
        name="account_device_untrust",
    ),
    re_path(
        rf"^account/devices/{PUBLIC_ID}/revoke/$", security_centre.device_revoke, name="account_device_revoke"
    ),
    path("account/alerts/", login_alerts.alert_settings, name="account_alerts"),
    re_path(rf"^account/alerts/{PUBLIC_ID}/$", login_alerts.alert_answer, name="account_alert_answer"),
    path("account/activity/", security_centre.activity_list, name="account_activity"),
    path("account/activity/export/", security_centre.activity_export, name="account_activity_export"),
    path("sign-in-alert/<alert_key:token>/", login_alerts.ask, name="login_alert"),
    path("not-mine/<disown_key:token>/", login_alerts.disown, name="disown"),
]

notice_urls = [
    path("account/notices/", notices.index, name="account_notices"),
    path("account/notices/count/", notices.bell, name="account_bell"),
    path("account/notices/read/", notices.read_all, name="account_notices_read"),
    path("account/notices/settings/", notices.settings, name="account_notice_settings"),
    re_path(rf"^account/notices/{PUBLIC_ID}/$", notices.read, name="account_notice_read"),
]

profile_urls = [
    path("account/profile/", profile.profile, name="account_profile"),
    path("account/profile/photo/", profile.photo_set, name="account_photo_set"),
    path("account/profile/photo/remove/", profile.photo_remove, name="account_photo_remove"),
    path("account/email/", addresses.email, name="account_email"),
    path("account/email/withdraw/", addresses.email_withdraw, name="account_email_withdraw"),
    path("account/email/confirm/<address_key:token>/", addresses.email_confirm, name="account_email_confirm"),
    path("account/second-address/", backup_addresses.backup, name="account_backup"),
    path("account/second-address/remove/", backup_addresses.backup_remove, name="account_backup_remove"),
    path(
        "account/second-address/confirm/<backup_key:token>/",
        backup_addresses.backup_confirm,
        name="account_backup_confirm",
    ),
    path("account/photos/<slug:key>/", profile.photo, name="account_photo"),
]

token_urls = [
    path("account/tokens/", tokens.tokens, name="account_tokens"),
    path("account/tokens/revoke-all/", tokens.tokens_revoke_all, name="account_tokens_revoke_all"),
    re_path(rf"^account/tokens/{PUBLIC_ID}/revoke/$", tokens.token_revoke, name="account_token_revoke"),
]

own_data_urls = [
    path("account/data/", own_data.data, name="account_data"),
    path("account/data/export/", own_data.export_ask, name="account_export_ask"),
    path(
        "account/data/export/<copy_key:public_id>/", own_data.export_download, name="account_export_download"
    ),
    path(
        "account/data/export/<copy_key:public_id>/delete/",
        own_data.export_delete,
        name="account_export_delete",
    ),
    path("account/close/", own_data.close, name="account_close"),
    path("account/close/keep/", own_data.close_keep, name="account_close_keep"),
]

desk_urls = [
    re_path(rf"^desk/people/{PUBLIC_ID}/sessions/$", recovery.sign_out, name="desk_sign_out"),
    re_path(rf"^desk/people/{PUBLIC_ID}/second-factor/$", recovery.factor_reset, name="desk_factor_reset"),
    re_path(
        rf"^desk/people/{PUBLIC_ID}/second-factor/confirm/$",
        recovery.factor_reset_confirm,
        name="desk_factor_reset_confirm",
    ),
    re_path(
        rf"^desk/people/{PUBLIC_ID}/second-factor/withdraw/$",
        recovery.factor_reset_withdraw,
        name="desk_factor_reset_withdraw",
    ),
    path("desk/security/people/", posture.people, name="desk_posture"),
    path("desk/security/people/export/", posture.people_export, name="desk_posture_export"),
    path("desk/security/events/", posture.events, name="desk_events"),
]

#: The names mfa_authenticate and account_reauthenticate are those that allauth looks up.
factor_urls = [
    path("accounts/sign-in/second-factor/", second_factor.second_factor, name="mfa_authenticate"),
    path("accounts/sign-in/passkey/", second_factor.passkey_sign_in, name="account_passkey_sign_in"),
    path("account/sign-in/", factors.overview, name="account_factors"),
    path("account/sign-in/reset/", factor_resets.own, name="factor_reset"),
    path("second-factor-reset/<factor_reset_key:token>/", factor_resets.stop, name="factor_reset_stop"),
    path("account/sign-in/confirm/", second_factor.confirm, name="account_reauthenticate"),
    path("account/sign-in/code-app/", factors.code_app, name="account_code_app"),
    path("account/sign-in/code-app/remove/", factors.code_app_remove, name="account_code_app_remove"),
    path("account/sign-in/recovery-codes/", factors.codes, name="account_codes"),
    path("account/sign-in/passkeys/add/", passkeys.add, name="account_passkey_add"),
    re_path(rf"^account/sign-in/passkeys/{PUBLIC_ID}/$", passkeys.rename, name="account_passkey"),
    re_path(
        rf"^account/sign-in/passkeys/{PUBLIC_ID}/remove/$", passkeys.remove, name="account_passkey_remove"
    ),
]

urlpatterns = [
    *desk_urls,
    *entrance_urls,
    *password_urls,
    *joining_urls,
    *centre_urls,
    *notice_urls,
    *profile_urls,
    *token_urls,
    *factor_urls,
    *own_data_urls,
]
